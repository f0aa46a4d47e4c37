// SPDX-License-Identifier: GPL-3.0-or-later
// All ways at once, over a network in memory and a clock that only the test moves.
#include "core/account/Discoverer.h"

#include "core/account/ProviderDirectory.h"
#include "tests/support/FakeClock.h"

#include <gtest/gtest.h>

#include <map>

namespace golub::account {
namespace {

using namespace std::chrono_literals;
using test::FakeClock;
using State = DiscoveryProgress::State;

//! Answers when the test says so. Completions come in the test's own calls, never inside of those of the discoverer.
struct Web {
    std::map<QString, Done<FetchedPage>> pages;
    std::map<QString, Done<QList<SrvRecord>>> services;
    std::map<QString, Done<QStringList>> exchangers;
    std::map<QString, Done<void>> probes;
    QStringList asked;
    bool destroyed = false;

    template<class T>
    static void give(std::map<QString, Done<T>> &waiting, const QString &key, const Result<T> &result)
    {
        const auto it = waiting.find(key);
        ASSERT_TRUE(it != waiting.end()) << key.toStdString();
        const auto done = std::exchange(it->second, {});
        waiting.erase(it);
        done(result);
    }
    void page(const char *url, const QByteArray &body)
    {
        give<FetchedPage>(pages, QLatin1StringView(url), FetchedPage { 200, "text/xml", body, QUrl(QLatin1StringView(url)) });
    }
    //! Everything that nobody answered so far ends with \a kind.
    void restFails(ErrorKind kind)
    {
        while (!destroyed && !pages.empty())
            give<FetchedPage>(pages, QString(pages.begin()->first), Error::of(kind));
        while (!destroyed && !services.empty())
            give<QList<SrvRecord>>(services, QString(services.begin()->first), Error::of(kind));
        while (!destroyed && !exchangers.empty())
            give<QStringList>(exchangers, QString(exchangers.begin()->first), Error::of(kind));
        while (!destroyed && !probes.empty())
            give<void>(probes, QString(probes.begin()->first), Error::of(kind));
        while (!destroyed && !pages.empty()) // those that an answer led to
            give<FetchedPage>(pages, QString(pages.begin()->first), Error::of(kind));
    }
};

class FakeNetwork final : public DiscoveryNetwork
{
public:
    explicit FakeNetwork(Web &web) : m_web(web) { }
    ~FakeNetwork() override
    {
        m_web.destroyed = true;
        m_web.pages.clear();
        m_web.services.clear();
        m_web.exchangers.clear();
        m_web.probes.clear();
    }
    void get(const QUrl &url, qint64, Done<FetchedPage> done) override
    {
        m_web.asked += url.toString();
        m_web.pages[url.toString()] = std::move(done);
    }
    void lookUpServices(const QString &name, Done<QList<SrvRecord>> done) override { m_web.services[name] = std::move(done); }
    void lookUpMailExchangers(const QString &domain, Done<QStringList> done) override { m_web.exchangers[domain] = std::move(done); }
    void probe(const ProbeTarget &target, Done<void> done) override
    {
        m_web.probes[QStringLiteral("%1:%2").arg(target.host).arg(target.port)] = std::move(done);
    }

private:
    Web &m_web;
};

const char Autoconfig[] = "https://autoconfig.example.org/mail/config-v1.1.xml";
const char WellKnown[] = "https://example.org/.well-known/autoconfig/mail/config-v1.1.xml";
const char Database[] = "https://autoconfig.thunderbird.net/v1.1/example.org";

QByteArray xml(const QByteArray &domain, const QByteArray &socket = "SSL")
{
    return "<clientConfig><emailProvider><displayName>" + domain + "</displayName><incomingServer type='imap'><hostname>imap." + domain
        + "</hostname><port>993</port><socketType>" + socket + "</socketType><username>%EMAILADDRESS%</username></incomingServer>"
          "<outgoingServer type='smtp'><hostname>smtp." + domain + "</hostname><port>465</port><socketType>" + socket
        + "</socketType><username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>";
}

class DiscovererTest : public testing::Test
{
protected:
    DiscovererTest()
    {
        const auto loaded = ProviderDirectory::fromJson(R"({"version":1,"providers":[
            {"name":"Known","domains":["known.example"],"imap":[{"host":"imap.known.example","port":993}],"smtp":[{"host":"smtp.known.example","port":465}],"verified":true},
            {"name":"Old","domains":["old.example"],"imap":[{"host":"imap.old.example","port":993}],"smtp":[{"host":"smtp.old.example","port":465}],"verified":false},
            {"name":"Microsoft 365","domains":["office365.com"],"mx":["mail.protection.outlook.com"],"imap":[{"host":"outlook.office365.com","port":993}],
             "smtp":[{"host":"smtp.office365.com","port":587,"security":"starttls"}],"auth":["oauth2"],"verified":true}]})");
        EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().detail.toStdString());
        directory = loaded.value_or({});
        make();
    }
    void make() { discoverer = std::make_unique<Discoverer>(&directory, std::make_unique<FakeNetwork>(web), clock); }
    void start(const char *address = "ala@example.org", const DiscoveryOptions &options = {})
    {
        discoverer->start(QLatin1StringView(address), options, [this](const Discovery &soFar) { reports += soFar; },
            [this](const Result<Discovery> &found) {
                ++ends;
                result = found;
            });
        EXPECT_EQ(ends, 0) << "a completion comes later";
        clock.advance(0ms);
    }
    const Discovery &found()
    {
        clock.advance(0ms);
        EXPECT_EQ(ends, 1);
        EXPECT_TRUE(result && *result);
        return **result;
    }
    State stateOf(DiscoverySource source)
    {
        const Discovery &last = result && *result ? **result : reports.last();
        for (const DiscoveryProgress &one : last.progress) {
            if (one.source == source)
                return one.state;
        }
        ADD_FAILURE() << sourceName(source).toStdString();
        return State::Skipped;
    }

    FakeClock clock;
    Web web;
    ProviderDirectory directory;
    std::unique_ptr<Discoverer> discoverer;
    QList<Discovery> reports;
    std::optional<Result<Discovery>> result;
    int ends = 0;
};

TEST_F(DiscovererTest, asksInEveryWayAtOnce)
{
    start();
    EXPECT_EQ(web.asked.filter(QLatin1StringView(Autoconfig)).size(), 1);
    EXPECT_EQ(web.asked.filter(QLatin1StringView(WellKnown)).size(), 1);
    EXPECT_EQ(web.asked.filter(QLatin1StringView(Database)).size(), 1);
    EXPECT_EQ(web.asked.filter(QStringLiteral("https://autodiscover.example.org/")).size(), 1);
    for (const char *name : { "_imaps._tcp.example.org", "_imap._tcp.example.org", "_pop3s._tcp.example.org", "_submissions._tcp.example.org",
             "_submission._tcp.example.org" })
        EXPECT_TRUE(web.services.count(QLatin1StringView(name) + QString())) << name;
    EXPECT_TRUE(web.exchangers.count(QStringLiteral("example.org")));
    EXPECT_TRUE(web.probes.count(QStringLiteral("imap.example.org:993")));
    for (const QString &url : std::as_const(web.asked))
        EXPECT_TRUE(url.startsWith(QStringLiteral("https://"))) << url.toStdString();
    EXPECT_FALSE(reports.isEmpty()) << "progress is shown at once";
}

TEST_F(DiscovererTest, nobodyLearnsTheAddressWithoutConsent)
{
    start();
    for (const QString &url : std::as_const(web.asked))
        EXPECT_FALSE(url.contains(QStringLiteral("ala"))) << url.toStdString();
}

TEST_F(DiscovererTest, withConsentOnlyTheDomainItselfLearnsTheAddress)
{
    start("ala@example.org", { true, false });
    int told = 0;
    for (const QString &url : std::as_const(web.asked)) {
        if (!url.contains(QStringLiteral("ala")))
            continue;
        ++told;
        EXPECT_TRUE(QUrl(url).host().endsWith(QStringLiteral("example.org"))) << url.toStdString();
    }
    EXPECT_EQ(told, 3);
}

TEST_F(DiscovererTest, aKnownProviderIsNotToldToAnybody)
{
    start("ala@known.example");
    EXPECT_TRUE(web.asked.isEmpty());
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::Directory);
    EXPECT_EQ(found().providerName, u"Known");
}

TEST_F(DiscovererTest, everythingIsAskedWhereEverythingIsWanted)
{
    start("ala@known.example", { false, true });
    EXPECT_FALSE(web.asked.isEmpty());
    web.restFails(ErrorKind::NotFound);
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::Directory);
}

TEST_F(DiscovererTest, aRowThatNobodyCheckedLosesAgainstTheProvidersWord)
{
    start("ala@old.example");
    ASSERT_FALSE(web.asked.isEmpty());
    web.give<FetchedPage>(web.pages, QStringLiteral("https://autoconfig.old.example/mail/config-v1.1.xml"), FetchedPage { 200, "text/xml", xml("new.example"), {} });
    EXPECT_EQ(found().imap.first().settings.host, u"imap.new.example");
    EXPECT_EQ(found().imap.last().source(), DiscoverySource::Unchecked);
}

TEST_F(DiscovererTest, theBestAnswerEndsItAtOnce)
{
    start();
    web.page(Autoconfig, xml("example.org"));
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::Autoconfig);
    EXPECT_EQ(found().outgoing.first().settings.host, u"smtp.example.org");
    EXPECT_TRUE(web.destroyed) << "the rest is stopped";
    EXPECT_EQ(stateOf(DiscoverySource::Guess), State::Skipped);
    EXPECT_FALSE(found().timedOut);
}

TEST_F(DiscovererTest, aWorseAnswerWaitsForThoseThatCouldBeBetter)
{
    start();
    web.page(Database, xml("hoster.example"));
    clock.advance(0ms);
    EXPECT_EQ(ends, 0);
    EXPECT_EQ(reports.last().imap.first().settings.host, u"imap.hoster.example") << "what is known so far is shown";
    web.page(WellKnown, xml("example.org"));
    clock.advance(0ms);
    EXPECT_EQ(ends, 0);
    web.give<FetchedPage>(web.pages, QLatin1StringView(Autoconfig), Error::of(ErrorKind::HostNotFound));
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::WellKnown);
    EXPECT_EQ(found().imap.last().source(), DiscoverySource::Database);
}

TEST_F(DiscovererTest, afterFifteenSecondsWhatIsThereCounts)
{
    start();
    web.page(Database, xml("hoster.example"));
    clock.advance(Discoverer::Limit - 1ms);
    EXPECT_EQ(ends, 0);
    clock.advance(1ms);
    EXPECT_TRUE(found().timedOut);
    EXPECT_EQ(found().imap.first().settings.host, u"imap.hoster.example");
    EXPECT_EQ(stateOf(DiscoverySource::Autoconfig), State::Failed);
    EXPECT_TRUE(web.destroyed);
}

TEST_F(DiscovererTest, silenceEndsWithNothingFound)
{
    start();
    clock.advance(Discoverer::Limit);
    EXPECT_TRUE(found().isEmpty());
    EXPECT_TRUE(found().timedOut);
    EXPECT_EQ(clock.pending(), 0);
}

TEST_F(DiscovererTest, destroyingItStopsEverythingAndSaysNothing)
{
    start();
    const qsizetype before = reports.size();
    discoverer.reset();
    EXPECT_TRUE(web.destroyed);
    clock.advance(60s);
    EXPECT_EQ(ends, 0);
    EXPECT_EQ(reports.size(), before);
    EXPECT_EQ(clock.pending(), 0);
}

TEST_F(DiscovererTest, recordsOfTheDomainAreFollowed)
{
    start();
    web.give<QList<SrvRecord>>(web.services, QStringLiteral("_imap._tcp.example.org"), QList<SrvRecord> { { QStringLiteral("mail.example.org"), 143, 0, 0 } });
    web.give<QList<SrvRecord>>(web.services, QStringLiteral("_imaps._tcp.example.org"), QList<SrvRecord> { { QStringLiteral("mail.example.org"), 993, 0, 0 } });
    web.give<QList<SrvRecord>>(web.services, QStringLiteral("_submissions._tcp.example.org"), QList<SrvRecord> { { QStringLiteral("mail.example.org"), 465, 0, 0 } });
    web.give<QList<SrvRecord>>(web.services, QStringLiteral("_pop3s._tcp.example.org"), QList<SrvRecord> { { QString(), 0, 0, 0 } });
    web.restFails(ErrorKind::NotFound);
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::Srv);
    EXPECT_EQ(found().imap.first().settings.port, 993) << "TLS from the first byte is preferred";
    EXPECT_TRUE(found().pop3.isEmpty()) << "not offered";
    EXPECT_EQ(found().outgoing.first().settings.port, 465);
}

TEST_F(DiscovererTest, whoReceivesTheMailIsLookedUpInTheDatabase)
{
    start();
    web.give<QStringList>(web.exchangers, QStringLiteral("example.org"), QStringList { QStringLiteral("mx1.mail.hoster.net") });
    web.page("https://autoconfig.thunderbird.net/v1.1/hoster.net", xml("hoster.net"));
    web.restFails(ErrorKind::NotFound);
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::HosterDatabase);
    EXPECT_EQ(found().imap.first().settings.user, u"ala@example.org");
}

TEST_F(DiscovererTest, mailAtMicrosoftIsRecognisedByItsExchanger)
{
    start();
    web.give<QStringList>(web.exchangers, QStringLiteral("example.org"), QStringList { QStringLiteral("example-org.mail.protection.outlook.com") });
    web.restFails(ErrorKind::NotFound);
    EXPECT_EQ(found().imap.first().settings.host, u"outlook.office365.com");
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::HosterDirectory);
    EXPECT_TRUE(found().imap.first().wantsOAuth);
    EXPECT_EQ(found().exchangeHost, u"outlook.office365.com");
}

TEST_F(DiscovererTest, anExchangeOfOnesOwnIsTriedWhereAutodiscoverNamesIt)
{
    start();
    const QString url = web.asked.filter(QStringLiteral("autodiscover.example.org")).first();
    web.give<FetchedPage>(web.pages, url, FetchedPage { 200, "application/json", R"({"Protocol":"EWS","Url":"https://ex.example.org/EWS/Exchange.asmx"})", {} });
    web.give<void>(web.probes, QStringLiteral("ex.example.org:143"), Outcome());
    web.give<void>(web.probes, QStringLiteral("ex.example.org:587"), Outcome());
    web.restFails(ErrorKind::ConnectionRefused);
    EXPECT_EQ(found().exchangeHost, u"ex.example.org");
    EXPECT_EQ(found().imap.first().settings.host, u"ex.example.org");
    EXPECT_EQ(found().imap.first().settings.security, Security::StartTls);
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::Autodiscover);
}

TEST_F(DiscovererTest, usualNamesCountOnlyWhereTheyAnswer)
{
    start();
    web.give<void>(web.probes, QStringLiteral("mail.example.org:465"), Outcome());
    web.give<void>(web.probes, QStringLiteral("mail.example.org:993"), Outcome());
    web.give<void>(web.probes, QStringLiteral("imap.example.org:143"), Outcome());
    web.restFails(ErrorKind::HostNotFound);
    EXPECT_EQ(found().imap.first().settings.host, u"imap.example.org") << "in the order of the usual names, not of the answers";
    EXPECT_EQ(found().imap.last().settings.host, u"mail.example.org");
    EXPECT_EQ(found().imap.size(), 2);
    EXPECT_EQ(found().outgoing.size(), 1);
    EXPECT_TRUE(found().pop3.isEmpty());
}

TEST_F(DiscovererTest, serversWithoutTlsOrWithABadCertificateAreNamedAndRefused)
{
    start();
    web.give<void>(web.probes, QStringLiteral("imap.example.org:143"), Error::of(ErrorKind::AuthUnsupported));
    web.give<void>(web.probes, QStringLiteral("smtp.example.org:465"), Error::of(ErrorKind::CertificateRejected));
    web.restFails(ErrorKind::NotFound);
    EXPECT_TRUE(found().isEmpty());
    ASSERT_EQ(found().refused.size(), 2);
    EXPECT_EQ(found().refused[0].settings.security, Security::None);
    EXPECT_NE(found().refused[0].why, found().refused[1].why);
}

TEST_F(DiscovererTest, cleartextSettingsOfTheDomainAreNotTaken)
{
    start();
    web.page(Autoconfig, xml("example.org", "plain"));
    clock.advance(0ms);
    EXPECT_EQ(ends, 0) << "it is no answer to stop at";
    web.restFails(ErrorKind::NotFound);
    EXPECT_TRUE(found().isEmpty());
    EXPECT_EQ(found().refused.size(), 2);
}

TEST_F(DiscovererTest, hostileAnswersAreAFailureOfTheirSourceOnly)
{
    start();
    web.page(Autoconfig, "<!DOCTYPE x [<!ENTITY a 'b'>]><clientConfig/>");
    web.page(WellKnown, "<html>Welcome</html>");
    web.page(Database, xml("example.org"));
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::Database);
    EXPECT_EQ(stateOf(DiscoverySource::Autoconfig), State::Failed);
    EXPECT_EQ(stateOf(DiscoverySource::WellKnown), State::Failed);
}

TEST_F(DiscovererTest, nothingFoundIsNoError)
{
    start();
    web.restFails(ErrorKind::NotFound);
    EXPECT_TRUE(found().isEmpty());
    EXPECT_FALSE(found().timedOut);
    EXPECT_EQ(stateOf(DiscoverySource::Srv), State::Nothing);
    EXPECT_EQ(stateOf(DiscoverySource::Guess), State::Nothing);
}

TEST_F(DiscovererTest, withoutNetworkItSaysSo)
{
    start();
    web.restFails(ErrorKind::Offline);
    clock.advance(0ms);
    ASSERT_TRUE(result);
    ASSERT_FALSE(*result);
    EXPECT_EQ(result->error().kind, ErrorKind::Offline);
}

TEST_F(DiscovererTest, whatIsNoAddressIsRefused)
{
    start("ala");
    ASSERT_TRUE(result);
    ASSERT_FALSE(*result);
    EXPECT_EQ(result->error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(web.asked.isEmpty());
}

TEST_F(DiscovererTest, withoutANetworkOnlyTheDirectoryIsAsked)
{
    discoverer = std::make_unique<Discoverer>(&directory, nullptr, clock);
    start("ala@old.example");
    EXPECT_EQ(found().imap.first().source(), DiscoverySource::Unchecked);
}

TEST_F(DiscovererTest, theListenerMayStopIt)
{
    discoverer->start(QStringLiteral("ala@example.org"), {}, [this](const Discovery &) { discoverer.reset(); }, [this](const Result<Discovery> &) { ++ends; });
    clock.advance(60s);
    EXPECT_FALSE(discoverer);
    EXPECT_EQ(ends, 0);
}

} // namespace
} // namespace golub::account
