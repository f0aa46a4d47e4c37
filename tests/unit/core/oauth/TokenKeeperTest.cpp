// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/TokenKeeper.h"

#include "tests/unit/core/oauth/OAuthDoubles.h"

#include <QUrlQuery>

#include <gtest/gtest.h>

namespace golub::oauth {
namespace {

using namespace std::chrono_literals;
const QString TokensKey = QStringLiteral("account/7/oauth");
const QString ClientKey = QStringLiteral("account/7/oauth-client");

class TokenKeeperTest : public testing::Test
{
protected:
    TokenKeeperTest() { makeKeeper(); }
    //! A later run of the program: nothing but the keychain is left.
    void makeKeeper()
    {
        m_keeper = std::make_unique<TokenKeeper>(m_providers, &m_keychain, m_web, m_clock);
    }
    TokenSet tokens(int lifeSeconds = 3600) const
    {
        TokenSet out;
        out.access = Secret("access-1");
        out.refresh = Secret("refresh-1");
        out.obtained = m_clock.utcNow();
        out.expires = out.obtained.addSecs(lifeSeconds);
        out.consented = out.obtained;
        out.provider = m_account.oauth.provider;
        out.clientId = m_account.oauth.clientId;
        return out;
    }
    void keep(const TokenSet &tokens)
    {
        m_keeper->set(m_account, tokens, [](const Outcome &) { });
        run();
    }
    void run() { m_clock.advance(0ms); }
    std::shared_ptr<std::optional<Result<Secret>>> ask()
    {
        auto got = std::make_shared<std::optional<Result<Secret>>>();
        m_keeper->access(m_account, [got](const Result<Secret> &secret) {
            EXPECT_FALSE(*got) << "answered twice";
            *got = secret;
        });
        return got;
    }
    std::shared_ptr<std::optional<Result<Secret>>> renew(const QByteArray &refused)
    {
        auto got = std::make_shared<std::optional<Result<Secret>>>();
        m_keeper->renew(m_account, Secret(refused), [got](const Result<Secret> &secret) { *got = secret; });
        return got;
    }
    static QByteArray answer(const QByteArray &access, const QByteArray &refresh = {})
    {
        return R"({"access_token":")" + access + R"(","token_type":"bearer","expires_in":3600)"
            + (refresh.isEmpty() ? QByteArray() : R"(,"refresh_token":")" + refresh + '"') + '}';
    }
    QString formValue(const char *name) const
    {
        return QUrlQuery(QString::fromLatin1(m_web.asked.last().form->reveal())).queryItemValue(QLatin1String(name));
    }
    QByteArray keptRefresh() const
    {
        const auto kept = fromKeychain(Secret(m_keychain.entries.value(TokensKey)));
        return kept ? kept->refresh.reveal() : QByteArray();
    }

    test::FakeClock m_clock;
    FakeKeychain m_keychain { m_clock };
    FakeWeb m_web;
    ProviderDirectory m_providers = exampleProviders();
    Account m_account = exampleAccount();
    std::unique_ptr<TokenKeeper> m_keeper;
};

TEST_F(TokenKeeperTest, NothingIsKnownAtFirst)
{
    const auto got = ask();
    run();
    ASSERT_TRUE(*got);
    EXPECT_EQ((*got)->error().kind, ErrorKind::CredentialMissing);
    EXPECT_TRUE((*got)->error().text.contains(QStringLiteral("Example")));
}

TEST_F(TokenKeeperTest, TokensSurviveTheProgram)
{
    keep(tokens());
    makeKeeper();
    const auto got = ask();
    run();
    ASSERT_TRUE(*got && **got);
    EXPECT_EQ((**got)->reveal(), "access-1");
    EXPECT_TRUE(m_web.asked.isEmpty());
}

TEST_F(TokenKeeperTest, ALockedKeychainDeletesNothing)
{
    keep(tokens());
    makeKeeper();
    m_keychain.locked = true;
    const auto got = ask();
    run();
    ASSERT_TRUE(*got);
    EXPECT_EQ((*got)->error().kind, ErrorKind::CredentialMissing);
    EXPECT_TRUE(m_keychain.removed.isEmpty());
    m_keychain.locked = false;
    const auto again = ask();
    run();
    ASSERT_TRUE(*again && **again);
}

TEST_F(TokenKeeperTest, ATokenThatEndsIsRenewedFirst)
{
    keep(tokens(100));
    m_clock.advance(95s);
    const auto got = ask();
    run();
    ASSERT_EQ(m_web.asked.size(), 1);
    EXPECT_FALSE(*got);
    EXPECT_EQ(formValue("grant_type"), QStringLiteral("refresh_token"));
    EXPECT_EQ(formValue("refresh_token"), QStringLiteral("refresh-1"));
    EXPECT_EQ(formValue("client_id"), QStringLiteral("my-client"));
    m_web.answerJson(answer("access-2"));
    run();
    ASSERT_TRUE(*got && **got);
    EXPECT_EQ((**got)->reveal(), "access-2");
}

TEST_F(TokenKeeperTest, OneRenewalServesEverybody)
{
    keep(tokens(100));
    m_clock.advance(95s);
    const auto first = ask();
    const auto second = ask();
    run();
    const auto third = renew("access-1");
    run();
    ASSERT_EQ(m_web.asked.size(), 1);
    m_web.answerJson(answer("access-2", "refresh-2"));
    run();
    for (const auto &got : { first, second, third }) {
        ASSERT_TRUE(*got && **got);
        EXPECT_EQ((**got)->reveal(), "access-2");
    }
    EXPECT_EQ(m_web.asked.size(), 1);
}

//! The old refresh token may be worth nothing from now on.
TEST_F(TokenKeeperTest, ARotatedTokenIsKeptBeforeAnybodyUsesTheNewOne)
{
    keep(tokens(100));
    m_clock.advance(95s);
    QByteArray keptWhenGiven;
    m_keeper->access(m_account, [this, &keptWhenGiven](const Result<Secret> &) { keptWhenGiven = keptRefresh(); });
    run();
    m_web.answerJson(answer("access-2", "refresh-2"));
    run();
    EXPECT_EQ(keptWhenGiven, "refresh-2");
}

TEST_F(TokenKeeperTest, AKeychainThatLocksMeanwhileDoesNotStopThisRun)
{
    keep(tokens(100));
    m_clock.advance(95s);
    m_keychain.locked = true;
    const auto got = ask();
    run();
    m_web.answerJson(answer("access-2", "refresh-2"));
    run();
    ASSERT_TRUE(*got && **got);
    EXPECT_EQ((**got)->reveal(), "access-2");
}

TEST_F(TokenKeeperTest, WithoutNetworkTheOldTokenIsGiven)
{
    keep(tokens(100));
    m_clock.advance(95s);
    const auto got = ask();
    run();
    m_web.answer(Error::of(ErrorKind::Offline));
    run();
    ASSERT_TRUE(*got && **got);
    EXPECT_EQ((**got)->reveal(), "access-1");
    EXPECT_EQ(keptRefresh(), "refresh-1");
}

TEST_F(TokenKeeperTest, ARevokedGrantAsksThePersonAndDeletesNothing)
{
    keep(tokens(100));
    m_clock.advance(95s);
    const auto got = ask();
    run();
    m_web.answerJson(R"({"error":"invalid_grant"})", 400);
    run();
    ASSERT_TRUE(*got);
    ASSERT_FALSE(**got);
    EXPECT_EQ((*got)->error().kind, ErrorKind::CredentialMissing);
    EXPECT_TRUE((*got)->error().text.contains(QStringLiteral("Sign in again")));
    EXPECT_TRUE(m_keychain.removed.isEmpty());
}

TEST_F(TokenKeeperTest, ARefusedTokenIsRenewedOnce)
{
    keep(tokens());
    m_clock.advance(10min);
    const auto first = renew("access-1");
    run();
    ASSERT_EQ(m_web.asked.size(), 1);
    m_web.answerJson(answer("access-2"));
    run();
    ASSERT_TRUE(*first && **first);
    EXPECT_EQ((**first)->reveal(), "access-2");
    // The new one is refused as well: another renewal would not help, and might go on for ever.
    const auto second = renew("access-2");
    run();
    EXPECT_EQ(m_web.asked.size(), 1);
    ASSERT_TRUE(*second);
    ASSERT_FALSE(**second);
    EXPECT_EQ((*second)->error().kind, ErrorKind::AuthFailed);
    EXPECT_FALSE((*second)->error().text.contains(QStringLiteral("password")));
}

TEST_F(TokenKeeperTest, WhoComesWithAnOlderTokenGetsTheNewOne)
{
    keep(tokens());
    const auto got = renew("access-0");
    run();
    ASSERT_TRUE(*got && **got);
    EXPECT_EQ((**got)->reveal(), "access-1");
    EXPECT_TRUE(m_web.asked.isEmpty());
}

TEST_F(TokenKeeperTest, WithoutARefreshTokenThePersonIsAsked)
{
    TokenSet once = tokens(100);
    once.refresh = {};
    keep(once);
    m_clock.advance(95s);
    const auto got = ask();
    run();
    EXPECT_TRUE(m_web.asked.isEmpty());
    ASSERT_TRUE(*got);
    EXPECT_EQ((*got)->error().kind, ErrorKind::CredentialMissing);
}

TEST_F(TokenKeeperTest, ATokenIsRenewedByItselfBeforeItsEnd)
{
    QByteArray told;
    m_keeper->setRenewed([&told](AccountId account, const Secret &token) {
        EXPECT_EQ(account, AccountId { 7 });
        told = token.reveal();
    });
    keep(tokens());
    m_clock.advance(54min);
    EXPECT_TRUE(m_web.asked.isEmpty());
    m_clock.advance(2min);
    ASSERT_EQ(m_web.asked.size(), 1);
    m_web.answerJson(answer("access-2"));
    run();
    EXPECT_EQ(told, "access-2");
    m_clock.advance(56min);
    EXPECT_EQ(m_web.asked.size(), 2);
}

TEST_F(TokenKeeperTest, TheClientsSecretComesFromTheKeychain)
{
    m_keeper->setClientSecret(m_account, Secret("s3cret"), [](const Outcome &) { });
    keep(tokens(100));
    EXPECT_EQ(m_keychain.entries.value(ClientKey), "s3cret");
    makeKeeper();
    m_clock.advance(95s);
    ask();
    run();
    ASSERT_EQ(m_web.asked.size(), 1);
    EXPECT_EQ(formValue("client_secret"), QStringLiteral("s3cret"));
}

TEST_F(TokenKeeperTest, WithoutAClientIdItIsSaidWhatToDo)
{
    m_account.oauth.clientId.clear();
    std::optional<Error> error;
    m_keeper->client(m_account, *m_providers.find(QStringLiteral("example")), {}, [&error](const Result<Client> &client) { error = client.error(); });
    run();
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(error->text.contains(QStringLiteral("client ID")));
    EXPECT_TRUE(error->text.contains(QStringLiteral("app password")));
}

TEST_F(TokenKeeperTest, TokensOfAnotherClientAreNotUsed)
{
    keep(tokens());
    makeKeeper();
    m_account.oauth.clientId = QStringLiteral("another-client");
    const auto got = ask();
    run();
    ASSERT_TRUE(*got);
    EXPECT_FALSE(**got);
    EXPECT_TRUE(m_keychain.removed.isEmpty());
}

TEST_F(TokenKeeperTest, PromptAccountsKeepNothingInTheKeychain)
{
    m_account.secretSource = SecretSource::Prompt;
    keep(tokens());
    EXPECT_TRUE(m_keychain.entries.isEmpty());
    const auto got = ask();
    run();
    EXPECT_TRUE(*got && **got);
}

TEST_F(TokenKeeperTest, ForgettingRevokesAndRemoves)
{
    keep(tokens());
    bool forgotten = false;
    m_keeper->forget(m_account, [&forgotten](const Outcome &outcome) { forgotten = outcome.has_value(); });
    run();
    EXPECT_TRUE(m_keychain.entries.isEmpty()) << "here they are gone at once";
    ASSERT_EQ(m_web.asked.size(), 1);
    EXPECT_FALSE(forgotten) << "a program that ends now would not have told the provider";
    m_web.answer(Error::of(ErrorKind::Offline));
    EXPECT_TRUE(forgotten);
    EXPECT_EQ(m_web.asked.front().url, QUrl(QStringLiteral("https://login.example.org/revoke")));
    EXPECT_EQ(formValue("token"), QStringLiteral("refresh-1"));
    const auto got = ask();
    run();
    EXPECT_FALSE(**got);
}

TEST_F(TokenKeeperTest, ARemovedAccountLeavesNothingBehind)
{
    m_keeper->setClientSecret(m_account, Secret("s3cret"), [](const Outcome &) { });
    keep(tokens());
    m_keeper->accountRemoved(m_account.id);
    run();
    EXPECT_TRUE(m_keychain.entries.isEmpty());
}

TEST_F(TokenKeeperTest, AnIssuersMetadataIsAskedForOnce)
{
    const QString issuer = QStringLiteral("https://a.example");
    QList<Result<Provider>> found;
    const auto look = [this, &found, &issuer] {
        m_keeper->provider({ issuer }, [&found](const Result<Provider> &provider) { found.append(provider); });
        run();
    };
    look();
    EXPECT_EQ(m_web.asked.last().url.path(), QStringLiteral("/.well-known/oauth-authorization-server"));
    EXPECT_FALSE(m_web.asked.last().form);
    m_web.answerJson("{}", 404);
    EXPECT_EQ(m_web.asked.last().url.path(), QStringLiteral("/.well-known/openid-configuration"));
    m_web.answerJson(R"({"issuer":"https://a.example","authorization_endpoint":"https://a.example/a","token_endpoint":"https://a.example/t"})");
    look();
    ASSERT_EQ(found.size(), 2);
    EXPECT_TRUE(found.at(0) && found.at(1));
    EXPECT_EQ(m_web.asked.size(), 2);
}

TEST_F(TokenKeeperTest, AnUnknownProviderIsSaidToBeOne)
{
    std::optional<Error> error;
    m_keeper->provider({ QStringLiteral("nobody") }, [&error](const Result<Provider> &provider) { error = provider.error(); });
    run();
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::InvalidInput);
}

TEST_F(TokenKeeperTest, NothingComesAfterItIsGone)
{
    keep(tokens(100));
    m_clock.advance(95s);
    const auto got = ask();
    run();
    m_keeper.reset();
    m_web.answerJson(answer("access-2"));
    m_clock.advance(1h);
    EXPECT_FALSE(*got);
}

} // namespace
} // namespace golub::oauth
