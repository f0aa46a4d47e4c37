// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/Backend.h"
#include "core/service/MailService.h"
#include "core/service/PostedJob.h"

#include <QHash>
#include <QPointer>
#include <QThread>
#include <QThreadPool>

#include <deque>
#include <memory>

namespace golub::oauth {
class ProviderDirectory;
}
namespace golub::store {
class StoreReader;
}

namespace golub::service {

struct PresentOptions;

//! The service over a profile on this machine: reads through a StoreReader of its own, and posts every change to the Backend, which
//! lives in \a engineThread (or, for tests, in this thread).
class LocalMailService final : public MailService
{
    Q_OBJECT
public:
    using Opened = std::function<void(Result<std::unique_ptr<LocalMailService>>)>;
    //! Opens the profile; errors as MessageStore::open. \a done comes later, in this thread, unless \a context is gone by then.
    //! \a engineThread must run and outlive the service; null: this thread.
    static void open(BackendParts parts, QThread *engineThread, QObject *context, Opened done);
    ~LocalMailService() override;

    QList<Account> accounts() const override;
    ProviderSuggestion suggestServers(const QString &address) const override;
    QStringList validate(const Account &account) const override;
    ResultJob<ConnectionReport> *testAccount(const Account &account, const AccountSecrets &secrets) override;
    DiscoveryJob *discoverServers(const QString &address, const DiscoveryOptions &options) override;
    ResultJob<ConnectionReport> *sendToSelf(AccountId account) override;
    ResultJob<AccountId> *addAccount(const Account &account, const AccountSecrets &secrets) override;
    Job *updateAccount(const Account &account, const AccountSecrets &secrets) override;
    Job *removeAccount(AccountId id) override;
    QList<SignInProvider> signInProviders() const override;
    SignInProvider signInProviderFor(const QString &host, const QString &address) const override;
    SignInJob *signIn(const Account &account, const Secret &clientSecret) override;
    ResultJob<SignInGrant> *signInGrant(AccountId id) override;
    Job *forgetSignIn(AccountId id) override;
    bool hasKeychain() const override { return m_hasKeychain; }
    Job *providePassword(AccountId id, bool outgoing, const Secret &password, bool remember) override;
    Job *acceptCertificate(const QString &host, quint16 port, const QByteArray &sha256, const QDateTime &until) override;
    QList<CertificateException> certificateExceptions() const override;
    Job *revokeCertificate(const QString &host, quint16 port, const QByteArray &sha256) override;
    Job *acceptWeaker(AccountId id, const QString &host, quint16 port, const SignInStrength &strength) override;

    QList<Mailbox> mailboxes(AccountId account) const override;
    qint64 messageCount(MailboxId mailbox) const override;
    QList<MessageSummary> messages(MailboxId mailbox, qint64 offset, int limit) const override;
    QList<MessageSummary> messagesAfter(MailboxId mailbox, ListCursor after, int limit) const override;
    QList<MessageSummary> summaries(const QList<MessageId> &ids) const override;
    qint64 position(MessageId id) const override;
    ResultJob<MessageView> *openMessage(MessageId id, const QString &charset) override;
    ResultJob<MessageView> *openWithPictures(MessageId id, const QString &charset) override;
    QStringList charsets() const override;
    Result<QByteArray> rawMessage(MessageId id) const override;
    Job *fetchMessage(MessageId id) override;
    ResultJob<QByteArray> *attachment(MessageId id, int part) override;
    Result<SearchResult> search(const QString &query, AccountId account, MailboxId mailbox, ListCursor after, int limit) const override;
    ResultJob<SearchResult> *searchServer(const QString &query, AccountId account, MailboxId mailbox) override;
    QList<Address> completeAddress(const QString &prefix, int limit) const override;

    ResultJob<OperationId> *changeFlags(const QList<MessageId> &messages, const Flags &add, const Flags &remove) override;
    ResultJob<OperationId> *move(const QList<MessageId> &messages, MailboxId destination) override;
    ResultJob<OperationId> *copy(const QList<MessageId> &messages, MailboxId destination) override;
    ResultJob<OperationId> *moveToRole(const QList<MessageId> &messages, MailboxRole role) override;
    ResultJob<Undone> *undo(OperationId id) override;
    QString undoText() const override;
    QList<Operation> openOperations() const override;
    QList<Operation> finishedOperations(int limit) const override;
    Job *retryOperation(OperationId id) override;
    Job *cancelOperation(OperationId id) override;

    Draft newDraft(AccountId account) const override;
    ResultJob<Draft> *prepareReply(MessageId id, ReplyKind kind) override;
    ResultJob<Draft> *prepareEditAsNew(MessageId id) override;
    ResultJob<Draft> *prepareResend(MessageId report) override;
    ResultJob<OutboxId> *answerReceipt(MessageId id, bool send) override;
    SendingFacts sendingFacts(AccountId account) const override;
    ResultJob<OutboxId> *redirect(MessageId id, const Redirection &to) override;
    ResultJob<DraftId> *saveDraft(const Draft &draft) override;
    ResultJob<Draft> *openDraft(MessageId id) override;
    Job *removeDraft(DraftId id) override;
    QList<Draft> drafts() const override;
    ResultJob<OutboxId> *send(const Draft &draft, const SendOptions &options) override;
    ResultJob<OutboxId> *sendRaw(AccountId account, const QByteArray &message, const SendOptions &options) override;
    QList<OutboxEntry> outbox() const override;
    Job *retryOutbox(OutboxId id) override;
    ResultJob<DraftId> *cancelOutbox(OutboxId id) override;
    Job *resolveOutbox(OutboxId id, bool sent) override;
    Job *lookForOutbox(OutboxId id) override;

    ResultJob<QList<MailboxSyncReport>> *synchronize(const SyncOptions &options) override;
    void setOffline(bool offline) override;
    bool isOffline() const override { return m_offline; }
    QList<AccountStatus> status() const override;
    QList<QuotaResource> quota(AccountId account) const override;
    QList<ProtocolLine> protocolLog(int limit) const override;
    ResultJob<ImportReport> *importMessages(MailboxId destination, const QList<ImportedMessage> &messages) override;
    ResultJob<bool> *tidy(Tidying what, std::chrono::milliseconds atMost) override;

private:
    ResultJob<MessageView> *openView(MessageId id, const PresentOptions &options);
    //! Settles with what is known here beside the message itself: what was reported on it, and on what it reports.
    std::function<void(const Result<MessageView> &)> completed(std::function<void(const Result<MessageView> &)> settle);
    void complete(MessageView &view) const;
    explicit LocalMailService(std::shared_ptr<const account::ProviderDirectory> providers);
    void connectBackend(Backend *backend);
    template<class T>
    ResultJob<T> *post(const QString &title, std::function<void(Backend &, Done<T>)> work);
    Job *postPlain(const QString &title, std::function<void(Backend &, Done<void>)> work);
    //! The account that has this message.
    Account accountOf(MessageId id) const;
    struct Fetch {
        MessageId message;
        sync::Fetch::Extent extent = sync::Fetch::Extent::Whole;
        int part = -1;
        bool isHere = false;         //!< nothing is to be fetched
    };
    template<class T>
    using Settle = std::function<void(const Result<T> &)>;
    //! A job that fetches, with progress until it is cancelled, and then does \a then in this thread, which settles it sooner or later.
    template<class T>
    PostedJob<T> *fetching(const QString &title, const Fetch &wish, std::function<void(const Outcome &, Settle<T>)> then);
    bool hasBody(MessageId id) const;
    //! The raw message, fetched first where it is not here; then \a then in the pool, its result in this thread.
    template<class T>
    ResultJob<T> *withBody(const QString &title, MessageId id, std::function<Result<T>(const QByteArray &)> then);

    //! With what is known of this refusal at the account's provider (account::ErrorAdvisor).
    Error advised(const Error &error, const Account &account, bool outgoing) const;
    AccountStatus advised(AccountStatus status) const;
    UserRequest advised(UserRequest request) const;
    QList<OutboxEntry> advised(QList<OutboxEntry> entries) const;
    ConnectionReport advised(ConnectionReport report, const Account &account) const;
    Account accountWith(AccountId id) const;

    std::shared_ptr<const account::ProviderDirectory> m_providers;
    std::shared_ptr<const account::ErrorAdvisor> m_advisor;
    quint64 m_ticket = 0;                //!< the latest, of discoveries, messages to oneself and pictures
    Backend *m_backend = nullptr;        //!< lives in the engine thread; deleted there
    QThreadPool m_pool;
    std::unique_ptr<store::StoreReader> m_reader;
    std::shared_ptr<const oauth::ProviderDirectory> m_signInProviders;
    quint64 m_signInTickets = 0;
    bool m_hasKeychain = false;
    bool m_offline = false;
    QHash<AccountId, AccountStatus> m_status;
    std::deque<ProtocolLine> m_log;
    struct Undoable { OperationId id; QString text; };
    QList<Undoable> m_undo;              //!< of this run, the last one last
    ResultJob<OperationId> *remembered(ResultJob<OperationId> *job, const QString &text);
};

template<class T>
ResultJob<T> *LocalMailService::post(const QString &title, std::function<void(Backend &, Done<T>)> work)
{
    auto *job = new PostedJob<T>(title);
    job->setParent(this);
    const QPointer<PostedJob<T>> guard(job); // followed in this thread only
    QMetaObject::invokeMethod(
        m_backend,
        [this, backend = m_backend, guard, work = std::move(work)] {
            work(*backend, [this, guard](const Result<T> &result) {
                QMetaObject::invokeMethod(
                    this,
                    [guard, result] {
                        if (guard)
                            guard->settle(result);
                    },
                    Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
    return job;
}

} // namespace golub::service
