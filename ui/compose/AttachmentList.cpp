// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/AttachmentList.h"

#include "ui/style/Colors.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QContextMenuEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>

#include <algorithm>
#include <functional>

namespace golub::ui {

AttachmentList::AttachmentList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(QStringLiteral("attachments"));
    setAccessibleName(tr("Attachments"));
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(false);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setIconSize({ metrics::IconSmall, metrics::IconSmall });
    setSpacing(2);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    hide();
}

void AttachmentList::setAttachments(const QList<DraftAttachment> &attachments)
{
    m_attachments.clear();
    clear();
    for (DraftAttachment attachment : attachments) {
        if (attachment.size < 0)
            attachment.size = attachment.path.isEmpty() ? attachment.content.size() : QFileInfo(attachment.path).size();
        append(attachment);
    }
    setVisible(!m_attachments.isEmpty());
    updateGeometry();
}

void AttachmentList::append(const DraftAttachment &attachment)
{
    m_attachments += attachment;
    const QString size = dataSize(attachment.size, QLocale());
    //: An attachment in the composer: name and size
    auto *item
        = new QListWidgetItem(icon(QStringLiteral("attachment")), tr("%1 (%2)").arg(attachment.name, size), this);
    item->setToolTip(attachment.path.isEmpty() ? attachment.name : attachment.path);
}

QStringList AttachmentList::addFiles(const QStringList &paths)
{
    QStringList problems;
    for (const QString &path : paths) {
        const QFileInfo file(path);
        const QString name = file.fileName();
        const bool already = std::any_of(m_attachments.cbegin(), m_attachments.cend(),
            [&file](const DraftAttachment &other) { return other.path == file.absoluteFilePath(); });
        if (already)
            problems += tr("%1 is attached already.").arg(name);
        else if (!file.exists())
            problems += tr("%1 is not there any more.").arg(name);
        else if (file.isDir())
            problems += tr("%1 is a folder. Pack it into one file first.").arg(name);
        else if (!file.isFile() || !file.isReadable())
            problems += tr("%1 cannot be read. Check its permissions.").arg(name);
        else
            append(DraftAttachment { file.absoluteFilePath(), name, {}, {}, {}, file.size() });
    }
    changed();
    return problems;
}

void AttachmentList::addContent(const QString &name, const QString &type, const QByteArray &content)
{
    append(DraftAttachment { {}, name, type, content, {}, content.size() });
    changed();
}

void AttachmentList::removeSelected()
{
    QList<int> rows;
    const QList<QListWidgetItem *> chosen = selectedItems();
    for (const QListWidgetItem *item : chosen)
        rows += row(item);
    std::sort(rows.begin(), rows.end(), std::greater<>());
    for (const int at : std::as_const(rows)) {
        m_attachments.removeAt(at);
        delete takeItem(at);
    }
    if (!rows.isEmpty())
        changed();
}

QStringList AttachmentList::markMissing()
{
    QStringList missing;
    for (int i = 0; i < m_attachments.size(); ++i) {
        const DraftAttachment &attachment = m_attachments.at(i);
        if (attachment.path.isEmpty() || QFileInfo::exists(attachment.path))
            continue;
        missing += attachment.name;
        const QColor red = colorsOf(palette()).danger;
        item(i)->setIcon(icon(QStringLiteral("warning"), red));
        item(i)->setForeground(red);
        item(i)->setText(tr("%1 (missing)").arg(attachment.name));
        item(i)->setToolTip(tr("%1 is not there any more.").arg(attachment.path));
    }
    updateGeometry();
    return missing;
}

void AttachmentList::removeMissing()
{
    QList<DraftAttachment> kept;
    for (const DraftAttachment &attachment : std::as_const(m_attachments)) {
        if (attachment.path.isEmpty() || QFileInfo::exists(attachment.path))
            kept += attachment;
    }
    setAttachments(kept);
    changed();
}

qint64 AttachmentList::totalSize() const
{
    qint64 total = 0;
    for (const DraftAttachment &attachment : m_attachments)
        total += qMax(qint64(0), attachment.size);
    return total;
}

void AttachmentList::changed()
{
    setVisible(!m_attachments.isEmpty());
    updateGeometry();
    Q_EMIT edited();
}

int AttachmentList::rowsNeeded() const
{
    int rows = 1;
    int used = 0;
    for (int i = 0; i < count(); ++i) {
        const int width = sizeHintForIndex(indexFromItem(item(i))).width() + 2 * spacing();
        if (used > 0 && used + width > viewport()->width()) {
            ++rows;
            used = 0;
        }
        used += width;
    }
    return rows;
}

QSize AttachmentList::sizeHint() const
{
    const int row = count() > 0 ? sizeHintForRow(0) + 2 * spacing() : fontMetrics().height() + 8;
    return { 200, qMin(3, rowsNeeded()) * row + 2 * frameWidth() + 4 };
}

QSize AttachmentList::minimumSizeHint() const { return { 100, sizeHint().height() }; }

void AttachmentList::resizeEvent(QResizeEvent *event)
{
    QListWidget::resizeEvent(event);
    updateGeometry();
}

void AttachmentList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        removeSelected();
    else
        QListWidget::keyPressEvent(event);
}

void AttachmentList::contextMenuEvent(QContextMenuEvent *event)
{
    if (selectedItems().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *remove = menu->addAction(icon(QStringLiteral("close")), tr("&Remove"));
    connect(remove, &QAction::triggered, this, &AttachmentList::removeSelected);
    menu->popup(event->globalPos());
}

} // namespace golub::ui
