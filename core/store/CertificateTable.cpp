// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/CertificateTable.h"

#include "core/store/StoreContext.h"

namespace golub::store {

Outcome CertificateTable::accept(const QString &host, quint16 port, const QByteArray &sha256)
{
    if (host.isEmpty() || sha256.size() != 32)
        return Error::of(ErrorKind::InvalidInput);
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("INSERT OR IGNORE INTO certificates(host, port, sha256, accepted) VALUES(?, ?, ?, ?)", host.toLower(), port,
            sha256, m_context.clock().utcNow());
    });
}

Outcome CertificateTable::revoke(const QString &host, quint16 port)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("DELETE FROM certificates WHERE host = ? AND port = ?", host.toLower(), port);
    });
}

bool CertificateTable::isAccepted(const QString &host, quint16 port, const QByteArray &sha256) const
{
    const Result<qint64> found = m_context.mail().number("SELECT 1 FROM certificates WHERE host = ? AND port = ? AND sha256 = ?", host.toLower(), port,
        sha256);
    return found && *found == 1;
}

} // namespace golub::store
