// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/Tokens.h"

#include "core/oauth/Limits.h"
#include "core/oauth/Trouble.h"

#include <QUrlQuery>

#include <gtest/gtest.h>

namespace golub::oauth {
namespace {

using namespace std::chrono_literals;

const QDateTime Now = QDateTime::fromString(QStringLiteral("2026-11-22T08:00:00Z"), Qt::ISODate);
const QString Name = QStringLiteral("Example");

WebAnswer json(const QByteArray &content, int status = 200)
{
    return { status, "application/json", {}, content };
}

TokenSet granted()
{
    TokenSet tokens;
    tokens.access = Secret("old-access");
    tokens.refresh = Secret("old-refresh");
    tokens.obtained = Now.addSecs(-3600);
    tokens.expires = Now;
    tokens.consented = Now.addDays(-30);
    tokens.scopes = { QStringLiteral("mail"), QStringLiteral("offline_access") };
    tokens.provider = QStringLiteral("example");
    tokens.clientId = QStringLiteral("my-client");
    tokens.login = QStringLiteral("ala@example.org");
    return tokens;
}

QString value(const Secret &form, const char *name)
{
    return QUrlQuery(QString::fromLatin1(form.reveal())).queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

TEST(TokensTest, FirstTokensAreRead)
{
    const auto read = readTokens(json(R"({"access_token":"at","token_type":"Bearer","expires_in":3599,"refresh_token":"rt","scope":"mail send"})"), {}, Name, Now);
    ASSERT_TRUE(read) << read.error().detail.toStdString();
    EXPECT_EQ(read->access.reveal(), "at");
    EXPECT_EQ(read->refresh.reveal(), "rt");
    EXPECT_EQ(read->obtained, Now);
    EXPECT_EQ(read->expires, Now.addSecs(3599));
    EXPECT_EQ(read->scopes, (QStringList { QStringLiteral("mail"), QStringLiteral("send") }));
}

TEST(TokensTest, WhatARefreshDoesNotSayStaysAsItWas)
{
    const auto read = readTokens(json(R"({"access_token":"at2","token_type":"bearer","expires_in":"3600"})"), granted(), Name, Now);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->access.reveal(), "at2");
    EXPECT_EQ(read->refresh.reveal(), "old-refresh");
    EXPECT_EQ(read->expires, Now.addSecs(3600)); // as text, which some servers write
    EXPECT_EQ(read->scopes, granted().scopes);
    EXPECT_EQ(read->consented, granted().consented);
}

TEST(TokensTest, ARotatedRefreshTokenReplacesTheOldOne)
{
    const auto read = readTokens(json(R"({"access_token":"at2","token_type":"bearer","refresh_token":"rt2"})"), granted(), Name, Now);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->refresh.reveal(), "rt2");
    EXPECT_FALSE(read->expires.isValid());
}

TEST(TokensTest, AnswersThatCannotBeTokens)
{
    for (const char *content : { "", "[]", "null", "{}", R"({"access_token":""})", R"({"access_token":5,"token_type":"bearer"})",
             R"({"access_token":"a b","token_type":"bearer"})", R"({"access_token":"a\u0001b","token_type":"bearer"})",
             R"({"access_token":"a\r\nb","token_type":"bearer"})", R"({"access_token":"zażółć","token_type":"bearer"})",
             R"({"access_token":"at","token_type":"mac"})", R"({"access_token":"at","token_type":"bearer","refresh_token":"r t"})",
             "<html>Welcome to the hotel</html>" }) {
        const auto read = readTokens(json(content), {}, Name, Now);
        ASSERT_FALSE(read) << content;
        EXPECT_EQ(read.error().kind, ErrorKind::Protocol) << content;
    }
}

TEST(TokensTest, LifeThatIsNone)
{
    for (const char *life : { "0", "-1", "\"soon\"", "null", "{}", "1e999" }) {
        const auto read = readTokens(json(QByteArray(R"({"access_token":"at","token_type":"bearer","expires_in":)") + life + "}"), {}, Name, Now);
        if (read) {
            EXPECT_FALSE(read->expires.isValid()) << life;
        }
    }
    const auto longest = readTokens(json(R"({"access_token":"at","expires_in":1e300})"), {}, Name, Now);
    ASSERT_TRUE(longest);
    EXPECT_TRUE(longest->expires.isValid());
    EXPECT_LE(Now.daysTo(longest->expires), 3650);
}

TEST(TokensTest, LongestTokenAndOneMore)
{
    const auto read = [](qsizetype length) {
        return readTokens(json(R"({"access_token":")" + QByteArray(length, 'a') + R"(","token_type":"bearer"})"), {}, Name, Now);
    };
    EXPECT_TRUE(read(limits::TokenLength));
    EXPECT_FALSE(read(limits::TokenLength + 1));
}

TEST(TokensTest, AnswerOverTheLimit)
{
    const QByteArray begin = R"({"access_token":"at","token_type":"bearer","x":")";
    const QByteArray content = begin + QByteArray(limits::AnswerBytes - begin.size() - 2, 'a') + "\"}";
    EXPECT_TRUE(readTokens(json(content), {}, Name, Now));
    EXPECT_EQ(readTokens(json(content + ' '), {}, Name, Now).error().kind, ErrorKind::LimitExceeded);
}

TEST(TokensTest, RedirectsAndOtherPagesAreNoAnswer)
{
    EXPECT_EQ(readTokens({ 302, "text/html", {}, {} }, {}, Name, Now).error().kind, ErrorKind::Protocol);
    EXPECT_EQ(readTokens(json(R"({"access_token":"at","token_type":"bearer"})", 302), {}, Name, Now).error().kind, ErrorKind::Protocol);
    EXPECT_EQ(readTokens({ 404, "text/html", {}, "<html>" }, {}, Name, Now).error().kind, ErrorKind::Protocol);
}

TEST(TokensTest, TroubleOfTheServerIsForLater)
{
    const auto busy = readTokens({ 503, "text/html", 120s, "<html>" }, granted(), Name, Now);
    ASSERT_FALSE(busy);
    EXPECT_EQ(busy.error().kind, ErrorKind::ServerTemporary);
    EXPECT_EQ(busy.error().retryAfter, 120s);
    EXPECT_EQ(readTokens(json("{}", 429), granted(), Name, Now).error().kind, ErrorKind::ServerTemporary);
}

TEST(TokensTest, FormsHoldWhatTheRfcsAskFor)
{
    Authorization asked;
    asked.redirect = QStringLiteral("http://127.0.0.1:4711/golub");
    asked.verifier = Secret("verifier");
    const Secret code = codeForm(asked, { QStringLiteral("my client"), Secret("s&cret") }, Secret("4/co+de"));
    EXPECT_EQ(value(code, "grant_type"), QStringLiteral("authorization_code"));
    EXPECT_EQ(value(code, "code"), QStringLiteral("4/co+de"));
    EXPECT_EQ(value(code, "redirect_uri"), asked.redirect);
    EXPECT_EQ(value(code, "client_id"), QStringLiteral("my client"));
    EXPECT_EQ(value(code, "client_secret"), QStringLiteral("s&cret"));
    EXPECT_EQ(value(code, "code_verifier"), QStringLiteral("verifier"));

    const Secret refresh = refreshForm(granted(), { QStringLiteral("my-client") });
    EXPECT_EQ(value(refresh, "grant_type"), QStringLiteral("refresh_token"));
    EXPECT_EQ(value(refresh, "refresh_token"), QStringLiteral("old-refresh"));
    EXPECT_FALSE(refresh.reveal().contains("client_secret")); // a public client has none

    EXPECT_EQ(value(revocationForm(granted(), { QStringLiteral("my-client") }), "token"), QStringLiteral("old-refresh"));
}

TEST(TokensTest, ComeBackFromTheKeychainAsTheyWere)
{
    const auto read = fromKeychain(toKeychain(granted()));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->access.reveal(), "old-access");
    EXPECT_EQ(read->refresh.reveal(), "old-refresh");
    EXPECT_EQ(read->obtained, granted().obtained);
    EXPECT_EQ(read->expires, granted().expires);
    EXPECT_EQ(read->consented, granted().consented);
    EXPECT_EQ(read->scopes, granted().scopes);
    EXPECT_EQ(read->provider, granted().provider);
    EXPECT_EQ(read->clientId, granted().clientId);
    EXPECT_EQ(read->login, granted().login);
    for (const char *other : { "", "password", "{}", R"({"version":2,"access":"a"})", R"({"version":1,"access":""})" })
        EXPECT_FALSE(fromKeychain(Secret(other))) << other;
}

TEST(TokensTest, AreRenewedBeforeTheyEnd)
{
    TokenSet tokens = granted();
    tokens.obtained = Now;
    tokens.expires = Now.addSecs(3600);
    EXPECT_EQ(dueAt(tokens), Now.addSecs(3300)); // five minutes before
    EXPECT_FALSE(isDue(tokens, Now.addSecs(3299)));
    EXPECT_TRUE(isDue(tokens, Now.addSecs(3300)));
    tokens.expires = Now.addSecs(100); // a tenth of a short life
    EXPECT_FALSE(isDue(tokens, Now.addSecs(89)));
    EXPECT_TRUE(isDue(tokens, Now.addSecs(90)));
    tokens.expires = {};
    EXPECT_FALSE(isDue(tokens, Now.addYears(1))); // not known: the mail server will say so
    // A clock that went back years proves nothing.
    tokens.expires = Now.addSecs(3600);
    EXPECT_TRUE(isDue(tokens, Now.addYears(-1)));
}

struct Refusal {
    const char *code;
    const char *description;
    Stage stage;
    ErrorKind kind;
    const char *words;
};

class TroubleTest : public testing::TestWithParam<Refusal>
{
};

TEST_P(TroubleTest, IsToldInWordsThatSayWhatToDo)
{
    const Refusal &refusal = GetParam();
    const Error error = troubleOf(QLatin1String(refusal.code), QLatin1String(refusal.description), refusal.stage, Name);
    EXPECT_EQ(error.kind, refusal.kind) << error.text.toStdString();
    EXPECT_TRUE(error.text.contains(QLatin1String(refusal.words))) << error.text.toStdString();
    EXPECT_FALSE(error.text.contains(QStringLiteral("wrong password"), Qt::CaseInsensitive));
    EXPECT_EQ(error.reply.enhanced, QLatin1String(refusal.code));
}

INSTANTIATE_TEST_SUITE_P(Refusals, TroubleTest,
    testing::Values(Refusal { "invalid_grant", "Token has been expired or revoked.", Stage::Refresh, ErrorKind::CredentialMissing, "Sign in again" },
        Refusal { "invalid_grant", "", Stage::Code, ErrorKind::CredentialMissing, "too long" },
        Refusal { "invalid_grant", "reauth related error (invalid_rapt)", Stage::Refresh, ErrorKind::CredentialMissing, "Sign in again" },
        Refusal { "invalid_grant", "AADSTS700082: The refresh token has expired due to inactivity.", Stage::Refresh, ErrorKind::CredentialMissing, "over" },
        Refusal { "invalid_grant", "AADSTS50173: The provided grant has expired", Stage::Refresh, ErrorKind::CredentialMissing, "password was changed" },
        Refusal { "invalid_grant", "AADSTS50076: multi-factor", Stage::Refresh, ErrorKind::CredentialMissing, "confirm" },
        Refusal { "invalid_grant", "AADSTS65001: The user or administrator has not consented", Stage::Refresh, ErrorKind::CredentialMissing, "confirm" },
        Refusal { "access_denied", "AADSTS65004: User declined to consent", Stage::Browser, ErrorKind::AuthFailed, "declined" },
        Refusal { "access_denied", "", Stage::Browser, ErrorKind::AuthFailed, "declined" },
        Refusal { "access_denied", "AADSTS90094: admin", Stage::Browser, ErrorKind::AuthFailed, "administrator" },
        Refusal { "interaction_required", "AADSTS53003: Access has been blocked by Conditional Access", Stage::Refresh, ErrorKind::AuthFailed, "rules" },
        Refusal { "admin_policy_enforced", "", Stage::Browser, ErrorKind::AuthFailed, "rules" },
        Refusal { "consent_required", "", Stage::Refresh, ErrorKind::CredentialMissing, "confirm" },
        Refusal { "invalid_client", "The OAuth client was not found.", Stage::Code, ErrorKind::InvalidInput, "client ID" },
        Refusal { "unauthorized_client", "AADSTS700016: Application with identifier was not found", Stage::Code, ErrorKind::InvalidInput, "tenant" },
        Refusal { "invalid_client", "AADSTS7000218: must contain client_secret", Stage::Code, ErrorKind::InvalidInput, "secret" },
        Refusal { "invalid_request", "client_secret is missing.", Stage::Code, ErrorKind::InvalidInput, "secret" },
        Refusal { "unauthorized_client", "", Stage::Code, ErrorKind::InvalidInput, "not allow" },
        Refusal { "redirect_uri_mismatch", "", Stage::Code, ErrorKind::InvalidInput, "redirect" },
        Refusal { "invalid_scope", "", Stage::Browser, ErrorKind::InvalidInput, "rights" },
        Refusal { "temporarily_unavailable", "", Stage::Browser, ErrorKind::ServerTemporary, "later" },
        Refusal { "server_error", "", Stage::Refresh, ErrorKind::ServerTemporary, "later" },
        Refusal { "something_new", "", Stage::Code, ErrorKind::AuthFailed, "details" }));

TEST(TroubleOfServersTest, ARefusedTokenIsNoWrongPassword)
{
    ServerReply reply { 0, QStringLiteral("AUTHENTICATIONFAILED"), QStringLiteral("Invalid credentials") };
    const Error error = tokenRefused(Error::of(ErrorKind::AuthFailed, {}, reply), Name);
    EXPECT_EQ(error.kind, ErrorKind::AuthFailed);
    EXPECT_FALSE(error.text.contains(QStringLiteral("password")));
    EXPECT_EQ(error.reply, reply);
    EXPECT_FALSE(tokenRefused(Error::of(ErrorKind::AuthFailed), {}).text.contains(QStringLiteral("password")));
}

} // namespace
} // namespace golub::oauth
