// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/ConnectionTestView.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/CertificateDialog.h"
#include "ui/dialogs/FoldButton.h"
#include "ui/dialogs/Tones.h"
#include "ui/setup/StepWords.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

using service::Job;

namespace {

//! " (0.4 s)", where it took a time that a person notices.
QString timeOf(const ConnectionStep &step)
{
    constexpr qint64 noticed = 100;
    return step.milliseconds < noticed ? QString() : QStringLiteral(" (%1 s)").arg(QLocale().toString(double(step.milliseconds) / 1000, 'f', 1));
}

} // namespace

ConnectionTestView::ConnectionTestView(service::MailService &service, QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_headline(plainLabel({}, this))
    , m_busy(new QProgressBar(this))
    , m_again(new QPushButton(tr("Send a &message to myself"), this))
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("connectionTest"));
    m_headline->setObjectName(QStringLiteral("testHeadline"));
    m_headline->setFont(headingFont(font(), 1.0));
    m_busy->setObjectName(QStringLiteral("testBusy"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(6);
    m_busy->setAccessibleName(tr("The test is running"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_headline);
    m_column->addWidget(m_busy);
    m_column->addWidget(m_again, 0, Qt::AlignLeft);
    m_again->setObjectName(QStringLiteral("sendToSelf"));
    m_again->setAutoDefault(false);
    m_again->setToolTip(tr("A small message goes out, is seen to arrive, and is removed again."));
    m_again->hide();
    connect(m_again, &QPushButton::clicked, this, &ConnectionTestView::sendToSelf);
    clearLines();
    m_headline->hide();
    m_busy->hide();
}

ConnectionTestView::~ConnectionTestView()
{
    if (m_job)
        m_job->cancel();
}

void ConnectionTestView::run(const Account &account, const service::AccountSecrets &secrets)
{
    m_account = account;
    m_secrets = secrets;
    start();
}

void ConnectionTestView::start()
{
    reset();
    m_headline->setText(tr("Trying the servers\u2026"));
    setTone(m_headline, Tone::Muted);
    m_headline->show();
    m_busy->show();
    m_job = m_service.testAccount(m_account, m_secrets);
    connect(m_job, &Job::progressed, this, [this](const QString &what) {
        if (!what.isEmpty())
            addLine(QStringLiteral("\u2022"), textsafety::printable(QStringView(what)), true);
    });
    connect(m_job, &Job::finished, this, &ConnectionTestView::finished);
    setState(State::Running);
}

//! After a test that passed, of an account that is stored: a message shows what no question to the servers does.
void ConnectionTestView::sendToSelf()
{
    m_again->hide();
    m_headline->setText(tr("A message to yourself is on its way\u2026"));
    setTone(m_headline, Tone::Muted);
    m_busy->show();
    auto *job = m_service.sendToSelf(m_account.id);
    m_job = job;
    connect(job, &Job::progressed, this, [this](const QString &what) {
        if (!what.isEmpty())
            addLine(QStringLiteral("\u2022"), textsafety::printable(QStringView(what)), true);
    });
    connect(job, &Job::finished, this, [this, job, before = m_report] {
        if (job != m_job)
            return;
        m_job = nullptr;
        m_busy->hide();
        clearLines();
        ConnectionReport report = before;
        if (job->error())
            report.steps += ConnectionStep { {}, QStringLiteral("sent"), false, {}, 0, *job->error() };
        else
            report.steps += job->value().steps;
        showReport(report);
        m_again->hide();
    });
    setState(State::Running);
}

void ConnectionTestView::reset()
{
    m_again->hide();
    if (m_job) {
        disconnect(m_job, nullptr, this, nullptr);
        m_job->cancel();
        m_job = nullptr;
    }
    clearLines();
    m_headline->hide();
    m_busy->hide();
    setState(State::Untested);
}

void ConnectionTestView::finished(Job *job)
{
    if (job != m_job)
        return;
    m_job = nullptr;
    m_busy->hide();
    clearLines();
    if (job->error()) {
        ConnectionStep step;
        step.error = *job->error();
        m_headline->setText(tr("The test did not run to its end."));
        setTone(m_headline, Tone::Bad);
        showFailure(step);
        setState(State::Failed);
        return;
    }
    showReport(static_cast<service::ResultJob<ConnectionReport> *>(job)->value());
}

void ConnectionTestView::showReport(const ConnectionReport &report)
{
    m_report = report;
    m_again->setVisible(report.ok() && m_account.id.isValid());
    m_headline->setText(report.ok() ? tr("Everything works.") : tr("Not everything works yet."));
    setTone(m_headline, report.ok() ? Tone::Good : Tone::Bad);
    QString server;
    const ConnectionStep *certificate = nullptr;
    for (const ConnectionStep &step : report.steps) {
        if (step.server != server) {
            server = step.server;
            auto *label = plainLabel(textsafety::printable(QStringView(server)), m_lines);
            label->setContentsMargins(0, 6, 0, 0);
            m_lines->layout()->addWidget(label);
        }
        if (!step.ok) {
            showFailure(step);
            if (!certificate && step.error.kind == ErrorKind::CertificateRejected && step.error.certificate)
                certificate = &step;
            continue;
        }
        const QString facts = textsafety::printable(QStringView(step.facts), 200);
        //: One step of a connection test that worked; %1 is the step, %2 what was found
        addLine(
            QStringLiteral("\u2713"),
            (facts.isEmpty() ? stepDone(step) : tr("%1: %2").arg(stepDone(step), facts)) + timeOf(step), true);
        if (!step.warning.isEmpty())
            addWarning(step.warning);
    }
    if (report.steps.isEmpty())
        addLine(QStringLiteral("\u2717"), tr("The test gave no result."), false);
    setState(report.ok() ? State::Passed : State::Failed);
    if (certificate)
        askAboutCertificate(certificate->error);
}

void ConnectionTestView::showFailure(const ConnectionStep &step)
{
    addLine(QStringLiteral("\u2717"), stepFailed(step), false);
    QString details = errorDetails(step.error);
    const QString words = errorText(step.error);
    if (words != stepFailed(step))
        details = details.isEmpty() ? words : words + u'\n' + details;
    if (!details.isEmpty())
        addDetails(details);
    if (!step.error.page.isEmpty())
        addPage(step.error);
}

//! What worked and will not for much longer.
void ConnectionTestView::addWarning(const QString &text)
{
    auto *label = plainLabel(QStringLiteral("! ") + text, m_lines);
    label->setObjectName(QStringLiteral("stepWarning"));
    label->setContentsMargins(fontMetrics().horizontalAdvance(u'M') * 2 + 6, 0, 0, 0);
    setTone(label, Tone::Warning);
    m_lines->layout()->addWidget(label);
}

void ConnectionTestView::addPage(const Error &error)
{
    auto *button = new QPushButton(tr("Open the page"), m_lines);
    button->setObjectName(QStringLiteral("stepPage"));
    button->setToolTip(error.page);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [error] { openErrorPage(error); });
    static_cast<QVBoxLayout *>(m_lines->layout())->addWidget(button, 0, Qt::AlignLeft);
}

void ConnectionTestView::addLine(const QString &mark, const QString &text, bool good)
{
    auto *row = new QHBoxLayout;
    auto *sign = new QLabel(mark, m_lines);
    sign->setFixedWidth(fontMetrics().horizontalAdvance(u'M') * 2);
    sign->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    setTone(sign, good ? Tone::Good : Tone::Bad);
    auto *label = plainLabel(text, m_lines);
    label->setObjectName(good ? QStringLiteral("stepDone") : QStringLiteral("stepFailed"));
    if (!good)
        setTone(label, Tone::Bad);
    row->addWidget(sign);
    row->addWidget(label, 1);
    static_cast<QVBoxLayout *>(m_lines->layout())->addLayout(row);
}

void ConnectionTestView::addDetails(const QString &details)
{
    auto *fold = new FoldButton(tr("Details"), m_lines);
    fold->setObjectName(QStringLiteral("stepDetailsFold"));
    auto *label = plainLabel(textsafety::printableLines(QStringView(details)), m_lines);
    label->setObjectName(QStringLiteral("stepDetails"));
    setTone(label, Tone::Muted);
    label->hide();
    auto *column = static_cast<QVBoxLayout *>(m_lines->layout());
    const int indent = fontMetrics().horizontalAdvance(u'M') * 2;
    label->setContentsMargins(indent + 10, 0, 0, 0);
    auto *row = new QHBoxLayout;
    row->addSpacing(indent);
    row->addWidget(fold);
    row->addStretch();
    column->addLayout(row);
    column->addWidget(label);
    connect(fold, &FoldButton::folded, label, &QWidget::setVisible);
}

void ConnectionTestView::clearLines()
{
    if (m_lines)
        m_lines->deleteLater();
    m_lines = new QWidget(this);
    auto *column = new QVBoxLayout(m_lines);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    m_column->addWidget(m_lines);
}

void ConnectionTestView::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void ConnectionTestView::askAboutCertificate(const Error &error)
{
    service::UserRequest request;
    request.kind = service::UserRequest::Kind::Certificate;
    request.account = m_account.id;
    request.accountName = m_account.name;
    request.error = error;
    auto *dialog = new CertificateDialog(m_service, request, window());
    connect(dialog, &QDialog::accepted, this, &ConnectionTestView::start);
    dialog->open();
}

} // namespace golub::ui
