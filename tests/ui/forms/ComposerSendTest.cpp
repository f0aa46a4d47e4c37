// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/FormData.h"
#include "tests/ui/forms/Tests.h"
#include "ui/compose/AttachmentList.h"
#include "ui/compose/BodyEdit.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/compose/RecipientEdit.h"
#include "ui/dialogs/NoticeBar.h"

#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

namespace golub::tests {

using namespace ui;

//! The checks before sending, the hand-over, and what happens where it fails.
class ComposerSendTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void sendsAndCloses();
    void controlEnterSends();
    void takesTheDraftAlong();
    void wantsARecipient();
    void wantsGoodAddresses();
    void asksOnceAboutTheSubject();
    void asksAboutAForgottenAttachment();
    void aVanishedAttachmentIsNamed();
    void aRefusalKeepsTheWindow();
    void wantsAnAccount();

private:
    void open(const Draft &draft);
    template <class T> T *find(const char *name) const { return m_composer->findChild<T *>(QLatin1String(name)); }
    QString notice() const { return find<NoticeBar>("notice")->text(); }
    Draft ready() const;
    void send() { find<QToolButton>("send")->click(); }

    std::unique_ptr<FakeMailService> m_service;
    QPointer<ComposerWindow> m_composer;
};

void ComposerSendTest::init()
{
    QSettings().clear();
    m_service = std::make_unique<FakeMailService>();
    for (const Draft &seeded : m_service->drafts())
        m_service->removeDraft(seeded.id);
    QTRY_VERIFY(m_service->drafts().isEmpty());
}

void ComposerSendTest::cleanup()
{
    delete m_composer;
    m_service.reset();
}

void ComposerSendTest::open(const Draft &draft)
{
    delete m_composer;
    m_composer = new ComposerWindow(*m_service, draft, nullptr);
    m_composer->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_composer));
    QApplication::setActiveWindow(m_composer);
}

Draft ComposerSendTest::ready() const
{
    Draft draft = emptyDraft(*m_service);
    draft.to = { { {}, QStringLiteral("ivana@example.hr") } };
    draft.subject = QStringLiteral("Hello");
    draft.text = QStringLiteral("Text");
    return draft;
}

void ComposerSendTest::sendsAndCloses()
{
    open(ready());
    QSignalSpy sent(m_composer, &ComposerWindow::sent);
    send();
    QTRY_VERIFY(!m_composer);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(m_service->sent().size(), 1);
    QCOMPARE(m_service->sent().constFirst().to, ready().to);
    QCOMPARE(m_service->sent().constFirst().subject, QStringLiteral("Hello"));
}

void ComposerSendTest::controlEnterSends()
{
    for (const char *name : { "to", "subject", "body" }) {
        open(ready());
        QPointer<ComposerWindow> window = m_composer;
        find<QWidget>(name)->setFocus();
        QTest::keyClick(find<QWidget>(name), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY2(!window, name);
    }
    QCOMPARE(m_service->sent().size(), 3);
    for (const Draft &draft : m_service->sent())
        QVERIFY(!draft.text.startsWith(u'\n'));
}

void ComposerSendTest::takesTheDraftAlong()
{
    open(ready());
    QTest::keyClicks(find<QWidget>("subject"), QStringLiteral("!"));
    find<QToolButton>("save")->click();
    // The save that brings the id is still on its way: sending waits for it, or the draft would stay behind.
    send();
    QTRY_VERIFY(!m_composer);
    QVERIFY(m_service->sent().constFirst().id.isValid());
    QVERIFY(m_service->drafts().isEmpty());
}

void ComposerSendTest::wantsARecipient()
{
    Draft draft = ready();
    draft.to.clear();
    open(draft);
    send();
    QVERIFY(!notice().isEmpty());
    QVERIFY(find<QWidget>("to")->hasFocus());
    QVERIFY(m_service->sent().isEmpty());
    QTest::keyClicks(find<QWidget>("to"), QStringLiteral("a@example.org"));
    send();
    QTRY_VERIFY(!m_composer);
}

void ComposerSendTest::wantsGoodAddresses()
{
    Draft draft = ready();
    draft.bcc = { { {}, QStringLiteral("a@example.org") }, { {}, QStringLiteral("not an address") } };
    open(draft);
    send();
    QVERIFY2(notice().contains(QStringLiteral("not an address")), qPrintable(notice()));
    auto *bcc = find<RecipientEdit>("bcc");
    QVERIFY(bcc->hasFocus());
    QCOMPARE(bcc->textCursor().selectedText(), QStringLiteral("not an address"));
    QVERIFY(m_service->sent().isEmpty());
}

void ComposerSendTest::asksOnceAboutTheSubject()
{
    Draft draft = ready();
    draft.subject.clear();
    open(draft);
    send();
    auto *box = find<QMessageBox>("ask");
    QVERIFY(box);
    QTest::keyClick(box, Qt::Key_Return); // the default goes back
    QVERIFY(m_service->sent().isEmpty());
    QVERIFY(find<QWidget>("subject")->hasFocus());
    QTRY_VERIFY(!find<QMessageBox>("ask"));
    send();
    QTRY_VERIFY2(!m_composer, "asked once; the second time is meant");
}

void ComposerSendTest::asksAboutAForgottenAttachment()
{
    Draft draft = ready();
    draft.text = QStringLiteral("Umowa jest w załączniku.");
    open(draft);
    send();
    auto *box = find<QMessageBox>("ask");
    QVERIFY(box);
    box->button(QMessageBox::Cancel)->click();
    QVERIFY(m_service->sent().isEmpty());
    QTRY_VERIFY(!find<QMessageBox>("ask"));
    send();
    find<QMessageBox>("ask")->button(QMessageBox::Yes)->click();
    QTRY_VERIFY(!m_composer);
    // With a file nothing is asked.
    draft.attachments = { { {}, QStringLiteral("umowa.txt"), {}, QByteArrayLiteral("x") } };
    open(draft);
    send();
    QVERIFY(!find<QMessageBox>("ask"));
    QTRY_VERIFY(!m_composer);
}

void ComposerSendTest::aVanishedAttachmentIsNamed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("plan.txt"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    Draft draft = ready();
    draft.attachments
        = { { path, QStringLiteral("plan.txt"), {} }, { {}, QStringLiteral("other.txt"), {}, QByteArrayLiteral("x") } };
    open(draft);
    QVERIFY(file.remove());
    m_service->failNext(
        Error { ErrorKind::NotFound, QStringLiteral("The file plan.txt is not there any more."), path });
    send();
    QTRY_VERIFY(notice().contains(QStringLiteral("plan.txt")));
    QVERIFY(m_composer->isVisible());
    QVERIFY(find<AttachmentList>("attachments")->item(0)->text().contains(QStringLiteral("missing")));
    QVERIFY(!find<AttachmentList>("attachments")->item(1)->text().contains(QStringLiteral("missing")));
    QVERIFY(find<QToolButton>("send")->isEnabled());
    // The bar offers the way out.
    find<QPushButton>("noticeAction")->click();
    QCOMPARE(m_composer->draft().attachments.size(), 1);
    send();
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->sent().constFirst().attachments.constFirst().name, QStringLiteral("other.txt"));
}

void ComposerSendTest::aRefusalKeepsTheWindow()
{
    open(ready());
    Error refusal { ErrorKind::StorageFull, QStringLiteral("The disk is full. Make room and send again."),
        QStringLiteral("ENOSPC") };
    m_service->failNext(refusal);
    send();
    QVERIFY2(!find<QToolButton>("send")->isEnabled(), "not twice");
    QTRY_COMPARE(notice(), refusal.text);
    QVERIFY(m_composer->isVisible());
    QVERIFY(m_service->sent().isEmpty());
    QVERIFY(!find<BodyEdit>("body")->isReadOnly());
    QTest::keyClicks(find<BodyEdit>("body"), QStringLiteral("still editable "));
    QVERIFY2(find<QTimer>("autosave")->isActive(), "and still saved");
    send();
    QTRY_VERIFY(!m_composer);
    QVERIFY(m_service->sent().constFirst().text.contains(QStringLiteral("still editable")));
}

void ComposerSendTest::wantsAnAccount()
{
    m_service = std::make_unique<FakeMailService>(FakeMailService::Seed::Empty);
    Draft draft;
    draft.to = { { {}, QStringLiteral("ivana@example.hr") } };
    open(draft);
    send();
    QVERIFY(!notice().isEmpty());
    QVERIFY(m_composer->isVisible());
}

std::unique_ptr<QObject> composerSendTest() { return std::make_unique<ComposerSendTest>(); }

} // namespace golub::tests

#include "ComposerSendTest.moc"
