// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"

namespace golub::imap {

//! GETQUOTAROOT INBOX (RFC 9208). STORAGE, counted in units of 1024 there, comes in bytes.
class QuotaRequest final : public RequestFor<QList<QuotaResource>>
{
public:
    using RequestFor::RequestFor;
    void start() override;
    bool onData(Response &response) override;

private:
    QList<QuotaResource> m_resources;
};

//! GETMETADATA (RFC 5464).
class MetadataRequest final : public RequestFor<RemoteStore::Metadata>
{
public:
    MetadataRequest(RequestHost &host, MailboxName mailbox, QByteArrayList entries, Done<RemoteStore::Metadata> done)
        : RequestFor(host, std::move(done)), m_mailbox(std::move(mailbox)), m_entries(std::move(entries))
    {
    }
    void start() override;
    bool onData(Response &response) override;

private:
    MailboxName m_mailbox;
    QByteArrayList m_entries;
    RemoteStore::Metadata m_found;
};

//! SETMETADATA; no value removes the entry.
class SetMetadataRequest final : public RequestFor<void>
{
public:
    SetMetadataRequest(RequestHost &host, MailboxName mailbox, QByteArray entry, std::optional<QByteArray> value, Done<void> done)
        : RequestFor(host, std::move(done)), m_mailbox(std::move(mailbox)), m_entry(std::move(entry)), m_value(std::move(value))
    {
    }
    void start() override;

private:
    MailboxName m_mailbox;
    QByteArray m_entry;
    std::optional<QByteArray> m_value;
};

} // namespace golub::imap
