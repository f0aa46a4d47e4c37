// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/BrowserSignInPanel.h"

#include "ui/dialogs/Tones.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

using service::Job;

BrowserSignInPanel::BrowserSignInPanel(service::MailService &service, QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_start(new QPushButton(tr("Sign in in the &browser"), this))
    , m_again(new QPushButton(tr("Open the browser again"), this))
    , m_copy(new QPushButton(tr("Copy the address"), this))
    , m_cancel(new QPushButton(tr("Cancel the sign-in"), this))
    , m_busy(new QProgressBar(this))
    , m_words(plainLabel({}, this))
    , m_details(plainLabel({}, this))
{
    build();
    setState(State::Idle);
}

BrowserSignInPanel::~BrowserSignInPanel()
{
    if (m_job)
        m_job->cancel();
}

void BrowserSignInPanel::build()
{
    m_start->setObjectName(QStringLiteral("browserSignIn"));
    m_again->setObjectName(QStringLiteral("openBrowser"));
    m_copy->setObjectName(QStringLiteral("copySignInAddress"));
    m_copy->setToolTip(tr("For another browser on this computer"));
    m_cancel->setObjectName(QStringLiteral("cancelSignIn"));
    m_busy->setObjectName(QStringLiteral("signInBusy"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(6);
    m_words->setObjectName(QStringLiteral("signInState"));
    m_details->setObjectName(QStringLiteral("signInDetails"));
    setTone(m_details, Tone::Muted);
    for (QPushButton *button : { m_start, m_again, m_copy, m_cancel })
        button->setAutoDefault(false);

    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : { m_start, m_again, m_copy, m_cancel })
        buttons->addWidget(button);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(buttons);
    column->addWidget(m_busy);
    column->addWidget(m_words);
    column->addWidget(m_details);

    connect(m_start, &QPushButton::clicked, this, &BrowserSignInPanel::startAsked);
    connect(m_again, &QPushButton::clicked, this, &BrowserSignInPanel::openBrowser);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_page.toString(QUrl::FullyEncoded)); });
    connect(m_cancel, &QPushButton::clicked, this, &BrowserSignInPanel::cancel);
}

void BrowserSignInPanel::setButtonText(const QString &text) { m_start->setText(text); }

void BrowserSignInPanel::setStartable(bool startable)
{
    m_startable = startable;
    m_start->setEnabled(startable);
}

void BrowserSignInPanel::start(const Account &account, const Secret &clientSecret)
{
    reset();
    m_job = m_service.signIn(account, clientSecret);
    connect(m_job, &service::SignInJob::pageReady, this, &BrowserSignInPanel::opened);
    connect(m_job, &Job::finished, this, &BrowserSignInPanel::ended);
    m_words->setText(tr("Preparing the sign-in…"));
    setState(State::Waiting);
}

void BrowserSignInPanel::opened(const QUrl &page)
{
    m_page = page;
    setState(State::Waiting);
    openBrowser();
}

void BrowserSignInPanel::openBrowser()
{
    setTone(m_words, Tone::Muted);
    if (QDesktopServices::openUrl(m_page))
        m_words->setText(tr("Your browser has opened the page. Sign in there and allow the access; this window goes on by itself."));
    else
        m_words->setText(tr("No browser could be opened. Copy the address into a browser on this computer."));
}

void BrowserSignInPanel::ended(Job *job)
{
    if (job != m_job)
        return;
    const auto error = job->error();
    if (!error) {
        m_tokens = m_job->value();
        setTone(m_words, Tone::Good);
        m_words->setText(tr("Signed in."));
        setState(State::SignedIn);
        return;
    }
    const bool cancelled = error->kind == ErrorKind::Cancelled;
    setTone(m_words, cancelled ? Tone::Muted : Tone::Bad);
    m_words->setText(cancelled ? tr("The sign-in was cancelled.") : errorText(*error));
    m_details->setText(cancelled ? QString() : errorDetails(*error));
    setState(cancelled ? State::Idle : State::Failed);
}

void BrowserSignInPanel::cancel()
{
    if (m_job)
        m_job->cancel();
}

void BrowserSignInPanel::reset()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
    m_job.clear();
    m_page.clear();
    m_tokens = {};
    m_words->clear();
    m_details->clear();
    setState(State::Idle);
}

void BrowserSignInPanel::setState(State state)
{
    m_state = state;
    const bool waiting = state == State::Waiting;
    m_start->setVisible(!waiting);
    m_start->setEnabled(m_startable);
    m_again->setVisible(waiting && m_page.isValid());
    m_copy->setVisible(waiting && m_page.isValid());
    m_cancel->setVisible(waiting);
    m_busy->setVisible(waiting);
    m_words->setVisible(!m_words->text().isEmpty());
    m_details->setVisible(!m_details->text().isEmpty());
    Q_EMIT stateChanged();
}

} // namespace golub::ui
