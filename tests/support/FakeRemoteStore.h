// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "tests/support/FakeRemote.h"

namespace golub::test {

//! A connection to the mailboxes of a FakeServer. Requests take effect in their order when the clock moves, as if the server had answered then.
class FakeRemoteStore final : public RemoteStore
{
public:
    explicit FakeRemoteStore(FakeServer &server) : m_server(server) { }

    void expect(FirstQuestion question) override { m_server.expected.append(question); }
    void open(Done<void> done) override;
    void close(Done<void> done) override;
    bool isOpen() const override { return m_open; }
    bool hasCondStore() const override { return m_server.condStore && !m_distrusted.contains("CONDSTORE"); }
    ServerFacts serverFacts() const override;
    WireStatistics statistics() const override { return { m_commands, m_commands * 20, m_commands * 100 }; }
    void distrust(const QByteArrayList &extensions) override { m_distrusted += extensions; }
    void compress(Done<void> done) override;
    void compressEarly() override { m_server.compressedEarly = true; }
    bool isCompressing() const override { return m_server.compressed; }

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
    //! Knows the parts of one multipart: "1", "2", …
    void fetchPart(Uid uid, const QByteArray &section, qint64 offset, qint64 length, Done<PartData> done) override;

    void fetchStructure(Uid uid, Done<QList<RemotePart>> done) override;
    void fetchSections(Uid uid, const QByteArrayList &sections, Done<QByteArrayList> done) override;
    UidValidity placedValidity() const override { return m_placed; }

    void storeFlags(const UidSet &uids, const Flags &add, const Flags &remove, Done<void> done) override;
    void storeLabels(const UidSet &uids, const QStringList &add, const QStringList &remove, Done<void> done) override;
    void copy(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) override;
    void move(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) override;
    void expunge(const UidSet &uids, Done<void> done) override;
    void append(const MailboxName &mailbox, const QByteArray &message, const Flags &flags, const QDateTime &internalDate, Done<Uid> done) override;
    void appendAll(const MailboxName &mailbox, const QList<NewMessage> &messages, Done<QList<Uid>> done) override;
    void replace(const MailboxName &mailbox, Uid old, const NewMessage &message, Done<Uid> done) override;

    void idle(std::function<void(MailboxNews)> news, Done<void> done) override;
    void watch(const QList<MailboxName> &mailboxes, std::function<void(MailboxNews)> news, Done<void> done) override;

private:
    Result<SelectedMailbox> selectNow(const MailboxName &mailbox, const std::optional<KnownMailbox> &known, const SelectSink &sink);
    using Fill = std::function<bool(const FakeServer::Message &, RemoteMessage &)>;

    FakeServer::Box &selected() { return m_server.boxes[m_selected]; }
    Counts countsOf(const FakeServer::Box &box) const;
    void answer(std::function<void()> call);
    template<class T>
    void request(Done<T> done, std::function<Result<T>()> act);
    template<class T>
    void act(const Done<T> &done, const std::function<Result<T>()> &act);
    //! A request for the selected mailbox: the error of select() where it failed.
    template<class T>
    void inMailbox(Done<T> done, std::function<Result<T>()> act);
    void fetch(std::function<bool(const FakeServer::Message &)> wanted, EachRemoteMessage each, Done<void> done, Fill fill);
    RemoteMessage describe(const FakeServer::Message &message) const;
    void fetchNewestNow(int count, const EachRemoteMessage &each, const Done<void> &done);
    void removeFromSelected(const UidSet &uids);
    Result<Uid> put(const MailboxName &mailbox, const NewMessage &message);
    void transfer(const UidSet &uids, const MailboxName &destination, Done<UidMap> done, bool remove);

    FakeServer &m_server;
    QString m_selected;
    std::optional<Error> m_notSelected;
    std::optional<SelectedMailbox> m_told; //!< the last answer to SELECT
    QByteArrayList m_distrusted;
    UidValidity m_placed;
    bool m_open = false;
    bool m_broken = false;
    int m_number = 0;                //!< of the connection, from 1
    qint64 m_commands = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace golub::test
