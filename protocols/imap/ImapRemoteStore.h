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

class ImapSession;

//! What the user decides about IMAP sessions.
struct SessionOptions {
    //! Servers are told this program's name and version (ID, RFC 2971). Where it is off, only those that let nobody in without.
    bool tellName = true;
    //! UTF8=ACCEPT where the server has it: internationalized headers can be stored. Off: hardly a server was tried with it.
    bool utf8 = false;
    //! What keepNotes() got the last time for this host and port.
    QByteArray notes = {};
    std::function<void(const QByteArray &)> keepNotes = {};
};

//! An IMAP account's connection as core sees it.
class ImapRemoteStore final : public RemoteStore
{
public:
    //! \a settings tell how to sign in; where to connect is in \a connection.
    ImapRemoteStore(const ServerSettings &settings, const sasl::Credentials &credentials, net::Connection connection, const SessionOptions &options = {});
    ImapRemoteStore(const ServerSettings &settings, const Secret &secret, net::Connection connection, const SessionOptions &options = {});
    ~ImapRemoteStore() override;

    void expect(FirstQuestion question) override;
    void open(Done<void> done) override;
    void close(Done<void> done) override;
    bool isOpen() const override;
    bool hasCondStore() const override;
    ServerFacts serverFacts() const override;
    WireStatistics statistics() const override;
    void holdBack(bool hold) override;
    void distrust(const QByteArrayList &extensions) override;
    void compress(Done<void> done) override;
    void compressEarly() override;
    bool isCompressing() const override;

    void listMailboxes(Done<QList<RemoteMailbox>> done) override;
    void listCounts(Done<QList<RemoteMailbox>> done) override;
    void status(const MailboxName &mailbox, Done<Counts> done) override;
    using RemoteStore::select;
    void select(const MailboxName &mailbox, const std::optional<KnownMailbox> &known, SelectSink sink, Done<SelectedMailbox> done) override;
    void reopen(const MailboxName &mailbox, Done<SelectedMailbox> done) override;
    void unselect(Done<void> done) override;
    using RemoteStore::createMailbox;
    void createMailbox(const QString &path, MailboxRole role, Done<MailboxName> done) override;
    void rights(const QList<MailboxName> &mailboxes, Done<Rights> done) override;
    void quota(Done<QList<QuotaResource>> done) override;
    void metadata(const MailboxName &mailbox, const QByteArrayList &entries, Done<Metadata> done) override;
    void setMetadata(const MailboxName &mailbox, const QByteArray &entry, const std::optional<QByteArray> &value, Done<void> done) override;

    void fetchFlags(const UidSet &uids, ModSeq changedSince, EachRemoteMessage each, Done<void> done) override;
    void searchAll(Done<UidSet> done) override;
    void search(const RemoteQuery &query, Done<UidSet> done) override;
    void sort(const QList<RemoteSortOrder> &order, const RemoteQuery &query, Done<QList<Uid>> done) override;
    void thread(const RemoteQuery &query, Done<QList<QList<Uid>>> done) override;
    void fetchHeaders(const UidSet &uids, EachRemoteMessage each, Done<void> done) override;
    void fetchMatchingHeaders(const RemoteQuery &query, EachRemoteMessage each, Done<void> done) override;
    void fetchNewestHeaders(int count, qint64 expectedExists, EachRemoteMessage each, Done<void> done) override;
    void fetchMessages(const UidSet &uids, EachRemoteMessage each, Done<void> done) override;
    void fetchWhole(const UidSet &uids, EachRemoteMessage each, Done<void> done) override;
    void fetchPart(Uid uid, const QByteArray &section, qint64 offset, qint64 length, Done<PartData> done) override;

    void fetchStructure(Uid uid, Done<QList<RemotePart>> done) override;
    void fetchSections(Uid uid, const QByteArrayList &sections, Done<QByteArrayList> done) override;
    void storeFlags(const UidSet &uids, const Flags &add, const Flags &remove, Done<void> done) override;
    void storeLabels(const UidSet &uids, const QStringList &add, const QStringList &remove, Done<void> done) override;
    void copy(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) override;
    void move(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) override;
    void expunge(const UidSet &uids, Done<void> done) override;
    void append(const MailboxName &mailbox, const QByteArray &message, const Flags &flags, const QDateTime &internalDate, Done<Uid> done) override;
    void appendAll(const MailboxName &mailbox, const QList<NewMessage> &messages, Done<QList<Uid>> done) override;
    void replace(const MailboxName &mailbox, Uid old, const NewMessage &message, Done<Uid> done) override;

    UidValidity placedValidity() const override;
    void idle(std::function<void(MailboxNews)> news, Done<void> done) override;
    void watch(const QList<MailboxName> &mailboxes, std::function<void(MailboxNews)> news, Done<void> done) override;

    //! Sees every event of the session as it happens (for connection tests: Greeted, Encrypted, CapabilitiesLearned, Authenticated, Ready,
    //! Alert). It must not call or destroy the store.
    void setObserver(std::function<void(const Event &)> observer);
    //! "TLS 1.3, TLS_AES_256_GCM_SHA384", or empty.
    QString tlsFacts() const;

private:
    std::unique_ptr<ImapSession> d;
};

} // namespace golub::imap
