// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QHash>
#include <QObject>
#include <QPointer>

class QDialog;

namespace golub::ui {

//! Asks for passwords and about certificates: one dialog an account at a time, none of them blocking. Who closed one is not asked again
//! by itself; the notice bar keeps the request and reopens it.
class UserRequests : public QObject
{
    Q_OBJECT
public:
    UserRequests(service::MailService &service, QWidget *window);

    QList<service::UserRequest> waiting() const { return m_waiting.values(); }
    //! Opens the dialog for what the account waits for.
    void open(AccountId account);

Q_SIGNALS:
    void waitingChanged();

private:
    void onNeeded(const service::UserRequest &request);
    void onStatus(const service::AccountStatus &status);

    service::MailService &m_service;
    QWidget *m_window;
    QHash<AccountId, service::UserRequest> m_waiting;
    QHash<AccountId, QPointer<QDialog>> m_dialogs;
};

} // namespace golub::ui
