// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"

namespace golub::imap {

//! LIST with SPECIAL-USE, XLIST, or LIST: whatever the server takes.
class ListRequest final : public RequestFor<QList<RemoteMailbox>>
{
public:
    using RequestFor::RequestFor;
    void start() override;
    void onData(Response &response) override;

private:
    void plainList();
    void deliver();
    QList<ListData> m_lists;
};

class StatusRequest final : public RequestFor<RemoteStore::Counts>
{
public:
    StatusRequest(RequestHost &host, MailboxName mailbox, Done<RemoteStore::Counts> done) : RequestFor(host, std::move(done)), m_mailbox(std::move(mailbox)) { }
    void start() override;
    void onData(Response &response) override;

private:
    MailboxName m_mailbox;
    RemoteStore::Counts m_counts;
    bool m_answered = false;
};

class SelectRequest final : public RequestFor<SelectedMailbox>
{
public:
    SelectRequest(RequestHost &host, MailboxName mailbox, Done<SelectedMailbox> done) : RequestFor(host, std::move(done)), m_mailbox(std::move(mailbox)) { }
    void start() override;
    void onData(Response &response) override;

private:
    void onCode(const ResponseCode &code);
    MailboxName m_mailbox;
    SelectedMailbox m_selected;
    std::optional<FlagList> m_permanentFlags;
};

//! CREATE under the personal namespace, and SUBSCRIBE.
class CreateRequest final : public RequestFor<MailboxName>
{
public:
    CreateRequest(RequestHost &host, QString path, Done<MailboxName> done) : RequestFor(host, std::move(done)), m_path(std::move(path)) { }
    void start() override;
    void onData(Response &response) override;

private:
    void askDelimiter();
    void create();
    QString m_path;
};

class AppendRequest final : public RequestFor<Uid>
{
public:
    AppendRequest(RequestHost &host, MailboxName mailbox, QByteArray message, Flags flags, QDateTime date, Done<Uid> done)
        : RequestFor(host, std::move(done)), m_mailbox(std::move(mailbox)), m_message(std::move(message)), m_flags(std::move(flags)), m_date(std::move(date))
    {
    }
    void start() override;

private:
    MailboxName m_mailbox;
    QByteArray m_message;
    Flags m_flags;
    QDateTime m_date;
};

//! Every line end as CRLF (RFC 9051 section 6.3.12); shared where it is so already.
QByteArray withCanonicalLineEnds(const QByteArray &message);

} // namespace golub::imap
