// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace golub::ui {

//! Runs MailService::testAccount() and shows its steps as they come; what failed stands in plain words, the server's
//! answer under Details. A certificate problem opens CertificateDialog, and the test runs again where it was accepted.
class ConnectionTestView : public QWidget
{
    Q_OBJECT
public:
    enum class State : quint8 { Untested, Running, Passed, Failed };
    ConnectionTestView(service::MailService &service, QWidget *parent);
    ~ConnectionTestView() override;

    void run(const Account &account, const service::AccountSecrets &secrets);
    //! Forgets the result, because the settings changed; stops a running test.
    void reset();
    State state() const { return m_state; }

Q_SIGNALS:
    void stateChanged();

private:
    void start();
    void finished(service::Job *job);
    void showReport(const ConnectionReport &report);
    void showFailure(const ConnectionStep &step);
    void addLine(const QString &mark, const QString &text, bool good);
    void addDetails(const QString &details);
    void addWarning(const QString &text);
    void addPage(const Error &error);
    void sendToSelf();
    void clearLines();
    void setState(State state);
    void askAboutCertificate(const Error &error);

    service::MailService &m_service;
    Account m_account;
    service::AccountSecrets m_secrets;
    QPointer<service::Job> m_job;
    State m_state = State::Untested;
    QLabel *m_headline;
    QProgressBar *m_busy;
    QPushButton *m_again; //!< sends a message to oneself
    ConnectionReport m_report;
    QWidget *m_lines = nullptr;
    QVBoxLayout *m_column;
};

} // namespace golub::ui
