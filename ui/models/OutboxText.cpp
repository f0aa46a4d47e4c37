// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/OutboxText.h"

#include "ui/style/Format.h"

#include <QCoreApplication>

#include <algorithm>

namespace golub::ui {
namespace {

class Text
{
    Q_DECLARE_TR_FUNCTIONS(golub::ui::OutboxText)
};

} // namespace

QString outboxStateText(const OutboxEntry &entry)
{
    switch (entry.state) {
    case OutboxState::Held:
        return entry.hold == Hold::Undo ? Text::tr("About to be sent") : Text::tr("Scheduled");
    case OutboxState::Queued:
        return Text::tr("Waiting");
    case OutboxState::Claimed:
    case OutboxState::Sending:
        return Text::tr("Being sent");
    case OutboxState::Uncertain:
        return Text::tr("Not known whether it was sent");
    case OutboxState::Accepted:
        return outboxPartlySent(entry) ? Text::tr("Not sent to everybody") : Text::tr("Sent");
    case OutboxState::Refused:
        return outboxPartlySent(entry) ? Text::tr("Not sent to everybody") : Text::tr("Not sent");
    case OutboxState::Cancelled:
        return Text::tr("Taken back");
    }
    return {};
}

QString replyText(const ServerReply &reply)
{
    QStringList parts;
    if (reply.code != 0)
        parts += QString::number(reply.code);
    if (!reply.enhanced.isEmpty())
        parts += reply.enhanced;
    if (!reply.text.isEmpty())
        parts += reply.text;
    return parts.join(u' ');
}

QString outboxSummary(const OutboxEntry &entry, const QDateTime &now)
{
    QString text = outboxStateText(entry);
    if (entry.hasError && entry.state != OutboxState::Accepted && entry.state != OutboxState::Uncertain) {
        const QString reply = replyText(entry.lastError.reply);
        text += QStringLiteral(": ") + (!entry.lastError.advice.isEmpty() ? entry.lastError.advice : reply.isEmpty() ? entry.lastError.text : reply);
    }
    if (entry.state == OutboxState::Held)
        text += QStringLiteral(" – ") + Text::tr("is sent %1").arg(untilText(entry.heldUntil, now));
    if (entry.state == OutboxState::Queued && entry.nextTry.isValid() && entry.nextTry > now)
        text += QStringLiteral(" – ") + Text::tr("next try %1").arg(untilText(entry.nextTry, now));
    return text;
}

bool outboxNeedsUser(const OutboxEntry &entry)
{
    return entry.state == OutboxState::Refused || entry.state == OutboxState::Uncertain
        || (entry.state == OutboxState::Accepted && outboxPartlySent(entry));
}

bool outboxPartlySent(const OutboxEntry &entry)
{
    const auto has = [&entry](RecipientState state) {
        return std::any_of(entry.recipients.begin(), entry.recipients.end(), [state](const OutboxRecipient &r) { return r.state == state; });
    };
    return has(RecipientState::Accepted) && has(RecipientState::Refused);
}

QString recipientStateText(RecipientState state)
{
    switch (state) {
    case RecipientState::Pending:
        return Text::tr("Waiting");
    case RecipientState::Accepted:
        return Text::tr("Accepted");
    case RecipientState::Refused:
        return Text::tr("Refused");
    }
    return {};
}

QString operationText(const Operation &operation)
{
    const int count = int(operation.targets.size());
    switch (operation.kind) {
    case OperationKind::ChangeFlags:
        return Text::tr("Mark %n message(s)", nullptr, count);
    case OperationKind::Move:
        return Text::tr("Move %n message(s)", nullptr, count);
    case OperationKind::Copy:
        return Text::tr("Copy %n message(s)", nullptr, count);
    case OperationKind::Expunge:
        return Text::tr("Delete %n message(s) for good", nullptr, count);
    case OperationKind::Append:
        return operation.outbox.isValid() ? Text::tr("Keep a copy in Sent") : Text::tr("Store a message on the server");
    case OperationKind::CreateMailbox:
        return Text::tr("Make a folder");
    case OperationKind::Replace:
        return Text::tr("Store a draft on the server");
    }
    return {};
}

} // namespace golub::ui
