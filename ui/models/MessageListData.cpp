// SPDX-License-Identifier: GPL-3.0-or-later
// What MessageListModel says about its rows.
#include "ui/models/MessageListModel.h"

#include "core/base/TextSafety.h"
#include "ui/models/OutboxText.h"
#include "ui/style/Format.h"

#include <QLocale>

namespace golub::ui {
namespace {

QString dateText(const QDateTime &date)
{
    return shortDate(date, QDateTime::currentDateTime(), QLocale());
}

QString subjectText(const QString &subject)
{
    const QString clean = textsafety::printable(subject, 500);
    return clean.isEmpty() ? MessageListModel::tr("(no subject)") : clean;
}

QString recipientNames(const QList<Address> &addresses)
{
    QStringList names;
    for (const Address &address : addresses)
        names += address.shortName();
    return textsafety::printable(names.join(QStringLiteral(", ")), 300);
}

} // namespace

QVariant MessageListModel::messageData(const MessageSummary &summary, int role) const
{
    const bool unread = !summary.flags.has(Flag::Seen);
    switch (role) {
    case Qt::DisplayRole:
    case MessageRole::Subject:
        return subjectText(summary.subject);
    case Qt::AccessibleTextRole: {
        QStringList parts;
        if (unread)
            parts += tr("Unread");
        if (summary.flags.has(Flag::Flagged))
            parts += tr("Starred");
        parts += messageData(summary, MessageRole::PersonText).toString();
        parts += subjectText(summary.subject);
        parts += dateText(summary.date);
        if (m_folderNames.contains(summary.mailbox))
            parts += tr("in %1").arg(m_folderNames.value(summary.mailbox));
        if (summary.hasAttachments)
            parts += tr("has attachments");
        if (summary.flags.has(Flag::Answered))
            parts += tr("answered");
        return parts.join(QStringLiteral(", "));
    }
    case MessageRole::Kind:
        return int(RowKind::Message);
    case MessageRole::Id:
        return QVariant::fromValue(summary.id);
    case MessageRole::Person:
        return QVariant::fromValue(m_source.ownMail ? Address { summary.to.section(u',', 0, 0), {} } : summary.from);
    case MessageRole::PersonText: {
        const QString name = textsafety::printable(m_source.ownMail ? summary.to : summary.from.shortName(), 300);
        return name.isEmpty() ? tr("(unknown)") : name;
    }
    case MessageRole::Preview:
        return textsafety::printable(summary.preview, 300);
    case MessageRole::Date:
        return summary.date;
    case MessageRole::DateText:
        return dateText(summary.date);
    case MessageRole::Folder:
        return m_folderNames.value(summary.mailbox);
    case MessageRole::Unread:
        return unread;
    case MessageRole::Starred:
        return summary.flags.has(Flag::Flagged);
    case MessageRole::Answered:
        return summary.flags.has(Flag::Answered);
    case MessageRole::Forwarded:
        return summary.flags.hasKeyword(QStringLiteral("$Forwarded"));
    case MessageRole::HasAttachments:
        return summary.hasAttachments;
    case MessageRole::Problem:
        return false;
    default:
        return {};
    }
}

QVariant MessageListModel::draftData(const Draft &draft, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case MessageRole::Subject:
        return subjectText(draft.subject);
    case Qt::AccessibleTextRole:
        return QStringList { tr("Draft"), recipientNames(draft.to), subjectText(draft.subject), dateText(draft.updated) }.join(QStringLiteral(", "));
    case MessageRole::Kind:
        return int(RowKind::Draft);
    case MessageRole::DraftKey:
        return QVariant::fromValue(draft.id);
    case MessageRole::Person:
        return QVariant::fromValue(draft.to.value(0));
    case MessageRole::PersonText:
        return draft.to.isEmpty() ? tr("(nobody yet)") : recipientNames(draft.to);
    case MessageRole::Preview:
        return textsafety::printable(draft.text.left(400), 300);
    case MessageRole::Date:
        return draft.updated;
    case MessageRole::DateText:
        return dateText(draft.updated);
    case MessageRole::HasAttachments:
        return !draft.attachments.isEmpty();
    case MessageRole::Unread:
    case MessageRole::Starred:
    case MessageRole::Answered:
    case MessageRole::Forwarded:
    case MessageRole::Problem:
        return false;
    default:
        return {};
    }
}

QVariant MessageListModel::outboxData(const OutboxEntry &entry, int role) const
{
    QList<Address> recipients;
    for (const OutboxRecipient &recipient : entry.recipients)
        recipients += Address { {}, recipient.address };
    switch (role) {
    case Qt::DisplayRole:
    case MessageRole::Subject:
        return subjectText(entry.subject);
    case Qt::AccessibleTextRole:
        return QStringList { outboxStateText(entry), recipientNames(recipients), subjectText(entry.subject) }.join(QStringLiteral(", "));
    case MessageRole::Kind:
        return int(RowKind::Outbox);
    case MessageRole::OutboxKey:
        return QVariant::fromValue(entry.id);
    case MessageRole::Person:
        return QVariant::fromValue(recipients.value(0));
    case MessageRole::PersonText:
        return recipientNames(recipients);
    case MessageRole::Preview:
        return outboxSummary(entry, QDateTime::currentDateTimeUtc());
    case MessageRole::Date:
        return entry.created;
    case MessageRole::DateText:
        return dateText(entry.created);
    case MessageRole::Problem:
        return outboxNeedsUser(entry);
    case MessageRole::Unread:
    case MessageRole::Starred:
    case MessageRole::Answered:
    case MessageRole::Forwarded:
    case MessageRole::HasAttachments:
        return false;
    default:
        return {};
    }
}

} // namespace golub::ui
