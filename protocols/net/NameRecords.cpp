// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/NameRecords.h"

#include "core/base/TextSafety.h"

#include <QDnsLookup>

#include <algorithm>

namespace golub::net {
namespace {

constexpr qsizetype Records = 32; //!< of one answer; more are left out

std::optional<Error> errorOf(const QDnsLookup &lookup)
{
    const QString detail = textsafety::printable(lookup.errorString(), 200);
    switch (lookup.error()) {
    case QDnsLookup::NoError:
        return std::nullopt;
    case QDnsLookup::NotFoundError:
        return Error::of(ErrorKind::NotFound, detail);
    case QDnsLookup::ResolverError:
        return Error::of(ErrorKind::Offline, detail);
    case QDnsLookup::OperationCancelledError:
        return Error::of(ErrorKind::Cancelled, detail);
    default:
        return Error::of(ErrorKind::ServerTemporary, detail);
    }
}

} // namespace

SystemNameRecords::SystemNameRecords(const QHostAddress &nameserver) : m_nameserver(nameserver), m_lookups(std::make_unique<QObject>()) { }

SystemNameRecords::~SystemNameRecords()
{
    for (QDnsLookup *lookup : m_lookups->findChildren<QDnsLookup *>()) {
        lookup->disconnect();
        lookup->abort();
    }
}

void SystemNameRecords::services(const QString &name, Done<QList<SrvRecord>> done)
{
    auto *lookup = new QDnsLookup(QDnsLookup::SRV, name, m_nameserver, m_lookups.get());
    QObject::connect(lookup, &QDnsLookup::finished, lookup, [lookup, done = std::move(done)] {
        lookup->deleteLater();
        if (const auto error = errorOf(*lookup)) {
            done(*error);
            return;
        }
        QList<SrvRecord> records;
        for (const QDnsServiceRecord &record : lookup->serviceRecords().mid(0, Records)) {
            const QString target = record.target();
            records += { target == u"." ? QString() : target, record.port(), record.priority(), record.weight() };
        }
        done(records.isEmpty() ? Result<QList<SrvRecord>>(Error::of(ErrorKind::NotFound)) : Result<QList<SrvRecord>>(records));
    });
    lookup->lookup();
}

void SystemNameRecords::mailExchangers(const QString &domain, Done<QStringList> done)
{
    auto *lookup = new QDnsLookup(QDnsLookup::MX, domain, m_nameserver, m_lookups.get());
    QObject::connect(lookup, &QDnsLookup::finished, lookup, [lookup, done = std::move(done)] {
        lookup->deleteLater();
        if (const auto error = errorOf(*lookup)) {
            done(*error);
            return;
        }
        QList<QDnsMailExchangeRecord> records = lookup->mailExchangeRecords().mid(0, Records);
        std::stable_sort(records.begin(), records.end(),
            [](const QDnsMailExchangeRecord &a, const QDnsMailExchangeRecord &b) { return a.preference() < b.preference(); });
        QStringList hosts;
        for (const QDnsMailExchangeRecord &record : std::as_const(records)) {
            if (!record.exchange().isEmpty() && record.exchange() != u".") // "." says that the domain takes no mail (RFC 7505)
                hosts += record.exchange();
        }
        done(hosts.isEmpty() ? Result<QStringList>(Error::of(ErrorKind::NotFound)) : Result<QStringList>(hosts));
    });
    lookup->lookup();
}

} // namespace golub::net
