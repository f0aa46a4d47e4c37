// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/BrowserSignIn.h"

#include "core/oauth/Limits.h"
#include "tests/unit/core/oauth/OAuthDoubles.h"

#include <QUrlQuery>

#include <gtest/gtest.h>

namespace golub::oauth {
namespace {

class BrowserSignInTest : public testing::Test
{
protected:
    void start()
    {
        const ProviderDirectory providers = exampleProviders();
        m_signIn = std::make_unique<BrowserSignIn>(*providers.find(QStringLiteral("example")), Client { QStringLiteral("my-client") },
            Wish { { QStringLiteral("mail") }, QStringLiteral("ala@example.org") }, m_web, std::make_unique<FakeListener>(m_listener), m_clock);
        m_signIn->start([this](const QUrl &page) { m_page = page; }, [this](const Result<TokenSet> &result) { m_results.append(result); });
        m_clock.advance(std::chrono::milliseconds(0));
    }
    QByteArray state() const { return QUrlQuery(m_page).queryItemValue(QStringLiteral("state")).toLatin1(); }
    RedirectPage bring(const QByteArray &query)
    {
        const RedirectPage page = m_listener->arrived(m_listener->path + '?' + query);
        m_clock.advance(std::chrono::milliseconds(0));
        return page;
    }

    test::FakeClock m_clock;
    FakeWeb m_web;
    std::shared_ptr<FakeListener::State> m_listener = std::make_shared<FakeListener::State>();
    std::unique_ptr<BrowserSignIn> m_signIn;
    QUrl m_page;
    QList<Result<TokenSet>> m_results;
};

TEST_F(BrowserSignInTest, CodeBecomesTokens)
{
    start();
    ASSERT_TRUE(m_page.isValid());
    EXPECT_TRUE(bring("code=the-code&state=" + state()).accepted);
    ASSERT_EQ(m_web.asked.size(), 1);
    EXPECT_EQ(m_web.asked.front().url, QUrl(QStringLiteral("https://login.example.org/token")));
    const QUrlQuery form(QString::fromLatin1(m_web.asked.front().form->reveal()));
    EXPECT_EQ(form.queryItemValue(QStringLiteral("code")), QStringLiteral("the-code"));
    const QByteArray verifier = form.queryItemValue(QStringLiteral("code_verifier")).toLatin1();
    EXPECT_EQ(QUrlQuery(m_page).queryItemValue(QStringLiteral("code_challenge")).toLatin1(), pkceChallenge(verifier));
    m_web.answerJson(R"({"access_token":"at","token_type":"bearer","expires_in":3600,"refresh_token":"rt"})");
    m_clock.advance(std::chrono::milliseconds(0));
    ASSERT_EQ(m_results.size(), 1);
    ASSERT_TRUE(m_results.front());
    EXPECT_EQ(m_results.front()->access.reveal(), "at");
    EXPECT_EQ(m_results.front()->scopes, QStringList { QStringLiteral("mail") }); // as asked for, since the server said nothing else
    EXPECT_EQ(m_results.front()->consented, m_clock.utcNow());
}

TEST_F(BrowserSignInTest, StrangersDoNotEndIt)
{
    start();
    EXPECT_FALSE(bring("code=evil&state=guess").accepted);
    EXPECT_FALSE(bring("error=access_denied&state=guess").accepted);
    EXPECT_TRUE(m_web.asked.isEmpty());
    EXPECT_TRUE(m_results.isEmpty());
    EXPECT_TRUE(bring("code=good&state=" + state()).accepted);
    EXPECT_EQ(m_web.asked.size(), 1);
}

TEST_F(BrowserSignInTest, ManyStrangersDo)
{
    start();
    for (int i = 0; i < limits::StrayRequests - 1; ++i)
        bring("code=evil&state=guess");
    EXPECT_TRUE(m_results.isEmpty());
    bring("code=evil&state=guess");
    ASSERT_EQ(m_results.size(), 1);
    EXPECT_EQ(m_results.front().error().kind, ErrorKind::LimitExceeded);
}

TEST_F(BrowserSignInTest, DeclinedIsToldAndNothingIsExchanged)
{
    start();
    EXPECT_TRUE(bring("error=access_denied&state=" + state()).accepted);
    ASSERT_EQ(m_results.size(), 1);
    EXPECT_EQ(m_results.front().error().kind, ErrorKind::AuthFailed);
    EXPECT_TRUE(m_web.asked.isEmpty());
}

TEST_F(BrowserSignInTest, ACodeOfAnotherIssuerIsNeverSentAnywhere)
{
    start();
    bring("code=mixed-up&iss=https%3A%2F%2Fattacker.example&state=" + state());
    EXPECT_TRUE(m_web.asked.isEmpty());
    ASSERT_EQ(m_results.size(), 1);
    EXPECT_EQ(m_results.front().error().kind, ErrorKind::Protocol);
}

TEST_F(BrowserSignInTest, AReplayedCodeIsToldAsSuch)
{
    start();
    bring("code=used&state=" + state());
    m_web.answerJson(R"({"error":"invalid_grant","error_description":"code was used"})", 400);
    m_clock.advance(std::chrono::milliseconds(0));
    ASSERT_EQ(m_results.size(), 1);
    EXPECT_EQ(m_results.front().error().kind, ErrorKind::CredentialMissing);
}

TEST_F(BrowserSignInTest, NothingIsPromisedToBeTriedAgain)
{
    start();
    bring("code=good&state=" + state());
    m_web.answer(Error::of(ErrorKind::Timeout));
    m_clock.advance(std::chrono::milliseconds(0));
    ASSERT_EQ(m_results.size(), 1);
    EXPECT_EQ(m_results.front().error().kind, ErrorKind::Timeout);
    EXPECT_TRUE(m_results.front().error().text.contains(QStringLiteral("Try again"))) << qPrintable(m_results.front().error().text);
    EXPECT_FALSE(m_results.front().error().text.contains(QStringLiteral("by itself"))) << "a person waits for it, nobody else";
}

TEST_F(BrowserSignInTest, EndsByItselfAfterTenMinutes)
{
    start();
    m_clock.advance(limits::SignInWithin - std::chrono::seconds(1));
    EXPECT_TRUE(m_results.isEmpty());
    m_clock.advance(std::chrono::seconds(2));
    ASSERT_EQ(m_results.size(), 1);
    EXPECT_EQ(m_results.front().error().kind, ErrorKind::Timeout);
}

TEST_F(BrowserSignInTest, APortThatIsTakenIsTold)
{
    m_listener->taken = true;
    start();
    ASSERT_EQ(m_results.size(), 1);
    EXPECT_EQ(m_results.front().error().kind, ErrorKind::Conflict);
    EXPECT_FALSE(m_page.isValid());
}

TEST_F(BrowserSignInTest, NothingComesAfterItIsGone)
{
    start();
    bring("code=the-code&state=" + state());
    m_signIn.reset();
    EXPECT_TRUE(m_listener->gone);
    m_web.answerJson(R"({"access_token":"at","token_type":"bearer"})");
    m_clock.advance(std::chrono::hours(1));
    EXPECT_TRUE(m_results.isEmpty());
}

} // namespace
} // namespace golub::oauth
