// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/FormData.h"
#include "tests/ui/forms/Tests.h"
#include "ui/compose/RecipientEdit.h"
#include "ui/compose/RedirectDialog.h"
#include "ui/dialogs/Ask.h"
#include "ui/dialogs/CertificateDialog.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/dialogs/PasswordDialog.h"
#include "ui/dialogs/WeakenedDialog.h"

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

//! One that the service has.
MessageSummary anyMessage(const FakeMailService &service)
{
    const QList<Mailbox> mailboxes = service.mailboxes();
    for (const Mailbox &mailbox : mailboxes) {
        const QList<MessageSummary> found = service.messages(mailbox.id, 0, 1);
        if (!found.isEmpty())
            return found.first();
    }
    return {};
}

//! The questions that the service asks through a person.
class DialogsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void askAnswersLaterAndOnce();
    void askTakesNoMarkup();
    void passwordGoesToTheService();
    void passwordShowsTheServersWords();
    void passwordWithoutAKeychain();
    void aRefusedPasswordKeepsTheDialog();
    void redirectGoesToTheService();
    void redirectSaysWhatIsWrong();
    void enterNeverAcceptsACertificate();
    void acceptingIsDeliberate();
    void acceptingIsForATime();
    void aChangedCertificateIsToldApart();
    void lessProtectionIsTakenDeliberately();
    void certificateShowsTheChain();
    void certificateOfAHostileServer();
    void withoutAChainNothingCanBeAccepted();
};

void DialogsTest::askAnswersLaterAndOnce()
{
    QWidget parent;
    parent.show();
    QList<QMessageBox::StandardButton> answers;
    const auto listen = [&answers](QMessageBox::StandardButton button) { answers += button; };
    QPointer<QMessageBox> box = ask(
        &parent, QStringLiteral("Title"), QStringLiteral("Question?"), QMessageBox::Yes | QMessageBox::No, listen);
    QVERIFY2(answers.isEmpty() && box->isVisible(), "it must not block");
    QTest::keyClick(box, Qt::Key_Escape);
    QCOMPARE(answers, QList<QMessageBox::StandardButton> { QMessageBox::No });
    QTRY_VERIFY(!box);
    box = ask(
        &parent, QStringLiteral("Title"), QStringLiteral("Question?"), QMessageBox::Yes | QMessageBox::No, listen);
    box->button(QMessageBox::Yes)->click();
    QCOMPARE(answers.last(), QMessageBox::Yes);
    QCOMPARE(answers.size(), 2);
}

void DialogsTest::askTakesNoMarkup()
{
    QWidget parent;
    QMessageBox *box = notify(
        &parent, QStringLiteral("Title"), QStringLiteral("<img src=x> <b>bold</b>"), QStringLiteral("details"));
    QCOMPARE(box->textFormat(), Qt::PlainText);
    QCOMPARE(box->detailedText(), QStringLiteral("details"));
}

void DialogsTest::passwordGoesToTheService()
{
    FakeMailService service;
    QPointer<PasswordDialog> dialog = new PasswordDialog(service, wrongPassword(service), nullptr);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    dialog->open();
    auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
    QVERIFY2(!accept->isEnabled(), "no empty passwords");
    dialog->findChild<QLineEdit *>(QStringLiteral("password"))->setText(QStringLiteral("zażółć"));
    QVERIFY(dialog->findChild<QCheckBox *>(QStringLiteral("remember"))->isChecked());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(accepted.size(), 1);
    QCOMPARE(service.lastPassword(), QStringLiteral("zażółć"));
    QVERIFY(service.calls().last().startsWith(QStringLiteral("providePassword"))
        && service.calls().last().endsWith(QStringLiteral("remember")));
    QTRY_VERIFY(!dialog);
}

void DialogsTest::passwordShowsTheServersWords()
{
    FakeMailService service;
    service::UserRequest request = wrongPassword(service);
    request.account = service.accounts().at(1).id; // its provider wants an app password
    PasswordDialog dialog(service, request, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("noticeDetails"))->isHidden());
    dialog.findChild<QAbstractButton *>(QStringLiteral("noticeFold"))->click();
    QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("noticeDetails"))
                ->text()
                .contains(QStringLiteral("AUTHENTICATIONFAILED Invalid credentials")));
    QStringList hints;
    for (const QLabel *label : dialog.findChildren<QLabel *>(QStringLiteral("hint")))
        hints += label->text();
    QVERIFY2(hints.join(u' ').contains(QStringLiteral("app password")), qPrintable(hints.join(u' ')));
    QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("helpLink")));
}

void DialogsTest::passwordWithoutAKeychain()
{
    FakeMailService service;
    service.setKeychain(false);
    PasswordDialog dialog(service, wrongPassword(service), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *remember = dialog.findChild<QCheckBox *>(QStringLiteral("remember"));
    QVERIFY(!remember->isEnabled());
    QVERIFY(!remember->isChecked());
    QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("keychainNote"))->text().contains(QStringLiteral("memory")));
}

void DialogsTest::aRefusedPasswordKeepsTheDialog()
{
    FakeMailService service;
    PasswordDialog dialog(service, wrongPassword(service), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    dialog.findChild<QLineEdit *>(QStringLiteral("password"))->setText(QStringLiteral("x"));
    service.failNext(Error { ErrorKind::Storage, QStringLiteral("The keychain is locked.") });
    dialog.findChild<QPushButton *>(QStringLiteral("accept"))->click();
    QTRY_COMPARE(
        dialog.findChild<NoticeBar *>(QStringLiteral("notice"))->text(), QStringLiteral("The keychain is locked."));
    QVERIFY(dialog.isVisible());
    QVERIFY(dialog.findChild<QPushButton *>(QStringLiteral("accept"))->isEnabled());
}

void DialogsTest::redirectGoesToTheService()
{
    FakeMailService service;
    const MessageSummary message = anyMessage(service);
    QPointer<RedirectDialog> dialog = new RedirectDialog(service, message, nullptr);
    QSignalSpy redirected(dialog, &RedirectDialog::redirected);
    dialog->open();
    dialog->findChild<RecipientEdit *>(QStringLiteral("to"))->setAddresses({ { QStringLiteral("Ewa"), QStringLiteral("ewa@example.com") } });
    dialog->findChild<RecipientEdit *>(QStringLiteral("bcc"))->setAddresses({ { {}, QStringLiteral("jan@example.com") } });
    dialog->findChild<QPushButton *>(QStringLiteral("accept"))->click();
    QTRY_COMPARE(redirected.count(), 1);
    QVERIFY(redirected.first().first().toString().contains(message.subject));
    QTRY_VERIFY(!dialog);
    const QString call = service.calls().last();
    QVERIFY2(call.startsWith(QStringLiteral("redirect %1 from ").arg(message.id.value)) && call.endsWith(QStringLiteral(" to ewa@example.com jan@example.com")), qPrintable(call));
}

void DialogsTest::redirectSaysWhatIsWrong()
{
    FakeMailService service;
    QPointer<RedirectDialog> dialog = new RedirectDialog(service, anyMessage(service), nullptr);
    dialog->open();
    auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
    auto *notice = dialog->findChild<NoticeBar *>();
    accept->click(); // to nobody
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(dialog && accept->isEnabled());
    dialog->findChild<RecipientEdit *>(QStringLiteral("to"))->setPlainText(QStringLiteral("ewa, jan@example.com"));
    const qsizetype before = service.calls().size();
    accept->click();
    QVERIFY2(notice->text().contains(QStringLiteral("address")), qPrintable(notice->text()));
    QCOMPARE(service.calls().size(), before);
    dialog->reject();
}

void DialogsTest::enterNeverAcceptsACertificate()
{
    FakeMailService service;
    for (const bool ticked : { false, true }) {
        for (const char *focused : { "compared", "accept", "reject", "chain" }) {
            QPointer<CertificateDialog> dialog = new CertificateDialog(service, untrusted(), nullptr);
            QSignalSpy rejected(dialog, &QDialog::rejected);
            dialog->open();
            dialog->findChild<QCheckBox *>(QStringLiteral("compared"))->setChecked(ticked);
            auto *widget = dialog->findChild<QWidget *>(QLatin1String(focused));
            widget->setFocus();
            QTest::keyClick(widget, Qt::Key_Return);
            QTRY_VERIFY2(!dialog, focused);
            QCOMPARE(rejected.size(), 1);
        }
    }
    QVERIFY2(service.calls().filter(QStringLiteral("acceptCertificate")).isEmpty(),
        "Enter is the safe answer, wherever the focus is");
}

void DialogsTest::acceptingIsDeliberate()
{
    FakeMailService service;
    QPointer<CertificateDialog> dialog = new CertificateDialog(service, untrusted(), nullptr);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    dialog->open();
    auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
    QVERIFY(!accept->isEnabled());
    QVERIFY(accept->text().contains(QStringLiteral("mail.example.org:993")));
    QVERIFY(dialog->findChild<QPushButton *>(QStringLiteral("reject"))->isDefault());
    dialog->findChild<QCheckBox *>(QStringLiteral("compared"))->click();
    accept->click();
    QVERIFY2(accepted.isEmpty(), "only once the exception is stored");
    QTRY_COMPARE(accepted.size(), 1);
    const QString fingerprint = QString::fromLatin1(untrusted().error.certificate->chain.constFirst().sha256.toHex());
    const QString until = QDateTime::currentDateTimeUtc().addDays(90).date().toString(Qt::ISODate);
    QCOMPARE(service.calls().last(), QStringLiteral("acceptCertificate mail.example.org:993 %1 until %2").arg(fingerprint, until));
}

void DialogsTest::acceptingIsForATime()
{
    FakeMailService service;
    auto *dialog = new CertificateDialog(service, untrusted(), nullptr);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    dialog->open();
    auto *days = dialog->findChild<QComboBox *>(QStringLiteral("acceptFor"));
    days->setCurrentIndex(days->findData(30));
    dialog->findChild<QCheckBox *>(QStringLiteral("compared"))->click();
    dialog->findChild<QPushButton *>(QStringLiteral("accept"))->click();
    QTRY_COMPARE(accepted.size(), 1);
    QVERIFY(service.calls().last().endsWith(QDateTime::currentDateTimeUtc().addDays(30).date().toString(Qt::ISODate)));
}

void DialogsTest::aChangedCertificateIsToldApart()
{
    FakeMailService service;
    const auto textsOf = [&service](const service::UserRequest &request) {
        CertificateDialog dialog(service, request, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        return dialog.findChild<QLabel *>(QStringLiteral("heading"))->text() + u'\n' + dialog.findChild<QLabel *>(QStringLiteral("advice"))->text();
    };
    const QString changed = textsOf(changedCertificate());
    QVERIFY2(changed.contains(QStringLiteral("another certificate than before")), qPrintable(changed));
    QVERIFY2(changed.contains(QStringLiteral("A Good Authority")), qPrintable(changed));
    QVERIFY(!textsOf(untrusted()).contains(QStringLiteral("changed")));
}

void DialogsTest::lessProtectionIsTakenDeliberately()
{
    FakeMailService service;
    QPointer<WeakenedDialog> dialog = new WeakenedDialog(service, weakened(service), nullptr);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    dialog->open();
    auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
    QVERIFY(!accept->isEnabled());
    QVERIFY(dialog->findChild<QPushButton *>(QStringLiteral("reject"))->isDefault());
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("before"))->text() != dialog->findChild<QLabel *>(QStringLiteral("offered"))->text());
    dialog->findChild<QCheckBox *>(QStringLiteral("asked"))->click();
    accept->click();
    QTRY_COMPARE(accepted.size(), 1);
    QVERIFY2(service.calls().last().startsWith(QStringLiteral("acceptWeaker ")) && service.calls().last().endsWith(QStringLiteral("mail.example.org:993 tls 1")),
        qPrintable(service.calls().last()));
}

void DialogsTest::certificateShowsTheChain()
{
    FakeMailService service;
    CertificateDialog dialog(service, untrusted(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    const auto text = [&dialog](const char *name) { return dialog.findChild<QLabel *>(QLatin1String(name))->text(); };
    QVERIFY(text("reasons").contains(QStringLiteral("It expired on 3 March 2025.")));
    QCOMPARE(text("subject"), QStringLiteral("mail.example.org"));
    QCOMPARE(text("issuer"), QStringLiteral("Example Issuing Authority R3"));
    QVERIFY(text("hostNames").contains(QStringLiteral("imap.example.org")));
    QVERIFY(text("validity").contains(QStringLiteral("2024")) && text("validity").contains(QStringLiteral("2025")));
    const QStringList rows = text("fingerprint").split(u'\n');
    QCOMPARE(rows.size(), 2);
    for (const QString &row : rows)
        QCOMPARE(row.split(u':').size(), 16);
    auto *chain = dialog.findChild<QComboBox *>(QStringLiteral("chain"));
    QCOMPARE(chain->count(), 2);
    chain->setCurrentIndex(1);
    QVERIFY(text("issuer").contains(QStringLiteral("itself")));
}

void DialogsTest::certificateOfAHostileServer()
{
    service::UserRequest request = untrusted();
    CertificateProblem problem = *request.error.certificate;
    problem.chain[0].subject = QStringLiteral("<b>bank</b>\n\u202Egro.knab\u0007") + QString(100'000, u'x');
    problem.chain[0].hostNames.clear();
    for (int i = 0; i < 5000; ++i)
        problem.chain[0].hostNames += QStringLiteral("host%1.example\n").arg(i);
    request.error.certificate = std::make_shared<const CertificateProblem>(problem);
    FakeMailService service;
    CertificateDialog dialog(service, request, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *subject = dialog.findChild<QLabel *>(QStringLiteral("subject"));
    QCOMPARE(subject->textFormat(), Qt::PlainText);
    QVERIFY(subject->text().size() < 400);
    QVERIFY(!subject->text().contains(QChar(0x202E)) && !subject->text().contains(u'\n'));
    QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("hostNames"))->text().size() < 1000);
    QVERIFY(dialog.minimumSizeHint().width() < 800);
}

void DialogsTest::withoutAChainNothingCanBeAccepted()
{
    service::UserRequest request = untrusted();
    CertificateProblem problem = *request.error.certificate;
    problem.chain.clear();
    request.error.certificate = std::make_shared<const CertificateProblem>(problem);
    FakeMailService service;
    CertificateDialog dialog(service, request, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("accept"))->isVisible());
    QVERIFY(!dialog.findChild<QCheckBox *>(QStringLiteral("compared"))->isVisible());
}

std::unique_ptr<QObject> dialogsTest() { return std::make_unique<DialogsTest>(); }

} // namespace golub::tests

#include "DialogsTest.moc"
