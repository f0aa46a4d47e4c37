// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDateTime>
#include <QHash>
#include <QPointer>
#include <QMap>

#include <deque>
#include <functional>
#include <optional>

namespace golub::tests {

class FakeSignIn;

//! A mail service in memory for tests of the windows: two accounts with folders, mail in five languages, drafts, an outbox with every
//! state that a person can meet, and an action journal for undo. Nothing is stored, nothing is sent. Jobs finish later, in order.
class FakeMailService final : public service::MailService
{
public:
    enum class Seed { Empty, Realistic };
    explicit FakeMailService(Seed seed = Seed::Realistic, QObject *parent = nullptr);
    ~FakeMailService() override;

    // --- what a test arranges
    //! The next changing job fails with this (and changes nothing).
    void failNext(const Error &error) { m_failNext = error; }
    //! How long openMessage() and attachment() take, in milliseconds; 0 at first.
    void setBodyDelay(int milliseconds) { m_bodyDelay = milliseconds; }
    //! Whether an account that is added has an inbox at once, as POP3 accounts do.
    void setFoldersAtOnce(bool atOnce) { m_foldersAtOnce = atOnce; }
    //! Whether they say meanwhile how far they are.
    void setBodyTells(bool tells) { m_bodyTells = tells; }
    //! What testAccount() reports; without it everything is fine.
    void setTestReport(const ConnectionReport &report) { m_testReport = report; }
    //! What sendToSelf() reports; without it the message arrives.
    void setSelfReport(const ConnectionReport &report) { m_selfReport = report; }
    //! What discoverServers() finds, one after the other; the last is its value. Empty: nothing is found.
    void setDiscoveries(const QList<Discovery> &discoveries) { m_discoveries = discoveries; }
    //! The last discovery waits until it is cancelled.
    void holdDiscovery(bool hold) { m_holdDiscovery = hold; }
    //! What openWithPictures() finds at these addresses.
    void setRemotePictures(const QHash<QString, QByteArray> &pictures) { m_remotePictures = pictures; }
    void setKeychain(bool present) { m_keychain = present; }
    //! Where one signs in through the browser; the first is the one of every mail server.
    void setSignInProviders(const QList<service::SignInProvider> &providers) { m_signInProviders = providers; }
    void setGrant(const service::SignInGrant &grant) { m_grant = grant; }
    //! The browser comes back: what signIn() began ends with tokens, or with \a error.
    void finishSignIn(const std::optional<Error> &error = {});
    void setStatus(const service::AccountStatus &status);
    void requestUser(const service::UserRequest &request);
    void addProtocolLine(const ProtocolLine &line);
    void setOutbox(const QList<OutboxEntry> &entries);
    void setOperations(const QList<Operation> &operations);
    //! Text and HTML are what openMessage() shows; html empty: made from the text.
    MessageId addMessage(MailboxId mailbox, const MessageSummary &summary, const QString &text, const QString &html = {});
    void removeMessage(MessageId id);
    MailboxId addMailbox(AccountId account, const QString &path, MailboxRole role);
    //! A mailbox of \a count made-up messages that take no memory; they can be read, not changed.
    MailboxId addHugeMailbox(AccountId account, const QString &path, qint64 count);
    MailboxId mailboxOf(AccountId account, MailboxRole role) const;
    service::MessageView *viewOf(MessageId id) { return m_views.contains(id) ? &m_views[id] : nullptr; }

    // --- what a test asks afterwards
    //! Every changing call in order: "move 3 → 7", "changeFlags +seen", …
    QStringList calls() const { return m_calls; }
    QList<Draft> sent() const { return m_sent; }
    QString lastPassword() const { return m_lastPassword; }
    std::optional<MessageSummary> message(MessageId id) const;

    // --- MailService
    QList<Account> accounts() const override { return m_accounts; }
    service::ProviderSuggestion suggestServers(const QString &address) const override;
    QStringList validate(const Account &account) const override;
    service::ResultJob<ConnectionReport> *testAccount(const Account &, const service::AccountSecrets &) override;
    service::DiscoveryJob *discoverServers(const QString &address, const DiscoveryOptions &options) override;
    service::ResultJob<ConnectionReport> *sendToSelf(AccountId account) override;
    service::ResultJob<AccountId> *addAccount(const Account &account, const service::AccountSecrets &secrets) override;
    service::Job *updateAccount(const Account &account, const service::AccountSecrets &secrets) override;
    service::Job *removeAccount(AccountId id) override;
    QList<service::SignInProvider> signInProviders() const override { return m_signInProviders; }
    service::SignInProvider signInProviderFor(const QString &host, const QString &address) const override;
    service::SignInJob *signIn(const Account &account, const Secret &clientSecret = {}) override;
    service::ResultJob<service::SignInGrant> *signInGrant(AccountId id) override;
    service::Job *forgetSignIn(AccountId id) override;
    bool hasKeychain() const override { return m_keychain; }
    service::Job *providePassword(AccountId id, bool outgoing, const Secret &password, bool remember) override;
    service::Job *acceptCertificate(const QString &host, quint16 port, const QByteArray &sha256, const QDateTime &until) override;
    QList<CertificateException> certificateExceptions() const override { return m_certificateExceptions; }
    void setCertificateExceptions(const QList<CertificateException> &exceptions) { m_certificateExceptions = exceptions; }
    service::Job *revokeCertificate(const QString &host, quint16 port, const QByteArray &sha256) override;
    service::Job *acceptWeaker(AccountId id, const QString &host, quint16 port, const SignInStrength &strength) override;

    QList<Mailbox> mailboxes(AccountId account = {}) const override;
    qint64 messageCount(MailboxId mailbox) const override;
    QList<MessageSummary> messages(MailboxId mailbox, qint64 offset, int limit) const override;
    QList<MessageSummary> messagesAfter(MailboxId mailbox, ListCursor after, int limit) const override;
    QList<MessageSummary> summaries(const QList<MessageId> &ids) const override;
    qint64 position(MessageId id) const override;
    service::ResultJob<service::MessageView> *openMessage(MessageId id, const QString &charset) override;
    service::ResultJob<service::MessageView> *openWithPictures(MessageId id, const QString &charset) override;
    QStringList charsets() const override { return { QStringLiteral("UTF-8"), QStringLiteral("windows-1250"), QStringLiteral("KOI8-R") }; }
    //! What the message that was opened last was asked for in.
    QString lastCharset() const { return m_lastCharset; }
    Result<QByteArray> rawMessage(MessageId id) const override;
    service::Job *fetchMessage(MessageId id) override;
    service::ResultJob<QByteArray> *attachment(MessageId id, int part) override;
    Result<SearchResult> search(
        const QString &query, AccountId account, MailboxId mailbox, ListCursor after, int limit) const override;
    service::ResultJob<SearchResult> *searchServer(const QString &query, AccountId account, MailboxId mailbox) override;
    QList<Address> completeAddress(const QString &prefix, int limit) const override;

    service::ResultJob<OperationId> *changeFlags(
        const QList<MessageId> &messages, const Flags &add, const Flags &remove) override;
    service::ResultJob<OperationId> *move(const QList<MessageId> &messages, MailboxId destination) override;
    service::ResultJob<OperationId> *copy(const QList<MessageId> &messages, MailboxId destination) override;
    service::ResultJob<OperationId> *moveToRole(const QList<MessageId> &messages, MailboxRole role) override;
    service::ResultJob<Undone> *undo(OperationId id = {}) override;
    QString undoText() const override;
    QList<Operation> openOperations() const override { return m_operations; }
    QList<Operation> finishedOperations(int limit) const override { return m_finished.mid(qMax<qsizetype>(0, m_finished.size() - limit)); }
    void addFinished(const Operation &operation) { m_finished += operation; }
    service::Job *retryOperation(OperationId id) override;
    service::Job *cancelOperation(OperationId id) override;

    Draft newDraft(AccountId account) const override;
    service::ResultJob<Draft> *prepareReply(MessageId id, ReplyKind kind) override;
    service::ResultJob<Draft> *prepareEditAsNew(MessageId id) override;
    service::ResultJob<Draft> *prepareResend(MessageId report) override;
    service::ResultJob<OutboxId> *answerReceipt(MessageId id, bool send) override;
    SendingFacts sendingFacts(AccountId) const override { return m_sendingFacts; }
    void setSendingFacts(const SendingFacts &facts) { m_sendingFacts = facts; }
    //! With which options the last message went to the outbox.
    SendOptions lastSendOptions() const { return m_lastSendOptions; }
    //! What the user is told and need not act upon.
    void notice(const QString &text) { Q_EMIT noticed(text); }
    service::ResultJob<OutboxId> *redirect(MessageId id, const Redirection &to) override;
    service::ResultJob<DraftId> *saveDraft(const Draft &draft) override;
    service::ResultJob<Draft> *openDraft(MessageId id) override;
    service::Job *removeDraft(DraftId id) override;
    QList<Draft> drafts() const override { return m_drafts.values(); }
    service::ResultJob<OutboxId> *send(const Draft &draft, const SendOptions &options) override;
    service::ResultJob<OutboxId> *sendRaw(AccountId account, const QByteArray &message, const SendOptions &options) override;
    QList<OutboxEntry> outbox() const override { return m_outbox; }
    service::Job *retryOutbox(OutboxId id) override;
    service::ResultJob<DraftId> *cancelOutbox(OutboxId id) override;
    service::Job *resolveOutbox(OutboxId id, bool sent) override;
    service::Job *lookForOutbox(OutboxId id) override;

    service::ResultJob<QList<service::MailboxSyncReport>> *synchronize(const SyncOptions &options) override;
    void setOffline(bool offline) override;
    bool isOffline() const override { return m_offline; }
    QList<QuotaResource> quota(AccountId account) const override { return m_quota.value(account); }
    void setRights(MailboxId mailbox, const MailboxRights &rights);
    void setQuota(AccountId account, const QList<QuotaResource> &quota) { m_quota.insert(account, quota); }
    QList<service::AccountStatus> status() const override { return m_status.values(); }
    QList<ProtocolLine> protocolLog(int limit) const override;
    service::ResultJob<ImportReport> *importMessages(MailboxId destination, const QList<ImportedMessage> &messages) override;
    service::ResultJob<bool> *tidy(Tidying what, std::chrono::milliseconds atMost) override;

private:
    struct UndoEntry {
        OperationId id;
        QString text;
        std::function<ChangeSet()> undo;
    };
    void seed();          // FakeMailSeed.cpp
    void seedOutbox();    // FakeMailSeed.cpp
    MessageId seedMessage(MailboxId mailbox, const QString &from, const QString &subject, const QString &text, int minutesAgo,
        const QString &flags, const QString &html = {}); // FakeMailSeed.cpp
    template<class T>
    service::ResultJob<T> *later(const QString &title, std::function<Result<T>()> work, int delay = 0);
    service::Job *action(const QString &title, std::function<Outcome()> work);
    Result<service::MessageView> shownView(MessageId id) const;
    std::optional<Error> takeFailure();
    OperationId record(const QString &text, std::function<ChangeSet()> undo);
    Result<OperationId> moveNow(const QList<MessageId> &messages, MailboxId destination);
    ChangeSet place(MessageId id, MailboxId destination);
    ChangeSet setFlags(MessageId id, const Flags &flags);
    QList<MessageId> &sorted(MailboxId mailbox) const;
    MessageSummary madeUp(MailboxId mailbox, qint64 row) const;
    void publish(const ChangeSet &changes);
    Mailbox counted(Mailbox mailbox) const;

    QList<Account> m_accounts;
    QList<Mailbox> m_mailboxes;
    QHash<MessageId, MessageSummary> m_messages;
    QHash<MessageId, service::MessageView> m_views;
    mutable QHash<MailboxId, QList<MessageId>> m_order;   // newest first; sorted on demand
    mutable QSet<MailboxId> m_unsorted;
    QHash<MailboxId, qint64> m_huge;
    QMap<DraftId, Draft> m_drafts;
    QList<OutboxEntry> m_outbox;
    QHash<OutboxId, Draft> m_outboxDrafts;
    QList<Operation> m_operations;
    QHash<AccountId, QList<QuotaResource>> m_quota;
    QMap<AccountId, service::AccountStatus> m_status;
    std::deque<ProtocolLine> m_log;
    QList<UndoEntry> m_undo;
    QList<Operation> m_finished;
    QStringList m_calls;
    QList<Draft> m_sent;
    QString m_lastPassword;
    QList<CertificateException> m_certificateExceptions;
    QList<service::SignInProvider> m_signInProviders;
    service::SignInGrant m_grant;
    QPointer<FakeSignIn> m_signIn;
    std::optional<Error> m_failNext;
    std::optional<ConnectionReport> m_testReport;
    std::optional<ConnectionReport> m_selfReport;
    QList<Discovery> m_discoveries;
    bool m_holdDiscovery = false;
    QDateTime m_now;
    SendingFacts m_sendingFacts;
    SendOptions m_lastSendOptions;
    qint64 m_nextId = 1;
    QString m_lastCharset;
    QHash<QString, QByteArray> m_remotePictures;
    bool m_bodyTells = true;
    bool m_foldersAtOnce = true;
    int m_bodyDelay = 0;
    bool m_keychain = true;
    bool m_offline = false;
};

} // namespace golub::tests
