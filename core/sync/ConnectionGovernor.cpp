// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ConnectionGovernor.h"

namespace golub::sync {
namespace {

QString keyOf(const QString &host, const QString &user)
{
    return host.toLower() + u'\n' + user;
}

} // namespace

ConnectionGovernor::Ticket ConnectionGovernor::take(const QString &host, const QString &user, int limit)
{
    int &count = m_counts[keyOf(host, user)];
    if (count > 0 && count >= limit)
        return {};
    ++count;
    // The map's nodes stay where they are.
    return Ticket(&count, [](void *counted) { --*static_cast<int *>(counted); });
}

int ConnectionGovernor::count(const QString &host, const QString &user) const
{
    const auto it = m_counts.find(keyOf(host, user));
    return it == m_counts.end() ? 0 : it->second;
}

} // namespace golub::sync
