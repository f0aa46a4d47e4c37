// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QPointer>
#include <QUrl>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace golub::ui {

//! The button that opens the person's own browser, and what is to be seen while it is away: waiting, the address to copy, cancel.
class BrowserSignInPanel : public QWidget
{
    Q_OBJECT
public:
    BrowserSignInPanel(service::MailService &service, QWidget *parent);
    ~BrowserSignInPanel() override;

    enum class State : quint8 { Idle, Waiting, SignedIn, Failed };
    State state() const { return m_state; }
    //! Begins, or begins again. \a clientSecret may be empty.
    void start(const Account &account, const Secret &clientSecret);
    void cancel();
    //! Back to the button alone: what was granted is not for these settings.
    void reset();
    //! For AccountSecrets::tokens; empty unless signed in.
    Secret tokens() const { return m_tokens; }
    void setButtonText(const QString &text);
    void setStartable(bool startable);

Q_SIGNALS:
    //! The button was pressed: call start().
    void startAsked();
    void stateChanged();

private:
    void build();
    void opened(const QUrl &page);
    void openBrowser();
    void ended(service::Job *job);
    void setState(State state);

    service::MailService &m_service;
    QPointer<service::SignInJob> m_job;
    State m_state = State::Idle;
    bool m_startable = true;
    QUrl m_page;
    Secret m_tokens;
    QPushButton *m_start;
    QPushButton *m_again;
    QPushButton *m_copy;
    QPushButton *m_cancel;
    QProgressBar *m_busy;
    QLabel *m_words;
    QLabel *m_details;
};

} // namespace golub::ui
