// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace golub::store {

class StoreContext;

//! Certificate exceptions: exactly host + port + SHA-256.
class CertificateTable
{
public:
    explicit CertificateTable(StoreContext &context) : m_context(context) { }
    Outcome accept(const QString &host, quint16 port, const QByteArray &sha256);
    Outcome revoke(const QString &host, quint16 port);
    bool isAccepted(const QString &host, quint16 port, const QByteArray &sha256) const;

private:
    StoreContext &m_context;
};

} // namespace golub::store
