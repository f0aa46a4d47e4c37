// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/SignInDialog.h"

#include "ui/dialogs/NoticeBar.h"
#include "ui/setup/BrowserSignInPanel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

SignInDialog::SignInDialog(service::MailService &service, const service::UserRequest &request, QWidget *parent)
    : QDialog(parent), m_service(service), m_request(request), m_panel(new BrowserSignInPanel(service, this))
{
    setObjectName(QStringLiteral("signInDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Sign in"));
    auto *heading = plainLabel(tr("%1 has to sign in through the browser.").arg(request.accountName), this);
    heading->setObjectName(QStringLiteral("heading"));
    heading->setFont(headingFont(font(), 1.15));
    auto *why = new NoticeBar(this);
    why->show(Tone::Warning, errorText(request.error), errorDetails(request.error));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("cancel"));
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    m_panel->findChild<QPushButton *>(QStringLiteral("browserSignIn"))->setDefault(true);

    auto *column = new QVBoxLayout(this);
    column->addWidget(heading);
    column->addWidget(why);
    column->addWidget(m_panel);
    if (!service.hasKeychain()) {
        auto *note = plainLabel(tr("There is no keychain on this computer: this sign-in lasts until Golub ends."), this);
        note->setObjectName(QStringLiteral("keychainNote"));
        setTone(note, Tone::Muted);
        column->addWidget(note);
    }
    column->addStretch();
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);

    connect(m_panel, &BrowserSignInPanel::startAsked, this, [this] { m_panel->start(account(), {}); });
    connect(m_panel, &BrowserSignInPanel::stateChanged, this, [this] {
        if (m_panel->state() == BrowserSignInPanel::State::SignedIn)
            accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

Account SignInDialog::account() const
{
    const QList<Account> accounts = m_service.accounts();
    for (const Account &account : accounts) {
        if (account.id == m_request.account)
            return account;
    }
    return {};
}

} // namespace golub::ui
