// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"
#include "ui/models/MessageWindow.h"
#include "ui/models/Roles.h"

#include <QAbstractListModel>

#include <optional>

namespace golub::ui {

//! What the list shows.
struct ListSource {
    enum class Kind { None, Mailbox, Search, Drafts, Outbox };
    Kind kind = Kind::None;
    MailboxId mailbox = {};   //!< Mailbox; for Search the scope (invalid: everywhere)
    AccountId account = {};   //!< for Search: the scope
    bool ownMail = false;     //!< one's own messages: the list shows to whom
    QString query = {};
    bool operator==(const ListSource &) const = default;
};

//! What a search said about itself.
struct SearchInfo {
    qint64 total = 0;
    double coverage = 1.0;    //!< the share of the messages here that the index knows
    qint64 milliseconds = 0;
    std::optional<Error> error = {};
};

//! The rows of a mailbox (a window over the store, never all of them), of a search (page after page), the drafts or the outbox. Follows
//! the service by itself: rows come and go singly where it is known which, else the model resets and the view keeps its place by id.
class MessageListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    MessageListModel(service::MailService &service, QObject *parent);

    void setSource(const ListSource &source);
    const ListSource &source() const { return m_source; }
    const SearchInfo &searchInfo() const { return m_search; }

    //! What a server has found beside for the search that is shown: the new ones take their place by date.
    void addHits(const QList<MessageSummary> &hits);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::MoveAction | Qt::CopyAction; }

    RowKind kindAt(int row) const;
    MessageSummary messageAt(int row) const;
    std::optional<Draft> draftAt(int row) const;
    std::optional<OutboxEntry> outboxAt(int row) const;
    //! −1 where it is not in the list.
    int rowOf(MessageId id) const;
    //! The next unread message behind \a row, going round; −1 where none is near (500 rows).
    int nextUnread(int row) const;

Q_SIGNALS:
    //! Another source, more or fewer rows, or another search result.
    void contentsChanged();

private:
    void onChanged(const ChangeSet &changes);
    void onMailboxChanged(const ChangeSet &changes);
    bool applySteps(const ChangeSet &changes);
    void onSearchChanged(const ChangeSet &changes);
    void reload();
    void readFolderNames();
    void runSearch(ListCursor after);
    void markChanged(const QList<qint64> &rows);
    qint64 finalRow(qint64 row) const;
    QVariant messageData(const MessageSummary &summary, int role) const;
    QVariant draftData(const Draft &draft, int role) const;
    QVariant outboxData(const OutboxEntry &entry, int role) const;

    service::MailService &m_service;
    ListSource m_source;
    mutable MessageWindow m_window;
    QList<MessageSummary> m_hits;
    SearchInfo m_search;
    QHash<MailboxId, QString> m_folderNames; // while everything is searched
    QList<Draft> m_drafts;
    QList<OutboxEntry> m_outbox;
    int m_rows = 0;
    bool m_fetching = false;
    // While single rows come and go the service has already all of the change: what the views see in between is worked out from these.
    QMap<qint64, MessageSummary> m_leaving; // rows still shown though gone
    QList<qint64> m_arriving;               // rows not yet shown, in the final numbering, ascending
};

} // namespace golub::ui
