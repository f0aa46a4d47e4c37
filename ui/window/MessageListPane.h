// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/MessageListModel.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QShortcut;
class QStackedLayout;
class QToolButton;

namespace golub::ui {

class MessageListView;

//! The middle pane: what is shown, how many, the scope of a search, and the list.
class MessageListPane : public QWidget
{
    Q_OBJECT
public:
    MessageListPane(service::MailService &service, QWidget *parent);

    MessageListModel *model() const { return m_model; }
    MessageListView *view() const { return m_view; }
    //! A folder, the drafts or the outbox; ends a search.
    void show(const ListSource &source, const QString &title);
    //! Searches in the folder shown last, or everywhere. An empty \a query goes back to the folder.
    void search(const QString &query);
    bool isSearching() const { return m_model->source().kind == ListSource::Kind::Search; }
    const ListSource &folder() const { return m_folder; }

Q_SIGNALS:
    void searchClosed();
    void failed(const golub::Error &error);

private:
    void runSearch();
    void searchServers();
    QList<AccountId> searchableAccounts() const;
    void showServerState();
    void refreshHeader();
    QString countText() const;
    QString emptyText() const;
    QWidget *buildHeader();

    service::MailService &m_service;
    MessageListModel *m_model;
    MessageListView *m_view;
    QLabel *m_title;
    QLabel *m_count;
    QWidget *m_scope;
    QToolButton *m_here;
    QToolButton *m_everywhere;
    QWidget *m_serverBar;            //!< below a search: what the servers can add
    QLabel *m_serverText;
    QPushButton *m_serverButton;
    QList<QPointer<service::Job>> m_serverJobs;
    bool m_serverAsked = false;
    QLabel *m_empty;
    QStackedLayout *m_stack;
    QShortcut *m_leave;              //!< Esc ends the search
    QTimer m_later;
    ListSource m_folder;
    QString m_folderTitle;
    QString m_query;
};

} // namespace golub::ui
