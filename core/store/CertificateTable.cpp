// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/CertificateTable.h"

#include "core/store/StoreContext.h"

namespace golub::store {
namespace {

constexpr qint64 UsualDays = 90;
//! Being connected again with the same certificate is worth a write once a day.
constexpr qint64 SeenAgainSeconds = 24 * 60 * 60;

} // namespace

Outcome CertificateTable::accept(const QString &host, quint16 port, const QByteArray &sha256, const QDateTime &until)
{
    if (host.isEmpty() || sha256.size() != 32)
        return Error::of(ErrorKind::InvalidInput);
    return m_context.transact([&]() -> Outcome {
        const QDateTime now = m_context.clock().utcNow();
        return m_context.mail().run("INSERT INTO certificates(host, port, sha256, accepted, until) VALUES(?1, ?2, ?3, ?4, ?5) "
                                    "ON CONFLICT(host, port, sha256) DO UPDATE SET accepted = ?4, until = ?5",
            host.toLower(), port, sha256, now, until.isValid() ? until : now.addDays(UsualDays));
    });
}

Outcome CertificateTable::revoke(const QString &host, quint16 port, const QByteArray &sha256)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("DELETE FROM certificates WHERE host = ?1 AND port = ?2 AND (coalesce(length(?3), 0) = 0 OR sha256 = ?3)", host.toLower(), port, sha256);
    });
}

bool CertificateTable::isAccepted(const QString &host, quint16 port, const QByteArray &sha256) const
{
    const Result<qint64> found = m_context.mail().number("SELECT 1 FROM certificates WHERE host = ? AND port = ? AND sha256 = ? AND until > ?",
        host.toLower(), port, sha256, m_context.clock().utcNow());
    return found && *found == 1;
}

Result<QList<CertificateException>> CertificateTable::exceptions() const
{
    return readExceptions(m_context.mail(), m_context.clock().utcNow());
}

Outcome CertificateTable::seen(const QString &host, quint16 port, const CertificateInfo &certificate, bool trusted)
{
    const auto before = lastSeen(host, port);
    if (!before)
        return before.error();
    const QDateTime now = m_context.clock().utcNow();
    if (*before && (*before)->sha256 == certificate.sha256 && (*before)->trusted == trusted && (*before)->lastSeen.secsTo(now) < SeenAgainSeconds)
        return {};
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("INSERT INTO seen_certificates(host, port, sha256, subject, issuer, trusted, last_seen) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                                    "ON CONFLICT(host, port) DO UPDATE SET sha256 = ?3, subject = ?4, issuer = ?5, trusted = ?6, last_seen = ?7",
            host.toLower(), port, certificate.sha256, certificate.subject, certificate.issuer, trusted, now);
    });
}

Result<std::optional<SeenCertificate>> CertificateTable::lastSeen(const QString &host, quint16 port) const
{
    Statement row(m_context.mail(), "SELECT sha256, subject, issuer, trusted, last_seen FROM seen_certificates WHERE host = ? AND port = ?",
        host.toLower(), port);
    if (row.next())
        return std::optional(SeenCertificate { row.blob(0), row.text(1), row.text(2), row.integer(3) != 0, row.time(4) });
    GOLUB_TRY(row.outcome());
    return std::optional<SeenCertificate>();
}

Result<QList<CertificateException>> readExceptions(Database &mail, const QDateTime &now)
{
    QList<CertificateException> list;
    Statement rows(mail, "SELECT host, port, sha256, accepted, until FROM certificates WHERE until > ? ORDER BY host, port, accepted", now);
    while (rows.next())
        list.append({ rows.text(0), quint16(rows.integer(1)), rows.blob(2), rows.time(3), rows.time(4) });
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace golub::store
