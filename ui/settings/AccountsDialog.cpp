// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/AccountsDialog.h"

#include "ui/dialogs/Ask.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/settings/AccountEditDialog.h"
#include "ui/setup/AccountSetupDialog.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

using service::Job;

AccountsDialog::AccountsDialog(service::MailService &service, QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_list(new QListWidget(this))
    , m_edit(new QPushButton(tr("&Edit\u2026"), this))
    , m_remove(new QPushButton(tr("&Remove\u2026"), this))
    , m_notice(new NoticeBar(this))
{
    setObjectName(QStringLiteral("accountsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Accounts"));
    build();
    reload();
    connect(&service, &service::MailService::changed, this, [this](const ChangeSet &changes) {
        if (changes.accounts)
            reload();
    });
}

void AccountsDialog::build()
{
    m_list->setObjectName(QStringLiteral("accountList"));
    m_list->setAccessibleName(tr("Accounts"));
    m_list->setAlternatingRowColors(false);
    m_list->setSpacing(3);
    m_list->setIconSize({ metrics::IconNormal, metrics::IconNormal });
    m_edit->setObjectName(QStringLiteral("edit"));
    m_remove->setObjectName(QStringLiteral("remove"));
    auto *add = new QPushButton(tr("&Add\u2026"), this);
    add->setObjectName(QStringLiteral("add"));
    for (QPushButton *button : { add, m_edit, m_remove })
        button->setAutoDefault(false);

    auto *buttons = new QVBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(m_edit);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *row = new QHBoxLayout;
    row->addWidget(m_list, 1);
    row->addLayout(buttons);
    auto *box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    box->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("close"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_notice);
    column->addLayout(row, 1);
    column->addWidget(box);
    resize(fontMetrics().averageCharWidth() * 72, 320);

    connect(add, &QPushButton::clicked, this, &AccountsDialog::add);
    connect(m_edit, &QPushButton::clicked, this, &AccountsDialog::edit);
    connect(m_remove, &QPushButton::clicked, this, &AccountsDialog::askToRemove);
    connect(m_list, &QListWidget::itemActivated, this, &AccountsDialog::edit);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int now) {
        m_edit->setEnabled(now >= 0);
        m_remove->setEnabled(now >= 0);
    });
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void AccountsDialog::reload()
{
    const Account *selected = current();
    const AccountId before = selected ? selected->id : AccountId {};
    m_accounts = m_service.accounts();
    m_list->clear();
    for (const Account &account : std::as_const(m_accounts)) {
        const QString kind
            = account.protocol == IncomingProtocol::Imap ? QStringLiteral("IMAP") : QStringLiteral("POP3");
        //: Second line of an account in the list: address, then IMAP or POP3 and the server
        const QString second = tr("%1 \u00b7 %2 at %3").arg(account.address, kind, account.incoming.host);
        auto *item = new QListWidgetItem(icon(QStringLiteral("account")), account.name + u'\n' + second, m_list);
        item->setData(Qt::AccessibleTextRole, account.name + QStringLiteral(", ") + second);
        if (account.id == before)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem())
        m_list->setCurrentRow(m_accounts.isEmpty() ? -1 : 0);
    m_edit->setEnabled(m_list->currentRow() >= 0);
    m_remove->setEnabled(m_list->currentRow() >= 0);
}

const Account *AccountsDialog::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_accounts.size() ? &m_accounts.at(row) : nullptr;
}

void AccountsDialog::add() { (new AccountSetupDialog(m_service, this))->open(); }

void AccountsDialog::edit()
{
    if (const Account *account = current())
        (new AccountEditDialog(m_service, *account, this))->open();
}

void AccountsDialog::askToRemove()
{
    const Account *account = current();
    if (!account)
        return;
    const AccountId id = account->id;
    QString text = tr("Remove the account %1?\n\nIts mail, drafts and unsent messages are removed from this computer, "
                      "and its password from "
                      "the keychain. Nothing changes on the server.")
                       .arg(account->name);
    if (account->protocol == IncomingProtocol::Pop3)
        text += u'\n' + tr("Messages that were already removed from the server exist only here and will be lost.");
    QMessageBox *box = ask(
        this, tr("Remove an account"), text, QMessageBox::Yes | QMessageBox::Cancel,
        [this, id](QMessageBox::StandardButton button) {
            if (button == QMessageBox::Yes)
                remove(id);
        },
        AskKind::Warning);
    box->button(QMessageBox::Yes)->setText(tr("&Remove"));
}

void AccountsDialog::remove(AccountId id)
{
    Job *job = m_service.removeAccount(id);
    connect(job, &Job::finished, this, [this](Job *done) {
        if (done->error())
            m_notice->showError(*done->error());
        else
            m_notice->clear();
    });
}

} // namespace golub::ui
