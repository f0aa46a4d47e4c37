// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/Provider.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace golub::oauth {
namespace {

constexpr QLatin1String AnyPort("{port}");

Error wrongRow(const QString &id, const QString &what)
{
    return Error::of(ErrorKind::Storage, QStringLiteral("provider %1: %2").arg(id, what));
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue &item : value.toArray())
        out += item.toString();
    return out;
}

//! "{tenant}" is no part of a URL yet: it stands in the path, where QUrl would encode it.
QUrl addressOf(const QJsonObject &row, const char *key, const QString &tenant)
{
    return QUrl(row.value(QLatin1String(key)).toString().replace(QStringLiteral("{tenant}"), tenant), QUrl::StrictMode);
}

bool endsWithHost(const QString &host, const QString &known)
{
    return known.startsWith(u'.') ? host.endsWith(known, Qt::CaseInsensitive) : host.compare(known, Qt::CaseInsensitive) == 0;
}

bool isLoopbackHost(const QString &host)
{
    return host == u"localhost" || host == u"127.0.0.1" || host == u"::1";
}

Result<Provider> providerFrom(const QJsonObject &row)
{
    Provider out;
    out.id = row.value(u"id").toString();
    out.name = row.value(u"name").toString();
    if (out.id.isEmpty() || out.name.isEmpty())
        return wrongRow(out.id, QStringLiteral("id and name are needed"));
    out.defaultTenant = row.value(u"tenant").toString();
    // Kept with the placeholder as fragment-free text until the tenant is known: see forTenant().
    out.issuer = row.value(u"issuer").toString();
    out.sendsIssuer = row.value(u"sendsIssuer").toBool();
    const QString placeholder = out.isTenanted() ? QStringLiteral("TENANT") : QString();
    out.authorization = addressOf(row, "authorization", placeholder);
    out.token = addressOf(row, "token", placeholder);
    out.revocation = addressOf(row, "revocation", placeholder);
    if (!isSafeAddress(out.authorization) || !isSafeAddress(out.token) || (!out.revocation.isEmpty() && !isSafeAddress(out.revocation)))
        return wrongRow(out.id, QStringLiteral("addresses must be https"));
    const QJsonObject scopes = row.value(u"scopes").toObject();
    out.imapScopes = textsOf(scopes.value(u"imap"));
    out.popScopes = textsOf(scopes.value(u"pop3"));
    out.smtpScopes = textsOf(scopes.value(u"smtp"));
    out.otherScopes = textsOf(scopes.value(u"other"));
    if (row.contains(u"redirect"))
        out.redirect = row.value(u"redirect").toString();
    const QUrl redirect(QString(out.redirect).replace(AnyPort, QStringLiteral("1")), QUrl::StrictMode);
    if (redirect.scheme() != u"http" || !isLoopbackHost(redirect.host()) || redirect.port() <= 0)
        return wrongRow(out.id, QStringLiteral("the redirect must be on this machine, with a port"));
    out.needsSecret = row.value(u"secret").toBool();
    const QJsonObject parameters = row.value(u"parameters").toObject();
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        out.parameters.append({ it.key(), it.value().toString() });
    out.clientId = row.value(u"clientId").toString();
    out.registration = QUrl(row.value(u"registration").toString());
    out.registrationHint = row.value(u"registrationHint").toString();
    if (!out.registrationHint.isEmpty() && howToRegister(out).isEmpty())
        return wrongRow(out.id, QStringLiteral("unknown registrationHint"));
    out.appPassword = QUrl(row.value(u"appPassword").toString());
    out.hosts = textsOf(row.value(u"hosts"));
    return out;
}

struct Hint {
    const char *id;
    const char *text;
};
constexpr const char *Context = "OAuth";
// %1 is the redirect address to register.
constexpr std::array Hints {
    Hint { "google",
        QT_TRANSLATE_NOOP("OAuth",
            "Open the Google Cloud console, make a project, switch on the Gmail API, and make an OAuth client of the type “Desktop app”. On the page "
            "“Audience” publish it, or add your address as a test user (then each sign-in lasts seven days). Copy the client ID and the secret here.") },
    Hint { "microsoft",
        QT_TRANSLATE_NOOP("OAuth",
            "Open “App registrations” in Microsoft Entra and add one for the accounts that you use. Add the platform “Mobile and desktop "
            "applications” with the redirect address %1, allow public client flows, and copy the application (client) ID here. It needs no secret.") },
    Hint { "yahoo",
        QT_TRANSLATE_NOOP("OAuth",
            "Make an app in the developer network with the redirect address %1 and mail access (Yahoo grants that on request), and copy its client "
            "ID and secret here. An app password is the shorter way.") },
    Hint { "fastmail",
        QT_TRANSLATE_NOOP("OAuth",
            "Fastmail registers clients on request: ask for one with the redirect address %1, and copy the client ID here. An app password is the "
            "shorter way.") },
    Hint { "mailru",
        QT_TRANSLATE_NOOP("OAuth",
            "Make an app on the page for developers with the redirect address %1, and copy its client ID and secret here. An app password is the "
            "shorter way.") },
    Hint { "yandex",
        QT_TRANSLATE_NOOP("OAuth",
            "Make an app for “Web services” with the redirect address %1 and the rights to read mail (mail:imap_full) and to send it (mail:smtp), "
            "and copy its client ID and secret here. An app password is the shorter way.") },
    Hint { "own",
        QT_TRANSLATE_NOOP("OAuth",
            "Ask whoever runs this sign-in server for a public client with the redirect address %1 and PKCE, and copy its client ID here.") },
};

} // namespace

Result<ProviderDirectory> ProviderDirectory::fromJson(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonObject root = QJsonDocument::fromJson(json, &problem).object();
    if (root.isEmpty() || root.value(u"version").toInt() != 1)
        return Error::of(ErrorKind::Storage, QStringLiteral("oauth.json: %1").arg(problem.errorString()));
    ProviderDirectory out;
    for (const QJsonValue &row : root.value(u"providers").toArray()) {
        auto provider = providerFrom(row.toObject());
        if (!provider)
            return provider.error();
        if (out.find(provider->id))
            return wrongRow(provider->id, QStringLiteral("stands twice"));
        out.m_providers.append(std::move(*provider));
    }
    for (const QJsonValue &value : root.value(u"appPasswords").toArray()) {
        const QJsonObject row = value.toObject();
        AppPasswordPage page { row.value(u"name").toString(), textsOf(row.value(u"domains")), QUrl(row.value(u"page").toString()) };
        if (page.name.isEmpty() || page.domains.isEmpty() || page.page.scheme() != u"https")
            return wrongRow(page.name, QStringLiteral("name, domains and an https page are needed"));
        out.m_pages.append(std::move(page));
    }
    return out;
}

const Provider *ProviderDirectory::find(const QString &id) const
{
    const auto found = std::find_if(m_providers.begin(), m_providers.end(), [&id](const Provider &provider) { return provider.id == id; });
    return found == m_providers.end() ? nullptr : &*found;
}

const Provider *ProviderDirectory::forHost(const QString &host) const
{
    const auto found = std::find_if(m_providers.begin(), m_providers.end(), [&host](const Provider &provider) {
        return std::any_of(provider.hosts.begin(), provider.hosts.end(), [&host](const QString &known) { return endsWithHost(host, known); });
    });
    return found == m_providers.end() ? nullptr : &*found;
}

QUrl ProviderDirectory::appPasswordPage(const QString &address, const QString &host) const
{
    if (const Provider *provider = forHost(host))
        return provider->appPassword;
    const QString domain = address.mid(address.lastIndexOf(u'@') + 1);
    for (const AppPasswordPage &page : m_pages) {
        for (const QString &known : page.domains) {
            if (endsWithHost(domain, known) || (!host.isEmpty() && endsWithHost(host, u'.' + known)))
                return page.page;
        }
    }
    return {};
}

Provider forTenant(Provider provider, const QString &tenant)
{
    if (!provider.isTenanted())
        return provider;
    const QString name = tenant.isEmpty() ? provider.defaultTenant : tenant;
    for (QUrl *url : { &provider.authorization, &provider.token, &provider.revocation }) {
        // As one segment: a tenant is no way to another path or host.
        const QString segment = QString::fromLatin1(QUrl::toPercentEncoding(name));
        *url = QUrl(url->toString(QUrl::FullyEncoded).replace(QStringLiteral("/TENANT/"), u'/' + segment + u'/'), QUrl::StrictMode);
    }
    return provider;
}

QStringList scopesFor(const Provider &provider, const Account &account)
{
    if (const QStringList own = account.oauth.scopes.split(u' ', Qt::SkipEmptyParts); !own.isEmpty())
        return own;
    QStringList scopes = account.protocol == IncomingProtocol::Imap ? provider.imapScopes : provider.popScopes;
    scopes += provider.smtpScopes;
    scopes += provider.otherScopes;
    scopes.removeDuplicates();
    return scopes;
}

QString clientIdFor(const Provider &provider, const OAuthSettings &settings)
{
    return settings.clientId.isEmpty() ? provider.clientId : settings.clientId;
}

QString howToRegister(const Provider &provider)
{
    for (const Hint &hint : Hints) {
        if (provider.registrationHint == QLatin1String(hint.id))
            return QCoreApplication::translate(Context, hint.text).replace(QStringLiteral("%1"), redirectToRegister(provider));
    }
    return {};
}

QString redirectToRegister(const Provider &provider)
{
    return QString(provider.redirect).replace(u':' + AnyPort, QString());
}

quint16 redirectPort(const Provider &provider)
{
    if (provider.redirect.contains(AnyPort))
        return 0;
    return quint16(QUrl(provider.redirect).port(0));
}

bool isSafeAddress(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment())
        return false;
    return url.scheme() == u"https" || (url.scheme() == u"http" && isLoopbackHost(url.host()));
}

bool isIssuerAddress(const QString &provider)
{
    return provider.startsWith(u"https://") || provider.startsWith(u"http://");
}

QList<QUrl> metadataAddresses(const QString &issuer)
{
    const QUrl url(issuer, QUrl::StrictMode);
    if (!isSafeAddress(url) || url.hasQuery())
        return {};
    QString path = url.path(QUrl::FullyEncoded);
    if (path.endsWith(u'/'))
        path.chop(1);
    QUrl between = url;
    between.setPath(QStringLiteral("/.well-known/oauth-authorization-server") + path, QUrl::TolerantMode);
    QUrl behind = url;
    behind.setPath(path + QStringLiteral("/.well-known/openid-configuration"), QUrl::TolerantMode);
    return { between, behind };
}

Result<Provider> providerFromMetadata(const QString &issuer, const QByteArray &json)
{
    const auto unusable = [](const QString &why) {
        return Error { ErrorKind::Protocol,
            QCoreApplication::translate("OAuth", "The sign-in server's description of itself cannot be used. Check its address."), why };
    };
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    // RFC 8414 section 3.3: what describes another issuer must not be used.
    if (root.value(u"issuer").toString() != issuer)
        return unusable(QStringLiteral("issuer"));
    Provider out;
    out.id = issuer;
    out.name = QUrl(issuer).host();
    out.issuer = issuer;
    out.sendsIssuer = root.value(u"authorization_response_iss_parameter_supported").toBool();
    out.authorization = QUrl(root.value(u"authorization_endpoint").toString(), QUrl::StrictMode);
    out.token = QUrl(root.value(u"token_endpoint").toString(), QUrl::StrictMode);
    const QUrl revocation(root.value(u"revocation_endpoint").toString(), QUrl::StrictMode);
    if (isSafeAddress(revocation))
        out.revocation = revocation;
    if (!isSafeAddress(out.authorization) || !isSafeAddress(out.token))
        return unusable(QStringLiteral("authorization_endpoint, token_endpoint"));
    const QStringList challenges = textsOf(root.value(u"code_challenge_methods_supported"));
    if (root.contains(u"code_challenge_methods_supported") && !challenges.contains(QStringLiteral("S256")))
        return unusable(QStringLiteral("code_challenge_methods_supported"));
    if (textsOf(root.value(u"scopes_supported")).contains(QStringLiteral("offline_access")))
        out.otherScopes = { QStringLiteral("offline_access") };
    out.registrationHint = QStringLiteral("own");
    return out;
}

} // namespace golub::oauth
