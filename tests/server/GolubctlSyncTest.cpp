// SPDX-License-Identifier: GPL-3.0-or-later
// What synchronising costs and reports, over a real server; and the program killed at random moments.
#include "tests/server/GolubctlTest.h"

#include <QElapsedTimer>

#include <random>

using namespace golub;
using test::CtlRun;

namespace {

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
    ASSERT_TRUE(run.json().isArray()) << run.text();
    bool failed = false;
    bool inbox = false;
    for (const QJsonValue &value : run.array()) {
        const QJsonObject report = value.toObject();
        failed = failed || report.value(u"error").toObject().value(u"kind").toString() == u"auth_failed";
        inbox = inbox || (report.value(u"mailbox").toString() == u"INBOX" && report.value(u"error").isNull());
    }
    EXPECT_TRUE(failed) << run.text();
    EXPECT_TRUE(inbox) << run.text();
    EXPECT_FALSE(run.errors.isEmpty());
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
