// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace golub::ui {

class ConnectionTestView;
class DiscoveryView;
class NoticeBar;
class PasswordField;
class ServerForm;
class SignInBox;

//! Adds an account: name, address and password, servers from the provider directory or by hand, a test, and only then
//! the account. Show with open(); deletes itself when closed. The service must outlive it.
class AccountSetupDialog : public QDialog
{
    Q_OBJECT
public:
    AccountSetupDialog(service::MailService &service, QWidget *parent);

Q_SIGNALS:
    //! The account is stored; accepted() follows.
    void accountAdded(golub::AccountId account);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildPerson(QVBoxLayout *column);
    void buildProvider(QVBoxLayout *column);
    void buildButtons(QVBoxLayout *column);
    void addressChanged();
    void lookUp();
    void discover();
    void take(const service::ProviderSuggestion &suggestion, bool complete);
    void showHints(const service::ProviderSuggestion &suggestion);
    void settingsChanged();
    void updateButtons();
    bool mayTry();
    void test();
    void save();
    Account account() const;
    service::AccountSecrets secrets() const;

    service::MailService &m_service;
    QTimer *m_lookUp;
    QTimer *m_discover; //!< a pause in typing: half an address is nobody's domain
    DiscoveryView *m_discovery;
    QLineEdit *m_name;
    QLineEdit *m_address;
    PasswordField *m_password;
    QLabel *m_keychainNote;
    QLineEdit *m_accountName;
    QLabel *m_provider;
    QWidget *m_hints = nullptr;
    QVBoxLayout *m_hintColumn = nullptr;
    ServerForm *m_servers;
    SignInBox *m_signIn;
    ConnectionTestView *m_test;
    NoticeBar *m_notice;
    QPushButton *m_testButton = nullptr;
    QPushButton *m_saveButton = nullptr;
    bool m_saving = false;
    QString m_lookedUp;
    bool m_known = false; //!< Golub's own list has it
};

} // namespace golub::ui
