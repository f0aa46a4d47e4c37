// SPDX-License-Identifier: GPL-3.0-or-later
// SRV records, Autodiscover's answer, names of hosts, usual names.
#include "core/account/Autodiscover.h"
#include "core/account/HostNames.h"
#include "core/account/ServiceRecords.h"
#include "core/account/UsualNames.h"

#include <QUrlQuery>

#include <gtest/gtest.h>

namespace golub::account {
namespace {

const MailService &service(const char *label)
{
    for (const MailService &one : mailServices()) {
        if (one.label == QLatin1StringView(label))
            return one;
    }
    ADD_FAILURE() << label;
    return mailServices().first();
}

QList<DiscoveredServer> imaps(const QList<SrvRecord> &records)
{
    return serversFrom(records, service("_imaps._tcp"), partsOf(QStringLiteral("ala@example.org")));
}

TEST(ServiceRecords, goByPriorityAndThenByWeight)
{
    const auto servers = imaps({ { QStringLiteral("c.example.org"), 993, 20, 0 }, { QStringLiteral("b.example.org"), 993, 10, 1 },
        { QStringLiteral("a.example.org"), 1993, 10, 5 } });
    ASSERT_EQ(servers.size(), 3);
    EXPECT_EQ(servers[0].settings.host, u"a.example.org");
    EXPECT_EQ(servers[0].settings.port, 1993);
    EXPECT_EQ(servers[1].settings.host, u"b.example.org");
    EXPECT_EQ(servers[2].settings.host, u"c.example.org");
    EXPECT_EQ(servers[0].settings.user, u"ala@example.org");
}

TEST(ServiceRecords, aTargetOfDotSaysThatThereIsNone)
{
    EXPECT_TRUE(imaps({ { QString(), 0, 0, 0 } }).isEmpty());
    EXPECT_TRUE(imaps({ { QStringLiteral("."), 993, 0, 0 } }).isEmpty());
}

TEST(ServiceRecords, anotherDomainNeedsAWord)
{
    EXPECT_FALSE(imaps({ { QStringLiteral("imap.example.org"), 993, 0, 0 } })[0].needsConfirmation);
    EXPECT_FALSE(imaps({ { QStringLiteral("example.org"), 993, 0, 0 } })[0].needsConfirmation);
    EXPECT_FALSE(imaps({ { QStringLiteral("IMAP.Example.ORG."), 993, 0, 0 } })[0].needsConfirmation);
    EXPECT_TRUE(imaps({ { QStringLiteral("imap.hoster.net"), 993, 0, 0 } })[0].needsConfirmation);
    EXPECT_TRUE(imaps({ { QStringLiteral("evilexample.org"), 993, 0, 0 } })[0].needsConfirmation);
    EXPECT_TRUE(imaps({ { QStringLiteral("example.org.evil.net"), 993, 0, 0 } })[0].needsConfirmation);
}

TEST(ServiceRecords, namesTheRightKindOfServer)
{
    EXPECT_EQ(service("_imaps._tcp").security, Security::Tls);
    EXPECT_EQ(service("_imap._tcp").security, Security::StartTls);
    EXPECT_EQ(service("_pop3s._tcp").protocol, MailProtocol::Pop3);
    EXPECT_EQ(service("_submissions._tcp").security, Security::Tls);
    EXPECT_EQ(service("_submission._tcp").protocol, MailProtocol::Smtp);
    EXPECT_EQ(service("_submission._tcp").security, Security::StartTls);
}

TEST(Autodiscover, asksThePostmasterUnlessThePersonAgreed)
{
    const AddressParts ala = partsOf(QStringLiteral("ala+x@example.org"));
    const QUrl without = autodiscoverUrl(ala, false);
    EXPECT_EQ(without.scheme(), u"https");
    EXPECT_EQ(without.host(), u"autodiscover.example.org");
    EXPECT_FALSE(without.toEncoded().contains("ala")) << without.toEncoded().toStdString();
    EXPECT_TRUE(without.toEncoded().contains("Email=postmaster%40example.org"));
    EXPECT_TRUE(autodiscoverUrl(ala, true).toEncoded().contains("Email=ala%2Bx%40example.org"));
}

TEST(Autodiscover, namesTheHost)
{
    const auto host = exchangeHostFrom(R"({"Protocol":"EWS","Url":"https://mail.firma.example/EWS/Exchange.asmx"})");
    ASSERT_TRUE(host);
    EXPECT_EQ(*host, u"mail.firma.example");
}

TEST(Autodiscover, refusesWhatIsNoAnswer)
{
    const auto kind = [](const char *json) {
        const auto host = exchangeHostFrom(json);
        return host ? ErrorKind::Internal : host.error().kind;
    };
    EXPECT_EQ(kind(R"({"ErrorCode":"ProtocolNotSupported","ErrorMessage":"…"})"), ErrorKind::NotFound);
    EXPECT_EQ(kind(R"({"Protocol":"EWS","Url":"http://mail.firma.example/EWS"})"), ErrorKind::Protocol) << "without encryption";
    EXPECT_EQ(kind(R"({"Protocol":"EWS","Url":"https://127.0.0.1/EWS"})"), ErrorKind::Protocol);
    EXPECT_EQ(kind(R"({"Url":7})"), ErrorKind::Protocol);
    EXPECT_EQ(kind("[]"), ErrorKind::Protocol);
    EXPECT_EQ(kind("<html>"), ErrorKind::Protocol);
    EXPECT_FALSE(exchangeHostFrom(QByteArray(AutodiscoverBytes + 1, ' ')));
}

TEST(Autodiscover, tellsMicrosoftsOwnFromAnybodysExchange)
{
    EXPECT_TRUE(isExchangeOnline(QStringLiteral("outlook.office365.com")));
    EXPECT_TRUE(isExchangeOnline(QStringLiteral("example-org.mail.protection.outlook.com")));
    EXPECT_FALSE(isExchangeOnline(QStringLiteral("mail.firma.example")));
    EXPECT_FALSE(isExchangeOnline(QStringLiteral("notoutlook.com")));
}

TEST(HostNames, addressesAreTakenApart)
{
    const AddressParts parts = partsOf(QStringLiteral("  Żółw@Żółw.PL "));
    EXPECT_EQ(parts.domain, u"xn--w-uga1v8h.pl");
    EXPECT_EQ(parts.local, u"Żółw");
    EXPECT_EQ(partsOf(QStringLiteral("\"a@b\"@example.org")).domain, u"example.org");
    for (const char16_t *bad : { u"", u"ala", u"@example.org", u"ala@", u"ala@example", u"ala@127.0.0.1", u"ala@[127.0.0.1]", u"a la@example.org",
             u"ala@exa mple.org", u"ala@example.org\r\nX", u"ala@.org", u"ala@localhost" })
        EXPECT_FALSE(partsOf(QString::fromUtf16(bad)).isValid()) << QString::fromUtf16(bad).toStdString();
    EXPECT_FALSE(partsOf(QString(400, u'a') + QStringLiteral("@example.org")).isValid());
}

TEST(HostNames, whoRunsAnExchanger)
{
    EXPECT_EQ(operatorDomains(QStringLiteral("mx1.mail.hoster.net")), QStringList({ QStringLiteral("hoster.net"), QStringLiteral("mail.hoster.net") }));
    EXPECT_EQ(operatorDomains(QStringLiteral("mx.hoster.co.uk")), QStringList({ QStringLiteral("hoster.co.uk") }));
    EXPECT_EQ(operatorDomains(QStringLiteral("mx.hoster.com.pl")), QStringList({ QStringLiteral("hoster.com.pl") }));
    EXPECT_EQ(operatorDomains(QStringLiteral("hoster.net")), QStringList({ QStringLiteral("hoster.net") }));
    EXPECT_TRUE(operatorDomains(QStringLiteral("net")).isEmpty());
}

TEST(UsualNames, implicitTlsStandsBeforeStartTlsAndNothingIsInTheClear)
{
    const auto targets = usualServers(QStringLiteral("example.org"));
    const auto index = [&](MailProtocol protocol, const char *host, quint16 port, Security security) {
        return targets.indexOf(ProbeTarget { protocol, QLatin1StringView(host) + QString(), port, security });
    };
    EXPECT_LT(index(MailProtocol::Imap, "imap.example.org", 993, Security::Tls), index(MailProtocol::Imap, "imap.example.org", 143, Security::StartTls));
    EXPECT_LT(index(MailProtocol::Imap, "imap.example.org", 143, Security::StartTls), index(MailProtocol::Imap, "mail.example.org", 993, Security::Tls));
    EXPECT_GE(index(MailProtocol::Smtp, "smtp.example.org", 465, Security::Tls), 0);
    EXPECT_GE(index(MailProtocol::Smtp, "mail.example.org", 587, Security::StartTls), 0);
    EXPECT_GE(index(MailProtocol::Pop3, "pop3.example.org", 995, Security::Tls), 0);
    EXPECT_GE(index(MailProtocol::Pop3, "pop.example.org", 110, Security::StartTls), 0);
    for (const ProbeTarget &target : targets)
        EXPECT_NE(target.security, Security::None);
}

} // namespace
} // namespace golub::account
