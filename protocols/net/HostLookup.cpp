// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/HostLookup.h"

namespace golub::net {

HostLookup::~HostLookup()
{
    if (m_id >= 0)
        QHostInfo::abortHostLookup(m_id);
}

void HostLookup::start(const QString &name)
{
    m_id = QHostInfo::lookupHost(name, this, SLOT(lookedUp(QHostInfo)));
}

void HostLookup::lookedUp(const QHostInfo &info)
{
    m_id = -1;
    Q_EMIT resolved(info);
}

} // namespace golub::net
