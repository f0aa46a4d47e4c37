// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/UserRequests.h"

#include "ui/dialogs/CertificateDialog.h"
#include "ui/dialogs/PasswordDialog.h"
#include "ui/dialogs/WeakenedDialog.h"
#include "ui/setup/SignInDialog.h"

#include <QWidget>

namespace golub::ui {

using service::UserRequest;

UserRequests::UserRequests(service::MailService &service, QWidget *window) : QObject(window), m_service(service), m_window(window)
{
    connect(&service, &service::MailService::userNeeded, this, &UserRequests::onNeeded);
    connect(&service, &service::MailService::statusChanged, this, &UserRequests::onStatus);
}

void UserRequests::onNeeded(const UserRequest &request)
{
    const bool known = m_waiting.contains(request.account);
    m_waiting.insert(request.account, request);
    Q_EMIT waitingChanged();
    if (!known)
        open(request.account);
}

void UserRequests::onStatus(const service::AccountStatus &status)
{
    using State = service::AccountStatus::State;
    const bool signedIn = status.state == State::Idle || status.state == State::Synchronizing;
    if (signedIn && !status.hasError && m_waiting.remove(status.account) > 0)
        Q_EMIT waitingChanged();
}

void UserRequests::open(AccountId account)
{
    if (!m_waiting.contains(account))
        return;
    if (QDialog *dialog = m_dialogs.value(account)) {
        dialog->raise();
        dialog->activateWindow();
        return;
    }
    const UserRequest request = m_waiting.value(account);
    QDialog *dialog = nullptr;
    if (request.kind == UserRequest::Kind::Certificate)
        dialog = new CertificateDialog(m_service, request, m_window);
    else if (request.kind == UserRequest::Kind::Weakened)
        dialog = new WeakenedDialog(m_service, request, m_window);
    else if (request.kind == UserRequest::Kind::SignIn)
        dialog = new SignInDialog(m_service, request, m_window);
    else
        dialog = new PasswordDialog(m_service, request, m_window);
    m_dialogs.insert(account, dialog);
    connect(dialog, &QDialog::accepted, this, [this, account] {
        m_waiting.remove(account);
        Q_EMIT waitingChanged();
    });
    dialog->open();
}

} // namespace golub::ui
