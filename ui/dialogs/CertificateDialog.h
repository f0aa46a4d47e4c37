// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace golub::ui {

class NoticeBar;

//! Shows a certificate that was not accepted and lets the person accept exactly it, for exactly this host and port and for a
//! time. One that changed is told apart from one that never was trusted. The
//! default button rejects: accepting takes a tick and a click. Show with open(); deletes itself when closed; accepted()
//! is emitted only after the exception is stored. The service must outlive it.
class CertificateDialog : public QDialog
{
    Q_OBJECT
public:
    CertificateDialog(service::MailService &service, const service::UserRequest &request, QWidget *parent);
    const service::UserRequest &request() const { return m_request; }

    //! "AB:CD:…" in two lines of sixteen bytes, for reading aloud.
    static QString readableFingerprint(const QByteArray &sha256);

private:
    void build();
    QWidget *chainView();
    void showCertificate(int index);
    void submit();

    service::MailService &m_service;
    service::UserRequest m_request;
    CertificateProblem m_problem;
    QComboBox *m_chain;
    QLabel *m_subject;
    QLabel *m_issuer;
    QLabel *m_hosts;
    QLabel *m_validity;
    QLabel *m_key;
    QLabel *m_fingerprint;
    QCheckBox *m_compared;
    QComboBox *m_days;
    QPushButton *m_accept = nullptr;
    QPushButton *m_reject = nullptr;
    NoticeBar *m_notice;
};

} // namespace golub::ui
