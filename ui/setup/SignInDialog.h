// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>

namespace golub::ui {

class BrowserSignInPanel;

//! An account has to sign in through the browser, the first time or again. Show with open(); deletes itself when closed. The service must
//! outlive it.
class SignInDialog : public QDialog
{
    Q_OBJECT
public:
    SignInDialog(service::MailService &service, const service::UserRequest &request, QWidget *parent);

private:
    Account account() const;

    service::MailService &m_service;
    service::UserRequest m_request;
    BrowserSignInPanel *m_panel;
};

} // namespace golub::ui
