// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks, by name. What they have in common: the password or the mail would leave in the clear, or an attacker's words would be believed.
#include "SmtpPlay.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace golub::smtp::test {
namespace {

TEST(SmtpAttacksTest, StartTlsStripped)
{
    const Play p = playAll("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 AUTH PLAIN LOGIN\n@expect tls\n@closed tls\n");
    EXPECT_EQ(p.logged, "EHLO [127.0.0.1]\r\n");
}

TEST(SmtpAttacksTest, EhloRefusedSoThatHeloHidesStartTls)
{
    const Play p = playAll("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 502 unknown\nC: HELO [127.0.0.1]\nS: 250 host\n@expect tls\n@closed tls\n");
    EXPECT_FALSE(p.logged.contains("MAIL"));
}

TEST(SmtpAttacksTest, StartTlsRefused)
{
    for (const char *answer : { "502 not implemented", "354 do something else", "250 sure", "501 syntax", "235 signed in" })
        playAll((std::string("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 STARTTLS\nC: STARTTLS\nS: ") + answer + "\n@expect tls\n@closed tls\n").c_str());
}

// RFC 3207 section 4: it waits, and still nothing goes in the clear; the person has nothing to correct.
TEST(SmtpAttacksTest, StartTlsRefusedForNow)
{
    for (const char *rest : { "454 4.7.0 TLS not available due to local problem\n@expect server_temporary\nC: QUIT\n@closed server_temporary\n",
             "421 closing\n@expect server_temporary\n@closed server_temporary\n" }) {
        const Play p = playAll((std::string("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 STARTTLS\nC: STARTTLS\nS: ") + rest).c_str());
        EXPECT_FALSE(p.logged.contains("AUTH") || p.logged.contains("MAIL"));
    }
}

TEST(SmtpAttacksTest, InjectedCleartextAfterStartTls)
{
    const Play p = playAll("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nS: 250-host\nS: 250 AUTH PLAIN\n"
                           "@expect protocol\n@closed protocol\n");
    EXPECT_TRUE(p.logged.endsWith("STARTTLS\r\n"));
}

TEST(SmtpAttacksTest, HalfALineInjectedAfterStartTls)
{
    playAll("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nS~: 2\n@expect protocol\n@closed protocol\n");
}

TEST(SmtpAttacksTest, CapabilityKeptFromBeforeTls)
{
    // SIZE, 8BITMIME and CRAM-MD5 were offered in the clear only: none of them is used after TLS.
    const Play p = playAll("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250-AUTH CRAM-MD5\nS: 250-SIZE 1\nS: 250-8BITMIME\nS: 250 STARTTLS\n"
                           "C: STARTTLS\nS: 220 go\nTLS\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 AUTH PLAIN\nC: AUTH PLAIN <redacted>\nS: 235 ok\n"
                           "C: MAIL FROM:<ala@example.org>\nX\n@expect connection_lost\n@closed connection_lost\n");
    EXPECT_FALSE(p.capabilities.size);
    EXPECT_EQ(p.capabilities.auth, QList<QByteArray> { "PLAIN" });
}

TEST(SmtpAttacksTest, AuthNeverBeforeTls)
{
    // Offered in the clear and accepted in the clear by a server that answers everything with yes.
    const Play p = playAll("@submit\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250-AUTH PLAIN LOGIN\nS: 250 STARTTLS\nC: STARTTLS\nX\n"
                           "@expect connection_lost\n@closed connection_lost\n");
    EXPECT_FALSE(p.logged.contains("AUTH"));
}

TEST(SmtpAttacksTest, CleartextWithoutTheUsersWordSaysNothing)
{
    const Play p = playAll("@security none\n@submit\nS: 220 host\n@expect tls\n@closed tls\n");
    EXPECT_TRUE(p.logged.isEmpty());
}

TEST(SmtpAttacksTest, ImplicitTlsThatIsNone)
{
    const Play p = playAll("@security tls\n@submit\nS: 220 host\n@expect tls\n@closed tls\n");
    EXPECT_TRUE(p.logged.isEmpty());
}

TEST(SmtpAttacksTest, WrongPasswordIsTriedOnce)
{
    const Play p = playAll("@security tls\n@submit\nTLS\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 AUTH PLAIN LOGIN\nC: AUTH PLAIN <redacted>\n"
                           "S: 535 5.7.8 wrong\n@expect auth_failed\nC: QUIT\n@closed auth_failed\n");
    EXPECT_EQ(p.logged.count("AUTH "), 1);
}

TEST(SmtpAttacksTest, SecretsInThePromptsAnswerAreNotLogged)
{
    // A 334 that asks once more than LOGIN has answers gets no third one.
    const Play p = playAll("@security tls\n@auth login\n@submit\nTLS\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334\nC: <redacted>\n"
                           "S: 334\nC: <redacted>\nS: 334\nC: *\nS: 501 cancelled\n@expect protocol\n@closed protocol\n");
    EXPECT_FALSE(p.logged.contains("s3cret-word"));
}

TEST(SmtpAttacksTest, ScramServerThatDoesNotKnowThePassword)
{
    // It says yes without the proof; a phisher's server does just that.
    playAll("@security tls\n@user user\n@password pencil\n@nonce fyko+d2lbbFgONRv9qkxdawL\n@submit\nTLS\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\n"
            "S: 250 AUTH SCRAM-SHA-1\nC: AUTH SCRAM-SHA-1 <redacted>\nS: 235 welcome\n@expect auth_failed\nC: QUIT\n@closed auth_failed\n");
    playAll("@security tls\n@user user\n@password pencil\n@nonce fyko+d2lbbFgONRv9qkxdawL\n@submit\nTLS\nS: 220 host\nC: EHLO [127.0.0.1]\nS: 250-host\n"
            "S: 250 AUTH SCRAM-SHA-1\nC: AUTH SCRAM-SHA-1 <redacted>\n"
            "S: 334 cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1RU1hDUitRNnNlazhiZjkyLGk9NDA5Ng==\nC: <redacted>\n"
            "S: 235 welcome\n@expect auth_failed\nC: QUIT\n@closed auth_failed\n");
}

TEST(SmtpAttacksTest, SmuggledEndOfData)
{
    playAll("@security none\n@allow-cleartext\n@auth none\n@message Subject: x\\r\\n\\r\\na\\n.\\r\\nMAIL FROM:<evil@example.org>\\n.\\nb\n@submit\nS: 220 host\n"
            "C: EHLO [127.0.0.1]\nS: 250 host\nC: MAIL FROM:<ala@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\n"
            "C: Subject: x\nC:\nC: a\nC: ..\nC: MAIL FROM:<evil@example.org>\nC: ..\nC: b\nC: .\nS: 250 ok\n@expect accepted\n");
}

TEST(SmtpAttacksTest, ServerWordsCannotPaintTheScreen)
{
    const Play p = playAll("@submit\nSRAW: 554 \\x1b[2J\\xe2\\x80\\xaeevil\\x00\\r\\n\n@expect server_refused\n@closed server_refused\n");
    EXPECT_EQ(p.reports.first().error->reply.text, QStringLiteral("[2Jevil"));
}

QByteArray wireOf(const QJsonObject &wire)
{
    const auto reply = [](const QJsonArray &capabilities) {
        QByteArray out = "S: 250-host\n";
        for (const auto &capability : capabilities)
            out += "S: 250-" + capability.toString().toUtf8() + '\n';
        return out + "S: 250 HELP\n";
    };
    const QJsonArray before = wire.value(u"capabilities").toArray();
    QByteArray out = "@submit\nS: 220 host\nC: EHLO [127.0.0.1]\n" + reply(before);
    const QByteArray answer = wire.value(u"stls_response").toString().trimmed().toUtf8();
    if (before.contains(QStringLiteral("STARTTLS")))
        out += "C: STARTTLS\nS: " + (answer.isEmpty() ? QByteArray("220 go") : answer) + '\n';
    if (answer.isEmpty() && before.contains(QStringLiteral("STARTTLS"))) {
        return out + "TLS\nC: EHLO [127.0.0.1]\n" + reply(wire.value(u"capabilities_tls").toArray())
            + "C: AUTH PLAIN <redacted>\nS: 235 ok\nC: MAIL FROM:<ala@example.org>\nX\n@expect connection_lost\n@closed connection_lost\n";
    }
    return out + (answer.startsWith("454") ? "@expect server_temporary\nC: QUIT\n@closed server_temporary\n" : "@expect tls\n@closed tls\n");
}

// The published attacks on STARTTLS in mail clients, where the test material is at hand.
TEST(SmtpAttacksTest, PublishedStrippingAttacks)
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
        if (row.value(u"proto").toString() != u"smtp")
            continue;
        ++rows;
        SCOPED_TRACE(row.value(u"file").toString().toStdString());
        const Play p = playAll(golub::test::Transcript::parse(wireOf(row.value(u"wire").toObject()), row.value(u"file").toString()));
        if (row.value(u"category").toString() == u"stripping") {
            EXPECT_FALSE(p.logged.contains("AUTH") || p.logged.contains("MAIL")) << "in the clear";
        }
    }
    EXPECT_GE(rows, 5);
}

} // namespace
} // namespace golub::smtp::test
