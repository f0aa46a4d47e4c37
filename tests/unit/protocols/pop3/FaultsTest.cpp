// SPDX-License-Identifier: GPL-3.0-or-later
// What can go wrong with a server, and the attacks, each by its name.
#include "Pop3Play.h"

#include "core/base/Limits.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <string>

namespace golub::pop3::test {
namespace {

const std::string SignIn = "@security tls\nTLS\nS: +OK hi\nC: CAPA\nS: +OK\nS: TOP\nS: UIDL\nS: USER\nS: .\nC: USER ala\nS: +OK\nC: PASS <redacted>\nS: +OK\n";
const std::string Clear = "@security none\n@allow-cleartext\nS: +OK hi\nC: CAPA\nS: -ERR\nC: USER ala\nS: +OK\nC: PASS <redacted>\nS: +OK\n";

TEST(Pop3FaultsTest, bad_greeting)
{
    playAll("@do list\nS: * OK IMAP4rev1\n@expect protocol\n@error IMAP4rev1\n@closed protocol\n");
    playAll("@do list\nS: + go on\n@expect protocol\n@closed protocol\n");
}

TEST(Pop3FaultsTest, denied_greeting)
{
    playAll("@do list\nS: -ERR [SYS/TEMP] too many connections\n@expect server_temporary\n@closed server_temporary\n");
    playAll("@do list\nS: -ERR access from your network is denied\n@expect server_refused\n@error denied\n@closed server_refused\n");
}

TEST(Pop3FaultsTest, connection_never_made)
{
    playAll("@do list\n@do quit\nX host_not_found\n@expect host_not_found\n@expect host_not_found\n@closed host_not_found\n");
}

TEST(Pop3FaultsTest, connection_lost_answers_every_request)
{
    playAll("@do list\n@do retr 1\n@do quit\n" + SignIn + "C: LIST\nS: +OK\nS: 1 5\nX\n"
            "@expect connection_lost\n@expect connection_lost\n@expect connection_lost\n@closed connection_lost\n@do stat\n@expect connection_lost\n");
}

TEST(Pop3FaultsTest, connection_lost_at_quit_says_nothing_about_the_deletions)
{
    playAll("@do dele 1\n@do quit\n" + SignIn + "C: DELE 1\nS: +OK\n@expect ok\nC: QUIT\nX\n@expect connection_lost\n@closed connection_lost\n");
}

TEST(Pop3FaultsTest, command_timed_out)
{
    playAll("@do list\nTIME +5min\nS~: +\nTIME +5min\n@expect timeout\n@closed timeout\n");
    playAll("@do list\n" + SignIn + "C: LIST\nTIME +299s\nTIME +1s\n@expect timeout\n@closed timeout\n");
}

TEST(Pop3FaultsTest, long_answer_may_take_its_time_but_not_fall_silent)
{
    playAll("@do retr 1\n" + SignIn + "C: RETR 1\nS: +OK\nS: Subject: x\nTIME +179s\nS:\nTIME +179s\nS: body\nTIME +179s\nS: .\n@expect ok\nTIME +9h\n");
    playAll("@do retr 1\n" + SignIn + "C: RETR 1\nS: +OK\nS: Subject: x\nTIME +3min\n@expect timeout\n@closed timeout\n");
}

TEST(Pop3FaultsTest, farewell_while_idle_is_the_reason)
{
    playAll(SignIn + "S: -ERR Disconnected for inactivity.\n@error inactivity\n@closed server_temporary\n");
}

TEST(Pop3FaultsTest, answer_to_nothing)
{
    playAll(SignIn + "S: +OK and more\n@closed protocol\n");
    playAll("@do stat\n" + SignIn + "C: STAT\nS: + challenge\n@expect protocol\n@closed protocol\n");
}

TEST(Pop3FaultsTest, refused_message_leaves_the_session_usable)
{
    playAll("@do retr 7\n@do retr 1\n" + SignIn + "C: RETR 7\nS: -ERR no such message\n@expect server_refused\nC: RETR 1\nS: +OK\nS: Subject: x\nS: .\n@expect ok\n");
}

TEST(Pop3FaultsTest, requests_after_quit_are_answered)
{
    playAll("@do quit\n@do stat\n" + SignIn + "C: QUIT\nS: +OK\n@expect ok\n@expect cancelled\n@closed normal\n");
}

TEST(Pop3FaultsTest, top_refused_once_is_not_asked_again)
{
    playAll("@do top 1 0\n@do top 2 0\n" + Clear + "C: TOP 1 0\nS: -ERR\nC: RETR 1\nS: +OK\nS: a\nS: .\n@expect ok\nC: RETR 2\nS: +OK\nS: b\nS: .\n@expect ok\n");
}

TEST(Pop3FaultsTest, listing_with_holes_and_doubles)
{
    playAll("@do list\n" + SignIn + "C: LIST\nS: +OK\nS: 3 30\nS: 1 10\nS: nonsense\nS: 1 99\nS: .\nC: UIDL\nS: +OK\nS: 1 a\nS: 1 b\nS: 2 c\nS: x\nS: .\n"
            "@expect ok\n@listed 1=a:10 2=c:-1 3=:30\n");
}

TEST(Pop3FaultsTest, message_with_dots_bare_line_feeds_and_no_header)
{
    playAll("@do retr 1\n" + SignIn + "C: RETR 1\nS: +OK\nSRAW: ..\\r\\n...\\r\\n..a\\r\\nx\\ny\\r\\n\\rz\\r\\n.\\r\\n\n@expect ok\n@message .\\r\\n..\\r\\n.a\\r\\nx\\ny\\r\\n\\rz\\r\\n\n");
}

TEST(Pop3FaultsTest, end_of_message_smuggled_with_bare_line_feeds)
{
    // The mail holds LF "." LF "+OK": at a CRLF server that is text of the mail, not the end of it.
    playAll("@do retr 1\n@do stat\n" + SignIn + "C: RETR 1\nS: +OK\nSRAW: a\\n.\\n+OK 99 9999\\n\\r\\n.\\r\\n\n@expect ok\n@message a\\n.\\n+OK 99 9999\\n\\r\\n\nC: STAT\nS: +OK 1 5\n@expect ok\n@stat 1 5\n");
}

TEST(Pop3FaultsTest, message_line_longer_than_a_protocol_line)
{
    const std::string line(std::size_t(limits::LineLength) * 2, 'x');
    const Play p = playAll("@do retr 1\n@do stat\n" + SignIn + "C: RETR 1\nS: +OK\nS: " + line + "\nS: .\n@expect ok\nC: STAT\nS: +OK 1 1\n@expect ok\n");
    EXPECT_EQ(p.answers.first().second->message.size(), limits::LineLength * 2 + 2);
}

TEST(Pop3FaultsTest, endless_line)
{
    const std::string line(std::size_t(limits::LineLength), 'x');
    playAll("@do list\nS~: +OK " + line + "\n@expect limit_exceeded\n@closed limit_exceeded\n");
    playAll("@do list\n" + SignIn + "C: LIST\nS: +OK\nS~: 1 " + line + "\n@expect limit_exceeded\n@closed limit_exceeded\n");
}

TEST(Pop3FaultsTest, endless_capabilities)
{
    std::string lines;
    for (qsizetype i = 0; i < limits::ReplyLines; ++i)
        lines += "S: X-MORE\n";
    playAll("@security tls\nTLS\nS: +OK\nC: CAPA\nS: +OK\n" + lines + "S: .\nC: USER ala\nX\n@closed connection_lost\n");
    playAll("@security tls\nTLS\nS: +OK\nC: CAPA\nS: +OK\n" + lines + "S: X-MORE\n@closed limit_exceeded\n");
}

TEST(Pop3FaultsTest, endless_listing)
{
    Options options;
    options.security = Security::Tls;
    options.credentials = { QStringLiteral("ala"), Secret("x") };
    for (const qint64 more : { 0, 1 }) {
        Engine engine(options);
        engine.connected(true);
        engine.submit(List {});
        engine.receive("+OK\r\n-ERR\r\n+OK\r\n+OK\r\n+OK\r\n");
        const QByteArray block = QByteArray("1 1\r\n").repeated(1000);
        for (qint64 i = 0; i < limits::MaildropMessages; i += 1000)
            engine.receive(block);
        EXPECT_NE(engine.state(), Engine::State::Closed);
        engine.receive(more ? "1 1\r\n" : ".\r\n");
        EXPECT_EQ(engine.state() == Engine::State::Closed, more == 1);
    }
}

TEST(Pop3FaultsTest, no_password)
{
    playAll("@security tls\n@password\n@do list\nTLS\nS: +OK\nC: CAPA\nS: -ERR\n@expect credential_missing\nC: QUIT\n@closed credential_missing\n");
}

TEST(Pop3FaultsTest, mechanism_of_the_settings_is_not_offered)
{
    playAll("@security tls\n@auth scram-sha-256\n@do list\nTLS\nS: +OK\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\n@expect auth_unsupported\nC: QUIT\n@closed auth_unsupported\n");
}

TEST(Pop3FaultsTest, long_initial_response_waits_for_its_challenge)
{
    // RFC 5034 section 4: an AUTH line has at most 255 bytes.
    const std::string user(200, 'u');
    const Play p = playAll("@security tls\n@user " + user + "\n@do stat\nTLS\nS: +OK\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\nC: AUTH PLAIN\nS: +\nC: <redacted>\n"
                           "S: +OK\nC: STAT\nS: +OK 0 0\n@expect ok\n");
    EXPECT_EQ(p.mechanism, "PLAIN");
}

// Attacks.

TEST(Pop3AttacksTest, StartTlsStripped)
{
    const Play p = playAll("@do list\nS: +OK\nC: CAPA\nS: +OK\nS: USER\nS: SASL PLAIN\nS: .\n@expect tls\n@closed tls\n");
    EXPECT_EQ(p.logged, "CAPA\r\n");
}

TEST(Pop3AttacksTest, StartTlsRefused)
{
    playAll("@do list\nS: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: -ERR not now\n@expect tls\n@closed tls\n");
    const Play p = playAll("@do list\nS: +OK\nC: CAPA\nS: -ERR unknown\nC: STLS\nS: -ERR unknown\n@expect tls\n@closed tls\n");
    EXPECT_FALSE(p.logged.contains("USER"));
}

TEST(Pop3AttacksTest, InjectedCleartextAfterStartTls)
{
    playAll("@do list\nS: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: +OK go\nS: +OK\nS: USER\nS: .\n@expect protocol\n@closed protocol\n");
    playAll("@do list\nS: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: +OK go\nS~: +\n@expect protocol\n@closed protocol\n");
}

TEST(Pop3AttacksTest, CapabilityKeptFromBeforeTls)
{
    const Play p = playAll("@do list\nS: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: UIDL\nS: SASL CRAM-MD5\nS: .\nC: STLS\nS: +OK\nTLS\nC: CAPA\nS: +OK\nS: USER\nS: .\n"
                           "C: USER ala\nX\n@expect connection_lost\n@closed connection_lost\n");
    EXPECT_FALSE(p.capabilities.uidl);
    EXPECT_TRUE(p.capabilities.sasl.isEmpty());
}

TEST(Pop3AttacksTest, CleartextWithoutTheUsersWordSaysNothing)
{
    EXPECT_TRUE(playAll("@security none\n@do list\nS: +OK\n@expect tls\n@closed tls\n").logged.isEmpty());
    EXPECT_TRUE(playAll("@security tls\n@do list\nS: +OK\n@expect tls\n@closed tls\n").logged.isEmpty());
}

TEST(Pop3AttacksTest, WrongPasswordIsTriedOnce)
{
    const Play p = playAll("@security tls\n@do list\nTLS\nS: +OK\nC: CAPA\nS: +OK\nS: SASL PLAIN LOGIN\nS: USER\nS: .\nC: AUTH PLAIN <redacted>\nS: -ERR no\n"
                           "@expect auth_failed\nC: QUIT\n@closed auth_failed\n");
    EXPECT_FALSE(p.logged.contains("USER"));
    playAll("@security tls\n@do list\nTLS\nS: +OK\nC: CAPA\nS: +OK\nS: USER\nS: .\nC: USER ala\nS: +OK\nC: PASS <redacted>\nS: -ERR no\n@expect auth_failed\nC: QUIT\n@closed auth_failed\n");
}

TEST(Pop3AttacksTest, ScramServerThatDoesNotKnowThePassword)
{
    playAll("@security tls\n@user user\n@password pencil\n@nonce fyko+d2lbbFgONRv9qkxdawL\n@do list\nTLS\nS: +OK\nC: CAPA\nS: +OK\nS: SASL SCRAM-SHA-1\nS: .\n"
            "C: AUTH SCRAM-SHA-1 <redacted>\nS: +OK welcome\n@expect auth_failed\nC: QUIT\n@closed auth_failed\n");
}

TEST(Pop3AttacksTest, ChallengeThatIsNotBase64IsCancelled)
{
    playAll("@security tls\n@do list\nTLS\nS: +OK\nC: CAPA\nS: +OK\nS: SASL CRAM-MD5\nS: .\nC: AUTH CRAM-MD5\nS: + <not base64>\nC: *\nS: -ERR cancelled\n@expect protocol\n@closed protocol\n");
}

std::string wireOf(const QJsonObject &wire)
{
    const auto lines = [](const QJsonArray &capabilities) {
        std::string out = "S: +OK\n";
        for (const auto &capability : capabilities)
            out += "S: " + capability.toString().toStdString() + '\n';
        return out + "S: .\n";
    };
    const bool hidden = wire.value(u"hide_commands").toArray().contains(QStringLiteral("capa"));
    const QJsonArray before = wire.value(u"capa").toArray();
    const bool offered = before.contains(QStringLiteral("STLS"));
    const QString answer = wire.value(u"stls_response").toString().trimmed();
    std::string out = "@do list\nS: " + wire.value(u"greeting").toString().trimmed().toStdString() + "\nC: CAPA\n";
    out += hidden ? std::string("S: -ERR unknown\n") : lines(before);
    if (!offered && !hidden)
        return out + "@expect tls\n@closed tls\n";
    out += "C: STLS\nS: " + (answer.isEmpty() ? std::string("+OK go") : answer.toStdString()) + '\n';
    if (!answer.isEmpty())
        return out + "@expect tls\n@closed tls\n";
    return out + "TLS\nC: CAPA\nX\n@expect connection_lost\n@closed connection_lost\n";
}

// The published attacks on STARTTLS in mail clients, where the test material is at hand.
TEST(Pop3AttacksTest, PublishedStrippingAttacks)
{
    QString root = qEnvironmentVariable("GOLUB_CORPORA");
    if (root.isEmpty())
        root = QStringLiteral(GOLUB_SOURCE_DIR "/../shared/corpora");
    QFile file(root + QStringLiteral("/expect/nostarttls.jsonl"));
    if (!file.open(QIODevice::ReadOnly))
        GTEST_SKIP() << "the corpora are not here";
    int rows = 0;
    while (!file.atEnd()) {
        const QJsonObject row = QJsonDocument::fromJson(file.readLine()).object();
        if (row.value(u"proto").toString() != u"pop3")
            continue;
        ++rows;
        SCOPED_TRACE(row.value(u"file").toString().toStdString());
        const Play p = playAll(wireOf(row.value(u"wire").toObject()));
        EXPECT_FALSE(p.logged.contains("USER") || p.logged.contains("PASS") || p.logged.contains("AUTH")) << "in the clear";
    }
    EXPECT_GE(rows, 5);
}

} // namespace
} // namespace golub::pop3::test
