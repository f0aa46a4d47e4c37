// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/RedirectDialog.h"

#include "ui/compose/RecipientEdit.h"
#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/NoticeBar.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

RedirectDialog::RedirectDialog(service::MailService &service, const MessageSummary &message, QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_message(message)
    , m_from(new QComboBox(this))
    , m_notice(new NoticeBar(this))
{
    setObjectName(QStringLiteral("redirectDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Redirect message"));

    auto *why = plainLabel(tr("The message goes on exactly as it came, with its sender and date. An answer to it goes to its author."), this);
    setTone(why, Tone::Muted);
    m_from->setObjectName(QStringLiteral("from"));
    m_from->setAccessibleName(tr("From"));
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_from->setMinimumContentsLength(24);
    fillSenders(message.account);

    auto *form = newForm();
    form->addRow(tr("&From:"), m_from);
    m_to = addRecipients(form, tr("&To:"), QStringLiteral("to"));
    m_to->setAccessibleName(tr("To"));
    m_cc = addRecipients(form, tr("&Cc:"), QStringLiteral("cc"));
    m_cc->setAccessibleName(tr("Copy to"));
    m_bcc = addRecipients(form, tr("&Bcc:"), QStringLiteral("bcc"));
    m_bcc->setAccessibleName(tr("Blind copy to"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("&Redirect"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("accept"));
    m_accept->setDefault(true);

    auto *column = new QVBoxLayout(this);
    column->addWidget(why);
    column->addWidget(m_notice);
    column->addLayout(form);
    column->addStretch();
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 62);
    connect(buttons, &QDialogButtonBox::accepted, this, &RedirectDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_to->setFocus();
}

RecipientEdit *RedirectDialog::addRecipients(QFormLayout *form, const QString &label, const QString &objectName)
{
    service::MailService &service = m_service;
    auto *field = new RecipientEdit([&service](const QString &prefix, int limit) { return service.completeAddress(prefix, limit); }, this);
    field->setObjectName(objectName);
    form->addRow(label, field);
    connect(field, &RecipientEdit::edited, m_notice, &NoticeBar::clear);
    return field;
}

//! The account that has the message first: it is the one it came to.
void RedirectDialog::fillSenders(AccountId account)
{
    const QList<Account> accounts = m_service.accounts();
    for (const bool own : { true, false }) {
        for (const Account &candidate : accounts) {
            if ((candidate.id == account) != own)
                continue;
            for (const Identity &identity : candidate.identities) {
                m_senders += Sender { candidate.id, identity.from() };
                m_from->addItem(identity.from().display());
            }
        }
    }
}

void RedirectDialog::submit()
{
    for (RecipientEdit *field : { m_to, m_cc, m_bcc }) {
        if (field->goToProblem()) {
            m_notice->show(Tone::Warning, tr("This is not a mail address. Correct or remove it."));
            return;
        }
    }
    const Sender sender = m_senders.value(m_from->currentIndex());
    m_accept->setEnabled(false);
    auto *job = m_service.redirect(m_message.id, { sender.account, sender.address, m_to->addresses(), m_cc->addresses(), m_bcc->addresses() });
    connect(job, &service::Job::finished, this, [this, job] {
        if (job->error()) {
            m_accept->setEnabled(true);
            m_notice->showError(*job->error());
            return;
        }
        Q_EMIT redirected(tr("“%1” is on its way.").arg(m_message.subject));
        accept();
    });
}

} // namespace golub::ui
