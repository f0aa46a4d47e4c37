// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/mail/Address.h"
#include "core/mail/OAuthSettings.h"
#include "core/mail/SendingPreferences.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace golub {

enum class IncomingProtocol : quint8 { Imap, Pop3 };
//! TLS from the first byte, STARTTLS required, or none (loopback, or with an explicit permission). There is no "if available".
enum class Security : quint8 { Tls, StartTls, None };
//! auto picks the strongest that both sides know.
enum class AuthMethod : quint8 { Auto, Plain, Login, CramMd5, ScramSha1, ScramSha256, XOAuth2, OAuthBearer, External, Gssapi, None, ScramSha512, Apop };

//! Where a server is and how to sign in to it.
struct ServerSettings {
    QString host;
    quint16 port = 0;
    Security security = Security::Tls;
    QString user;                     //!< empty for the outgoing server: no authentication where auth is None, else the incoming user
    AuthMethod auth = AuthMethod::Auto;
    bool allowCleartext = false;      //!< with Security::None on a host that is not loopback: the user's explicit word, warned at every use
    QString caFile = {};              //!< an extra trusted CA, PEM; empty for none
    QString clientCertificate = {};   //!< file with the user's certificate and its key (PEM or PKCS#12), for EXTERNAL; empty for none
    bool tellName = true;             //!< IMAP: answer who the client is (ID, RFC 2971)
    bool isLoopback() const;
    bool operator==(const ServerSettings &) const = default;
};

//! A persona to write as.
struct Identity {
    IdentityId id;
    QString name;
    QString address;
    QString replyTo = {};
    QString signature = {};           //!< plain text, without the "-- " line
    Address from() const { return { name, address }; }
    bool operator==(const Identity &) const = default;
};

enum class SecretSource : quint8 { Keychain, Command, Prompt };

//! When POP3 messages leave the server. Whatever stands here, only durably stored messages are ever deleted.
struct LeaveOnServer {
    enum class Policy : quint8 { Always, Never, Days, UntilDeleted } policy = Policy::Always;
    int days = 0;                     //!< for Days
    bool operator==(const LeaveOnServer &) const = default;
};

//! What of an IMAP account's mail comes here by itself. Message lists are complete in every synchronised folder; what is left out is
//! fetched when it is opened.
struct SyncLimits {
    bool headersOnly = false;         //!< bodies only when they are opened
    int days = 0;                     //!< bodies of what arrived in the last so many days; 0: of all
    qint64 maxSize = 0;               //!< bodies up to so many bytes; 0: all
    QStringList folders = {};         //!< paths; empty: all. The inbox always comes.
    bool index = true;                //!< false: the text of this account's mail is not searched, and takes no space for it
    bool isLimited() const { return headersOnly || days > 0 || maxSize > 0 || !folders.isEmpty(); }
    bool operator==(const SyncLimits &) const = default;
};

//! Everything known of an account but its password.
struct Account {
    AccountId id;
    QString name;                     //!< as the user calls it
    QString address;
    IncomingProtocol protocol = IncomingProtocol::Imap;
    ServerSettings incoming;
    ServerSettings outgoing;
    QList<Identity> identities;       //!< at least one; the first is the default
    SecretSource secretSource = SecretSource::Keychain;
    QStringList secretCommand = {};   //!< program and arguments, for SecretSource::Command
    LeaveOnServer leaveOnServer = {};
    SyncLimits sync = {};
    OAuthSettings oauth = {};
    SendingPreferences sending = {};
    //! Whether \a server, one of this account's, is given an access token in place of a password.
    bool usesToken(const ServerSettings &server) const;
    bool operator==(const Account &) const = default;
};

} // namespace golub
