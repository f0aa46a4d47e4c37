// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the backend that sends: into the ledger, out of it, and what is done about a message once it was taken.
#include "core/service/Backend.h"

#include "core/base/Log.h"
#include "core/base/TextSafety.h"
#include "core/compose/DraftFromMessage.h"
#include "core/compose/MessageBuilder.h"
#include "core/compose/RawMessage.h"
#include "core/compose/Receipt.h"
#include "core/compose/Redirect.h"
#include "core/mime/MailReports.h"
#include "core/service/AccountRuntime.h"
#include "core/service/SentKeeper.h"
#include "core/store/ContactTable.h"
#include "core/store/DraftTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/store/OutboxTable.h"
#include "core/store/SendingTable.h"
#include "core/store/ServerTable.h"

#include <QFileInfo>

#include <algorithm>

namespace golub::service {
namespace {

constexpr std::chrono::seconds LongestUndo { 120 };
constexpr qsizetype LongestEnvelopeId = 100; //!< RFC 3461 section 4.4

//! What reports bring back is the Message-ID itself, where it fits.
QByteArray envelopeIdFor(const QString &messageId)
{
    const QByteArray id = messageId.toUtf8();
    const bool fits = id.size() <= LongestEnvelopeId && std::all_of(id.begin(), id.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    return fits ? id : QByteArray();
}

bool hasAllFiles(const Draft &draft)
{
    return std::all_of(draft.attachments.begin(), draft.attachments.end(),
        [](const DraftAttachment &attachment) { return attachment.path.isEmpty() || QFileInfo::exists(attachment.path); });
}

bool isAnyAccepted(const OutboxEntry &entry)
{
    return std::any_of(entry.recipients.begin(), entry.recipients.end(),
        [](const OutboxRecipient &recipient) { return recipient.state == RecipientState::Accepted; });
}

bool isSame(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

//! What is asked for of a message each time it is sent, without what belongs to one time.
SubmissionOptions lasting(SubmissionOptions options)
{
    options.envelopeId.clear();
    options.holdUntil = {};
    return options;
}

//! What the draft is asked for, and what is asked for besides this time.
SubmissionOptions together(const SubmissionOptions &draft, SubmissionOptions now)
{
    if (!now.notices.isSet())
        now.notices = draft.notices;
    if (!now.deliverBy)
        now.deliverBy = draft.deliverBy;
    now.requireTls = now.requireTls || draft.requireTls;
    return now;
}

} // namespace

//! A built message on its way into the ledger.
struct QueueRequest {
    compose::BuiltMessage built;
    QList<Address> recipients;       //!< with names, for completion
    MessageId original;
    bool isForward = false;
    SendOptions options = {};
    bool wantsCopy = true;
};

Result<OutboxId> Backend::queueBuilt(AccountId account, const QueueRequest &request)
{
    OutboxEntry entry;
    entry.account = account;
    entry.subject = request.built.subject;
    entry.messageIdHeader = request.built.messageIdHeader;
    entry.envelopeFrom = request.built.envelopeFrom;
    entry.created = m_clock.utcNow();
    entry.original = request.original;
    entry.isForward = request.isForward;
    entry.options = request.options.submission;
    if (entry.options.envelopeId.isEmpty() && !entry.envelopeFrom.isEmpty())
        entry.options.envelopeId = envelopeIdFor(entry.messageIdHeader);
    if (!request.wantsCopy)
        entry.sentCopy = SentCopyState::NotWanted;
    const auto undo = std::clamp(request.options.undo, std::chrono::seconds(0), LongestUndo);
    if (request.options.at > entry.created) {
        entry.hold = Hold::Scheduled;
        entry.heldUntil = request.options.at.toUTC();
    } else if (undo.count() > 0) {
        entry.hold = Hold::Undo;
        entry.heldUntil = entry.created.addSecs(undo.count());
    }
    for (const QString &recipient : request.built.recipients)
        entry.recipients.append({ recipient });
    const auto id = m_store->outbox().queue(entry, request.built.message, request.built.sentCopy);
    if (!id)
        return id.error();
    // The message is safe; a lost suggestion for completion would be no reason to say it is not.
    (void)m_store->contacts().collect(request.recipients, entry.created, true);
    return *id;
}

//! Not removed before it has arrived: taken back, it is again what it was when it was sent, which may be more than was saved last.
Outcome Backend::handDraftOver(const Draft &draft, OutboxId id)
{
    const auto saved = m_store->drafts().save(draft);
    if (!saved)
        return saved.error();
    if (const Outcome withdrawn = m_drafts->withdraw(*saved); !withdrawn)
        return withdrawn;
    return m_store->drafts().handOver(*saved, id);
}

void Backend::send(const Draft &draft, const SendOptions &options, Done<OutboxId> done)
{
    AccountRuntime *runtime = this->runtime(draft.account);
    if (!runtime) {
        done(Error::of(ErrorKind::NotFound, QStringLiteral("account")));
        return;
    }
    auto built = compose::build(draft, compose::BuildContext::of(m_clock, runtime->account.sending));
    if (!built) {
        done(built.error());
        return;
    }
    SendOptions asked = options;
    asked.submission = together(draft.delivery, options.submission);
    Draft kept = draft;
    kept.delivery = lasting(asked.submission);
    Result<OutboxId> id = Error::of(ErrorKind::Internal);
    const Outcome outcome = m_store->transaction([&]() -> Outcome {
        id = queueBuilt(draft.account, { std::move(*built), draft.to + draft.cc + draft.bcc, draft.original, draft.isForward, asked });
        return id ? handDraftOver(kept, *id) : Outcome(id.error());
    });
    if (!outcome) {
        done(outcome.error());
        return;
    }
    done(id);
    runtime->sender->wake();
    runtime->worker->operationsPending(); // the draft's copy on the server goes
}

void Backend::sendRaw(AccountId account, const QByteArray &message, const SendOptions &options, Done<OutboxId> done)
{
    AccountRuntime *runtime = this->runtime(account);
    const auto built = runtime ? compose::fromRaw(message, compose::BuildContext::of(m_clock, runtime->account.sending))
                               : Result<compose::BuiltMessage>(Error::of(ErrorKind::NotFound, QStringLiteral("account")));
    if (!built) {
        done(built.error());
        return;
    }
    const auto id = queueBuilt(account, { *built, {}, {}, false, options });
    done(id);
    if (id)
        runtime->sender->wake();
}

void Backend::redirect(MessageId id, const Redirection &to, Done<OutboxId> done)
{
    AccountRuntime *runtime = this->runtime(to.account);
    const auto body = m_store->messages().body(id);
    if (!runtime || (!body && body.error().kind != ErrorKind::NotFound)) {
        done(runtime ? body.error() : Error::of(ErrorKind::NotFound, QStringLiteral("account")));
        return;
    }
    if (!body) {
        fetchBody(id, [this, id, to, done = std::move(done)](const Outcome &fetched) {
            if (!fetched)
                done(fetched.error());
            else if (!m_store->messages().body(id))
                done(Error::of(ErrorKind::NotFound));
            else
                redirect(id, to, done);
        });
        return;
    }
    const auto built = compose::redirect(*body, to, compose::BuildContext::of(m_clock, runtime->account.sending));
    if (!built) {
        done(built.error());
        return;
    }
    const auto queued = queueBuilt(to.account, { *built, to.to + to.cc + to.bcc, id, true });
    done(queued);
    if (queued)
        runtime->sender->wake();
}

void Backend::retryOutbox(OutboxId id, Done<void> done)
{
    const auto entry = m_store->outbox().find(id);
    const Outcome outcome = entry ? m_store->outbox().retry(id) : Outcome(entry.error());
    done(outcome);
    if (outcome) {
        if (AccountRuntime *runtime = this->runtime(entry->account))
            runtime->sender->retryNow();
    }
}

//! The draft as it was handed over, or what the message says where that is not possible any more: some have it, a file is gone.
Result<DraftId> Backend::draftOf(const OutboxEntry &entry, const QByteArray &copy)
{
    if (const auto kept = m_store->drafts().takeBack(entry.id); kept) {
        const auto draft = m_store->drafts().find(*kept);
        if (draft && !isAnyAccepted(entry) && hasAllFiles(*draft))
            return *kept;
        if (const Outcome removed = m_store->drafts().remove(*kept); !removed)
            return removed.error();
    }
    Draft draft = compose::draftFromMessage(copy);
    draft.account = entry.account;
    draft.original = entry.original;
    draft.isForward = entry.isForward;
    draft.delivery = lasting(entry.options);
    // Who has it already does not get it again.
    const auto has = [&entry](const Address &address) {
        return std::any_of(entry.recipients.begin(), entry.recipients.end(), [&address](const OutboxRecipient &recipient) {
            return recipient.state == RecipientState::Accepted && isSame(recipient.address, address.address);
        });
    };
    draft.to.removeIf(has);
    draft.cc.removeIf(has);
    draft.bcc.removeIf(has);
    return m_store->drafts().save(draft);
}

void Backend::cancelOutbox(OutboxId id, Done<DraftId> done)
{
    const auto entry = m_store->outbox().find(id);
    const auto copy = m_store->outbox().sentCopy(id);
    if (!entry || !copy) {
        done(entry ? copy.error() : entry.error());
        return;
    }
    Result<DraftId> saved = Error::of(ErrorKind::Internal);
    const Outcome outcome = m_store->transaction([&]() -> Outcome {
        if (const Outcome cancelled = m_store->outbox().cancel(id); !cancelled)
            return cancelled;
        saved = draftOf(*entry, *copy);
        return saved ? Outcome() : Outcome(saved.error());
    });
    if (outcome)
        m_drafts->saved(*saved);
    done(outcome ? saved : Result<DraftId>(outcome.error()));
}

void Backend::resolveOutbox(OutboxId id, bool sent, Done<void> done)
{
    const auto entry = m_store->outbox().find(id);
    const Outcome outcome = entry ? m_store->outbox().resolve(id, sent) : Outcome(entry.error());
    done(outcome);
    if (!outcome)
        return;
    if (sent)
        accepted(id);
    else if (AccountRuntime *runtime = this->runtime(entry->account))
        runtime->sender->wake();
}

void Backend::lookForOutbox(OutboxId id, Done<void> done)
{
    const auto entry = m_store->outbox().find(id);
    AccountRuntime *runtime = entry ? this->runtime(entry->account) : nullptr;
    if (runtime)
        m_sent->lookFor(runtime->account, *entry, std::move(done));
    else
        done(entry ? Error::of(ErrorKind::NotFound, QStringLiteral("account")) : entry.error());
}

// --- once it was taken

SentKeeper::Hooks Backend::sentHooks()
{
    SentKeeper::Hooks hooks;
    hooks.look = [this](AccountId account, MailboxRole role, Done<void> done) {
        AccountRuntime *runtime = this->runtime(account);
        if (!runtime) {
            done(Error::of(ErrorKind::Cancelled));
            return;
        }
        sync::SyncRequest request;
        request.mailbox = roleName(role);
        request.headersOnly = true;
        runtime->worker->synchronize(request, [done](const Result<QList<sync::MailboxReport>> &reports) {
            done(reports ? Outcome() : Outcome(reports.error()));
        });
    };
    hooks.searchAllMail = [this](AccountId account, const QString &messageId, const Done<void> &done) { searchAllMail(account, messageId, done); };
    hooks.ensureMailbox = [this](AccountId account, MailboxRole role) { return ensureMailbox(account, role); };
    hooks.operationsPending = [this](AccountId account) {
        if (AccountRuntime *runtime = this->runtime(account))
            runtime->worker->operationsPending();
    };
    hooks.proved = [this](OutboxId id) {
        if (const auto entry = m_store->outbox().find(id); entry && entry->state == OutboxState::Accepted)
            Q_EMIT noticed(tr("“%1” was sent after all: a copy of it was found at the server.").arg(textsafety::printable(entry->subject, 80)));
        accepted(id);
    };
    return hooks;
}

void Backend::searchAllMail(AccountId account, const QString &messageId, const Done<void> &done)
{
    AccountRuntime *runtime = this->runtime(account);
    const auto all = m_store->mailboxes().findByRole(account, MailboxRole::All);
    if (!runtime || !all) {
        done(Error::of(ErrorKind::NotFound));
        return;
    }
    sync::ServerSearch search;
    search.mailboxes = { all->id };
    search.rows = 1;
    const auto server = m_store->servers().find(runtime->account.incoming.host, runtime->account.incoming.port);
    if (server && server->capabilities.contains(u"X-GM-EXT-1", Qt::CaseInsensitive))
        search.query.gmail = QStringLiteral("rfc822msgid:") + messageId; // Gmail's own index, which knows at once what has just been sent
    else
        search.query.groups = { { { RemoteQuery::Term::Field::Header, messageId, false, QByteArrayLiteral("Message-ID") } } };
    runtime->worker->search(search, [done](const Result<sync::ServerHits> &hits) { done(hits ? Outcome() : Outcome(hits.error())); });
}

void Backend::accepted(OutboxId id)
{
    const auto entry = m_store->outbox().find(id);
    if (!entry)
        return;
    noteAccepted(*entry);
    if (AccountRuntime *runtime = this->runtime(entry->account))
        runtime->worker->operationsPending();
}

void Backend::noteAccepted(const OutboxEntry &entry)
{
    if (entry.state == OutboxState::Accepted)
        (void)m_store->drafts().forget(entry.id);
    if (AccountRuntime *runtime = this->runtime(entry.account))
        m_sent->keep(runtime->account, entry);
    if (!entry.original.isValid())
        return;
    const Flags done = entry.isForward ? Flags({}, { QStringLiteral("$Forwarded") }) : Flags(Flag::Answered);
    (void)m_store->operations().changeFlags({ entry.original }, done, {}); // gone meanwhile: nothing to mark
}

//! What was accepted just before the program ended has no Sent copy in the journal yet.
void Backend::catchUpAccepted(AccountId id)
{
    const auto entries = m_store->outbox().all();
    for (const OutboxEntry &entry : entries.value_or({})) {
        const bool answered = entry.state == OutboxState::Accepted || entry.state == OutboxState::Queued || entry.state == OutboxState::Refused;
        if (entry.account == id && entry.sentCopy == SentCopyState::Waiting && answered && isAnyAccepted(entry))
            noteAccepted(entry);
    }
}

//! There is a connection: what waited for a look gets it.
void Backend::settleSent(AccountId id)
{
    AccountRuntime *runtime = this->runtime(id);
    if (!runtime)
        return;
    m_sent->proveUncertain(runtime->account);
    m_sent->resume(runtime->account);
}

void Backend::outboxSettled(OutboxId id)
{
    const auto entry = m_store->outbox().find(id);
    AccountRuntime *runtime = entry ? this->runtime(entry->account) : nullptr;
    if (runtime && entry->state == OutboxState::Uncertain)
        m_sent->proveUncertain(runtime->account);
}

// --- what comes back

//! As it was written: from the ledger, from the copy, or from what the report brought back.
Result<QByteArray> Backend::originalOf(const store::SentOriginal &original, const QByteArray &report) const
{
    if (original.outbox.isValid()) {
        if (auto copy = m_store->outbox().sentCopy(original.outbox))
            return copy;
    }
    if (original.copy.isValid()) {
        if (auto copy = m_store->messages().body(original.copy))
            return copy;
    }
    const mime::MessageTree tree = mime::readMessage(report);
    for (const mime::Part &part : tree.parts) {
        if (part.isMessage && part.parent == 0 && !part.children.isEmpty())
            return part.body.of(part.source.isNull() ? QByteArrayView(report) : QByteArrayView(part.source)).toByteArray();
    }
    return Error { ErrorKind::NotFound, tr("The message that could not be delivered is not here any more. Write it once more.") };
}

void Backend::prepareResend(MessageId id, Done<Draft> done)
{
    const auto account = accountOf({ id });
    const auto body = m_store->messages().body(id);
    AccountRuntime *runtime = account ? this->runtime(*account) : nullptr;
    if (!runtime || !body) {
        done(Error::of(ErrorKind::NotFound));
        return;
    }
    const auto report = mime::mailReport(*body, mime::readMessage(*body));
    const auto original = report ? m_store->sending().original(*account, *report) : Result<store::SentOriginal>(Error::of(ErrorKind::NotFound));
    if (!original || !original->isOurs) {
        done(Error { ErrorKind::NotFound, tr("This report is about a message that was not sent from here.") });
        return;
    }
    const auto raw = originalOf(*original, *body);
    if (!raw) {
        done(raw.error());
        return;
    }
    Draft draft = compose::draftFromMessage(*raw);
    draft.account = *account;
    if (const auto entry = m_store->outbox().find(original->outbox))
        draft.delivery = lasting(entry->options);
    const QList<Address> recipients = draft.to + draft.cc + draft.bcc;
    for (const Address &recipient : recipients) {
        const bool failed = std::any_of(report->news.begin(), report->news.end(), [&recipient](const DeliveryNews &news) {
            return news.kind == DeliveryNews::Kind::Failed && isSame(news.address, recipient.address);
        });
        if (failed || recipients.size() == 1)
            draft.undelivered += recipient.address;
    }
    // The others have it. Where nobody is named whom it was written to (it was forwarded on the way), the user decides.
    if (!draft.undelivered.isEmpty()) {
        const auto arrived = [&draft](const Address &address) { return !draft.undelivered.contains(address.address); };
        draft.to.removeIf(arrived);
        draft.cc.removeIf(arrived);
        draft.bcc.removeIf(arrived);
    }
    done(draft);
}

void Backend::answerReceipt(MessageId id, bool send, Done<OutboxId> done)
{
    const auto account = accountOf({ id });
    const auto body = m_store->messages().body(id);
    AccountRuntime *runtime = account ? this->runtime(*account) : nullptr;
    if (!runtime || !body) {
        done(Error::of(ErrorKind::NotFound));
        return;
    }
    const QString messageId = mime::readMessage(*body).envelope.messageIdHeader;
    const bool automatic = runtime->account.sending.receipts == SendingPreferences::Receipts::Always;
    Result<OutboxId> queued = OutboxId {};
    const Outcome outcome = m_store->transaction([&]() -> Outcome {
        // RFC 3503: marked for all clients before anything is sent; here it is known at once, also where the server keeps no keywords.
        if (const Outcome noted = m_store->sending().noteReceiptAnswered(*account, messageId.isEmpty() ? u'#' + QString::number(id.value) : messageId); !noted)
            return noted;
        const auto marked = m_store->operations().changeFlags({ id }, Flags({}, { QStringLiteral("$MDNSent") }), {});
        if (!marked)
            return marked.error();
        if (!send)
            return {};
        const auto built = compose::buildReceipt(*body, runtime->account, automatic, compose::BuildContext::of(m_clock, runtime->account.sending));
        if (!built)
            return built.error();
        QueueRequest request { *built, {}, {} };
        request.wantsCopy = false;
        queued = queueBuilt(*account, request);
        return queued ? Outcome() : Outcome(queued.error());
    });
    done(outcome ? queued : Result<OutboxId>(outcome.error()));
    if (!outcome)
        return;
    runtime->worker->operationsPending();
    runtime->sender->wake();
}

} // namespace golub::service
