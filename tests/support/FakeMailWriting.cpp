// SPDX-License-Identifier: GPL-3.0-or-later
// The writing half of FakeMailService: drafts, outbox, synchronising, protocol log.
#include "tests/support/FakeMailService.h"

#include "tests/support/FakeJob.h"

namespace golub::tests {
namespace {

ChangeSet draftsChanged()
{
    ChangeSet changes;
    changes.drafts = true;
    return changes;
}

ChangeSet outboxChanged()
{
    ChangeSet changes;
    changes.outbox = true;
    return changes;
}

QString quoted(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line.prepend(line.startsWith(u'>') ? QStringLiteral(">") : QStringLiteral("> "));
    return lines.join(u'\n');
}

} // namespace

Draft FakeMailService::newDraft(AccountId account) const
{
    Draft draft;
    for (const Account &known : m_accounts) {
        if (known.id == account || !account.isValid()) {
            draft.account = known.id;
            draft.from = known.identities.isEmpty() ? Address { {}, known.address } : known.identities.first().from();
            break;
        }
    }
    return draft;
}

service::ResultJob<Draft> *FakeMailService::prepareReply(MessageId id, ReplyKind kind)
{
    m_calls += QStringLiteral("prepareReply %1 %2").arg(id.value).arg(int(kind));
    return new FakeJob<Draft>(QStringLiteral("Reply"), m_bodyDelay, [this, id, kind]() -> Result<Draft> {
        if (!m_messages.contains(id))
            return Error::of(ErrorKind::NotFound);
        const MessageSummary summary = m_messages.value(id);
        const service::MessageView view = m_views.value(id);
        Draft draft = newDraft(summary.account);
        draft.original = id;
        draft.isForward = kind == ReplyKind::Forward || kind == ReplyKind::ForwardAttached;
        draft.subject = (draft.isForward ? QStringLiteral("Fwd: ") : QStringLiteral("Re: ")) + summary.subject;
        if (!draft.isForward) {
            draft.to = { summary.from };
            draft.inReplyTo = QStringList { view.envelope.messageIdHeader };
        }
        if (kind == ReplyKind::All)
            draft.cc = view.envelope.cc.mailboxes();
        draft.text = QStringLiteral("\n\n%1 wrote:\n%2").arg(summary.from.shortName(), quoted(view.text));
        return draft;
    }, this);
}

service::ResultJob<Draft> *FakeMailService::prepareEditAsNew(MessageId id)
{
    m_calls += QStringLiteral("prepareEditAsNew %1").arg(id.value);
    return new FakeJob<Draft>(QStringLiteral("Edit as new"), m_bodyDelay, [this, id]() -> Result<Draft> {
        if (!m_messages.contains(id))
            return Error::of(ErrorKind::NotFound);
        const MessageSummary summary = m_messages.value(id);
        Draft draft = newDraft(summary.account);
        draft.subject = summary.subject;
        draft.to = m_views.value(id).envelope.to.mailboxes();
        draft.text = m_views.value(id).text;
        return draft;
    }, this);
}

service::ResultJob<OutboxId> *FakeMailService::redirect(MessageId id, const Redirection &to)
{
    QStringList recipients;
    for (const Address &address : to.to + to.cc + to.bcc)
        recipients += address.address;
    m_calls += QStringLiteral("redirect %1 from %2 to %3").arg(id.value).arg(to.from.address, recipients.join(u' '));
    return new FakeJob<OutboxId>(QStringLiteral("Redirect"), 0, [this, recipients]() -> Result<OutboxId> {
        if (const auto error = takeFailure())
            return *error;
        if (recipients.isEmpty())
            return Error { ErrorKind::InvalidInput, QStringLiteral("Enter at least one recipient.") };
        return OutboxId { m_nextId++ };
    }, this);
}

service::ResultJob<Draft> *FakeMailService::prepareResend(MessageId report)
{
    m_calls += QStringLiteral("prepareResend %1").arg(report.value);
    return new FakeJob<Draft>(QStringLiteral("Send again"), m_bodyDelay, [this, report]() -> Result<Draft> {
        if (const auto error = takeFailure())
            return *error;
        const service::MessageView view = m_views.value(report);
        if (!view.report || !view.report->isOurs)
            return Error::of(ErrorKind::NotFound);
        Draft draft = newDraft(m_messages.value(report).account);
        draft.subject = view.report->subject;
        draft.text = QStringLiteral("As it was written.");
        for (const DeliveryNews &news : view.report->report.news) {
            draft.to += Address { {}, news.address };
            draft.undelivered += news.address;
        }
        return draft;
    }, this);
}

service::ResultJob<OutboxId> *FakeMailService::answerReceipt(MessageId id, bool send)
{
    m_calls += QStringLiteral("answerReceipt %1 %2").arg(id.value).arg(send ? QStringLiteral("send") : QStringLiteral("ignore"));
    return new FakeJob<OutboxId>(QStringLiteral("Answer"), 0, [this, id, send]() -> Result<OutboxId> {
        if (const auto error = takeFailure())
            return *error;
        m_views[id].receipt.reset();
        return send ? OutboxId { m_nextId++ } : OutboxId {};
    }, this);
}

service::ResultJob<DraftId> *FakeMailService::saveDraft(const Draft &given)
{
    m_calls += QStringLiteral("saveDraft %1").arg(given.subject);
    return new FakeJob<DraftId>(QStringLiteral("Save the draft"), 0, [this, given]() -> Result<DraftId> {
        if (const auto error = takeFailure())
            return *error;
        Draft draft = given;
        if (!draft.id.isValid())
            draft.id = DraftId { m_nextId++ };
        draft.updated = m_now;
        m_drafts.insert(draft.id, draft);
        publish(draftsChanged());
        return draft.id;
    }, this);
}

service::ResultJob<Draft> *FakeMailService::openDraft(MessageId id)
{
    m_calls += QStringLiteral("openDraft %1").arg(id.value);
    return new FakeJob<Draft>(QStringLiteral("Open the draft"), m_bodyDelay, [this, id]() -> Result<Draft> {
        if (!m_messages.contains(id))
            return Error::of(ErrorKind::NotFound);
        Draft draft = newDraft(m_messages.value(id).account);
        draft.subject = m_messages.value(id).subject;
        draft.to = m_views.value(id).envelope.to.mailboxes();
        draft.text = m_views.value(id).text;
        draft.onServer = id;
        return draft;
    }, this);
}

service::Job *FakeMailService::removeDraft(DraftId id)
{
    return action(QStringLiteral("removeDraft %1").arg(id.value), [this, id]() -> Outcome {
        m_drafts.remove(id);
        publish(draftsChanged());
        return {};
    });
}

service::ResultJob<OutboxId> *FakeMailService::send(const Draft &draft, const SendOptions &options)
{
    m_calls += QStringLiteral("send %1").arg(draft.subject);
    m_lastSendOptions = options;
    return new FakeJob<OutboxId>(QStringLiteral("Send"), 0, [this, draft, options]() -> Result<OutboxId> {
        if (const auto error = takeFailure())
            return *error;
        if (draft.to.isEmpty() && draft.cc.isEmpty() && draft.bcc.isEmpty())
            return Error { ErrorKind::InvalidInput, QStringLiteral("Say who should get the message.") };
        OutboxEntry entry;
        entry.id = OutboxId { m_nextId++ };
        entry.account = draft.account;
        entry.subject = draft.subject;
        entry.envelopeFrom = draft.from.address;
        for (const QList<Address> &list : { draft.to, draft.cc, draft.bcc }) {
            for (const Address &address : list)
                entry.recipients += OutboxRecipient { address.address };
        }
        entry.created = m_now;
        entry.options = options.submission;
        if (options.at.isValid() || options.undo.count() > 0) {
            entry.state = OutboxState::Held;
            entry.hold = options.at.isValid() ? Hold::Scheduled : Hold::Undo;
            entry.heldUntil = options.at.isValid() ? options.at : m_now.addSecs(options.undo.count());
        }
        m_outbox += entry;
        m_outboxDrafts.insert(entry.id, draft);
        m_sent += draft;
        m_drafts.remove(draft.id);
        ChangeSet changes = draftsChanged();
        changes.unite(outboxChanged());
        publish(changes);
        return entry.id;
    }, this);
}

service::ResultJob<OutboxId> *FakeMailService::sendRaw(AccountId account, const QByteArray &, const SendOptions &options)
{
    Draft draft = newDraft(account);
    draft.to = { Address { {}, QStringLiteral("raw@example.org") } };
    return send(draft, options);
}

service::Job *FakeMailService::retryOutbox(OutboxId id)
{
    return action(QStringLiteral("retryOutbox %1").arg(id.value), [this, id]() -> Outcome {
        for (OutboxEntry &entry : m_outbox) {
            if (entry.id == id) {
                entry.state = OutboxState::Queued;
                entry.hasError = false;
                entry.nextTry = {};
            }
        }
        publish(outboxChanged());
        return {};
    });
}

service::ResultJob<DraftId> *FakeMailService::cancelOutbox(OutboxId id)
{
    m_calls += QStringLiteral("cancelOutbox %1").arg(id.value);
    return new FakeJob<DraftId>(QStringLiteral("Take back"), 0, [this, id]() -> Result<DraftId> {
        Draft draft = m_outboxDrafts.take(id);
        for (const OutboxEntry &entry : std::as_const(m_outbox)) {
            if (entry.id == id && draft.subject.isEmpty())
                draft.subject = entry.subject;
        }
        m_outbox.removeIf([id](const OutboxEntry &entry) { return entry.id == id; });
        draft.id = DraftId { m_nextId++ };
        draft.updated = m_now;
        m_drafts.insert(draft.id, draft);
        ChangeSet changes = draftsChanged();
        changes.unite(outboxChanged());
        publish(changes);
        return draft.id;
    }, this);
}

service::Job *FakeMailService::resolveOutbox(OutboxId id, bool sent)
{
    return action(QStringLiteral("resolveOutbox %1 %2").arg(id.value).arg(sent ? QStringLiteral("sent") : QStringLiteral("unsent")),
        [this, id, sent]() -> Outcome {
            for (OutboxEntry &entry : m_outbox) {
                if (entry.id == id) {
                    entry.state = sent ? OutboxState::Accepted : OutboxState::Queued;
                    entry.hasError = false;
                }
            }
            publish(outboxChanged());
            return {};
        });
}

service::Job *FakeMailService::lookForOutbox(OutboxId id)
{
    return action(QStringLiteral("lookForOutbox %1").arg(id.value), [this, id]() -> Outcome {
        for (OutboxEntry &entry : m_outbox) {
            if (entry.id == id)
                entry.uncertainty.note({ Uncertainty::Place::Sent, Uncertainty::Finding::Nothing, m_now });
        }
        publish(outboxChanged());
        return {};
    });
}

service::ResultJob<QList<service::MailboxSyncReport>> *FakeMailService::synchronize(const SyncOptions &)
{
    m_calls += QStringLiteral("synchronize");
    return new FakeJob<QList<service::MailboxSyncReport>>(QStringLiteral("Get mail"), m_bodyDelay,
        []() -> Result<QList<service::MailboxSyncReport>> { return QList<service::MailboxSyncReport>(); }, this);
}

void FakeMailService::setOffline(bool offline)
{
    m_calls += QStringLiteral("setOffline %1").arg(offline);
    m_offline = offline;
    for (service::AccountStatus status : m_status.values()) {
        status.state = offline ? service::AccountStatus::State::Offline : service::AccountStatus::State::Idle;
        setStatus(status);
    }
}

QList<ProtocolLine> FakeMailService::protocolLog(int limit) const
{
    QList<ProtocolLine> lines(m_log.begin(), m_log.end());
    return lines.mid(qMax<qsizetype>(0, lines.size() - limit));
}

service::ResultJob<ImportReport> *FakeMailService::importMessages(MailboxId destination, const QList<ImportedMessage> &messages)
{
    m_calls += QStringLiteral("import %1").arg(messages.size());
    return new FakeJob<ImportReport>(QStringLiteral("Import"), 0, [this, destination, messages]() -> Result<ImportReport> {
        for (const ImportedMessage &message : messages) {
            MessageSummary summary;
            summary.subject = QStringLiteral("Imported");
            summary.date = m_now;
            addMessage(destination, summary, QString::fromUtf8(message.raw));
        }
        return ImportReport { messages.size(), 0 };
    }, this);
}

service::ResultJob<bool> *FakeMailService::tidy(Tidying, std::chrono::milliseconds)
{
    m_calls += QStringLiteral("tidy");
    return new FakeJob<bool>(QStringLiteral("Tidy"), 0, []() -> Result<bool> { return false; }, this);
}

} // namespace golub::tests
