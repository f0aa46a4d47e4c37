// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace golub::ui {

class NoticeBar;

//! Asks for the password of one account's server and hands it to the service. Show with open(); deletes itself when
//! closed. The service must outlive it.
class PasswordDialog : public QDialog
{
    Q_OBJECT
public:
    PasswordDialog(service::MailService &service, const service::UserRequest &request, QWidget *parent);
    const service::UserRequest &request() const { return m_request; }

private:
    void build();
    void addHints(QVBoxLayout *column);
    void submit();

    service::MailService &m_service;
    service::UserRequest m_request;
    QLineEdit *m_password;
    QCheckBox *m_remember;
    QPushButton *m_accept = nullptr;
    NoticeBar *m_notice;
};

} // namespace golub::ui
