// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/mail/ChangeSet.h"
#include "core/mail/ConnectionStep.h"
#include "core/mail/ProtocolLine.h"
#include "core/ports/KnownServers.h"
#include "core/ports/ProtocolLogSink.h"
#include "core/ports/RemoteFactory.h"
#include "core/service/CredentialKeeper.h"
#include "core/service/DraftPublisher.h"
#include "core/service/MailService.h"
#include "core/service/SentKeeper.h"
#include "core/service/SignInDesk.h"
#include "core/service/WakeDetector.h"
#include "core/sync/AccountWorker.h"
#include "core/sync/ConnectionGovernor.h"

#include <QObject>
#include <QSet>

#include <map>
#include <memory>

namespace golub::store {
class MessageStore;
struct SentOriginal;
}
namespace golub::account {
class Discoverer;
class ErrorAdvisor;
class ProviderDirectory;
}

namespace golub::service {

struct AccountRuntime;
class PictureFetcher;
class SelfMessage;

//! What the app gives the backend. The functions are called in the engine thread.
struct BackendParts {
    QString profileDirectory;
    std::function<std::unique_ptr<RemoteFactory>(KnownServers &, ProtocolLogSink &, Clock &)> makeRemoteFactory;
    std::function<std::unique_ptr<CredentialStore>()> makeKeychain;   //!< may return null
    RunPasswordCommand runPasswordCommand;
    SignInParts signIn = {};
    std::shared_ptr<const account::ProviderDirectory> providers;
    std::shared_ptr<const account::ErrorAdvisor> advisor = {};
    bool intakeThread = false;       //!< bulk mail is stored in a thread of its own (needs the engine's event loop)
    //! Calls back in the engine thread when the network is another one, while what it returns lives; may be empty.
    std::function<std::shared_ptr<QObject>(std::function<void()> changed)> watchNetwork = {};
    bool keepInStep = true;          //!< false for golubctl: connections are made only for what is asked
};

//! The engine thread's half of the service: the one writer, the workers and senders of all accounts. Everything here runs in one
//! thread; LocalMailService posts to it. Completions come in the engine thread.
class Backend : public QObject, private KnownServers, private ProtocolLogSink
{
    Q_OBJECT
public:
    explicit Backend(BackendParts parts);
    ~Backend() override;

    //! Opens the store.
    Outcome open();
    //! Starts the accounts: from here on there are signals.
    void start();

    // accounts
    void addAccount(const Account &account, const AccountSecrets &secrets, Done<AccountId> done);
    void updateAccount(const Account &account, const AccountSecrets &secrets, Done<void> done);
    void removeAccount(AccountId id, Done<void> done);
    void testAccount(const Account &account, const AccountSecrets &secrets, std::function<void(const ConnectionStep &)> step,
        Done<ConnectionReport> done);
    //! \a ticket names it for stopDiscovery(). \a found and \a done are not called any more after that.
    void discover(quint64 ticket, const QString &address, const DiscoveryOptions &options, std::function<void(const Discovery &)> found,
        Done<Discovery> done);
    void stopDiscovery(quint64 ticket);
    //! The pictures that came, by id. \a ticket names it for stopPictures(); nothing is called any more after that. Offline while working offline.
    void fetchPictures(quint64 ticket, const QList<RemotePicture> &pictures, std::function<void(qint64, qint64)> progress,
        Done<QHash<QString, QByteArray>> done);
    void stopPictures(quint64 ticket);
    //! As MailService::sendToSelf().
    void sendToSelf(quint64 ticket, AccountId id, std::function<void(const ConnectionStep &)> step, Done<ConnectionReport> done);
    void stopSelfMessage(quint64 ticket);
    void providePassword(AccountId id, bool outgoing, const Secret &password, bool remember, Done<void> done);
    void acceptCertificate(const QString &host, quint16 port, const QByteArray &sha256, const QDateTime &until, Done<void> done);
    void revokeCertificate(const QString &host, quint16 port, const QByteArray &sha256, Done<void> done);
    void acceptWeaker(AccountId id, const QString &host, quint16 port, const SignInStrength &strength, Done<void> done);

    // signing in through the browser
    //! \a ticket names it for cancelSignIn(); \a page is called once.
    void signIn(quint64 ticket, const Account &account, const Secret &clientSecret, std::function<void(const QUrl &)> page, Done<Secret> done);
    void cancelSignIn(quint64 ticket);
    void signInGrant(AccountId id, Done<SignInGrant> done);
    void forgetSignIn(AccountId id, Done<void> done);

    // messages
    void fetch(const sync::Fetch &fetch, Done<void> done);
    void fetchBody(MessageId id, Done<void> done) { fetch({ id }, std::move(done)); }
    //! Rows here of what the server finds.
    void searchServer(const QString &query, AccountId account, MailboxId mailbox, Done<sync::ServerHits> done);
    void changeFlags(const QList<MessageId> &messages, const Flags &add, const Flags &remove, Done<OperationId> done);
    void move(const QList<MessageId> &messages, MailboxId destination, Done<OperationId> done);
    void copy(const QList<MessageId> &messages, MailboxId destination, Done<OperationId> done);
    void moveToRole(const QList<MessageId> &messages, MailboxRole role, Done<OperationId> done);
    void undo(OperationId id, Done<Undone> done);
    void retryOperation(OperationId id, Done<void> done);
    void cancelOperation(OperationId id, Done<void> done);
    void importMessages(MailboxId destination, const QList<ImportedMessage> &messages, Done<ImportReport> done);
    void tidy(MailService::Tidying what, std::chrono::milliseconds atMost, Done<bool> done);

    // writing
    void saveDraft(const Draft &draft, Done<DraftId> done);
    void removeDraft(DraftId id, Done<void> done);
    //! Takes over a message that is a draft, its body being here.
    void openDraft(MessageId id, Done<Draft> done);
    void send(const Draft &draft, const SendOptions &options, Done<OutboxId> done);
    //! Fetches the message first where it is not here.
    void redirect(MessageId id, const Redirection &to, Done<OutboxId> done);
    //! What the report \a id says was not delivered; its body is here.
    void prepareResend(MessageId id, Done<Draft> done);
    //! Its body is here.
    void answerReceipt(MessageId id, bool send, Done<OutboxId> done);
    void sendRaw(AccountId account, const QByteArray &message, const SendOptions &options, Done<OutboxId> done);
    void retryOutbox(OutboxId id, Done<void> done);
    void cancelOutbox(OutboxId id, Done<DraftId> done);
    void resolveOutbox(OutboxId id, bool sent, Done<void> done);
    void lookForOutbox(OutboxId id, Done<void> done);

    // synchronising
    void synchronize(const MailService::SyncOptions &options, Done<QList<MailboxSyncReport>> done);
    void setOffline(bool offline);
    //! The network is another one, or the computer was asleep: connections are tried, and waiting ends.
    void networkChanged();
    bool hasKeychain() const;

Q_SIGNALS:
    void changed(const golub::ChangeSet &changes);
    void statusChanged(const golub::service::AccountStatus &status);
    void userNeeded(const golub::service::UserRequest &request);
    void newMessages(golub::AccountId account, const QList<golub::MessageSummary> &messages);
    void noticed(const QString &text);
    void protocolLineAdded(const golub::ProtocolLine &line);

private:
    // KnownServers
    bool isAccepted(const QString &host, quint16 port, const QByteArray &sha256) const override;
    std::optional<SeenCertificate> lastSeen(const QString &host, quint16 port) const override;
    void connected(const QString &host, quint16 port, const CertificateInfo &certificate, bool trusted) override;
    void clientCertificateShown(const QString &file, const QDateTime &until) override;
    bool isCappedAtTls12(const QString &host) const override;
    SignInStrength bestSignIn(AccountId account, const QString &host, quint16 port) const override;
    void signedIn(AccountId account, const QString &host, quint16 port, const SignInStrength &strength) override;
    void offered(const QString &host, quint16 port, const QStringList &capabilities) override;
    QByteArray notes(const QString &host, quint16 port) const override;
    void keepNotes(const QString &host, quint16 port, const QByteArray &notes) override;
    void record(const ProtocolLine &line) override;

    AccountRuntime *runtime(AccountId id);
    void startAccount(const Account &account);
    void stopAccount(AccountId id);
    void giveSecrets(AccountId id);
    void giveSignInSecrets(const Account &account);
    void secretFor(const Account &account, bool outgoing, Done<Secret> done);
    void secretToTest(const Account &account, bool outgoing, const AccountSecrets &secrets, Done<Secret> done);
    ConnectionStep inWordsForTokens(const Account &account, ConnectionStep step) const;
    Error inWordsForTokens(const Account &account, bool outgoing, const Error &error) const;
    void renewToken(AccountId id, bool outgoing, const Secret &refused, Done<Secret> done);
    void tokenRenewed(AccountId id, const Secret &token);
    bool renewsOutgoing(AccountRuntime &runtime, const Error &why);
    void requestUser(AccountRuntime &runtime, bool outgoing, const Error &error);
    void askUser(AccountId id, bool outgoing, const Error &why);
    void retryServer(const QString &host, quint16 port);
    void workerStatus(AccountId id, const AccountStatus &status);
    void settleSent(AccountId id);
    void outboxSettled(OutboxId id);
    void accepted(OutboxId id);
    void noteAccepted(const OutboxEntry &entry);
    void catchUpAccepted(AccountId id);
    bool areAllIn(const QList<MessageId> &messages, MailboxId mailbox) const;
    SentKeeper::Hooks sentHooks();
    void searchAllMail(AccountId account, const QString &messageId, const Done<void> &done);
    Outcome handDraftOver(const Draft &draft, OutboxId id);
    Result<DraftId> draftOf(const OutboxEntry &entry, const QByteArray &copy);
    Result<QByteArray> originalOf(const store::SentOriginal &original, const QByteArray &report) const;
    Result<MailboxId> ensureMailbox(AccountId account, MailboxRole role);
    void draftsMoved(const Result<OperationId> &operation, const QList<MessageId> &messages);
    void operationDone(const Result<OperationId> &operation, AccountId account, const Done<OperationId> &done);
    Result<AccountId> accountOf(const QList<MessageId> &messages) const;
    Result<OutboxId> queueBuilt(AccountId account, const struct QueueRequest &request);

    BackendParts m_parts;
    SystemClock m_clock;
    std::unique_ptr<store::MessageStore> m_store;
    WakeDetector m_wake;
    std::shared_ptr<QObject> m_networkWatch;
    Clock::TimerId m_wakeTimer = 0;
    void watchForSleep();
    sync::ConnectionGovernor m_governor; //!< outlives the workers' connections
    std::unique_ptr<DraftPublisher> m_drafts;
    std::unique_ptr<RemoteFactory> m_factory;
    std::unique_ptr<CredentialKeeper> m_credentials;
    std::unique_ptr<SignInDesk> m_signIns;
    std::unique_ptr<SentKeeper> m_sent; //!< outlives the workers, whose answers it waits for
    std::map<AccountId, std::unique_ptr<AccountRuntime>> m_accounts;
    std::vector<std::unique_ptr<ConnectionTest>> m_tests;
    std::map<quint64, std::unique_ptr<account::Discoverer>> m_discoveries;
    std::map<quint64, std::unique_ptr<PictureFetcher>> m_pictures;
    std::map<quint64, std::unique_ptr<SelfMessage>> m_selfMessages;
    QSet<QString> m_endingCertificates; //!< files that the user was told of
    bool m_offline = false;
    Clock::TimerId m_indexTimer = 0;
    void continueIndexing();
    void clean();
    void importNow(const Mailbox &mailbox, const QList<ImportedMessage> &messages, const Done<ImportReport> &done);
    std::shared_ptr<void> m_importing;   //!< while imports come: the index is written in large pieces
    Clock::TimerId m_importTimer = 0;
};

} // namespace golub::service
