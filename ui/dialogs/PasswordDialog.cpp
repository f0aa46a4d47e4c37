// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/PasswordDialog.h"

#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/dialogs/PasswordField.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

using service::Job;

namespace {

QString addressOf(const service::MailService &service, AccountId id)
{
    const QList<Account> accounts = service.accounts();
    for (const Account &account : accounts) {
        if (account.id == id)
            return account.address;
    }
    return {};
}

} // namespace

PasswordDialog::PasswordDialog(service::MailService &service, const service::UserRequest &request, QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_request(request)
    , m_password(new PasswordField(this))
    , m_remember(new QCheckBox(this))
    , m_notice(new NoticeBar(this))
{
    setObjectName(QStringLiteral("passwordDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    //: Title of the window; %1 is the account's name
    setWindowTitle(tr("Password for %1").arg(request.accountName));
    build();
}

void PasswordDialog::build()
{
    const bool wrong = m_request.error.kind == ErrorKind::AuthFailed;
    auto *heading = plainLabel({}, this);
    heading->setObjectName(QStringLiteral("heading"));
    heading->setFont(headingFont(font(), 1.15));
    if (wrong) {
        heading->setText(m_request.outgoing
                ? tr("The outgoing server did not accept the password of %1.").arg(m_request.accountName)
                : tr("The server did not accept the password of %1.").arg(m_request.accountName));
    } else {
        heading->setText(m_request.outgoing
                ? tr("Golub needs the password to send mail from %1.").arg(m_request.accountName)
                : tr("Golub needs the password of %1.").arg(m_request.accountName));
    }

    m_password->setObjectName(QStringLiteral("password"));
    m_password->setAccessibleName(tr("Password"));
    m_remember->setObjectName(QStringLiteral("remember"));
    m_remember->setText(tr("&Remember it in the keychain"));
    const bool keychain = m_service.hasKeychain();
    m_remember->setEnabled(keychain);
    m_remember->setChecked(keychain);

    auto *form = newForm();
    form->addRow(tr("&Password:"), m_password);
    form->addRow(QString(), m_remember);
    if (!keychain) {
        auto *why = plainLabel(
            tr("There is no keychain on this computer: Golub keeps the password in memory only and asks again "
               "after the next start."),
            this);
        why->setObjectName(QStringLiteral("keychainNote"));
        setTone(why, Tone::Muted);
        form->addRow(QString(), why);
    }

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("&Sign in"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("accept"));
    m_accept->setDefault(true);
    m_accept->setEnabled(false);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancel"));

    auto *column = new QVBoxLayout(this);
    column->addWidget(heading);
    column->addWidget(m_notice);
    column->addLayout(form);
    addHints(column);
    column->addStretch();
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 62);

    const QString details = errorDetails(m_request.error);
    if (wrong || !details.isEmpty())
        m_notice->show(wrong ? Tone::Warning : Tone::Muted,
            wrong && m_request.error.advice.isEmpty() ? tr("Type it again; mind upper and lower case.") : errorText(m_request.error), details);
    if (!m_request.error.page.isEmpty())
        m_notice->offer(tr("Open the page"), [error = m_request.error] { openErrorPage(error); });

    connect(m_password, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_accept->setEnabled(!text.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &PasswordDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_password->setFocus();
}

void PasswordDialog::addHints(QVBoxLayout *column)
{
    const QString address = addressOf(m_service, m_request.account);
    if (address.isEmpty())
        return;
    const service::ProviderSuggestion suggestion = m_service.suggestServers(address);
    for (const QString &hint : suggestion.hints) {
        auto *label = plainLabel(hint, this);
        label->setObjectName(QStringLiteral("hint"));
        setTone(label, Tone::Muted);
        column->addWidget(label);
    }
    if (suggestion.helpUrl.isEmpty())
        return;
    //: Link text; %1 is a provider such as "Gmail"
    const QString text
        = tr("Help from %1").arg(suggestion.providerName.isEmpty() ? tr("the provider") : suggestion.providerName);
    auto *link = new QLabel(
        QStringLiteral("<a href=\"%1\">%2</a>").arg(suggestion.helpUrl.toHtmlEscaped(), text.toHtmlEscaped()), this);
    link->setObjectName(QStringLiteral("helpLink"));
    link->setOpenExternalLinks(true);
    link->setTextInteractionFlags(Qt::TextBrowserInteraction);
    column->addWidget(link);
}

void PasswordDialog::submit()
{
    if (m_password->text().isEmpty() || !m_accept->isEnabled())
        return;
    m_accept->setEnabled(false);
    m_password->setEnabled(false);
    const Secret secret = static_cast<PasswordField *>(m_password)->secret();
    Job *job = m_service.providePassword(m_request.account, m_request.outgoing, secret, m_remember->isChecked());
    connect(job, &Job::finished, this, [this](Job *done) {
        if (!done->error()) {
            accept();
            return;
        }
        m_password->setEnabled(true);
        m_accept->setEnabled(true);
        m_notice->showError(*done->error());
        m_password->setFocus();
    });
}

} // namespace golub::ui
