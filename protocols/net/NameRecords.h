// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/DiscoveryNetwork.h"

#include <QHostAddress>
#include <QObject>

#include <memory>

namespace golub::net {

//! SRV and MX records. The program has SystemNameRecords; tests have a table.
class NameRecords
{
public:
    virtual ~NameRecords() = default; //!< stops what runs; no completion comes any more
    //! As DiscoveryNetwork.
    virtual void services(const QString &name, Done<QList<SrvRecord>> done) = 0;
    virtual void mailExchangers(const QString &domain, Done<QStringList> done) = 0;
};

//! By the system's resolver. It does not tell whether an answer was signed (DNSSEC): none counts as signed.
class SystemNameRecords final : public NameRecords
{
public:
    //! \a nameserver null: those that the system has set.
    explicit SystemNameRecords(const QHostAddress &nameserver = QHostAddress());
    ~SystemNameRecords() override;
    void services(const QString &name, Done<QList<SrvRecord>> done) override;
    void mailExchangers(const QString &domain, Done<QStringList> done) override;

private:
    QHostAddress m_nameserver;
    std::unique_ptr<QObject> m_lookups; //!< the parent of those that run
};

} // namespace golub::net
