// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/support/InLanguage.h"
#include "tests/ui/forms/FormData.h"
#include "tests/ui/forms/Tests.h"
#include "ui/compose/AttachmentList.h"
#include "ui/compose/BodyEdit.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/dialogs/CertificateDialog.h"
#include "ui/dialogs/PasswordDialog.h"
#include "ui/dialogs/WeakenedDialog.h"
#include "ui/settings/AccountEditDialog.h"
#include "ui/settings/AccountsDialog.h"
#include "ui/setup/AccountSetupDialog.h"
#include "ui/setup/SignInDialog.h"
#include "ui/style/Colors.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

namespace golub::tests {

using namespace ui;

//! Takes a picture of every form in light and dark, and checks what a picture is for: that nothing is cut off or larger
//! than a small screen at 200 %.
class PicturesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void forms_data();
    void forms();
    void fitSmallScreens_data();
    void fitSmallScreens();
};

namespace {

//! Labels that wrap must have been given the height that their words need, and buttons the width.
QStringList cutTexts(const QWidget &window)
{
    QStringList cut;
    const auto labels = window.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if (label->height() + 1 < needed || (!label->wordWrap() && label->width() < label->sizeHint().width()))
            cut += label->text();
    }
    const auto buttons = window.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        const bool iconOnly = qobject_cast<QLineEdit *>(button->parentWidget()); // its text is for screen readers
        if (button->isVisible() && !iconOnly && !button->text().isEmpty() && button->width() < button->sizeHint().width())
            cut += button->text();
    }
    return cut;
}

void grab(QWidget &widget, const QString &name)
{
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    for (int i = 0; i < 5; ++i) // one round for each level of layouts
        QApplication::processEvents();
    const QStringList cut = cutTexts(widget);
    QVERIFY2(cut.isEmpty(), qPrintable(name + u':' + cut.join(u'|')));
    const QPixmap picture = widget.grab();
    const QString scheme = isDark(widget.palette()) ? QStringLiteral("dark") : QStringLiteral("light");
    const int percent = int(widget.devicePixelRatioF() * 100);
    QDir().mkpath(QStringLiteral(GOLUB_PICTURES));
    const QString language = QLocale().name().left(2);
    QVERIFY(picture.save(QStringLiteral(GOLUB_PICTURES "/form-%1-%2-%3-%4.png").arg(name, language, scheme).arg(percent)));
    widget.hide();
}

//! Found by the provider itself, and one server that is not used.
void pictureDiscovery(FakeMailService &service)
{
    Discovery found;
    found.address = QStringLiteral("anna@club.example");
    const auto add = [&found](QList<DiscoveredServer> &list, MailProtocol protocol, const QString &host, quint16 port) {
        DiscoveredServer server;
        server.protocol = protocol;
        server.settings = { host, port, Security::Tls, found.address };
        server.sources = { DiscoverySource::WellKnown, DiscoverySource::Srv };
        list += server;
    };
    add(found.imap, MailProtocol::Imap, QStringLiteral("imap.club.example"), 993);
    add(found.outgoing, MailProtocol::Smtp, QStringLiteral("smtp.club.example"), 465);
    add(found.refused, MailProtocol::Pop3, QStringLiteral("pop.club.example"), 110);
    found.refused[0].why = QStringLiteral("It offers no encryption.");
    found.progress = { { DiscoverySource::Directory, DiscoveryProgress::State::Nothing, {}, 1 },
        { DiscoverySource::WellKnown, DiscoveryProgress::State::Found, QStringLiteral("club.example"), 120 },
        { DiscoverySource::Database, DiscoveryProgress::State::Failed, QStringLiteral("autoconfig.thunderbird.net"), 500 },
        { DiscoverySource::Guess, DiscoveryProgress::State::Running, QStringLiteral("imap.club.example"), 900 } };
    service.setDiscoveries({ found });
    AccountSetupDialog setup(service, nullptr);
    setup.setAttribute(Qt::WA_DeleteOnClose, false);
    setup.findChild<QLineEdit *>(QStringLiteral("address"))->setText(found.address);
    Q_EMIT setup.findChild<QLineEdit *>(QStringLiteral("address"))->editingFinished();
    QTRY_VERIFY(setup.findChild<QLabel *>(QStringLiteral("discoveryServer")));
    setup.findChild<QToolButton *>(QStringLiteral("discoveryFold"))->click();
    setup.resize(setup.width(), 760);
    grab(setup, QStringLiteral("setup-found"));
    service.setDiscoveries({});
}

//! What a server can be asked for, where it is known not to do all of it; and a time to send at.
void pictureSending(FakeMailService &service)
{
    SendingFacts facts;
    facts.known = facts.reports = true;
    service.setSendingFacts(facts);
    ComposerWindow composer(service, longReply(service), nullptr);
    auto *menu = composer.findChild<QMenu *>(QStringLiteral("sendMenu"));
    Q_EMIT menu->aboutToShow();
    composer.findChild<QAction *>(QStringLiteral("delivery.report"))->trigger();
    Q_EMIT menu->aboutToShow();
    auto *delivery = composer.findChild<QMenu *>(QStringLiteral("deliveryMenu"));
    grab(*delivery, QStringLiteral("delivery-menu"));
    composer.findChild<QAction *>(QStringLiteral("sendLater.pick"))->trigger();
    auto *time = composer.findChild<QDialog *>(QStringLiteral("sendTimeDialog"));
    QVERIFY(time);
    grab(*time, QStringLiteral("send-time"));
    time->reject();
    service.setSendingFacts({});
}

void pictureSignIn(FakeMailService &service)
{
    service.setSignInProviders({ browserProvider() });
    service.setGrant(browserGrant());
    AccountSetupDialog setup(service, nullptr);
    setup.setAttribute(Qt::WA_DeleteOnClose, false);
    setup.findChild<QLineEdit *>(QStringLiteral("address"))->setText(QStringLiteral("anna@poczta.example"));
    Q_EMIT setup.findChild<QLineEdit *>(QStringLiteral("address"))->editingFinished();
    setup.findChild<QComboBox *>(QStringLiteral("signInWay"))->setCurrentIndex(1);
    setup.resize(setup.width(), 620);
    grab(setup, QStringLiteral("setup-browser"));

    Account account = service.accounts().constFirst();
    account.oauth = { browserProvider().id, QStringLiteral("1234-anna.apps.example") };
    const QDateTime accepted(QDate(2026, 2, 3), QTime(10, 0));
    service.setCertificateExceptions({ { QStringLiteral("poczta.przyklad.example"), 993, QByteArray(32, '\xA7'), accepted, accepted.addDays(90) },
        { QStringLiteral("smtp.przyklad.example"), 465, QByteArray(32, '\x3C'), accepted, accepted.addDays(30) } });
    AccountEditDialog edit(service, account, nullptr);
    edit.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *tabs = edit.findChild<QTabWidget *>(QStringLiteral("tabs"));
    tabs->setCurrentIndex(tabs->count() - 1);
    grab(edit, QStringLiteral("account-edit-certificates"));
    tabs->setCurrentIndex(tabs->count() - 2);
    QTRY_VERIFY(!edit.findChild<QPushButton *>(QStringLiteral("forgetSignIn"))->isHidden());
    grab(edit, QStringLiteral("account-edit-sign-in"));

    SignInDialog dialog(service, browserNeeded(service), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    grab(dialog, QStringLiteral("sign-in"));
    service.setSignInProviders({});
}

} // namespace

void PicturesTest::forms_data()
{
    const QLocale english(QLocale::English, QLocale::UnitedKingdom);
    const QLocale polish(QLocale::Polish);
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << english << false;
    QTest::newRow("dark") << english << true;
    QTest::newRow("light, Polish") << polish << false;
    QTest::newRow("dark, Polish") << polish << true;
}

void PicturesTest::forms()
{
    QFETCH(QLocale, locale);
    QFETCH(bool, dark);
    const InLanguage language(locale);
    QApplication::setPalette(paletteFor(colorsFor(dark)));
    FakeMailService service;

    ComposerWindow plain(service, longReply(service), nullptr);
    grab(plain, QStringLiteral("composer-reply"));
    ComposerWindow rich(service, richDraft(service), nullptr);
    rich.show();
    QTest::keyClicks(rich.findChild<QWidget *>(QStringLiteral("to")), QStringLiteral(", jan@@bad"));
    rich.findChild<QWidget *>(QStringLiteral("subject"))->setFocus();
    rich.findChild<QToolButton *>(QStringLiteral("send"))->click();
    grab(rich, QStringLiteral("composer-rich"));

    pictureSending(service);

    auto *setup = new AccountSetupDialog(service, nullptr);
    grab(*setup, QStringLiteral("setup-empty"));
    setup->findChild<QLineEdit *>(QStringLiteral("yourName"))->setText(QStringLiteral("Anna Nowak"));
    setup->findChild<QLineEdit *>(QStringLiteral("address"))->setText(QStringLiteral("anna@poczta.example"));
    setup->findChild<QLineEdit *>(QStringLiteral("password"))->setText(QStringLiteral("secret"));
    Q_EMIT setup->findChild<QLineEdit *>(QStringLiteral("address"))->editingFinished();
    grab(*setup, QStringLiteral("setup-known"));
    service.setTestReport(failedReport());
    setup->show();
    setup->findChild<QPushButton *>(QStringLiteral("test"))->click();
    QTRY_VERIFY(setup->findChild<QPushButton *>(QStringLiteral("save"))->isEnabled());
    setup->findChild<QToolButton *>(QStringLiteral("stepDetailsFold"))->click();
    setup->resize(setup->width(), 760);
    grab(*setup, QStringLiteral("setup-failed"));
    delete setup;

    auto *manual = new AccountSetupDialog(service, nullptr);
    manual->findChild<QLineEdit *>(QStringLiteral("address"))->setText(QStringLiteral("anna@unknown.example"));
    Q_EMIT manual->findChild<QLineEdit *>(QStringLiteral("address"))->editingFinished();
    manual->findChild<QRadioButton *>(QStringLiteral("protocolPop3"))->click();
    manual->findChild<QAbstractButton *>(QStringLiteral("outgoingSeparate"))->click();
    manual->resize(manual->width(), 900);
    grab(*manual, QStringLiteral("setup-manual"));
    delete manual;

    pictureDiscovery(service);
    pictureSignIn(service);

    AccountsDialog accounts(service, nullptr);
    accounts.setAttribute(Qt::WA_DeleteOnClose, false);
    grab(accounts, QStringLiteral("accounts"));
    Account account = service.accounts().constFirst();
    account.identities += Identity { {}, QStringLiteral("Anna at the club"), QStringLiteral("anna@club.example"), {},
        QStringLiteral("Anna Nowak\nChess club") };
    AccountEditDialog edit(service, account, nullptr);
    edit.setAttribute(Qt::WA_DeleteOnClose, false);
    for (int page = 0; page < 4; ++page) {
        edit.findChild<QTabWidget *>(QStringLiteral("tabs"))->setCurrentIndex(page);
        grab(edit, QStringLiteral("account-edit-%1").arg(page));
    }

    PasswordDialog password(service, wrongPassword(service), nullptr);
    password.setAttribute(Qt::WA_DeleteOnClose, false);
    grab(password, QStringLiteral("password"));
    CertificateDialog certificate(service, untrusted(), nullptr);
    certificate.setAttribute(Qt::WA_DeleteOnClose, false);
    grab(certificate, QStringLiteral("certificate"));
    CertificateDialog changed(service, changedCertificate(), nullptr);
    changed.setAttribute(Qt::WA_DeleteOnClose, false);
    grab(changed, QStringLiteral("certificate-changed"));
    WeakenedDialog less(service, weakened(service), nullptr);
    less.setAttribute(Qt::WA_DeleteOnClose, false);
    grab(less, QStringLiteral("weakened"));
    account.incoming.auth = AuthMethod::External;
    account.incoming.clientCertificate = QStringLiteral("/home/ala/certificates/ala.p12");
    AccountEditDialog certified(service, account, nullptr);
    certified.setAttribute(Qt::WA_DeleteOnClose, false);
    certified.findChild<QTabWidget *>(QStringLiteral("tabs"))->setCurrentIndex(1);
    grab(certified, QStringLiteral("account-edit-certificate"));
}

void PicturesTest::fitSmallScreens_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::newRow("English") << QLocale(QLocale::English);
    QTest::newRow("Polish") << QLocale(QLocale::Polish);
}

void PicturesTest::fitSmallScreens()
{
    QFETCH(QLocale, locale);
    const InLanguage language(locale);
    // 1280×800 at 200 % leaves 640×400.
    constexpr int Width = 640;
    constexpr int Height = 400;
    FakeMailService service;
    ComposerWindow composer(service, longReply(service), nullptr);
    AccountSetupDialog setup(service, nullptr);
    AccountsDialog accounts(service, nullptr);
    AccountEditDialog edit(service, service.accounts().constFirst(), nullptr);
    PasswordDialog password(service, wrongPassword(service), nullptr);
    CertificateDialog certificate(service, untrusted(), nullptr);
    WeakenedDialog less(service, weakened(service), nullptr);
    for (QWidget *window : QList<QWidget *> { &composer, &setup, &accounts, &edit, &password, &certificate, &less }) {
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        const QSize least = window->minimumSizeHint().expandedTo(window->minimumSize());
        QVERIFY2(least.width() <= Width && least.height() <= Height,
            qPrintable(
                QStringLiteral("%1 needs %2x%3").arg(window->objectName()).arg(least.width()).arg(least.height())));
    }
}

std::unique_ptr<QObject> picturesTest() { return std::make_unique<PicturesTest>(); }

} // namespace golub::tests

#include "PicturesTest.moc"
