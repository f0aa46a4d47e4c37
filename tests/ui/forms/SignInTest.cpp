// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/Tests.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/settings/AccountEditDialog.h"
#include "ui/setup/AccountSetupDialog.h"
#include "ui/setup/SignInDialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTest>

namespace golub::tests {

using namespace ui;

//! What opens instead of a browser.
class Browser : public QObject
{
    Q_OBJECT
public:
    QList<QUrl> opened;
public Q_SLOTS:
    void open(const QUrl &url) { opened += url; }
};

//! Signing in through the browser, in set-up, in the settings, and when an account asks for it.
class SignInTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void setUpOffersTheProvider();
    void setUpSaysHowToGetAClientId();
    void setUpSignsInTestsAndSaves();
    void settingsChangedAfterwardsTakeTheTokensBack();
    void cancelAndCopy();
    void refusalIsShownWithItsWords();
    void settingsShowTheGrant();
    void forgettingAsksFirst();
    void theServiceAsks();

private:
    template<class T>
    T *find(const char *name) const
    {
        return m_setup->findChild<T *>(QLatin1String(name));
    }
    void fillIn();
    void chooseBrowser();

    std::unique_ptr<FakeMailService> m_service;
    QPointer<AccountSetupDialog> m_setup;
    Browser m_browser;
};

namespace {

service::SignInProvider example()
{
    service::SignInProvider provider;
    provider.id = QStringLiteral("example");
    provider.name = QStringLiteral("Example");
    provider.needsSecret = true;
    provider.redirect = QStringLiteral("http://127.0.0.1/golub");
    provider.howToRegister = QStringLiteral("Make a client on their page.");
    provider.registration = QUrl(QStringLiteral("https://example.org/clients"));
    provider.appPassword = QUrl(QStringLiteral("https://example.org/app-passwords"));
    return provider;
}

} // namespace

void SignInTest::init()
{
    m_service = std::make_unique<FakeMailService>();
    m_service->setSignInProviders({ example() });
    m_setup = new AccountSetupDialog(*m_service, nullptr);
    m_setup->show();
    m_browser.opened.clear();
    QDesktopServices::setUrlHandler(QStringLiteral("https"), &m_browser, "open");
}

void SignInTest::cleanup()
{
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    delete m_setup;
    m_service.reset();
}

void SignInTest::fillIn()
{
    find<QLineEdit>("yourName")->setText(QStringLiteral("Ala"));
    find<QLineEdit>("address")->setText(QStringLiteral("ala@example.org"));
    find<QLineEdit>("incomingHost")->setText(QStringLiteral("imap.example.org"));
    find<QLineEdit>("outgoingHost")->setText(QStringLiteral("smtp.example.org"));
}

void SignInTest::chooseBrowser()
{
    auto *way = find<QComboBox>("signInWay");
    way->setCurrentIndex(way->findData(QStringLiteral("example")));
}

void SignInTest::setUpOffersTheProvider()
{
    fillIn();
    auto *way = find<QComboBox>("signInWay");
    QVERIFY(way->findData(QStringLiteral("example")) >= 0);
    QCOMPARE(way->currentIndex(), 0); // there are app passwords, and no client id
    QVERIFY(find<QLabel>("appPasswordLink")->isVisibleTo(m_setup));
    QVERIFY(find<QLabel>("appPasswordLink")->text().contains(QStringLiteral("https://example.org/app-passwords")));
    QVERIFY(find<QLineEdit>("password")->isEnabled());
    chooseBrowser();
    QVERIFY(!find<QLineEdit>("password")->isEnabled());
    QVERIFY(find<QLineEdit>("oauthClientId")->isVisibleTo(m_setup));
}

void SignInTest::setUpSaysHowToGetAClientId()
{
    fillIn();
    chooseBrowser();
    QCOMPARE(find<QLabel>("registrationHelp")->text(), QStringLiteral("Make a client on their page."));
    QVERIFY(find<QLabel>("registrationLink")->text().contains(QStringLiteral("https://example.org/clients")));
    QVERIFY(!find<QPushButton>("browserSignIn")->isEnabled());
    find<QPushButton>("test")->click();
    QVERIFY(m_setup->findChild<NoticeBar *>()->text().contains(QStringLiteral("client ID")));
    find<QLineEdit>("oauthClientId")->setText(QStringLiteral("mine"));
    QVERIFY(find<QPushButton>("browserSignIn")->isEnabled());
    QVERIFY(!find<QLabel>("registrationHelp")->isVisibleTo(m_setup));
}

void SignInTest::setUpSignsInTestsAndSaves()
{
    fillIn();
    chooseBrowser();
    find<QLineEdit>("oauthClientId")->setText(QStringLiteral("mine"));
    find<QLineEdit>("oauthClientSecret")->setText(QStringLiteral("s3cret"));
    find<QPushButton>("test")->click();
    QTRY_COMPARE(m_browser.opened.size(), 1);
    QCOMPARE(m_browser.opened.first().host(), QStringLiteral("login.example.org"));
    QVERIFY(m_service->calls().contains(QStringLiteral("signIn example mine with a secret")));
    QVERIFY2(!m_service->calls().contains(QStringLiteral("testAccount ala@example.org")), "nothing is tried without tokens");
    m_service->finishSignIn();
    QTRY_VERIFY(m_service->calls().contains(QStringLiteral("testAccount ala@example.org")));
    QTRY_VERIFY(find<QPushButton>("save")->isEnabled());
    find<QPushButton>("save")->click();
    QTRY_VERIFY(!m_service->accounts().isEmpty() && m_service->accounts().last().address == QStringLiteral("ala@example.org"));
    QCOMPARE(m_service->accounts().last().oauth.provider, QStringLiteral("example"));
    QCOMPARE(m_service->accounts().last().oauth.clientId, QStringLiteral("mine"));
}

//! Tokens of one client are of no use for another.
void SignInTest::settingsChangedAfterwardsTakeTheTokensBack()
{
    fillIn();
    chooseBrowser();
    find<QLineEdit>("oauthClientId")->setText(QStringLiteral("mine"));
    find<QPushButton>("browserSignIn")->click();
    QTRY_COMPARE(m_browser.opened.size(), 1);
    m_service->finishSignIn();
    QTRY_COMPARE(find<QLabel>("signInState")->text(), QStringLiteral("Signed in."));
    find<QLineEdit>("oauthClientId")->setText(QStringLiteral("another"));
    QVERIFY(find<QLabel>("signInState")->text().isEmpty());
    QVERIFY(!find<QPushButton>("save")->isEnabled());
}

void SignInTest::cancelAndCopy()
{
    fillIn();
    chooseBrowser();
    find<QLineEdit>("oauthClientId")->setText(QStringLiteral("mine"));
    find<QPushButton>("browserSignIn")->click();
    QTRY_VERIFY(find<QPushButton>("copySignInAddress")->isVisibleTo(m_setup));
    find<QPushButton>("copySignInAddress")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("https://login.example.org/authorize?state=abc"));
    find<QPushButton>("openBrowser")->click();
    QCOMPARE(m_browser.opened.size(), 2);
    find<QPushButton>("cancelSignIn")->click();
    QTRY_VERIFY(find<QPushButton>("browserSignIn")->isVisibleTo(m_setup));
    QVERIFY(find<QLabel>("signInState")->text().contains(QStringLiteral("cancelled")));
}

void SignInTest::refusalIsShownWithItsWords()
{
    fillIn();
    chooseBrowser();
    find<QLineEdit>("oauthClientId")->setText(QStringLiteral("mine"));
    find<QPushButton>("browserSignIn")->click();
    QTRY_COMPARE(m_browser.opened.size(), 1);
    Error declined { ErrorKind::AuthFailed, QStringLiteral("Access was declined.") };
    declined.reply = { 0, QStringLiteral("access_denied"), QStringLiteral("The user said no") };
    m_service->finishSignIn(declined);
    QTRY_COMPARE(find<QLabel>("signInState")->text(), QStringLiteral("Access was declined."));
    QVERIFY(find<QLabel>("signInDetails")->text().contains(QStringLiteral("The user said no")));
    QVERIFY(find<QPushButton>("browserSignIn")->isEnabled());
}

void SignInTest::settingsShowTheGrant()
{
    Account account = m_service->accounts().first();
    account.oauth = { QStringLiteral("example"), QStringLiteral("mine") };
    service::SignInGrant grant;
    grant.isSignedIn = true;
    grant.providerName = QStringLiteral("Example");
    grant.login = QStringLiteral("ala@example.org");
    grant.scopes = { QStringLiteral("mail"), QStringLiteral("send") };
    grant.since = QDateTime::currentDateTimeUtc();
    grant.renewsItself = true;
    m_service->setGrant(grant);
    AccountEditDialog dialog(*m_service, account, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *words = dialog.findChild<QLabel *>(QStringLiteral("grant"));
    QTRY_VERIFY(words->text().contains(QStringLiteral("ala@example.org")));
    QVERIFY(words->text().contains(QStringLiteral("mail, send")));
    QVERIFY(words->text().contains(QStringLiteral("revoke")));
    QCOMPARE(dialog.findChild<QLineEdit *>(QStringLiteral("oauthClientId"))->text(), QStringLiteral("mine"));
}

void SignInTest::forgettingAsksFirst()
{
    Account account = m_service->accounts().first();
    account.oauth = { QStringLiteral("example"), QStringLiteral("mine") };
    service::SignInGrant grant;
    grant.isSignedIn = true;
    m_service->setGrant(grant);
    AccountEditDialog dialog(*m_service, account, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *forget = dialog.findChild<QPushButton *>(QStringLiteral("forgetSignIn"));
    QTRY_VERIFY(!forget->isHidden());
    forget->click();
    auto *question = dialog.findChild<QMessageBox *>();
    QVERIFY(question);
    QVERIFY(!m_service->calls().contains(QStringLiteral("forgetSignIn %1").arg(account.id.value)));
    question->button(QMessageBox::Yes)->click();
    QTRY_VERIFY(m_service->calls().contains(QStringLiteral("forgetSignIn %1").arg(account.id.value)));
    QTRY_VERIFY(dialog.findChild<QLabel *>(QStringLiteral("grant"))->text().contains(QStringLiteral("Not signed in")));
}

void SignInTest::theServiceAsks()
{
    service::UserRequest request;
    request.kind = service::UserRequest::Kind::SignIn;
    request.account = m_service->accounts().first().id;
    request.accountName = QStringLiteral("Ala");
    request.error = { ErrorKind::CredentialMissing, QStringLiteral("The sign-in is over.") };
    auto *dialog = new SignInDialog(*m_service, request, nullptr);
    const QPointer<SignInDialog> guard(dialog);
    dialog->open();
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("heading"))->text().contains(QStringLiteral("Ala")));
    QVERIFY(dialog->findChild<NoticeBar *>()->text().contains(QStringLiteral("over")));
    dialog->findChild<QPushButton *>(QStringLiteral("browserSignIn"))->click();
    QTRY_COMPARE(m_browser.opened.size(), 1);
    m_service->finishSignIn();
    QTRY_VERIFY(!guard);
}

std::unique_ptr<QObject> signInTest() { return std::make_unique<SignInTest>(); }

} // namespace golub::tests

#include "SignInTest.moc"
