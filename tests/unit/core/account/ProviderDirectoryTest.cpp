// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/ProviderDirectory.h"

#include "core/account/ProviderHints.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <gtest/gtest.h>

namespace golub::account {
namespace {

QByteArray directoryFile()
{
    QFile file(QStringLiteral(GOLUB_SOURCE_DIR "/resources/providers.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const ProviderDirectory &directory()
{
    static const Result<ProviderDirectory> Loaded = ProviderDirectory::fromJson(directoryFile());
    EXPECT_TRUE(Loaded) << (Loaded ? "" : Loaded.error().detail.toStdString());
    static const ProviderDirectory Empty;
    return Loaded ? *Loaded : Empty;
}

ProviderMatch match(const char16_t *address)
{
    const Result<ProviderMatch> found = directory().find(QString::fromUtf16(address));
    EXPECT_TRUE(found) << QString::fromUtf16(address).toStdString();
    return found.value_or({});
}

TEST(ProviderDirectory, everyRowCanBeUsedOrSaysWhyNot)
{
    static const QRegularExpression Host(QStringLiteral("^(%DOMAIN%|[a-z0-9]([a-z0-9-]*[a-z0-9])?)(\\.(%DOMAIN%|[a-z0-9]([a-z0-9-]*[a-z0-9])?))*$"));
    static const QSet<int> IncomingPorts { 993, 143, 995, 110, 1143 };
    static const QSet<int> OutgoingPorts { 465, 587, 25, 1025 };
    const QJsonArray rows = QJsonDocument::fromJson(directoryFile()).object().value(QStringLiteral("providers")).toArray();
    ASSERT_GT(rows.size(), 60);
    EXPECT_EQ(directory().size(), rows.size());
    QSet<QString> domains;
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        const std::string name = row.value(QStringLiteral("name")).toString().toStdString();
        for (const QString &key : { QStringLiteral("domains"), QStringLiteral("suffixes") }) {
            for (const QJsonValue &domain : row.value(key).toArray()) {
                EXPECT_EQ(domain.toString(), domain.toString().toLower().trimmed()) << name;
                EXPECT_TRUE(domain.toString().contains(u'.')) << name;
                EXPECT_EQ(domain.toString().startsWith(u'.'), key == u"suffixes") << name;
                EXPECT_FALSE(domains.contains(domain.toString())) << domain.toString().toStdString() << " stands twice";
                domains.insert(domain.toString());
            }
        }
        for (const QString &kind : { QStringLiteral("imap"), QStringLiteral("pop3"), QStringLiteral("smtp") }) {
            for (const QJsonValue &serverValue : row.value(kind).toArray()) {
                const QJsonObject server = serverValue.toObject();
                const QString host = server.value(QStringLiteral("host")).toString();
                const int port = server.value(QStringLiteral("port")).toInt();
                EXPECT_TRUE(Host.match(host).hasMatch()) << name << ": " << host.toStdString();
                EXPECT_TRUE((kind == u"smtp" ? OutgoingPorts : IncomingPorts).contains(port)) << name << ": " << port;
                // Ports with TLS from the first byte, and only they.
                const bool implicit = port == 993 || port == 995 || port == 465;
                EXPECT_EQ(server.value(QStringLiteral("security")).toString() == u"tls", implicit) << name << ": " << port;
            }
        }
        const bool in = !row.value(QStringLiteral("imap")).toArray().isEmpty() || !row.value(QStringLiteral("pop3")).toArray().isEmpty();
        const bool out = !row.value(QStringLiteral("smtp")).toArray().isEmpty();
        const QJsonArray hints = row.value(QStringLiteral("hints")).toArray();
        const bool explained = hints.contains(QStringLiteral("no_imap")) || hints.contains(QStringLiteral("per_institution"));
        EXPECT_TRUE((in && out) || explained) << name;
        ASSERT_TRUE(row.value(QStringLiteral("verified")).isBool()) << name;
        if (!row.value(QStringLiteral("verified")).toBool()) {
            EXPECT_FALSE(row.value(QStringLiteral("basis")).toString().isEmpty()) << name;
        }
        if (row.contains(QStringLiteral("helpUrl"))) {
            EXPECT_EQ(QUrl(row.value(QStringLiteral("helpUrl")).toString()).scheme(), QStringLiteral("https")) << name;
        }
    }
}

struct Expected {
    const char16_t *address;
    const char16_t *imap;
    const char16_t *user;
    const char16_t *outgoing;
    int port;
    Security security;
};

TEST(ProviderDirectory, knowsAddressesOfEveryRegion)
{
    const Expected cases[] = {
        { u"ala@wp.pl", u"imap.wp.pl", u"ala", u"smtp.wp.pl", 465, Security::Tls },
        { u"ala@o2.pl", u"poczta.o2.pl", u"ala", u"poczta.o2.pl", 465, Security::Tls },
        { u"ala@op.pl", u"imap.poczta.onet.pl", u"ala@op.pl", u"smtp.poczta.onet.pl", 465, Security::Tls },
        { u"ala@interia.pl", u"poczta.interia.pl", u"ala@interia.pl", u"poczta.interia.pl", 465, Security::Tls },
        { u"ala@cokolwiek.hub.pl", u"poczta.interia.pl", u"ala@cokolwiek.hub.pl", u"poczta.interia.pl", 465, Security::Tls },
        { u"iva@zg.t-com.hr", u"imap.t-com.hr", u"iva@zg.t-com.hr", u"mail.t-com.hr", 465, Security::Tls },
        { u"iva@ffzg.hr", u"mail.ffzg.hr", u"iva@ffzg.hr", u"mail.ffzg.hr", 465, Security::Tls },
        { u"dino@teol.net", u"imap.teol.net", u"dino@teol.net", u"smtp.teol.net", 465, Security::Tls },
        { u"ivan@mail.ru", u"imap.mail.ru", u"ivan@mail.ru", u"smtp.mail.ru", 465, Security::Tls },
        { u"ivan@bk.ru", u"imap.mail.ru", u"ivan@bk.ru", u"smtp.mail.ru", 465, Security::Tls },
        { u"ivan@ya.ru", u"imap.yandex.com", u"ivan@ya.ru", u"smtp.yandex.com", 465, Security::Tls },
        { u"ivan@rambler.ru", u"imap.rambler.ru", u"ivan@rambler.ru", u"smtp.rambler.ru", 465, Security::Tls },
        { u"anna@inbox.lt", u"mail.inbox.lt", u"anna@inbox.lt", u"mail.inbox.lt", 465, Security::Tls },
        { u"ann@gmail.com", u"imap.gmail.com", u"ann@gmail.com", u"smtp.gmail.com", 465, Security::Tls },
        { u"Ann@GMail.COM", u"imap.gmail.com", u"Ann@GMail.COM", u"smtp.gmail.com", 465, Security::Tls },
        { u"ann@hotmail.co.uk", u"outlook.office365.com", u"ann@hotmail.co.uk", u"smtp-mail.outlook.com", 587, Security::StartTls },
        { u"ann@firma.onmicrosoft.com", u"outlook.office365.com", u"ann@firma.onmicrosoft.com", u"smtp.office365.com", 587, Security::StartTls },
        { u"ann@icloud.com", u"imap.mail.me.com", u"ann", u"smtp.mail.me.com", 587, Security::StartTls },
        { u"ann@web.de", u"imap.web.de", u"ann", u"smtp.web.de", 465, Security::Tls },
        { u"ann@gmx.at", u"imap.gmx.net", u"ann@gmx.at", u"mail.gmx.net", 465, Security::Tls },
        { u"ann@zoho.eu", u"imap.zoho.eu", u"ann@zoho.eu", u"smtp.zoho.eu", 465, Security::Tls },
        { u"ann@free.fr", u"imap.free.fr", u"ann", u"smtp.free.fr", 465, Security::Tls },
        { u"ann@pm.me", u"127.0.0.1", u"ann@pm.me", u"127.0.0.1", 1025, Security::StartTls },
    };
    for (const Expected &expected : cases) {
        const ProviderMatch found = match(expected.address);
        ASSERT_FALSE(found.imap.isEmpty() || found.outgoing.isEmpty()) << QString::fromUtf16(expected.address).toStdString();
        EXPECT_EQ(found.imap[0].host, QString::fromUtf16(expected.imap));
        EXPECT_EQ(found.imap[0].user, QString::fromUtf16(expected.user));
        EXPECT_EQ(found.outgoing[0].host, QString::fromUtf16(expected.outgoing));
        EXPECT_EQ(found.outgoing[0].port, expected.port);
        EXPECT_EQ(found.outgoing[0].security, expected.security);
    }
    // iCloud signs in with the local part for reading and with the address for sending.
    EXPECT_EQ(match(u"ann@icloud.com").outgoing[0].user, QStringLiteral("ann@icloud.com"));
    EXPECT_TRUE(match(u"ann@gmail.com").sentSavedByServer);
    EXPECT_FALSE(match(u"ala@wp.pl").sentSavedByServer);
}

TEST(ProviderDirectory, warnsWhereAPasswordIsNotEnough)
{
    EXPECT_TRUE(match(u"ann@outlook.com").hints.value(0).contains(u"Outlook.com takes no password"));
    EXPECT_TRUE(match(u"ann@tuta.com").hints.value(0).contains(u"neither IMAP nor POP3"));
    EXPECT_TRUE(match(u"ann@tuta.com").imap.isEmpty());
    EXPECT_TRUE(match(u"ala@wp.pl").hints.value(0).contains(u"web mail of WP Poczta"));
    EXPECT_TRUE(match(u"iva@st.t-com.hr").hints.value(0).contains(u"could not be checked"));
}

TEST(ProviderDirectory, prefersTheExactDomainAndTheLongerSuffix)
{
    const QByteArray json = R"({"providers": [
        {"name": "A", "suffixes": [".example"], "imap": [{"host": "a", "port": 993}]},
        {"name": "B", "suffixes": [".long.example"], "imap": [{"host": "b.%DOMAIN%", "port": 993}]},
        {"name": "C", "domains": ["x.long.example"], "imap": [{"host": "c", "port": 143, "security": "starttls"}]}]})";
    const Result<ProviderDirectory> directory = ProviderDirectory::fromJson(json);
    ASSERT_TRUE(directory) << directory.error().detail.toStdString();
    EXPECT_EQ(directory->find(QStringLiteral("u@x.example"))->providerName, QStringLiteral("A"));
    EXPECT_EQ(directory->find(QStringLiteral("u@y.long.example"))->imap[0].host, QStringLiteral("b.y.long.example"));
    EXPECT_EQ(directory->find(QStringLiteral("u@x.long.example"))->imap[0].security, Security::StartTls);
    EXPECT_FALSE(directory->find(QStringLiteral("u@example")));
    EXPECT_FALSE(directory->find(QStringLiteral("u@notexample.org")));
}

TEST(ProviderDirectory, knowsServersThatBreakOffAtTls13)
{
    EXPECT_TRUE(directory().isCappedAtTls12(QStringLiteral("imap.wp.pl")));
    EXPECT_TRUE(directory().isCappedAtTls12(QStringLiteral("SMTP.wp.pl")));
    EXPECT_FALSE(directory().isCappedAtTls12(QStringLiteral("imap.gmail.com")));
    EXPECT_FALSE(directory().isCappedAtTls12(QStringLiteral("imap.wp.pl.example")));
    EXPECT_FALSE(ProviderDirectory::fromJson(R"({"providers": [{"name": "A", "domains": ["a.b"], "maxTls": "1.1"}]})")) << "TLS 1.2 is the least";
}

// Reading it takes longer than all else at the start of a program that needs none of it.
TEST(ProviderDirectory, isReadWhenSomebodyAsksAndThenSaysTheSame)
{
    const QByteArray json = directoryFile();
    const ProviderDirectory later = ProviderDirectory::readLater(json);
    for (const char *host : { "imap.wp.pl", "SMTP.wp.pl", "imap.gmail.com", "imap.wp.pl.example", "localhost" })
        EXPECT_EQ(later.isCappedAtTls12(QLatin1String(host)), directory().isCappedAtTls12(QLatin1String(host))) << host;
    EXPECT_EQ(later.maxSizeAt(QStringLiteral("smtp.gmail.com")), directory().maxSizeAt(QStringLiteral("smtp.gmail.com")));
    EXPECT_EQ(later.size(), directory().size());
    EXPECT_EQ(later.find(QStringLiteral("ala@gmail.com")).value_or({}).providerName, match(u"ala@gmail.com").providerName);
}

TEST(ProviderDirectory, knowsHowMuchAServerTakes)
{
    const auto small = ProviderDirectory::fromJson(R"({"providers": [
        {"name": "A", "domains": ["a.b"], "smtp": [{"host": "smtp.a.b", "port": 465}], "imap": [{"host": "imap.a.b", "port": 993}], "maxSize": 1000}]})");
    ASSERT_TRUE(small);
    EXPECT_EQ(small->maxSizeAt(QStringLiteral("SMTP.a.b")), 1000);
    EXPECT_EQ(small->maxSizeAt(QStringLiteral("imap.a.b")), 0) << "it sends nothing";
    EXPECT_EQ(small->maxSizeAt(QStringLiteral("smtp.b")), 0);
    EXPECT_FALSE(ProviderDirectory::fromJson(R"({"providers": [{"name": "A", "domains": ["a.b"], "maxSize": -1}]})"));
    EXPECT_GT(directory().maxSizeAt(QStringLiteral("smtp.gmail.com")), 20'000'000);
}

TEST(ProviderDirectory, saysWhatItDoesNotKnow)
{
    for (const char16_t *address : { u"u@unknown.example", u"u", u"", u"@wp.pl", u"u@" }) {
        const Result<ProviderMatch> found = directory().find(QString::fromUtf16(address));
        ASSERT_FALSE(found) << QString::fromUtf16(address).toStdString();
        EXPECT_EQ(found.error().kind, ErrorKind::NotFound);
    }
}

TEST(ProviderDirectory, namesTheRowThatIsWrong)
{
    const auto detail = [](const char *json) {
        const Result<ProviderDirectory> directory = ProviderDirectory::fromJson(json);
        EXPECT_FALSE(directory) << json;
        EXPECT_EQ(directory ? ErrorKind::Internal : directory.error().kind, ErrorKind::Storage);
        return directory ? std::string() : directory.error().detail.toStdString();
    };
    EXPECT_EQ(detail(R"({"providers": [{"name": "A", "domains": ["a.b"], "imap": [{"host": "h", "port": 70000}]}]})"), "providers[0].imap[0].port: not a port");
    EXPECT_EQ(detail(R"({"providers": [{"name": "A", "domains": ["a.b"], "hints": ["nonsense"]}]})"), "providers[0].hints: nonsense is not known");
    EXPECT_NE(detail(R"({"providers": [{"name": "A", "domains": ["a.b"], "colour": 1}]})").find("providers[0].colour"), std::string::npos);
    EXPECT_NE(detail("{").size(), 0u);
    EXPECT_NE(detail(R"({"providers": [{"name": "A"}]})").size(), 0u);
}

TEST(ProviderHints, areTextsWithTheProvidersName)
{
    EXPECT_TRUE(isProviderHint(QStringLiteral("app_password")));
    EXPECT_FALSE(isProviderHint(QStringLiteral("App_password")));
    EXPECT_TRUE(providerHint(QStringLiteral("bridge"), QStringLiteral("Proton Mail")).startsWith(u"Proton Mail needs its Bridge"));
}

} // namespace
} // namespace golub::account
