// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>

class QCheckBox;
class QPushButton;

namespace golub::ui {

class NoticeBar;

//! A server offers less protection than it did: says what, and lets the person take it. The default button does not sign in: going on
//! takes a tick and a click. Show with open(); deletes itself when closed; accepted() comes only after the decision is stored. The service
//! must outlive it.
class WeakenedDialog : public QDialog
{
    Q_OBJECT
public:
    WeakenedDialog(service::MailService &service, const service::UserRequest &request, QWidget *parent);

private:
    void build();
    void submit();

    service::MailService &m_service;
    service::UserRequest m_request;
    SignInWeakness m_weakness;
    QCheckBox *m_asked;
    QPushButton *m_accept = nullptr;
    NoticeBar *m_notice;
};

} // namespace golub::ui
