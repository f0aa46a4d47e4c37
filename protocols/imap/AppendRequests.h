// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/MoveRequests.h"
#include "protocols/imap/Request.h"

namespace golub::imap {

//! Every line end as CRLF (RFC 9051 section 6.3.12); shared where it is so already.
QByteArray withCanonicalLineEnds(const QByteArray &message);

//! APPEND: one message, or several with one command (MULTIAPPEND, RFC 3502) or one after the other.
class AppendRequest final : public RequestFor<QList<Uid>>
{
public:
    AppendRequest(RequestHost &host, MailboxName mailbox, QList<RemoteStore::NewMessage> messages, Done<QList<Uid>> done)
        : RequestFor(host, std::move(done)), m_mailbox(std::move(mailbox)), m_messages(std::move(messages))
    {
    }
    void start() override;

private:
    void together();
    void next();
    MailboxName m_mailbox;
    QList<RemoteStore::NewMessage> m_messages;
    QList<Uid> m_uids;
};

//! UID REPLACE (RFC 8508); APPEND and then the removal of the old one where the server has none. Never the other way round.
class ReplaceRequest final : public ExpungingRequest<Uid>
{
public:
    ReplaceRequest(RequestHost &host, MailboxName mailbox, Uid old, RemoteStore::NewMessage message, Done<Uid> done)
        : ExpungingRequest(host, std::move(done)), m_mailbox(std::move(mailbox)), m_old(old), m_message(std::move(message))
    {
    }
    void start() override;
    bool onData(Response &response) override;

private:
    void inOneStep();
    void appendAndRemove();
    MailboxName m_mailbox;
    Uid m_old;
    RemoteStore::NewMessage m_message;
    Uid m_new;
};

} // namespace golub::imap
