// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MessageDelegate.h"

#include "core/mail/Address.h"
#include "ui/models/Roles.h"
#include "ui/style/Colors.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QPainter>
#include <QStyle>

namespace golub::ui {
namespace {

constexpr int Gutter = 14;     // room for the unread dot
constexpr int RightMargin = 14;
constexpr int StarSide = 18;

struct RowFonts {
    QFont person;
    QFont subject;
    QFont small;
};

RowFonts fontsFor(const QFont &base, bool unread)
{
    RowFonts fonts { base, base, base };
    if (unread) {
        fonts.person.setWeight(QFont::DemiBold);
        fonts.subject.setWeight(QFont::DemiBold);
    }
    fonts.small.setPointSizeF(base.pointSizeF() * 0.9);
    return fonts;
}

// Takes a box of the given width off the end of the line that text runs towards.
QRect takeEnd(QRect &line, int width, Qt::LayoutDirection direction)
{
    QRect box = line;
    if (direction == Qt::RightToLeft) {
        box.setWidth(width);
        line.setLeft(line.left() + width + metrics::Tiny);
    } else {
        box.setLeft(line.right() - width + 1);
        line.setRight(line.right() - width - metrics::Tiny);
    }
    return box;
}

void paintBackground(QPainter *painter, const QStyleOptionViewItem &option, const Colors &c)
{
    if (option.state & QStyle::State_Selected) {
        const bool active = option.state & QStyle::State_Active && option.state & QStyle::State_HasFocus;
        const bool paneActive = option.widget && option.widget->hasFocus();
        painter->fillRect(option.rect, active || paneActive ? c.selection : c.selectionInactive);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(option.rect, c.hover);
    }
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), c.border);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setPen(QPen(c.accent, 1.0));
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
    }
}

} // namespace

QRect MessageDelegate::starRect(const QRect &row, Qt::LayoutDirection direction)
{
    const QRect box(row.right() - RightMargin - StarSide + 2, row.center().y() + 2, StarSide, StarSide);
    return QStyle::visualRect(direction, row, box);
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const QFontMetrics fm(option.font);
    return { 200, qMax(metrics::Avatar, 2 * fm.height() + metrics::Tiny) + 2 * 10 + 1 };
}

void MessageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colorsOf(option.palette);
    const bool unread = index.data(MessageRole::Unread).toBool();
    const bool starred = index.data(MessageRole::Starred).toBool();
    const auto kind = RowKind(index.data(MessageRole::Kind).toInt());
    const RowFonts fonts = fontsFor(option.font, unread);
    const QFontMetrics fm(option.font);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintBackground(painter, option, c);

    const QRect row = option.rect;
    const auto at = [&](const QRect &box) { return QStyle::visualRect(option.direction, row, box); };
    if (unread) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.accent);
        const QRect dot(row.left() + 4, row.center().y() - 3, 7, 7);
        painter->drawEllipse(at(dot));
    }
    const QRect avatar(row.left() + Gutter, row.center().y() - metrics::Avatar / 2, metrics::Avatar, metrics::Avatar);
    paintAvatar(painter, at(avatar), index.data(MessageRole::Person).value<Address>());

    const int left = avatar.right() + 1 + metrics::Medium;
    const int lineHeight = fm.height();
    const int top = row.center().y() - lineHeight - 1;
    QRect first = at(QRect(left, top, row.right() - RightMargin - left, lineHeight));
    QRect second = at(QRect(left, row.center().y() + 3, row.right() - RightMargin - left, lineHeight));

    const QString date = index.data(MessageRole::DateText).toString();
    painter->setFont(fonts.small);
    painter->setPen(unread ? c.accent : c.muted);
    const QRect dateBox = takeEnd(first, QFontMetrics(fonts.small).horizontalAdvance(date) + 1, option.direction);
    painter->drawText(dateBox, Qt::AlignVCenter | Qt::AlignTrailing, date);
    if (const QString folder = index.data(MessageRole::Folder).toString(); !folder.isEmpty()) {
        const QFontMetrics small(fonts.small);
        const QString shown = small.elidedText(folder, Qt::ElideRight, first.width() / 3) + QStringLiteral(" ·");
        painter->setPen(c.muted);
        painter->drawText(takeEnd(first, small.horizontalAdvance(shown) + 1, option.direction), Qt::AlignVCenter | Qt::AlignTrailing, shown);
    }
    const auto mark = [&](const char *name, int role) {
        if (index.data(role).toBool())
            paintIcon(painter, QString::fromLatin1(name), takeEnd(first, 14, option.direction), c.muted);
    };
    mark("attachment", MessageRole::HasAttachments);
    mark("forwarded", MessageRole::Forwarded);
    mark("answered", MessageRole::Answered);

    if (kind == RowKind::Message) {
        takeEnd(second, StarSide, option.direction);
        const bool hovered = option.state & QStyle::State_MouseOver;
        if (starred)
            paintIcon(painter, QStringLiteral("star-filled"), starRect(row, option.direction).adjusted(1, 1, -1, -1), c.star);
        else if (hovered)
            paintIcon(painter, QStringLiteral("star"), starRect(row, option.direction).adjusted(1, 1, -1, -1), c.muted);
    } else if (index.data(MessageRole::Problem).toBool()) {
        paintIcon(painter, QStringLiteral("warning"), takeEnd(second, StarSide, option.direction), c.danger);
    }

    const auto elided = [](const QString &text, const QFont &font, int width) {
        return QFontMetrics(font).elidedText(text, Qt::ElideRight, width);
    };
    painter->setFont(fonts.person);
    painter->setPen(c.text);
    painter->drawText(first, Qt::AlignVCenter | Qt::AlignLeading,
        elided(index.data(MessageRole::PersonText).toString(), fonts.person, first.width()));

    painter->setFont(fonts.subject);
    const QString subject = elided(index.data(MessageRole::Subject).toString(), fonts.subject, second.width());
    painter->drawText(second, Qt::AlignVCenter | Qt::AlignLeading, subject);
    QRect rest = second;
    const int used = QFontMetrics(fonts.subject).horizontalAdvance(subject) + metrics::Small;
    if (option.direction == Qt::RightToLeft)
        rest.setRight(second.right() - used);
    else
        rest.setLeft(second.left() + used);
    if (rest.width() > 40) {
        painter->setFont(option.font);
        painter->setPen(kind == RowKind::Outbox && index.data(MessageRole::Problem).toBool() ? c.danger : c.muted);
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeading, elided(index.data(MessageRole::Preview).toString(), option.font, rest.width()));
    }
    painter->restore();
}

} // namespace golub::ui
