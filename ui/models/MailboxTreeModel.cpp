// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/MailboxTreeModel.h"

#include "ui/models/FolderNames.h"
#include "ui/models/QuotaText.h"
#include "ui/models/OutboxText.h"
#include "ui/models/Roles.h"
#include "ui/style/Icons.h"

#include <QCollator>
#include <QDataStream>
#include <QFont>
#include <QMimeData>

#include <algorithm>

namespace golub::ui {
namespace {

QString keyOf(const MailboxNode &node)
{
    switch (node.kind) {
    case MailboxNode::Kind::Account:
        return QStringLiteral("account/%1").arg(node.account.id.value);
    case MailboxNode::Kind::Folder:
        return QStringLiteral("folder/%1/%2").arg(node.account.id.value).arg(node.mailbox.name.path);
    case MailboxNode::Kind::Local:
        return QStringLiteral("local");
    case MailboxNode::Kind::Drafts:
        return QStringLiteral("drafts");
    case MailboxNode::Kind::Outbox:
        return QStringLiteral("outbox");
    case MailboxNode::Kind::Root:
        break;
    }
    return {};
}

MailboxNode *append(MailboxNode *parent, MailboxNode::Kind kind)
{
    auto child = std::make_unique<MailboxNode>();
    child->kind = kind;
    child->parent = parent;
    child->account = parent->account;
    child->row = int(parent->children.size());
    parent->children.push_back(std::move(child));
    return parent->children.back().get();
}

// Only the inbox's and ordinary folders' unread mail asks for attention; drafts show how many there are, the rest nothing.
qint64 shownCount(const Mailbox &mailbox)
{
    switch (mailbox.role) {
    case MailboxRole::Trash:
    case MailboxRole::Sent:
    case MailboxRole::All:
        return 0;
    case MailboxRole::Drafts:
        return mailbox.total;
    default:
        return mailbox.unread;
    }
}

} // namespace

MailboxTreeModel::MailboxTreeModel(service::MailService &service, QObject *parent)
    : QAbstractItemModel(parent), m_service(service), m_root(std::make_unique<MailboxNode>())
{
    rebuild();
    connect(&service, &service::MailService::changed, this, &MailboxTreeModel::onChanged);
}

MailboxTreeModel::~MailboxTreeModel() = default;

template<class Visit>
void MailboxTreeModel::forEachNode(Visit visit) const
{
    std::vector<MailboxNode *> open { m_root.get() };
    while (!open.empty()) {
        MailboxNode *next = open.back();
        open.pop_back();
        for (const auto &child : next->children) {
            visit(*child);
            open.push_back(child.get());
        }
    }
}

void MailboxTreeModel::rebuild()
{
    beginResetModel();
    m_root = std::make_unique<MailboxNode>();
    const QList<Account> accounts = m_service.accounts();
    for (const Account &account : accounts) {
        MailboxNode *node = append(m_root.get(), MailboxNode::Kind::Account);
        node->account = account;
        addFolders(node, m_service.mailboxes(account.id));
    }
    if (!accounts.isEmpty()) {
        MailboxNode *local = append(m_root.get(), MailboxNode::Kind::Local);
        append(local, MailboxNode::Kind::Drafts);
        append(local, MailboxNode::Kind::Outbox);
        refreshLocal();
    }
    endResetModel();
}

void MailboxTreeModel::addFolders(MailboxNode *account, QList<Mailbox> mailboxes)
{
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    std::stable_sort(mailboxes.begin(), mailboxes.end(), [&collator](const Mailbox &a, const Mailbox &b) {
        if (folderRank(a.role) != folderRank(b.role))
            return folderRank(a.role) < folderRank(b.role);
        return collator.compare(a.name.path, b.name.path) < 0;
    });
    // Parents by path; a folder with a role stands at the top wherever the server keeps it ("INBOX/Sent").
    QHash<QString, MailboxNode *> byPath;
    for (const Mailbox &mailbox : std::as_const(mailboxes)) {
        MailboxNode *parent = account;
        if (mailbox.role == MailboxRole::None && !mailbox.name.delimiter.isNull()) {
            const QStringList parts = mailbox.name.parts();
            QString path;
            for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
                path += (i ? QString(mailbox.name.delimiter) : QString()) + parts.at(i);
                if (MailboxNode *known = byPath.value(path)) {
                    // Folders below the inbox are where many servers put all of them: shown beside it.
                    if (known->mailbox.role == MailboxRole::None)
                        parent = known;
                    continue;
                }
                MailboxNode *made = append(parent, MailboxNode::Kind::Folder);
                made->mailbox.account = mailbox.account;
                made->mailbox.name = { {}, path, mailbox.name.delimiter };
                made->mailbox.selectable = false;
                byPath.insert(path, made);
                parent = made;
            }
        }
        MailboxNode *node = append(parent, MailboxNode::Kind::Folder);
        node->mailbox = mailbox;
        node->count = shownCount(mailbox);
        byPath.insert(mailbox.name.path, node);
    }
}

void MailboxTreeModel::refreshLocal()
{
    qint64 open = 0;
    bool problem = false;
    const QList<OutboxEntry> outbox = m_service.outbox();
    for (const OutboxEntry &entry : outbox) {
        if (!outboxNeedsUser(entry) && (entry.state == OutboxState::Accepted || entry.state == OutboxState::Cancelled))
            continue;
        ++open;
        problem |= outboxNeedsUser(entry);
    }
    const qint64 drafts = draftsOnlyHere(m_service).size();
    forEachNode([&](MailboxNode &node) {
        if (node.kind == MailboxNode::Kind::Drafts)
            node.count = drafts;
        if (node.kind == MailboxNode::Kind::Outbox) {
            node.count = open;
            node.problem = problem;
        }
    });
}

void MailboxTreeModel::refreshCounts(const ChangeSet &changes)
{
    QHash<MailboxId, Mailbox> fresh;
    const QList<Mailbox> mailboxes = m_service.mailboxes();
    for (const Mailbox &mailbox : mailboxes) {
        if (changes.mailboxes.contains(mailbox.id))
            fresh.insert(mailbox.id, mailbox);
    }
    forEachNode([&](MailboxNode &node) {
        const auto it = fresh.constFind(node.mailbox.id);
        if (node.kind != MailboxNode::Kind::Folder || it == fresh.constEnd())
            return;
        node.mailbox = *it;
        node.count = shownCount(*it);
        const QModelIndex index = indexFor(&node);
        Q_EMIT dataChanged(index, index);
    });
}

void MailboxTreeModel::onChanged(const ChangeSet &changes)
{
    if (changes.accounts || changes.mailboxList)
        return rebuild();
    if (!changes.mailboxes.isEmpty())
        refreshCounts(changes);
    if (changes.drafts || changes.outbox) {
        refreshLocal();
        for (const auto kind : { MailboxNode::Kind::Drafts, MailboxNode::Kind::Outbox }) {
            const QModelIndex index = indexOf(kind);
            if (index.isValid())
                Q_EMIT dataChanged(index, index);
        }
    }
}

const MailboxNode *MailboxTreeModel::node(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const MailboxNode *>(index.constInternalPointer()) : m_root.get();
}

QModelIndex MailboxTreeModel::indexFor(const MailboxNode *node) const
{
    return node == m_root.get() || !node ? QModelIndex() : createIndex(node->row, 0, node);
}

QModelIndex MailboxTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const MailboxNode *above = node(parent);
    if (row < 0 || column != 0 || row >= int(above->children.size()))
        return {};
    return createIndex(row, 0, above->children[std::size_t(row)].get());
}

QModelIndex MailboxTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexFor(node(child)->parent) : QModelIndex();
}

int MailboxTreeModel::rowCount(const QModelIndex &parent) const
{
    return int(node(parent)->children.size());
}

int MailboxTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant MailboxTreeModel::accessibleText(const MailboxNode &node) const
{
    const QString name = data(indexFor(&node), Qt::DisplayRole).toString();
    if (node.count <= 0)
        return name;
    if (node.kind == MailboxNode::Kind::Folder && node.mailbox.role != MailboxRole::Drafts)
        return tr("%1, %n unread", nullptr, int(qMin<qint64>(node.count, INT_MAX))).arg(name);
    return tr("%1, %n message(s)", nullptr, int(qMin<qint64>(node.count, INT_MAX))).arg(name);
}

QString MailboxTreeModel::accountTip(const Account &account) const
{
    QStringList lines { account.address };
    const QList<QuotaResource> quota = m_service.quota(account.id);
    for (const QuotaResource &resource : quota)
        lines += quotaText(resource);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QVariant MailboxTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const MailboxNode &row = *node(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (row.kind) {
        case MailboxNode::Kind::Account:
            return role == Qt::ToolTipRole ? accountTip(row.account) : accountName(row.account);
        case MailboxNode::Kind::Folder:
            return folderName(row.mailbox);
        case MailboxNode::Kind::Local:
            return tr("On this computer");
        case MailboxNode::Kind::Drafts:
            return tr("Drafts");
        case MailboxNode::Kind::Outbox:
            return tr("Outbox");
        case MailboxNode::Kind::Root:
            return {};
        }
        return {};
    case Qt::DecorationRole:
        if (row.kind == MailboxNode::Kind::Folder)
            return icon(folderIcon(row.mailbox.role));
        if (row.kind == MailboxNode::Kind::Drafts)
            return icon(QStringLiteral("drafts"));
        if (row.kind == MailboxNode::Kind::Outbox)
            return icon(QStringLiteral("outbox"));
        return {};
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    case MailboxRoleOf::Kind:
        return int(row.kind);
    case MailboxRoleOf::Mailbox:
        return QVariant::fromValue(row.mailbox.id);
    case MailboxRoleOf::Account:
        return QVariant::fromValue(row.account.id);
    case MailboxRoleOf::Unread:
        return row.count;
    case MailboxRoleOf::Key:
        return keyOf(row);
    case MailboxRoleOf::FolderRole:
        return int(row.mailbox.role);
    case MailboxRoleOf::Problem:
        return row.problem;
    default:
        return {};
    }
}

Qt::ItemFlags MailboxTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const MailboxNode &row = *node(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled;
    const bool header = row.kind == MailboxNode::Kind::Account || row.kind == MailboxNode::Kind::Local;
    if (!header && (row.kind != MailboxNode::Kind::Folder || row.mailbox.selectable))
        flags |= Qt::ItemIsSelectable;
    if (row.kind == MailboxNode::Kind::Folder && row.mailbox.selectable)
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

QStringList MailboxTreeModel::mimeTypes() const
{
    return { QString::fromLatin1(MessageMimeType) };
}

Qt::DropActions MailboxTreeModel::supportedDropActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

bool MailboxTreeModel::canDropMimeData(
    const QMimeData *data, Qt::DropAction, int row, int, const QModelIndex &parent) const
{
    return row < 0 && data->hasFormat(QString::fromLatin1(MessageMimeType)) && flags(parent).testFlag(Qt::ItemIsDropEnabled);
}

bool MailboxTreeModel::dropMimeData(
    const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    QList<qint64> values;
    QDataStream stream(data->data(QString::fromLatin1(MessageMimeType)));
    stream >> values;
    QList<MessageId> ids;
    for (const qint64 value : std::as_const(values))
        ids += MessageId { value };
    Q_EMIT messagesDropped(ids, node(parent)->mailbox.id, action == Qt::CopyAction);
    // The list learns of it from the service; the view that was dragged from must remove nothing by itself.
    return false;
}

QModelIndex MailboxTreeModel::indexOf(MailboxId mailbox) const
{
    const MailboxNode *found = nullptr;
    forEachNode([&](const MailboxNode &node) {
        if (node.kind == MailboxNode::Kind::Folder && node.mailbox.id == mailbox)
            found = &node;
    });
    return indexFor(found);
}

QModelIndex MailboxTreeModel::indexOfKey(const QString &key) const
{
    const MailboxNode *found = nullptr;
    forEachNode([&](const MailboxNode &node) {
        if (keyOf(node) == key)
            found = &node;
    });
    return indexFor(found);
}

QModelIndex MailboxTreeModel::indexOf(MailboxNode::Kind kind) const
{
    const MailboxNode *found = nullptr;
    forEachNode([&](const MailboxNode &node) {
        if (node.kind == kind)
            found = &node;
    });
    return indexFor(found);
}

QModelIndex MailboxTreeModel::firstInbox() const
{
    for (const auto &account : m_root->children) {
        for (const auto &folder : account->children) {
            if (folder->mailbox.role == MailboxRole::Inbox)
                return indexFor(folder.get());
        }
    }
    return {};
}

} // namespace golub::ui
