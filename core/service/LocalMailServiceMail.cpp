// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the service that shows, changes and writes messages.
#include "core/service/LocalMailService.h"

#include "core/compose/DraftFromMessage.h"
#include "core/compose/ReplyBuilder.h"
#include "core/mime/Charset.h"
#include "core/service/MessagePresenter.h"
#include "core/service/PostedJob.h"
#include "core/store/StoreReader.h"

#include <QElapsedTimer>
#include <QPointer>

#include <utility>

namespace golub::service {
namespace {

constexpr qsizetype UndoDepth = 50;

} // namespace

template<class T>
PostedJob<T> *LocalMailService::fetching(const QString &title, const Fetch &wish, std::function<void(const Outcome &, Settle<T>)> then)
{
    auto *job = new PostedJob<T>(title);
    job->setParent(this);
    const auto cancelled = std::make_shared<std::atomic_bool>(false);
    job->onCancel = [cancelled] { cancelled->store(true); }; // what has begun still ends in the store, where it is welcome
    const QPointer<PostedJob<T>> guard(job);
    const Settle<T> settle = [this, guard](const Result<T> &result) {
        QMetaObject::invokeMethod(
            this,
            [guard, result] {
                if (guard)
                    guard->settle(result);
            },
            Qt::QueuedConnection);
    };
    if (wish.isHere) {
        then({}, settle);
        return job;
    }
    const auto progress = [this, guard, title](qint64 done, qint64 total) {
        QMetaObject::invokeMethod(
            this,
            [guard, title, done, total] {
                if (guard)
                    guard->report(title, done, total);
            },
            Qt::QueuedConnection);
    };
    const sync::Fetch fetch { wish.message, wish.extent, wish.part, progress, cancelled };
    auto *posted = post<Nothing>(title, [fetch](Backend &backend, Done<Nothing> done) {
        backend.fetch(fetch, [done = std::move(done)](const Outcome &outcome) {
            if (outcome)
                done(Nothing {});
            else
                done(outcome.error());
        });
    });
    connect(posted, &Job::finished, this, [settle, then = std::move(then)](Job *finished) {
        then(finished->error() ? Outcome(*finished->error()) : Outcome(), settle);
    });
    return job;
}

template<class T>
ResultJob<T> *LocalMailService::withBody(const QString &title, MessageId id, std::function<Result<T>(const QByteArray &)> work)
{
    return fetching<T>(title, { id, sync::Fetch::Extent::Whole, -1, hasBody(id) }, [this, id, work = std::move(work)](const Outcome &fetched, const Settle<T> &settle) {
        const auto body = fetched ? m_reader->body(id) : Result<QByteArray>(fetched.error());
        if (body)
            m_pool.start([settle, work, raw = *body] { settle(work(raw)); });
        else
            settle(body.error());
    });
}

bool LocalMailService::hasBody(MessageId id) const
{
    const auto body = m_reader->summary(id);
    return body && body->hasBody;
}

ResultJob<MessageView> *LocalMailService::openMessage(MessageId id, const QString &charset)
{
    return openView(id, { charset.toLatin1() });
}

ResultJob<MessageView> *LocalMailService::openView(MessageId id, const PresentOptions &options)
{
    const auto summary = m_reader->summary(id);
    if (!summary)
        return post<MessageView>(tr("Opening"), [error = summary.error()](Backend &, Done<MessageView> done) { done(error); });
    const bool here = summary->hasBody || m_reader->partial(id);
    return fetching<MessageView>(tr("Opening"), { id, sync::Fetch::Extent::Readable, -1, here },
        [this, summary = *summary, options](const Outcome &fetched, const Settle<MessageView> &shown) {
            const Settle<MessageView> settle = completed(shown);
            const auto body = fetched ? m_reader->body(summary.id) : Result<QByteArray>(fetched.error());
            if (body) {
                m_pool.start([settle, summary, options, raw = *body] { settle(present(summary, raw, options)); });
                return;
            }
            const auto partial = body.error().kind == ErrorKind::NotFound ? m_reader->partial(summary.id) : Result<store::PartialBody>(body.error());
            if (partial)
                m_pool.start([settle, summary, options, partial = *partial] { settle(presentPartial(summary, partial, options)); });
            else
                settle(body.error());
        });
}

QStringList LocalMailService::charsets() const
{
    return mime::commonCharsets();
}

Job *LocalMailService::fetchMessage(MessageId id)
{
    return fetching<Nothing>(tr("Fetching the message"), { id, sync::Fetch::Extent::Whole, -1, hasBody(id) },
        [](const Outcome &fetched, const Settle<Nothing> &settle) { settle(fetched ? Result<Nothing>(Nothing {}) : Result<Nothing>(fetched.error())); });
}

ResultJob<QByteArray> *LocalMailService::attachment(MessageId id, int part)
{
    const auto partial = m_reader->partial(id);
    const store::AbsentPart *absent = partial ? partial->find(part) : nullptr;
    const bool here = hasBody(id) || (partial && (!absent || !absent->hash.isEmpty()));
    return fetching<QByteArray>(tr("Reading the attachment"), { id, partial ? sync::Fetch::Extent::Part : sync::Fetch::Extent::Whole, part, here },
        [this, id, part](const Outcome &fetched, const Settle<QByteArray> &settle) {
            const auto body = fetched ? m_reader->body(id) : Result<QByteArray>(fetched.error());
            if (body) {
                m_pool.start([settle, part, raw = *body] { settle(partContent(raw, part)); });
                return;
            }
            const auto known = body.error().kind == ErrorKind::NotFound ? m_reader->partial(id) : Result<store::PartialBody>(body.error());
            if (!known) {
                settle(body.error());
                return;
            }
            if (const store::AbsentPart *fetchedPart = known->find(part))
                settle(fetchedPart->hash.isEmpty() ? Result<QByteArray>(Error::of(ErrorKind::NotFound)) : m_reader->content(fetchedPart->hash));
            else
                m_pool.start([settle, part, raw = known->raw] { settle(partContent(raw, part)); });
        });
}

ResultJob<MailService::SearchResult> *LocalMailService::searchServer(const QString &query, AccountId account, MailboxId mailbox)
{
    auto *job = new PostedJob<SearchResult>(tr("Searching on the server"));
    job->setParent(this);
    job->onCancel = [] { }; // what is found becomes rows all the same
    const auto timer = std::make_shared<QElapsedTimer>();
    timer->start();
    const QPointer<PostedJob<SearchResult>> guard(job);
    auto *posted = post<sync::ServerHits>(job->title(), [query, account, mailbox](Backend &backend, Done<sync::ServerHits> done) {
        backend.searchServer(query, account, mailbox, std::move(done));
    });
    connect(posted, &Job::finished, this, [this, guard, posted, timer](Job *finished) {
        if (!guard)
            return;
        if (finished->error()) {
            guard->settle(*finished->error());
            return;
        }
        const auto hits = m_reader->summaries(posted->value().messages);
        guard->settle(hits ? Result<SearchResult>(SearchResult { *hits, posted->value().total, 1.0, timer->elapsed() })
                           : Result<SearchResult>(hits.error()));
    });
    return job;
}

// --- changing

ResultJob<OperationId> *LocalMailService::remembered(ResultJob<OperationId> *job, const QString &text)
{
    connect(job, &Job::finished, this, [this, job, text](Job *finished) {
        if (finished->error())
            return;
        m_undo.append({ job->value(), text });
        if (m_undo.size() > UndoDepth)
            m_undo.removeFirst();
    });
    return job;
}

ResultJob<OperationId> *LocalMailService::changeFlags(const QList<MessageId> &messages, const Flags &add, const Flags &remove)
{
    auto *job = post<OperationId>(tr("Marking"), [=](Backend &backend, Done<OperationId> done) {
        backend.changeFlags(messages, add, remove, std::move(done));
    });
    return remembered(job, tr("Mark %n message(s)", nullptr, int(messages.size())));
}

ResultJob<OperationId> *LocalMailService::move(const QList<MessageId> &messages, MailboxId destination)
{
    auto *job = post<OperationId>(tr("Moving"), [=](Backend &backend, Done<OperationId> done) {
        backend.move(messages, destination, std::move(done));
    });
    return remembered(job, tr("Move %n message(s)", nullptr, int(messages.size())));
}

ResultJob<OperationId> *LocalMailService::copy(const QList<MessageId> &messages, MailboxId destination)
{
    auto *job = post<OperationId>(tr("Copying"), [=](Backend &backend, Done<OperationId> done) {
        backend.copy(messages, destination, std::move(done));
    });
    return remembered(job, tr("Copy %n message(s)", nullptr, int(messages.size())));
}

ResultJob<OperationId> *LocalMailService::moveToRole(const QList<MessageId> &messages, MailboxRole role)
{
    auto *job = post<OperationId>(tr("Moving"), [=](Backend &backend, Done<OperationId> done) {
        backend.moveToRole(messages, role, std::move(done));
    });
    const int count = int(messages.size());
    switch (role) {
    case MailboxRole::Trash: return remembered(job, tr("Delete %n message(s)", nullptr, count));
    case MailboxRole::Archive: return remembered(job, tr("Archive %n message(s)", nullptr, count));
    case MailboxRole::Junk: return remembered(job, tr("Mark %n message(s) as junk", nullptr, count));
    default: return remembered(job, tr("Move %n message(s)", nullptr, count));
    }
}

ResultJob<Undone> *LocalMailService::undo(OperationId id)
{
    const OperationId wanted = id.isValid() || m_undo.isEmpty() ? id : m_undo.last().id;
    auto *job = post<Undone>(tr("Undoing"), [wanted](Backend &backend, Done<Undone> done) { backend.undo(wanted, std::move(done)); });
    connect(job, &Job::finished, this, [this, wanted] {
        // Undone or not to be undone any more: in both cases it is not offered again.
        m_undo.removeIf([wanted](const Undoable &entry) { return entry.id == wanted; });
    });
    return job;
}

QString LocalMailService::undoText() const
{
    return m_undo.isEmpty() ? QString() : m_undo.last().text;
}

Job *LocalMailService::retryOperation(OperationId id)
{
    return postPlain(tr("Trying again"), [id](Backend &backend, Done<void> done) { backend.retryOperation(id, std::move(done)); });
}

Job *LocalMailService::cancelOperation(OperationId id)
{
    return postPlain(tr("Cancelling"), [id](Backend &backend, Done<void> done) { backend.cancelOperation(id, std::move(done)); });
}

ResultJob<ImportReport> *LocalMailService::importMessages(MailboxId destination, const QList<ImportedMessage> &messages)
{
    return post<ImportReport>(tr("Importing"), [destination, messages](Backend &backend, Done<ImportReport> done) {
        backend.importMessages(destination, messages, std::move(done));
    });
}

ResultJob<bool> *LocalMailService::tidy(Tidying what, std::chrono::milliseconds atMost)
{
    return post<bool>(tr("Tidying up"), [what, atMost](Backend &backend, Done<bool> done) { backend.tidy(what, atMost, std::move(done)); });
}

// --- writing

Draft LocalMailService::newDraft(AccountId account) const
{
    const QList<Account> all = accounts();
    for (const Account &candidate : all) {
        if (candidate.id == account || (!account.isValid() && candidate == all.first()))
            return compose::newDraft(candidate);
    }
    return {};
}

Account LocalMailService::accountOf(MessageId id) const
{
    const auto summary = m_reader->summary(id);
    for (const Account &candidate : accounts()) {
        if (summary && candidate.id == summary->account)
            return candidate;
    }
    return {};
}

ResultJob<Draft> *LocalMailService::prepareReply(MessageId id, ReplyKind kind)
{
    const auto built = [kind] {
        switch (kind) {
        case ReplyKind::Sender: break;
        case ReplyKind::All: return compose::ReplyKind::All;
        case ReplyKind::List: return compose::ReplyKind::List;
        case ReplyKind::Forward: return compose::ReplyKind::Forward;
        case ReplyKind::ForwardAttached: return compose::ReplyKind::ForwardAttached;
        }
        return compose::ReplyKind::Sender;
    }();
    return withBody<Draft>(tr("Preparing the answer"), id, [id, account = accountOf(id), built](const QByteArray &raw) -> Result<Draft> {
        const auto original = compose::OriginalMessage::read(id, raw);
        if (!original)
            return original.error();
        return compose::prepareReply(*original, account, built);
    });
}

ResultJob<Draft> *LocalMailService::prepareEditAsNew(MessageId id)
{
    return withBody<Draft>(tr("Preparing the message"), id, [account = accountOf(id)](const QByteArray &raw) { return compose::editAsNew(raw, account); });
}

ResultJob<OutboxId> *LocalMailService::redirect(MessageId id, const Redirection &to)
{
    return post<OutboxId>(tr("Sending on"), [id, to](Backend &backend, Done<OutboxId> done) { backend.redirect(id, to, std::move(done)); });
}

ResultJob<DraftId> *LocalMailService::saveDraft(const Draft &draft)
{
    return post<DraftId>(tr("Saving the draft"), [draft](Backend &backend, Done<DraftId> done) { backend.saveDraft(draft, std::move(done)); });
}

ResultJob<Draft> *LocalMailService::openDraft(MessageId id)
{
    const bool here = hasBody(id) || m_reader->draftOnServer(id);
    return fetching<Draft>(tr("Opening the draft"), { id, sync::Fetch::Extent::Whole, -1, here }, [this, id](const Outcome &fetched, const Settle<Draft> &settle) {
        if (!fetched) {
            settle(fetched.error());
            return;
        }
        auto *posted = post<Draft>(tr("Opening the draft"), [id](Backend &backend, Done<Draft> done) { backend.openDraft(id, std::move(done)); });
        connect(posted, &Job::finished, this, [settle, posted](Job *finished) {
            settle(finished->error() ? Result<Draft>(*finished->error()) : Result<Draft>(posted->value()));
        });
    });
}

Job *LocalMailService::removeDraft(DraftId id)
{
    return postPlain(tr("Removing the draft"), [id](Backend &backend, Done<void> done) { backend.removeDraft(id, std::move(done)); });
}

ResultJob<OutboxId> *LocalMailService::send(const Draft &draft, const SendOptions &options)
{
    return post<OutboxId>(
        tr("Sending"), [draft, options](Backend &backend, Done<OutboxId> done) { backend.send(draft, options, std::move(done)); });
}

ResultJob<OutboxId> *LocalMailService::sendRaw(AccountId account, const QByteArray &message, const SendOptions &options)
{
    return post<OutboxId>(tr("Sending"), [account, message, options](Backend &backend, Done<OutboxId> done) {
        backend.sendRaw(account, message, options, std::move(done));
    });
}

Job *LocalMailService::retryOutbox(OutboxId id)
{
    return postPlain(tr("Trying again"), [id](Backend &backend, Done<void> done) { backend.retryOutbox(id, std::move(done)); });
}

ResultJob<DraftId> *LocalMailService::cancelOutbox(OutboxId id)
{
    return post<DraftId>(tr("Taking back"), [id](Backend &backend, Done<DraftId> done) { backend.cancelOutbox(id, std::move(done)); });
}

Job *LocalMailService::resolveOutbox(OutboxId id, bool sent)
{
    return postPlain(tr("Noting"), [id, sent](Backend &backend, Done<void> done) { backend.resolveOutbox(id, sent, std::move(done)); });
}

Job *LocalMailService::lookForOutbox(OutboxId id)
{
    return postPlain(tr("Looking for the message"), [id](Backend &backend, Done<void> done) { backend.lookForOutbox(id, std::move(done)); });
}

} // namespace golub::service
