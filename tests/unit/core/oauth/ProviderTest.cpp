// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/Provider.h"

#include <QFile>

#include <gtest/gtest.h>

namespace golub::oauth {
namespace {

const ProviderDirectory &bundled()
{
    static const ProviderDirectory Loaded = [] {
        QFile file(QStringLiteral(GOLUB_SOURCE_DIR "/resources/oauth.json"));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        const auto read = ProviderDirectory::fromJson(file.readAll());
        EXPECT_TRUE(read) << (read ? "" : read.error().detail.toStdString());
        return read.value_or(ProviderDirectory());
    }();
    return Loaded;
}

Account imapAccount(const QString &provider)
{
    Account account;
    account.address = QStringLiteral("ala@example.org");
    account.oauth.provider = provider;
    return account;
}

TEST(BundledProvidersTest, AllThatAreNamedAreThere)
{
    for (const char *id : { "google", "microsoft", "yahoo", "aol", "fastmail", "mailru", "yandex" })
        EXPECT_TRUE(bundled().find(QLatin1String(id))) << id;
}

TEST(BundledProvidersTest, EachCanBeUsed)
{
    for (const Provider &provider : bundled().providers()) {
        const std::string id = provider.id.toStdString();
        EXPECT_EQ(provider.authorization.scheme(), QStringLiteral("https")) << id;
        EXPECT_EQ(provider.token.scheme(), QStringLiteral("https")) << id;
        EXPECT_TRUE(provider.issuer.isEmpty() || isSafeAddress(QUrl(provider.issuer))) << id;
        EXPECT_FALSE(provider.imapScopes.isEmpty()) << id;
        EXPECT_FALSE(provider.popScopes.isEmpty()) << id;
        EXPECT_FALSE(provider.smtpScopes.isEmpty()) << id;
        EXPECT_EQ(provider.registration.scheme(), QStringLiteral("https")) << id;
        EXPECT_FALSE(howToRegister(provider).isEmpty()) << id;
        EXPECT_FALSE(howToRegister(provider).contains(QStringLiteral("%1"))) << id;
        EXPECT_FALSE(provider.hosts.isEmpty()) << id;
        EXPECT_TRUE(provider.clientId.isEmpty()) << "nobody here owns a registration: " << id;
    }
}

TEST(BundledProvidersTest, AreFoundByTheMailServer)
{
    const auto idOf = [](const char *host) {
        const Provider *found = bundled().forHost(QLatin1String(host));
        return found ? found->id : QString();
    };
    EXPECT_EQ(idOf("imap.gmail.com"), QStringLiteral("google"));
    EXPECT_EQ(idOf("IMAP.GMAIL.COM"), QStringLiteral("google"));
    EXPECT_EQ(idOf("outlook.office365.com"), QStringLiteral("microsoft"));
    EXPECT_EQ(idOf("smtp-mail.outlook.com"), QStringLiteral("microsoft"));
    EXPECT_EQ(idOf("imap.mail.yahoo.com"), QStringLiteral("yahoo"));
    EXPECT_EQ(idOf("imap.aol.com"), QStringLiteral("aol"));
    EXPECT_EQ(idOf("imap.fastmail.com"), QStringLiteral("fastmail"));
    EXPECT_EQ(idOf("imap.mail.ru"), QStringLiteral("mailru"));
    EXPECT_EQ(idOf("imap.yandex.com"), QStringLiteral("yandex"));
    EXPECT_EQ(idOf("imap.evilgmail.com"), QString());
    EXPECT_EQ(idOf("gmail.com.example.org"), QString());
}

TEST(BundledProvidersTest, AppPasswordPagesAreKnown)
{
    EXPECT_EQ(bundled().appPasswordPage(QStringLiteral("ala@gmail.com"), QStringLiteral("imap.gmail.com")).host(), QStringLiteral("myaccount.google.com"));
    EXPECT_EQ(bundled().appPasswordPage(QStringLiteral("ala@icloud.com"), QStringLiteral("imap.mail.me.com")).host(), QStringLiteral("account.apple.com"));
    EXPECT_EQ(bundled().appPasswordPage(QStringLiteral("ala@own.example"), QStringLiteral("imap.mail.me.com")).host(), QStringLiteral("account.apple.com"));
    EXPECT_TRUE(bundled().appPasswordPage(QStringLiteral("ala@example.org"), QStringLiteral("imap.example.org")).isEmpty());
}

TEST(BundledProvidersTest, PopAccountsAskForPop)
{
    Account account = imapAccount(QStringLiteral("microsoft"));
    const Provider &microsoft = *bundled().find(QStringLiteral("microsoft"));
    EXPECT_EQ(scopesFor(microsoft, account),
        (QStringList { QStringLiteral("https://outlook.office.com/IMAP.AccessAsUser.All"), QStringLiteral("https://outlook.office.com/SMTP.Send"),
            QStringLiteral("offline_access") }));
    account.protocol = IncomingProtocol::Pop3;
    EXPECT_TRUE(scopesFor(microsoft, account).contains(QStringLiteral("https://outlook.office.com/POP.AccessAsUser.All")));
    EXPECT_FALSE(scopesFor(microsoft, account).contains(QStringLiteral("https://outlook.office.com/IMAP.AccessAsUser.All")));
    account.oauth.scopes = QStringLiteral("only  this");
    EXPECT_EQ(scopesFor(microsoft, account), (QStringList { QStringLiteral("only"), QStringLiteral("this") }));
    EXPECT_EQ(scopesFor(*bundled().find(QStringLiteral("google")), imapAccount(QStringLiteral("google"))).size(), 1); // not the same one twice
}

TEST(TenantTest, GoesIntoTheAddressesAsOneSegment)
{
    const Provider &microsoft = *bundled().find(QStringLiteral("microsoft"));
    EXPECT_EQ(forTenant(microsoft, {}).token, QUrl(QStringLiteral("https://login.microsoftonline.com/common/oauth2/v2.0/token")));
    EXPECT_EQ(forTenant(microsoft, QStringLiteral("example.org")).authorization,
        QUrl(QStringLiteral("https://login.microsoftonline.com/example.org/oauth2/v2.0/authorize")));
    for (const char *tenant : { "a/b", "../..", "x?y=", "x#y", "@evil.example", "a b" }) {
        const QUrl url = forTenant(microsoft, QLatin1String(tenant)).token;
        EXPECT_EQ(url.host(), QStringLiteral("login.microsoftonline.com")) << tenant;
        EXPECT_TRUE(url.path(QUrl::FullyEncoded).endsWith(QStringLiteral("/oauth2/v2.0/token"))) << tenant;
        EXPECT_FALSE(url.hasQuery() || url.hasFragment()) << tenant;
    }
}

TEST(ClientTest, OnesOwnIdComesBeforeTheRows)
{
    Provider provider;
    provider.clientId = QStringLiteral("bundled");
    EXPECT_EQ(clientIdFor(provider, {}), QStringLiteral("bundled"));
    EXPECT_EQ(clientIdFor(provider, { QStringLiteral("x"), QStringLiteral("own") }), QStringLiteral("own"));
}

TEST(RedirectAddressTest, IsRegisteredWithoutAPortWhereAnyWillDo)
{
    Provider provider;
    EXPECT_EQ(redirectToRegister(provider), QStringLiteral("http://127.0.0.1/golub"));
    EXPECT_EQ(redirectPort(provider), 0);
    provider.redirect = QStringLiteral("http://localhost:18743/golub");
    EXPECT_EQ(redirectToRegister(provider), provider.redirect);
    EXPECT_EQ(redirectPort(provider), 18743);
}

TEST(ProviderFileTest, WrongRowsAreNamed)
{
    const auto read = [](const QByteArray &row) { return ProviderDirectory::fromJson(R"({"version":1,"providers":[)" + row + "]}"); };
    const QByteArray good = R"({"id":"x","name":"X","authorization":"https://x.example/a","token":"https://x.example/t")";
    EXPECT_TRUE(read(good + "}"));
    EXPECT_FALSE(read(good + R"(,"redirect":"https://x.example/back"})"));
    EXPECT_FALSE(read(good + R"(,"redirect":"http://x.example:{port}/"})"));
    EXPECT_FALSE(read(good + R"(,"revocation":"http://x.example/r"})"));
    EXPECT_FALSE(read(good + R"(,"registrationHint":"nobody"})"));
    EXPECT_FALSE(read(good + "}," + good + "}"));
    EXPECT_FALSE(read(R"({"id":"x","name":"X","authorization":"http://x.example/a","token":"https://x.example/t"})"));
    EXPECT_FALSE(read(R"({"name":"X","authorization":"https://x.example/a","token":"https://x.example/t"})"));
    EXPECT_FALSE(ProviderDirectory::fromJson("{}"));
    EXPECT_FALSE(ProviderDirectory::fromJson("not json"));
}

TEST(SafeAddressTest, HttpsOrThisMachine)
{
    for (const char *good : { "https://a.example/x", "http://127.0.0.1:80/x", "http://localhost:1/", "http://[::1]:1/" })
        EXPECT_TRUE(isSafeAddress(QUrl(QLatin1String(good)))) << good;
    for (const char *bad : { "http://a.example/", "ftp://a.example/", "https:///x", "https://u:p@a.example/", "javascript:alert(1)", "file:///etc/passwd", "",
             "https://a.example/#x", "http://127.0.0.1.example/" })
        EXPECT_FALSE(isSafeAddress(QUrl(QLatin1String(bad)))) << bad;
}

//! RFC 8414 section 3.1.
TEST(MetadataTest, IsLookedForWhereTheRfcSays)
{
    EXPECT_EQ(metadataAddresses(QStringLiteral("https://a.example")),
        (QList<QUrl> { QUrl(QStringLiteral("https://a.example/.well-known/oauth-authorization-server")),
            QUrl(QStringLiteral("https://a.example/.well-known/openid-configuration")) }));
    EXPECT_EQ(metadataAddresses(QStringLiteral("https://a.example/realms/me")),
        (QList<QUrl> { QUrl(QStringLiteral("https://a.example/.well-known/oauth-authorization-server/realms/me")),
            QUrl(QStringLiteral("https://a.example/realms/me/.well-known/openid-configuration")) }));
    EXPECT_TRUE(metadataAddresses(QStringLiteral("http://a.example")).isEmpty());
    EXPECT_TRUE(metadataAddresses(QStringLiteral("google")).isEmpty());
}

TEST(MetadataTest, DescribesAProvider)
{
    const QByteArray json = R"({"issuer":"https://a.example","authorization_endpoint":"https://a.example/auth","token_endpoint":"https://a.example/token",
        "revocation_endpoint":"https://a.example/revoke","code_challenge_methods_supported":["plain","S256"],
        "authorization_response_iss_parameter_supported":true,"scopes_supported":["openid","offline_access"]})";
    const auto found = providerFromMetadata(QStringLiteral("https://a.example"), json);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->issuer, QStringLiteral("https://a.example"));
    EXPECT_TRUE(found->sendsIssuer);
    EXPECT_EQ(found->token, QUrl(QStringLiteral("https://a.example/token")));
    EXPECT_EQ(found->revocation, QUrl(QStringLiteral("https://a.example/revoke")));
    EXPECT_EQ(found->otherScopes, QStringList { QStringLiteral("offline_access") });
    // Section 3.3: of another issuer, it must not be used.
    EXPECT_FALSE(providerFromMetadata(QStringLiteral("https://b.example"), json));
    EXPECT_FALSE(providerFromMetadata(QStringLiteral("https://a.example/"), json));
}

TEST(MetadataTest, UnsafeOnesAreNotUsed)
{
    const QString issuer = QStringLiteral("https://a.example");
    EXPECT_FALSE(providerFromMetadata(issuer, R"({"issuer":"https://a.example","authorization_endpoint":"https://a.example/a"})"));
    EXPECT_FALSE(providerFromMetadata(
        issuer, R"({"issuer":"https://a.example","authorization_endpoint":"http://a.example/a","token_endpoint":"https://a.example/t"})"));
    EXPECT_FALSE(providerFromMetadata(issuer, R"({"issuer":"https://a.example","authorization_endpoint":"https://a.example/a",
        "token_endpoint":"https://a.example/t","code_challenge_methods_supported":["plain"]})"));
    EXPECT_FALSE(providerFromMetadata(issuer, "[]"));
    EXPECT_FALSE(providerFromMetadata(issuer, {}));
}

} // namespace
} // namespace golub::oauth
