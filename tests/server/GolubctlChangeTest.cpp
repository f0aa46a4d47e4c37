// SPDX-License-Identifier: GPL-3.0-or-later
// What golubctl changes: here at once, and on the server as the server itself tells.
#include "tests/server/GolubctlTest.h"

using namespace golub;
using test::CtlRun;

namespace {

class GolubctlChangeTest : public test::GolubctlTest
{
protected:
    const QString ala = QStringLiteral("ala");
    const QString flag = QStringLiteral("flag");
    const QString inbox = QStringLiteral("INBOX");
    const QString archive = QStringLiteral("Archive");
    const QString operations = QStringLiteral("operations");

    void deliverAndAdd(const QList<QByteArray> &subjects)
    {
        for (const QByteArray &subject : subjects)
            ASSERT_TRUE(server().deliver(ala, message(subject), inbox, QStringLiteral("")));
        addAccount(ala);
    }
    QJsonArray openOperations() { return good({ operations, QStringLiteral("list"), QStringLiteral("--open") }).array(); }
};

} // namespace

TEST_F(GolubctlChangeTest, FlagsAndKeywordsReachTheServer)
{
    deliverAndAdd({ "One", "Two" });
    const QString one = idOf(QStringLiteral("One"));
    const CtlRun run = ctl({ flag, one, idOf(QStringLiteral("Two")), QStringLiteral("+seen"), QStringLiteral("+flagged") });
    EXPECT_EQ(run.status, 0) << run.text();
    EXPECT_GT(run.object().value(u"operation").toInt(), 0);
    EXPECT_EQ(serverFlags(ala, "One"), QStringLiteral("FS"));
    EXPECT_EQ(serverFlags(ala, "Two"), QStringLiteral("FS"));
    good({ flag, one, QStringLiteral("-flagged"), QStringLiteral("+answered"), QStringLiteral("+projekt") });
    EXPECT_EQ(serverFlags(ala, "One"), QStringLiteral("RSa")) << "a is Dovecot's letter of the first keyword";
    const QJsonArray flags = good({ QStringLiteral("show"), one }).object().value(u"flags").toArray();
    EXPECT_TRUE(flags.contains(QStringLiteral("projekt"))) << QJsonDocument(flags).toJson().toStdString();
    EXPECT_TRUE(openOperations().isEmpty());
    const CtlRun gone = ctl({ flag, QStringLiteral("4711"), QStringLiteral("+seen") });
    EXPECT_EQ(gone.status, 1) << gone.text();
    EXPECT_EQ(gone.errorKind(), QStringLiteral("not_found"));
}

TEST_F(GolubctlChangeTest, MoveCopyDeleteArchiveAndJunkAreSeenByASecondProfile)
{
    deliverAndAdd({ "Moved", "Copied", "Deleted", "Archived", "Junked", "Stays" });
    good({ QStringLiteral("move"), idOf(QStringLiteral("Moved")), QStringLiteral("Drafts") });
    good({ QStringLiteral("copy"), idOf(QStringLiteral("Copied")), archive });
    good({ QStringLiteral("delete"), idOf(QStringLiteral("Deleted")) });
    good({ QStringLiteral("archive"), idOf(QStringLiteral("Archived")) });
    good({ QStringLiteral("junk"), idOf(QStringLiteral("Junked")) });
    const QString second = path(QStringLiteral("second"));
    const auto other = [&](const QStringList &arguments) {
        return plain(QStringList { QStringLiteral("--profile"), second, QStringLiteral("--json") } + arguments);
    };
    ASSERT_EQ(other({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), path(QStringLiteral("ala.json")) }).status, 0);
    ASSERT_EQ(other({ QStringLiteral("sync") }).status, 0);
    const auto there = [&](const char *mailbox) {
        QStringList all = test::texts(other({ QStringLiteral("list"), QLatin1String(mailbox) }).array(), QStringLiteral("subject"));
        all.sort();
        return all.join(u',').toStdString();
    };
    EXPECT_EQ(there("INBOX"), "Copied,Stays");
    EXPECT_EQ(there("Drafts"), "Moved");
    EXPECT_EQ(there("Archive"), "Archived,Copied");
    EXPECT_EQ(there("Trash"), "Deleted");
    EXPECT_EQ(there("Junk"), "Junked");

    good({ QStringLiteral("delete"), idOf(QStringLiteral("Deleted"), QStringLiteral("Trash")) }); // from the trash it is for good
    EXPECT_EQ(onServer(ala, "Deleted", QStringLiteral("Trash")), 0);
    EXPECT_EQ(onServer(ala, "Deleted"), 0);
    const CtlRun nowhere = ctl({ QStringLiteral("move"), idOf(QStringLiteral("Stays")), QStringLiteral("Nowhere") });
    EXPECT_EQ(nowhere.errorKind(), QStringLiteral("not_found")) << nowhere.text();
}

TEST_F(GolubctlChangeTest, UndoTakesBackTheLastOrANamedOperation)
{
    deliverAndAdd({ "One", "Two" });
    good({ QStringLiteral("archive"), idOf(QStringLiteral("One")) });
    const int flagged = good({ flag, idOf(QStringLiteral("Two")), QStringLiteral("+flagged") }).object().value(u"operation").toInt();
    EXPECT_EQ(onServer(ala, "One", archive), 1);
    good({ QStringLiteral("undo"), QString::number(flagged) });
    EXPECT_EQ(serverFlags(ala, "Two"), QString());
    EXPECT_EQ(onServer(ala, "One", archive), 1) << "only the named one";
    good({ QStringLiteral("delete"), idOf(QStringLiteral("Two")) });
    good({ QStringLiteral("undo") });
    EXPECT_EQ(onServer(ala, "Two"), 1);
    EXPECT_EQ(onServer(ala, "Two", QStringLiteral("Trash")), 0);
    EXPECT_EQ(ctl({ QStringLiteral("undo"), QStringLiteral("4711") }).errorKind(), QStringLiteral("not_found"));
    EXPECT_EQ(ctl({ QStringLiteral("undo"), QStringLiteral("x") }).status, 2);
}

TEST_F(GolubctlChangeTest, TheHistoryTellsWhatWasDoneAndUndone)
{
    deliverAndAdd({ "One", "Two" });
    const auto number = [](const QJsonDocument &run, const char *key) { return run.object().value(QLatin1String(key)).toInt(); };
    const int moved = number(good({ QStringLiteral("archive"), idOf(QStringLiteral("One")) }), "operation");
    const int flagged = number(good({ flag, idOf(QStringLiteral("Two")), QStringLiteral("+flagged") }), "operation");
    const int needless = number(good({ flag, idOf(QStringLiteral("Two")), QStringLiteral("+flagged") }), "operation");
    const QJsonDocument undone = good({ QStringLiteral("undo") });
    EXPECT_EQ(number(undone, "undone"), flagged);
    EXPECT_EQ(undone.object().value(u"skipped").toArray(), QJsonArray { needless });
    const int inverse = number(undone, "operation");
    const QJsonArray history = good({ operations, QStringLiteral("list") }).array();
    ASSERT_EQ(history.size(), 4) << QJsonDocument(history).toJson().toStdString();
    QList<int> ids;
    for (const QJsonValue &value : history) {
        const QJsonObject operation = value.toObject();
        ids.append(operation.value(u"id").toInt());
        EXPECT_EQ(operation.value(u"state").toString(), QStringLiteral("done"));
        EXPECT_EQ(operation.value(u"undone").toBool(), ids.last() == flagged) << ids.last();
        EXPECT_EQ(operation.value(u"undoes").toInt(), ids.last() == inverse ? flagged : 0);
    }
    EXPECT_EQ(ids, (QList<int> { moved, flagged, needless, inverse })) << "the newest last";
    EXPECT_EQ(good({ operations, QStringLiteral("list"), QStringLiteral("--limit"), QStringLiteral("1") }).array().size(), 1);
    EXPECT_TRUE(openOperations().isEmpty());
    EXPECT_EQ(number(good({ QStringLiteral("undo") }), "undone"), moved);
    const CtlRun nothing = ctl({ QStringLiteral("undo") });
    EXPECT_EQ(nothing.status, 1);
    EXPECT_EQ(nothing.errorKind(), QStringLiteral("not_found"));
    EXPECT_EQ(nothing.error().value(u"text").toString(), QStringLiteral("There is nothing to be undone.")) << nothing.text();
    EXPECT_TRUE(ctl({ QStringLiteral("undo"), QString::number(moved) }).error().value(u"text").toString().contains(QStringLiteral("already")));
}

TEST_F(GolubctlChangeTest, ChangesMadeWhileTheServerIsDownArePlayedWhenItIsBack)
{
    deliverAndAdd({ "One", "Two", "Three" });
    server().kill();
    for (const QStringList &change : QList<QStringList> { { flag, idOf(QStringLiteral("One")), QStringLiteral("+flagged") },
             { QStringLiteral("archive"), idOf(QStringLiteral("One")) }, { QStringLiteral("delete"), idOf(QStringLiteral("Two")) } }) {
        const CtlRun run = ctl(change);
        EXPECT_EQ(run.status, 0) << "done here, waits for the server: " << run.text();
    }
    EXPECT_EQ(subjects(inbox).join(u','), QStringLiteral("Three"));
    EXPECT_EQ(subjects(archive).join(u','), QStringLiteral("One"));
    EXPECT_EQ(test::texts(openOperations(), QStringLiteral("kind")).join(u','), QStringLiteral("flags,move,move"));
    EXPECT_EQ(test::texts(openOperations(), QStringLiteral("state")).join(u','), QStringLiteral("pending,pending,pending"));
    EXPECT_EQ(ctl({ QStringLiteral("sync") }).status, 4);

    ASSERT_TRUE(server().start()) << server().problem().toStdString();
    qint64 played = 0;
    for (const QJsonValue &report : good({ QStringLiteral("sync") }).array())
        played += report.toObject().value(u"operations").toInt();
    EXPECT_EQ(played, 3);
    EXPECT_TRUE(openOperations().isEmpty());
    EXPECT_EQ(serverFlags(ala, "One", archive), QStringLiteral("F"));
    EXPECT_EQ(onServer(ala, "Two", QStringLiteral("Trash")), 1);
    EXPECT_EQ(server().messages(ala).size(), 1);
}

TEST_F(GolubctlChangeTest, WaitingOperationsAreCancelledRetriedAndUndone)
{
    deliverAndAdd({ "One", "Two", "Three" });
    server().kill();
    const auto change = [this](const QStringList &arguments) {
        return QString::number(good(arguments).object().value(u"operation").toInteger());
    };
    const QString flagged = change({ flag, idOf(QStringLiteral("One")), QStringLiteral("+flagged") });
    const QString archived = change({ QStringLiteral("archive"), idOf(QStringLiteral("Two")) });
    const QString seen = change({ flag, idOf(QStringLiteral("Three")), QStringLiteral("+seen") });
    good({ operations, QStringLiteral("cancel"), flagged });
    EXPECT_EQ(test::texts(openOperations(), QStringLiteral("id")).join(u','), archived + u',' + seen);
    good({ QStringLiteral("undo"), archived });
    EXPECT_EQ(subjects(inbox).size(), 3) << "it is back";
    const CtlRun twice = ctl({ operations, QStringLiteral("cancel"), flagged });
    EXPECT_EQ(twice.status, 1) << twice.text();
    ASSERT_TRUE(server().start());
    good({ operations, QStringLiteral("retry"), seen });
    good({ QStringLiteral("sync") });
    EXPECT_EQ(serverFlags(ala, "One"), QString());
    EXPECT_EQ(serverFlags(ala, "Three"), QStringLiteral("S"));
    EXPECT_EQ(server().messages(ala).size(), 3);
    EXPECT_TRUE(server().messages(ala, archive).isEmpty());
    EXPECT_TRUE(openOperations().isEmpty());
    EXPECT_EQ(ctl({ operations, QStringLiteral("retry"), QStringLiteral("4711") }).errorKind(), QStringLiteral("not_found"));
    EXPECT_EQ(ctl({ operations, QStringLiteral("retry"), QStringLiteral("x") }).status, 2);
}
