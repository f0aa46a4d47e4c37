// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/mail/Account.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace golub {

//! Where settings for an address came from, the most trustworthy first: this order decides which answer wins.
enum class DiscoverySource : quint8 {
    Directory,        //!< Golub's own directory of providers
    Autoconfig,       //!< https://autoconfig.DOMAIN/mail/config-v1.1.xml
    WellKnown,        //!< https://DOMAIN/.well-known/autoconfig/mail/config-v1.1.xml
    Database,         //!< Thunderbird's database of providers (ISPDB), asked at run time
    Srv,              //!< SRV records of the domain (RFC 6186, RFC 8314)
    HosterDirectory,  //!< the directory's row of whoever receives the domain's mail (MX)
    HosterDatabase,   //!< the ISPDB's row of whoever receives the domain's mail (MX)
    Autodiscover,     //!< Exchange's Autodiscover v2 named the host, and it answered there
    Unchecked,        //!< a row of the directory that nobody could check lately
    Guess,            //!< a usual name that answered with TLS and a good certificate
};
inline constexpr int DiscoverySources = int(DiscoverySource::Guess) + 1;

enum class MailProtocol : quint8 { Imap, Pop3, Smtp };

//! One server that was found.
struct DiscoveredServer {
    MailProtocol protocol = MailProtocol::Imap;
    ServerSettings settings;
    QList<DiscoverySource> sources = {}; //!< who named it, the best first; never empty in a Discovery
    bool wantsOAuth = false;          //!< whoever named it wants sign-in through the browser
    //! It is outside of the address's domain, and only DNS, which nobody signed, says so: to be used on the person's word alone (RFC 6186
    //! section 6).
    bool needsConfirmation = false;
    QString why = {};                 //!< of those that were refused: the reason, translated
    DiscoverySource source() const { return sources.value(0, DiscoverySource::Guess); }
    bool operator==(const DiscoveredServer &) const = default;
};

//! How one way of looking went.
struct DiscoveryProgress {
    enum class State : quint8 { Running, Found, Nothing, Failed, Skipped };
    DiscoverySource source = DiscoverySource::Directory;
    State state = State::Running;
    QString facts = {};               //!< translated: what was asked, or why it failed
    qint64 milliseconds = 0;          //!< how long it took, or has taken so far
    bool operator==(const DiscoveryProgress &) const = default;
};

struct DiscoveryLink {
    QString url;                      //!< https
    QString text;                     //!< may be empty
    bool operator==(const DiscoveryLink &) const = default;
};

//! What is known of an address's servers so far. Lists have the best first.
struct Discovery {
    QString address;
    QString providerName = {};
    QList<DiscoveredServer> imap = {};
    QList<DiscoveredServer> pop3 = {};
    QList<DiscoveredServer> outgoing = {};
    //! Found and not offered: without TLS, or with a certificate that is not good. `why` says it.
    QList<DiscoveredServer> refused = {};
    QStringList hints = {};           //!< translated
    QList<DiscoveryLink> links = {};  //!< where the provider explains it
    QString exchangeHost = {};        //!< mail is on a Microsoft Exchange of this name; empty if not
    QList<DiscoveryProgress> progress = {}; //!< one of each source that was asked
    bool timedOut = false;
    bool isEmpty() const { return imap.isEmpty() && pop3.isEmpty() && outgoing.isEmpty(); }
    //! Enough to set up an account without asking for a server.
    bool isComplete() const { return !(imap.isEmpty() && pop3.isEmpty()) && !outgoing.isEmpty(); }
};

struct DiscoveryOptions {
    bool sendAddress = false;         //!< the person agreed that the whole address, not only its domain, goes to the domain's own servers
    bool everything = false;          //!< waits for every source, even where none of those left could win
};

//! "imap", "srv", … for golubctl.
QString protocolName(MailProtocol protocol);
QString sourceName(DiscoverySource source);

} // namespace golub

Q_DECLARE_METATYPE(golub::Discovery)
