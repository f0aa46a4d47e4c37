// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MessageCommands.h"

#include "ui/models/FolderNames.h"

namespace golub::ui {
namespace {

constexpr qsizetype MostUndone = 50;

} // namespace

void MessageCommands::run(service::ResultJob<OperationId> *job, const QString &text, Say say)
{
    connect(job, &service::Job::finished, this, [this, job, text, say] {
        if (job->error()) {
            Q_EMIT failed(*job->error());
            return;
        }
        if (say == Say::Nothing)
            return;
        m_history += Done { job->value(), text };
        if (m_history.size() > MostUndone)
            m_history.removeFirst();
        Q_EMIT historyChanged();
        if (say == Say::Aloud)
            Q_EMIT done(text, job->value());
    });
}

QString MessageCommands::folderName(MailboxId id) const
{
    const QList<Mailbox> mailboxes = m_service.mailboxes();
    for (const Mailbox &mailbox : mailboxes) {
        if (mailbox.id == id)
            return ui::folderName(mailbox);
    }
    return {};
}

void MessageCommands::archive(const QList<MessageId> &messages)
{
    run(m_service.moveToRole(messages, MailboxRole::Archive), tr("%n message(s) archived", nullptr, int(messages.size())));
}

void MessageCommands::trash(const QList<MessageId> &messages, bool forGood)
{
    run(m_service.moveToRole(messages, MailboxRole::Trash),
        forGood ? tr("%n message(s) deleted for good", nullptr, int(messages.size())) : tr("%n message(s) deleted", nullptr, int(messages.size())));
}

void MessageCommands::junk(const QList<MessageId> &messages)
{
    run(m_service.moveToRole(messages, MailboxRole::Junk), tr("%n message(s) moved to junk", nullptr, int(messages.size())));
}

void MessageCommands::notJunk(const QList<MessageId> &messages)
{
    run(m_service.moveToRole(messages, MailboxRole::Inbox), tr("%n message(s) moved to the inbox", nullptr, int(messages.size())));
}

void MessageCommands::move(const QList<MessageId> &messages, MailboxId destination)
{
    run(m_service.move(messages, destination), tr("%n message(s) moved to %1", nullptr, int(messages.size())).arg(folderName(destination)));
}

void MessageCommands::copy(const QList<MessageId> &messages, MailboxId destination)
{
    run(m_service.copy(messages, destination), tr("%n message(s) copied to %1", nullptr, int(messages.size())).arg(folderName(destination)));
}

void MessageCommands::setSeen(const QList<MessageId> &messages, bool seen, bool quietly)
{
    const Flags flag(Flag::Seen);
    const QString text = seen ? tr("%n message(s) marked as read", nullptr, int(messages.size()))
                              : tr("%n message(s) marked as unread", nullptr, int(messages.size()));
    run(seen ? m_service.changeFlags(messages, flag, {}) : m_service.changeFlags(messages, {}, flag), text, quietly ? Say::Nothing : Say::Quietly);
}

void MessageCommands::setStarred(const QList<MessageId> &messages, bool starred)
{
    const Flags flag(Flag::Flagged);
    run(starred ? m_service.changeFlags(messages, flag, {}) : m_service.changeFlags(messages, {}, flag),
        starred ? tr("%n message(s) starred", nullptr, int(messages.size())) : tr("star removed from %n message(s)", nullptr, int(messages.size())), Say::Quietly);
}

void MessageCommands::undo(OperationId operation)
{
    if (!operation.isValid() && m_history.isEmpty())
        return;
    const OperationId wanted = operation.isValid() ? operation : m_history.last().operation;
    QString text;
    m_history.removeIf([&](const Done &entry) {
        if (entry.operation != wanted)
            return false;
        text = entry.text;
        return true;
    });
    Q_EMIT historyChanged();
    auto *job = m_service.undo(wanted);
    connect(job, &service::Job::finished, this, [this, job, text] {
        if (job->error())
            Q_EMIT failed(*job->error());
        else
            Q_EMIT undone(tr("Undone: %1").arg(text));
    });
}

} // namespace golub::ui
