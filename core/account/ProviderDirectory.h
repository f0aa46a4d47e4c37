// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/account/RowsLater.h"
#include "core/base/Result.h"
#include "core/mail/Account.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

namespace golub::account {

//! Server settings of a provider for one address: what resources/providers.json knows.
struct ProviderMatch {
    QString providerName;
    QList<ServerSettings> imap;       //!< the best first; user filled in
    QList<ServerSettings> pop3;
    QList<ServerSettings> outgoing;
    QStringList hints;                //!< translated
    QString helpUrl;
    bool sentSavedByServer = false;
    bool wantsOAuth = false;          //!< no password is taken, or sign-in through the browser is better
    bool verified = false;            //!< somebody has checked the row
};

//! The bundled directory of providers: exact domain, then suffix (".t-com.hr"). For domains of their customers, the suffixes of their mail
//! exchangers ("mx").
class ProviderDirectory
{
public:
    //! From the JSON of resources/providers.json; Storage names the row that is wrong.
    static Result<ProviderDirectory> fromJson(const QByteArray &json);
    //! The same of JSON that is known to be good, read when somebody asks for what is in it: most programs end before. May be shared by threads.
    static ProviderDirectory readLater(const QByteArray &json);
    //! NotFound where the directory has nothing for the address's domain.
    Result<ProviderMatch> find(const QString &address) const;
    //! The row of whoever runs this mail exchanger: its settings for an address in a domain of somebody else's.
    Result<ProviderMatch> findByExchanger(const QString &exchanger, const QString &address) const;
    //! True for a server of a provider whose servers break off when TLS 1.3 is offered.
    bool isCappedAtTls12(const QString &host) const;
    //! The largest message that an outgoing server is known to take, in bytes as it is sent; 0 where that is not known.
    qint64 maxSizeAt(const QString &host) const;
    int size() const { return int(rows().size()); }

    struct Row;

private:
    using Rows = QList<std::shared_ptr<const Row>>;
    static ProviderMatch matchOf(const Row &row, const QString &address, const QString &domain);
    const Rows &rows() const;
    bool mayKnow(const QString &host) const;

    Rows m_rows;
    std::shared_ptr<RowsLater<Rows>> m_later; //!< in the place of m_rows
};

} // namespace golub::account
