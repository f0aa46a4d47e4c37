// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"
#include "core/mail/Account.h"
#include "core/mail/Message.h"
#include "core/ports/Done.h"
#include "core/ports/RemoteStore.h"

#include <QDateTime>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace golub::sync {

//! How an account's incoming side stands.
struct WorkerStatus {
    enum class State : quint8 { Idle, Offline, Connecting, Synchronizing, WaitingToRetry, NeedsUser };
    State state = State::Offline;
    QString what = {};               //!< translated; may be empty
    qint64 done = 0;
    qint64 total = 0;                //!< 0 where it is not known
    QDateTime nextTry = {};          //!< for WaitingToRetry
    bool hasError = false;
    Error error = {};
};

//! What one mailbox's synchronisation did.
struct MailboxReport {
    MailboxId mailbox;
    QString path;
    qint64 added = 0;
    qint64 changed = 0;
    qint64 removed = 0;
    qint64 operationsDone = 0;
    WireStatistics wire = {};
    double seconds = 0;
    std::optional<Error> error = {}; //!< this mailbox could not be brought in step; the others were
};

//! Whether trying again without another password is of no use and may lock the account. Everything else that needs the user (a secure
//! connection that a hotel's network prevents, a full disk) may be over when the user asks for mail again.
inline bool needsPassword(const Error &error)
{
    return error.kind == ErrorKind::AuthFailed || error.kind == ErrorKind::CredentialMissing;
}

struct SyncRequest {
    QString mailbox = {};            //!< a path or role name; empty for all
    bool headersOnly = false;
    bool audit = false;              //!< compare everything, whatever the server says has changed
};

//! What is to come here of one message, before other work.
struct Fetch {
    enum class Extent : quint8 {
        Readable,                    //!< what it takes to read it: of a large message its texts, without the attachments
        Whole,
        Part,                        //!< one attachment of a message whose texts are here
    };
    MessageId message;
    Extent extent = Extent::Whole;
    int part = -1;                   //!< for Part: its index in the message's tree
    std::function<void(qint64 done, qint64 total)> progress = {};  //!< in bytes; may be empty
    std::shared_ptr<const std::atomic_bool> cancelled = {};        //!< looked at now and then; null: never
    bool isCancelled() const { return cancelled && cancelled->load(); }
};

//! A search that the server carries out.
struct ServerSearch {
    RemoteQuery query;
    QList<MailboxId> mailboxes = {}; //!< in their order
    int rows = 0;                    //!< of the newest so many that match there will be rows here, of each mailbox
};
struct ServerHits {
    QList<MessageId> messages;
    qint64 total = 0;
};

//! Keeps one account's incoming side in step with its server. Lives in the engine thread. Callbacks come later, none after destruction.
class AccountWorker
{
public:
    struct Hooks {
        std::function<void(const WorkerStatus &)> status;
        std::function<void(const QList<MessageId> &)> newInInbox;
        //! A password is missing or wrong, or a certificate needs a decision. Goes on after setSecret() or retryNow().
        std::function<void(const Error &)> needsUser;
        //! The server did not take the secret: gives another one (an access token that was renewed), or says why there is none. Not set: the
        //! user is asked. Called once for each secret.
        std::function<void(const Secret &refused, Done<Secret>)> renewSecret = {};
    };

    virtual ~AccountWorker() = default;
    enum class Mode : quint8 {
        KeepInStep,                  //!< connects, and stays in step until stop()
        OnDemand,                    //!< does what is asked, then nothing; a failure is reported, not retried
    };
    virtual void start(Mode mode) = 0;
    virtual void stop() = 0;
    virtual void setSecret(const Secret &secret) = 0;
    //! Ends a waiting back-off: the network is back, or the user asked.
    virtual void retryNow() = 0;
    //! The computer woke up or has another network: a connection that seems to be there may be dead.
    virtual void networkChanged() { retryNow(); }
    //! The journal has something to play.
    virtual void operationsPending() = 0;
    virtual void synchronize(const SyncRequest &request, Done<QList<MailboxReport>> done) = 0;
    virtual void fetch(const Fetch &fetch, Done<void> done) = 0;
    void fetchBody(MessageId id, Done<void> done) { fetch({ id }, std::move(done)); }
    //! InvalidInput where the protocol has no search.
    virtual void search(const ServerSearch &search, Done<ServerHits> done) = 0;
};

} // namespace golub::sync
