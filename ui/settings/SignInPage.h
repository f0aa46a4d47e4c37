// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace golub::ui {

class SignInBox;

//! How an account signs in, and where it does so through the browser, what was granted until when.
class SignInPage : public QWidget
{
    Q_OBJECT
public:
    //! \a edited gives the account as the other pages have it by now.
    SignInPage(service::MailService &service, const Account &account, std::function<Account()> edited, QWidget *parent);

    Account applyTo(Account account) const;
    service::AccountSecrets addTo(service::AccountSecrets secrets) const;
    bool usesBrowser() const;

Q_SIGNALS:
    void edited();

private:
    void lookUpGrant();
    void showGrant(const service::SignInGrant &grant);
    void forget();

    service::MailService &m_service;
    Account m_saved;
    SignInBox *m_box;
    QWidget *m_grantBox;
    QLabel *m_grant;
    QPushButton *m_forget;
    bool m_revocable = false;
};

} // namespace golub::ui
