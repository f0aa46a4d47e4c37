// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace golub::ui {

//! The status bar's content: what the accounts do, how far they are, and the last error with "Details".
class StatusActivity : public QWidget
{
    Q_OBJECT
public:
    StatusActivity(service::MailService &service, QWidget *parent);
    //! For the link under the pointer and short words; empty: back to the accounts.
    void showTransient(const QString &text, int milliseconds = 0);
    QString text() const;

Q_SIGNALS:
    void detailsAsked();

private:
    void refresh();

    service::MailService &m_service;
    QLabel *m_icon;
    QLabel *m_text;
    QProgressBar *m_progress;
    QToolButton *m_details;
    QString m_transient;
    QTimer m_transientTimer;
    QTimer m_clock;
};

//! "Up to date", "Connecting…", "Inbox: 1,204 of 5,310 messages", the error … for one account.
QString statusText(const service::AccountStatus &status, const QDateTime &now);

} // namespace golub::ui
