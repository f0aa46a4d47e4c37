// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/Tests.h"
#include "ui/dialogs/NoticeBar.h"
#include "ui/settings/AccountEditDialog.h"
#include "ui/settings/AccountsDialog.h"
#include "ui/settings/IdentitiesPage.h"
#include "ui/setup/AccountSetupDialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

namespace golub::tests {

using namespace ui;

//! The list of accounts and what can be changed about one.
class SettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void listsAndFollowsTheService();
    void removingAsksAndSaysWhatGoes();
    void editKeepsWhatIsNotShown();
    void editsServers();
    void identities();
    void refusesBadIdentities();
    void addOpensTheSetup();
    void acceptedCertificatesAreListedAndTakenBack();

private:
    AccountEditDialog *edit(int row);

    std::unique_ptr<FakeMailService> m_service;
    QPointer<AccountsDialog> m_dialog;
};

void SettingsTest::init()
{
    m_service = std::make_unique<FakeMailService>();
    m_dialog = new AccountsDialog(*m_service, nullptr);
    m_dialog->open();
}

void SettingsTest::cleanup()
{
    delete m_dialog;
    m_service.reset();
}

AccountEditDialog *SettingsTest::edit(int row)
{
    m_dialog->findChild<QListWidget *>(QStringLiteral("accountList"))->setCurrentRow(row);
    m_dialog->findChild<QPushButton *>(QStringLiteral("edit"))->click();
    return m_dialog->findChild<AccountEditDialog *>(QStringLiteral("accountEdit"));
}

void SettingsTest::listsAndFollowsTheService()
{
    auto *list = m_dialog->findChild<QListWidget *>(QStringLiteral("accountList"));
    QCOMPARE(list->count(), int(m_service->accounts().size()));
    QVERIFY(list->item(0)->text().contains(m_service->accounts().at(0).address));
    list->setCurrentRow(1);
    const int before = list->count();
    m_service->removeAccount(m_service->accounts().at(0).id);
    QTRY_COMPARE(list->count(), before - 1);
    QVERIFY2(
        list->currentItem()->text().contains(m_service->accounts().at(0).address), "the chosen account stays chosen");
}

void SettingsTest::removingAsksAndSaysWhatGoes()
{
    const qsizetype before = m_service->accounts().size();
    auto *list = m_dialog->findChild<QListWidget *>(QStringLiteral("accountList"));
    list->setCurrentRow(0);
    m_dialog->findChild<QPushButton *>(QStringLiteral("remove"))->click();
    auto *box = m_dialog->findChild<QMessageBox *>(QStringLiteral("ask"));
    QVERIFY(box);
    QVERIFY(box->text().contains(m_service->accounts().at(0).name));
    QVERIFY(box->text().contains(QStringLiteral("Nothing changes on the server")));
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_VERIFY(!m_dialog->findChild<QMessageBox *>(QStringLiteral("ask")));
    QCOMPARE(m_service->accounts().size(), before);
    m_dialog->findChild<QPushButton *>(QStringLiteral("remove"))->click();
    m_dialog->findChild<QMessageBox *>(QStringLiteral("ask"))->button(QMessageBox::Yes)->click();
    QTRY_COMPARE(m_service->accounts().size(), before - 1);
}

void SettingsTest::editKeepsWhatIsNotShown()
{
    for (int row = 0; row < m_service->accounts().size(); ++row) {
        Account before = m_service->accounts().at(row);
        // What the form cannot show: an extra CA and a method that it does not offer.
        before.incoming.caFile = QStringLiteral("/etc/ssl/own.pem");
        before.incoming.auth = AuthMethod::XOAuth2;
        before.incoming.port = 1993;
        m_service->updateAccount(before, {});
        QTRY_COMPARE(m_service->accounts().at(row), before);
        QPointer<AccountEditDialog> dialog = edit(row);
        QVERIFY(dialog);
        dialog->findChild<QPushButton *>(QStringLiteral("save"))->click();
        QTRY_VERIFY(!dialog);
        Account after = m_service->accounts().at(row);
        // An outgoing user name that equals the incoming one is the same as none.
        if (before.outgoing.user == before.incoming.user)
            before.outgoing.user.clear();
        QCOMPARE(after, before);
    }
}

void SettingsTest::editsServers()
{
    QPointer<AccountEditDialog> dialog = edit(0);
    dialog->findChild<QLineEdit *>(QStringLiteral("accountName"))->setText(QStringLiteral("New name"));
    dialog->findChild<QLineEdit *>(QStringLiteral("incomingHost"))->setText(QStringLiteral("imap2.golub.example"));
    auto *security = dialog->findChild<QComboBox *>(QStringLiteral("outgoingSecurity"));
    security->setCurrentIndex(security->findData(int(Security::StartTls)));
    dialog->findChild<QPushButton *>(QStringLiteral("test"))->click();
    QTRY_VERIFY(dialog->findChild<QLabel *>(QStringLiteral("stepDone")));
    dialog->findChild<QPushButton *>(QStringLiteral("save"))->click();
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_service->accounts().at(0).name, QStringLiteral("New name"));
    QCOMPARE(m_service->accounts().at(0).incoming.host, QStringLiteral("imap2.golub.example"));
    QCOMPARE(m_service->accounts().at(0).outgoing.security, Security::StartTls);
    QCOMPARE(m_service->accounts().at(0).outgoing.port, quint16(587));
}

void SettingsTest::identities()
{
    QPointer<AccountEditDialog> dialog = edit(0);
    auto *page = dialog->findChild<IdentitiesPage *>(QStringLiteral("identities"));
    const QList<Identity> before = page->identities();
    page->findChild<QPushButton *>(QStringLiteral("addIdentity"))->click();
    page->findChild<QLineEdit *>(QStringLiteral("identityName"))->setText(QStringLiteral("Klub"));
    page->findChild<QLineEdit *>(QStringLiteral("identityAddress"))->setText(QStringLiteral("klub@golub.example"));
    page->findChild<QLineEdit *>(QStringLiteral("identityReplyTo"))->setText(QStringLiteral("ala@golub.example"));
    page->findChild<QPlainTextEdit *>(QStringLiteral("identitySignature"))->setPlainText(QStringLiteral("Ala\nKlub"));
    page->findChild<QPushButton *>(QStringLiteral("defaultIdentity"))->click();
    page->findChild<QListWidget *>(QStringLiteral("identityList"))->setCurrentRow(1);
    QCOMPARE(page->findChild<QLineEdit *>(QStringLiteral("identityAddress"))->text(), before.constFirst().address);
    if (before.size() > 1)
        page->findChild<QListWidget *>(QStringLiteral("identityList"))->setCurrentRow(2);
    page->findChild<QPushButton *>(QStringLiteral("removeIdentity"))->click();
    dialog->findChild<QPushButton *>(QStringLiteral("save"))->click();
    QTRY_VERIFY(!dialog);
    const QList<Identity> after = m_service->accounts().at(0).identities;
    QCOMPARE(after.size(), before.size());
    QCOMPARE(after.constFirst(),
        (Identity { {}, QStringLiteral("Klub"), QStringLiteral("klub@golub.example"),
            QStringLiteral("ala@golub.example"), QStringLiteral("Ala\nKlub") }));
}

void SettingsTest::refusesBadIdentities()
{
    QPointer<AccountEditDialog> dialog = edit(0);
    dialog->findChild<QPushButton *>(QStringLiteral("addIdentity"))->click();
    dialog->findChild<QLineEdit *>(QStringLiteral("identityAddress"))->setText(QStringLiteral("no address"));
    dialog->findChild<QPushButton *>(QStringLiteral("save"))->click();
    QVERIFY(dialog->findChild<NoticeBar *>(QStringLiteral("notice"))->text().contains(QStringLiteral("no address")));
    QVERIFY(m_service->calls().filter(QStringLiteral("updateAccount")).isEmpty());
}

void SettingsTest::acceptedCertificatesAreListedAndTakenBack()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const CertificateException imap { QStringLiteral("mail.example.org"), 993, QByteArray(32, '\xAB'), now, now.addDays(90) };
    const CertificateException smtp { QStringLiteral("smtp.example.org"), 465, QByteArray(32, '\x01'), now, now.addDays(30) };
    m_service->setCertificateExceptions({ imap, smtp });
    AccountEditDialog *dialog = edit(0);
    auto *list = dialog->findChild<QTreeWidget *>(QStringLiteral("certificateList"));
    QVERIFY(list);
    QCOMPARE(list->topLevelItemCount(), 2);
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("mail.example.org:993"));
    QCOMPARE(list->topLevelItem(1)->text(2), QLocale().toString(smtp.until.toLocalTime().date(), QLocale::ShortFormat));
    auto *fingerprint = dialog->findChild<QLabel *>(QStringLiteral("certificateFingerprint"));
    QVERIFY(fingerprint->text().contains(QStringLiteral("AB:AB:AB")));
    list->setCurrentItem(list->topLevelItem(1));
    QVERIFY(fingerprint->text().contains(QStringLiteral("01:01:01")));

    auto *revoke = dialog->findChild<QPushButton *>(QStringLiteral("revokeCertificate"));
    revoke->click();
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    QVERIFY(m_service->calls().contains(QStringLiteral("revokeCertificate smtp.example.org:465 ") + QString::fromLatin1(smtp.sha256.toHex())));
    revoke->click();
    QTRY_COMPARE(list->topLevelItemCount(), 0);
    QVERIFY(!dialog->findChild<QLabel *>(QStringLiteral("noCertificates"))->isHidden());
    QVERIFY(revoke->isHidden());
}

void SettingsTest::addOpensTheSetup()
{
    m_dialog->findChild<QPushButton *>(QStringLiteral("add"))->click();
    QVERIFY(m_dialog->findChild<AccountSetupDialog *>(QStringLiteral("accountSetup"))->isVisible());
}

std::unique_ptr<QObject> settingsTest() { return std::make_unique<SettingsTest>(); }

} // namespace golub::tests

#include "SettingsTest.moc"
