// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"

#include <QMap>

namespace golub::imap {

//! UID COPY at a server that leaves the flags behind, though RFC 9051 section 6.4.7 has it keep them: they are read before and set on the copies.
//! Where somebody else puts mail into the destination at the same moment, and so nobody can tell which are the copies, they stay without.
class FlaggedCopyRequest final : public RequestFor<RemoteStore::UidMap>
{
public:
    FlaggedCopyRequest(RequestHost &host, UidSet uids, MailboxName destination, Done<RemoteStore::UidMap> done)
        : RequestFor(host, std::move(done)), m_uids(std::move(uids)), m_destination(std::move(destination))
    {
    }
    void start() override;
    bool onData(Response &response) override;

private:
    void readFlags();
    void noteUidNext();
    void copy();
    void openDestination();
    void setFlags();
    void openSource();
    Command select(const MailboxName &mailbox) const;

    UidSet m_uids;
    MailboxName m_source;
    MailboxName m_destination;
    QMap<quint32, Flags> m_flags;    //!< by UID at the source: copies get their UIDs in this order
    quint64 m_uidNext = 0;           //!< of the destination, before
    quint64 m_uidNextAfter = 0;
    UidValidity m_uidValidity;       //!< of what was selected last
    qint64 m_exists = 0;
    bool m_away = false;             //!< another mailbox than the source is selected
    RemoteStore::UidMap m_map;
};

} // namespace golub::imap
