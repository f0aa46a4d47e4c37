// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the backend that changes and writes messages.
#include "core/service/Backend.h"

#include "core/account/ProviderDirectory.h"
#include "core/base/Log.h"
#include "core/compose/DraftFromMessage.h"
#include "core/compose/MessageBuilder.h"
#include "core/compose/RawMessage.h"
#include "core/compose/Redirect.h"
#include "core/service/AccountRuntime.h"
#include "core/store/AccountTable.h"
#include "core/store/ContactTable.h"
#include "core/store/DraftTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/store/OutboxTable.h"
#include "core/sync/MessageAnalysis.h"

#include <algorithm>

namespace golub::service {
namespace {

constexpr qint64 ClocksDiffer = 3600; //!< seconds, between this computer and a server

constexpr std::chrono::seconds LongestUndo { 120 };

} // namespace

//! A built message on its way into the ledger.
struct QueueRequest {
    compose::BuiltMessage built;
    QList<Address> recipients;       //!< with names, for completion
    MessageId original;
    bool isForward = false;
    SendOptions options = {};
};

Result<AccountId> Backend::accountOf(const QList<MessageId> &messages) const
{
    if (messages.isEmpty())
        return Error::of(ErrorKind::NotFound);
    const auto summary = m_store->messages().summary(messages.first());
    if (!summary)
        return summary.error();
    return summary->account;
}

void Backend::operationDone(const Result<OperationId> &operation, AccountId account, const Done<OperationId> &done)
{
    done(operation);
    if (!operation)
        return;
    if (AccountRuntime *runtime = this->runtime(account))
        runtime->worker->operationsPending();
}

void Backend::changeFlags(const QList<MessageId> &messages, const Flags &add, const Flags &remove, Done<OperationId> done)
{
    const auto account = accountOf(messages);
    operationDone(account ? m_store->operations().changeFlags(messages, add, remove) : Result<OperationId>(account.error()),
        account.value_or({}), done);
}

void Backend::move(const QList<MessageId> &messages, MailboxId destination, Done<OperationId> done)
{
    const auto account = accountOf(messages);
    operationDone(account ? m_store->operations().move(messages, destination) : Result<OperationId>(account.error()), account.value_or({}), done);
}

void Backend::copy(const QList<MessageId> &messages, MailboxId destination, Done<OperationId> done)
{
    const auto account = accountOf(messages);
    operationDone(account ? m_store->operations().copy(messages, destination) : Result<OperationId>(account.error()), account.value_or({}), done);
}

void Backend::moveToRole(const QList<MessageId> &messages, MailboxRole role, Done<OperationId> done)
{
    const auto account = accountOf(messages);
    if (!account) {
        done(account.error());
        return;
    }
    const auto destination = ensureMailbox(*account, role);
    if (!destination) {
        done(destination.error());
        return;
    }
    // For good only where all of them lie in the trash: of some found here and there, none is lost.
    if (role == MailboxRole::Trash && areAllIn(messages, *destination)) {
        operationDone(m_store->operations().expunge(messages), *account, done);
        return;
    }
    operationDone(m_store->operations().move(messages, *destination), *account, done);
}

bool Backend::areAllIn(const QList<MessageId> &messages, MailboxId mailbox) const
{
    return std::all_of(messages.begin(), messages.end(), [this, mailbox](MessageId id) {
        const auto summary = m_store->messages().summary(id);
        return summary && summary->mailbox == mailbox;
    });
}

Result<MailboxId> Backend::ensureMailbox(AccountId account, MailboxRole role)
{
    const auto found = m_store->mailboxes().findByRole(account, role);
    if (found)
        return found->id;
    if (found.error().kind != ErrorKind::NotFound)
        return found.error();
    const auto stored = m_store->accounts().find(account);
    const auto all = m_store->mailboxes().all(account);
    if (!stored || !all)
        return stored ? all.error() : stored.error();
    QString name = roleName(role);
    name[0] = name[0].toUpper();
    if (stored->protocol == IncomingProtocol::Pop3)
        return m_store->mailboxes().addLocal(account, name, role);
    // Where everything lies under INBOX (Courier, older Cyrus), new mailboxes have to as well.
    QChar delimiter;
    bool underInbox = false;
    for (const Mailbox &mailbox : *all) {
        if (mailbox.role == MailboxRole::Inbox) {
            delimiter = mailbox.name.delimiter;
            continue;
        }
        underInbox = mailbox.name.path.startsWith(u"INBOX", Qt::CaseInsensitive);
        if (!underInbox)
            break;
    }
    store::MailboxTable::Listing listing;
    listing.name.path = underInbox && !delimiter.isNull() ? QStringLiteral("INBOX") + delimiter + name : name;
    listing.name.delimiter = delimiter;
    listing.role = role;
    Result<MailboxId> created = Error::of(ErrorKind::Internal);
    const Outcome done = m_store->transaction([&]() -> Outcome {
        created = m_store->mailboxes().addRemote(account, listing);
        if (!created)
            return created.error();
        const auto operation = m_store->operations().createMailbox(*created);
        return operation ? Outcome() : Outcome(operation.error());
    });
    return done ? created : Result<MailboxId>(done.error());
}

void Backend::undo(OperationId id, Done<OperationId> done)
{
    const auto operation = id.isValid() ? m_store->operations().find(id) : m_store->operations().lastUndoable();
    operationDone(operation ? m_store->operations().undo(operation->id) : Result<OperationId>(operation.error()),
        operation ? operation->account : AccountId {}, done);
}

void Backend::retryOperation(OperationId id, Done<void> done)
{
    const auto operation = m_store->operations().find(id);
    // One that waits anyway is tried now.
    const bool waits = operation && operation->state == OperationState::Pending;
    const Outcome outcome = waits ? Outcome() : operation ? m_store->operations().retry(id) : Outcome(operation.error());
    done(outcome);
    if (outcome) {
        if (AccountRuntime *runtime = this->runtime(operation->account))
            runtime->worker->operationsPending();
    }
}

void Backend::cancelOperation(OperationId id, Done<void> done)
{
    done(m_store->operations().cancel(id));
}

void Backend::fetchBody(MessageId id, Done<void> done)
{
    const auto account = accountOf({ id });
    AccountRuntime *runtime = account ? this->runtime(*account) : nullptr;
    if (!runtime) {
        done(account ? Error::of(ErrorKind::NotFound) : account.error());
        return;
    }
    runtime->worker->fetchBody(id, std::move(done));
}

void Backend::importMessages(MailboxId destination, const QList<QByteArray> &messages, std::function<void(qint64)> progress, Done<void> done)
{
    const auto mailbox = m_store->mailboxes().find(destination);
    if (!mailbox) {
        done(mailbox.error());
        return;
    }
    qint64 count = 0;
    for (const QByteArray &raw : messages) {
        const store::MessageText text = sync::analyze(raw);
        const QDateTime date = text.envelope.date.isValid() ? text.envelope.date.toUTC() : m_clock.utcNow();
        const auto operation = m_store->operations().append(destination, raw, text, Flags(Flag::Seen), date, {});
        if (!operation) {
            done(operation.error());
            return;
        }
        progress(++count);
    }
    done({});
    if (AccountRuntime *runtime = this->runtime(mailbox->account))
        runtime->worker->operationsPending();
}

// --- writing

void Backend::saveDraft(const Draft &draft, Done<DraftId> done)
{
    done(m_store->drafts().save(draft));
}

void Backend::removeDraft(DraftId id, Done<void> done)
{
    done(m_store->drafts().remove(id));
}

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

void Backend::send(const Draft &draft, const SendOptions &options, Done<OutboxId> done)
{
    AccountRuntime *runtime = this->runtime(draft.account);
    if (!runtime) {
        done(Error::of(ErrorKind::NotFound, QStringLiteral("account")));
        return;
    }
    auto built = compose::build(draft, compose::BuildContext::of(m_clock));
    if (!built) {
        done(built.error());
        return;
    }
    Result<OutboxId> id = Error::of(ErrorKind::Internal);
    const Outcome outcome = m_store->transaction([&]() -> Outcome {
        id = queueBuilt(draft.account, { std::move(*built), draft.to + draft.cc + draft.bcc, draft.original, draft.isForward, options });
        if (!id)
            return id.error();
        return draft.id.isValid() ? m_store->drafts().remove(draft.id) : Outcome();
    });
    if (!outcome) {
        done(outcome.error());
        return;
    }
    done(id);
    runtime->sender->wake();
}

void Backend::sendRaw(AccountId account, const QByteArray &message, const SendOptions &options, Done<OutboxId> done)
{
    AccountRuntime *runtime = this->runtime(account);
    const auto built = runtime ? compose::fromRaw(message, compose::BuildContext::of(m_clock))
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
    const auto built = compose::redirect(*body, to, compose::BuildContext::of(m_clock));
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

void Backend::cancelOutbox(OutboxId id, Done<DraftId> done)
{
    const auto entry = m_store->outbox().find(id);
    const auto copy = m_store->outbox().sentCopy(id);
    if (!entry || !copy) {
        done(entry ? copy.error() : entry.error());
        return;
    }
    Draft draft = compose::draftFromMessage(*copy);
    draft.account = entry->account;
    draft.original = entry->original;
    draft.isForward = entry->isForward;
    // Who has it already does not get it again.
    const auto has = [&entry](const Address &address) {
        return std::any_of(entry->recipients.begin(), entry->recipients.end(), [&address](const OutboxRecipient &recipient) {
            return recipient.state == RecipientState::Accepted && recipient.address.compare(address.address, Qt::CaseInsensitive) == 0;
        });
    };
    draft.to.removeIf(has);
    draft.cc.removeIf(has);
    draft.bcc.removeIf(has);
    Result<DraftId> saved = Error::of(ErrorKind::Internal);
    const Outcome outcome = m_store->transaction([&]() -> Outcome {
        if (const Outcome cancelled = m_store->outbox().cancel(id); !cancelled)
            return cancelled;
        saved = m_store->drafts().save(draft);
        return saved ? Outcome() : Outcome(saved.error());
    });
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
    storeSentCopy(entry);
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
        const bool taken = std::any_of(entry.recipients.begin(), entry.recipients.end(),
            [](const OutboxRecipient &recipient) { return recipient.state == RecipientState::Accepted; });
        if (entry.account == id && entry.sentCopy == SentCopyState::Waiting && answered && taken)
            noteAccepted(entry);
    }
}

void Backend::storeSentCopy(const OutboxEntry &entry)
{
    AccountRuntime *runtime = this->runtime(entry.account);
    if (!runtime || entry.sentCopy != SentCopyState::Waiting)
        return;
    if (m_parts.providers) {
        const auto provider = m_parts.providers->find(runtime->account.address);
        if (provider && provider->sentSavedByServer) {
            (void)m_store->outbox().setSentCopy(entry.id, SentCopyState::NotWanted);
            return;
        }
    }
    const auto copy = m_store->outbox().sentCopy(entry.id);
    const auto mailbox = ensureMailbox(entry.account, MailboxRole::Sent);
    Outcome outcome = copy ? (mailbox ? Outcome() : Outcome(mailbox.error())) : Outcome(copy.error());
    if (outcome) {
        outcome = m_store->transaction([&]() -> Outcome {
            const auto operation = m_store->operations().append(
                *mailbox, *copy, sync::analyze(*copy), Flags(Flag::Seen), m_clock.utcNow(), entry.id);
            if (!operation)
                return operation.error();
            // From here on the journal answers for it: it is retried on its own.
            return m_store->outbox().setSentCopy(entry.id, SentCopyState::Done);
        });
    }
    if (!outcome) {
        qCWarning(logOutbox) << "no Sent copy of outbox" << entry.id.value << outcome.error().text << outcome.error().detail;
        (void)m_store->outbox().setSentCopy(entry.id, SentCopyState::Failed);
    }
}

//! A message with the uncertain one's Message-ID on the server proves that it was accepted (the provider keeps a copy, or it came back).
void Backend::settleUncertain(AccountId id)
{
    const auto entries = m_store->outbox().all();
    if (!entries)
        return;
    for (const OutboxEntry &entry : *entries) {
        if (entry.account != id || entry.state != OutboxState::Uncertain || entry.messageIdHeader.isEmpty())
            continue;
        const auto found = m_store->messages().findByMessageId(id, entry.messageIdHeader);
        const QList<MessageId> same = found.value_or({});
        // One that was there before this was written (a kept message sent once more as it is) proves nothing. Clocks may differ.
        const bool proved = std::any_of(same.begin(), same.end(), [this, since = entry.created.addSecs(-ClocksDiffer)](MessageId message) {
            const auto summary = m_store->messages().summary(message);
            return summary && summary->date >= since;
        });
        if (!proved)
            continue;
        if (const Outcome settled = m_store->outbox().resolve(entry.id, true); settled)
            accepted(entry.id);
    }
}

} // namespace golub::service
