// SPDX-License-Identifier: GPL-3.0-or-later
// Real HTTPS on loopback.
#include "protocols/net/WebFetch.h"

#include "tests/support/FakeClock.h"
#include "tests/support/WaitUntil.h"
#include "tests/unit/app/setup/LoopbackInternet.h"

#include <gtest/gtest.h>

namespace golub {
namespace {

using namespace std::chrono_literals;
using test::LoopbackInternet;
using test::waitUntil;

constexpr qint64 Limit = 256 * 1024;

class WebFetchTest : public testing::Test
{
protected:
    std::optional<Result<FetchedPage>> get(const char *url)
    {
        net::WebFetch fetch(clock, internet.places());
        std::optional<Result<FetchedPage>> result;
        fetch.get(QUrl(QLatin1StringView(url)), Limit, [&](const Result<FetchedPage> &got) { result = got; });
        EXPECT_FALSE(result) << "later";
        EXPECT_TRUE(waitUntil([&] { return result.has_value(); })) << url;
        return result;
    }
    ErrorKind kindOf(const char *url)
    {
        const auto result = get(url);
        return result && !*result ? result->error().kind : ErrorKind::Internal;
    }

    SystemClock clock;
    LoopbackInternet internet;
};

TEST_F(WebFetchTest, fetchesAPage)
{
    internet.web("autoconfig.example.org", [](const QByteArray &) { return LoopbackInternet::page("<x/>", "Text/XML; charset=utf-8"); });
    const auto page = get("https://autoconfig.example.org/mail/config-v1.1.xml");
    ASSERT_TRUE(page && *page) << (page ? page->error().text.toStdString() + page->error().detail.toStdString() : "");
    EXPECT_EQ((*page)->body, "<x/>");
    EXPECT_EQ((*page)->contentType, "text/xml");
    EXPECT_EQ((*page)->url.host(), u"autoconfig.example.org");
}

TEST_F(WebFetchTest, saysNothingOfThePerson)
{
    internet.web("example.org", [](const QByteArray &) { return LoopbackInternet::page("x"); });
    ASSERT_TRUE(get("https://example.org/a?b=c"));
    ASSERT_EQ(internet.requests.size(), 1);
    const QByteArray head = internet.requests.first().toLower();
    EXPECT_TRUE(head.startsWith("get /a?b=c http/1.1\r\n")) << head.toStdString();
    EXPECT_TRUE(head.contains("\r\nhost: example.org\r\n"));
    EXPECT_TRUE(head.contains("\r\nuser-agent: golub\r\n"));
    EXPECT_TRUE(head.contains("\r\naccept-language: en\r\n"));
    for (const char *unwanted : { "cookie", "referer", "authorization", "mozilla" })
        EXPECT_FALSE(head.contains(unwanted)) << unwanted;
}

TEST_F(WebFetchTest, aCertificateForAnotherNameIsRefused)
{
    internet.web("autoconfig.example.org", [](const QByteArray &) { return LoopbackInternet::page("x"); }, { QStringLiteral("other.example.net") });
    EXPECT_EQ(kindOf("https://autoconfig.example.org/"), ErrorKind::CertificateRejected);
    EXPECT_TRUE(internet.requests.isEmpty()) << "nothing was asked over it";
}

TEST_F(WebFetchTest, anAuthorityThatNobodyTrustsIsRefused)
{
    internet.web("example.org", [](const QByteArray &) { return LoopbackInternet::page("x"); });
    net::Places places = internet.places();
    places.caFile.clear();
    net::WebFetch fetch(clock, places);
    std::optional<Result<FetchedPage>> result;
    fetch.get(QUrl(QStringLiteral("https://example.org/")), Limit, [&](const Result<FetchedPage> &got) { result = got; });
    ASSERT_TRUE(waitUntil([&] { return result.has_value(); }));
    ASSERT_FALSE(*result);
    EXPECT_EQ(result->error().kind, ErrorKind::CertificateRejected);
}

TEST_F(WebFetchTest, redirectionsAreFollowedUnderTlsOnly)
{
    internet.web("a.example.org", [](const QByteArray &head) {
        return head.startsWith("GET /safe") ? LoopbackInternet::redirect("https://b.example.net/x") : LoopbackInternet::redirect("http://a.example.org/clear");
    });
    internet.web("b.example.net", [](const QByteArray &) { return LoopbackInternet::page("here"); });
    const auto page = get("https://a.example.org/safe");
    ASSERT_TRUE(page && *page);
    EXPECT_EQ((*page)->body, "here");
    EXPECT_EQ((*page)->url.host(), u"b.example.net");
    EXPECT_EQ(kindOf("https://a.example.org/clear"), ErrorKind::Tls);
}

TEST_F(WebFetchTest, circlesEnd)
{
    internet.web("a.example.org", [](const QByteArray &) { return LoopbackInternet::redirect("https://a.example.org/again"); });
    EXPECT_EQ(kindOf("https://a.example.org/"), ErrorKind::LimitExceeded);
    EXPECT_EQ(internet.requests.size(), net::WebFetch::RedirectsLimit + 1);
}

TEST_F(WebFetchTest, redirectionsIntoThePersonsOwnNetworkAreNotFollowed)
{
    internet.web("a.example.org", [](const QByteArray &) { return LoopbackInternet::redirect("https://192.168.1.1/admin"); });
    EXPECT_EQ(kindOf("https://a.example.org/"), ErrorKind::HostNotFound);
    EXPECT_EQ(kindOf("https://127.0.0.1/"), ErrorKind::HostNotFound);
}

TEST_F(WebFetchTest, cleartextIsNeverAsked)
{
    EXPECT_EQ(kindOf("http://example.org/"), ErrorKind::Tls);
    EXPECT_EQ(kindOf("file:///etc/passwd"), ErrorKind::Tls);
    EXPECT_EQ(kindOf("https://user:secret@example.org/"), ErrorKind::Tls);
}

TEST_F(WebFetchTest, tenMegabytesAreCutOff)
{
    internet.web("example.org", [](const QByteArray &) { return LoopbackInternet::page(QByteArray(10 * 1024 * 1024, 'x')); });
    EXPECT_EQ(kindOf("https://example.org/"), ErrorKind::LimitExceeded);
}

TEST_F(WebFetchTest, theLimitItselfIsAllowed)
{
    internet.web("example.org", [](const QByteArray &head) { return LoopbackInternet::page(QByteArray(head.startsWith("GET /n ") ? Limit : Limit + 1, 'x')); });
    const auto page = get("https://example.org/n");
    ASSERT_TRUE(page && *page);
    EXPECT_EQ((*page)->body.size(), Limit);
    EXPECT_EQ(kindOf("https://example.org/n1"), ErrorKind::LimitExceeded);
}

TEST_F(WebFetchTest, statusesAreTold)
{
    internet.web("example.org", [](const QByteArray &head) {
        return QByteArray("HTTP/1.1 ") + (head.startsWith("GET /gone") ? "404 Not Found" : "503 Busy") + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    });
    EXPECT_EQ(kindOf("https://example.org/gone"), ErrorKind::NotFound);
    EXPECT_EQ(kindOf("https://example.org/busy"), ErrorKind::ServerTemporary);
    EXPECT_EQ(kindOf("https://nowhere.example.org/"), ErrorKind::HostNotFound);
}

TEST_F(WebFetchTest, silenceEndsInTime)
{
    test::FakeClock fake;
    internet.web("example.org", [](const QByteArray &) { return QByteArray(); });
    net::WebFetch fetch(fake, internet.places());
    std::optional<Result<FetchedPage>> result;
    fetch.get(QUrl(QStringLiteral("https://example.org/")), Limit, [&](const Result<FetchedPage> &got) { result = got; });
    ASSERT_TRUE(waitUntil([&] { return internet.requests.size() == 1; }));
    fake.advance(net::WebFetch::Within - 1ms);
    EXPECT_FALSE(result);
    fake.advance(1ms);
    fake.advance(0ms);
    ASSERT_TRUE(result && !*result);
    EXPECT_EQ(result->error().kind, ErrorKind::Timeout);
}

TEST_F(WebFetchTest, destroyingItStopsIt)
{
    internet.web("example.org", [](const QByteArray &) { return QByteArray(); });
    auto fetch = std::make_unique<net::WebFetch>(clock, internet.places());
    bool called = false;
    fetch->get(QUrl(QStringLiteral("https://example.org/")), Limit, [&](const Result<FetchedPage> &) { called = true; });
    ASSERT_TRUE(waitUntil([&] { return internet.requests.size() == 1; }));
    fetch.reset();
    test::settle();
    EXPECT_FALSE(called);
}

} // namespace
} // namespace golub
