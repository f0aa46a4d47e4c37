// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"

#include <deque>

namespace golub::imap {

//! UID STORE: what to add and what to remove, silently, for as many messages as a command line takes.
class StoreRequest final : public RequestFor<void>
{
public:
    StoreRequest(RequestHost &host, UidSet uids, Flags add, Flags remove, Done<void> done);
    //! Gmail's labels (X-GM-LABELS).
    StoreRequest(RequestHost &host, UidSet uids, QStringList addLabels, QStringList removeLabels, Done<void> done);
    void start() override;
    bool onData(Response &response) override;

private:
    void addFlagCommands(const UidSet &chunk);
    void addLabelCommands(const UidSet &chunk);
    void next();
    UidSet m_uids;
    Flags m_add;
    Flags m_remove;
    QStringList m_addLabels;
    QStringList m_removeLabels;
    bool m_labels = false;
    std::deque<Command> m_commands;
};

} // namespace golub::imap
