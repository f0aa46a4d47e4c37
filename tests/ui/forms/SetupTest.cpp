// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/FormData.h"
#include "tests/ui/forms/Tests.h"
#include "ui/dialogs/CertificateDialog.h"
#include "ui/dialogs/FoldButton.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/setup/AccountSetupDialog.h"
#include "ui/setup/ConnectionTestView.h"
#include "ui/setup/ServerForm.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace golub::tests {

using namespace ui;

//! A new account: with a provider that is known, by hand, and with everything that can go wrong.
class SetupTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void knownProvider();
    void popOfAKnownProvider();
    void byHand();
    void securityBringsItsPort();
    void aTypedPortStays();
    void whatWasTypedIsNotOverwritten();
    void failsInPlainWords();
    void failureWords_data();
    void failureWords();
    void aChangeAfterTheTestAsksForANewOne();
    void savingAnywayAfterAFailure();
    void aCertificateIsShownAndTheTestRepeated();
    void withoutAKeychain();
    void theCommandNeedsNoPassword();
    void cleartextIsAnExplicitWord();
    void closingStopsTheTest();
    void aRefusedSaveKeepsTheDialog();

private:
    void person(const QString &address);
    void runTest();
    template <class T> T *find(const char *name) const { return m_dialog->findChild<T *>(QLatin1String(name)); }
    QString text(const char *name) const { return find<QLineEdit>(name)->text(); }
    void type(const char *name, const char *words) { find<QLineEdit>(name)->setText(QString::fromUtf8(words)); }
    void choose(const char *name, int value);
    bool saveEnabled() const { return find<QPushButton>("save")->isEnabled(); }
    QString words(const char *name) const;
    Account saved() const { return m_service->accounts().constLast(); }
    bool save();

    std::unique_ptr<FakeMailService> m_service;
    QPointer<AccountSetupDialog> m_dialog;
};

void SetupTest::init()
{
    m_service = std::make_unique<FakeMailService>(FakeMailService::Seed::Empty);
    m_dialog = new AccountSetupDialog(*m_service, nullptr);
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void SetupTest::cleanup()
{
    delete m_dialog;
    m_service.reset();
}

void SetupTest::person(const QString &address)
{
    type("yourName", "Anna Nowak");
    find<QLineEdit>("address")->setText(address);
    type("password", "hasło");
    Q_EMIT find<QLineEdit>("address")->editingFinished();
}

void SetupTest::runTest()
{
    auto *view = find<ConnectionTestView>("connectionTest");
    find<QPushButton>("test")->click();
    QCOMPARE(view->state(), ConnectionTestView::State::Running);
    QVERIFY(!saveEnabled());
    QTRY_VERIFY(view->state() != ConnectionTestView::State::Running);
}

void SetupTest::choose(const char *name, int value)
{
    auto *combo = find<QComboBox>(name);
    combo->setCurrentIndex(combo->findData(value));
}

QString SetupTest::words(const char *name) const
{
    QStringList all;
    for (const QLabel *label : m_dialog->findChildren<QLabel *>(QLatin1String(name)))
        all += label->text();
    return all.join(u'\n');
}

bool SetupTest::save()
{
    const qsizetype before = m_service->accounts().size();
    find<QPushButton>("save")->click();
    return QTest::qWaitFor([&] { return !m_dialog; }, 3000) && m_service->accounts().size() == before + 1;
}

void SetupTest::knownProvider()
{
    QVERIFY(!saveEnabled());
    person(QStringLiteral("anna@poczta.example"));
    QVERIFY(find<QLabel>("provider")->text().contains(QStringLiteral("Poczta Przykład")));
    QVERIFY2(words("hint").contains(QStringLiteral("app password")), qPrintable(words("hint")));
    QVERIFY(find<ServerForm>("serverForm")->isFolded());
    QVERIFY(find<QLabel>("serverSummary")->text().contains(QStringLiteral("imap.poczta.example")));
    QVERIFY(!saveEnabled());
    runTest();
    QVERIFY(saveEnabled());
    QVERIFY(words("stepDone").contains(QStringLiteral("Signed in")));
    QSignalSpy added(m_dialog, &AccountSetupDialog::accountAdded);
    QVERIFY(save());
    QCOMPARE(added.size(), 1);
    const Account account = saved();
    QCOMPARE(account.name, QStringLiteral("anna@poczta.example"));
    QCOMPARE(account.identities.size(), 1);
    QCOMPARE(account.identities.constFirst().from(),
        (Address { QStringLiteral("Anna Nowak"), QStringLiteral("anna@poczta.example") }));
    QCOMPARE(account.incoming.host, QStringLiteral("imap.poczta.example"));
    QCOMPARE(account.incoming.port, quint16(993));
    QCOMPARE(account.incoming.security, Security::Tls);
    QCOMPARE(account.incoming.user, QStringLiteral("anna@poczta.example"));
    QCOMPARE(account.outgoing.host, QStringLiteral("smtp.poczta.example"));
    QCOMPARE(account.outgoing.port, quint16(465));
    QCOMPARE(account.protocol, IncomingProtocol::Imap);
}

void SetupTest::popOfAKnownProvider()
{
    person(QStringLiteral("anna@example.org"));
    find<QAbstractButton>("protocolPop3")->click();
    choose("leaveOnServer", int(LeaveOnServer::Policy::Days));
    runTest();
    QVERIFY(save());
    QCOMPARE(saved().protocol, IncomingProtocol::Pop3);
    QCOMPARE(saved().incoming.host, QStringLiteral("pop3.example.org"));
    QCOMPARE(saved().incoming.port, quint16(995));
    QCOMPARE(saved().leaveOnServer, (LeaveOnServer { LeaveOnServer::Policy::Days, 14 }));
}

void SetupTest::byHand()
{
    person(QStringLiteral("anna@unknown.example"));
    QVERIFY(find<QLabel>("provider")->text().contains(QStringLiteral("unknown.example")));
    QVERIFY2(!find<ServerForm>("serverForm")->isFolded(), "nothing is known: the fields are there at once");
    find<QPushButton>("test")->click();
    QVERIFY2(!find<NoticeBar>("notice")->text().isEmpty(), "no host yet");
    type("accountName", "Dom");
    type("incomingHost", " mail.unknown.example ");
    choose("incomingSecurity", int(Security::StartTls));
    choose("incomingAuth", int(AuthMethod::ScramSha256));
    type("incomingUser", "anna");
    type("outgoingHost", "out.unknown.example");
    choose("outgoingSecurity", int(Security::StartTls));
    find<QCheckBox>("outgoingSeparate")->click();
    type("outgoingUser", "anna-out");
    type("outgoingPassword", "other");
    runTest();
    QVERIFY(save());
    const Account account = saved();
    QCOMPARE(account.name, QStringLiteral("Dom"));
    QCOMPARE(account.incoming,
        (ServerSettings { QStringLiteral("mail.unknown.example"), 143, Security::StartTls, QStringLiteral("anna"),
            AuthMethod::ScramSha256 }));
    QCOMPARE(account.outgoing,
        (ServerSettings {
            QStringLiteral("out.unknown.example"), 587, Security::StartTls, QStringLiteral("anna-out") }));
}

void SetupTest::securityBringsItsPort()
{
    person(QStringLiteral("anna@unknown.example"));
    const auto port = [this](const char *name) { return find<QComboBox>(name)->currentText().toInt(); };
    QCOMPARE(port("incomingPort"), 993);
    QCOMPARE(port("outgoingPort"), 465);
    choose("incomingSecurity", int(Security::StartTls));
    choose("outgoingSecurity", int(Security::StartTls));
    QCOMPARE(port("incomingPort"), 143);
    QCOMPARE(port("outgoingPort"), 587);
    find<QAbstractButton>("protocolPop3")->click();
    QCOMPARE(port("incomingPort"), 110);
    choose("incomingSecurity", int(Security::Tls));
    QCOMPARE(port("incomingPort"), 995);
    choose("outgoingSecurity", int(Security::None));
    QCOMPARE(port("outgoingPort"), 25);
}

void SetupTest::aTypedPortStays()
{
    person(QStringLiteral("anna@unknown.example"));
    find<QComboBox>("incomingPort")->setEditText(QStringLiteral("1993"));
    choose("incomingSecurity", int(Security::StartTls));
    QCOMPARE(find<QComboBox>("incomingPort")->currentText(), QStringLiteral("1993"));
    // A port that belongs to the other kind of security is pointed out.
    find<QComboBox>("incomingPort")->setEditText(QStringLiteral("993"));
    QVERIFY(find<QLabel>("incomingPortHint")->isVisible());
}

void SetupTest::whatWasTypedIsNotOverwritten()
{
    person(QStringLiteral("anna@unknown.example"));
    type("incomingHost", "my.own.example");
    find<QLineEdit>("address")->setText(QStringLiteral("anna@example.org"));
    Q_EMIT find<QLineEdit>("address")->editingFinished();
    QCOMPARE(text("incomingHost"), QStringLiteral("my.own.example"));
    QCOMPARE(text("incomingUser"), QStringLiteral("anna@example.org"));
}

void SetupTest::failsInPlainWords()
{
    m_service->setTestReport(failedReport());
    person(QStringLiteral("anna@poczta.example"));
    runTest();
    QVERIFY(words("stepDone").contains(QStringLiteral("Found the server")));
    const QString failed = words("stepFailed");
    QVERIFY2(failed.contains(QStringLiteral("password")) && failed.contains(QStringLiteral("smtp.poczta.example")),
        qPrintable(failed));
    QVERIFY2(!failed.contains(QStringLiteral("535")), "the server's own words are for those who ask");
    auto *details = find<QLabel>("stepDetails");
    QVERIFY(details->isHidden());
    find<FoldButton>("stepDetailsFold")->click();
    QTRY_VERIFY(details->isVisible());
    QVERIFY2(details->text().contains(QStringLiteral("535 5.7.8 Error: authentication failed")),
        qPrintable(details->text()));
}

void SetupTest::failureWords_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("word");
    const auto row = [](ErrorKind kind, const char *word) {
        QTest::newRow(qPrintable(kindName(kind))) << int(kind) << QString::fromUtf8(word);
    };
    row(ErrorKind::HostNotFound, "spelled");
    row(ErrorKind::ConnectionRefused, "port 993");
    row(ErrorKind::Timeout, "in time");
    row(ErrorKind::Tls, "security");
    row(ErrorKind::AuthUnsupported, "Automatic");
    row(ErrorKind::ServerRefused, "words of the service");
}

void SetupTest::failureWords()
{
    QFETCH(int, kind);
    QFETCH(QString, word);
    ConnectionReport report;
    ConnectionStep step { QStringLiteral("imap.example.org:993"), QStringLiteral("tcp"), false, {} };
    // Where the service has a better reason than the kind's, that one is shown.
    const auto known = static_cast<ErrorKind>(kind);
    step.error = known == ErrorKind::ServerRefused ? Error { known, QStringLiteral("words of the service") } : Error::of(known);
    report.steps += step;
    m_service->setTestReport(report);
    person(QStringLiteral("anna@example.org"));
    runTest();
    QVERIFY2(words("stepFailed").contains(word), qPrintable(words("stepFailed")));
}

void SetupTest::aChangeAfterTheTestAsksForANewOne()
{
    person(QStringLiteral("anna@example.org"));
    runTest();
    QVERIFY(saveEnabled());
    type("password", "another");
    QVERIFY(!saveEnabled());
    QTRY_COMPARE(words("stepDone"), QString());
}

void SetupTest::savingAnywayAfterAFailure()
{
    m_service->setTestReport(failedReport());
    person(QStringLiteral("anna@example.org"));
    runTest();
    QVERIFY(find<QPushButton>("save")->text().contains(QStringLiteral("anyway")));
    QVERIFY2(!find<QPushButton>("save")->isDefault(), "Enter tests again");
    QVERIFY(save());
}

void SetupTest::aCertificateIsShownAndTheTestRepeated()
{
    m_service->setTestReport(untrustedReport());
    person(QStringLiteral("anna@example.org"));
    runTest();
    QPointer<CertificateDialog> dialog = find<CertificateDialog>("certificateDialog");
    QVERIFY(dialog);
    m_service->setTestReport(
        { { ConnectionStep { QStringLiteral("mail.example.org:993"), QStringLiteral("tls"), true, {} } } });
    dialog->findChild<QCheckBox *>(QStringLiteral("compared"))->click();
    dialog->findChild<QPushButton *>(QStringLiteral("accept"))->click();
    QTRY_VERIFY(saveEnabled() && !dialog);
    QVERIFY(m_service->calls().filter(QStringLiteral("acceptCertificate mail.example.org:993")).size() == 1);
    QCOMPARE(m_service->calls().filter(QStringLiteral("testAccount")).size(), 2);
    QVERIFY(!find<QPushButton>("save")->text().contains(QStringLiteral("anyway")));
}

void SetupTest::withoutAKeychain()
{
    delete m_dialog;
    m_service->setKeychain(false);
    m_dialog = new AccountSetupDialog(*m_service, nullptr);
    m_dialog->open();
    QVERIFY(find<QLabel>("keychainNote")->text().contains(QStringLiteral("memory")));
    person(QStringLiteral("anna@example.org"));
    runTest();
    QVERIFY(save());
    QCOMPARE(saved().secretSource, SecretSource::Prompt);
}

void SetupTest::theCommandNeedsNoPassword()
{
    person(QStringLiteral("anna@example.org"));
    find<FoldButton>("editServers")->click();
    type("password", "");
    find<QPushButton>("test")->click();
    QVERIFY(!find<NoticeBar>("notice")->text().isEmpty());
    choose("secretSource", int(SecretSource::Command));
    type("secretCommand", "pass show \"mail/my account\"");
    QVERIFY(!find<QLineEdit>("password")->isEnabled());
    runTest();
    QVERIFY(save());
    QCOMPARE(saved().secretSource, SecretSource::Command);
    QCOMPARE(saved().secretCommand,
        (QStringList { QStringLiteral("pass"), QStringLiteral("show"), QStringLiteral("mail/my account") }));
}

void SetupTest::cleartextIsAnExplicitWord()
{
    person(QStringLiteral("anna@unknown.example"));
    type("incomingHost", "mail.unknown.example");
    type("outgoingHost", "127.0.0.1");
    choose("incomingSecurity", int(Security::None));
    choose("outgoingSecurity", int(Security::None));
    QVERIFY(find<QCheckBox>("incomingCleartext")->isVisible());
    QVERIFY(!find<QCheckBox>("incomingCleartext")->isChecked());
    QVERIFY2(!find<QCheckBox>("outgoingCleartext")->isVisible(), "nobody listens on the way to this computer");
    find<QCheckBox>("incomingCleartext")->click();
    const Account account = find<ServerForm>("serverForm")->applyTo({});
    QVERIFY(account.incoming.allowCleartext);
    QVERIFY(!account.outgoing.allowCleartext);
    // It does not stay behind when the security comes back.
    choose("incomingSecurity", int(Security::Tls));
    QVERIFY(!find<ServerForm>("serverForm")->applyTo({}).incoming.allowCleartext);
}

void SetupTest::closingStopsTheTest()
{
    person(QStringLiteral("anna@example.org"));
    find<QPushButton>("test")->click();
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
    QVERIFY(m_service->accounts().isEmpty());
}

void SetupTest::aRefusedSaveKeepsTheDialog()
{
    person(QStringLiteral("anna@example.org"));
    runTest();
    m_service->failNext(Error { ErrorKind::Conflict, QStringLiteral("There is an account with this name.") });
    find<QPushButton>("save")->click();
    QTRY_COMPARE(find<NoticeBar>("notice")->text(), QStringLiteral("There is an account with this name."));
    QVERIFY(m_dialog->isVisible());
    QVERIFY(save());
}

std::unique_ptr<QObject> setupTest() { return std::make_unique<SetupTest>(); }

} // namespace golub::tests

#include "SetupTest.moc"
