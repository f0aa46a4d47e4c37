// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/mail/ChangeSet.h"

#include <chrono>
#include <functional>
#include <memory>

namespace golub::store {

class AccountTable;
class BlobStore;
class BodyIntake;
class CertificateTable;
class ContactTable;
class Database;
class DraftTable;
class MailboxTable;
class MessageTable;
class OperationTable;
class OutboxTable;
class Pop3Ledger;
class SendingTable;
class ServerTable;
struct MessageText;

//! The one writer of a profile: mail.sqlite (authoritative), bodies.sqlite with its packs (raw messages by content hash) and search.sqlite
//! (disposable). Single-threaded; belongs to the engine thread. Every mutating call of a table is a transaction of its own, or a part
//! of the one that transaction() holds. After each commit the listener gets one ChangeSet.
class MessageStore
{
public:
    //! Opens or creates the three files in \a directory and migrates them (a copy is made first).
    //! Errors: Storage (corrupt, newer than this program: untouched; the text says which file), StorageFull, Conflict (locked).
    //! Messages interrupted by a crash are settled (OperationTable and OutboxTable recover here).
    //! \a analyze reads a raw message for the index when search.sqlite has to be rebuilt.
    using Analyzer = std::function<MessageText(const QByteArray &raw)>;
    static Result<std::unique_ptr<MessageStore>> open(const QString &directory, const Clock &clock, Analyzer analyze);
    //! Indexes up to \a limit stored messages that the index lacks (after a rebuild); how many are left.
    Result<qint64> continueIndexing(int limit);
    //! Deletes stored bodies that nothing refers to any more; how many. For quiet hours: it reads every reference once.
    Result<qint64> collectOrphans();
    //! Compresses what came in bulk, in the intake's thread, step after step until nothing is left or mail comes in. For quiet hours.
    //! \a goOn is asked before each step, a few ten milliseconds; \a ended is called with whether there is more, now or later.
    void squeezeBodies(std::function<bool()> goOn = {}, std::function<void(bool more)> ended = {});
    //! Bodies that came in bulk lie in packs that are older than so long, not compressed, and nothing has come in bulk since this was opened.
    bool hasRestingBodies(std::chrono::seconds age);
    ~MessageStore();

    void setListener(std::function<void(const ChangeSet &)> listener);
    //! Runs \a body in one transaction: committed if it returns no error, rolled back otherwise. May be nested; the outermost decides.
    Outcome transaction(const std::function<Outcome()> &body);
    //! The same for what the server still has and sends again: it does not wait for the disk. The next transaction of the other kind takes it
    //! there; after a loss of power before that, it was never there. Inside of another one it is a part of that.
    Outcome bulkTransaction(const std::function<Outcome()> &body);

    //! Runs \a body, which works with the tables as if it were in this thread, in one of its own, so that mail is received meanwhile; whoever
    //! uses the store until it has ended waits. \a done comes in this thread, with what body returned. One after the other. Without threads
    //! both come before this returns.
    void behind(std::function<Outcome()> body, std::function<void(const Outcome &)> done);

    //! Bodies, rows in bulk and the index are read and written in threads of their own where it is much; needs an event loop in the thread that calls.
    void useThreads();
    //! Raw messages by the thousand.
    BodyIntake &intake();
    //! While somebody holds it, the index gathers what is committed and writes it in larger pieces.
    std::shared_ptr<void> bulk();
    //! Off: what comes is not indexed (continueIndexing() does it when indexing is on again).
    void setIndexing(bool on);
    bool isIndexing() const;
    //! The same, of mail of this account.
    bool isIndexing(AccountId account) const;

    AccountTable &accounts();
    MailboxTable &mailboxes();
    MessageTable &messages();
    OperationTable &operations();
    OutboxTable &outbox();
    DraftTable &drafts();
    Pop3Ledger &pop3();
    ContactTable &contacts();
    CertificateTable &certificates();
    SendingTable &sending();
    ServerTable &servers();
    BlobStore &bodies();

private:
    MessageStore();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace golub::store
