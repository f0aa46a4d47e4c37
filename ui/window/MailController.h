// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QObject>
#include <QTimer>

namespace golub::ui {

class ActionRegistry;
class Composers;
class FolderPane;
class MessageCommands;
class MessageListPane;
class ReaderPane;

//! Joins the panes to the actions: what is selected is shown, what is triggered happens to it.
class MailController : public QObject
{
    Q_OBJECT
public:
    struct Parts {
        service::MailService &service;
        ActionRegistry &actions;
        FolderPane &folders;
        MessageListPane &list;
        ReaderPane &reader;
        MessageCommands &commands;
        Composers &composers;
    };
    MailController(const Parts &parts, QObject *parent);

    void refreshActions();
    void editOutboxEntry(OutboxId id);

Q_SIGNALS:
    void failed(const golub::Error &error);

private:
    void connectPanes();
    void connectActions();
    void showSelection();
    bool isServerDraft(const MessageSummary &message) const;
    Mailbox mailboxOf(const MessageSummary &message) const;
    void activate(const QModelIndex &index);
    bool areAllInTrash(const QList<MessageSummary> &messages) const;
    void remove();
    void removeDraft();
    void move();
    void toggleRead();
    void toggleStar();
    void nextUnread();
    void nextPane();
    void moveDropped(const QList<MessageId> &messages, MailboxId destination, bool copy);
    QList<MessageSummary> selected() const;
    QList<MessageId> selectedIds() const;
    void watch(service::Job *job);

    Parts m;
    QTimer m_settle; // many selection signals, one look
};

} // namespace golub::ui
