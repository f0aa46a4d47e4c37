// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FolderPane.h"

#include "ui/models/Roles.h"
#include "ui/style/Colors.h"
#include "ui/window/FolderDelegate.h"

#include <QPainter>
#include <QScrollBar>

namespace golub::ui {

FolderPane::FolderPane(service::MailService &service, QWidget *parent)
    : QTreeView(parent), m_model(new MailboxTreeModel(service, this))
{
    setObjectName(QStringLiteral("folderPane"));
    setAccessibleName(tr("Folders"));
    setItemDelegate(new FolderDelegate(this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setFrameShape(NoFrame);
    setAnimated(false);
    setExpandsOnDoubleClick(true);
    setEditTriggers(NoEditTriggers);
    setDragDropMode(DropOnly);
    setAutoExpandDelay(600);
    setIndentation(14);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
    QPalette own = palette();
    own.setColor(QPalette::Highlight, Qt::transparent); // drawRow() paints the selection
    setPalette(own);
    setModel(m_model);
    expandAll();
    connect(m_model, &QAbstractItemModel::modelReset, this, &FolderPane::onReset);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &FolderPane::onCurrentChanged);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { setOpen(index, false); });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) { setOpen(index, true); });
}

void FolderPane::setOpen(const QModelIndex &index, bool open)
{
    const QString key = index.data(MailboxRoleOf::Key).toString();
    if (open)
        m_collapsed.remove(key);
    else
        m_collapsed.insert(key);
}

void FolderPane::onCurrentChanged(const QModelIndex &current)
{
    if (m_restoring || !current.isValid() || !current.flags().testFlag(Qt::ItemIsSelectable))
        return;
    m_currentKey = current.data(MailboxRoleOf::Key).toString();
    m_nobodysChoice = false;
    Q_EMIT sourceChosen();
}

void FolderPane::onReset()
{
    restore(collapsedKeys(), m_currentKey);
}

QStringList FolderPane::collapsedKeys() const
{
    return { m_collapsed.begin(), m_collapsed.end() };
}

void FolderPane::restore(const QStringList &collapsed, const QString &current)
{
    const int scroll = verticalScrollBar()->value();
    m_restoring = true;
    expandAll();
    m_collapsed = { collapsed.begin(), collapsed.end() };
    for (const QString &key : collapsed) {
        const QModelIndex index = m_model->indexOfKey(key);
        if (index.isValid())
            collapse(index);
    }
    QModelIndex index = m_model->indexOfKey(current);
    // A POP3 account has its folders at once, an IMAP account only once its server was asked: then the first account's inbox is still the one to begin with.
    const bool nobodysChoice = !index.isValid() || (m_nobodysChoice && current == m_currentKey);
    if (nobodysChoice)
        index = m_model->firstInbox();
    m_restoring = index.isValid() && index.data(MailboxRoleOf::Key).toString() == m_currentKey; // the same row again is no choice of the user's
    select(index);
    m_restoring = false;
    m_nobodysChoice = nobodysChoice && index.isValid();
    verticalScrollBar()->setValue(scroll);
}

void FolderPane::select(const QModelIndex &index)
{
    if (index.isValid())
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
}

ListSource FolderPane::currentSource() const
{
    ListSource source;
    if (!currentIndex().isValid())
        return source;
    const MailboxNode *node = m_model->node(currentIndex());
    switch (node->kind) {
    case MailboxNode::Kind::Folder:
        source.kind = ListSource::Kind::Mailbox;
        source.mailbox = node->mailbox.id;
        source.ownMail = node->mailbox.role == MailboxRole::Sent || node->mailbox.role == MailboxRole::Drafts;
        break;
    case MailboxNode::Kind::Drafts:
        source.kind = ListSource::Kind::Drafts;
        break;
    case MailboxNode::Kind::Outbox:
        source.kind = ListSource::Kind::Outbox;
        break;
    default:
        break;
    }
    return source;
}

QString FolderPane::currentTitle() const
{
    return currentIndex().data(Qt::DisplayRole).toString();
}

AccountId FolderPane::currentAccount() const
{
    return currentIndex().data(MailboxRoleOf::Account).value<AccountId>();
}

MailboxRole FolderPane::currentRole() const
{
    return MailboxRole(currentIndex().data(MailboxRoleOf::FolderRole).toInt());
}

// The whole row is the selection, from edge to edge, under the branch as well.
void FolderPane::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colorsOf(palette());
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    const QRectF pill = QRectF(row).adjusted(6, 1, -6, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (selectionModel()->isSelected(index)) {
        painter->setBrush(hasFocus() ? c.selection : c.selectionInactive);
        painter->drawRoundedRect(pill, 6, 6);
    } else if (option.state & QStyle::State_MouseOver && index.flags().testFlag(Qt::ItemIsSelectable)) {
        painter->setBrush(c.hover);
        painter->drawRoundedRect(pill, 6, 6);
    }
    painter->restore();
    QTreeView::drawRow(painter, option, index);
}

void FolderPane::focusInEvent(QFocusEvent *event)
{
    QTreeView::focusInEvent(event);
    viewport()->update();
}

void FolderPane::focusOutEvent(QFocusEvent *event)
{
    QTreeView::focusOutEvent(event);
    viewport()->update();
}

} // namespace golub::ui
