// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MessageListView.h"

#include "ui/models/MessageListModel.h"
#include "ui/window/MessageDelegate.h"

#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace golub::ui {
namespace {

constexpr int MostSelected = 5000;

} // namespace

MessageListView::MessageListView(MessageListModel *model, QWidget *parent) : QListView(parent), m_model(model)
{
    setObjectName(QStringLiteral("messageList"));
    setAccessibleName(tr("Messages"));
    setItemDelegate(new MessageDelegate(this));
    setUniformItemSizes(true); // a million rows are laid out without looking at any
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    verticalScrollBar()->setSingleStep(28);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setDefaultDropAction(Qt::MoveAction);
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setModel(model);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &MessageListView::rememberPlace);
    connect(model, &QAbstractItemModel::modelReset, this, &MessageListView::restorePlace);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &MessageListView::selectAfterRemoval, Qt::QueuedConnection);
}

QList<int> MessageListView::selectedRows() const
{
    QList<int> rows;
    const QItemSelection ranges = selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < MostSelected; ++row)
            rows += row;
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

QList<MessageId> MessageListView::selectedMessages() const
{
    QList<MessageId> ids;
    const QList<int> rows = selectedRows();
    for (const int row : rows) {
        const MessageId id = m_model->messageAt(row).id;
        if (id.isValid())
            ids += id;
    }
    return ids;
}

void MessageListView::selectRow(int row)
{
    const QModelIndex index = m_model->index(row);
    if (!index.isValid())
        return;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index);
}

// Empty for messages, which are known by their ids.
QString MessageListView::keyAt(int row) const
{
    if (const auto draft = m_model->draftAt(row))
        return QStringLiteral("draft/%1").arg(draft->id.value);
    if (const auto entry = m_model->outboxAt(row))
        return QStringLiteral("outbox/%1").arg(entry->id.value);
    return {};
}

void MessageListView::rememberPlace()
{
    m_selectedBefore = selectedRows().size() > 200 ? QList<MessageId>() : selectedMessages();
    m_currentBefore = m_model->messageAt(currentIndex().row()).id;
    m_keyBefore = selectionModel()->hasSelection() ? keyAt(currentIndex().row()) : QString();
    m_topBefore = verticalScrollBar()->value() > 0 ? m_model->messageAt(indexAt({ 4, 1 }).row()).id : MessageId();
}

void MessageListView::restorePlace()
{
    QItemSelection selection;
    for (const MessageId id : std::as_const(m_selectedBefore)) {
        const QModelIndex index = m_model->index(m_model->rowOf(id));
        if (index.isValid())
            selection.select(index, index);
    }
    for (int row = 0; !m_keyBefore.isEmpty() && row < m_model->rowCount(); ++row) {
        if (keyAt(row) == m_keyBefore)
            selectRow(row);
    }
    const QModelIndex current = m_model->index(m_model->rowOf(m_currentBefore));
    if (current.isValid())
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    if (!selection.isEmpty())
        selectionModel()->select(selection, QItemSelectionModel::Select);
    const int top = m_model->rowOf(m_topBefore);
    if (top >= 0)
        scrollTo(m_model->index(top), PositionAtTop);
    else
        scrollToTop();
    Q_EMIT selectionSettled();
}

void MessageListView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    if (currentIndex().row() >= start && currentIndex().row() <= end)
        m_rowAfterRemoval = start;
    else if (m_rowAfterRemoval > end)
        m_rowAfterRemoval -= end - start + 1;
    QListView::rowsAboutToBeRemoved(parent, start, end);
}

// When what was selected went away, the row that took its place is next (Qt would go back to the one above): so reading and deleting in
// turn needs one key.
void MessageListView::selectAfterRemoval()
{
    const int row = std::exchange(m_rowAfterRemoval, -1);
    if (row >= 0 && !selectionModel()->hasSelection())
        selectRow(qMin(row, m_model->rowCount() - 1));
}

void MessageListView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    Q_EMIT selectionSettled();
}

void MessageListView::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    if (!currentIndex().isValid() && m_model->rowCount() > 0)
        selectionModel()->setCurrentIndex(m_model->index(0), QItemSelectionModel::NoUpdate);
    viewport()->update();
}

void MessageListView::focusOutEvent(QFocusEvent *event)
{
    QListView::focusOutEvent(event);
    viewport()->update();
}

bool MessageListView::onStar(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    return index.isValid() && m_model->kindAt(index.row()) == RowKind::Message
        && MessageDelegate::starRect(visualRect(index), layoutDirection()).adjusted(-4, -4, 4, 4).contains(position);
}

void MessageListView::mousePressEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (event->button() == Qt::LeftButton && onStar(position)) {
        Q_EMIT starClicked(m_model->messageAt(indexAt(position).row()).id);
        return;
    }
    QListView::mousePressEvent(event);
}

void MessageListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!onStar(event->position().toPoint()))
        QListView::mouseDoubleClickEvent(event);
}

} // namespace golub::ui
