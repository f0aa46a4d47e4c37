// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/AccountJson.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace golub::account {
namespace {

QJsonObject object(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    EXPECT_EQ(error.error, QJsonParseError::NoError) << error.errorString().toStdString() << "\n" << json.constData();
    return document.object();
}

const char *const Full = R"({"name": "Praca", "address": "ala@example.org",
    "identities": [{"name": "Ala Nowak", "address": "ala@example.org", "reply_to": "office@example.org", "signature": "Ala\nBiuro"},
                   {"name": "Biuro", "address": "biuro@example.org"}],
    "incoming": {"protocol": "pop3", "host": "pop.example.org", "port": 110, "security": "starttls", "user": "ala", "auth": "cram-md5"},
    "outgoing": {"host": "smtp.example.org", "port": 465, "security": "tls", "user": "ala.out", "auth": "scram-sha-256"},
    "secret": {"source": "command", "command": ["pass", "mail/ala"]},
    "pop3": {"leave_on_server": "days:14"}, "compose": {"format": "plain"}})";

TEST(AccountJson, readsEveryField)
{
    const Result<Account> account = accountFromJson(object(Full));
    ASSERT_TRUE(account) << account.error().text.toStdString();
    EXPECT_EQ(account->name, QStringLiteral("Praca"));
    EXPECT_EQ(account->address, QStringLiteral("ala@example.org"));
    ASSERT_EQ(account->identities.size(), 2);
    EXPECT_EQ(account->identities[0], (Identity { {}, QStringLiteral("Ala Nowak"), QStringLiteral("ala@example.org"), QStringLiteral("office@example.org"), QStringLiteral("Ala\nBiuro") }));
    EXPECT_EQ(account->protocol, IncomingProtocol::Pop3);
    EXPECT_EQ(account->incoming.host, QStringLiteral("pop.example.org"));
    EXPECT_EQ(account->incoming.port, 110);
    EXPECT_EQ(account->incoming.security, Security::StartTls);
    EXPECT_EQ(account->incoming.user, QStringLiteral("ala"));
    EXPECT_EQ(account->incoming.auth, AuthMethod::CramMd5);
    EXPECT_EQ(account->outgoing.security, Security::Tls);
    EXPECT_EQ(account->outgoing.user, QStringLiteral("ala.out"));
    EXPECT_EQ(account->outgoing.auth, AuthMethod::ScramSha256);
    EXPECT_EQ(account->secretSource, SecretSource::Command);
    EXPECT_EQ(account->secretCommand, (QStringList { QStringLiteral("pass"), QStringLiteral("mail/ala") }));
    EXPECT_EQ(account->leaveOnServer, (LeaveOnServer { LeaveOnServer::Policy::Days, 14 }));
}

TEST(AccountJson, survivesARoundTrip)
{
    Result<Account> account = accountFromJson(object(Full));
    ASSERT_TRUE(account);
    EXPECT_EQ(*accountFromJson(accountToJson(*account)), *account);
    account->protocol = IncomingProtocol::Imap;
    account->leaveOnServer = {};
    account->secretSource = SecretSource::Prompt;
    account->secretCommand.clear();
    account->outgoing.auth = AuthMethod::None;
    account->outgoing.host = QStringLiteral("127.0.0.1");
    account->outgoing.security = Security::None;
    account->outgoing.allowCleartext = true;
    EXPECT_EQ(*accountFromJson(accountToJson(*account)), *account);
}

TEST(AccountJson, readsHowMailIsSentAndSignedIn)
{
    QJsonObject json = object(Full);
    json.insert(QStringLiteral("compose"), QJsonObject { { QStringLiteral("sent_copy"), QStringLiteral("server") },
        { QStringLiteral("receipts"), QStringLiteral("never") }, { QStringLiteral("user_agent"), true }, { QStringLiteral("utc_dates"), true } });
    json.insert(QStringLiteral("oauth"), QJsonObject { { QStringLiteral("provider"), QStringLiteral("microsoft") },
        { QStringLiteral("client_id"), QStringLiteral("my-own") }, { QStringLiteral("tenant"), QStringLiteral("example.org") } });
    QJsonObject incoming = json.value(QStringLiteral("incoming")).toObject();
    incoming.insert(QStringLiteral("tell_name"), false);
    json.insert(QStringLiteral("incoming"), incoming);
    const Result<Account> account = accountFromJson(json);
    ASSERT_TRUE(account) << account.error().text.toStdString();
    EXPECT_EQ(account->sending, (SendingPreferences { SendingPreferences::SentCopy::ByServer, SendingPreferences::Receipts::Never, true, true }));
    EXPECT_EQ(account->oauth, (OAuthSettings { QStringLiteral("microsoft"), QStringLiteral("my-own"), QStringLiteral("example.org") }));
    EXPECT_FALSE(account->incoming.tellName);
    EXPECT_TRUE(account->outgoing.tellName);
    EXPECT_EQ(*accountFromJson(accountToJson(*account)), *account);
    json.insert(QStringLiteral("compose"), QJsonObject { { QStringLiteral("sent_copy"), QStringLiteral("often") } });
    EXPECT_EQ(accountFromJson(json).error().kind, ErrorKind::InvalidInput);
}

TEST(AccountJson, everySignInMethodSurvives)
{
    QTemporaryDir directory;
    QFile certificate(directory.filePath(QStringLiteral("ala.p12")));
    ASSERT_TRUE(certificate.open(QIODevice::WriteOnly));
    Account account = accountFromJson(object(Full)).value_or({});
    account.incoming.clientCertificate = certificate.fileName();
    for (int method = 0; method <= int(AuthMethod::None); ++method) {
        account.incoming.auth = static_cast<AuthMethod>(method);
        EXPECT_EQ(accountFromJson(accountToJson(account))->incoming.auth, account.incoming.auth) << method;
    }
}

TEST(AccountJson, aCertificateThatSignsInMustBeThere)
{
    Account account = accountFromJson(object(Full)).value_or({});
    EXPECT_TRUE(problemsOf(account).isEmpty());
    account.incoming.auth = AuthMethod::External;
    EXPECT_EQ(problemsOf(account).size(), 1);
    account.incoming.clientCertificate = QStringLiteral("/nowhere/ala.p12");
    ASSERT_EQ(problemsOf(account).size(), 1);
    EXPECT_TRUE(problemsOf(account).first().contains(QStringLiteral("/nowhere/ala.p12")));
}

TEST(AccountJson, fillsInWhatIsUsual)
{
    const Result<Account> account = accountFromJson(object(R"({"address": "ala@example.org", "incoming": {"host": "imap.example.org"},
        "outgoing": {"host": "smtp.example.org", "security": "starttls"}})"));
    ASSERT_TRUE(account) << account.error().text.toStdString();
    EXPECT_EQ(account->protocol, IncomingProtocol::Imap);
    EXPECT_EQ(account->incoming.port, 993);
    EXPECT_EQ(account->incoming.security, Security::Tls);
    EXPECT_EQ(account->incoming.user, QStringLiteral("ala@example.org"));
    EXPECT_EQ(account->outgoing.port, 587);
    EXPECT_EQ(account->name, QStringLiteral("ala@example.org"));
    ASSERT_EQ(account->identities.size(), 1);
    EXPECT_EQ(account->identities[0].address, QStringLiteral("ala@example.org"));
    EXPECT_EQ(account->secretSource, SecretSource::Keychain);
}

struct Wrong {
    const char *json;
    const char *place;
};

TEST(AccountJson, namesTheFieldThatIsWrong)
{
    const Wrong cases[] = {
        { R"({"address": 5})", "address" },
        { R"({"address": "a@b.c", "colour": "red"})", "colour" },
        { R"({"address": "a@b.c", "password": "x"})", "secrets do not belong into files" },
        { R"({"address": "a@b.c", "incoming": {"host": "h", "password": "x"}})", "incoming.password" },
        { R"({"address": "a@b.c", "incoming": {"host": "h", "port": 70000}})", "incoming.port" },
        { R"({"address": "a@b.c", "incoming": {"host": "h", "port": "993"}})", "incoming.port" },
        { R"({"address": "a@b.c", "incoming": {"host": "h", "port": 99.5}})", "incoming.port" },
        { R"({"address": "a@b.c", "incoming": {"host": "h", "security": "ssl"}})", "incoming.security" },
        { R"({"address": "a@b.c", "incoming": {"host": "h", "protocol": "jmap"}})", "incoming.protocol" },
        { R"({"address": "a@b.c", "outgoing": {"host": "h", "auth": "magic"}})", "outgoing.auth" },
        { R"({"address": "a@b.c", "outgoing": {"host": "h", "protocol": "smtp"}})", "outgoing.protocol" },
        { R"({"address": "a@b.c", "incoming": "h"})", "incoming" },
        { R"({"address": "a@b.c", "identities": [{"adress": "x@y.z"}]})", "identities[0].adress" },
        { R"({"address": "a@b.c", "identities": {}})", "identities" },
        { R"({"address": "a@b.c", "secret": {"source": "file"}})", "secret.source" },
        { R"({"address": "a@b.c", "secret": {"source": "command"}})", "secret.command" },
        { R"({"address": "a@b.c", "pop3": {"leave_on_server": "days:0"}})", "pop3.leave_on_server" },
        { R"({"address": "a@b.c", "pop3": {"leave_on_server": "sometimes"}})", "pop3.leave_on_server" },
        { R"({"address": "a@b.c", "incoming": {"host": "h", "allow_cleartext": "yes"}})", "incoming.allow_cleartext" },
        { R"({"address": "nobody", "incoming": {"host": "h"}, "outgoing": {"host": "h"}})", "whole mail address" },
        { R"({"address": "a@b.c", "outgoing": {"host": "h"}})", "name of the incoming server" },
        { R"({"address": "a@b.c", "incoming": {"host": "h"}})", "name of the outgoing server" },
        { R"({"address": "a@b.c", "incoming": {"host": "h /x"}, "outgoing": {"host": "h"}})", "blanks" },
        { R"({"address": "a@b.c", "ca_file": "/nowhere/ca.pem", "incoming": {"host": "h"}, "outgoing": {"host": "h"}})", "/nowhere/ca.pem" },
        { R"({"address": "a@b.c", "identities": [{"address": "x"}], "incoming": {"host": "h"}, "outgoing": {"host": "h"}})", "sender address" },
    };
    for (const Wrong &wrong : cases) {
        const Result<Account> account = accountFromJson(object(wrong.json));
        ASSERT_FALSE(account) << wrong.json;
        EXPECT_EQ(account.error().kind, ErrorKind::InvalidInput);
        EXPECT_TRUE(account.error().text.contains(QLatin1String(wrong.place))) << wrong.json << "\n" << account.error().text.toStdString();
    }
}

TEST(AccountJson, refusesCleartextOutsideOfThisComputer)
{
    const auto read = [](const char *host, const char *extra) {
        return accountFromJson(object(QByteArray(R"({"address": "a@b.c", "incoming": {"security": "none", "host": ")") + host + '"' + extra
            + R"(}, "outgoing": {"host": "h"}})"));
    };
    EXPECT_FALSE(read("mail.example.org", ""));
    EXPECT_FALSE(read("localhost.example.org", ""));
    EXPECT_TRUE(read("localhost", ""));
    EXPECT_TRUE(read("127.0.0.1", ""));
    EXPECT_TRUE(read("::1", ""));
    const Result<Account> allowed = read("mail.example.org", R"(, "allow_cleartext": true)");
    ASSERT_TRUE(allowed) << allowed.error().text.toStdString();
    EXPECT_TRUE(allowed->incoming.allowCleartext);
}

TEST(AccountJson, writesNoSecrets)
{
    const QByteArray json = QJsonDocument(accountToJson(accountFromJson(object(Full)).value_or({}))).toJson();
    EXPECT_FALSE(json.contains("password"));
    EXPECT_TRUE(json.contains("\"command\""));
}

TEST(DraftJson, readsEveryField)
{
    const Result<Draft> draft = draftFromJson(object(R"({"account": "Praca", "from": "Ala <ala@example.org>", "to": ["Ewa <ewa@example.org>", "jan@example.org"],
        "cc": ["\"Nowak, Iva\" <iva@example.org>"], "bcc": "hidden@example.org", "reply_to": ["office@example.org"], "subject": "Cześć", "text": "a\r\nb",
        "html": "<p>a</p>", "attachments": [{"path": "/tmp/x.pdf", "name": "Plan.pdf", "type": "application/pdf"}, {"path": "y.txt"}],
        "in_reply_to": "<1@example.org>", "references": ["0@example.org", "<1@example.org>"], "headers": {"X-Test": "yes"}})"));
    ASSERT_TRUE(draft) << draft.error().text.toStdString();
    EXPECT_EQ(draft->from, (Address { QStringLiteral("Ala"), QStringLiteral("ala@example.org") }));
    ASSERT_EQ(draft->to.size(), 2);
    EXPECT_EQ(draft->to[1], (Address { {}, QStringLiteral("jan@example.org") }));
    EXPECT_EQ(draft->cc.value(0), (Address { QStringLiteral("Nowak, Iva"), QStringLiteral("iva@example.org") }));
    EXPECT_EQ(draft->bcc.value(0).address, QStringLiteral("hidden@example.org"));
    EXPECT_EQ(draft->replyTo.value(0).address, QStringLiteral("office@example.org"));
    EXPECT_EQ(draft->subject, QStringLiteral("Cześć"));
    EXPECT_EQ(draft->text, QStringLiteral("a\nb"));
    EXPECT_EQ(draft->html, QStringLiteral("<p>a</p>"));
    ASSERT_EQ(draft->attachments.size(), 2);
    EXPECT_EQ(draft->attachments[0].name, QStringLiteral("Plan.pdf"));
    EXPECT_EQ(draft->attachments[0].type, QStringLiteral("application/pdf"));
    EXPECT_EQ(draft->attachments[1].path, QDir::current().absoluteFilePath(QStringLiteral("y.txt")));
    EXPECT_EQ(draft->attachments[1].name, QStringLiteral("y.txt"));
    EXPECT_EQ(draft->inReplyTo, QStringList { QStringLiteral("1@example.org") });
    EXPECT_EQ(draft->references, (QStringList { QStringLiteral("0@example.org"), QStringLiteral("1@example.org") }));
    EXPECT_EQ(draft->headers.value(QStringLiteral("X-Test")), QStringLiteral("yes"));
}

TEST(DraftJson, namesTheFieldThatIsWrong)
{
    const Wrong cases[] = { { R"({"to": ["nobody"]})", "to" }, { R"({"to": [5]})", "to" }, { R"({"from": ["a@b.c", "d@e.f"]})", "from" },
        { R"({"subject": []})", "subject" }, { R"({"attachments": ["x"]})", "attachments" }, { R"({"attachments": [{"name": "x"}]})", "attachments[0].path" },
        { R"({"headers": {"X-A": 1}})", "headers.X-A" }, { R"({"body": "x"})", "body" }, { R"({"to": ["a@b.c, d@e.f"]})", "to" } };
    for (const Wrong &wrong : cases) {
        const Result<Draft> draft = draftFromJson(object(wrong.json));
        ASSERT_FALSE(draft) << wrong.json;
        EXPECT_EQ(draft.error().kind, ErrorKind::InvalidInput);
        EXPECT_TRUE(draft.error().text.startsWith(QLatin1String(wrong.place))) << draft.error().text.toStdString();
    }
}

} // namespace
} // namespace golub::account
