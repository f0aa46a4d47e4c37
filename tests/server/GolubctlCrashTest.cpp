// SPDX-License-Identifier: GPL-3.0-or-later
// Connections that end at any point, and golubctl killed in the middle of its work.
#include "tests/server/GolubctlTest.h"

using namespace golub;
using test::CtlRun;

namespace {

class GolubctlCrashTest : public test::GolubctlTest
{
protected:
    const QString ala = QStringLiteral("ala");
    const QString sync = QStringLiteral("sync");

    void addThrough(test::Proxy &imap, test::Proxy &submission)
    {
        ServerSettings incoming = server().imap(ala, Security::None);
        incoming.port = imap.port();
        ServerSettings outgoing = server().submission(ala, Security::None);
        outgoing.port = submission.port();
        good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(ala, incoming, outgoing) });
    }
    void expectWholeMailbox(const QList<QByteArray> &mails)
    {
        const QJsonArray rows = listed(QStringLiteral("INBOX"));
        ASSERT_EQ(rows.size(), mails.size()) << test::texts(rows, QStringLiteral("subject")).join(u',').toStdString();
        for (const QJsonValue &row : rows) {
            const QString id = QString::number(row.toObject().value(u"id").toInteger());
            EXPECT_TRUE(mails.contains(ctl({ QStringLiteral("show"), id, QStringLiteral("--raw") }).output)) << id.toStdString();
        }
        EXPECT_EQ(good({ QStringLiteral("search"), QStringLiteral("hello") }).object().value(u"total").toInt(), mails.size());
    }
    static QList<QByteArray> mails()
    {
        return { message("One"), message("Two", "Hello again.\r\n" + QByteArray(20000, 'x') + "\r\n"), message("Three") };
    }
    void kill(QProcess &process)
    {
        process.kill();
        ASSERT_TRUE(test::waitUntil([&] { return process.state() == QProcess::NotRunning; }));
    }
    QString outboxStates()
    {
        return test::texts(good({ QStringLiteral("outbox"), QStringLiteral("list") }).array(), QStringLiteral("state")).join(u',');
    }
    QStringList sendCommand(const QString &subject)
    {
        return { QStringLiteral("send"), QStringLiteral("--file"),
            write(QStringLiteral("draft.json"),
                QStringLiteral(R"({"account":"ala","to":"bob@example.org","subject":"%1","text":"Once."})").arg(subject).toUtf8()),
            QStringLiteral("--wait") };
    }
};

} // namespace

TEST_F(GolubctlCrashTest, AServerThatClosesAnywhereDuringSyncLosesNothing)
{
    for (const QByteArray &mail : mails())
        ASSERT_TRUE(server().deliver(ala, mail));
    test::Proxy imap(server().port(QStringLiteral("imap")));
    test::Proxy submission(server().port(QStringLiteral("submission")));
    addThrough(imap, submission);
    for (qint64 cut : { 0, 1, 20, 150, 300, 600, 900, 1300, 1700, 2100, 2600, 3200, 5000, 12000, 20000 }) {
        imap.cutAfter(cut);
        const CtlRun run = ctl({ sync });
        EXPECT_EQ(run.status, 4) << "cut after " << cut << ": " << run.text();
        EXPECT_EQ(run.errorKind(), QStringLiteral("connection_lost")) << run.text();
    }
    imap.cutAfter(-1);
    good({ sync });
    expectWholeMailbox(mails());
    const qint64 quiet = imap.longest();
    EXPECT_GT(quiet, 0);
    good({ sync });
    expectWholeMailbox(mails());
}

TEST_F(GolubctlCrashTest, AServerThatClosesAnywhereDuringSubmissionSendsOnceOrNotAtAll)
{
    test::Proxy imap(server().port(QStringLiteral("imap")));
    test::Proxy submission(server().port(QStringLiteral("submission")));
    addThrough(imap, submission);
    good({ sync });
    good(sendCommand(QStringLiteral("Measure")));
    const qint64 whole = submission.longest();
    int sent = onServer(QStringLiteral("bob"), "Measure");
    EXPECT_EQ(sent, 1);
    int number = 0;
    for (qint64 cut = 0; cut < whole; cut += whole / 14) {
        const QString subject = QStringLiteral("Cut%1").arg(++number);
        submission.cutAfter(cut);
        const CtlRun run = ctl(sendCommand(subject));
        const QString state = run.object().value(u"state").toString();
        const int there = onServer(QStringLiteral("bob"), subject.toLatin1());
        if (run.status == 0) {
            EXPECT_EQ(state, QStringLiteral("accepted")) << "cut after " << cut << run.text();
            EXPECT_EQ(there, 1);
        } else if (run.status == 4) {
            EXPECT_EQ(state, QStringLiteral("queued")) << "cut after " << cut << run.text();
            EXPECT_EQ(there, 0) << "what is queued again was not taken";
        } else {
            EXPECT_EQ(run.status, 3) << "cut after " << cut << run.text();
            EXPECT_EQ(state, QStringLiteral("uncertain")) << run.text();
        }
        submission.cutAfter(-1);
        if (state == u"queued") {
            good({ QStringLiteral("outbox"), QStringLiteral("retry"), QString::number(run.object().value(u"id").toInteger()) });
            EXPECT_EQ(onServer(QStringLiteral("bob"), subject.toLatin1()), 1) << "cut after " << cut;
        } else if (state == u"uncertain") {
            good({ sync });
            EXPECT_LE(onServer(QStringLiteral("bob"), subject.toLatin1()), 1) << "cut after " << cut;
        }
    }
}

TEST_F(GolubctlCrashTest, KilledDuringSyncTheNextRunIsWhole)
{
    for (const QByteArray &mail : mails())
        ASSERT_TRUE(server().deliver(ala, mail));
    test::Proxy imap(server().port(QStringLiteral("imap")));
    test::Proxy submission(server().port(QStringLiteral("submission")));
    addThrough(imap, submission);
    for (const char *point : { "* OK", "CAPABILITY", "* LIST", "UIDVALIDITY", "Subject: Two", "xxxxxxxx" }) {
        imap.holdAt(point);
        auto run = begin({ sync });
        ASSERT_TRUE(test::waitUntil([&] { return imap.isHolding(); })) << point;
        kill(*run);
        imap.passOn();
    }
    good({ sync });
    expectWholeMailbox(mails());
    EXPECT_EQ(server().messages(ala).size(), 3);
}

TEST_F(GolubctlCrashTest, KilledWhileAChangeIsPlayedItIsPlayedAgainAndOnce)
{
    for (const QByteArray &mail : mails())
        ASSERT_TRUE(server().deliver(ala, mail, QStringLiteral("INBOX"), QStringLiteral("")));
    test::Proxy imap(server().port(QStringLiteral("imap")));
    test::Proxy submission(server().port(QStringLiteral("submission")));
    addThrough(imap, submission);
    good({ sync });
    imap.holdAt("COPYUID"); // moved there, and the answer does not come back
    auto run = begin({ QStringLiteral("archive"), idOf(QStringLiteral("One")) });
    ASSERT_TRUE(test::waitUntil([&] { return imap.isHolding(); }));
    kill(*run);
    imap.passOn();
    good({ sync });
    good({ sync });
    EXPECT_EQ(onServer(ala, "One", QStringLiteral("Archive")), 1);
    EXPECT_EQ(onServer(ala, "One"), 0);
    EXPECT_EQ(subjects(QStringLiteral("Archive")).join(u','), QStringLiteral("One"));
    EXPECT_EQ(subjects(QStringLiteral("INBOX")).size(), 2);
    EXPECT_TRUE(good({ QStringLiteral("operations"), QStringLiteral("list"), QStringLiteral("--open") }).array().isEmpty());
}

TEST_F(GolubctlCrashTest, KilledBeforeTheDataTheMessageIsQueuedAndGoesOutOnce)
{
    test::Proxy imap(server().port(QStringLiteral("imap")));
    test::Proxy submission(server().port(QStringLiteral("submission")));
    addThrough(imap, submission);
    good({ sync });
    submission.holdAt("235 ");
    auto run = begin(sendCommand(QStringLiteral("Early")));
    ASSERT_TRUE(test::waitUntil([&] { return submission.isHolding(); }));
    EXPECT_EQ(outboxStates(), QStringLiteral("claimed"));
    kill(*run);
    submission.passOn();
    good({ sync });
    EXPECT_EQ(onServer(QStringLiteral("bob"), "Early"), 1);
    good({ sync });
    EXPECT_EQ(outboxStates(), QString());
    EXPECT_EQ(onServer(QStringLiteral("bob"), "Early"), 1);
    EXPECT_EQ(onServer(ala, "Early", QStringLiteral("Sent")), 1);
}

TEST_F(GolubctlCrashTest, KilledWhileSendingTheMessageIsUncertainAndNotResent)
{
    test::Proxy imap(server().port(QStringLiteral("imap")));
    test::Proxy submission(server().port(QStringLiteral("submission")));
    addThrough(imap, submission);
    good({ sync });
    submission.holdAt("354 ", 1); // the answer to the data
    auto run = begin(sendCommand(QStringLiteral("Late")));
    ASSERT_TRUE(test::waitUntil([&] { return submission.isHolding() && onServer(QStringLiteral("bob"), "Late") == 1; }));
    EXPECT_EQ(outboxStates(), QStringLiteral("sending"));
    kill(*run);
    submission.passOn();
    for (int again = 0; again < 2; ++again) {
        good({ sync });
        EXPECT_EQ(outboxStates(), QStringLiteral("uncertain"));
        EXPECT_EQ(onServer(QStringLiteral("bob"), "Late"), 1);
    }
    const QString id = QString::number(good({ QStringLiteral("outbox"), QStringLiteral("list") }).array().at(0).toObject().value(u"id").toInteger());
    EXPECT_EQ(ctl({ QStringLiteral("outbox"), QStringLiteral("retry"), id }).errorKind(), QStringLiteral("conflict"));
    good({ QStringLiteral("outbox"), QStringLiteral("resolve"), id, QStringLiteral("sent") });
    EXPECT_EQ(outboxStates(), QString());
    EXPECT_EQ(onServer(QStringLiteral("bob"), "Late"), 1);
    EXPECT_EQ(onServer(ala, "Late", QStringLiteral("Sent")), 1);
}
