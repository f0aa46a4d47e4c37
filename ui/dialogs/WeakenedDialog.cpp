// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/WeakenedDialog.h"

#include "core/base/TextSafety.h"
#include "ui/dialogs/FormLayouts.h"
#include "ui/dialogs/NoticeBar.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

using service::Job;

namespace {

QString wordsFor(const SignInStrength &strength)
{
    const QString connection = strength.tls ? WeakenedDialog::tr("encrypted connection") : WeakenedDialog::tr("connection that others can read");
    switch (strength.proof) {
    case SignInStrength::Proof::None:
        return connection;
    case SignInStrength::Proof::Password:
        return WeakenedDialog::tr("%1, the server is given the password").arg(connection);
    case SignInStrength::Proof::Challenge:
        return WeakenedDialog::tr("%1, the password itself is not sent").arg(connection);
    case SignInStrength::Proof::Scram:
        return WeakenedDialog::tr("%1, the password itself is not sent, and the server proves that it knows it").arg(connection);
    case SignInStrength::Proof::BoundScram:
        return WeakenedDialog::tr("%1, the password itself is not sent, and nobody can stand in between").arg(connection);
    }
    return connection;
}

} // namespace

WeakenedDialog::WeakenedDialog(service::MailService &service, const service::UserRequest &request, QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_request(request)
    , m_weakness(request.error.weakness ? *request.error.weakness : SignInWeakness {})
    , m_asked(new QCheckBox(this))
    , m_notice(new NoticeBar(this))
{
    setObjectName(QStringLiteral("weakenedDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    //: Title of the window about a server that offers less protection than before; %1 is the account's name
    setWindowTitle(tr("Less protection for %1").arg(request.accountName));
    build();
}

void WeakenedDialog::build()
{
    const QString host = textsafety::printable(QStringView(m_weakness.host), 200);
    auto *heading = plainLabel(tr("%1 protects your sign-in less than before.").arg(host), this);
    heading->setObjectName(QStringLiteral("heading"));
    heading->setFont(headingFont(font(), 1.15));
    auto *why = plainLabel(errorText(m_request.error), this);
    why->setObjectName(QStringLiteral("reason"));
    setTone(why, Tone::Bad);

    auto *before = plainLabel(wordsFor(m_weakness.before), this);
    before->setObjectName(QStringLiteral("before"));
    auto *now = plainLabel(wordsFor(m_weakness.offered), this);
    now->setObjectName(QStringLiteral("offered"));
    auto *form = newForm();
    //: How a sign-in was protected until now
    form->addRow(tr("Until now:"), before);
    //: How a sign-in would be protected from now on
    form->addRow(tr("Now:"), now);

    m_asked->setObjectName(QStringLiteral("asked"));
    m_asked->setText(tr("I &know that the server was changed like this"));
    auto *buttons = new QDialogButtonBox(this);
    auto *reject = buttons->addButton(tr("Do &not sign in"), QDialogButtonBox::RejectRole);
    reject->setObjectName(QStringLiteral("reject"));
    m_accept = buttons->addButton(tr("&Sign in like this from now on"), QDialogButtonBox::ActionRole);
    m_accept->setObjectName(QStringLiteral("accept"));
    m_accept->setEnabled(false);
    // Enter belongs to the safe answer wherever the focus is.
    m_accept->setAutoDefault(false);
    reject->setDefault(true);

    auto *column = new QVBoxLayout(this);
    column->addWidget(heading);
    column->addWidget(m_notice);
    column->addWidget(why);
    column->addLayout(form);
    column->addStretch();
    column->addWidget(m_asked);
    column->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 80, sizeHint().height());

    connect(m_asked, &QCheckBox::toggled, m_accept, &QPushButton::setEnabled);
    connect(m_accept, &QPushButton::clicked, this, &WeakenedDialog::submit);
    connect(reject, &QPushButton::clicked, this, &QDialog::reject);
    reject->setFocus();
}

void WeakenedDialog::submit()
{
    if (!m_asked->isChecked())
        return;
    m_accept->setEnabled(false);
    m_asked->setEnabled(false);
    Job *job = m_service.acceptWeaker(m_request.account, m_weakness.host, m_weakness.port, m_weakness.offered);
    connect(job, &Job::finished, this, [this](Job *done) {
        if (!done->error()) {
            accept();
            return;
        }
        m_asked->setEnabled(true);
        m_accept->setEnabled(m_asked->isChecked());
        m_notice->showError(*done->error());
    });
}

} // namespace golub::ui
