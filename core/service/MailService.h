// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"
#include "core/mail/Account.h"
#include "core/mail/ChangeSet.h"
#include "core/mail/ConnectionStep.h"
#include "core/mail/Discovery.h"
#include "core/mail/Draft.h"
#include "core/mail/Import.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Message.h"
#include "core/mail/Operation.h"
#include "core/mail/Outbox.h"
#include "core/mail/ProtocolLine.h"
#include "core/mail/Quota.h"
#include "core/mail/Redirection.h"
#include "core/mail/SendingFacts.h"
#include "core/service/Activity.h"
#include "core/service/Job.h"
#include "core/service/MessageView.h"
#include "core/service/SignIn.h"

#include <QObject>

#include <chrono>

namespace golub::service {

//! What the directory knows of a provider (resources/providers.json).
struct ProviderSuggestion {
    bool known = false;
    QString providerName;
    //! Candidates, the best first; user names filled in for the address given.
    QList<ServerSettings> imap;
    QList<ServerSettings> pop3;
    QList<ServerSettings> outgoing;
    //! Translated hints: "Switch IMAP on in the web mail first", "This provider wants an app password".
    QStringList hints;
    QString helpUrl;
};

//! Secrets of an account while it is set up. Empty means unchanged.
struct AccountSecrets {
    Secret incoming;
    Secret outgoing;              //!< empty: the same as incoming
    Secret tokens = {};           //!< of a SignInJob
    Secret clientSecret = {};     //!< of the user's own OAuth client
    Secret clientCertificate = {}; //!< opens the file of the client certificate
};

//! Finding servers: found() comes with everything known so far whenever more is, in best-first order; the value is the last of them.
class DiscoveryJob : public ResultJob<Discovery>
{
    Q_OBJECT
Q_SIGNALS:
    void found(const golub::Discovery &soFar);

protected:
    using ResultJob<Discovery>::ResultJob;
};

//! The facade: everything that the window and golubctl can do, and the only part of core they call. It lives in the caller's (GUI)
//! thread. Reading calls answer at once from windows over the store (≤ limits::WindowRows rows). Changing calls return a Job; their
//! local half is done and visible when the job finishes, the servers follow later. The views learn of changes by changed().
class MailService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    // --- accounts
    virtual QList<Account> accounts() const = 0;
    //! What Golub knows by itself, at once. The network is not asked.
    virtual ProviderSuggestion suggestServers(const QString &address) const = 0;
    //! Asks in every way at once, 15 s at most; a time limit is no error, what was found until then counts. InvalidInput for no address.
    virtual DiscoveryJob *discoverServers(const QString &address, const DiscoveryOptions &options) = 0;
    //! What is wrong with the settings before any connection; empty if nothing. Translated.
    virtual QStringList validate(const Account &account) const = 0;
    virtual ResultJob<ConnectionReport> *testAccount(const Account &account, const AccountSecrets &secrets) = 0;
    //! Sends a small message from a stored account to itself through the outbox, waits until it has arrived, and removes it again.
    virtual ResultJob<ConnectionReport> *sendToSelf(AccountId account) = 0;
    virtual ResultJob<AccountId> *addAccount(const Account &account, const AccountSecrets &secrets) = 0;
    virtual Job *updateAccount(const Account &account, const AccountSecrets &secrets) = 0;
    virtual Job *removeAccount(AccountId id) = 0;
    //! False where passwords can only be kept in memory until the program ends.
    virtual bool hasKeychain() const = 0;
    //! Answers a UserRequest of kind Password; \a remember writes it to the keychain.
    virtual Job *providePassword(AccountId id, bool outgoing, const Secret &password, bool remember) = 0;
    //! Accepts exactly this certificate for exactly this host and port, until then; an invalid \a until is 90 days from now.
    virtual Job *acceptCertificate(const QString &host, quint16 port, const QByteArray &sha256, const QDateTime &until = {}) = 0;
    //! The exceptions that are in force.
    virtual QList<CertificateException> certificateExceptions() const = 0;
    virtual Job *revokeCertificate(const QString &host, quint16 port, const QByteArray &sha256) = 0;
    //! Answers a UserRequest of kind Weakened: from now on this much protection is enough for the account at this server.
    virtual Job *acceptWeaker(AccountId id, const QString &host, quint16 port, const SignInStrength &strength) = 0;

    // --- signing in through the browser
    virtual QList<SignInProvider> signInProviders() const = 0;
    //! By the name of an incoming or outgoing server, and where to make an app password for \a address there.
    virtual SignInProvider signInProviderFor(const QString &host, const QString &address) const = 0;
    //! Signs in with the account's OAuth settings. A saved account (with an id) goes on with the new tokens by itself. \a clientSecret empty: the
    //! one that is known. InvalidInput says what the settings lack. Ends after ten minutes, or by cancel().
    virtual SignInJob *signIn(const Account &account, const Secret &clientSecret = {}) = 0;
    virtual ResultJob<SignInGrant> *signInGrant(AccountId id) = 0;
    //! Takes the tokens out of the keychain, and revokes them where the provider has a way to.
    virtual Job *forgetSignIn(AccountId id) = 0;

    // --- reading
    virtual QList<Mailbox> mailboxes(AccountId account = {}) const = 0;
    virtual qint64 messageCount(MailboxId mailbox) const = 0;
    virtual QList<MessageSummary> messages(MailboxId mailbox, qint64 offset, int limit) const = 0;
    virtual QList<MessageSummary> messagesAfter(MailboxId mailbox, ListCursor after, int limit) const = 0;
    virtual QList<MessageSummary> summaries(const QList<MessageId> &ids) const = 0;
    //! −1 where it is not in its mailbox any more.
    virtual qint64 position(MessageId id) const = 0;
    //! Reads, parses and sanitizes in the background; fetches the body first where it is not here. \a charset: one of charsets(), for a text
    //! that says the wrong one of itself; empty for what the message says.
    virtual ResultJob<MessageView> *openMessage(MessageId id, const QString &charset = {}) = 0;
    //! The same with its remote pictures, for a user who asked for them: fetched by https, with nothing that tells who asks but the request itself.
    //! With progress. Those that do not come are left out (MessageView::missingPictures). Offline while working offline.
    virtual ResultJob<MessageView> *openWithPictures(MessageId id, const QString &charset = {}) = 0;
    //! What the reader may choose from, the usual ones first.
    virtual QStringList charsets() const = 0;
    virtual Result<QByteArray> rawMessage(MessageId id) const = 0;
    //! Brings the whole message here (rawMessage() has it then); with progress.
    virtual Job *fetchMessage(MessageId id) = 0;
    //! The decoded content of one attachment; fetched alone, with progress, where it is not here.
    virtual ResultJob<QByteArray> *attachment(MessageId id, int part) = 0;
    struct SearchResult { QList<MessageSummary> hits; qint64 total = 0; double coverage = 1.0; qint64 milliseconds = 0; };
    virtual Result<SearchResult> search(const QString &query, AccountId account, MailboxId mailbox, ListCursor after, int limit) const = 0;
    //! Lets the server search what is not here as well (IMAP): in \a mailbox, or in all folders of \a account. What it finds appears as rows; total
    //! is how many matched, hits are at most limits::WindowRows, newest first.
    virtual ResultJob<SearchResult> *searchServer(const QString &query, AccountId account, MailboxId mailbox) = 0;
    virtual QList<Address> completeAddress(const QString &prefix, int limit) const = 0;

    // --- changing
    virtual ResultJob<OperationId> *changeFlags(const QList<MessageId> &messages, const Flags &add, const Flags &remove) = 0;
    virtual ResultJob<OperationId> *move(const QList<MessageId> &messages, MailboxId destination) = 0;
    virtual ResultJob<OperationId> *copy(const QList<MessageId> &messages, MailboxId destination) = 0;
    //! To the mailbox with this role (Archive, Junk, Trash); made where the account has none. From the trash, Trash removes for good.
    virtual ResultJob<OperationId> *moveToRole(const QList<MessageId> &messages, MailboxRole role) = 0;
    //! Takes \a id back, or the last one of which something is left to take back. NotFound says why there is nothing.
    virtual ResultJob<Undone> *undo(OperationId id = {}) = 0;
    //! The last action that undo() would take back, translated ("Move 3 messages"); empty if none.
    virtual QString undoText() const = 0;
    virtual QList<Operation> openOperations() const = 0;
    //! The newest \a limit of those that are done or cancelled, oldest first. Some thousands are kept, for three months.
    virtual QList<Operation> finishedOperations(int limit) const = 0;
    virtual Job *retryOperation(OperationId id) = 0;
    virtual Job *cancelOperation(OperationId id) = 0;

    // --- writing
    virtual Draft newDraft(AccountId account) const = 0;
    //! List: the mailing list alone (All where it is no list). ForwardAttached: the whole message as an attachment, byte for byte.
    enum class ReplyKind : quint8 { Sender, All, List, Forward, ForwardAttached };
    //! A draft with recipients, subject, threading fields, quoted text (and the attachments, for Forward).
    virtual ResultJob<Draft> *prepareReply(MessageId id, ReplyKind kind) = 0;
    //! A new draft that begins with what a message says: recipients, subject, text, attachments. It is no answer to anything.
    virtual ResultJob<Draft> *prepareEditAsNew(MessageId id) = 0;
    //! What a report says could not be delivered, as it was written, to those who have not got it (Draft::undelivered). NotFound where the
    //! message that it is about is not here.
    virtual ResultJob<Draft> *prepareResend(MessageId report) = 0;
    //! Answers the wish for a reading receipt, or notes that it is not answered; once for ever. The id is invalid where nothing is sent.
    virtual ResultJob<OutboxId> *answerReceipt(MessageId id, bool send) = 0;
    //! What the account's outgoing server takes, as far as it is known.
    virtual SendingFacts sendingFacts(AccountId account) const = 0;
    //! Sends a message on as it is, with Resent- fields above it (RFC 5322 section 3.6.6). InvalidInput says what to correct.
    virtual ResultJob<OutboxId> *redirect(MessageId id, const Redirection &to) = 0;
    virtual ResultJob<DraftId> *saveDraft(const Draft &draft) = 0;
    //! The draft that a message in a drafts folder is, wherever it was written: to go on with it. Saving it replaces the message.
    virtual ResultJob<Draft> *openDraft(MessageId id) = 0;
    //! Also its copy on the server.
    virtual Job *removeDraft(DraftId id) = 0;
    virtual QList<Draft> drafts() const = 0;
    //! Builds the message and puts it into the outbox; removes the draft. InvalidInput and NotFound (an attachment that vanished) name
    //! what to correct, and the draft stays.
    virtual ResultJob<OutboxId> *send(const Draft &draft, const SendOptions &options) = 0;
    //! A message file as it is; recipients from its header fields; Bcc is taken out.
    virtual ResultJob<OutboxId> *sendRaw(AccountId account, const QByteArray &message, const SendOptions &options) = 0;
    virtual QList<OutboxEntry> outbox() const = 0;
    //! A Held one goes at once; one that waits is tried again at once; a refused one once more, to those who have not got it.
    virtual Job *retryOutbox(OutboxId id) = 0;
    //! Takes it back before it is sent; the message becomes a draft again.
    virtual ResultJob<DraftId> *cancelOutbox(OutboxId id) = 0;
    //! The user's word on an uncertain one.
    virtual Job *resolveOutbox(OutboxId id, bool sent) = 0;
    //! Looks for an uncertain one once more, in Sent and All Mail. What was found out is in its entry when the job finishes: it is Accepted where
    //! a copy proves it, else its uncertainty has the looks. Conflict for one that is not uncertain.
    virtual Job *lookForOutbox(OutboxId id) = 0;

    // --- synchronising
    struct SyncOptions { QList<AccountId> accounts; QString mailbox; bool headersOnly = false; bool index = true; bool audit = false; };
    virtual ResultJob<QList<MailboxSyncReport>> *synchronize(const SyncOptions &options) = 0;
    virtual void setOffline(bool offline) = 0;
    virtual bool isOffline() const = 0;
    virtual QList<AccountStatus> status() const = 0;
    //! As last asked for; empty where the server has none.
    virtual QList<QuotaResource> quota(AccountId account) const = 0;

    // --- protocol log
    //! The latest lines, oldest first, at most \a limit.
    virtual QList<ProtocolLine> protocolLog(int limit) const = 0;

    // --- import
    //! All of them or none, and durable when the job finishes. What the mailbox has already is not put there again.
    virtual ResultJob<ImportReport> *importMessages(MailboxId destination, const QList<ImportedMessage> &messages) = 0;

    // --- housekeeping
    enum class Tidying : quint8 {
        Everything,   //!< also collects what nothing refers to; reads every reference
        WhatRests,    //!< only bodies that came in bulk and have lain for half a day; nothing while mail comes in
    };
    //! Gives disk space back for at most so long; whether there is more to do. A window does it by itself.
    virtual ResultJob<bool> *tidy(Tidying what, std::chrono::milliseconds atMost) = 0;

Q_SIGNALS:
    void changed(const golub::ChangeSet &changes);
    void statusChanged(const golub::service::AccountStatus &status);
    //! May come again until it is answered; answer with providePassword(), acceptCertificate() or acceptWeaker(), or not at all.
    void userNeeded(const golub::service::UserRequest &request);
    //! New mail in an inbox.
    void newMessages(golub::AccountId account, const QList<golub::MessageSummary> &messages);
    //! Something the user should know of and need not act upon; translated.
    void noticed(const QString &text);
    void protocolLineAdded(const golub::ProtocolLine &line);
};

} // namespace golub::service
