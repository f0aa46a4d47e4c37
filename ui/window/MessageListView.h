// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QListView>

namespace golub::ui {

class MessageListModel;

//! The list of messages. Keeps selection, current row and scroll position by message id when the model resets.
class MessageListView : public QListView
{
    Q_OBJECT
public:
    MessageListView(MessageListModel *model, QWidget *parent);

    //! The ids of the selected messages, at most a few thousand; empty for drafts and outbox entries.
    QList<MessageId> selectedMessages() const;
    QList<int> selectedRows() const;
    void selectRow(int row);

Q_SIGNALS:
    void starClicked(golub::MessageId message);
    //! Selection or current row: what the reading pane should show may be another.
    void selectionSettled();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    //! Letters are shortcuts; and to look through a million rows for one that begins with a letter takes minutes.
    void keyboardSearch(const QString &) override { }
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    bool onStar(const QPoint &position) const;
    void rememberPlace();
    void restorePlace();
    void selectAfterRemoval();
    QString keyAt(int row) const;

    MessageListModel *m_model;
    QList<MessageId> m_selectedBefore;
    MessageId m_currentBefore;
    MessageId m_topBefore;
    int m_rowAfterRemoval = -1;
    QString m_keyBefore; // drafts and outbox entries
};

} // namespace golub::ui
