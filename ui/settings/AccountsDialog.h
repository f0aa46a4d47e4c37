// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace golub::ui {

class NoticeBar;

//! The list of accounts: add, edit, remove. Show with open(); deletes itself when closed. The service must outlive it.
class AccountsDialog : public QDialog
{
    Q_OBJECT
public:
    AccountsDialog(service::MailService &service, QWidget *parent);

private:
    void build();
    void reload();
    void add();
    void edit();
    void askToRemove();
    void remove(AccountId id);
    const Account *current() const;

    service::MailService &m_service;
    QList<Account> m_accounts;
    QListWidget *m_list;
    QPushButton *m_edit;
    QPushButton *m_remove;
    NoticeBar *m_notice;
};

} // namespace golub::ui
