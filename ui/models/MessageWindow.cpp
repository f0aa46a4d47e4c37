// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/MessageWindow.h"

namespace golub::ui {

void MessageWindow::open(MailboxId mailbox)
{
    m_mailbox = mailbox;
    refresh();
}

void MessageWindow::refresh()
{
    m_pages.clear();
    m_recent.clear();
    m_count = m_mailbox.isValid() ? m_service.messageCount(m_mailbox) : 0;
}

QList<MessageSummary> &MessageWindow::load(qint64 page)
{
    m_recent.removeOne(page);
    m_recent.append(page);
    const auto known = m_pages.find(page);
    if (known != m_pages.end())
        return *known;
    // Scrolling down goes on from the row before, which the store finds by its index; only a jump has to count rows.
    QList<MessageSummary> rows;
    const auto before = m_pages.constFind(page - 1);
    if (before != m_pages.constEnd() && before->size() == PageRows) {
        const MessageSummary &last = before->last();
        rows = m_service.messagesAfter(m_mailbox, { last.date.toMSecsSinceEpoch(), last.id.value }, PageRows);
    } else {
        rows = m_service.messages(m_mailbox, page * PageRows, PageRows);
    }
    if (m_recent.size() > MaxPages)
        m_pages.remove(m_recent.takeFirst());
    return *m_pages.insert(page, rows);
}

MessageSummary MessageWindow::at(qint64 row)
{
    if (row < 0 || row >= m_count)
        return {};
    const QList<MessageSummary> &rows = load(row / PageRows);
    return rows.value(row % PageRows);
}

qint64 MessageWindow::cachedRow(MessageId id) const
{
    for (auto it = m_pages.cbegin(); it != m_pages.cend(); ++it) {
        for (qsizetype i = 0; i < it->size(); ++i) {
            if (it->at(i).id == id)
                return it.key() * PageRows + i;
        }
    }
    return -1;
}

QList<qint64> MessageWindow::update(const QSet<MessageId> &ids)
{
    QList<MessageId> here;
    QHash<MessageId, qint64> rows;
    for (auto it = m_pages.cbegin(); it != m_pages.cend(); ++it) {
        for (qsizetype i = 0; i < it->size(); ++i) {
            const MessageId id = it->at(i).id;
            if (ids.contains(id)) {
                here += id;
                rows.insert(id, it.key() * PageRows + i);
            }
        }
    }
    QList<qint64> changed;
    if (here.isEmpty())
        return changed;
    const QList<MessageSummary> fresh = m_service.summaries(here);
    for (const MessageSummary &summary : fresh) {
        const qint64 row = rows.value(summary.id, -1);
        if (row < 0)
            continue;
        m_pages[row / PageRows][row % PageRows] = summary;
        changed += row;
    }
    return changed;
}

} // namespace golub::ui
