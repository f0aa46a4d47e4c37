// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ActivityDialog.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/Tones.h"
#include "ui/models/FolderNames.h"
#include "ui/models/OutboxText.h"
#include "ui/style/Format.h"
#include "ui/style/Metrics.h"
#include "ui/window/StatusActivity.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace golub::ui {
namespace {

constexpr qsizetype MostOperations = 200;
constexpr int LatestOperations = 20;

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(headingFont(parent->font(), 1.05));
    return label;
}

QString operationStateText(OperationState state)
{
    switch (state) {
    case OperationState::Pending:
        return ActivityDialog::tr("Waits for the server");
    case OperationState::Running:
        return ActivityDialog::tr("Under way");
    case OperationState::Failed:
        return ActivityDialog::tr("Refused by the server and taken back here");
    case OperationState::Done:
        return ActivityDialog::tr("Done");
    case OperationState::Cancelled:
        return ActivityDialog::tr("Cancelled");
    }
    return {};
}

} // namespace

ActivityDialog::ActivityDialog(service::MailService &service, QWidget *parent)
    : QDialog(parent), m_service(service), m_area(new QScrollArea(this))
{
    setObjectName(QStringLiteral("activityDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Activity"));
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_area, 1);
    column->addWidget(buttons);
    resize(580, 440);
    connect(&service, &service::MailService::statusChanged, this, &ActivityDialog::refresh);
    connect(&service, &service::MailService::changed, this, [this](const ChangeSet &changes) {
        if (changes.operations || changes.accounts)
            refresh();
    });
    refresh();
}

void ActivityDialog::refresh()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::Medium, metrics::Medium, metrics::Medium, metrics::Medium);
    column->setSpacing(metrics::Small);
    addAccounts(column);
    column->addSpacing(metrics::Medium);
    addOperations(column);
    column->addSpacing(metrics::Medium);
    addHistory(column);
    column->addStretch(1);
    m_area->setWidget(page);
}

void ActivityDialog::addAccounts(QVBoxLayout *column)
{
    QWidget *page = column->parentWidget();
    column->addWidget(heading(tr("Accounts"), page));
    const QList<service::AccountStatus> all = m_service.status();
    const QList<Account> accounts = m_service.accounts();
    for (const Account &account : accounts) {
        service::AccountStatus status;
        for (const service::AccountStatus &candidate : all) {
            if (candidate.account == account.id)
                status = candidate;
        }
        auto *name = plainLabel(accountName(account), page);
        QFont bold = page->font();
        bold.setWeight(QFont::DemiBold);
        name->setFont(bold);
        column->addWidget(name);
        auto *state = plainLabel(statusText(status, QDateTime::currentDateTimeUtc()), page);
        setTone(state, status.hasError ? Tone::Bad : Tone::Muted);
        column->addWidget(state);
        const QString details = status.hasError ? errorDetails(status.error) : QString();
        if (!details.isEmpty()) {
            auto *answer = plainLabel(details, page);
            setTone(answer, Tone::Muted);
            column->addWidget(answer);
        }
    }
}

void ActivityDialog::addOperations(QVBoxLayout *column)
{
    QWidget *page = column->parentWidget();
    column->addWidget(heading(tr("Actions that the servers do not have yet"), page));
    const QList<Operation> operations = m_service.openOperations();
    if (operations.isEmpty()) {
        auto *none = plainLabel(tr("None. Everything you did is on the servers."), page);
        setTone(none, Tone::Muted);
        column->addWidget(none);
    }
    for (const Operation &operation : operations.mid(0, MostOperations)) {
        QString text = operationText(operation) + QStringLiteral(" – ") + operationStateText(operation.state);
        const QString reply = operation.hasError ? textsafety::printable(replyText(operation.lastError.reply), 300) : QString();
        if (operation.state == OperationState::Pending && operation.nextTry.isValid())
            text += QStringLiteral(", ") + tr("next try %1").arg(untilText(operation.nextTry, QDateTime::currentDateTimeUtc()));
        if (operation.hasError && (reply.isEmpty() || !operation.lastError.advice.isEmpty()))
            text += u'\n' + errorText(operation.lastError);
        if (!reply.isEmpty())
            text += u'\n' + tr("The server answered: %1").arg(reply);
        auto *label = plainLabel(text, page);
        if (operation.state == OperationState::Failed)
            setTone(label, Tone::Bad);
        auto *row = new QHBoxLayout;
        row->addWidget(label, 1);
        auto *retry = new QPushButton(tr("Try again"), page);
        retry->setObjectName(QStringLiteral("operationRetry"));
        auto *cancel = new QPushButton(operation.state == OperationState::Failed ? tr("Dismiss") : tr("Cancel"), page);
        cancel->setObjectName(QStringLiteral("operationCancel"));
        const OperationId id = operation.id;
        connect(retry, &QPushButton::clicked, this, [this, id] { m_service.retryOperation(id); });
        connect(cancel, &QPushButton::clicked, this, [this, id] { m_service.cancelOperation(id); });
        row->addWidget(retry, 0, Qt::AlignTop);
        row->addWidget(cancel, 0, Qt::AlignTop);
        column->addLayout(row);
    }
}

//! What is over, the newest first.
void ActivityDialog::addHistory(QVBoxLayout *column)
{
    const QList<Operation> operations = m_service.finishedOperations(LatestOperations);
    if (operations.isEmpty())
        return;
    QWidget *page = column->parentWidget();
    column->addWidget(heading(tr("Done lately"), page));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (auto operation = operations.crbegin(); operation != operations.crend(); ++operation) {
        QString text = shortDate(operation->created, now, QLocale()) + QStringLiteral("  ") + operationText(*operation);
        if (operation->undone || operation->state == OperationState::Cancelled)
            text += QStringLiteral(" – ") + (operation->undone ? tr("Undone") : operationStateText(operation->state));
        auto *label = plainLabel(text, page);
        label->setObjectName(QStringLiteral("operationDone"));
        setTone(label, Tone::Muted);
        column->addWidget(label);
    }
}

} // namespace golub::ui
