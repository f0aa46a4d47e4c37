// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <memory>

namespace golub::sync {

//! Counts the connections of this program by server and user: providers lock out who opens too many. One for the program.
class ConnectionGovernor
{
public:
    //! Held while a connection is there; must not outlive the governor.
    using Ticket = std::shared_ptr<void>;

    //! The first connection of somebody is always granted; a further one only below \a limit. Null: not now.
    Ticket take(const QString &host, const QString &user, int limit);
    int count(const QString &host, const QString &user) const;

private:
    std::map<QString, int> m_counts;
};

} // namespace golub::sync
