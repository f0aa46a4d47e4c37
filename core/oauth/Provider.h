// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/mail/Account.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <utility>

namespace golub::oauth {

//! An authorization server, and how it wants to be spoken to.
struct Provider {
    QString id;                      //!< "google"; for one found by its metadata, the issuer's address
    QString name;                    //!< as people know it
    QString issuer = {};             //!< RFC 8414; empty: not known, then no "iss" is compared
    bool sendsIssuer = false;        //!< RFC 9207: an answer without "iss" is not its answer
    QUrl authorization = {};
    QUrl token = {};
    QUrl revocation = {};            //!< empty: none
    QStringList imapScopes = {};
    QStringList popScopes = {};
    QStringList smtpScopes = {};
    QStringList otherScopes = {};    //!< asked for in any case ("offline_access")
    //! The redirect as it is registered; "{port}" for any free one (RFC 8252 section 7.3), a number where the provider compares it.
    QString redirect = QStringLiteral("http://127.0.0.1:{port}/golub");
    bool needsSecret = false;        //!< its clients have a secret, even on desktops
    QString defaultTenant = {};      //!< not empty: the addresses above hold "{tenant}"
    QList<std::pair<QString, QString>> parameters = {}; //!< more for the authorization request
    QString clientId = {};           //!< a registration that comes with the data; empty: the user needs one
    QUrl registration = {};          //!< where a client is registered
    QString registrationHint = {};   //!< id of howToRegister()
    QUrl appPassword = {};           //!< the page that makes app passwords; empty: there are none
    QStringList hosts = {};          //!< mail servers, ".example.org" for all below
    bool isTenanted() const { return !defaultTenant.isEmpty(); }
};

//! Who we are to the provider.
struct Client {
    QString id;
    Secret secret = {};
};

//! Providers without OAuth that want an app password, by domain.
struct AppPasswordPage {
    QString name;
    QStringList domains;
    QUrl page;
};

//! The rows of resources/oauth.json.
class ProviderDirectory
{
public:
    ProviderDirectory() = default;
    //! Storage names the row that is wrong.
    static Result<ProviderDirectory> fromJson(const QByteArray &json);

    const QList<Provider> &providers() const { return m_providers; }
    //! Null where there is none.
    const Provider *find(const QString &id) const;
    //! By the name of a mail server ("imap.gmail.com"); null where none is known.
    const Provider *forHost(const QString &host) const;
    //! Where to make an app password for \a address or for the provider of its mail server; invalid where no page is known.
    QUrl appPasswordPage(const QString &address, const QString &host) const;

private:
    QList<Provider> m_providers;
    QList<AppPasswordPage> m_pages;
};

//! With the account's tenant in the addresses.
Provider forTenant(Provider provider, const QString &tenant);
//! What is asked for: by the account's protocol, or what its settings say.
QStringList scopesFor(const Provider &provider, const Account &account);
//! The account's own client id, else the row's; empty: there is none.
QString clientIdFor(const Provider &provider, const OAuthSettings &settings);
//! How a client of one's own is made there, translated, step by step in one paragraph; empty for an unknown hint.
QString howToRegister(const Provider &provider);
//! What is registered as redirect: without the port where any will do.
QString redirectToRegister(const Provider &provider);
//! The port that the redirect names, 0 for any.
quint16 redirectPort(const Provider &provider);
//! True for https addresses with a host, and http ones on this machine.
bool isSafeAddress(const QUrl &url);
//! True where OAuthSettings::provider is the address of an issuer rather than the name of a row.
bool isIssuerAddress(const QString &provider);

//! Where metadata of an issuer may be (RFC 8414 section 3.1, OpenID Connect Discovery), in the order to ask.
QList<QUrl> metadataAddresses(const QString &issuer);
//! Reads them. Protocol: another issuer's, incomplete, unsafe addresses, or no PKCE with S256.
Result<Provider> providerFromMetadata(const QString &issuer, const QByteArray &json);

} // namespace golub::oauth
