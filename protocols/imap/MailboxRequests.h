// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Request.h"

#include <QHash>

namespace golub::imap {

//! What STATUS is asked for, by what the server has.
QByteArray statusItems(const Capabilities &capabilities, bool withSize = true);
//! STATUS data on top of what is known already.
void addCounts(MailboxCounts &counts, const StatusData &data);

//! LIST with roles, subscriptions and counts in one command where the server can (RFC 5258, 5819, 6154), XLIST, or LIST: whatever it takes.
class ListRequest final : public RequestFor<QList<RemoteMailbox>>
{
public:
    //! Changes: names and what shows that something changed, where one command can tell; a third of the bytes.
    enum class What : quint8 { Everything, Changes };
    ListRequest(RequestHost &host, What what, Done<QList<RemoteMailbox>> done) : RequestFor(host, std::move(done)), m_what(what) { }
    //! The one command for that; none where it takes several, or nobody knows. \a withSize: bytes, too, which some servers have to add up.
    static std::optional<Command> command(What what, const Capabilities &capabilities, bool withSize = true);
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;

private:
    static bool hasShortWay(const Capabilities &capabilities);
    void listChanges();
    void extendedList(bool withStatus);
    void plainList();
    void deliver();
    What m_what;
    QList<ListData> m_lists;
    QHash<QByteArray, MailboxCounts> m_counts;
    bool m_withStatus = false;
};

class StatusRequest final : public RequestFor<MailboxCounts>
{
public:
    StatusRequest(RequestHost &host, MailboxName mailbox, Done<MailboxCounts> done) : RequestFor(host, std::move(done)), m_mailbox(std::move(mailbox)) { }
    void start() override;
    bool onData(Response &response) override;
    std::optional<Claim> claim() const override;

private:
    MailboxName m_mailbox;
    MailboxCounts m_counts;
    bool m_answered = false;
};

//! MYRIGHTS of each (RFC 4314 section 3.5), in one flight. None where there is no ACL, or of a mailbox that the server says nothing about.
class RightsRequest final : public RequestFor<RemoteStore::Rights>
{
public:
    RightsRequest(RequestHost &host, QList<MailboxName> mailboxes, Done<RemoteStore::Rights> done)
        : RequestFor(host, std::move(done)), m_mailboxes(std::move(mailboxes)), m_rights(m_mailboxes.size())
    {
    }
    void start() override;
    bool onData(Response &response) override;

private:
    QList<MailboxName> m_mailboxes;
    RemoteStore::Rights m_rights;
    std::optional<MailboxRights> m_told; //!< of the mailbox whose command is being answered
};

//! CREATE under the personal namespace, with its role where the server keeps such (RFC 6154 section 3), and SUBSCRIBE.
class CreateRequest final : public RequestFor<MailboxName>
{
public:
    CreateRequest(RequestHost &host, QString path, MailboxRole role, Done<MailboxName> done)
        : RequestFor(host, std::move(done)), m_path(std::move(path)), m_role(role)
    {
    }
    void start() override;
    bool onData(Response &response) override;

private:
    void askDelimiter();
    void create(bool withRole);
    void subscribe(const MailboxName &name);
    QString m_path;
    MailboxRole m_role;
};

} // namespace golub::imap
