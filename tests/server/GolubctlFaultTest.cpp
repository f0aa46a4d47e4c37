// SPDX-License-Identifier: GPL-3.0-or-later
// Wrong settings, servers that misbehave and damaged profiles: each gives a clear answer and loses nothing.
#include "tests/server/GolubctlTest.h"

#include <QDir>

using namespace golub;
using test::CtlRun;
using test::MailServer;

namespace {

class GolubctlFaultTest : public test::GolubctlTest
{
protected:
    const QString ala = QStringLiteral("ala");
    const QString sync = QStringLiteral("sync");

    //! Adds ala with both servers changed.
    void add(const std::function<void(QJsonObject &server)> &change, const std::function<void(QJsonObject &account)> &more = {})
    {
        good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(ala, [&](QJsonObject &account) {
            for (const QString &side : { QStringLiteral("incoming"), QStringLiteral("outgoing") }) {
                QJsonObject server = account.value(side).toObject();
                if (change)
                    change(server);
                account.insert(side, server);
            }
            if (more)
                more(account);
        }) });
    }
    CtlRun send()
    {
        const QString draft = write(QStringLiteral("draft.json"),
            R"({"account":"ala","to":"bob@example.org","subject":"Waits","text":"Still here."})");
        return ctl({ QStringLiteral("send"), QStringLiteral("--file"), draft, QStringLiteral("--wait") });
    }
    //! sync, account test and send --wait give the same status and kind, say what to do, and the message waits in the outbox.
    void expectFault(int status, const char *kind, const std::string &what)
    {
        const CtlRun runs[] = { ctl({ sync }), ctl({ QStringLiteral("account"), QStringLiteral("test"), ala }), send() };
        for (const CtlRun &run : runs) {
            EXPECT_EQ(run.status, status) << what << ": " << run.text();
            EXPECT_EQ(run.errorKind(), QLatin1String(kind)) << what << ": " << run.text();
            EXPECT_FALSE(run.error().value(u"text").toString().isEmpty()) << what;
            EXPECT_TRUE(run.errors.contains("golubctl: ")) << what << ": " << run.text();
            EXPECT_FALSE((run.output + run.errors).contains("-password")) << what << ": the password is nobody's business";
        }
        const QJsonArray waiting = good({ QStringLiteral("outbox"), QStringLiteral("list") }).array();
        EXPECT_EQ(test::texts(waiting, QStringLiteral("state")).join(u','), QStringLiteral("queued")) << what;
    }
    void forget() { EXPECT_TRUE(QDir(profile()).removeRecursively()); }
    void damage(const QString &file, qint64 at, const QByteArray &bytes)
    {
        QFile database(profile() + u'/' + file);
        ASSERT_TRUE(database.open(QIODevice::ReadWrite));
        ASSERT_TRUE(database.seek(at));
        ASSERT_EQ(database.write(bytes), bytes.size());
    }
};

} // namespace

TEST_F(GolubctlFaultTest, AWrongPasswordNeedsThePerson)
{
    const QString wrong = write(QStringLiteral("wrong"), "guess\n");
    add({}, [&](QJsonObject &account) {
        account.insert(QStringLiteral("secret"), QJsonObject { { QStringLiteral("source"), QStringLiteral("command") },
            { QStringLiteral("command"), QJsonArray { QStringLiteral("cat"), wrong } } });
    });
    expectFault(3, "auth_failed", "wrong password");
    write(QStringLiteral("wrong"), "ala-password\n");
    good({ sync });
    EXPECT_EQ(onServer(QStringLiteral("bob"), "Waits"), 1) << "it goes out once that is right";
}

TEST_F(GolubctlFaultTest, APasswordCommandThatFailsIsToldWithItsWords)
{
    add({}, [&](QJsonObject &account) {
        account.insert(QStringLiteral("secret"), QJsonObject { { QStringLiteral("source"), QStringLiteral("command") },
            { QStringLiteral("command"), QJsonArray { QStringLiteral("cat"), path(QStringLiteral("no-such-file")) } } });
    });
    expectFault(3, "credential_missing", "password command");
    for (const QStringList &arguments : QList<QStringList> { { sync }, { QStringLiteral("account"), QStringLiteral("test"), ala } }) {
        const CtlRun run = ctl(arguments);
        EXPECT_TRUE(run.error().value(u"detail").toString().contains(QStringLiteral("no-such-file"))) << run.text();
    }
    EXPECT_FALSE(server().logs().contains("auth failed")) << "an empty password is never tried";
}

TEST_F(GolubctlFaultTest, AnUnknownHostIsOffline)
{
    add([](QJsonObject &server) { server.insert(QStringLiteral("host"), QStringLiteral("no-such-host.invalid")); });
    expectFault(4, "host_not_found", "unknown host");
}

TEST_F(GolubctlFaultTest, ARefusedConnectionIsOffline)
{
    add({});
    server().kill();
    expectFault(4, "connection_refused", "nobody listens");
    ASSERT_TRUE(server().start());
    good({ sync });
    EXPECT_EQ(onServer(QStringLiteral("bob"), "Waits"), 1);
}

TEST_F(GolubctlFaultTest, ABadCertificateIsShownWithItsChain)
{
    const std::pair<MailServer::Certificate, const char *> cases[] = { { MailServer::Certificate::Expired, "It expired on" },
        { MailServer::Certificate::OtherHost, "It is for another host: mail.example.net" },
        { MailServer::Certificate::Untrusted, "It was signed by Unknown authority" } };
    for (const auto &[certificate, reason] : cases) {
        MailServer::Options options;
        options.certificate = certificate;
        ASSERT_TRUE(startServer(options));
        add({});
        expectFault(3, "certificate_rejected", reason);
        for (const CtlRun &run : { ctl({ sync }), ctl({ QStringLiteral("account"), QStringLiteral("test"), ala }), send() }) {
            const QJsonObject shown = run.error().value(u"certificate").toObject();
            EXPECT_EQ(shown.value(u"host").toString(), QStringLiteral("localhost")) << run.text();
            EXPECT_GT(shown.value(u"port").toInt(), 0);
            EXPECT_TRUE(shown.value(u"reasons").toArray().at(0).toString().startsWith(QLatin1String(reason))) << run.text();
            const QJsonObject leaf = shown.value(u"chain").toArray().at(0).toObject();
            EXPECT_EQ(leaf.value(u"sha256").toString().size(), 64);
            EXPECT_TRUE(leaf.value(u"valid_to").isString());
            EXPECT_FALSE(leaf.value(u"issuer").toString().isEmpty());
        }
        EXPECT_FALSE(server().logs().contains("Login: user")) << "nothing was signed in";
        forget();
    }
}

TEST_F(GolubctlFaultTest, WithoutStartTlsNothingIsSaid)
{
    test::TalkingServer imap("* OK ready\r\n", [](const QByteArray &line) {
        const QByteArray tag = line.split(' ').value(0);
        return line.contains("CAPABILITY") ? "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" + tag + " OK done\r\n" : tag + " BAD what\r\n";
    });
    test::TalkingServer smtp("220 ready ESMTP\r\n", [](const QByteArray &line) {
        return line.startsWith("EHLO") ? QByteArray("250-localhost\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE\r\n") : QByteArray("500 what\r\n");
    });
    add({}, [&](QJsonObject &account) {
        for (const QString &side : { QStringLiteral("incoming"), QStringLiteral("outgoing") }) {
            QJsonObject server = account.value(side).toObject();
            server.insert(QStringLiteral("security"), QStringLiteral("starttls"));
            server.insert(QStringLiteral("port"), side == u"incoming" ? imap.port() : smtp.port());
            account.insert(side, server);
        }
    });
    expectFault(1, "tls", "no STARTTLS");
    const QByteArray heard = (imap.heard() + smtp.heard()).toUpper();
    for (const char *word : { "AUTHENTICATE", "LOGIN", "AUTH ", "MAIL FROM" })
        EXPECT_FALSE(heard.contains(word)) << heard.toStdString();
}

TEST_F(GolubctlFaultTest, ALineWithoutEndAndAHugeLiteralEndTheSession)
{
    for (const QByteArray &attack : { "* OK " + QByteArray(80 * 1024 * 1024, 'x'), QByteArray("* 1 FETCH (BODY[] {4294967000}\r\n") }) {
        test::TalkingServer imap(attack, [](const QByteArray &line) { return line.split(' ').value(0) + " OK\r\n"; });
        add({}, [&](QJsonObject &account) {
            QJsonObject server = account.value(u"incoming").toObject();
            server.insert(QStringLiteral("security"), QStringLiteral("none"));
            server.insert(QStringLiteral("port"), imap.port());
            account.insert(QStringLiteral("incoming"), server);
        });
        const CtlRun run = ctl({ sync });
        EXPECT_EQ(run.status, 1) << run.text();
        EXPECT_TRUE(run.errorKind() == u"limit_exceeded" || run.errorKind() == u"protocol") << run.text();
        forget();
    }
}

TEST_F(GolubctlFaultTest, AMailboxDeletedOnTheServerGoesAwayHere)
{
    server().deliver(ala, message("Plan"), QStringLiteral("Plans"));
    server().deliver(ala, message("Stays"));
    addAccount(ala);
    EXPECT_EQ(subjects(QStringLiteral("Plans")).size(), 1);
    ASSERT_TRUE(QDir(server().directory() + QStringLiteral("/mail/ala/Maildir/.Plans")).removeRecursively());
    good({ sync });
    EXPECT_EQ(ctl({ QStringLiteral("list"), QStringLiteral("Plans") }).errorKind(), QStringLiteral("not_found"));
    EXPECT_EQ(subjects(QStringLiteral("INBOX")).join(u','), QStringLiteral("Stays"));
    EXPECT_EQ(good({ QStringLiteral("search"), QStringLiteral("plan") }).object().value(u"total").toInt(), 0);
}

TEST_F(GolubctlFaultTest, AMailboxThatVanishesBeforeAMoveGivesTheMessageBack)
{
    server().deliver(ala, message("Plan"), QStringLiteral("Plans"));
    server().deliver(ala, message("Stays"));
    addAccount(ala);
    ASSERT_TRUE(QDir(server().directory() + QStringLiteral("/mail/ala/Maildir/.Plans")).removeRecursively());
    const CtlRun run = ctl({ QStringLiteral("move"), idOf(QStringLiteral("Stays")), QStringLiteral("Plans") });
    EXPECT_EQ(run.status, 1) << "the server refused it: " << run.text();
    EXPECT_EQ(run.errorKind(), QStringLiteral("not_found")) << run.text();
    EXPECT_TRUE(run.errors.contains("Plans")) << run.text();
    EXPECT_EQ(subjects(QStringLiteral("INBOX")).join(u','), QStringLiteral("Stays"));
    EXPECT_EQ(onServer(ala, "Stays"), 1);
    const QJsonArray open = good({ QStringLiteral("operations"), QStringLiteral("list"), QStringLiteral("--open") }).array();
    EXPECT_EQ(test::texts(open, QStringLiteral("state")).join(u','), QStringLiteral("failed")) << "it is shown until somebody decides";
    good({ QStringLiteral("operations"), QStringLiteral("cancel"), QString::number(open.at(0).toObject().value(u"id").toInteger()) });
    EXPECT_TRUE(good({ QStringLiteral("operations"), QStringLiteral("list"), QStringLiteral("--open") }).array().isEmpty());
}

TEST_F(GolubctlFaultTest, ADamagedDatabaseIsNamedAndLeftAlone)
{
    server().deliver(ala, message("Safe"));
    addAccount(ala);
    for (const char *file : { "mail.sqlite", "bodies.sqlite" }) {
        const QString name = QLatin1String(file);
        const QByteArray whole = read(profile() + u'/' + name);
        damage(name, 0, QByteArray(512, 'x'));
        const QByteArray damaged = read(profile() + u'/' + name);
        for (const QStringList &command : QList<QStringList> { { QStringLiteral("list"), QStringLiteral("INBOX") }, { sync } }) {
            const CtlRun run = ctl(command);
            EXPECT_EQ(run.status, 1) << run.text();
            EXPECT_EQ(run.errorKind(), QStringLiteral("storage")) << run.text();
            EXPECT_TRUE((run.error().value(u"text").toString() + run.error().value(u"detail").toString()).contains(name)) << run.text();
        }
        EXPECT_EQ(read(profile() + u'/' + name), damaged) << "nothing is repaired behind anybody's back";
        damage(name, 0, whole.left(512));
    }
    EXPECT_EQ(subjects(QStringLiteral("INBOX")).join(u','), QStringLiteral("Safe"));
}

TEST_F(GolubctlFaultTest, AProfileOfANewerGolubIsLeftAlone)
{
    server().deliver(ala, message("Safe"));
    addAccount(ala);
    const QByteArray version = read(profile() + QStringLiteral("/mail.sqlite")).mid(60, 4); // SQLite's user_version
    damage(QStringLiteral("mail.sqlite"), 60, QByteArray::fromHex("0000270f"));
    for (const QStringList &command : QList<QStringList> { { QStringLiteral("list"), QStringLiteral("INBOX") }, { sync } }) {
        const CtlRun run = ctl(command);
        EXPECT_EQ(run.status, 1);
        EXPECT_EQ(run.errorKind(), QStringLiteral("storage")) << run.text();
        EXPECT_TRUE(run.error().value(u"text").toString().contains(QStringLiteral("newer"))) << run.text();
    }
    damage(QStringLiteral("mail.sqlite"), 60, version);
    EXPECT_EQ(subjects(QStringLiteral("INBOX")).join(u','), QStringLiteral("Safe"));
}

TEST_F(GolubctlFaultTest, ASecondInstanceReadsButDoesNotWrite)
{
    server().deliver(ala, message("First"));
    addAccount(ala);
    test::Proxy proxy(server().port(QStringLiteral("imap")));
    ServerSettings incoming = server().imap(QStringLiteral("bob"), Security::None);
    incoming.port = proxy.port();
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"),
        accountFile(QStringLiteral("bob"), incoming, server().submission(QStringLiteral("bob"))) });
    proxy.holdAt("* OK");
    auto holder = begin({ sync, QStringLiteral("bob") });
    ASSERT_TRUE(test::waitUntil([&] { return proxy.isHolding(); }));
    const QString id = idOf(QStringLiteral("First"));
    EXPECT_EQ(ctl({ QStringLiteral("show"), id, QStringLiteral("--raw") }).output, message("First"));
    good({ QStringLiteral("search"), QStringLiteral("hello") });
    good({ QStringLiteral("mailboxes") });
    good({ QStringLiteral("outbox"), QStringLiteral("list") });
    for (const QStringList &change : QList<QStringList> { { QStringLiteral("flag"), id, QStringLiteral("+seen") }, { QStringLiteral("delete"), id },
             { sync }, { QStringLiteral("undo") }, { QStringLiteral("account"), QStringLiteral("remove"), ala } }) {
        const CtlRun run = ctl(change);
        EXPECT_EQ(run.status, 1) << change.join(u' ').toStdString() << run.text();
        EXPECT_EQ(run.errorKind(), QStringLiteral("conflict")) << run.text();
    }
    proxy.hangUp();
    EXPECT_EQ(finish(*holder).status, 4);
    proxy.passOn();
    good({ QStringLiteral("flag"), id, QStringLiteral("+seen") });
}
