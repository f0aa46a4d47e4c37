// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QHash>
#include <QObject>
#include <QPointer>

class QUrl;

namespace golub::ui {

class ComposerWindow;

//! Opens windows to write in; a draft that is open already is brought to the front instead.
class Composers : public QObject
{
    Q_OBJECT
public:
    Composers(service::MailService &service, QWidget *window);

    void compose(AccountId account);
    void composeTo(AccountId account, const QUrl &mailto);
    void reply(MessageId message, service::MailService::ReplyKind kind);
    //! Goes on with a draft of a drafts folder, wherever it was written.
    void continueDraft(MessageId message);
    void editAsNew(MessageId message);
    //! What the report says was not delivered, to those who have not got it.
    void resend(MessageId report);
    //! Asks to whom, and sends the message on as it is.
    void redirect(MessageId message);
    void edit(const Draft &draft);
    void edit(DraftId draft);
    int openCount() const;
    //! Each keeps its draft.
    void closeAll();

Q_SIGNALS:
    void failed(const golub::Error &error);
    void notice(const QString &text);

private:
    //! Opens the draft that \a job prepares.
    void editWhenReady(service::ResultJob<Draft> *job);

    service::MailService &m_service;
    QWidget *m_window;
    QList<QPointer<ComposerWindow>> m_open;
};

} // namespace golub::ui
