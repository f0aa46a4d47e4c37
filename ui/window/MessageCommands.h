// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QObject>

namespace golub::ui {

//! What can be done to messages, as calls of the service with words for what was done.
class MessageCommands : public QObject
{
    Q_OBJECT
public:
    MessageCommands(service::MailService &service, QObject *parent) : QObject(parent), m_service(service) { }

    void archive(const QList<MessageId> &messages);
    //! To the trash; from the trash, for good.
    void trash(const QList<MessageId> &messages, bool forGood);
    void junk(const QList<MessageId> &messages);
    void notJunk(const QList<MessageId> &messages);
    void move(const QList<MessageId> &messages, MailboxId destination);
    void copy(const QList<MessageId> &messages, MailboxId destination);
    //! \a quietly: without a word about it (reading marks as read by itself).
    void setSeen(const QList<MessageId> &messages, bool seen, bool quietly = false);
    void setStarred(const QList<MessageId> &messages, bool starred);
    //! Takes back \a operation, or the last action where none is given. Only what the user did counts: that reading marks a message as
    //! read is no action of theirs, and Ctrl+Z must not stumble over it.
    void undo(OperationId operation = {});
    //! What undo() would take back; empty for nothing.
    QString undoText() const { return m_history.isEmpty() ? QString() : m_history.last().text; }

Q_SIGNALS:
    //! Done here; can be taken back by \a operation.
    void done(const QString &text, golub::OperationId operation);
    void undone(const QString &text);
    void historyChanged();
    void failed(const golub::Error &error);

private:
    struct Done {
        OperationId operation;
        QString text;
    };
    enum class Say { Aloud, Quietly, Nothing };
    void run(service::ResultJob<OperationId> *job, const QString &text, Say say = Say::Aloud);
    QString folderName(MailboxId id) const;

    service::MailService &m_service;
    QList<Done> m_history;
};

} // namespace golub::ui
