// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Discovery.h"
#include "core/ports/Done.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace golub {

//! What a web server gave.
struct FetchedPage {
    int status = 0;
    QByteArray contentType = {};      //!< lower case, without parameters
    QByteArray body = {};
    QUrl url = {};                    //!< where it came from in the end
};

//! RFC 2782. A target of "." (here empty) says that the service is not offered.
struct SrvRecord {
    QString target;
    quint16 port = 0;
    quint16 priority = 0;             //!< the lowest first
    quint16 weight = 0;
};

struct ProbeTarget {
    MailProtocol protocol = MailProtocol::Imap;
    QString host;
    quint16 port = 0;
    Security security = Security::Tls;
    bool operator==(const ProbeTarget &) const = default;
};

//! What finding the servers of an address needs of the network. Nothing of it says who asks: no names, no cookies. Destroying it stops
//! everything, and no completion comes any more.
class DiscoveryNetwork
{
public:
    virtual ~DiscoveryNetwork() = default;
    //! By https alone, redirections included; anything else is InvalidInput or Tls. At most \a limit bytes (LimitExceeded). NotFound for 404.
    virtual void get(const QUrl &url, qint64 limit, Done<FetchedPage> done) = 0;
    //! Records of "_imaps._tcp.example.org", unsorted; NotFound where there are none.
    virtual void lookUpServices(const QString &name, Done<QList<SrvRecord>> done) = 0;
    //! Who receives the domain's mail, the most preferred first.
    virtual void lookUpMailExchangers(const QString &domain, Done<QStringList> done) = 0;
    //! Whether a mail server of the kind answers there under TLS with a certificate of that name. AuthUnsupported: it answers, and offers no TLS.
    virtual void probe(const ProbeTarget &target, Done<void> done) = 0;
};

} // namespace golub
