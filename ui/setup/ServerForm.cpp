// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/ServerForm.h"

#include "ui/dialogs/FoldButton.h"
#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/PasswordField.h"
#include "ui/dialogs/Tones.h"
#include "ui/setup/CertificateFields.h"
#include "ui/setup/ServerFields.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QProcess>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace golub::ui {

namespace {

//! The inverse of QProcess::splitCommand().
QString joinCommand(const QStringList &arguments)
{
    QStringList quoted;
    for (QString argument : arguments) {
        const bool plain = !argument.isEmpty() && !argument.contains(u' ') && !argument.contains(u'"');
        quoted += plain ? argument : u'"' + argument.replace(u'"', QStringLiteral("\"\"\"")) + u'"';
    }
    return quoted.join(u' ');
}

} // namespace

ServerForm::ServerForm(bool keychain, QWidget *parent)
    : QWidget(parent)
    , m_keychain(keychain)
    , m_imap(new QRadioButton(this))
    , m_pop3(new QRadioButton(this))
    , m_summary(plainLabel({}, this))
    , m_unfold(new FoldButton(tr("Servers and sign-in by hand"), this))
    , m_details(new QWidget(this))
    , m_incoming(new ServerFields(ServerFields::Role::Incoming, m_details))
    , m_outgoing(new ServerFields(ServerFields::Role::Outgoing, m_details))
    , m_separate(new QCheckBox(m_outgoing))
    , m_outgoingPassword(new PasswordField(m_outgoing))
    , m_certificate(new CertificateFields(m_details))
    , m_leave(new QComboBox(m_incoming))
    , m_days(new QSpinBox(m_incoming))
    , m_source(new QComboBox(m_details))
    , m_command(new QLineEdit(m_details))
    , m_sourceNote(plainLabel({}, m_details))
{
    setObjectName(QStringLiteral("serverForm"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    buildProtocol(column);
    buildServers(column);
    setTabOrder(m_imap, m_pop3);
    refresh();
}

QLabel *ServerForm::section(const QString &text)
{
    auto *label = plainLabel(text, m_details);
    label->setFont(headingFont(font(), 1.0));
    label->setContentsMargins(0, 10, 0, 2);
    return label;
}

void ServerForm::buildProtocol(QVBoxLayout *column)
{
    m_imap->setObjectName(QStringLiteral("protocolImap"));
    m_pop3->setObjectName(QStringLiteral("protocolPop3"));
    m_imap->setText(tr("I&MAP: mail stays on the server and looks the same everywhere"));
    m_pop3->setText(tr("P&OP3: mail is fetched to this computer"));
    m_imap->setChecked(true);
    auto *group = new QButtonGroup(this);
    group->addButton(m_imap);
    group->addButton(m_pop3);
    column->addWidget(m_imap);
    column->addWidget(m_pop3);

    m_summary->setObjectName(QStringLiteral("serverSummary"));
    column->addWidget(m_summary);
    m_unfold->setObjectName(QStringLiteral("editServers"));
    m_unfold->setOpen(true);
    column->addWidget(m_unfold);

    connect(m_unfold, &FoldButton::folded, this, [this](bool open) { setFolded(!open); });
    connect(m_pop3, &QRadioButton::toggled, this,
        [this](bool pop3) { setProtocol(pop3 ? IncomingProtocol::Pop3 : IncomingProtocol::Imap); });
}

void ServerForm::buildServers(QVBoxLayout *column)
{
    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, 0, 0, 0);
    details->addWidget(section(tr("Incoming mail")));
    details->addWidget(m_incoming);
    details->addWidget(section(tr("Outgoing mail")));
    details->addWidget(m_outgoing);
    details->addWidget(m_certificate);
    details->addWidget(section(tr("Password")));
    buildPop3();
    buildOutgoingSignIn();
    buildSecretSource();
    auto *source = newForm();
    m_sourceForm = source;
    //: Where the password comes from: the keychain, the person at each start, a command
    source->addRow(tr("Comes from:"), m_source);
    source->addRow(tr("Command:"), m_command);
    source->addRow(QString(), m_sourceNote);
    details->addLayout(source);
    column->addWidget(m_details);
    alignLabels({ m_incoming->form(), m_outgoing->form(), m_certificate->form(), m_sourceForm });
    connect(m_certificate, &CertificateFields::edited, this, &ServerForm::changedByHand);

    connect(m_incoming, &ServerFields::edited, this, &ServerForm::changedByHand);
    connect(m_outgoing, &ServerFields::edited, this, &ServerForm::changedByHand);
}

void ServerForm::buildPop3()
{
    using Policy = LeaveOnServer::Policy;
    m_leave->setObjectName(QStringLiteral("leaveOnServer"));
    m_leave->setAccessibleName(tr("Messages on the server"));
    m_leave->addItem(tr("Leave all of them there"), int(Policy::Always));
    m_leave->addItem(tr("Remove them once they are safely stored here"), int(Policy::Never));
    m_leave->addItem(tr("Remove them after some days"), int(Policy::Days));
    m_leave->addItem(tr("Remove them when they are deleted here"), int(Policy::UntilDeleted));
    m_leave->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_leave->setMinimumContentsLength(20);
    m_days->setObjectName(QStringLiteral("leaveDays"));
    m_days->setAccessibleName(tr("Days that messages stay on the server"));
    m_days->setRange(1, 3650);
    m_days->setValue(14);
    const auto nameDays = [this](int count) {
        //: What stands behind the number in a field: "14 days"
        m_days->setSuffix(tr(" day(s)", nullptr, count));
    };
    nameDays(m_days->value());
    connect(m_days, &QSpinBox::valueChanged, this, nameDays);
    m_days->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_incoming->form()->addRow(tr("On the server:"), m_leave);
    m_incoming->form()->addRow(QString(), m_days);
    connect(m_leave, &QComboBox::currentIndexChanged, this, &ServerForm::changedByHand);
    connect(m_days, &QSpinBox::valueChanged, this, &ServerForm::changedByHand);
}

void ServerForm::buildOutgoingSignIn()
{
    m_separate->setObjectName(QStringLiteral("outgoingSeparate"));
    m_separate->setText(tr("Another user name and password for sending"));
    m_outgoingPassword->setObjectName(QStringLiteral("outgoingPassword"));
    m_outgoingPassword->setAccessibleName(tr("Password of the outgoing server"));
    QFormLayout *form = m_outgoing->form();
    const int userRow = form->rowCount() - 1;
    form->insertRow(userRow, QString(), m_separate);
    form->addRow(tr("Password:"), m_outgoingPassword);
    connect(m_separate, &QCheckBox::toggled, this, &ServerForm::changedByHand);
    connect(m_outgoingPassword, &QLineEdit::textChanged, this, &ServerForm::changedByHand);
}

void ServerForm::buildSecretSource()
{
    m_source->setObjectName(QStringLiteral("secretSource"));
    m_source->setAccessibleName(tr("Where the password comes from"));
    m_source->addItem(m_keychain ? tr("The keychain of this computer") : tr("The keychain (there is none now)"),
        int(SecretSource::Keychain));
    m_source->addItem(tr("Ask at each start"), int(SecretSource::Prompt));
    m_source->addItem(tr("A command prints it"), int(SecretSource::Command));
    if (!m_keychain)
        m_source->setCurrentIndex(1);
    m_command->setObjectName(QStringLiteral("secretCommand"));
    m_command->setAccessibleName(tr("Command that prints the password"));
    m_command->setPlaceholderText(QStringLiteral("pass show mail/example"));
    m_sourceNote->setObjectName(QStringLiteral("secretNote"));
    setTone(m_sourceNote, Tone::Muted);
    connect(m_source, &QComboBox::currentIndexChanged, this, &ServerForm::changedByHand);
    connect(m_command, &QLineEdit::textChanged, this, &ServerForm::changedByHand);
}

IncomingProtocol ServerForm::protocol() const
{
    return m_pop3->isChecked() ? IncomingProtocol::Pop3 : IncomingProtocol::Imap;
}

void ServerForm::suggest(const service::ProviderSuggestion &suggestion, const QString &address)
{
    const QString before = m_address;
    m_suggestion = suggestion;
    m_address = address;
    if (!m_touched)
        fillFromSuggestion();
    else if (m_incoming->settings().user == before)
        m_incoming->setUser(address);
    refresh();
}

void ServerForm::fillFromSuggestion()
{
    m_setting = true;
    const QList<ServerSettings> &candidates
        = protocol() == IncomingProtocol::Imap ? m_suggestion.imap : m_suggestion.pop3;
    ServerSettings incoming;
    if (!candidates.isEmpty())
        incoming = candidates.constFirst();
    if (incoming.user.isEmpty())
        incoming.user = m_address;
    const ServerSettings outgoing = m_suggestion.outgoing.value(0);
    m_incoming->setSettings(incoming);
    m_outgoing->setSettings(outgoing);
    m_separate->setChecked(!outgoing.user.isEmpty() && outgoing.user != incoming.user);
    m_setting = false;
}

void ServerForm::setProtocol(IncomingProtocol protocol)
{
    if (m_setting)
        return;
    m_incoming->setProtocol(protocol);
    if (!m_touched)
        fillFromSuggestion();
    refresh();
    Q_EMIT edited();
}

void ServerForm::setAccount(const Account &account)
{
    m_setting = true;
    m_address = account.address;
    (account.protocol == IncomingProtocol::Pop3 ? m_pop3 : m_imap)->setChecked(true);
    m_incoming->setProtocol(account.protocol);
    m_incoming->setSettings(account.incoming);
    m_outgoing->setSettings(account.outgoing);
    m_certificate->setFile(account.incoming.clientCertificate.isEmpty() ? account.outgoing.clientCertificate : account.incoming.clientCertificate);
    m_separate->setChecked(!account.outgoing.user.isEmpty() && account.outgoing.user != account.incoming.user);
    m_leave->setCurrentIndex(m_leave->findData(int(account.leaveOnServer.policy)));
    if (account.leaveOnServer.days > 0)
        m_days->setValue(account.leaveOnServer.days);
    m_source->setCurrentIndex(m_source->findData(int(account.secretSource)));
    m_command->setText(joinCommand(account.secretCommand));
    m_setting = false;
    m_touched = true;
    refresh();
}

Account ServerForm::applyTo(Account account) const
{
    using Policy = LeaveOnServer::Policy;
    account.protocol = protocol();
    account.incoming = m_incoming->settings();
    account.outgoing = m_outgoing->settings();
    // One person, one certificate: both servers are shown it, where they ask.
    account.incoming.clientCertificate = account.outgoing.clientCertificate = m_certificate->file();
    if (!m_separate->isChecked() || account.outgoing.auth == AuthMethod::None)
        account.outgoing.user.clear();
    if (account.protocol == IncomingProtocol::Pop3) {
        account.leaveOnServer.policy = static_cast<Policy>(m_leave->currentData().toInt());
        account.leaveOnServer.days = account.leaveOnServer.policy == Policy::Days ? m_days->value() : 0;
    }
    account.secretSource = static_cast<SecretSource>(m_source->currentData().toInt());
    account.secretCommand
        = account.secretSource == SecretSource::Command ? QProcess::splitCommand(m_command->text()) : QStringList();
    return account;
}

service::AccountSecrets ServerForm::secrets(const Secret &incoming) const
{
    service::AccountSecrets secrets;
    if (needsPassword())
        secrets.incoming = incoming;
    if (m_separate->isChecked() && !m_separate->isHidden())
        secrets.outgoing = m_outgoingPassword->secret();
    secrets.clientCertificate = m_certificate->passphrase();
    return secrets;
}

bool ServerForm::needsPassword() const
{
    const AuthMethod method = m_incoming->settings().auth;
    const bool signsInWithout = method == AuthMethod::External || method == AuthMethod::Gssapi;
    return !signsInWithout && m_source->currentData().toInt() != int(SecretSource::Command);
}

void ServerForm::setFolded(bool folded)
{
    m_folded = folded;
    m_unfold->setOpen(!folded);
    refresh();
}

void ServerForm::setFoldable(bool foldable) { m_unfold->setVisible(foldable); }

void ServerForm::changedByHand()
{
    if (m_setting)
        return;
    m_touched = true;
    refresh();
    Q_EMIT edited();
}

QString ServerForm::summary() const
{
    const ServerSettings in = m_incoming->settings();
    const ServerSettings out = m_outgoing->settings();
    if (in.host.isEmpty() && out.host.isEmpty())
        return {};
    //: Summary of the settings; %1 and %3 are host names, %2 and %4 ports
    return tr("Incoming: %1, port %2\nOutgoing: %3, port %4").arg(in.host).arg(in.port).arg(out.host).arg(out.port);
}

void ServerForm::refresh()
{
    const bool pop3 = protocol() == IncomingProtocol::Pop3;
    m_details->setVisible(!m_folded);
    m_summary->setText(summary());
    m_summary->setVisible(m_folded && !m_summary->text().isEmpty());

    m_incoming->form()->labelForField(m_leave)->setVisible(pop3);
    m_leave->setVisible(pop3);
    m_days->setVisible(pop3 && m_leave->currentData().toInt() == int(LeaveOnServer::Policy::Days));

    const bool signsIn = m_outgoing->settings().auth != AuthMethod::None;
    m_separate->setVisible(signsIn);
    const bool separate = signsIn && m_separate->isChecked();
    m_outgoing->setUserVisible(separate);
    m_outgoing->form()->labelForField(m_outgoingPassword)->setVisible(separate);
    m_outgoingPassword->setVisible(separate);

    const auto byCertificate = [](const ServerFields *fields) { return fields->settings().auth == AuthMethod::External; };
    m_certificate->setVisible(byCertificate(m_incoming) || byCertificate(m_outgoing) || !m_certificate->file().isEmpty());

    const auto source = static_cast<SecretSource>(m_source->currentData().toInt());
    const bool command = source == SecretSource::Command;
    m_command->setVisible(command);
    m_sourceForm->labelForField(m_command)->setVisible(command);
    QString note;
    if (command)
        note = tr("Its first line of output is the password. The command runs as you, without a shell.");
    else if (!m_keychain)
        note = tr(
            "There is no keychain on this computer: the password is kept in memory only, and asked for at each start.");
    m_sourceNote->setText(note);
    m_sourceNote->setVisible(!note.isEmpty());
}

} // namespace golub::ui
