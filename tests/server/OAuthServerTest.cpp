// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in over real HTTP: our web client and loopback listener against an authorization server and a browser, with faults and attacks.
#include "core/oauth/BrowserSignIn.h"
#include "core/oauth/TokenKeeper.h"
#include "protocols/net/LoopbackListener.h"
#include "protocols/net/WebClient.h"
#include "tests/servers/AuthServer.h"
#include "tests/support/WaitUntil.h"

#include <QTcpSocket>
#include <QUrlQuery>

#include <gtest/gtest.h>

#include <optional>

namespace golub::test {
namespace {

using namespace std::chrono_literals;
using oauth::TokenSet;

class OAuthServerTest : public testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(m_auth.isRunning());
        m_keeper = std::make_unique<oauth::TokenKeeper>(m_none, nullptr, m_web, m_clock);
        std::optional<Result<oauth::Provider>> found;
        m_keeper->provider({ m_auth.issuer() }, [&found](const Result<oauth::Provider> &provider) { found = provider; });
        ASSERT_TRUE(waitUntil([&found] { return found.has_value(); }));
        ASSERT_TRUE(*found) << found->error().detail.toStdString();
        m_provider = **found;
        EXPECT_TRUE(m_provider.sendsIssuer);
    }
    //! Begins, and gives the page to open.
    QUrl start(const char *client = AuthServer::Client, const Secret &secret = {})
    {
        m_result.reset();
        m_signIn = std::make_unique<oauth::BrowserSignIn>(m_provider, oauth::Client { QLatin1String(client), secret },
            oauth::Wish { { QStringLiteral("mail") }, QStringLiteral("ala@example.org") }, m_web, std::make_unique<net::LoopbackListener>(m_clock), m_clock);
        QUrl page;
        m_signIn->start([&page](const QUrl &url) { page = url; }, [this](const Result<TokenSet> &result) { m_result = result; });
        waitUntil([&] { return page.isValid() || m_result.has_value(); });
        return page;
    }
    //! The person's browser does what the server says.
    AuthServer::Page browse(const QUrl &page)
    {
        return AuthServer::browse(page);
    }
    const Result<TokenSet> &result(std::chrono::milliseconds within = 10s)
    {
        if (!waitUntil([this] { return m_result.has_value(); }, within))
            m_result = Error::of(ErrorKind::Internal, QStringLiteral("the test waited in vain"));
        return *m_result;
    }
    ErrorKind failure()
    {
        const Result<TokenSet> &ended = result();
        return ended ? ErrorKind::Internal : ended.error().kind;
    }
    QUrl redirectOf(const QUrl &page, const QString &query) const
    {
        return QUrl(QUrlQuery(page).queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded) + query);
    }
    int askedForTokens() { return m_auth.count(QStringLiteral("POST /token authorization_code")); }

    SystemClock m_clock;
    AuthServer m_auth;
    oauth::ProviderDirectory m_none;
    net::WebClient m_web { m_clock };
    std::unique_ptr<oauth::TokenKeeper> m_keeper;
    oauth::Provider m_provider;
    std::unique_ptr<oauth::BrowserSignIn> m_signIn;
    std::optional<Result<TokenSet>> m_result;
};

TEST_F(OAuthServerTest, SignsIn)
{
    const AuthServer::Page shown = browse(start());
    EXPECT_EQ(shown.status, 200);
    ASSERT_TRUE(result()) << result().error().text.toStdString();
    EXPECT_TRUE(result()->access.reveal().startsWith("access-"));
    EXPECT_TRUE(result()->refresh.reveal().startsWith("refresh-"));
    EXPECT_GT(QDateTime::currentDateTimeUtc().secsTo(result()->expires), 3000);
}

TEST_F(OAuthServerTest, Declined)
{
    m_auth.set(QStringLiteral("authorize"), QStringLiteral("deny"));
    EXPECT_EQ(browse(start()).status, 200);
    EXPECT_EQ(failure(), ErrorKind::AuthFailed);
    EXPECT_EQ(askedForTokens(), 0);
}

//! A page that knows the port but not the state neither signs anybody in nor ends what the person is doing.
TEST_F(OAuthServerTest, AWrongStateIsTurnedAwayAndTheRightOneStillComes)
{
    const QUrl page = start();
    for (const char *word : { "wrong-state", "no-state" }) {
        m_auth.set(QStringLiteral("authorize"), QLatin1String(word));
        EXPECT_EQ(browse(page).status, 400) << word;
    }
    EXPECT_EQ(askedForTokens(), 0);
    EXPECT_FALSE(m_result);
    m_auth.set(QStringLiteral("authorize"), QStringLiteral("grant"));
    EXPECT_EQ(browse(page).status, 200);
    EXPECT_TRUE(result());
}

//! The same answer again, by somebody who saw the address: nothing listens any more.
TEST_F(OAuthServerTest, AStolenStateIsOfNoUse)
{
    const QUrl page = start();
    const AuthServer::Page shown = browse(page);
    ASSERT_TRUE(result());
    EXPECT_TRUE(shown.url.query().contains(QStringLiteral("state=")));
    EXPECT_EQ(AuthServer::browse(shown.url).status, 0);
    // Nor at the next sign-in, whose state is another.
    const QUrl next = start();
    const QUrl replayed = redirectOf(next, u'?' + shown.url.query(QUrl::FullyEncoded));
    EXPECT_EQ(AuthServer::browse(replayed).status, 400);
    EXPECT_EQ(askedForTokens(), 1);
}

//! Mix-up (RFC 9207 section 1): the code would go to the attacker's token endpoint, or theirs to ours.
TEST_F(OAuthServerTest, AnAnswerOfAnotherIssuerIsRefused)
{
    for (const char *word : { "other-issuer", "no-issuer" }) {
        m_auth.set(QStringLiteral("authorize"), QLatin1String(word));
        browse(start());
        EXPECT_EQ(failure(), ErrorKind::Protocol) << word;
    }
    EXPECT_EQ(askedForTokens(), 0);
}

TEST_F(OAuthServerTest, ARedirectToAnotherPathIsNotFound)
{
    m_auth.set(QStringLiteral("authorize"), QStringLiteral("other-path"));
    EXPECT_EQ(browse(start()).status, 404);
    EXPECT_FALSE(m_result);
    EXPECT_EQ(askedForTokens(), 0);
}

//! RFC 6749 section 10.5: what a stolen code is exchanged for, second, ends what the first one got.
TEST_F(OAuthServerTest, AReplayedCodeIsRefused)
{
    const AuthServer::Page shown = browse(start());
    ASSERT_TRUE(result());
    const QString code = QUrlQuery(shown.url).queryItemValue(QStringLiteral("code"));
    const QUrl next = start();
    const QString state = QUrlQuery(next).queryItemValue(QStringLiteral("state"));
    const QString issuer = QString::fromLatin1(QUrl::toPercentEncoding(m_auth.issuer()));
    EXPECT_EQ(AuthServer::browse(redirectOf(next, QStringLiteral("?code=%1&state=%2&iss=%3").arg(code, state, issuer))).status, 200);
    EXPECT_EQ(failure(), ErrorKind::CredentialMissing);
}

//! A code that was asked for by somebody else (whose verifier we have not) is worth nothing here: PKCE.
TEST_F(OAuthServerTest, AnInjectedCodeIsRefused)
{
    const QUrl victim = start();
    auto first = std::move(m_signIn);
    m_auth.set(QStringLiteral("authorize"), QStringLiteral("grant"));
    const QUrl page = start();
    // The attacker's own code, asked for with a challenge of theirs, put into the redirect of this sign-in.
    QUrlQuery theirs(victim);
    theirs.removeAllQueryItems(QStringLiteral("redirect_uri"));
    theirs.addQueryItem(QStringLiteral("redirect_uri"), QUrlQuery(page).queryItemValue(QStringLiteral("redirect_uri")));
    theirs.removeAllQueryItems(QStringLiteral("state"));
    theirs.addQueryItem(QStringLiteral("state"), QUrlQuery(page).queryItemValue(QStringLiteral("state")));
    QUrl attack = victim;
    attack.setQuery(theirs);
    EXPECT_EQ(browse(attack).status, 200);
    EXPECT_EQ(failure(), ErrorKind::CredentialMissing);
    EXPECT_EQ(askedForTokens(), 1);
}

TEST_F(OAuthServerTest, AnswersOfTheTokenEndpointThatAreNone)
{
    struct Case {
        const char *word;
        ErrorKind kind;
    };
    for (const Case &each : { Case { "oversize", ErrorKind::LimitExceeded }, Case { "html", ErrorKind::Protocol },
             Case { "redirect", ErrorKind::Protocol }, Case { "busy", ErrorKind::ServerTemporary },
             Case { "error:invalid_client", ErrorKind::InvalidInput }, Case { "error:unauthorized_client", ErrorKind::InvalidInput },
             Case { "error:access_denied:AADSTS90094", ErrorKind::AuthFailed } }) {
        m_auth.set(QStringLiteral("token"), QLatin1String(each.word));
        browse(start());
        EXPECT_EQ(failure(), each.kind) << each.word;
    }
    EXPECT_EQ(m_auth.count(QStringLiteral("GET /stolen")), 0) << "redirects are not followed";
}

TEST_F(OAuthServerTest, ASlowServerIsGivenUp)
{
    m_auth.set(QStringLiteral("token"), QStringLiteral("slow"));
    WebRequest request { m_provider.token };
    request.form = Secret("grant_type=refresh_token");
    request.within = 700ms;
    std::optional<Result<WebAnswer>> answer;
    m_web.send(request, [&answer](const Result<WebAnswer> &got) { answer = got; });
    ASSERT_TRUE(waitUntil([&answer] { return answer.has_value(); }, 10s));
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().kind, ErrorKind::Timeout);
}

TEST_F(OAuthServerTest, CancellingEndsEverything)
{
    const QUrl page = start();
    m_signIn.reset();
    EXPECT_NE(browse(page).status, 200); // the redirect finds nobody
    EXPECT_EQ(askedForTokens(), 0);
    EXPECT_FALSE(m_result);
}

TEST_F(OAuthServerTest, RenewsRotatesAndRevokes)
{
    browse(start());
    ASSERT_TRUE(result());
    Account account;
    account.id = AccountId { 1 };
    account.address = QStringLiteral("ala@example.org");
    account.oauth = { m_auth.issuer(), QLatin1String(AuthServer::Client) };
    bool kept = false;
    m_keeper->set(account, *result(), [&kept](const Outcome &outcome) { kept = outcome.has_value(); });
    ASSERT_TRUE(waitUntil([&kept] { return kept; }));

    const auto renew = [&](const Secret &refused) {
        std::optional<Result<Secret>> got;
        m_keeper->renew(account, refused, [&got](const Result<Secret> &secret) { got = secret; });
        waitUntil([&got] { return got.has_value(); });
        return got.value_or(Error::of(ErrorKind::Internal));
    };
    const auto renewed = renew(result()->access);
    ASSERT_TRUE(renewed) << renewed.error().text.toStdString();
    EXPECT_NE(renewed->reveal(), result()->access.reveal());

    std::optional<Result<TokenSet>> now;
    m_keeper->tokens(account, [&now](const Result<TokenSet> &tokens) { now = tokens; });
    ASSERT_TRUE(waitUntil([&now] { return now.has_value(); }));
    EXPECT_NE((**now).refresh.reveal(), result()->refresh.reveal()) << "the server rotates";

    m_keeper->forget(account, [](const Outcome &) { });
    EXPECT_TRUE(waitUntil([this] { return m_auth.count(QStringLiteral("POST /revoke")) == 1; }));
}

// --- the listener by itself

class LoopbackListenerTest : public testing::Test
{
protected:
    LoopbackListenerTest()
    {
        m_port = m_listener
                     .listen("/golub", 0,
                         [this](const QByteArray &target) {
                             m_arrived += target;
                             return RedirectPage { target.contains("good"), QStringLiteral("Title <b>"), QStringLiteral("Text & more") };
                         })
                     .value_or(0);
    }
    //! Sends bytes as they are, and gives all that comes back.
    QByteArray talk(const QByteArray &bytes)
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        waitUntil([&] { return socket.state() == QAbstractSocket::ConnectedState || socket.state() == QAbstractSocket::UnconnectedState; });
        socket.write(bytes);
        waitUntil([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 5s);
        return socket.readAll();
    }
    QByteArray request(const QByteArray &line, const QByteArray &host) const { return line + "\r\nHost: " + host + "\r\n\r\n"; }
    QByteArray ourHost() const { return "127.0.0.1:" + QByteArray::number(m_port); }

    SystemClock m_clock;
    net::LoopbackListener m_listener { m_clock };
    quint16 m_port = 0;
    QList<QByteArray> m_arrived;
};

TEST_F(LoopbackListenerTest, ShowsAPageThatLoadsNothing)
{
    const QByteArray shown = talk(request("GET /golub?good HTTP/1.1", ourHost()));
    EXPECT_TRUE(shown.startsWith("HTTP/1.1 200 ")) << shown.toStdString();
    EXPECT_TRUE(shown.contains("Title &lt;b&gt;"));
    EXPECT_TRUE(shown.contains("Text &amp; more"));
    EXPECT_TRUE(shown.contains("Content-Security-Policy: default-src 'none'"));
    EXPECT_TRUE(shown.contains("Referrer-Policy: no-referrer"));
    EXPECT_TRUE(shown.contains("Cache-Control: no-store"));
}

TEST_F(LoopbackListenerTest, TakesOneAnswerAndThenListensNoMore)
{
    talk(request("GET /golub?good HTTP/1.1", ourHost()));
    EXPECT_TRUE(talk(request("GET /golub?good HTTP/1.1", ourHost())).isEmpty());
    EXPECT_EQ(m_arrived.size(), 1);
}

TEST_F(LoopbackListenerTest, OnlyGetOnItsPathAtItsHost)
{
    struct Case {
        QByteArray line;
        QByteArray host;
        const char *status;
    };
    const QByteArray port = QByteArray::number(m_port);
    const QList<Case> cases { { "POST /golub?good HTTP/1.1", ourHost(), "405" }, { "HEAD /golub?good HTTP/1.1", ourHost(), "405" },
        { "GET /other?good HTTP/1.1", ourHost(), "404" }, { "GET / HTTP/1.1", ourHost(), "404" }, { "GET /golub/../golub?good HTTP/1.1", ourHost(), "404" },
        { "GET /golub?good HTTP/1.1", "evil.example:" + port, "421" }, { "GET /golub?good HTTP/1.1", "127.0.0.1", "421" },
        { "GET /golub?good HTTP/1.1", "127.0.0.1.evil.example:" + port, "421" }, { "GET /golub?bad HTTP/1.1", ourHost(), "400" },
        { "GET http://127.0.0.1/golub?good HTTP/1.1", ourHost(), "400" }, { "GET /golub?good HTTP/2", ourHost(), "400" }, { "nonsense", ourHost(), "400" } };
    for (const Case &each : cases)
        EXPECT_TRUE(talk(request(each.line, each.host)).startsWith(QByteArray("HTTP/1.1 ") + each.status)) << each.line.toStdString() << each.host.toStdString();
    EXPECT_EQ(m_arrived, QList<QByteArray> { "/golub?bad" });
    EXPECT_TRUE(talk(request("GET /golub?good HTTP/1.1", "localhost:" + port)).startsWith("HTTP/1.1 200"));
}

TEST_F(LoopbackListenerTest, ATakenPortIsAConflict)
{
    net::LoopbackListener second(m_clock);
    const auto port = second.listen("/golub", m_port, [](const QByteArray &) { return RedirectPage(); });
    ASSERT_FALSE(port);
    EXPECT_EQ(port.error().kind, ErrorKind::Conflict);
}

TEST(HttpHeadTest, IsReadAtEveryCut)
{
    const QByteArray whole = "GET /golub?code=a HTTP/1.1\r\nAccept: */*\r\nhost: 127.0.0.1:4711\r\n\r\n";
    for (qsizetype length = 0; length < whole.size(); ++length)
        EXPECT_EQ(net::readHttpHead(QByteArrayView(whole).first(length)).state, net::HttpHead::State::Incomplete) << length;
    const net::HttpHead head = net::readHttpHead(whole);
    ASSERT_EQ(head.state, net::HttpHead::State::Complete);
    EXPECT_EQ(head.method, "GET");
    EXPECT_EQ(head.target, "/golub?code=a");
    EXPECT_EQ(head.host, "127.0.0.1:4711");
}

TEST(HttpHeadTest, LimitsHold)
{
    const auto stateOf = [](const QByteArray &bytes) { return net::readHttpHead(bytes).state; };
    const QByteArray begin = "GET / HTTP/1.1\r\nHost: a\r\n";
    const auto withFields = [&begin](int fields) {
        QByteArray out = begin;
        for (int i = 1; i < fields; ++i)
            out += "X: y\r\n";
        return out + "\r\n";
    };
    EXPECT_EQ(stateOf(withFields(100)), net::HttpHead::State::Complete);
    EXPECT_EQ(stateOf(withFields(101)), net::HttpHead::State::Bad);
    EXPECT_EQ(stateOf(begin + QByteArray(32 * 1024 - begin.size() - 1, 'x')), net::HttpHead::State::Incomplete);
    EXPECT_EQ(stateOf(begin + QByteArray(32 * 1024 - begin.size(), 'x')), net::HttpHead::State::Bad);
    EXPECT_EQ(stateOf("GET / HTTP/1.1\r\n\r\n"), net::HttpHead::State::Bad);
    EXPECT_EQ(stateOf(begin + "Host: b\r\n\r\n"), net::HttpHead::State::Bad);
    EXPECT_EQ(stateOf("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"), net::HttpHead::State::Bad);
}

// --- the web client by itself

TEST(WebClientTest, AsksOnlySafeAddresses)
{
    SystemClock clock;
    net::WebClient web(clock);
    for (const char *address : { "http://example.org/", "ftp://127.0.0.1/", "https://user:pass@127.0.0.1/", "file:///etc/passwd", "" }) {
        std::optional<Result<WebAnswer>> answer;
        web.send({ QUrl(QLatin1String(address)) }, [&answer](const Result<WebAnswer> &got) { answer = got; });
        ASSERT_TRUE(waitUntil([&answer] { return answer.has_value(); })) << address;
        EXPECT_EQ(answer->error().kind, ErrorKind::InvalidInput) << address;
    }
}

TEST(WebClientTest, WhereNobodyListens)
{
    SystemClock clock;
    net::WebClient web(clock);
    std::optional<Result<WebAnswer>> answer;
    web.send({ QUrl(QStringLiteral("http://127.0.0.1:1/")) }, [&answer](const Result<WebAnswer> &got) { answer = got; });
    ASSERT_TRUE(waitUntil([&answer] { return answer.has_value(); }));
    EXPECT_EQ(answer->error().kind, ErrorKind::ConnectionRefused);
}

TEST(WebClientTest, NothingComesAfterItIsGone)
{
    SystemClock clock;
    AuthServer auth;
    bool called = false;
    {
        net::WebClient web(clock);
        web.send({ QUrl(auth.issuer() + QStringLiteral("/.well-known/oauth-authorization-server")) }, [&called](const Result<WebAnswer> &) { called = true; });
    }
    EXPECT_FALSE(waitUntil([&called] { return called; }, 300ms));
}

} // namespace
} // namespace golub::test
