// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace golub::ui {

class NoticeBar;

//! The certificates that the user accepted though nobody trusted signed them: for which server, until when, and the way to take that back. They
//! belong to servers, so all accounts see the same.
class CertificatesPage : public QWidget
{
    Q_OBJECT
public:
    CertificatesPage(service::MailService &service, QWidget *parent);

private:
    void build();
    void reload();
    void showCurrent();
    void revoke();

    service::MailService &m_service;
    QList<CertificateException> m_exceptions;
    NoticeBar *m_notice;
    QTreeWidget *m_list;
    QLabel *m_none;
    QLabel *m_fingerprint;
    QPushButton *m_revoke;
};

} // namespace golub::ui
