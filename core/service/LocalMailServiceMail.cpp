// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the service that shows, changes and writes messages.
#include "core/service/LocalMailService.h"

#include "core/compose/DraftFromMessage.h"
#include "core/compose/ReplyBuilder.h"
#include "core/mime/Charset.h"
#include "core/service/MessagePresenter.h"
#include "core/service/PostedJob.h"
#include "core/store/StoreReader.h"

#include <QPointer>

#include <utility>

namespace golub::service {
namespace {

constexpr qsizetype UndoDepth = 50;

} // namespace

template<class T>
ResultJob<T> *LocalMailService::withBody(const QString &title, MessageId id, std::function<Result<T>(const QByteArray &)> then)
{
    auto *job = new PostedJob<T>(title);
    job->setParent(this);
    job->onCancel = [] { }; // a fetch under way still ends in the store, where it is welcome
    const QPointer<PostedJob<T>> guard(job);
    const auto settle = [this, guard](const Result<T> &result) {
        QMetaObject::invokeMethod(
            this,
            [guard, result] {
                if (guard)
                    guard->settle(result);
            },
            Qt::QueuedConnection);
    };
    const auto work = [this, settle, then = std::move(then)](const QByteArray &raw) {
        m_pool.start([settle, then, raw] { settle(then(raw)); });
    };
    const auto body = m_reader->body(id);
    if (body) {
        work(*body);
        return job;
    }
    if (body.error().kind != ErrorKind::NotFound) {
        settle(body.error());
        return job;
    }
    auto *fetch = post<Nothing>(title, [id](Backend &backend, Done<Nothing> done) {
        backend.fetchBody(id, [done = std::move(done)](const Outcome &outcome) {
            if (outcome)
                done(Nothing {});
            else
                done(outcome.error());
        });
    });
    connect(fetch, &Job::finished, this, [this, id, settle, work](Job *finished) {
        const auto fetched = finished->error() ? Result<QByteArray>(*finished->error()) : m_reader->body(id);
        if (fetched)
            work(*fetched);
        else
            settle(fetched.error());
    });
    return job;
}

ResultJob<MessageView> *LocalMailService::openMessage(MessageId id, const QString &charset)
{
    const auto summary = m_reader->summary(id);
    if (!summary)
        return post<MessageView>(tr("Opening"), [error = summary.error()](Backend &, Done<MessageView> done) { done(error); });
    return withBody<MessageView>(tr("Opening"), id, [summary = *summary, charset](const QByteArray &raw) -> Result<MessageView> {
        return present(summary, raw, charset.toLatin1());
    });
}

QStringList LocalMailService::charsets() const
{
    return mime::commonCharsets();
}

ResultJob<QByteArray> *LocalMailService::attachment(MessageId id, int part)
{
    return withBody<QByteArray>(tr("Reading the attachment"), id, [part](const QByteArray &raw) { return partContent(raw, part); });
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

ResultJob<OperationId> *LocalMailService::undo(OperationId id)
{
    const OperationId wanted = id.isValid() || m_undo.isEmpty() ? id : m_undo.last().id;
    auto *job = post<OperationId>(tr("Undoing"), [wanted](Backend &backend, Done<OperationId> done) { backend.undo(wanted, std::move(done)); });
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

Job *LocalMailService::importMessages(MailboxId destination, const QList<QByteArray> &messages)
{
    return postPlain(tr("Importing"), [destination, messages](Backend &backend, Done<void> done) {
        backend.importMessages(destination, messages, [](qint64) { }, std::move(done));
    });
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

} // namespace golub::service
