// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/ServerFields.h"

#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/Tones.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace golub::ui {

namespace {

template <class T> T chosen(const QComboBox *combo) { return static_cast<T>(combo->currentData().toInt()); }

template <class T> void choose(QComboBox *combo, T value)
{
    const int index = combo->findData(int(value));
    if (index >= 0)
        combo->setCurrentIndex(index);
}

QString authName(AuthMethod method)
{
    switch (method) {
    case AuthMethod::Auto:
        return ServerFields::tr("Automatic (the strongest that the server knows)");
    case AuthMethod::Plain:
        return ServerFields::tr("Password (PLAIN)");
    case AuthMethod::Login:
        return ServerFields::tr("Password (LOGIN)");
    case AuthMethod::CramMd5:
        return ServerFields::tr("Scrambled password (CRAM-MD5)");
    case AuthMethod::ScramSha1:
        return ServerFields::tr("Scrambled password (SCRAM-SHA-1)");
    case AuthMethod::ScramSha256:
        return ServerFields::tr("Scrambled password (SCRAM-SHA-256)");
    case AuthMethod::ScramSha512:
        return ServerFields::tr("Scrambled password (SCRAM-SHA-512)");
    case AuthMethod::XOAuth2:
        return QStringLiteral("OAuth 2.0 (XOAUTH2)");
    case AuthMethod::OAuthBearer:
        return QStringLiteral("OAuth 2.0 (OAUTHBEARER)");
    case AuthMethod::External:
        return ServerFields::tr("Client certificate (EXTERNAL)");
    case AuthMethod::Gssapi:
        return QStringLiteral("Kerberos (GSSAPI)");
    case AuthMethod::Apop:
        return ServerFields::tr("Scrambled password (APOP)");
    case AuthMethod::None:
        return ServerFields::tr("No sign-in");
    }
    return {};
}

} // namespace

ServerFields::ServerFields(Role role, QWidget *parent)
    : QWidget(parent)
    , m_role(role)
    , m_form(newForm(this))
    , m_host(new QLineEdit(this))
    , m_port(new QComboBox(this))
    , m_security(new QComboBox(this))
    , m_auth(new QComboBox(this))
    , m_user(new QLineEdit(this))
    , m_portHint(plainLabel({}, this))
    , m_cleartext(new QCheckBox(this))
{
    build();
    refresh();
}

QString ServerFields::named(const char *suffix) const
{
    return (m_role == Role::Incoming ? QStringLiteral("incoming") : QStringLiteral("outgoing")) + QLatin1String(suffix);
}

void ServerFields::build()
{
    const bool incoming = m_role == Role::Incoming;
    m_form->setContentsMargins(0, 0, 0, 0);

    m_host->setObjectName(named("Host"));
    m_host->setPlaceholderText(incoming ? QStringLiteral("imap.example.org") : QStringLiteral("smtp.example.org"));
    m_host->setAccessibleName(incoming ? tr("Incoming server") : tr("Outgoing server"));
    m_host->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    //: A mail server's host name
    m_form->addRow(tr("Server:"), m_host);

    m_security->setObjectName(named("Security"));
    m_security->setAccessibleName(
        incoming ? tr("Security of the incoming server") : tr("Security of the outgoing server"));
    for (const Security security : { Security::Tls, Security::StartTls, Security::None })
        m_security->addItem(securityName(security), int(security));
    m_form->addRow(tr("Security:"), m_security);

    buildPort();
    m_form->addRow(tr("Port:"), m_port);
    m_portHint->setObjectName(named("PortHint"));
    setTone(m_portHint, Tone::Warning);
    m_form->addRow(QString(), m_portHint);

    m_cleartext->setObjectName(named("Cleartext"));
    m_cleartext->setText(tr("Connect without encryption: others can read password and mail"));
    m_form->addRow(QString(), m_cleartext);

    m_auth->setObjectName(named("Auth"));
    m_auth->setAccessibleName(incoming ? tr("Sign-in at the incoming server") : tr("Sign-in at the outgoing server"));
    m_auth->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_auth->setMinimumContentsLength(20);
    for (const AuthMethod method : { AuthMethod::Auto, AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5,
             AuthMethod::ScramSha1, AuthMethod::ScramSha256, AuthMethod::ScramSha512, AuthMethod::External, AuthMethod::Gssapi })
        m_auth->addItem(authName(method), int(method));
    if (!incoming)
        m_auth->addItem(authName(AuthMethod::None), int(AuthMethod::None));
    //: How the program proves who it is: the authentication method
    m_form->addRow(tr("Sign-in:"), m_auth);

    m_user->setObjectName(named("User"));
    m_user->setAccessibleName(
        incoming ? tr("User name at the incoming server") : tr("User name at the outgoing server"));
    m_user->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_form->addRow(tr("User name:"), m_user);

    const auto changed = [this] {
        refresh();
        if (!m_setting)
            Q_EMIT edited();
    };
    connect(m_host, &QLineEdit::textChanged, this, changed);
    connect(m_user, &QLineEdit::textChanged, this, changed);
    connect(m_auth, &QComboBox::currentIndexChanged, this, changed);
    connect(m_cleartext, &QCheckBox::toggled, this, changed);
    connect(m_port, &QComboBox::editTextChanged, this, [this, changed] {
        if (!m_setting)
            m_portTyped = port() != usualPort(m_role, m_protocol, chosen<Security>(m_security));
        changed();
    });
    connect(m_security, &QComboBox::currentIndexChanged, this, [this, changed] {
        securityChanged();
        changed();
    });
}

void ServerFields::buildPort()
{
    m_port->setObjectName(named("Port"));
    m_port->setAccessibleName(
        m_role == Role::Incoming ? tr("Port of the incoming server") : tr("Port of the outgoing server"));
    m_port->setEditable(true);
    m_port->setInsertPolicy(QComboBox::NoInsert);
    m_port->setValidator(new QIntValidator(1, 65535, m_port));
    m_port->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_port->setMinimumWidth(m_port->fontMetrics().horizontalAdvance(QStringLiteral("00000000")) + 30);
    setProtocol(m_protocol);
}

QList<quint16> ServerFields::presets() const
{
    if (m_role == Role::Outgoing)
        return { 465, 587, 25 };
    return m_protocol == IncomingProtocol::Imap ? QList<quint16> { 993, 143 } : QList<quint16> { 995, 110 };
}

void ServerFields::setProtocol(IncomingProtocol protocol)
{
    const bool wasUsual = port() == 0 || !m_portTyped;
    m_protocol = protocol;
    m_setting = true;
    const QString text = m_port->currentText();
    m_port->clear();
    for (const quint16 preset : presets())
        m_port->addItem(QString::number(preset));
    m_port->setEditText(wasUsual ? QString::number(usualPort(m_role, protocol, chosen<Security>(m_security))) : text);
    if (m_role == Role::Incoming)
        m_host->setPlaceholderText(protocol == IncomingProtocol::Imap ? QStringLiteral("imap.example.org")
                                                                      : QStringLiteral("pop.example.org"));
    m_setting = false;
    refresh();
}

quint16 ServerFields::usualPort(Role role, IncomingProtocol protocol, Security security)
{
    const bool tls = security == Security::Tls;
    if (role == Role::Outgoing)
        return tls ? 465 : security == Security::StartTls ? 587 : 25;
    if (protocol == IncomingProtocol::Imap)
        return tls ? 993 : 143;
    return tls ? 995 : 110;
}

QString ServerFields::securityName(Security security)
{
    switch (security) {
    case Security::Tls:
        return tr("TLS (encrypted from the start)");
    case Security::StartTls:
        return tr("STARTTLS (encrypted before signing in)");
    case Security::None:
        return tr("None (not encrypted)");
    }
    return {};
}

quint16 ServerFields::port() const
{
    bool ok = false;
    const int value = m_port->currentText().toInt(&ok);
    return ok && value > 0 && value <= 65535 ? quint16(value) : quint16(0);
}

void ServerFields::securityChanged()
{
    if (m_portTyped || m_setting)
        return;
    m_setting = true;
    m_port->setEditText(QString::number(usualPort(m_role, m_protocol, chosen<Security>(m_security))));
    m_setting = false;
}

void ServerFields::setSettings(const ServerSettings &settings)
{
    m_setting = true;
    m_given = settings;
    m_host->setText(settings.host);
    choose(m_security, settings.security);
    const quint16 usual = usualPort(m_role, m_protocol, settings.security);
    const quint16 wanted = settings.port != 0 ? settings.port : usual;
    m_portTyped = wanted != usual;
    m_port->setEditText(QString::number(wanted));
    // A method that this form does not offer (set in a file) is kept rather than silently replaced.
    if (m_auth->findData(int(settings.auth)) < 0)
        m_auth->addItem(authName(settings.auth), int(settings.auth));
    choose(m_auth, settings.auth);
    m_user->setText(settings.user);
    m_cleartext->setChecked(settings.allowCleartext);
    m_setting = false;
    refresh();
}

ServerSettings ServerFields::settings() const
{
    ServerSettings settings = m_given;
    settings.host = m_host->text().trimmed();
    settings.port = port();
    settings.security = chosen<Security>(m_security);
    settings.auth = chosen<AuthMethod>(m_auth);
    settings.user = m_user->text().trimmed();
    settings.allowCleartext = settings.security == Security::None && m_cleartext->isChecked();
    return settings;
}

void ServerFields::setUser(const QString &user)
{
    m_setting = true;
    m_user->setText(user);
    m_setting = false;
}

void ServerFields::setUserVisible(bool visible)
{
    m_form->labelForField(m_user)->setVisible(visible);
    m_user->setVisible(visible);
}

void ServerFields::refresh()
{
    const ServerSettings now = settings();
    m_cleartext->setVisible(now.security == Security::None && !now.host.isEmpty() && !now.isLoopback());
    QString hint;
    const quint16 tlsPort = usualPort(m_role, m_protocol, Security::Tls);
    if (now.port == 0)
        hint = tr("A port is a number from 1 to 65535.");
    else if (now.port == tlsPort && now.security != Security::Tls)
        hint = tr("Port %1 is usually for TLS.").arg(now.port);
    else if (now.security == Security::Tls && (now.port == 587 || now.port == 143 || now.port == 110 || now.port == 25))
        hint = tr("Port %1 is usually for STARTTLS.").arg(now.port);
    m_portHint->setText(hint);
    m_portHint->setVisible(!hint.isEmpty());
}

} // namespace golub::ui
