// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    //! NotFound where the directory has nothing for the address's domain.
    Result<ProviderMatch> find(const QString &address) const;
    //! The row of whoever runs this mail exchanger: its settings for an address in a domain of somebody else's.
    Result<ProviderMatch> findByExchanger(const QString &exchanger, const QString &address) const;
    //! True for a server of a provider whose servers break off when TLS 1.3 is offered.
    bool isCappedAtTls12(const QString &host) const;
    int size() const { return int(m_rows.size()); }

    struct Row;

private:
    static ProviderMatch matchOf(const Row &row, const QString &address, const QString &domain);
    QList<std::shared_ptr<const Row>> m_rows;
};

} // namespace golub::account
