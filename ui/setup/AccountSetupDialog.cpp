// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/AccountSetupDialog.h"

#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/dialogs/PasswordField.h"
#include "ui/setup/ConnectionTestView.h"
#include "ui/setup/DiscoveryView.h"
#include "ui/setup/ServerForm.h"
#include "ui/setup/SignInBox.h"

#include <QCloseEvent>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace golub::ui {

using service::Job;
using namespace std::chrono_literals;

AccountSetupDialog::AccountSetupDialog(service::MailService &service, QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_lookUp(new QTimer(this))
    , m_discover(new QTimer(this))
    , m_discovery(new DiscoveryView(service, this))
    , m_name(new QLineEdit(this))
    , m_address(new QLineEdit(this))
    , m_password(new PasswordField(this))
    , m_keychainNote(plainLabel({}, this))
    , m_accountName(new QLineEdit(this))
    , m_provider(plainLabel({}, this))
    , m_servers(new ServerForm(service.hasKeychain(), this))
    , m_signIn(new SignInBox(service, [this] { return account(); }, this))
    , m_test(new ConnectionTestView(service, this))
    , m_notice(new NoticeBar(this))
{
    setObjectName(QStringLiteral("accountSetup"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add an account"));

    auto *inner = new QWidget(this);
    auto *content = new QVBoxLayout(inner);
    buildPerson(content);
    buildProvider(content);
    content->addWidget(m_signIn);
    content->addWidget(m_discovery);
    content->addWidget(m_servers);
    content->addWidget(m_test);
    content->addStretch();
    alignLabels(inner->findChildren<QFormLayout *>());

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("scroll"));
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_notice);
    column->addWidget(scroll, 1);
    buildButtons(column);

    m_lookUp->setSingleShot(true);
    m_lookUp->setInterval(250ms);
    connect(m_lookUp, &QTimer::timeout, this, &AccountSetupDialog::lookUp);
    connect(m_address, &QLineEdit::textChanged, this, &AccountSetupDialog::addressChanged);
    connect(m_address, &QLineEdit::editingFinished, this, [this] {
        lookUp();
        discover();
    });
    m_discover->setSingleShot(true);
    m_discover->setInterval(1500ms);
    connect(m_discover, &QTimer::timeout, this, &AccountSetupDialog::discover);
    connect(m_discovery, &DiscoveryView::suggested, this, &AccountSetupDialog::take);
    connect(m_password, &QLineEdit::textChanged, this, &AccountSetupDialog::settingsChanged);
    connect(m_servers, &ServerForm::edited, this, &AccountSetupDialog::settingsChanged);
    connect(m_signIn, &SignInBox::edited, this, &AccountSetupDialog::settingsChanged);
    connect(m_signIn, &SignInBox::signedIn, this, &AccountSetupDialog::test);
    connect(m_test, &ConnectionTestView::stateChanged, this, [this, scroll] {
        updateButtons();
        if (m_test->state() != ConnectionTestView::State::Untested)
            QTimer::singleShot(
                0, scroll, [scroll] { scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum()); });
    });
    m_servers->setFolded(true);
    resize(fontMetrics().averageCharWidth() * 80, 520);
    updateButtons();
    m_name->setFocus();
}

void AccountSetupDialog::buildPerson(QVBoxLayout *column)
{
    m_name->setObjectName(QStringLiteral("yourName"));
    m_name->setPlaceholderText(tr("as others see it, such as Anna Nowak"));
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setPlaceholderText(QStringLiteral("anna@example.org"));
    m_address->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_password->setObjectName(QStringLiteral("password"));
    m_accountName->setObjectName(QStringLiteral("accountName"));

    auto *form = newForm();
    form->addRow(tr("&Your name:"), m_name);
    form->addRow(tr("&E-mail address:"), m_address);
    form->addRow(tr("&Password:"), m_password);
    m_keychainNote->setObjectName(QStringLiteral("keychainNote"));
    setTone(m_keychainNote, Tone::Muted);
    m_keychainNote->setText(m_service.hasKeychain()
            ? tr("It is kept in the keychain of this computer and goes to your mail servers only.")
            : tr("There is no keychain on this computer: the password is kept in memory only, and asked for at each "
                 "start."));
    form->addRow(QString(), m_keychainNote);
    //: What the account is called in this program
    form->addRow(tr("Account &name:"), m_accountName);
    m_name->setAccessibleName(tr("Your name"));
    m_address->setAccessibleName(tr("E-mail address"));
    m_password->setAccessibleName(tr("Password"));
    m_accountName->setAccessibleName(tr("Account name"));
    column->addLayout(form);
}

void AccountSetupDialog::buildProvider(QVBoxLayout *column)
{
    m_provider->setObjectName(QStringLiteral("provider"));
    m_provider->setFont(headingFont(font(), 1.0));
    m_provider->setContentsMargins(0, 8, 0, 0);
    m_hints = new QWidget(this);
    m_hintColumn = new QVBoxLayout(m_hints);
    m_hintColumn->setContentsMargins(0, 0, 0, 0);
    m_hintColumn->setSpacing(4);
    column->addWidget(m_provider);
    column->addWidget(m_hints);
    m_provider->hide();
    m_hints->hide();
}

void AccountSetupDialog::buildButtons(QVBoxLayout *column)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_testButton = buttons->addButton(tr("&Test"), QDialogButtonBox::ActionRole);
    m_testButton->setObjectName(QStringLiteral("test"));
    m_saveButton = buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    m_saveButton->setObjectName(QStringLiteral("save"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancel"));
    column->addWidget(buttons);
    connect(m_testButton, &QPushButton::clicked, this, &AccountSetupDialog::test);
    connect(m_saveButton, &QPushButton::clicked, this, &AccountSetupDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void AccountSetupDialog::addressChanged()
{
    m_accountName->setPlaceholderText(m_address->text().trimmed());
    m_lookUp->start();
    m_discover->start();
    settingsChanged();
}

void AccountSetupDialog::lookUp()
{
    m_lookUp->stop();
    const QString address = m_address->text().trimmed();
    if (address == m_lookedUp)
        return;
    m_lookedUp = address;
    m_discovery->reset();
    const qsizetype at = address.lastIndexOf(u'@');
    const bool complete = at > 0 && at < address.size() - 1;
    const service::ProviderSuggestion suggestion
        = complete ? m_service.suggestServers(address) : service::ProviderSuggestion {};
    m_servers->suggest(suggestion, address);
    m_signIn->setServer(m_servers->applyTo({}).incoming.host, address);
    m_password->setEnabled(m_servers->needsPassword() && !m_signIn->usesBrowser());
    showHints(suggestion);
    m_known = suggestion.known;
    m_provider->setVisible(complete);
    if (!complete)
        return;
    if (suggestion.known) {
        //: %1 is a mail provider such as "Gmail"
        m_provider->setText(tr("The settings of %1 are known.").arg(suggestion.providerName));
        if (!m_servers->isTouched())
            m_servers->setFolded(true);
    } else {
        //: %1 is a domain
        m_provider->setText(tr("The servers of %1 are not known here. Your provider's help pages name them.")
                                .arg(Address { {}, address }.domain()));
        m_servers->setFolded(false);
    }
}

//! The network is asked, too. Golub's own list stands where nothing better comes.
void AccountSetupDialog::discover()
{
    m_discover->stop();
    const QString address = m_address->text().trimmed();
    const QString domain = Address { {}, address }.domain();
    if (address == m_lookedUp && address.indexOf(u'@') > 0 && domain.indexOf(u'.') > 0 && !domain.endsWith(u'.')) {
        m_discovery->start(address, m_known);
        if (!m_known)
            m_provider->hide(); // how it goes stands below
    }
}

void AccountSetupDialog::take(const service::ProviderSuggestion &suggestion, bool complete)
{
    if (m_known && !complete)
        return;
    if (!suggestion.hints.isEmpty() || !suggestion.helpUrl.isEmpty())
        showHints(suggestion);
    if (suggestion.imap.isEmpty() && suggestion.pop3.isEmpty() && suggestion.outgoing.isEmpty())
        return;
    m_servers->suggest(suggestion, m_lookedUp);
    m_signIn->setServer(m_servers->applyTo({}).incoming.host, m_lookedUp);
    m_password->setEnabled(m_servers->needsPassword() && !m_signIn->usesBrowser());
    if (complete && !m_servers->isTouched())
        m_servers->setFolded(true);
    updateButtons();
}

void AccountSetupDialog::showHints(const service::ProviderSuggestion &suggestion)
{
    while (QLayoutItem *item = m_hintColumn->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString &hint : suggestion.hints) {
        auto *label = plainLabel(QStringLiteral("\u2022 ") + hint, m_hints);
        label->setObjectName(QStringLiteral("hint"));
        setTone(label, Tone::Warning);
        m_hintColumn->addWidget(label);
    }
    if (!suggestion.helpUrl.isEmpty()) {
        //: Link to a provider's help page; %1 is the provider
        const QString text = tr("Help from %1").arg(suggestion.providerName);
        auto *link = new QLabel(
            QStringLiteral("<a href=\"%1\">%2</a>").arg(suggestion.helpUrl.toHtmlEscaped(), text.toHtmlEscaped()),
            m_hints);
        link->setObjectName(QStringLiteral("helpLink"));
        link->setTextInteractionFlags(Qt::TextBrowserInteraction);
        link->setOpenExternalLinks(true);
        m_hintColumn->addWidget(link);
    }
    m_hints->setVisible(m_hintColumn->count() > 0);
}

void AccountSetupDialog::settingsChanged()
{
    if (m_test->state() != ConnectionTestView::State::Untested)
        m_test->reset();
    m_notice->clear();
    m_signIn->setServer(m_servers->applyTo({}).incoming.host, m_address->text().trimmed());
    m_password->setEnabled(m_servers->needsPassword() && !m_signIn->usesBrowser());
    updateButtons();
}

void AccountSetupDialog::updateButtons()
{
    using State = ConnectionTestView::State;
    const State state = m_test->state();
    m_testButton->setEnabled(state != State::Running && !m_saving && !m_address->text().trimmed().isEmpty());
    m_testButton->setText(state == State::Failed ? tr("&Test again") : tr("&Test"));
    m_saveButton->setEnabled((state == State::Passed || state == State::Failed) && !m_saving);
    m_saveButton->setText(state == State::Failed ? tr("&Save anyway") : tr("&Save"));
    // Enter does the next sensible thing, and never "Save anyway".
    (state == State::Passed ? m_saveButton : m_testButton)->setDefault(true);
}

bool AccountSetupDialog::mayTry()
{
    lookUp();
    QStringList problems = m_service.validate(account());
    if (m_signIn->usesBrowser())
        problems += m_signIn->problem();
    else if (m_servers->needsPassword() && m_password->text().isEmpty())
        problems += tr("The password is missing.");
    problems.removeAll(QString());
    if (problems.isEmpty()) {
        m_notice->clear();
        return true;
    }
    m_notice->show(Tone::Bad, problems.join(u'\n'));
    if (m_servers->isFolded() && !m_servers->applyTo({}).incoming.host.isEmpty())
        m_password->setFocus();
    else
        m_servers->setFolded(false);
    return false;
}

void AccountSetupDialog::test()
{
    if (!mayTry())
        return;
    if (m_signIn->usesBrowser() && !m_signIn->isSignedIn())
        m_signIn->start(); // the test follows by itself
    else
        m_test->run(account(), secrets());
}

void AccountSetupDialog::save()
{
    if (m_saving || m_test->state() == ConnectionTestView::State::Running)
        return;
    m_saving = true;
    updateButtons();
    auto *job = m_service.addAccount(account(), secrets());
    connect(job, &Job::finished, this, [this, job] {
        m_saving = false;
        if (job->error()) {
            m_notice->showError(*job->error());
            updateButtons();
            return;
        }
        Q_EMIT accountAdded(job->value());
        accept();
    });
}

Account AccountSetupDialog::account() const
{
    Account account;
    account.address = m_address->text().trimmed();
    const QString name = m_accountName->text().trimmed();
    account.name = name.isEmpty() ? account.address : name;
    account.identities = { Identity { {}, m_name->text().trimmed(), account.address } };
    return m_signIn->applyTo(m_servers->applyTo(account));
}

service::AccountSecrets AccountSetupDialog::secrets() const
{
    return m_signIn->addTo(m_servers->secrets(m_password->secret()));
}

void AccountSetupDialog::closeEvent(QCloseEvent *event)
{
    // The account is being written: closing now would leave the person in doubt whether it was added.
    if (m_saving)
        event->ignore();
    else
        QDialog::closeEvent(event);
}

} // namespace golub::ui
