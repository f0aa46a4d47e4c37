// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/MessageListModel.h"

#include "ui/models/FolderNames.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

#include <algorithm>
#include <limits>

namespace golub::ui {
namespace {

constexpr int SearchPage = 200;
constexpr qsizetype MostSteps = 100; // more rows at once are quicker shown by a reset

int clampRows(qint64 count)
{
    return int(qMin<qint64>(count, std::numeric_limits<int>::max()));
}

} // namespace

MessageListModel::MessageListModel(service::MailService &service, QObject *parent)
    : QAbstractListModel(parent), m_service(service), m_window(service)
{
    connect(&service, &service::MailService::changed, this, &MessageListModel::onChanged);
}

void MessageListModel::setSource(const ListSource &source)
{
    m_source = source;
    reload();
}

void MessageListModel::reload()
{
    beginResetModel();
    m_folderNames.clear();
    m_hits.clear();
    m_drafts.clear();
    m_outbox.clear();
    m_search = {};
    switch (m_source.kind) {
    case ListSource::Kind::Mailbox:
        m_window.open(m_source.mailbox);
        m_rows = clampRows(m_window.count());
        break;
    case ListSource::Kind::Search:
        m_window.open({});
        readFolderNames();
        runSearch({});
        m_rows = clampRows(m_hits.size());
        break;
    case ListSource::Kind::Drafts:
        m_drafts = draftsOnlyHere(m_service);
        std::stable_sort(m_drafts.begin(), m_drafts.end(), [](const Draft &a, const Draft &b) { return a.updated > b.updated; });
        m_rows = clampRows(m_drafts.size());
        break;
    case ListSource::Kind::Outbox:
        m_outbox = m_service.outbox();
        std::stable_sort(m_outbox.begin(), m_outbox.end(), [](const OutboxEntry &a, const OutboxEntry &b) { return a.created > b.created; });
        m_rows = clampRows(m_outbox.size());
        break;
    case ListSource::Kind::None:
        m_window.open({});
        m_rows = 0;
        break;
    }
    endResetModel();
    Q_EMIT contentsChanged();
}

//! Where a search went through one folder, that one is known.
void MessageListModel::readFolderNames()
{
    if (m_source.mailbox.isValid())
        return;
    const QList<Mailbox> mailboxes = m_service.mailboxes();
    for (const Mailbox &mailbox : mailboxes)
        m_folderNames.insert(mailbox.id, folderName(mailbox));
}

void MessageListModel::runSearch(ListCursor after)
{
    const auto result = m_service.search(m_source.query, m_source.account, m_source.mailbox, after, SearchPage);
    if (!result) {
        m_search = {};
        m_search.error = result.error();
        return;
    }
    m_hits += result->hits;
    m_search = { qMax<qint64>(result->total, m_hits.size()), result->coverage, result->milliseconds, {} };
}

void MessageListModel::addHits(const QList<MessageSummary> &hits)
{
    if (m_source.kind != ListSource::Kind::Search)
        return;
    const auto newer = [](const MessageSummary &a, const MessageSummary &b) { return a.date != b.date ? a.date > b.date : b.id < a.id; };
    for (const MessageSummary &hit : hits) {
        if (rowOf(hit.id) >= 0)
            continue;
        const auto at = std::lower_bound(m_hits.begin(), m_hits.end(), hit, newer);
        const int row = int(at - m_hits.begin());
        // Behind the last one shown there may be more of ours: those come by themselves.
        if (at == m_hits.end() && m_hits.size() < m_search.total)
            m_search.total = m_hits.size();
        beginInsertRows({}, row, row);
        m_hits.insert(at, hit);
        ++m_rows;
        ++m_search.total;
        endInsertRows();
    }
    Q_EMIT contentsChanged();
}

bool MessageListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_source.kind == ListSource::Kind::Search && !m_search.error && !m_fetching && m_hits.size() < m_search.total;
}

void MessageListModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent) || m_hits.isEmpty())
        return;
    const MessageSummary last = m_hits.last();
    const QList<MessageSummary> before = m_hits;
    runSearch({ last.date.toMSecsSinceEpoch(), last.id.value });
    if (m_hits.size() == before.size()) {
        m_search.total = m_hits.size(); // nothing behind the last one: what was promised is not there
        return;
    }
    const QList<MessageSummary> all = std::exchange(m_hits, before);
    m_fetching = true; // a view that asks for more while it is told of these gets none
    beginInsertRows({}, clampRows(before.size()), clampRows(all.size() - 1));
    m_hits = all;
    m_rows = clampRows(all.size());
    endInsertRows();
    m_fetching = false;
    Q_EMIT contentsChanged();
}

void MessageListModel::onChanged(const ChangeSet &changes)
{
    switch (m_source.kind) {
    case ListSource::Kind::Mailbox:
        return onMailboxChanged(changes);
    case ListSource::Kind::Search:
        return onSearchChanged(changes);
    case ListSource::Kind::Drafts:
        if (changes.drafts)
            reload();
        return;
    case ListSource::Kind::Outbox:
        if (changes.outbox)
            reload();
        return;
    case ListSource::Kind::None:
        return;
    }
}

void MessageListModel::markChanged(const QList<qint64> &rows)
{
    for (const qint64 row : rows)
        Q_EMIT dataChanged(index(int(row)), index(int(row)));
}

void MessageListModel::onMailboxChanged(const ChangeSet &changes)
{
    if (!changes.changed.isEmpty())
        markChanged(m_window.update(changes.changed));
    const bool rowsMayDiffer = !changes.added.isEmpty() || !changes.removed.isEmpty() || changes.mailboxList;
    if (!rowsMayDiffer || (!changes.mailboxes.contains(m_source.mailbox) && !changes.mailboxList))
        return;
    if (!applySteps(changes))
        return reload();
    Q_EMIT contentsChanged();
}

// Removes and inserts the rows one by one. False, with nothing done, where it is not known which rows they are.
bool MessageListModel::applySteps(const ChangeSet &changes)
{
    if (changes.added.size() + changes.removed.size() > MostSteps)
        return false;
    QMap<qint64, MessageSummary> leaving;
    for (const MessageId id : changes.removed) {
        const qint64 row = m_window.cachedRow(id);
        if (row >= 0)
            leaving.insert(row, m_window.at(row));
    }
    QList<qint64> arriving;
    const QList<MessageSummary> added = m_service.summaries(QList<MessageId>(changes.added.begin(), changes.added.end()));
    for (const MessageSummary &summary : added) {
        const qint64 row = summary.mailbox == m_source.mailbox ? m_service.position(summary.id) : -1;
        if (row >= 0)
            arriving += row;
    }
    std::sort(arriving.begin(), arriving.end());
    const qint64 expected = qint64(m_rows) - leaving.size() + arriving.size();
    if (m_service.messageCount(m_source.mailbox) != expected)
        return false;
    m_leaving = leaving;
    m_arriving = arriving;
    m_window.refresh();
    while (!m_leaving.isEmpty()) {
        const qint64 last = m_leaving.lastKey(); // from the bottom, so that the rows above keep their numbers
        beginRemoveRows({}, int(last), int(last));
        m_leaving.remove(last);
        --m_rows;
        endRemoveRows();
    }
    while (!m_arriving.isEmpty()) {
        const qint64 first = m_arriving.first(); // from the top: those already in stand where they will stay
        beginInsertRows({}, int(first), int(first));
        m_arriving.removeFirst();
        ++m_rows;
        endInsertRows();
    }
    return true;
}

// The row in the service's numbering of what is row \a row for the views at this step of applySteps().
qint64 MessageListModel::finalRow(qint64 row) const
{
    if (m_leaving.isEmpty() && m_arriving.isEmpty())
        return row;
    qint64 result = row;
    for (auto it = m_leaving.keyBegin(); it != m_leaving.keyEnd() && *it < row; ++it)
        --result;
    for (const qint64 arriving : m_arriving) {
        if (arriving <= result)
            ++result;
    }
    return result;
}

void MessageListModel::onSearchChanged(const ChangeSet &changes)
{
    for (qsizetype row = m_hits.size() - 1; row >= 0; --row) {
        const MessageId id = m_hits.at(row).id;
        if (!changes.removed.contains(id) && !changes.changed.contains(id))
            continue;
        const QList<MessageSummary> fresh = m_service.summaries({ id });
        const bool gone = fresh.isEmpty() || (m_source.mailbox.isValid() && fresh.first().mailbox != m_source.mailbox);
        if (!gone) {
            m_hits[row] = fresh.first();
            markChanged({ row });
            continue;
        }
        beginRemoveRows({}, int(row), int(row));
        m_hits.removeAt(row);
        --m_rows;
        m_search.total = qMax<qint64>(m_search.total - 1, m_hits.size());
        endRemoveRows();
    }
    Q_EMIT contentsChanged();
}

int MessageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

RowKind MessageListModel::kindAt(int) const
{
    if (m_source.kind == ListSource::Kind::Drafts)
        return RowKind::Draft;
    return m_source.kind == ListSource::Kind::Outbox ? RowKind::Outbox : RowKind::Message;
}

MessageSummary MessageListModel::messageAt(int row) const
{
    if (row < 0 || row >= m_rows)
        return {};
    if (m_source.kind == ListSource::Kind::Search)
        return m_hits.value(row);
    if (m_source.kind != ListSource::Kind::Mailbox)
        return {};
    const auto leaving = m_leaving.constFind(row);
    return leaving != m_leaving.constEnd() ? *leaving : m_window.at(finalRow(row));
}

std::optional<Draft> MessageListModel::draftAt(int row) const
{
    return row >= 0 && row < m_drafts.size() ? std::optional(m_drafts.at(row)) : std::nullopt;
}

std::optional<OutboxEntry> MessageListModel::outboxAt(int row) const
{
    return row >= 0 && row < m_outbox.size() ? std::optional(m_outbox.at(row)) : std::nullopt;
}

int MessageListModel::rowOf(MessageId id) const
{
    if (!id.isValid())
        return -1;
    if (m_source.kind == ListSource::Kind::Search) {
        const auto it = std::find_if(m_hits.begin(), m_hits.end(), [id](const MessageSummary &hit) { return hit.id == id; });
        return it == m_hits.end() ? -1 : int(it - m_hits.begin());
    }
    if (m_source.kind != ListSource::Kind::Mailbox)
        return -1;
    const qint64 cached = m_window.cachedRow(id);
    if (cached >= 0)
        return int(cached);
    const QList<MessageSummary> summary = m_service.summaries({ id });
    if (summary.isEmpty() || summary.first().mailbox != m_source.mailbox)
        return -1;
    const qint64 row = m_service.position(id);
    return row >= 0 && row < m_rows ? int(row) : -1;
}

int MessageListModel::nextUnread(int row) const
{
    for (int step = 1; step <= qMin(m_rows, 500); ++step) {
        const int at = (row + step) % m_rows;
        if (kindAt(at) == RowKind::Message && !messageAt(at).flags.has(Flag::Seen))
            return at;
    }
    return -1;
}

Qt::ItemFlags MessageListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (kindAt(index.row()) == RowKind::Message)
        flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QStringList MessageListModel::mimeTypes() const
{
    return { QString::fromLatin1(MessageMimeType) };
}

QMimeData *MessageListModel::mimeData(const QModelIndexList &indexes) const
{
    QList<qint64> ids;
    for (const QModelIndex &index : indexes) {
        const MessageId id = messageAt(index.row()).id;
        if (id.isValid())
            ids += id.value;
    }
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << ids;
    auto *data = new QMimeData;
    data->setData(QString::fromLatin1(MessageMimeType), bytes);
    return data;
}

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows)
        return {};
    if (m_source.kind == ListSource::Kind::Drafts)
        return draftData(m_drafts.at(index.row()), role);
    if (m_source.kind == ListSource::Kind::Outbox)
        return outboxData(m_outbox.at(index.row()), role);
    return messageData(messageAt(index.row()), role);
}

} // namespace golub::ui
