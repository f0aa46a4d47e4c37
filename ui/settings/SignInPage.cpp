// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SignInPage.h"

#include "ui/dialogs/Ask.h"
#include "ui/dialogs/Tones.h"
#include "ui/setup/BrowserSignInPanel.h"
#include "ui/setup/SignInBox.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace golub::ui {

using service::Job;
using service::SignInGrant;

SignInPage::SignInPage(service::MailService &service, const Account &account, std::function<Account()> edited, QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_saved(account)
    , m_box(new SignInBox(
          service,
          [this, edited = std::move(edited)] {
              // With the settings that are saved it takes effect at once; with others when they are saved.
              Account now = m_box->applyTo(edited());
              if (now.oauth != m_saved.oauth)
                  now.id = {};
              return now;
          },
          this))
    , m_grantBox(new QWidget(this))
    , m_grant(plainLabel({}, this))
    , m_forget(new QPushButton(tr("Forget this sign-in"), this))
{
    setObjectName(QStringLiteral("signInPage"));
    m_box->setAccount(account);
    m_grant->setObjectName(QStringLiteral("grant"));
    m_forget->setObjectName(QStringLiteral("forgetSignIn"));
    m_forget->setAutoDefault(false);
    auto *grant = new QVBoxLayout(m_grantBox);
    grant->setContentsMargins(0, 8, 0, 0);
    grant->addWidget(m_grant);
    grant->addWidget(m_forget, 0, Qt::AlignLeft);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_box);
    column->addWidget(m_grantBox);
    column->addStretch();
    m_grantBox->hide();

    connect(m_box, &SignInBox::edited, this, &SignInPage::edited);
    connect(m_box, &SignInBox::signedIn, this, &SignInPage::lookUpGrant);
    connect(m_forget, &QPushButton::clicked, this, &SignInPage::forget);
    lookUpGrant();
}

Account SignInPage::applyTo(Account account) const { return m_box->applyTo(std::move(account)); }

service::AccountSecrets SignInPage::addTo(service::AccountSecrets secrets) const { return m_box->addTo(std::move(secrets)); }

bool SignInPage::usesBrowser() const { return m_box->usesBrowser(); }

void SignInPage::lookUpGrant()
{
    if (!m_saved.oauth.isUsed() || !m_saved.id.isValid())
        return;
    auto *job = m_service.signInGrant(m_saved.id);
    connect(job, &Job::finished, this, [this, job] {
        if (!job->error())
            showGrant(job->value());
    });
}

void SignInPage::showGrant(const SignInGrant &grant)
{
    m_revocable = grant.canBeRevoked;
    m_grantBox->show();
    m_forget->setVisible(grant.isSignedIn);
    m_box->panel()->setButtonText(grant.isSignedIn ? tr("Sign in &again") : tr("Sign in in the &browser"));
    if (!grant.isSignedIn) {
        setTone(m_grant, Tone::Warning);
        m_grant->setText(tr("Not signed in at %1.").arg(grant.providerName));
        return;
    }
    const auto date = [](const QDateTime &time) {
        return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : tr("not known");
    };
    QStringList lines { tr("Signed in at %1 as %2.").arg(grant.providerName, grant.login) };
    //: OAuth scopes, as the provider names them
    lines += tr("Granted: %1").arg(grant.scopes.isEmpty() ? tr("not said") : grant.scopes.join(QStringLiteral(", ")));
    lines += tr("Since: %1").arg(date(grant.since));
    lines += grant.renewsItself ? tr("Valid until you or the provider revoke it; the current token until %1.").arg(date(grant.accessUntil))
                                : tr("Valid until %1; then you sign in again.").arg(date(grant.accessUntil));
    setTone(m_grant, Tone::Muted);
    m_grant->setText(lines.join(u'\n'));
}

void SignInPage::forget()
{
    const QString text = m_revocable
        ? tr("Golub forgets its tokens and tells the provider to revoke them. Mail that is here stays here.")
        : tr("Golub forgets its tokens. Mail that is here stays here. To revoke the access, open the security settings of your account at the provider.");
    auto *box = ask(this, tr("Forget this sign-in?"), text, QMessageBox::Yes | QMessageBox::Cancel,
        [this](QMessageBox::StandardButton pressed) {
            if (pressed != QMessageBox::Yes)
                return;
            connect(m_service.forgetSignIn(m_saved.id), &Job::finished, this, [this] {
                m_box->panel()->reset();
                lookUpGrant();
            });
        });
    box->button(QMessageBox::Yes)->setText(tr("Forget"));
}

} // namespace golub::ui
