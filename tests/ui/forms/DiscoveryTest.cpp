// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/FormData.h"
#include "tests/ui/forms/Tests.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/setup/AccountSetupDialog.h"
#include "ui/setup/ConnectionTestView.h"
#include "ui/setup/DiscoveryView.h"
#include "ui/setup/ServerForm.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

namespace golub::tests {

using namespace ui;

//! The servers of an address that Golub does not know are found while the dialog stays open to typing.
class DiscoveryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void foundServersAreFilledInWithWhoNamedThem();
    void theProtocolIsStillAChoice();
    void whatIsFoundFirstIsShownAtOnce();
    void itCanBeStopped();
    void aNewAddressBeginsAnew();
    void halfAnAddressIsNobodysDomain();
    void whatWasTypedStays();
    void foreignServersWaitForAWord();
    void unsafeServersAreNamedAndNotUsed();
    void theAddressIsToldOnlyWithConsent();
    void nothingFoundSaysSo();
    void anErrorSaysWhatToDo();
    void closingStopsIt();
    void adviceAndItsPageAreShown();
    void certificatesThatEndAreWarnedOf();
    void aMessageToOneselfOfAStoredAccount();

private:
    void address(const char *text);
    template <class T> T *find(const char *name) const { return m_dialog->findChild<T *>(QLatin1String(name)); }
    QString host(const char *name) const { return find<QLineEdit>(name)->text(); }
    QString words(const char *name) const;
    qsizetype asked() const { return m_service->calls().filter(QStringLiteral("discoverServers")).size(); }

    std::unique_ptr<FakeMailService> m_service;
    QPointer<AccountSetupDialog> m_dialog;
};

namespace {

DiscoveredServer server(MailProtocol protocol, const char *host, quint16 port, const QList<DiscoverySource> &sources)
{
    DiscoveredServer one;
    one.protocol = protocol;
    one.settings = { QLatin1StringView(host) + QString(), port, Security::Tls, QStringLiteral("anna@club.example") };
    one.sources = sources;
    return one;
}

Discovery club()
{
    Discovery discovery;
    discovery.address = QStringLiteral("anna@club.example");
    discovery.providerName = QStringLiteral("Chess Club");
    discovery.imap = { server(MailProtocol::Imap, "imap.club.example", 993, { DiscoverySource::Autoconfig, DiscoverySource::Srv }) };
    discovery.pop3 = { server(MailProtocol::Pop3, "pop.club.example", 995, { DiscoverySource::Autoconfig }) };
    discovery.outgoing = { server(MailProtocol::Smtp, "smtp.club.example", 465, { DiscoverySource::Autoconfig }) };
    discovery.progress = { { DiscoverySource::Directory, DiscoveryProgress::State::Nothing, {}, 1 },
        { DiscoverySource::Autoconfig, DiscoveryProgress::State::Found, QStringLiteral("autoconfig.club.example"), 120 } };
    return discovery;
}

} // namespace

void DiscoveryTest::init()
{
    m_service = std::make_unique<FakeMailService>(FakeMailService::Seed::Empty);
    m_dialog = new AccountSetupDialog(*m_service, nullptr);
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void DiscoveryTest::cleanup()
{
    delete m_dialog;
    m_service.reset();
}

void DiscoveryTest::address(const char *text)
{
    find<QLineEdit>("address")->setText(QLatin1StringView(text));
    Q_EMIT find<QLineEdit>("address")->editingFinished();
}

QString DiscoveryTest::words(const char *name) const
{
    QStringList all;
    for (const QLabel *label : m_dialog->findChildren<QLabel *>(QLatin1String(name)))
        all += label->text();
    return all.join(u'\n');
}

void DiscoveryTest::foundServersAreFilledInWithWhoNamedThem()
{
    m_service->setDiscoveries({ club() });
    address("anna@club.example");
    QCOMPARE(asked(), 1);
    QTRY_COMPARE(host("incomingHost"), QStringLiteral("imap.club.example"));
    QCOMPARE(host("outgoingHost"), QStringLiteral("smtp.club.example"));
    QVERIFY2(words("discoveryServer").contains(QStringLiteral("the provider itself")), qPrintable(words("discoveryServer")));
    QVERIFY(words("discoveryServer").contains(QStringLiteral("DNS")));
    QTRY_VERIFY(words("discoveryHeadline").contains(QStringLiteral("were found")));
    QVERIFY(words("discoverySource").contains(QStringLiteral("autoconfig.club.example")));
    QVERIFY2(find<ServerForm>("serverForm")->isFolded(), "nothing is left to enter");
}

void DiscoveryTest::theProtocolIsStillAChoice()
{
    m_service->setDiscoveries({ club() });
    address("anna@club.example");
    QTRY_COMPARE(host("incomingHost"), QStringLiteral("imap.club.example"));
    find<QAbstractButton>("protocolPop3")->click();
    QCOMPARE(host("incomingHost"), QStringLiteral("pop.club.example"));
}

void DiscoveryTest::whatIsFoundFirstIsShownAtOnce()
{
    Discovery first = club();
    first.outgoing.clear();
    m_service->setDiscoveries({ first });
    m_service->holdDiscovery(true);
    address("anna@club.example");
    QTRY_COMPARE(host("incomingHost"), QStringLiteral("imap.club.example"));
    QVERIFY(find<DiscoveryView>("discovery")->isRunning());
    QVERIFY(find<QWidget>("discoveryBusy")->isVisibleTo(m_dialog));
}

void DiscoveryTest::itCanBeStopped()
{
    m_service->holdDiscovery(true);
    address("anna@club.example");
    QVERIFY(find<DiscoveryView>("discovery")->isRunning());
    find<QPushButton>("discoveryStop")->click();
    QTRY_VERIFY(!find<DiscoveryView>("discovery")->isRunning());
    QVERIFY(words("discoveryHeadline").contains(QStringLiteral("Stopped")));
    QVERIFY(!find<QWidget>("discoveryBusy")->isVisibleTo(m_dialog));
}

void DiscoveryTest::aNewAddressBeginsAnew()
{
    m_service->setDiscoveries({ club() });
    address("anna@club.example");
    QTRY_COMPARE(host("incomingHost"), QStringLiteral("imap.club.example"));
    m_service->setDiscoveries({});
    address("anna@other.example");
    QCOMPARE(asked(), 2);
    QCOMPARE(host("incomingHost"), QString());
    address("anna@other.example");
    QCOMPARE(asked(), 2);
}

void DiscoveryTest::halfAnAddressIsNobodysDomain()
{
    for (const char *half : { "anna", "anna@", "anna@club", "anna@club." })
        address(half);
    QCOMPARE(asked(), 0);
}

void DiscoveryTest::whatWasTypedStays()
{
    address("anna@club.example");
    QTRY_VERIFY(!find<DiscoveryView>("discovery")->isRunning());
    find<QLineEdit>("incomingHost")->setText(QStringLiteral("mine.example"));
    m_service->setDiscoveries({ club() });
    find<QPushButton>("discoveryAgain")->click();
    QTRY_VERIFY(words("discoveryServer").contains(QStringLiteral("imap.club.example")));
    QCOMPARE(host("incomingHost"), QStringLiteral("mine.example"));
}

void DiscoveryTest::foreignServersWaitForAWord()
{
    Discovery foreign = club();
    for (auto *list : { &foreign.imap, &foreign.pop3, &foreign.outgoing }) {
        (*list)[0].needsConfirmation = true;
        (*list)[0].settings.host = QStringLiteral("mail.hoster.example");
    }
    m_service->setDiscoveries({ foreign });
    address("anna@club.example");
    QTRY_VERIFY(!words("discoveryForeign").isEmpty());
    QCOMPARE(host("incomingHost"), QString());
    QVERIFY(words("discoveryServer").contains(QStringLiteral("mail.hoster.example")));
    find<QPushButton>("discoveryConfirm")->click();
    QCOMPARE(host("incomingHost"), QStringLiteral("mail.hoster.example"));
    QVERIFY(words("discoveryForeign").isEmpty());
}

void DiscoveryTest::unsafeServersAreNamedAndNotUsed()
{
    Discovery bad;
    bad.address = QStringLiteral("anna@club.example");
    bad.refused = { server(MailProtocol::Imap, "clear.club.example", 143, { DiscoverySource::Autoconfig }) };
    bad.refused[0].settings.security = Security::None;
    bad.refused[0].why = QStringLiteral("It offers no encryption.");
    m_service->setDiscoveries({ bad });
    address("anna@club.example");
    QTRY_VERIFY(words("discoveryRefused").contains(QStringLiteral("no encryption")));
    QCOMPARE(host("incomingHost"), QString());
}

void DiscoveryTest::theAddressIsToldOnlyWithConsent()
{
    m_service->setDiscoveries({ club() });
    address("anna@club.example");
    QTRY_VERIFY(!find<DiscoveryView>("discovery")->isRunning());
    QVERIFY(m_service->calls().filter(QStringLiteral("with the address")).isEmpty());
    find<QCheckBox>("discoverySendAddress")->setChecked(true);
    find<QPushButton>("discoveryAgain")->click();
    QCOMPARE(m_service->calls().filter(QStringLiteral("with the address")).size(), 1);
}

void DiscoveryTest::nothingFoundSaysSo()
{
    address("anna@club.example");
    QTRY_VERIFY(!find<DiscoveryView>("discovery")->isRunning());
    QVERIFY(words("discoveryHeadline").contains(QStringLiteral("No servers of club.example")));
    QVERIFY(!find<ServerForm>("serverForm")->isFolded());
}

void DiscoveryTest::anErrorSaysWhatToDo()
{
    m_service->failNext(Error::of(ErrorKind::Offline));
    address("anna@club.example");
    QTRY_VERIFY(!find<DiscoveryView>("discovery")->isRunning());
    QVERIFY(words("discoveryHeadline").contains(QStringLiteral("network")));
}

void DiscoveryTest::closingStopsIt()
{
    m_service->holdDiscovery(true);
    address("anna@club.example");
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
}

void DiscoveryTest::adviceAndItsPageAreShown()
{
    ConnectionStep step { QStringLiteral("imap.gmail.com:993"), QStringLiteral("authentication"), false, {}, 20 };
    step.error = Error::of(ErrorKind::AuthFailed, {}, { 0, QStringLiteral("ALERT"), QStringLiteral("Application-specific password required") });
    step.error.advice = QStringLiteral("Google wants an app password here.");
    step.error.page = QStringLiteral("https://myaccount.google.com/apppasswords");
    m_service->setTestReport({ { step } });
    address("anna@example.org");
    find<QLineEdit>("password")->setText(QStringLiteral("x"));
    find<QPushButton>("test")->click();
    QTRY_VERIFY(words("stepFailed").contains(QStringLiteral("app password")));
    QVERIFY(find<QPushButton>("stepPage"));
    QVERIFY(words("stepDetails").contains(QStringLiteral("Application-specific")));
}

void DiscoveryTest::certificatesThatEndAreWarnedOf()
{
    ConnectionStep step { QStringLiteral("imap.example.org:993"), QStringLiteral("tls"), true, QStringLiteral("TLS 1.3"), 200 };
    step.warning = QStringLiteral("The server's certificate ends in 3 days.");
    m_service->setTestReport({ { step } });
    address("anna@example.org");
    find<QLineEdit>("password")->setText(QStringLiteral("x"));
    find<QPushButton>("test")->click();
    QTRY_VERIFY(words("stepWarning").contains(QStringLiteral("3 days")));
    QVERIFY2(words("stepDone").contains(QStringLiteral("0.2 s")), "what took a while says how long");
    QVERIFY2(!find<QPushButton>("sendToSelf")->isVisibleTo(m_dialog), "there is no account yet that could send");
}

void DiscoveryTest::aMessageToOneselfOfAStoredAccount()
{
    FakeMailService service;
    ConnectionTestView view(service, nullptr);
    view.show();
    view.run(service.accounts().constFirst(), {});
    QTRY_COMPARE(view.state(), ConnectionTestView::State::Passed);
    auto *button = view.findChild<QPushButton *>(QStringLiteral("sendToSelf"));
    QVERIFY(button->isVisible());
    button->click();
    QCOMPARE(view.state(), ConnectionTestView::State::Running);
    QTRY_COMPARE(view.state(), ConnectionTestView::State::Passed);
    QCOMPARE(service.calls().filter(QStringLiteral("sendToSelf")).size(), 1);
    QStringList done;
    for (const QLabel *label : view.findChildren<QLabel *>(QStringLiteral("stepDone")))
        done += label->text();
    QVERIFY2(done.join(u'\n').contains(QStringLiteral("It arrived")), qPrintable(done.join(u'\n')));
}

std::unique_ptr<QObject> discoveryTest() { return std::make_unique<DiscoveryTest>(); }

} // namespace golub::tests

#include "DiscoveryTest.moc"
