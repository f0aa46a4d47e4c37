// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/SignInBox.h"

#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/PasswordField.h"
#include "ui/dialogs/Tones.h"
#include "ui/setup/BrowserSignInPanel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace golub::ui {
namespace {

const QString Password = QStringLiteral("password");
const QString OwnProvider = QStringLiteral("own");

QLabel *linkLabel(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    label->setOpenExternalLinks(true);
    label->setWordWrap(true);
    return label;
}

QString link(const QUrl &url, const QString &text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(url.toString(QUrl::FullyEncoded).toHtmlEscaped(), text.toHtmlEscaped());
}

QLineEdit *field(QWidget *parent, const QString &name, const QString &accessible)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(name);
    edit->setAccessibleName(accessible);
    edit->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    return edit;
}

} // namespace

SignInBox::SignInBox(service::MailService &service, std::function<Account()> account, QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_account(std::move(account))
    , m_form(newForm())
    , m_choice(new QComboBox(this))
    , m_appPassword(linkLabel(this, QStringLiteral("appPasswordLink")))
    , m_issuer(field(this, QStringLiteral("oauthIssuer"), tr("Address of the sign-in server")))
    , m_clientId(field(this, QStringLiteral("oauthClientId"), tr("Client ID")))
    , m_clientSecret(new PasswordField(this))
    , m_tenant(field(this, QStringLiteral("oauthTenant"), tr("Tenant")))
    , m_login(field(this, QStringLiteral("oauthLogin"), tr("Who signs in")))
    , m_scopes(field(this, QStringLiteral("oauthScopes"), tr("Rights to ask for")))
    , m_help(plainLabel({}, this))
    , m_registration(linkLabel(this, QStringLiteral("registrationLink")))
    , m_panel(new BrowserSignInPanel(service, this))
{
    build();
    fillChoices();
    refresh();
}

void SignInBox::build()
{
    m_choice->setObjectName(QStringLiteral("signInWay"));
    m_choice->setAccessibleName(tr("How to sign in"));
    m_issuer->setPlaceholderText(QStringLiteral("https://login.example.org"));
    m_clientSecret->setObjectName(QStringLiteral("oauthClientSecret"));
    m_clientSecret->setAccessibleName(tr("Client secret"));
    m_clientSecret->setPlaceholderText(tr("where the provider gave one; kept in the keychain"));
    //: A tenant is an organisation's own part of Microsoft's sign-in
    m_tenant->setPlaceholderText(tr("only for an organisation's own, such as example.org"));
    m_login->setPlaceholderText(tr("the address above; another one for a shared mailbox"));
    m_scopes->setPlaceholderText(tr("the usual ones"));
    m_help->setObjectName(QStringLiteral("registrationHelp"));
    setTone(m_help, Tone::Muted);

    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->addRow(tr("Si&gn in:"), m_choice);
    m_form->addRow(tr("Sign-in server:"), m_issuer);
    m_form->addRow(tr("Client ID:"), m_clientId);
    m_form->addRow(tr("Client secret:"), m_clientSecret);
    m_form->addRow(tr("Tenant:"), m_tenant);
    m_form->addRow(tr("Signs in as:"), m_login);
    //: OAuth scopes
    m_form->addRow(tr("Rights:"), m_scopes);
    // Long texts stand below the form: its narrow rows would cut them.
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_form);
    for (QWidget *below : QList<QWidget *> { m_appPassword, m_help, m_registration, m_panel })
        column->addWidget(below);

    connect(m_choice, &QComboBox::activated, this, [this] { m_touched = true; });
    connect(m_choice, &QComboBox::currentIndexChanged, this, &SignInBox::changed);
    for (QLineEdit *edit : { m_issuer, m_clientId, static_cast<QLineEdit *>(m_clientSecret), m_tenant, m_login, m_scopes })
        connect(edit, &QLineEdit::textChanged, this, &SignInBox::changed);
    connect(m_panel, &BrowserSignInPanel::startAsked, this, &SignInBox::start);
    connect(m_panel, &BrowserSignInPanel::stateChanged, this, [this] {
        if (m_panel->state() == BrowserSignInPanel::State::SignedIn)
            Q_EMIT signedIn();
    });
}

void SignInBox::fillChoices()
{
    const QString before = m_choice->currentData().toString();
    m_setting = true;
    m_choice->clear();
    m_choice->addItem(tr("With a password"), Password);
    //: %1 is a provider such as Google
    const auto add = [this](const service::SignInProvider &provider) { m_choice->addItem(tr("Through the browser, at %1").arg(provider.name), provider.id); };
    if (m_suggested.isKnown())
        add(m_suggested);
    const QList<service::SignInProvider> providers = m_service.signInProviders();
    for (const service::SignInProvider &provider : providers) {
        if (provider.id != m_suggested.id)
            add(provider);
    }
    m_choice->addItem(tr("Through the browser, at a server of one's own"), OwnProvider);
    choose(before.isEmpty() ? Password : before);
    m_setting = false;
}

void SignInBox::choose(const QString &id)
{
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(id)));
}

void SignInBox::setServer(const QString &host, const QString &address)
{
    if (host == m_host && address == m_address)
        return;
    m_host = host;
    m_address = address;
    m_suggested = m_service.signInProviderFor(host, address);
    fillChoices();
    if (!m_touched) {
        // Where there are app passwords they are the shorter way, as long as there is no client id.
        const bool passwordsAreOfNoUse = m_suggested.isKnown() && m_suggested.appPassword.isEmpty();
        m_setting = true;
        choose(m_suggested.isKnown() && (m_suggested.hasClient || passwordsAreOfNoUse) ? m_suggested.id : Password);
        m_setting = false;
    }
    refresh();
}

void SignInBox::setAccount(const Account &account)
{
    m_given = account.oauth;
    m_touched = true;
    m_host = account.incoming.host;
    m_address = account.address;
    m_suggested = m_service.signInProviderFor(m_host, m_address);
    fillChoices();
    m_setting = true;
    const bool own = account.oauth.isUsed() && m_choice->findData(account.oauth.provider) < 0;
    choose(!account.oauth.isUsed() ? Password : own ? OwnProvider : account.oauth.provider);
    m_issuer->setText(own ? account.oauth.provider : QString());
    m_clientId->setText(account.oauth.clientId);
    m_tenant->setText(account.oauth.tenant);
    m_login->setText(account.oauth.login);
    m_scopes->setText(account.oauth.scopes);
    m_setting = false;
    refresh();
}

QString SignInBox::providerId() const
{
    const QString chosen = m_choice->currentData().toString();
    if (chosen == Password)
        return {};
    return chosen == OwnProvider ? m_issuer->text().trimmed() : chosen;
}

service::SignInProvider SignInBox::provider() const
{
    const QString id = providerId();
    if (m_suggested.isKnown() && m_suggested.id == id)
        return m_suggested;
    const QList<service::SignInProvider> providers = m_service.signInProviders();
    for (const service::SignInProvider &provider : providers) {
        if (provider.id == id)
            return provider;
    }
    return {};
}

bool SignInBox::usesBrowser() const { return m_choice->currentData().toString() != Password; }

bool SignInBox::isSignedIn() const { return m_panel->state() == BrowserSignInPanel::State::SignedIn; }

Account SignInBox::applyTo(Account account) const
{
    account.oauth = {};
    if (!usesBrowser())
        return account;
    account.oauth = { providerId(), m_clientId->text().trimmed(), provider().hasTenants ? m_tenant->text().trimmed() : QString(),
        m_login->text().trimmed(), m_scopes->text().simplified() };
    // A method that takes a password would be refused; the server's list says which of the two for tokens it knows.
    for (ServerSettings *server : { &account.incoming, &account.outgoing }) {
        if (server->auth != AuthMethod::XOAuth2 && server->auth != AuthMethod::OAuthBearer && server->auth != AuthMethod::None)
            server->auth = AuthMethod::Auto;
    }
    return account;
}

service::AccountSecrets SignInBox::addTo(service::AccountSecrets secrets) const
{
    if (!usesBrowser())
        return secrets;
    secrets.incoming = {};
    secrets.tokens = m_panel->tokens();
    secrets.clientSecret = m_clientSecret->secret();
    return secrets;
}

QString SignInBox::problem() const
{
    if (!usesBrowser())
        return {};
    if (providerId().isEmpty())
        return tr("Enter the https address of the sign-in server.");
    if (m_clientId->text().trimmed().isEmpty() && !provider().hasClient)
        return tr("Enter the client ID.");
    return {};
}

void SignInBox::start()
{
    if (problem().isEmpty())
        m_panel->start(applyTo(m_account()), m_clientSecret->secret());
}

void SignInBox::changed()
{
    if (m_setting)
        return;
    // Tokens are good for the settings that they were got with.
    m_panel->reset();
    refresh();
    Q_EMIT edited();
}

void SignInBox::refresh()
{
    const bool browser = usesBrowser();
    const service::SignInProvider chosen = provider();
    const bool own = m_choice->currentData().toString() == OwnProvider;
    const auto showRow = [this](QWidget *widget, bool shown) {
        widget->setVisible(shown);
        if (QWidget *label = m_form->labelForField(widget))
            label->setVisible(shown);
    };
    const bool appPasswords = m_suggested.appPassword.isValid() && !m_suggested.appPassword.isEmpty();
    m_appPassword->setText(link(m_suggested.appPassword, tr("Make an app password on the provider's page, and enter it as the password")));
    showRow(m_appPassword, appPasswords && (!browser || chosen.id == m_suggested.id));
    showRow(m_issuer, browser && own);
    showRow(m_clientId, browser);
    showRow(m_clientSecret, browser && (chosen.needsSecret || own || chosen.id.isEmpty()));
    showRow(m_tenant, browser && chosen.hasTenants);
    showRow(m_login, browser);
    showRow(m_scopes, browser && own);
    m_clientId->setPlaceholderText(chosen.hasClient ? tr("Golub's own, unless you have one") : tr("of a registration of your own"));
    m_help->setText(own ? tr("Ask whoever runs the server for a public client with PKCE and the redirect address http://127.0.0.1/golub.")
                        : chosen.howToRegister);
    showRow(m_help, browser && !m_help->text().isEmpty() && (m_clientId->text().isEmpty() || own));
    m_registration->setText(link(chosen.registration, tr("Open the page where clients are registered")));
    showRow(m_registration, browser && !chosen.registration.isEmpty() && m_clientId->text().isEmpty());
    showRow(m_panel, browser);
    m_panel->setStartable(problem().isEmpty());
}

} // namespace golub::ui
