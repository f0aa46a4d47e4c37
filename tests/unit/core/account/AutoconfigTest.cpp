// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/Autoconfig.h"

#include <gtest/gtest.h>

namespace golub::account {
namespace {

const AddressParts &ala()
{
    static const AddressParts parts = partsOf(QStringLiteral("ala@example.org"));
    return parts;
}

QByteArray document(const QByteArray &inside)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\"><emailProvider id=\"example.org\">" + inside
        + "</emailProvider></clientConfig>";
}

QByteArray server(const QByteArray &type, const QByteArray &host, int port, const QByteArray &socket, const QByteArray &rest = {})
{
    const QByteArray element = type == "smtp" ? "outgoingServer" : "incomingServer";
    return '<' + element + " type=\"" + type + "\"><hostname>" + host + "</hostname><port>" + QByteArray::number(port) + "</port><socketType>" + socket
        + "</socketType><username>%EMAILADDRESS%</username>" + rest + "</" + element + ">\n";
}

AutoconfigDocument parse(const QByteArray &inside)
{
    const auto parsed = parseAutoconfig(document(inside), ala());
    EXPECT_TRUE(parsed) << (parsed ? std::string() : parsed.error().text.toStdString());
    return parsed.value_or({});
}

TEST(Autoconfig, readsServersInTheirOrderWithPlaceholdersFilledIn)
{
    const auto read = parse("<domain>example.org</domain><displayName>Example Mail</displayName><displayShortName>Ex</displayShortName>"
        + server("imap", "imap.%EMAILDOMAIN%", 993, "SSL", "<authentication>password-cleartext</authentication>")
        + server("imap", "imap.example.org", 143, "STARTTLS")
        + "<incomingServer type=\"pop3\"><hostname>pop.example.org</hostname><port>995</port><socketType>SSL</socketType>"
          "<username>%EMAILLOCALPART%</username><authentication>password-encrypted</authentication>"
          "<pop3><leaveMessagesOnServer>true</leaveMessagesOnServer></pop3></incomingServer>"
        + server("smtp", "smtp.example.org", 587, "STARTTLS"));
    EXPECT_EQ(read.providerName, u"Example Mail");
    ASSERT_EQ(read.servers.size(), 4);
    EXPECT_EQ(read.servers[0].protocol, MailProtocol::Imap);
    EXPECT_EQ(read.servers[0].settings.host, u"imap.example.org");
    EXPECT_EQ(read.servers[0].settings.port, 993);
    EXPECT_EQ(read.servers[0].settings.security, Security::Tls);
    EXPECT_EQ(read.servers[0].settings.user, u"ala@example.org");
    EXPECT_EQ(read.servers[0].settings.auth, AuthMethod::Auto);
    EXPECT_EQ(read.servers[1].settings.security, Security::StartTls);
    EXPECT_EQ(read.servers[2].protocol, MailProtocol::Pop3);
    EXPECT_EQ(read.servers[2].settings.user, u"ala");
    EXPECT_EQ(read.servers[3].protocol, MailProtocol::Smtp);
}

TEST(Autoconfig, theFirstKindOfSignInThatGolubHasCounts)
{
    const auto auth = [](const QByteArray &type, std::initializer_list<const char *> kinds) {
        QByteArray rest;
        for (const char *kind : kinds)
            rest += "<authentication>" + QByteArray(kind) + "</authentication>";
        return parse(server(type, "mail.example.org", 465, "SSL", rest)).servers.value(0);
    };
    EXPECT_TRUE(auth("imap", { "OAuth2", "password-cleartext" }).wantsOAuth);
    EXPECT_FALSE(auth("imap", { "password-cleartext", "OAuth2" }).wantsOAuth) << "the provider prefers the password";
    EXPECT_EQ(auth("imap", { "password-encrypted" }).settings.auth, AuthMethod::Auto);
    EXPECT_EQ(auth("imap", { "NTLM", "GSSAPI", "password-cleartext" }).settings.auth, AuthMethod::Gssapi) << "NTLM is passed over";
    EXPECT_EQ(auth("imap", { "TLS-client-cert" }).settings.auth, AuthMethod::External);
    const DiscoveredServer open = auth("smtp", { "client-IP-address" });
    EXPECT_EQ(open.settings.auth, AuthMethod::None);
    EXPECT_TRUE(open.settings.user.isEmpty());
    EXPECT_EQ(auth("imap", { "none", "password-cleartext" }).settings.auth, AuthMethod::Auto) << "reading without sign-in is nonsense";
}

TEST(Autoconfig, cleartextIsKeptApart)
{
    const auto read = parse(server("imap", "imap.example.org", 143, "plain"));
    ASSERT_EQ(read.servers.size(), 1);
    EXPECT_EQ(read.servers[0].settings.security, Security::None);
    EXPECT_FALSE(read.servers[0].settings.allowCleartext) << "only the person may say that";
}

TEST(Autoconfig, serversThatCannotBeAreLeftOut)
{
    const auto count = [](const QByteArray &host, int port, const QByteArray &socket) {
        return parse(server("imap", host, port, socket)).servers.size();
    };
    EXPECT_EQ(count("imap.example.org", 993, "SSL"), 1);
    EXPECT_EQ(count("", 993, "SSL"), 0);
    EXPECT_EQ(count("localhost", 993, "SSL"), 0) << "what runs on this machine is nobody's to name";
    EXPECT_EQ(count("127.0.0.1", 993, "SSL"), 0);
    EXPECT_EQ(count("192.168.1.1", 993, "SSL"), 0);
    EXPECT_EQ(count("printer.local", 993, "SSL"), 0);
    EXPECT_EQ(count("imap.example.org evil", 993, "SSL"), 0);
    EXPECT_EQ(count("imap.example.org", 0, "SSL"), 0);
    EXPECT_EQ(count("imap.example.org", 70000, "SSL"), 0);
    EXPECT_EQ(count("imap.example.org", 993, "rot13"), 0);
    EXPECT_EQ(parse(server("nntp", "news.example.org", 563, "SSL")).servers.size(), 0);
}

TEST(Autoconfig, linksAreWebPagesUnderHttpsInThePersonsLanguage)
{
    const auto read = parse("<documentation url=\"https://help.example.org/imap\"><descr lang=\"de\">Hilfe</descr><descr lang=\"en\">Help</descr></documentation>"
                            "<enable visiturl=\"https://mail.example.org/settings\"><instruction>Switch it on</instruction></enable>"
                            "<documentation url=\"http://help.example.org/plain\"><descr>No</descr></documentation>"
                            "<documentation url=\"javascript:alert(1)\"><descr>No</descr></documentation>"
                            "<documentation url=\"file:///etc/passwd\"><descr>No</descr></documentation>");
    ASSERT_EQ(read.links.size(), 2);
    EXPECT_EQ(read.links[0].url, u"https://help.example.org/imap");
    EXPECT_EQ(read.links[0].text, u"Help");
    EXPECT_EQ(read.links[1].url, u"https://mail.example.org/settings");
}

TEST(Autoconfig, anExchangeIsNamed)
{
    const auto read = parse("<incomingServer type=\"exchange\"><hostname>mail.example.org</hostname><username>%EMAILADDRESS%</username>"
                            "<ewsURL>https://mail.example.org/EWS/Exchange.asmx</ewsURL></incomingServer>");
    EXPECT_TRUE(read.servers.isEmpty());
    EXPECT_EQ(read.exchangeHost, u"mail.example.org");
}

TEST(Autoconfig, wordsAreMadeSafe)
{
    const auto read = parse("<displayName>Ex\xe2\x80\xae" "ample</displayName>");
    EXPECT_EQ(read.providerName, u"Example");
}

TEST(Autoconfig, billionLaughsAreRefusedBeforeTheyAreTold)
{
    QByteArray xml = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">";
    for (int i = 1; i < 10; ++i)
        xml += "<!ENTITY lol" + QByteArray::number(i) + " \"" + QByteArray("&lol" + (i > 1 ? QByteArray::number(i - 1) : QByteArray()) + ';').repeated(10) + "\">";
    xml += "]><clientConfig><emailProvider><displayName>&lol9;</displayName></emailProvider></clientConfig>";
    const auto parsed = parseAutoconfig(xml, ala());
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().kind, ErrorKind::Protocol);
}

TEST(Autoconfig, externalEntitiesAreRefused)
{
    const auto parsed = parseAutoconfig("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                                        "<clientConfig><emailProvider><displayName>&f;</displayName></emailProvider></clientConfig>", ala());
    EXPECT_FALSE(parsed);
}

TEST(Autoconfig, whatIsNoSettingsIsRefused)
{
    EXPECT_FALSE(parseAutoconfig("<html><body>Welcome</body></html>", ala()));
    EXPECT_FALSE(parseAutoconfig("<!DOCTYPE html><html></html>", ala()));
    EXPECT_FALSE(parseAutoconfig("{}", ala()));
    EXPECT_FALSE(parseAutoconfig("", ala()));
    EXPECT_FALSE(parseAutoconfig(document("<displayName>cut"), ala()));
    EXPECT_FALSE(parseAutoconfig("<clientConfig><clientConfig><emailProvider/></clientConfig></clientConfig>", ala()));
}

TEST(Autoconfig, sizeAndDepthEndAtTheirLimits)
{
    const QByteArray base = document({});
    const QByteArray filling(AutoconfigBytes - base.size(), ' ');
    EXPECT_TRUE(parseAutoconfig(document(filling), ala()));
    const auto more = parseAutoconfig(document(filling + ' '), ala());
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().kind, ErrorKind::LimitExceeded);
    EXPECT_FALSE(parseAutoconfig(QByteArray(10 * 1024 * 1024, '<'), ala()));

    const auto nested = [](int depth) { return QByteArray("<a>").repeated(depth) + QByteArray("</a>").repeated(depth); };
    EXPECT_TRUE(parseAutoconfig(document(nested(AutoconfigDepth - 2)), ala()));
    const auto deeper = parseAutoconfig(document(nested(AutoconfigDepth - 1)), ala());
    ASSERT_FALSE(deeper);
    EXPECT_EQ(deeper.error().kind, ErrorKind::LimitExceeded);
    EXPECT_FALSE(parseAutoconfig(document(nested(20'000)), ala()));
}

TEST(Autoconfig, moreServersThanAnybodyHasAreLeftOut)
{
    QByteArray servers;
    for (int i = 0; i < AutoconfigServers + 5; ++i)
        servers += server("imap", "imap" + QByteArray::number(i) + ".example.org", 993, "SSL");
    EXPECT_EQ(parse(servers).servers.size(), AutoconfigServers);
}

} // namespace
} // namespace golub::account
