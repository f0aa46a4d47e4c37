// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QScrollArea;
class QTabWidget;
class QVBoxLayout;

namespace golub::ui {

class ConnectionTestView;
class IdentitiesPage;
class NoticeBar;
class PasswordField;
class ReceivingPage;
class SendingPage;
class ServerForm;
class SignInPage;

//! Changes one account: its name, password, servers and identities. Show with open(); deletes itself when closed.
class AccountEditDialog : public QDialog
{
    Q_OBJECT
public:
    AccountEditDialog(service::MailService &service, const Account &account, QWidget *parent);

private:
    QWidget *accountPage();
    QWidget *serverPage();
    QScrollArea *scrolled(QWidget *page);
    void buildButtons(QVBoxLayout *column);
    QStringList foldersOf(AccountId account) const;
    Account edited() const;
    service::AccountSecrets secrets() const;
    void test();
    void save();

    service::MailService &m_service;
    Account m_account;
    QTabWidget *m_tabs;
    QLineEdit *m_name;
    QLineEdit *m_address;
    PasswordField *m_password;
    ServerForm *m_servers;
    ConnectionTestView *m_test;
    IdentitiesPage *m_identities;
    ReceivingPage *m_receiving;
    SendingPage *m_sending;
    SignInPage *m_signIn;
    NoticeBar *m_notice;
    QPushButton *m_testButton = nullptr;
    QPushButton *m_saveButton = nullptr;
};

} // namespace golub::ui
