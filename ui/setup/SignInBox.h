// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace golub::ui {

class BrowserSignInPanel;
class PasswordField;

//! How an account proves who it is: with a password, or through the browser at a provider, with the client id of one's own that this takes.
//! The same box for a new account and for the settings of an existing one.
class SignInBox : public QWidget
{
    Q_OBJECT
public:
    //! \a account gives the account as it stands in the form around this box.
    SignInBox(service::MailService &service, std::function<Account()> account, QWidget *parent);

    //! The mail server is known by now: its provider comes first, and is chosen where passwords are of no use there.
    void setServer(const QString &host, const QString &address);
    void setAccount(const Account &account);
    Account applyTo(Account account) const;
    //! Adds tokens and the client's secret.
    service::AccountSecrets addTo(service::AccountSecrets secrets) const;
    bool usesBrowser() const;
    bool isSignedIn() const;
    //! What is missing before the browser can be opened; empty if nothing.
    QString problem() const;
    void start();
    BrowserSignInPanel *panel() const { return m_panel; }

Q_SIGNALS:
    void edited();
    void signedIn();

private:
    void build();
    void fillChoices();
    void choose(const QString &id);
    void refresh();
    void changed();
    QString providerId() const;
    service::SignInProvider provider() const;

    service::MailService &m_service;
    std::function<Account()> m_account;
    service::SignInProvider m_suggested;
    bool m_touched = false;
    bool m_setting = false;
    QString m_host;
    QString m_address;
    OAuthSettings m_given;
    QFormLayout *m_form;
    QComboBox *m_choice;
    QLabel *m_appPassword;
    QLineEdit *m_issuer;
    QLineEdit *m_clientId;
    PasswordField *m_clientSecret;
    QLineEdit *m_tenant;
    QLineEdit *m_login;
    QLineEdit *m_scopes;
    QLabel *m_help;
    QLabel *m_registration;
    BrowserSignInPanel *m_panel;
};

} // namespace golub::ui
