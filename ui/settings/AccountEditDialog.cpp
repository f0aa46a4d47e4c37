// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/AccountEditDialog.h"

#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/dialogs/PasswordField.h"
#include "ui/settings/CertificatesPage.h"
#include "ui/settings/IdentitiesPage.h"
#include "ui/settings/ReceivingPage.h"
#include "ui/settings/SendingPage.h"
#include "ui/settings/SignInPage.h"
#include "ui/setup/ConnectionTestView.h"
#include "ui/setup/ServerForm.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace golub::ui {

using service::Job;

AccountEditDialog::AccountEditDialog(service::MailService &service, const Account &account, QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_account(account)
    , m_tabs(new QTabWidget(this))
    , m_name(new QLineEdit(account.name, this))
    , m_address(new QLineEdit(account.address, this))
    , m_password(new PasswordField(this))
    , m_servers(new ServerForm(service.hasKeychain(), this))
    , m_test(new ConnectionTestView(service, this))
    , m_identities(new IdentitiesPage(this))
    , m_receiving(new ReceivingPage(this))
    , m_sending(new SendingPage(this))
    , m_signIn(new SignInPage(
          service, account,
          [this] {
              Account now = m_servers->applyTo(m_account);
              now.address = m_address->text().trimmed();
              return now;
          },
          this))
    , m_notice(new NoticeBar(this))
{
    setObjectName(QStringLiteral("accountEdit"));
    setAttribute(Qt::WA_DeleteOnClose);
    //: Title of the window; %1 is the account's name
    setWindowTitle(tr("Account %1").arg(account.name));
    m_servers->setAccount(account);
    m_servers->setFoldable(false);
    m_identities->setIdentities(account.identities);
    m_receiving->setAccount(account, foldersOf(account.id));
    m_sending->setPreferences(account.sending);

    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->addTab(accountPage(), tr("&Account"));
    m_tabs->addTab(serverPage(), tr("Ser&vers"));
    m_tabs->addTab(m_identities, tr("&Identities"));
    m_tabs->addTab(scrolled(m_receiving), tr("&Receiving"));
    m_tabs->addTab(scrolled(m_sending), tr("Sen&ding"));
    m_tabs->addTab(scrolled(m_signIn), tr("Si&gn-in"));
    m_tabs->addTab(new CertificatesPage(service, this), tr("&Certificates"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_notice);
    column->addWidget(m_tabs, 1);
    buildButtons(column);
    resize(fontMetrics().averageCharWidth() * 84, 520);

    connect(m_servers, &ServerForm::edited, this, [this] {
        m_test->reset();
        m_password->setEnabled(m_servers->needsPassword() && !m_signIn->usesBrowser());
    });
    connect(m_signIn, &SignInPage::edited, this, [this] {
        m_test->reset();
        m_password->setEnabled(m_servers->needsPassword() && !m_signIn->usesBrowser());
    });
    connect(m_test, &ConnectionTestView::stateChanged, this,
        [this] { m_testButton->setEnabled(m_test->state() != ConnectionTestView::State::Running); });
}

QWidget *AccountEditDialog::accountPage()
{
    auto *page = new QWidget(this);
    auto *form = newForm(page);
    m_name->setObjectName(QStringLiteral("accountName"));
    m_name->setAccessibleName(tr("Account name"));
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setAccessibleName(tr("E-mail address"));
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setAccessibleName(tr("Password"));
    //: Placeholder of a password field: leaving it empty keeps the known one
    m_password->setPlaceholderText(tr("unchanged"));
    m_password->setEnabled(m_servers->needsPassword() && !m_signIn->usesBrowser());
    form->addRow(tr("Account &name:"), m_name);
    form->addRow(tr("&E-mail address:"), m_address);
    form->addRow(tr("New &password:"), m_password);
    if (!m_service.hasKeychain()) {
        auto *note = plainLabel(tr("There is no keychain on this computer: the password is kept in memory only, and "
                                   "asked for at each start."),
            page);
        note->setObjectName(QStringLiteral("keychainNote"));
        setTone(note, Tone::Muted);
        form->addRow(QString(), note);
    }
    return page;
}

QScrollArea *AccountEditDialog::scrolled(QWidget *page)
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return scroll;
}

QWidget *AccountEditDialog::serverPage()
{
    auto *inner = new QWidget(this);
    auto *content = new QVBoxLayout(inner);
    content->addWidget(m_servers);
    content->addWidget(m_test);
    content->addStretch();
    QScrollArea *scroll = scrolled(inner);
    connect(m_test, &ConnectionTestView::stateChanged, scroll, [this, scroll] {
        if (m_test->state() != ConnectionTestView::State::Untested)
            scroll->ensureWidgetVisible(m_test);
    });
    return scroll;
}

void AccountEditDialog::buildButtons(QVBoxLayout *column)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_testButton = buttons->addButton(tr("&Test"), QDialogButtonBox::ActionRole);
    m_testButton->setObjectName(QStringLiteral("test"));
    m_testButton->setAutoDefault(false);
    m_saveButton = buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    m_saveButton->setObjectName(QStringLiteral("save"));
    m_saveButton->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancel"));
    column->addWidget(buttons);
    connect(m_testButton, &QPushButton::clicked, this, &AccountEditDialog::test);
    connect(m_saveButton, &QPushButton::clicked, this, &AccountEditDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QStringList AccountEditDialog::foldersOf(AccountId account) const
{
    QStringList paths;
    const QList<Mailbox> mailboxes = m_service.mailboxes(account);
    for (const Mailbox &mailbox : mailboxes) {
        if (mailbox.selectable && !mailbox.local && mailbox.role != MailboxRole::Inbox)
            paths += mailbox.name.path;
    }
    return paths;
}

Account AccountEditDialog::edited() const
{
    Account account = m_signIn->applyTo(m_receiving->applyTo(m_servers->applyTo(m_account)));
    account.address = m_address->text().trimmed();
    const QString name = m_name->text().trimmed();
    account.name = name.isEmpty() ? account.address : name;
    account.identities = m_identities->identities();
    account.sending = m_sending->preferences();
    return account;
}

service::AccountSecrets AccountEditDialog::secrets() const
{
    return m_signIn->addTo(m_servers->secrets(m_password->secret()));
}

void AccountEditDialog::test()
{
    m_tabs->setCurrentIndex(1);
    const Account account = edited();
    const QStringList problems = m_service.validate(account);
    if (!problems.isEmpty()) {
        m_notice->show(Tone::Bad, problems.join(u'\n'));
        return;
    }
    m_notice->clear();
    m_test->run(account, secrets());
}

void AccountEditDialog::save()
{
    const Account account = edited();
    QStringList problems = m_service.validate(account) + m_identities->problems();
    if (!problems.isEmpty()) {
        m_notice->show(Tone::Bad, problems.join(u'\n'));
        return;
    }
    m_sending->saveForAll();
    m_saveButton->setEnabled(false);
    Job *job = m_service.updateAccount(account, secrets());
    connect(job, &Job::finished, this, [this](Job *done) {
        m_saveButton->setEnabled(true);
        if (done->error())
            m_notice->showError(*done->error());
        else
            accept();
    });
}

} // namespace golub::ui
