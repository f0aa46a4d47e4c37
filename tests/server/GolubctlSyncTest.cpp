// SPDX-License-Identifier: GPL-3.0-or-later
// What synchronising costs and reports, over a real server; and the program killed at random moments.
#include "tests/server/GolubctlTest.h"

#include <QDir>
#include <QElapsedTimer>

#include <random>
#include <sys/stat.h>

using namespace golub;
using test::CtlRun;

namespace {

//! What the file takes on the disk.
qint64 allocated(const QString &path)
{
    struct stat info {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? qint64(info.st_blocks) * 512 : 0;
}

class GolubctlSyncTest : public test::GolubctlTest
{
protected:
    const QString ala = QStringLiteral("ala");
    const QString sync = QStringLiteral("sync");

    static qint64 sum(const QJsonArray &reports, const QString &key)
    {
        qint64 total = 0;
        for (const QJsonValue &report : reports)
            total += report.toObject().value(key).toInteger();
        return total;
    }
    void addLimited(const QJsonObject &limits)
    {
        const QString file = accountFile(ala, [&limits](QJsonObject &account) { account.insert(QStringLiteral("sync"), limits); });
        good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), file });
        good({ sync });
    }
};

} // namespace

TEST_F(GolubctlSyncTest, NothingChangedCostsNextToNothing)
{
    for (int i = 0; i < 20; ++i)
        ASSERT_TRUE(server().deliver(ala, message("Letter " + QByteArray::number(i))));
    for (const char *folder : { "Work", "Private", "Lists" })
        ASSERT_TRUE(server().deliver(ala, message(folder), QString::fromLatin1(folder)));
    addAccount(ala);
    const QJsonArray reports = good({ sync }).array();
    EXPECT_GE(reports.size(), 4) << "each folder is told of";
    EXPECT_EQ(sum(reports, QStringLiteral("new")), 0);
    EXPECT_LT(sum(reports, QStringLiteral("bytes")), 3072) << "signing in and the capabilities, twice, are more than half of it";
    EXPECT_LE(sum(reports, QStringLiteral("commands")), 6);
}

TEST_F(GolubctlSyncTest, AuditComparesEverythingAndFindsNothingWrong)
{
    ASSERT_TRUE(server().deliver(ala, message("One")));
    addAccount(ala);
    const QJsonArray reports = good({ sync, QStringLiteral("--audit") }).array();
    EXPECT_EQ(sum(reports, QStringLiteral("changed")) + sum(reports, QStringLiteral("gone")) + sum(reports, QStringLiteral("new")), 0);
    const QJsonObject account = good({ QStringLiteral("account"), QStringLiteral("show"), ala }).object();
    EXPECT_TRUE(account.value(u"quarantine").isArray());
    EXPECT_TRUE(account.value(u"quarantine").toArray().isEmpty()) << "this server contradicts itself in nothing";
}

TEST_F(GolubctlSyncTest, OneAccountThatFailsDoesNotHideTheOthers)
{
    ASSERT_TRUE(server().deliver(ala, message("One")));
    addAccount(ala);
    const QString wrong = accountFile(QStringLiteral("bob"), [](QJsonObject &account) {
        QJsonObject incoming = account.value(u"incoming").toObject();
        incoming.insert(QStringLiteral("user"), QStringLiteral("nobody"));
        account.insert(QStringLiteral("incoming"), incoming);
    });
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), wrong });
    const CtlRun run = ctl({ sync });
    EXPECT_EQ(run.status, 3) << run.text();
    ASSERT_TRUE(run.object().value(u"results").isArray()) << run.text();
    EXPECT_EQ(run.errorKind(), QStringLiteral("auth_failed"));
    bool failed = false;
    bool inbox = false;
    for (const QJsonValue &value : run.object().value(u"results").toArray()) {
        const QJsonObject report = value.toObject();
        failed = failed || report.value(u"error").toObject().value(u"kind").toString() == u"auth_failed";
        inbox = inbox || (report.value(u"mailbox").toString() == u"INBOX" && report.value(u"error").isNull());
    }
    EXPECT_TRUE(failed) << run.text();
    EXPECT_TRUE(inbox) << run.text();
    EXPECT_FALSE(run.errors.isEmpty());
}

//! One that nobody gave a password, and one whose server is gone: quicker than the one that works.
TEST_F(GolubctlSyncTest, TheWorstOfSeveralAccountsDecidesAndAllAreTold)
{
    for (int i = 0; i < 200; ++i)
        ASSERT_TRUE(server().deliver(ala, message("Letter " + QByteArray::number(i))));
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(ala) });
    const auto add = [this](const QString &name, const std::function<void(QJsonObject &)> &change) {
        good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("bob"), [&](QJsonObject &account) {
                  account.insert(QStringLiteral("name"), name);
                  change(account);
              }) });
    };
    quint16 closed = 0;
    {
        QTcpServer listener;
        ASSERT_TRUE(listener.listen(QHostAddress::LocalHost));
        closed = listener.serverPort();
    }
    add(QStringLiteral("gone"), [closed](QJsonObject &account) {
        QJsonObject incoming = account.value(u"incoming").toObject();
        incoming.insert(QStringLiteral("port"), closed);
        account.insert(QStringLiteral("incoming"), incoming);
    });
    const auto errorsOf = [](const CtlRun &run) {
        QStringList errors;
        for (const QJsonValue &value : run.object().value(u"results").toArray()) {
            const QJsonObject error = value.toObject().value(u"error").toObject();
            if (!error.isEmpty())
                errors.append(value.toObject().value(u"account").toString() + u' ' + error.value(u"kind").toString());
        }
        errors.sort();
        return errors;
    };
    CtlRun run = ctl({ sync });
    EXPECT_EQ(run.status, 4) << run.text();
    EXPECT_EQ(run.errorKind(), QStringLiteral("connection_refused"));
    EXPECT_EQ(subjects(QStringLiteral("INBOX"), { QStringLiteral("--account"), ala, QStringLiteral("--limit"), QStringLiteral("500") }).size(), 200);
    add(QStringLiteral("silent"), [](QJsonObject &account) { account.insert(QStringLiteral("secret"), QJsonObject { { QStringLiteral("source"), QStringLiteral("prompt") } }); });
    run = ctl({ sync });
    EXPECT_EQ(run.status, 3) << run.text();
    EXPECT_EQ(run.errorKind(), QStringLiteral("credential_missing"));
    EXPECT_EQ(errorsOf(run), (QStringList { QStringLiteral("gone connection_refused"), QStringLiteral("silent credential_missing") })) << run.text();
    EXPECT_GT(sum(run.object().value(u"results").toArray(), QStringLiteral("commands")), 0) << "the one that works was looked at";
}

TEST_F(GolubctlSyncTest, AnEmptyMessageIsFetchedOnce)
{
    ASSERT_TRUE(server().deliver(ala, message("One")));
    ASSERT_TRUE(server().deliver(ala, ""));
    addAccount(ala);
    const QJsonArray list = listed(QStringLiteral("INBOX"));
    ASSERT_EQ(list.size(), 2);
    for (const QJsonValue &one : list)
        EXPECT_TRUE(one.toObject().value(u"body").toBool()) << QJsonDocument(list).toJson().toStdString();
    const QJsonArray reports = good({ sync }).array();
    EXPECT_LE(sum(reports, QStringLiteral("commands")), 6) << "nothing is asked for again";
}

TEST_F(GolubctlSyncTest, CleaningGivesSpaceBack)
{
    for (int i = 0; i < 60; ++i)
        ASSERT_TRUE(server().deliver(ala, message("Letter " + QByteArray::number(i), QByteArray("The same line, over and over again, and once more.\r\n").repeated(400))));
    addAccount(ala);
    const auto size = [this] {
        qint64 bytes = 0;
        const QFileInfoList packs = QDir(profile() + QStringLiteral("/bodies")).entryInfoList(QDir::Files);
        for (const QFileInfo &pack : packs)
            bytes += allocated(pack.filePath());
        return bytes;
    };
    const qint64 before = size();
    ASSERT_GT(before, 500'000);
    good({ sync });
    EXPECT_EQ(size(), before) << "what has just come is left alone";
    EXPECT_FALSE(good({ QStringLiteral("clean") }).object().value(u"more").toBool());
    EXPECT_LT(size(), before / 3);
    EXPECT_EQ(ctl({ QStringLiteral("show"), idOf(QStringLiteral("Letter 7")), QStringLiteral("--text") }).status, 0);
    EXPECT_EQ(ctl({ QStringLiteral("clean"), QStringLiteral("--seconds"), QStringLiteral("x") }).status, 2);
}

TEST_F(GolubctlSyncTest, LimitedAccountBringsHeadersAndTheRestWhenItIsOpened)
{
    ASSERT_TRUE(server().deliver(ala, message("One", "The whole letter.\r\n")));
    addLimited({ { QStringLiteral("headers_only"), true } });
    ASSERT_EQ(subjects(QStringLiteral("INBOX")), QStringList { QStringLiteral("One") });
    EXPECT_EQ(good({ QStringLiteral("search"), QStringLiteral("whole") }).object().value(u"total").toInt(), 0) << "its text is not here";
    EXPECT_TRUE(ctl({ QStringLiteral("show"), idOf(QStringLiteral("One")), QStringLiteral("--raw") }).output.contains("The whole letter."));
}

TEST_F(GolubctlSyncTest, MessageRemovedThereIsGoneFromTheListAtOnce)
{
    ASSERT_TRUE(server().deliver(ala, message("One")));
    ASSERT_TRUE(server().deliver(ala, message("Two")));
    addAccount(ala);
    // Another program: a profile of its own.
    const auto elsewhere = [this](const QStringList &arguments) {
        const CtlRun run = plain(QStringList { QStringLiteral("--profile"), path(QStringLiteral("other")), QStringLiteral("--json") } + arguments);
        EXPECT_EQ(run.status, 0) << run.text();
        return run;
    };
    elsewhere({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(ala) });
    elsewhere({ sync });
    for (const QJsonValue &row : elsewhere({ QStringLiteral("list"), QStringLiteral("INBOX") }).array()) {
        if (row.toObject().value(u"subject").toString() == u"One")
            elsewhere({ QStringLiteral("delete"), QString::number(row.toObject().value(u"id").toInteger()) });
    }
    good({ sync });
    EXPECT_EQ(subjects(QStringLiteral("INBOX")), QStringList { QStringLiteral("Two") });
    EXPECT_EQ(subjects(QStringLiteral("Trash")), QStringList { QStringLiteral("One") });
}

TEST_F(GolubctlSyncTest, KilledAtRandomMomentsTheStoreStaysWhole)
{
    for (int i = 0; i < 60; ++i)
        ASSERT_TRUE(server().deliver(ala, message("Letter " + QByteArray::number(i), QByteArray(200 + 400 * (i % 30), 'x') + "\r\n")));
    const QString file = accountFile(ala);
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), file });
    bool ok = false;
    const int wanted = qEnvironmentVariableIntValue("GOLUB_KILLS", &ok);
    const int kills = ok ? wanted : 15;
    std::mt19937 random(4);
    for (int i = 0; i < kills; ++i) {
        if (i % 5 == 4) {
            ASSERT_TRUE(server().deliver(ala, message("New " + QByteArray::number(i))));
        }
        auto run = begin({ sync });
        QElapsedTimer timer;
        timer.start();
        const int after = int(random() % 120);
        test::waitUntil([&] { return timer.elapsed() >= after || run->state() == QProcess::NotRunning; });
        run->kill();
        ASSERT_TRUE(test::waitUntil([&] { return run->state() == QProcess::NotRunning; }));
    }
    good({ sync });
    good({ sync, QStringLiteral("--audit") });
    const QJsonArray rows = listed(QStringLiteral("INBOX"), { QStringLiteral("--limit"), QStringLiteral("500") });
    QSet<QByteArray> here;
    for (const QJsonValue &row : rows)
        here.insert(ctl({ QStringLiteral("show"), QString::number(row.toObject().value(u"id").toInteger()), QStringLiteral("--raw") }).output);
    const QList<QByteArray> there = server().messages(ala);
    EXPECT_EQ(rows.size(), there.size());
    EXPECT_EQ(here, QSet<QByteArray>(there.begin(), there.end()));
}
