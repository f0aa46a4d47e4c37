// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the backend that changes and writes messages.
#include "core/service/Backend.h"

#include "core/base/Limits.h"
#include "core/base/Log.h"
#include "core/compose/DraftFromMessage.h"
#include "core/search/Query.h"
#include "core/service/AccountRuntime.h"
#include "core/store/AccountTable.h"
#include "core/store/BodyIntake.h"
#include "core/store/DraftTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/sync/MessageAnalysis.h"
#include "core/sync/SearchRun.h"

#include <algorithm>

namespace golub::service {
namespace {

using namespace std::chrono_literals;
constexpr auto ImportIsOver = 1s; //!< nothing more has come for so long

} // namespace

Result<AccountId> Backend::accountOf(const QList<MessageId> &messages) const
{
    if (messages.isEmpty())
        return Error::of(ErrorKind::NotFound);
    const auto summary = m_store->messages().summary(messages.first());
    if (!summary)
        return summary.error();
    return summary->account;
}

//! Drafts that were moved out of their folder, or thrown away there, are messages like others from then on.
void Backend::draftsMoved(const Result<OperationId> &operation, const QList<MessageId> &messages)
{
    if (!operation)
        return;
    if (const Outcome left = m_store->drafts().leave(messages); !left)
        qCWarning(logStore) << "drafts not left:" << left.error().detail;
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
    const auto moved = account ? m_store->operations().move(messages, destination) : Result<OperationId>(account.error());
    draftsMoved(moved, messages);
    operationDone(moved, account.value_or({}), done);
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
    const auto moved = m_store->operations().move(messages, *destination);
    draftsMoved(moved, messages);
    operationDone(moved, *account, done);
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

void Backend::undo(OperationId id, Done<Undone> done)
{
    const auto undone = m_store->operations().undo(id);
    done(undone);
    const auto operation = undone ? m_store->operations().find(undone->operation) : Result<Operation>(undone.error());
    if (AccountRuntime *runtime = operation ? this->runtime(operation->account) : nullptr)
        runtime->worker->operationsPending();
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

void Backend::fetch(const sync::Fetch &fetch, Done<void> done)
{
    const auto account = accountOf({ fetch.message });
    AccountRuntime *runtime = account ? this->runtime(*account) : nullptr;
    if (!runtime) {
        done(account ? Error::of(ErrorKind::NotFound) : account.error());
        return;
    }
    runtime->worker->fetch(fetch, std::move(done));
}

void Backend::searchServer(const QString &query, AccountId account, MailboxId mailbox, Done<sync::ServerHits> done)
{
    AccountRuntime *runtime = this->runtime(account);
    const auto parsed = search::parseQuery(query);
    const auto all = m_store->mailboxes().all(account);
    if (!runtime || !parsed || !all) {
        done(!runtime ? Error::of(ErrorKind::NotFound, QStringLiteral("account")) : parsed ? all.error() : parsed.error());
        return;
    }
    const bool gmail = m_parts.providers && runtime->account.incoming.host.endsWith(u".gmail.com");
    sync::ServerSearch search { sync::remoteQueryOf(*parsed, gmail), {}, limits::WindowRows };
    for (const Mailbox &each : *all) {
        const bool wanted = mailbox.isValid() ? each.id == mailbox
                                              : parsed->inMailboxes.isEmpty() || parsed->inMailboxes.contains(roleName(each.role))
                || parsed->inMailboxes.contains(each.name.leaf().toLower()) || parsed->inMailboxes.contains(each.name.path.toLower());
        if (wanted && !each.local && each.selectable)
            search.mailboxes.append(each.id);
    }
    if (search.mailboxes.isEmpty()) {
        done(Error { ErrorKind::InvalidInput, tr("There is nothing that a server could search here.") });
        return;
    }
    runtime->worker->search(search, std::move(done));
}

void Backend::importMessages(MailboxId destination, const QList<ImportedMessage> &messages, Done<ImportReport> done)
{
    const auto mailbox = m_store->mailboxes().find(destination);
    if (!mailbox) {
        done(mailbox.error());
        return;
    }
    if (!m_importing)
        m_importing = m_store->bulk();
    m_clock.cancelTimer(m_importTimer);
    // No faster than the index is written: what waits for it is in memory.
    m_store->intake().whenBelow(0, [this, mailbox = *mailbox, messages, done = std::move(done)] { importNow(mailbox, messages, done); });
}

void Backend::importNow(const Mailbox &mailbox, const QList<ImportedMessage> &messages, const Done<ImportReport> &done)
{
    ImportReport report;
    const Outcome imported = m_store->transaction([&]() -> Outcome {
        for (const ImportedMessage &message : messages) {
            const auto added = m_store->operations().import(mailbox.id, message, sync::analyze(message.raw));
            if (!added)
                return added.error();
            ++(added->isValid() ? report.added : report.present);
        }
        return {};
    });
    done(imported ? Result<ImportReport>(report) : Result<ImportReport>(imported.error()));
    m_importTimer = m_clock.startTimer(ImportIsOver, [this] { m_importing.reset(); });
    AccountRuntime *runtime = this->runtime(mailbox.account);
    if (runtime && report.added > 0)
        runtime->worker->operationsPending();
}

// --- writing

void Backend::saveDraft(const Draft &draft, Done<DraftId> done)
{
    const auto id = m_store->drafts().save(draft);
    done(id);
    if (id)
        m_drafts->saved(*id);
}

void Backend::removeDraft(DraftId id, Done<void> done)
{
    const auto draft = m_store->drafts().find(id);
    const Outcome removed = draft ? m_store->transaction([&]() -> Outcome {
        const Outcome withdrawn = m_drafts->withdraw(id);
        return withdrawn ? m_store->drafts().remove(id) : withdrawn;
    })
                                  : Outcome(draft.error());
    done(removed);
    if (AccountRuntime *runtime = removed ? this->runtime(draft->account) : nullptr)
        runtime->worker->operationsPending();
}

void Backend::openDraft(MessageId id, Done<Draft> done)
{
    const auto known = m_store->drafts().findByServerCopy(id);
    if (!known || known->isValid()) {
        done(known ? m_store->drafts().find(*known) : Result<Draft>(known.error()));
        return;
    }
    const auto summary = m_store->messages().summary(id);
    const auto raw = m_store->messages().body(id);
    if (!summary || !raw) {
        done(summary ? raw.error() : summary.error());
        return;
    }
    Draft draft = compose::draftFromMessage(*raw);
    draft.account = summary->account;
    draft.onServer = id;
    const auto account = m_store->accounts().find(summary->account);
    if (draft.from.address.isEmpty() && account && !account->identities.isEmpty())
        draft.from = account->identities.first().from();
    done(draft);
}

} // namespace golub::service
