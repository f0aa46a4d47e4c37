// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StatusActivity.h"

#include "ui/dialogs/Tones.h"
#include "ui/models/FolderNames.h"
#include "ui/style/Colors.h"
#include "ui/style/Format.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace golub::ui {

using service::AccountStatus;

namespace {

// The account that has the most to say is shown; the others stand in the activity window.
int urgency(const AccountStatus &status)
{
    switch (status.state) {
    case AccountStatus::State::NeedsUser:
        return 5;
    case AccountStatus::State::Synchronizing:
        return 4;
    case AccountStatus::State::WaitingToRetry:
        return 3;
    case AccountStatus::State::Connecting:
        return 2;
    case AccountStatus::State::Offline:
        return 1;
    case AccountStatus::State::Idle:
        return status.hasError ? 3 : 0;
    }
    return 0;
}

} // namespace

QString statusText(const AccountStatus &status, const QDateTime &now)
{
    switch (status.state) {
    case AccountStatus::State::Idle:
        return status.hasError ? errorText(status.error) : status.what.isEmpty() ? StatusActivity::tr("Up to date") : status.what;
    case AccountStatus::State::Offline:
        return StatusActivity::tr("Offline");
    case AccountStatus::State::Connecting:
        return StatusActivity::tr("Connecting…");
    case AccountStatus::State::Synchronizing:
        return status.what.isEmpty() ? StatusActivity::tr("Getting mail…") : status.what;
    case AccountStatus::State::WaitingToRetry: {
        const QString next = StatusActivity::tr("next try %1").arg(untilText(status.nextTry, now));
        return status.hasError ? errorText(status.error) + QStringLiteral(" – ") + next : next;
    }
    case AccountStatus::State::NeedsUser:
        return status.hasError ? errorText(status.error) : StatusActivity::tr("Waits for you");
    }
    return {};
}

StatusActivity::StatusActivity(service::MailService &service, QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_details(new QToolButton(this))
{
    setObjectName(QStringLiteral("statusActivity"));
    m_text->setObjectName(QStringLiteral("statusText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTone(m_text, Tone::Muted);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(140);
    m_progress->setMaximumHeight(8);
    m_details->setText(tr("Details"));
    m_details->setAutoRaise(true);
    m_details->setToolTip(tr("Show what each account does and what waits or failed"));
    connect(m_details, &QToolButton::clicked, this, &StatusActivity::detailsAsked);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::Small, 1, metrics::Small, 1);
    row->setSpacing(metrics::Small);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_progress);
    row->addWidget(m_details);
    connect(&service, &service::MailService::statusChanged, this, &StatusActivity::refresh);
    connect(&service, &service::MailService::changed, this, [this](const ChangeSet &changes) {
        if (changes.accounts)
            refresh();
    });
    m_transientTimer.setSingleShot(true);
    connect(&m_transientTimer, &QTimer::timeout, this, [this] { showTransient({}); });
    m_clock.setInterval(5000);
    connect(&m_clock, &QTimer::timeout, this, &StatusActivity::refresh);
    refresh();
}

QString StatusActivity::text() const
{
    return m_text->text();
}

void StatusActivity::showTransient(const QString &text, int milliseconds)
{
    m_transient = text;
    m_transientTimer.stop();
    if (milliseconds > 0)
        m_transientTimer.start(milliseconds);
    refresh();
}

void StatusActivity::refresh()
{
    AccountStatus worst;
    int most = -1;
    bool waiting = false;
    const QList<AccountStatus> all = m_service.status();
    for (const AccountStatus &status : all) {
        waiting |= status.state == AccountStatus::State::WaitingToRetry;
        if (urgency(status) > most) {
            most = urgency(status);
            worst = status;
        }
    }
    if (waiting != m_clock.isActive())
        waiting ? m_clock.start() : m_clock.stop();

    QString text;
    if (m_service.isOffline())
        text = tr("Working offline: changes are kept and sent later");
    else if (most >= 0)
        text = statusText(worst, QDateTime::currentDateTimeUtc());
    if (most > 0 && !m_service.isOffline() && all.size() > 1) {
        const QList<Account> accounts = m_service.accounts();
        for (const Account &account : accounts) {
            if (account.id == worst.account)
                text = QStringLiteral("%1: %2").arg(accountName(account), text);
        }
    }
    const bool bad = worst.hasError && most >= 3;
    m_text->setText(m_transient.isEmpty() ? text : m_transient);
    m_text->setToolTip(bad ? errorDetails(worst.error) : QString());
    setTone(m_text, bad && m_transient.isEmpty() ? Tone::Bad : Tone::Muted);
    m_details->setVisible(most >= 3);
    const bool working = worst.state == AccountStatus::State::Synchronizing || worst.state == AccountStatus::State::Connecting;
    m_progress->setVisible(working && !m_service.isOffline());
    m_progress->setRange(0, worst.total > 0 ? 1000 : 0);
    if (worst.total > 0)
        m_progress->setValue(int(worst.done * 1000 / worst.total));
    const QString name = m_service.isOffline() ? QStringLiteral("offline") : bad ? QStringLiteral("error") : QString();
    m_icon->setVisible(!name.isEmpty());
    if (!name.isEmpty())
        m_icon->setPixmap(icon(name, bad ? colorsOf(palette()).danger : colorsOf(palette()).muted).pixmap(QSize(16, 16), devicePixelRatioF()));
}

} // namespace golub::ui
