// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Done.h"
#include "core/ports/RemoteMailbox.h"
#include "core/ports/RemoteMessage.h"
#include "core/ports/RemoteQuery.h"
#include "core/ports/ServerFacts.h"

#include <utility>

namespace golub {

//! A message store at a server (IMAP). One object is one connection: single-threaded, made closed, used once.
//! Requests take effect in their order and need not wait for each other: what may travel together does (so a select() and the fetch behind it
//! cost one round trip), the rest takes its turn by itself. What was asked for behind a select() that fails, fails with its error.
//! After an error for which closesSession() holds, every waiting and later request fails with it.
class RemoteStore
{
public:
    virtual ~RemoteStore() = default; //!< drops the connection without a word; waiting completions are not called

    // --- the session
    //! Connects, secures, authenticates and learns the capabilities.
    virtual void open(Done<void> done) = 0;
    //! What will be asked as soon as open() is done, told before it: it may travel right behind the sign-in, one round trip earlier. What is
    //! not asked then is thrown away.
    enum class FirstQuestion : quint8 {
        None,
        Counts,     //!< listCounts()
        Everything, //!< listMailboxes()
        Inbox,      //!< listMailboxes(), and select() of the inbox
    };
    virtual void expect(FirstQuestion question) { static_cast<void>(question); }
    //! LOGOUT, then closed.
    virtual void close(Done<void> done) = 0;
    virtual bool isOpen() const = 0;
    virtual bool hasCondStore() const = 0;
    //! Known once open() is done.
    virtual ServerFacts serverFacts() const = 0;
    virtual WireStatistics statistics() const = 0;
    //! Reads nothing more from the connection until released: for who cannot store as fast as the server sends. Not for long: the server
    //! may lose patience, and a request's deadline goes on.
    virtual void holdBack(bool hold) { static_cast<void>(hold); }
    //! These extensions (as in CAPABILITY: "QRESYNC", "CONDSTORE") are treated as absent from now on: they contradicted themselves. Before or
    //! after open(); serverFacts() shows them as quirks ("quarantine:QRESYNC").
    virtual void distrust(const QByteArrayList &extensions) = 0;
    //! COMPRESS=DEFLATE from here on: for slow links only, a server compresses slower than it sends. Refused where serverFacts().compress is false.
    virtual void compress(Done<void> done) = 0;
    //! The same from the first moment on that costs no round trip, and not at all where there is none: before open(), for a link that was
    //! slow the last time.
    virtual void compressEarly() { }
    //! COMPRESS was asked for in this session, and was not refused.
    virtual bool isCompressing() const { return false; }

    // --- mailboxes
    virtual void listMailboxes(Done<QList<RemoteMailbox>> done) = 0;
    //! Names, and of each mailbox as little as shows whether it has changed, for who knows the rest: no roles, no subscriptions. The same as
    //! listMailboxes() where there is no shorter way.
    virtual void listCounts(Done<QList<RemoteMailbox>> done) { listMailboxes(std::move(done)); }
    using Counts = MailboxCounts;
    //! Message counts of a mailbox that is not selected (STATUS).
    virtual void status(const MailboxName &mailbox, Done<Counts> done) = 0;
    //! With \a known and QRESYNC the same command tells what changed since: SelectedMailbox::resynced. The sink is called before \a done.
    virtual void select(const MailboxName &mailbox, const std::optional<KnownMailbox> &known, SelectSink sink, Done<SelectedMailbox> done) = 0;
    void select(const MailboxName &mailbox, Done<SelectedMailbox> done) { select(mailbox, std::nullopt, {}, std::move(done)); }
    //! For who only needs it to be the selected one: where it is already, nothing is asked, and \a done gets what is known of it.
    virtual void reopen(const MailboxName &mailbox, Done<SelectedMailbox> done) { select(mailbox, std::move(done)); }
    //! No mailbox is selected from here on, and nothing is expunged by it. Without UNSELECT nothing is done.
    virtual void unselect(Done<void> done) = 0;
    //! Creates and subscribes; \a path is decoded, with the server's delimiter. The role is told where the server keeps such.
    virtual void createMailbox(const QString &path, MailboxRole role, Done<MailboxName> done) = 0;
    void createMailbox(const QString &path, Done<MailboxName> done) { createMailbox(path, MailboxRole::None, std::move(done)); }
    //! What the user may do in mailboxes that are not selected (MYRIGHTS), in their order; none where the server does not say.
    using Rights = QList<std::optional<MailboxRights>>;
    virtual void rights(const QList<MailboxName> &mailboxes, Done<Rights> done) = 0;
    //! The quota that INBOX counts to; empty where the server has none.
    virtual void quota(Done<QList<QuotaResource>> done) = 0;
    //! Annotations by entry ("/shared/comment"), of the server where \a mailbox is empty; those that are not there are left out.
    using Metadata = QList<std::pair<QByteArray, QByteArray>>;
    virtual void metadata(const MailboxName &mailbox, const QByteArrayList &entries, Done<Metadata> done) = 0;
    virtual void setMetadata(const MailboxName &mailbox, const QByteArray &entry, const std::optional<QByteArray> &value, Done<void> done) = 0;

    // --- what is in the selected mailbox
    //! Every UID of the selected mailbox with its flags; with \a changedSince (CONDSTORE) only what changed.
    virtual void fetchFlags(const UidSet &uids, ModSeq changedSince, EachRemoteMessage each, Done<void> done) = 0;
    //! UIDs present in the selected mailbox (UID SEARCH ALL), ascending.
    virtual void searchAll(Done<UidSet> done) = 0;
    //! UIDs of what matches, ascending. Text goes as UTF-8; a server that cannot read it answers with an error.
    virtual void search(const RemoteQuery &query, Done<UidSet> done) = 0;
    //! What matches, in that order (SORT); ServerRefused where serverFacts().sort is false.
    virtual void sort(const QList<RemoteSortOrder> &order, const RemoteQuery &query, Done<QList<Uid>> done) = 0;
    //! What matches, by conversation, each from its beginning (THREAD); ServerRefused where serverFacts().thread is false.
    virtual void thread(const RemoteQuery &query, Done<QList<QList<Uid>>> done) = 0;
    //! Flags, dates, sizes, structure and header fields.
    virtual void fetchHeaders(const UidSet &uids, EachRemoteMessage each, Done<void> done) = 0;
    //! The same for what matches: search and fetch in one round trip where the server can (SEARCHRES).
    virtual void fetchMatchingHeaders(const RemoteQuery &query, EachRemoteMessage each, Done<void> done) = 0;
    //! The same for the newest \a count: meant to be called directly behind select(), without waiting. \a expectedExists is what the caller
    //! believes the mailbox to hold (LIST, STATUS, the last time), 0 where it has no idea; a wrong guess costs another round trip.
    virtual void fetchNewestHeaders(int count, qint64 expectedExists, EachRemoteMessage each, Done<void> done) = 0;
    //! The whole messages; uid and raw are set. Each is delivered as it completes.
    virtual void fetchMessages(const UidSet &uids, EachRemoteMessage each, Done<void> done) = 0;
    //! The same with flags, dates and sizes: for messages of which nothing is here.
    virtual void fetchWhole(const UidSet &uids, EachRemoteMessage each, Done<void> done) { fetchMessages(uids, std::move(each), std::move(done)); }
    //! A part by its number ("1.2"), transfer encoding undone where the server does that: \a decoded tells. The whole message where \a section is empty. From \a offset on, at most \a length
    //! bytes, all for -1; fewer come at the end of the part.
    struct PartData { QByteArray bytes; bool decoded = false; };
    virtual void fetchPart(Uid uid, const QByteArray &section, qint64 offset, qint64 length, Done<PartData> done) = 0;

    //! How a message is made up, in the order in which it is written.
    virtual void fetchStructure(Uid uid, Done<QList<RemotePart>> done) = 0;
    //! Pieces as they lie there, nothing decoded, by one command: "HEADER", "1.2.MIME", "1.2". Those that the server does not have are empty.
    virtual void fetchSections(Uid uid, const QByteArrayList &sections, Done<QByteArrayList> done) = 0;

    // --- changes
    virtual void storeFlags(const UidSet &uids, const Flags &add, const Flags &remove, Done<void> done) = 0;
    //! Gmail's labels, decoded; ServerRefused where serverFacts().gmail is false.
    virtual void storeLabels(const UidSet &uids, const QStringList &add, const QStringList &remove, Done<void> done) = 0;
    //! Where each message went: pairs of source and destination UID; empty where the server does not say (no UIDPLUS).
    using UidMap = QList<std::pair<Uid, Uid>>;
    virtual void copy(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) = 0;
    //! MOVE, or COPY + STORE \Deleted + UID EXPUNGE where the server has no MOVE.
    virtual void move(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) = 0;
    //! \Deleted and UID EXPUNGE of exactly these. Without UIDPLUS: messages that others marked \Deleted are unmarked around it.
    virtual void expunge(const UidSet &uids, Done<void> done) = 0;
    struct NewMessage { QByteArray raw; Flags flags = {}; QDateTime internalDate = {}; };
    //! The new UID, invalid where the server does not say.
    virtual void append(const MailboxName &mailbox, const QByteArray &message, const Flags &flags, const QDateTime &internalDate, Done<Uid> done) = 0;
    //! All or none where the server has MULTIAPPEND, else one after the other until one fails. The UIDs in the order of \a messages, invalid ones
    //! where the server does not say.
    virtual void appendAll(const MailboxName &mailbox, const QList<NewMessage> &messages, Done<QList<Uid>> done) = 0;
    //! Puts \a message in the place of \a old, which is in the selected mailbox: in one step (REPLACE), or appended first and removed then.
    virtual void replace(const MailboxName &mailbox, Uid old, const NewMessage &message, Done<Uid> done) = 0;

    //! UIDVALIDITY that the last answer with new UIDs (append, copy, move, replace) was given under; to be asked in its completion. Invalid
    //! where the server did not say.
    virtual UidValidity placedValidity() const = 0;

    // --- waiting
    //! Waits in the selected mailbox (IDLE, renewed in time; NOOP polling where the server has none) and reports news until any other
    //! request is made or the connection ends. done comes when waiting ended.
    virtual void idle(std::function<void(MailboxNews)> news, Done<void> done) = 0;
    //! The same for \a mailboxes, all of them where the list is empty, and the selected one (NOTIFY). Begins with the counts of each. Without
    //! serverFacts().notify it is idle().
    virtual void watch(const QList<MailboxName> &mailboxes, std::function<void(MailboxNews)> news, Done<void> done) = 0;
};

} // namespace golub
