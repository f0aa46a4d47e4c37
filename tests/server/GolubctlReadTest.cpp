// SPDX-License-Identifier: GPL-3.0-or-later
// What golubctl shows: accounts, synchronisation, folders, messages, search.
#include "tests/server/GolubctlTest.h"

#include "core/store/Migrations.h"
#include "core/store/sqlite/Database.h"

#include <QDateTime>

using namespace golub;
using test::CtlRun;

namespace {

class GolubctlReadTest : public test::GolubctlTest { };

const QByteArray Languages = "Zażółć gęślą jaźń, drogi Świecie.\r\nČetiri čavčića na čunčiću.\r\nСъешь ещё этих мягких французских булок.\r\n"
                             "明日の会議は東京で行います。\r\n";

} // namespace

TEST_F(GolubctlReadTest, UsageIsStatusTwoAndSaysWhatIsWrong)
{
    for (const QStringList &arguments : QList<QStringList> { {}, { QStringLiteral("dance") }, { QStringLiteral("account") },
             { QStringLiteral("list") }, { QStringLiteral("show") }, { QStringLiteral("show"), QStringLiteral("one") },
             { QStringLiteral("flag"), QStringLiteral("1") }, { QStringLiteral("move"), QStringLiteral("1") },
             { QStringLiteral("send") }, { QStringLiteral("search") }, { QStringLiteral("outbox"), QStringLiteral("resolve"), QStringLiteral("1") },
             { QStringLiteral("show"), QStringLiteral("1"), QStringLiteral("2") }, { QStringLiteral("account"), QStringLiteral("show") },
             { QStringLiteral("account"), QStringLiteral("remove") }, { QStringLiteral("account"), QStringLiteral("test") },
             { QStringLiteral("flag"), QStringLiteral("1"), QStringLiteral("+two words") }, { QStringLiteral("flag"), QStringLiteral("1"), QStringLiteral("+") },
             { QStringLiteral("flag"), QStringLiteral("1"), QStringLiteral("+żółć") }, { QStringLiteral("flag"), QStringLiteral("1"), QStringLiteral("-a\\b") },
             { QStringLiteral("list"), QStringLiteral("INBOX"), QStringLiteral("--limit"), QStringLiteral("0") },
             { QStringLiteral("list"), QStringLiteral("INBOX"), QStringLiteral("--limit"), QStringLiteral("many") },
             { QStringLiteral("sync"), QStringLiteral("--fast") }, { QStringLiteral("list"), QStringLiteral("INBOX"), QStringLiteral("--limit") } }) {
        const CtlRun run = ctl(arguments);
        EXPECT_EQ(run.status, 2) << arguments.join(u' ').toStdString() << ": " << run.text();
        EXPECT_EQ(run.errorKind(), QStringLiteral("usage")) << run.text();
        EXPECT_FALSE(run.error().value(u"text").toString().isEmpty()) << run.text();
        EXPECT_TRUE(run.error().value(u"detail").isString()) << run.text();
        EXPECT_TRUE(run.errors.contains("Exit status:")) << run.text();
    }
    EXPECT_EQ(plain({ QStringLiteral("--help") }).status, 0);
    EXPECT_TRUE(plain({ QStringLiteral("--version") }).output.startsWith("golubctl "));
}

TEST_F(GolubctlReadTest, AProfileThatIsNotThereIsNotMadeByReading)
{
    for (const char *command : { "mailboxes", "account list", "operations list", "outbox list", "search x", "list INBOX", "flag 1 +seen", "delete 1", "undo",
             "operations retry 1", "outbox cancel 1" }) {
        const CtlRun run = ctl(QString::fromLatin1(command).split(u' '));
        EXPECT_EQ(run.status, 1) << run.text();
        EXPECT_EQ(run.errorKind(), QStringLiteral("not_found")) << run.text();
        EXPECT_TRUE(run.errors.contains("Add an account first")) << run.text();
    }
    EXPECT_FALSE(QFile::exists(profile()));
}

// Where there is no window, golubctl alone can bring a profile up to date.
TEST_F(GolubctlReadTest, AProfileOfAnOlderVersionIsBroughtUpToDate)
{
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("ala")) });
    const QString bodies = profile() + QStringLiteral("/bodies.sqlite");
    for (const char *suffix : { "", "-wal", "-shm" })
        QFile::remove(bodies + QLatin1String(suffix));
    {
        auto old = store::Database::open(bodies, store::Database::Mode::Write);
        ASSERT_TRUE(old);
        ASSERT_TRUE(store::migrate(**old, store::migrationsFor(QLatin1String("bodies")).first(1)));
    }
    EXPECT_EQ(good({ QStringLiteral("account"), QStringLiteral("list") }).array().size(), 1);
}

// A mail, or the name of a folder, must not steer the terminal.
TEST_F(GolubctlReadTest, TextHasNoControlCharacters)
{
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("ala")) });
    ASSERT_TRUE(server().deliver(QStringLiteral("ala"), "From: a@example.org\r\nSubject: =?utf-8?q?a=1b[2Jb?=\r\n\r\nclear \x1b[2J line\r\nnext\r\n"));
    good({ QStringLiteral("sync") });
    const QString id = QString::number(good({ QStringLiteral("list"), QStringLiteral("INBOX") }).array().at(0).toObject().value(u"id").toInteger());
    const CtlRun text = plain({ QStringLiteral("--profile"), profile(), QStringLiteral("show"), id, QStringLiteral("--text") });
    EXPECT_TRUE(text.output.contains("clear") && text.output.contains("line\nnext")) << text.text();
    EXPECT_FALSE(text.output.contains('\x1b')) << text.text();
    EXPECT_FALSE(plain({ QStringLiteral("--profile"), profile(), QStringLiteral("list"), QStringLiteral("INBOX") }).output.contains('\x1b'));
}

TEST_F(GolubctlReadTest, AccountsAreAddedListedShownAndRemoved)
{
    const CtlRun added = ctl({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("ala")) });
    ASSERT_EQ(added.status, 0) << added.text();
    const QString id = QString::number(added.object().value(u"id").toInteger());
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("bob")) });
    EXPECT_EQ(test::texts(good({ QStringLiteral("account"), QStringLiteral("list") }).array(), QStringLiteral("address")).join(u' '),
        QStringLiteral("ala@example.org bob@example.org"));
    for (const QString &name : { id, QStringLiteral("ala"), QStringLiteral("ALA@example.org") }) {
        const QJsonObject shown = good({ QStringLiteral("account"), QStringLiteral("show"), name }).object();
        EXPECT_EQ(shown.value(u"address").toString(), QStringLiteral("ala@example.org"));
        EXPECT_EQ(shown.value(u"incoming").toObject().value(u"port").toInt(), server().port(QStringLiteral("imaps")));
        EXPECT_EQ(shown.value(u"identities").toArray().at(0).toObject().value(u"name").toString(), QStringLiteral("Łucja Čović"));
    }
    // What show prints can be added again.
    const QString again = write(QStringLiteral("again.json"), ctl({ QStringLiteral("account"), QStringLiteral("show"), id }).output);
    good({ QStringLiteral("account"), QStringLiteral("remove"), id });
    EXPECT_EQ(ctl({ QStringLiteral("account"), QStringLiteral("show"), QStringLiteral("ala") }).status, 1);
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), again });
    EXPECT_EQ(good({ QStringLiteral("account"), QStringLiteral("list") }).array().size(), 2);
    EXPECT_FALSE(read(profile() + QStringLiteral("/mail.sqlite")).contains(test::MailServer::password(QStringLiteral("ala")).toUtf8()));
}

TEST_F(GolubctlReadTest, AnAccountFileThatCannotBeUsedNamesTheField)
{
    struct Case {
        std::function<void(QJsonObject &)> change;
        const char *words;
    };
    const Case cases[] = {
        { [](QJsonObject &a) { a.insert(QStringLiteral("password"), QStringLiteral("secret")); }, "password" },
        { [](QJsonObject &a) { a.insert(QStringLiteral("colour"), QStringLiteral("red")); }, "colour" },
        { [](QJsonObject &a) { a.insert(QStringLiteral("address"), QStringLiteral("ala")); }, "address" },
        { [](QJsonObject &a) {
             QJsonObject in = a.value(u"incoming").toObject();
             in.insert(QStringLiteral("port"), 70000);
             a.insert(QStringLiteral("incoming"), in);
         },
            "port" },
        { [](QJsonObject &a) { // cleartext over the network
             QJsonObject in = a.value(u"incoming").toObject();
             in.insert(QStringLiteral("security"), QStringLiteral("none"));
             in.insert(QStringLiteral("host"), QStringLiteral("mail.example.org"));
             a.insert(QStringLiteral("incoming"), in);
         },
            "encryption" },
    };
    for (const Case &one : cases) {
        const CtlRun run = ctl({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"),
            accountFile(QStringLiteral("ala"), one.change) });
        EXPECT_EQ(run.status, 1) << one.words;
        EXPECT_EQ(run.errorKind(), QStringLiteral("invalid_input")) << run.text();
        EXPECT_TRUE(run.error().value(u"text").toString().contains(QLatin1String(one.words), Qt::CaseInsensitive)) << run.text();
    }
    const CtlRun garbage = ctl({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), write(QStringLiteral("x"), "{") });
    EXPECT_EQ(garbage.status, 1);
    EXPECT_EQ(garbage.errorKind(), QStringLiteral("invalid_input"));
    EXPECT_EQ(ctl({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), path(QStringLiteral("none")) }).errorKind(),
        QStringLiteral("not_found"));
}

TEST_F(GolubctlReadTest, TheConnectionTestTellsEveryStep)
{
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("ala")) });
    const QJsonObject report = good({ QStringLiteral("account"), QStringLiteral("test"), QStringLiteral("ala") }).object();
    EXPECT_TRUE(report.value(u"ok").toBool());
    const QJsonArray steps = report.value(u"steps").toArray();
    EXPECT_EQ(test::texts(steps, QStringLiteral("step")).join(u' '),
        QStringLiteral("dns tcp tls greeting capabilities authentication select dns tcp greeting tls ehlo authentication"));
    for (const QJsonValue &step : steps)
        EXPECT_TRUE(step.toObject().value(u"ok").toBool());
    EXPECT_FALSE(QJsonDocument(report).toJson().contains("ala-password"));
}

TEST_F(GolubctlReadTest, SyncReportsEachMailbox)
{
    server().deliver(QStringLiteral("ala"), message("First"));
    server().deliver(QStringLiteral("ala"), message("Second"), QStringLiteral("INBOX"), QStringLiteral("S"));
    server().deliver(QStringLiteral("ala"), message("Filed"), QStringLiteral("Work.Plans"));
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("ala")) });
    const auto reportOf = [](const QJsonArray &reports, const char *mailbox) {
        for (const QJsonValue &report : reports) {
            if (report.toObject().value(u"mailbox").toString() == QLatin1String(mailbox))
                return report.toObject();
        }
        return QJsonObject();
    };
    const QJsonArray first = good({ QStringLiteral("sync") }).array();
    EXPECT_EQ(reportOf(first, "INBOX").value(u"new").toInt(), 2);
    EXPECT_GT(reportOf(first, "INBOX").value(u"bytes").toInteger(), 1000);
    EXPECT_GT(reportOf(first, "INBOX").value(u"commands").toInt(), 0);
    EXPECT_EQ(reportOf(first, "Work/Plans").value(u"new").toInt(), 1);

    const QJsonArray idle = good({ QStringLiteral("sync"), QStringLiteral("ala") }).array();
    for (const QJsonValue &report : idle) {
        EXPECT_EQ(report.toObject().value(u"new").toInt(), 0);
        EXPECT_EQ(report.toObject().value(u"gone").toInt(), 0);
    }
    EXPECT_LT(reportOf(idle, "INBOX").value(u"bytes").toInteger(), reportOf(first, "INBOX").value(u"bytes").toInteger());

    server().deliver(QStringLiteral("ala"), message("Third"));
    server().deliver(QStringLiteral("ala"), message("More plans"), QStringLiteral("Work.Plans"));
    const QJsonArray one = good({ QStringLiteral("sync"), QStringLiteral("--mailbox"), QStringLiteral("Work/Plans") }).array();
    EXPECT_EQ(test::texts(one, QStringLiteral("mailbox")).join(u' '), QStringLiteral("Work/Plans"));
    EXPECT_EQ(subjects(QStringLiteral("INBOX")).size(), 2);
    good({ QStringLiteral("sync"), QStringLiteral("--headers-only") });
    EXPECT_EQ(subjects(QStringLiteral("INBOX")).size(), 3);

    const CtlRun unknown = ctl({ QStringLiteral("sync"), QStringLiteral("--mailbox"), QStringLiteral("Nowhere") });
    EXPECT_EQ(unknown.status, 1) << unknown.text();
    EXPECT_EQ(unknown.errorKind(), QStringLiteral("not_found"));
}

TEST_F(GolubctlReadTest, MailboxesTellTheirCounts)
{
    server().deliver(QStringLiteral("ala"), message("First"));
    server().deliver(QStringLiteral("ala"), message("Second"), QStringLiteral("INBOX"), QStringLiteral("S"));
    addAccount(QStringLiteral("ala"));
    QJsonObject inbox;
    QStringList roles;
    for (const QJsonValue &mailbox : good({ QStringLiteral("mailboxes"), QStringLiteral("ala") }).array()) {
        roles << mailbox.toObject().value(u"role").toString();
        if (mailbox.toObject().value(u"role") == QStringLiteral("inbox"))
            inbox = mailbox.toObject();
    }
    for (const char *role : { "inbox", "drafts", "sent", "archive", "junk", "trash" })
        EXPECT_TRUE(roles.contains(QLatin1String(role))) << role;
    EXPECT_EQ(inbox.value(u"name").toString(), QStringLiteral("INBOX"));
    EXPECT_EQ(inbox.value(u"total").toInt(), 2);
    EXPECT_EQ(inbox.value(u"unread").toInt(), 1);
    EXPECT_EQ(inbox.value(u"server_unseen").toInt(), 1);
    EXPECT_LT(QDateTime::fromString(inbox.value(u"last_sync").toString(), Qt::ISODate).secsTo(QDateTime::currentDateTimeUtc()), 60);
}

TEST_F(GolubctlReadTest, ListPagesNewestFirstAndGroupsThreads)
{
    for (int day = 1; day <= 5; ++day) {
        server().deliver(QStringLiteral("ala"),
            message("Day " + QByteArray::number(day), "Hello.\r\n", day == 4 ? QByteArray("In-Reply-To: <Day.2@example.net>\r\n") : QByteArray(),
                QByteArray::number(day) + " Mar 2026 10:00:00 +0000"));
    }
    addAccount(QStringLiteral("ala"));
    const QString inbox = QStringLiteral("inbox"); // by role
    const QJsonArray first = listed(inbox, { QStringLiteral("--limit"), QStringLiteral("2") });
    EXPECT_EQ(test::texts(first, QStringLiteral("subject")).join(u','), QStringLiteral("Day 5,Day 4"));
    const QString cursor = first.last().toObject().value(u"cursor").toString();
    EXPECT_EQ(subjects(inbox, { QStringLiteral("--limit"), QStringLiteral("2"), QStringLiteral("--after"), cursor }).join(u','),
        QStringLiteral("Day 3,Day 2"));
    EXPECT_EQ(subjects(inbox, { QStringLiteral("--after=") + cursor }).join(u','), QStringLiteral("Day 3,Day 2,Day 1"));
    EXPECT_EQ(ctl({ QStringLiteral("list"), inbox, QStringLiteral("--after"), QStringLiteral("yesterday") }).status, 2);

    const QJsonObject row = first.first().toObject();
    EXPECT_EQ(row.value(u"uid").toInt(), 5);
    EXPECT_EQ(row.value(u"date").toString(), QStringLiteral("2026-03-05T10:00:00Z"));
    EXPECT_EQ(row.value(u"from").toObject().value(u"address").toString(), QStringLiteral("jan@example.net"));
    EXPECT_EQ(row.value(u"preview").toString(), QStringLiteral("Hello."));
    EXPECT_EQ(row.value(u"flags").toArray().size(), 0);
    EXPECT_FALSE(row.value(u"attachments").toBool());

    QStringList threads;
    for (const QJsonValue &thread : listed(inbox, { QStringLiteral("--threads") }))
        threads << test::texts(thread.toObject().value(u"messages").toArray(), QStringLiteral("subject")).join(u'+');
    EXPECT_EQ(threads.join(u','), QStringLiteral("Day 5,Day 4+Day 2,Day 3,Day 1"));

    const CtlRun text = plain({ QStringLiteral("--profile"), profile(), QStringLiteral("list"), QStringLiteral("INBOX") });
    EXPECT_EQ(text.output.count('\n'), 5) << text.text();
    EXPECT_EQ(ctl({ QStringLiteral("list"), QStringLiteral("Nowhere") }).errorKind(), QStringLiteral("not_found"));
}

TEST_F(GolubctlReadTest, ShowGivesTheMessageByteForByte)
{
    // Odd bytes, a dot line, a "From " line, no line end at the end: everything must come back as it lies there.
    QByteArray raw = message("Odd", Languages + ".\r\n..\r\nFrom here\r\n\xff\xfe bytes\r\n\r\n\r\nlast line");
    server().deliver(QStringLiteral("ala"), raw);
    server().deliver(QStringLiteral("ala"), message("Plain", Languages));
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(QStringLiteral("ala")) });
    good({ QStringLiteral("sync"), QStringLiteral("--headers-only") }); // the body comes when it is asked for
    const QString odd = idOf(QStringLiteral("Odd"));
    EXPECT_EQ(ctl({ QStringLiteral("show"), odd, QStringLiteral("--raw") }).output, raw);
    EXPECT_EQ(plain({ QStringLiteral("--profile"), profile(), QStringLiteral("show"), odd, QStringLiteral("--raw") }).output, raw);
    good({ QStringLiteral("sync") });
    const QString id = idOf(QStringLiteral("Plain"));
    EXPECT_EQ(plain({ QStringLiteral("--profile"), profile(), QStringLiteral("show"), id, QStringLiteral("--text") }).output.replace("\r\n", "\n"),
        QByteArray(Languages).replace("\r\n", "\n") + '\n');
    const QByteArray headers = ctl({ QStringLiteral("show"), id, QStringLiteral("--headers") }).output;
    EXPECT_TRUE(headers.startsWith("From: Jan <jan@example.net>\r\n")) << headers.toStdString();
    EXPECT_FALSE(headers.contains("Zaż"));
    const QJsonObject json = good({ QStringLiteral("show"), id }).object();
    EXPECT_EQ(json.value(u"subject").toString(), QStringLiteral("Plain"));
    EXPECT_EQ(QString::number(json.value(u"id").toInteger()), id);
    EXPECT_EQ(json.value(u"mailbox").toString(), QStringLiteral("INBOX"));
    EXPECT_TRUE(json.value(u"flags").isArray());
    EXPECT_TRUE(json.value(u"text").toString().contains(QStringLiteral("明日の会議")));
    EXPECT_EQ(json.value(u"tree").toObject().value(u"type").toString(), QStringLiteral("text/plain"));
    EXPECT_EQ(ctl({ QStringLiteral("show"), QStringLiteral("4711") }).errorKind(), QStringLiteral("not_found"));
}

TEST_F(GolubctlReadTest, SearchFindsWordsOfEveryLanguageAndTakesOperators)
{
    server().deliver(QStringLiteral("ala"), message("Languages", Languages, {}, "Mon, 2 Feb 2026 10:00:00 +0100"));
    server().deliver(QStringLiteral("ala"), message("Invoice for you", "Please pay the bill.\r\n", {}, "Tue, 3 Mar 2026 10:00:00 +0100"),
        QStringLiteral("INBOX"), QStringLiteral("FS"));
    server().deliver(QStringLiteral("ala"), message("Invoice again", "The bill was paid.\r\n", {}, "Sat, 4 Apr 2026 10:00:00 +0200"));
    addAccount(QStringLiteral("ala"));
    const auto found = [this](const char *query) {
        const QJsonObject result = good({ QStringLiteral("search"), QString::fromUtf8(query) }).object();
        EXPECT_EQ(result.value(u"total").toInt(), result.value(u"hits").toArray().size()) << query;
        EXPECT_EQ(result.value(u"coverage").toDouble(), 1.0);
        EXPECT_TRUE(result.value(u"milliseconds").isDouble());
        return test::texts(result.value(u"hits").toArray(), QStringLiteral("subject")).join(u',').toStdString();
    };
    for (const char *word : { "gęślą", "gesla", "GĘŚL", "čavčića", "cavcica", "булок", "французск", "会議", "東京" })
        EXPECT_EQ(found(word), "Languages") << word;
    EXPECT_EQ(found("nichts"), "");
    EXPECT_EQ(found("invoice"), "Invoice again,Invoice for you") << "newest first";
    EXPECT_EQ(found("\"the bill\" -was"), "Invoice for you");
    EXPECT_EQ(found("subject:again"), "Invoice again");
    EXPECT_EQ(found("from:jan is:flagged"), "Invoice for you");
    EXPECT_EQ(found("is:unread after:2026-03-15"), "Invoice again");
    EXPECT_EQ(found("before:2026-02-15"), "Languages");
    EXPECT_EQ(found("paid OR gęślą"), "Invoice again,Languages");
    EXPECT_EQ(found("in:inbox pay"), "Invoice for you");
    const QJsonObject limited = good({ QStringLiteral("search"), QStringLiteral("invoice"), QStringLiteral("--limit"), QStringLiteral("1") }).object();
    EXPECT_EQ(limited.value(u"hits").toArray().size(), 1);
    EXPECT_EQ(limited.value(u"total").toInt(), 2);
    const CtlRun wrong = ctl({ QStringLiteral("search"), QStringLiteral("before:yesterday") });
    EXPECT_EQ(wrong.status, 1) << wrong.text();
    EXPECT_EQ(wrong.errorKind(), QStringLiteral("invalid_input"));
    EXPECT_EQ(ctl({ QStringLiteral("search"), QStringLiteral("x"), QStringLiteral("--account"), QStringLiteral("nobody") }).errorKind(),
        QStringLiteral("not_found"));
}

TEST_F(GolubctlReadTest, InspectNeedsNoProfile)
{
    const QByteArray raw = message("Look", Languages);
    const CtlRun piped = plain({ QStringLiteral("--json"), QStringLiteral("inspect"), QStringLiteral("-") }, raw);
    ASSERT_EQ(piped.status, 0) << piped.text();
    EXPECT_EQ(piped.object().value(u"subject").toString(), QStringLiteral("Look"));
    EXPECT_EQ(piped.object().value(u"message_id").toString(), QStringLiteral("Look@example.net"));
    EXPECT_EQ(piped.object().value(u"date").toString(), QStringLiteral("2026-02-02T10:00:00+01:00"));
    EXPECT_EQ(piped.object().value(u"leaves").toArray().size(), 1);
    EXPECT_EQ(plain({ QStringLiteral("inspect"), write(QStringLiteral("look.eml"), raw), QStringLiteral("--json") }).output, piped.output);
    EXPECT_EQ(plain({ QStringLiteral("inspect"), path(QStringLiteral("none.eml")) }).status, 1);
}

TEST_F(GolubctlReadTest, APop3AccountIsReadTheSameWay)
{
    const QByteArray raw = message("Over POP3", Languages + ".\r\n..two dots\r\n");
    server().deliver(QStringLiteral("bob"), raw);
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"),
        accountFile(QStringLiteral("bob"), server().pop3(QStringLiteral("bob"), Security::StartTls),
            server().submission(QStringLiteral("bob"), Security::Tls), {}, true) });
    EXPECT_TRUE(good({ QStringLiteral("account"), QStringLiteral("test"), QStringLiteral("bob") }).object().value(u"ok").toBool());
    EXPECT_EQ(good({ QStringLiteral("sync") }).array().at(0).toObject().value(u"new").toInt(), 1);
    EXPECT_EQ(good({ QStringLiteral("sync") }).array().at(0).toObject().value(u"new").toInt(), 0) << "fetched once";
    EXPECT_EQ(ctl({ QStringLiteral("show"), idOf(QStringLiteral("Over POP3")), QStringLiteral("--raw") }).output, raw);
    EXPECT_EQ(server().messages(QStringLiteral("bob")).size(), 1) << "left on the server";
}
