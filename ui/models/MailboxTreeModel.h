// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace golub::ui {

//! One row of the folder pane.
struct MailboxNode {
    enum class Kind { Root, Account, Folder, Local, Drafts, Outbox };
    Kind kind = Kind::Root;
    Account account;                 //!< for Account
    Mailbox mailbox;                 //!< for Folder; selectable is false where only its children exist
    qint64 count = 0;                //!< what is shown at the right
    bool problem = false;
    MailboxNode *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<MailboxNode>> children = {};
};

//! Accounts with their folders by hierarchy and role, and "On this computer" with drafts and outbox. Follows the service by itself;
//! counters change in place, a change of the folder list resets the model (the view keeps what is open by MailboxRoleOf::Key).
class MailboxTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    MailboxTreeModel(service::MailService &service, QObject *parent);
    ~MailboxTreeModel() override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    Qt::DropActions supportedDropActions() const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

    //! The row itself; never null for a valid index.
    const MailboxNode *node(const QModelIndex &index) const;
    QModelIndex indexOf(MailboxId mailbox) const;
    QModelIndex indexOfKey(const QString &key) const;
    //! Drafts or Outbox of this computer.
    QModelIndex indexOf(MailboxNode::Kind kind) const;
    //! The inbox of the first account; invalid where there is none.
    QModelIndex firstInbox() const;

Q_SIGNALS:
    //! Messages were dropped on a folder; \a copy with Ctrl.
    void messagesDropped(const QList<golub::MessageId> &messages, golub::MailboxId destination, bool copy);

private:
    QString accountTip(const Account &account) const;
    void rebuild();
    void addFolders(MailboxNode *account, QList<Mailbox> mailboxes);
    void refreshCounts(const ChangeSet &changes);
    void refreshLocal();
    void onChanged(const ChangeSet &changes);
    QModelIndex indexFor(const MailboxNode *node) const;
    QVariant accessibleText(const MailboxNode &node) const;
    template<class Visit>
    void forEachNode(Visit visit) const;

    service::MailService &m_service;
    std::unique_ptr<MailboxNode> m_root;
};

} // namespace golub::ui
