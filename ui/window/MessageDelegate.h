// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace golub::ui {

//! Two lines a message: who and when; subject and the first words. All rows are equally high.
class MessageDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    //! Where a click toggles the star, for a row painted in \a row.
    static QRect starRect(const QRect &row, Qt::LayoutDirection direction);
};

} // namespace golub::ui
