// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FolderDelegate.h"

#include "ui/models/MailboxTreeModel.h"
#include "ui/models/Roles.h"
#include "ui/style/Colors.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QLocale>
#include <QPainter>

namespace golub::ui {

QSize FolderDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return { 120, qMax(30, QFontMetrics(option.font).height() + 12) };
}

void FolderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colorsOf(option.palette);
    const auto kind = MailboxNode::Kind(index.data(MailboxRoleOf::Kind).toInt());
    const bool heading = kind == MailboxNode::Kind::Account || kind == MailboxNode::Kind::Local;
    const bool problem = index.data(MailboxRoleOf::Problem).toBool();
    const qint64 count = index.data(MailboxRoleOf::Unread).toLongLong();
    const bool drafts = kind == MailboxNode::Kind::Drafts || MailboxRole(index.data(MailboxRoleOf::FolderRole).toInt()) == MailboxRole::Drafts;
    const bool strong = count > 0 && !heading && !drafts;

    painter->save();
    QRect row = option.rect.adjusted(2, 0, -16, 0);
    QFont font = option.font;
    font.setWeight(heading || strong ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);

    if (!heading) {
        const QRect box(row.left(), row.center().y() - 8, metrics::IconSmall + 1, metrics::IconSmall + 1);
        QString name = QStringLiteral("folder");
        if (kind == MailboxNode::Kind::Outbox)
            name = QStringLiteral("outbox");
        else if (kind == MailboxNode::Kind::Drafts)
            name = QStringLiteral("drafts");
        else
            index.data(Qt::DecorationRole).value<QIcon>().paint(painter, QStyle::visualRect(option.direction, option.rect, box));
        if (kind != MailboxNode::Kind::Folder)
            paintIcon(painter, name, QStyle::visualRect(option.direction, option.rect, box), problem ? c.danger : option.palette.color(QPalette::ButtonText));
        row.setLeft(box.right() + 10);
    }
    if (count > 0) {
        const QString text = QLocale().toString(count);
        const int width = QFontMetrics(font).horizontalAdvance(text) + 1;
        const QRect box(row.right() - width + 1, row.top(), width, row.height());
        painter->setPen(problem ? c.danger : strong ? c.accent : c.muted);
        painter->drawText(QStyle::visualRect(option.direction, option.rect, box), Qt::AlignVCenter | Qt::AlignTrailing, text);
        row.setRight(box.left() - metrics::Small);
    }
    const bool selectable = index.flags().testFlag(Qt::ItemIsSelectable);
    painter->setPen(selectable ? c.text : heading ? c.text : c.muted);
    const QString name = QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, row.width());
    painter->drawText(QStyle::visualRect(option.direction, option.rect, row), Qt::AlignVCenter | Qt::AlignLeading, name);
    painter->restore();
}

} // namespace golub::ui
