// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"
#include "core/mail/Account.h"
#include "core/ports/RemoteStore.h"
#include "protocols/imap/Engine.h"
#include "protocols/net/Connection.h"

#include <functional>
#include <memory>

namespace golub::imap {

//! An IMAP account's connection as core sees it. Requests wait until the session is signed in and run one after the other.
class ImapRemoteStore final : public RemoteStore
{
public:
    //! \a settings tell how to sign in; where to connect is in \a connection.
    ImapRemoteStore(const ServerSettings &settings, const Secret &secret, net::Connection connection);
    ~ImapRemoteStore() override;

    void open(Done<void> done) override;
    void listMailboxes(Done<QList<RemoteMailbox>> done) override;
    void status(const MailboxName &mailbox, Done<Counts> done) override;
    void select(const MailboxName &mailbox, Done<SelectedMailbox> done) override;
    void fetchFlags(const UidSet &uids, ModSeq changedSince, std::function<void(const RemoteMessage &)> each, Done<void> done) override;
    void searchAll(Done<UidSet> done) override;
    void fetchHeaders(const UidSet &uids, std::function<void(const RemoteMessage &)> each, Done<void> done) override;
    void fetchMessages(const UidSet &uids, std::function<void(const RemoteMessage &)> each, Done<void> done) override;
    void storeFlags(const UidSet &uids, const Flags &add, const Flags &remove, Done<void> done) override;
    void copy(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) override;
    void move(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) override;
    void expunge(const UidSet &uids, Done<void> done) override;
    void append(const MailboxName &mailbox, const QByteArray &message, const Flags &flags, const QDateTime &internalDate, Done<Uid> done) override;
    void createMailbox(const QString &path, Done<MailboxName> done) override;
    void idle(std::function<void(MailboxNews)> news, Done<void> done) override;
    void close(Done<void> done) override;

    bool isOpen() const override;
    bool hasCondStore() const override;
    WireStatistics statistics() const override;

    //! Sees every event of the session as it happens (for connection tests: Greeted, Encrypted, CapabilitiesLearned, Authenticated, Ready,
    //! Alert). It must not call or destroy the store.
    void setObserver(std::function<void(const Event &)> observer);
    //! "TLS 1.3, TLS_AES_256_GCM_SHA384", or empty.
    QString tlsFacts() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub::imap
