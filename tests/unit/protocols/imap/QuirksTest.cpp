// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Quirks.h"

#include "protocols/imap/Engine.h"
#include "protocols/imap/StatusError.h"
#include "tests/unit/protocols/imap/StoreHarness.h"

#include <QSet>

namespace golub::imap {
namespace {

using test::Outcomes;
using test::playStore;
using test::StoreHarness;

Quirks byHost(const char *host)
{
    Evidence evidence;
    evidence.host = QString::fromLatin1(host);
    return Quirks::from(evidence);
}

Quirks byGreeting(const char *greeting)
{
    Evidence evidence;
    evidence.greeting = greeting;
    return Quirks::from(evidence);
}

Quirks byCapability(const char *word)
{
    Evidence evidence;
    evidence.capabilities = Capabilities::fromWords({ "IMAP4rev1", word });
    return Quirks::from(evidence);
}

Quirks byId(const char *name)
{
    Evidence evidence;
    evidence.idName = name;
    return Quirks::from(evidence);
}

TEST(Quirks, nobodyIsSuspectedWithoutEvidence)
{
    const Quirks quirks = byHost("mail.example.org");
    EXPECT_TRUE(quirks.names().isEmpty());
    EXPECT_EQ(quirks.idleRenewal, std::chrono::minutes(9));
    EXPECT_TRUE(byGreeting("OK [CAPABILITY IMAP4rev1] Dovecot ready.").names().isEmpty());
    EXPECT_TRUE(byHost("notoutlook.com.example.org").names().isEmpty());
    EXPECT_TRUE(byHost("myqq.com").names().isEmpty()) << "a domain, not the end of a word";
}

TEST(Quirks, eachIsChosenByItsEvidence)
{
    struct Row {
        Quirks quirks;
        Quirk quirk;
    };
    const QList<Row> rows {
        { byGreeting("OK The Microsoft Exchange IMAP4 service is ready."), Quirk::NoPartialFetch },
        { byGreeting("OK The Microsoft Exchange IMAP4 service is ready."), Quirk::SizeIsAGuess },
        { byHost("outlook.office365.com"), Quirk::NoPartialFetch },
        { byCapability("CLIENTACCESSRULES"), Quirk::NoPartialFetch },
        { byGreeting("OK Microsoft Exchange Server 2003 IMAP4rev1 server version 6.5.7638.1 (mail) ready."), Quirk::NoNamespace },
        { byGreeting("OK Microsoft Exchange Server 2003 IMAP4rev1 server version 6.5.7638.1 (mail) ready."), Quirk::AsciiSearch },
        { byCapability("X-GM-EXT-1"), Quirk::LabelsAreFolders },
        { byGreeting("OK mail.example.org IMAP4rev1 MDaemon 24.0.1 ready"), Quirk::NoSearch },
        { byGreeting("OK GroupWise IMAP4rev1 Server Ready"), Quirk::DistrustIdle },
        { byCapability("XGWEXTENSIONS"), Quirk::OneAtATime },
        { byGreeting("OK host IMAP4 service (Sun Java(tm) System Messaging Server 6.3)"), Quirk::SevenBitAppend },
        { byGreeting("OK Messaging Multiplexor (Oracle Communications Messaging Server 8.0)"), Quirk::SevenBitAppend },
        { byGreeting("OK CommuniGate Pro IMAP Server 6.3.3 at example.org ready"), Quirk::OtherClasses },
        { byGreeting("OK Kerio Connect 10.0.2 IMAP4rev1 server ready"), Quirk::NoKeywordSearch },
        { byGreeting("OK mail.example.org Cyrus IMAP 3.6.1-Debian-3.6.1-4+deb12u5 server ready"), Quirk::BindsOtherwise },
        { byCapability("AUTH=SECURID"), Quirk::OffersTooMuch },
        { byCapability("AUTH=SAML20"), Quirk::CopyLosesFlags },
        { byCapability("AUTH=SAML20"), Quirk::SelectAgain },
        { byGreeting("OK IMAPrev1"), Quirk::NoPartialFetch },
        { byGreeting("OK IMAPrev1"), Quirk::OneAtATime },
        { byHost("p42-imap.mail.me.com"), Quirk::DistrustQResync },
        { byCapability("XAPPLEPUSHSERVICE"), Quirk::DistrustQResync },
        { byHost("imap.mail.yahoo.com"), Quirk::ShortLines },
        { byCapability("XYMHIGHESTMODSEQ"), Quirk::DistrustCondStore },
        { byHost("imap.yandex.ru"), Quirk::DistrustXList },
        { byHost("imap.mail.ru"), Quirk::SizeIsAGuess },
        { byHost("imap.zoho.eu"), Quirk::DistrustCondStore },
        { byGreeting("OK Domino IMAP4 Server Release 12.0.2 ready"), Quirk::SizeIsAGuess },
        { byGreeting("OK [CAPABILITY IMAP4rev1] Proton Mail Bridge 3.8 - gluon session ID 1"), Quirk::DistrustSpecialUse },
        { byId("gluon"), Quirk::DistrustSpecialUse },
        { byHost("imap.qq.com"), Quirk::NoSearch },
        { byHost("imap.163.com"), Quirk::NeedsId },
        { byGreeting("OK Coremail System IMap Server Ready(163com[...])"), Quirk::NeedsId },
    };
    QSet<int> seen;
    for (const Row &row : rows) {
        EXPECT_TRUE(row.quirks.has(row.quirk)) << quirkName(row.quirk).toStdString() << " missing from " << row.quirks.names().join(u' ').toStdString();
        seen.insert(int(row.quirk));
    }
    EXPECT_FALSE(seen.isEmpty());
}

TEST(Quirks, limitsAreTheStrictest)
{
    EXPECT_EQ(byGreeting("OK IMAPrev1").connectionLimit, 2);
    EXPECT_EQ(byGreeting("OK IMAPrev1").pipeline, 1);
    EXPECT_EQ(byGreeting("OK [CAPABILITY IMAP4rev1] Courier-IMAP ready. Copyright 1998-2018").connectionLimit, 3);
    EXPECT_EQ(byHost("outlook.office365.com").connectionLimit, 10);
    EXPECT_LE(byHost("outlook.office365.com").pipeline, 20) << "25 commands at once break its parser";
    EXPECT_EQ(byGreeting("OK Microsoft Exchange Server 2003 IMAP4rev1 server version 6.5 ready.").pipeline, 1);
    EXPECT_LT(byHost("imap.yandex.com").idleRenewal, std::chrono::minutes(5));
    EXPECT_LT(byHost("imap.mail.yahoo.com").commandLength, 1000);
}

TEST(Quirks, whatIsDistrustedIsTakenOffAlsoWhereIMAP4rev2WouldImplyIt)
{
    Evidence evidence;
    evidence.host = QStringLiteral("imap.mail.yahoo.com");
    evidence.capabilities = Capabilities::fromWords({ "IMAP4rev1", "CONDSTORE", "QRESYNC", "IDLE" });
    EXPECT_FALSE(Quirks::from(evidence).trusted(evidence.capabilities).condStore());
    EXPECT_TRUE(Quirks::from(evidence).trusted(evidence.capabilities).idle());
    const Capabilities rev2 = Capabilities::fromWords({ "IMAP4rev2" });
    EXPECT_TRUE(rev2.move());
    EXPECT_FALSE(rev2.without({ "move" }).move());
    EXPECT_TRUE(rev2.without({ "move" }).uidPlus());
}

TEST(Quirks, everyNameIsItsOwn)
{
    QSet<QString> names;
    for (int i = 0; i <= int(Quirk::AsciiSearch); ++i) {
        const QString name = quirkName(Quirk(i));
        EXPECT_FALSE(name.isEmpty()) << i;
        EXPECT_FALSE(names.contains(name)) << name.toStdString();
        names.insert(name);
    }
}

TEST(Quirks, areShownWithTheServersFacts)
{
    playStore("TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1 IDLE QUOTA APPENDLIMIT=1000 OBJECTID] Kerio Connect 10.0.2 IMAP4rev1 server ready\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open([&](auto) {
                const ServerFacts facts = h.store.serverFacts();
                EXPECT_EQ(facts.name, QStringLiteral("Kerio Connect 10.0.2 IMAP4rev1 server ready"));
                EXPECT_EQ(facts.quirks, QStringList { QStringLiteral("no-keyword-search") });
                EXPECT_TRUE(facts.idle && facts.quota && facts.objectId);
                EXPECT_FALSE(facts.move || facts.uidPlus || facts.qresync || facts.notify || facts.compress);
                EXPECT_EQ(facts.appendLimit, 1000);
                o.add("facts");
            });
        },
        { "facts" });
}

TEST(Quirks, aWholePartIsFetchedAndCutWhereRangesAreNotTrusted)
{
    playStore("TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1] The Microsoft Exchange IMAP4 service is ready.\nC: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\n"
              "C: A2 UID FETCH 5 (UID BODY.PEEK[2])\nS: * 1 FETCH (UID 5 BODY[2] \"hello\")\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select({ "INBOX", QStringLiteral("INBOX"), {} }, [&](auto) { o.add("select"); });
            h.store.fetchPart(Uid { 5 }, "2", 1, 3, [&](Result<RemoteStore::PartData> part) { o.add(part->bytes); });
        },
        { "open", "select", "ell" });
}

TEST(Quirks, uidsComeByFetchWhereSearchIsNotTrusted)
{
    playStore("TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1 ESEARCH] mail IMAP4rev1 MDaemon 24.0.1 ready\nC: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\n"
              "C: A2 UID FETCH 1:* (UID)\nS: * 1 FETCH (UID 5)\nS: * 2 FETCH (UID 9)\nS: A2 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.select({ "INBOX", QStringLiteral("INBOX"), {} }, [&](auto) { o.add("select"); });
            h.store.searchAll([&](Result<UidSet> uids) { o.add(uids->toText()); });
        },
        { "open", "select", "5,9" });
}

TEST(Quirks, commandsStayShortWhereLongOnesAreRefused)
{
    UidSet odd;
    for (quint32 uid = 1001; uid < 2001; uid += 2)
        odd.insert(Uid { uid });
    golub::test::FakeClock time;
    golub::test::Script script(time, "TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1 XYMHIGHESTMODSEQ] ready\nC: A1 SELECT \"INBOX\"\nS: * 2 EXISTS\nS: A1 OK\n");
    ImapRemoteStore store(test::settings(), Secret("tajne"), script.connection());
    store.open([](auto) {});
    store.select({ "INBOX", QStringLiteral("INBOX"), {} }, [](auto) {});
    script.play();
    store.fetchFlags(odd, {}, [](const RemoteMessage &) {}, [](auto) {});
    script.play();
    for (const QByteArray &line : script.written().split('\n'))
        EXPECT_LT(line.size(), 1000);
    EXPECT_TRUE(script.written().contains("UID FETCH"));
}

TEST(Quirks, calendarsAreNoFolders)
{
    playStore("TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1] CommuniGate Pro IMAP Server 6.3.3 at example.org ready\n"
              "C: A1 LIST \"\" \"*\"\nS: * LIST () \"/\" INBOX\nS: * LIST (\\X-Calendar) \"/\" Calendar\nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.listMailboxes([&](Result<QList<RemoteMailbox>> list) { o.add(QByteArray::number(list->size())); });
        },
        { "open", "1" });
}

TEST(Quirks, headersBecomeSevenBitWhereOthersAreRefused)
{
    playStore("TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1 LITERAL+] host IMAP4 service (Sun Java(tm) System Messaging Server 6.3)\n"
              "C: A1 APPEND \"Sent\" () {49+}\nC: Subject: =?utf-8?B?xbzDs8WCdHk=?= ok\nC: \nC: żółw\nC: \nS: A1 OK\n",
        [](StoreHarness &h, Outcomes &o) {
            h.store.open(o.done<void>("open"));
            h.store.append({ "Sent", QStringLiteral("Sent"), {} }, QByteArray("Subject: żółty ok\r\n\r\nż\0ółw\r\n", 34), {}, {}, [&](Result<Uid> uid) { o.add(uid ? "appended" : "?"); });
        },
        { "open", "appended" });
}

Error errorFrom(const char *line)
{
    Status status;
    status.condition = Condition::No;
    const QByteArray text(line);
    if (text.startsWith('[')) {
        status.code.name = text.mid(1, text.indexOf(']') - 1);
        status.text = text.mid(text.indexOf(']') + 2);
    } else {
        status.text = text;
    }
    return errorOf(status);
}

TEST(RetryAfterOfImap, comesFromTheServersWords)
{
    using std::chrono::seconds;
    EXPECT_EQ(errorFrom("Request is throttled. Suggested Backoff Time: 29700 milliseconds").retryAfter, seconds(30));
    EXPECT_EQ(errorFrom("Request is throttled. Suggested Backoff Time: 29700 milliseconds").kind, ErrorKind::ServerTemporary);
    EXPECT_EQ(errorFrom("Too many connections from your address").kind, ErrorKind::ServerTemporary);
    EXPECT_TRUE(errorFrom("Too many connections from your address").retryAfter.has_value());
    EXPECT_TRUE(errorFrom("[UNAVAILABLE] maintenance").retryAfter.has_value());
    EXPECT_EQ(errorFrom("[UNAVAILABLE] maintenance, try again in 10 minutes").retryAfter, seconds(600));
    EXPECT_TRUE(errorFrom("[INUSE] mailbox is locked").retryAfter.has_value());
    EXPECT_FALSE(errorFrom("[NOPERM] no").retryAfter.has_value());
    EXPECT_FALSE(errorFrom("no such message").retryAfter.has_value());
}

} // namespace
} // namespace golub::imap
