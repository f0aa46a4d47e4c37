// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/FormData.h"
#include "tests/ui/forms/Tests.h"
#include "ui/compose/AttachmentList.h"
#include "ui/compose/BodyEdit.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/compose/RecipientEdit.h"
#include "ui/dialogs/NoticeBar.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWindow>

namespace golub::tests {

using namespace ui;

//! The window itself: fields, senders, files, formats, keys.
class ComposerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void offersEveryIdentity();
    void keepsASenderThatIsNoIdentity();
    void showsCopiesOnDemand();
    void dropsFilesIntoTheMessage();
    void refusesFolders();
    void pastesPictures();
    void removesAttachments();
    void switchesToRichAndBack();
    void answersBelowWhereWanted();
    void tabGoesThroughTheFields();
    void isAWindowOfItsOwn();
    void everythingHasAName();

private:
    void open(const Draft &draft);
    template <class T> T *find(const char *name) const { return m_composer->findChild<T *>(QLatin1String(name)); }
    QString notice() const { return find<NoticeBar>("notice")->text(); }

    std::unique_ptr<FakeMailService> m_service;
    std::unique_ptr<ComposerWindow> m_composer;
};

void ComposerTest::init()
{
    QSettings().clear();
    m_service = std::make_unique<FakeMailService>();
}

void ComposerTest::cleanup()
{
    m_composer.reset();
    m_service.reset();
}

void ComposerTest::open(const Draft &draft)
{
    m_composer = std::make_unique<ComposerWindow>(*m_service, draft, nullptr);
    m_composer->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_composer.get()));
    QApplication::setActiveWindow(m_composer.get());
}

void ComposerTest::offersEveryIdentity()
{
    qsizetype identities = 0;
    for (const Account &account : m_service->accounts())
        identities += account.identities.size();
    open(emptyDraft(*m_service));
    auto *from = find<QComboBox>("from");
    QCOMPARE(from->count(), int(identities));
    const Account second = m_service->accounts().at(1);
    const int last = from->count() - 1;
    from->setCurrentIndex(last);
    QCOMPARE(m_composer->draft().account, second.id);
    QCOMPARE(m_composer->draft().from, second.identities.constLast().from());
}

void ComposerTest::keepsASenderThatIsNoIdentity()
{
    Draft draft = emptyDraft(*m_service);
    draft.from = { QStringLiteral("Ala"), QStringLiteral("ala+shop@golub.example") };
    open(draft);
    QCOMPARE(m_composer->draft().from, draft.from);
    QCOMPARE(m_composer->draft().account, draft.account);
}

void ComposerTest::showsCopiesOnDemand()
{
    open(emptyDraft(*m_service));
    QVERIFY(find<QWidget>("cc")->isHidden());
    QVERIFY(find<QWidget>("bcc")->isHidden());
    find<QToolButton>("showBcc")->click();
    QVERIFY(find<QWidget>("bcc")->isVisible());
    QVERIFY(find<QWidget>("bcc")->hasFocus());
    QTest::keyClicks(find<QWidget>("bcc"), QStringLiteral("secret@example.org"));
    QCOMPARE(m_composer->draft().bcc, (QList<Address> { { {}, QStringLiteral("secret@example.org") } }));
    open(longReply(*m_service));
    QVERIFY(find<QWidget>("cc")->isVisible());
}

void ComposerTest::dropsFilesIntoTheMessage()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("Umowa żółw.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("0123456789");
    file.close();
    open(emptyDraft(*m_service));
    QMimeData mime;
    mime.setUrls({ QUrl::fromLocalFile(file.fileName()) });

    QDragEnterEvent enter({ 50, 50 }, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_composer.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({ 50, 50 }, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_composer.get(), &drop);
    QCOMPARE(m_composer->draft().attachments.size(), 1);
    const DraftAttachment attached = m_composer->draft().attachments.constFirst();
    QCOMPARE(attached.path, file.fileName());
    QCOMPARE(attached.name, QStringLiteral("Umowa żółw.txt"));
    QCOMPARE(attached.size, 10);
    QVERIFY(find<QWidget>("attachments")->isVisible());
    QVERIFY(find<QLabel>("attachmentTotal")->text().contains(QStringLiteral("10")));

    // The text takes dropped files for the message too, instead of writing their names.
    QDragEnterEvent over({ 50, 50 }, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(find<BodyEdit>("body")->viewport(), &over);
    QDropEvent onText({ 50, 50 }, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(find<BodyEdit>("body")->viewport(), &onText);
    QVERIFY2(notice().contains(QStringLiteral("Umowa żółw.txt")), "the second time it is attached already");
    QCOMPARE(m_composer->draft().attachments.size(), 1);
    QCOMPARE(find<BodyEdit>("body")->plain().trimmed(), emptyDraft(*m_service).text.trimmed());
}

void ComposerTest::refusesFolders()
{
    const QTemporaryDir folder;
    open(emptyDraft(*m_service));
    QMimeData mime;
    mime.setUrls({ QUrl::fromLocalFile(folder.path()), QUrl::fromLocalFile(folder.filePath(QStringLiteral("gone"))) });
    QDragEnterEvent over({ 50, 50 }, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_composer.get(), &over);
    QDropEvent drop({ 50, 50 }, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_composer.get(), &drop);
    QVERIFY(m_composer->draft().attachments.isEmpty());
    QVERIFY2(notice().count(u'\n') == 1, qPrintable(notice()));
    QMimeData web;
    web.setUrls({ QUrl(QStringLiteral("https://example.org/x.pdf")) });
    QDragEnterEvent enter({ 50, 50 }, Qt::CopyAction, &web, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(m_composer.get(), &enter);
    QVERIFY(!enter.isAccepted());
}

void ComposerTest::pastesPictures()
{
    open(emptyDraft(*m_service));
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::red);
    auto *mime = new QMimeData;
    mime->setImageData(image);
    QApplication::clipboard()->setMimeData(mime);
    find<BodyEdit>("body")->paste();
    QCOMPARE(m_composer->draft().attachments.size(), 1);
    const DraftAttachment attached = m_composer->draft().attachments.constFirst();
    QCOMPARE(attached.type, QStringLiteral("image/png"));
    QVERIFY(attached.name.endsWith(QStringLiteral(".png")));
    QCOMPARE(QImage::fromData(attached.content, "PNG").size(), image.size());
}

void ComposerTest::removesAttachments()
{
    open(longReply(*m_service));
    auto *list = find<AttachmentList>("attachments");
    list->setCurrentRow(0);
    QVERIFY(find<QToolButton>("removeAttachment")->isVisible());
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(m_composer->draft().attachments.size(), 1);
    QCOMPARE(m_composer->draft().attachments.constFirst().name, QStringLiteral("plan.pdf"));
    list->setCurrentRow(0);
    find<QToolButton>("removeAttachment")->click();
    QVERIFY(m_composer->draft().attachments.isEmpty());
    QVERIFY(list->isHidden());
}

void ComposerTest::switchesToRichAndBack()
{
    open(emptyDraft(*m_service));
    auto *body = find<BodyEdit>("body");
    auto *rich = find<QToolButton>("richText");
    body->setPlainText(QStringLiteral("word"));
    QVERIFY(find<QWidget>("formatBar")->isHidden());
    rich->click();
    QVERIFY(find<QWidget>("formatBar")->isVisible());
    body->selectAll();
    find<QToolButton>("bold")->click();
    QCOMPARE(m_composer->draft().html, QStringLiteral("<div><b>word</b></div>\n"));
    QCOMPARE(m_composer->draft().text, QStringLiteral("word"));
    // Going back asks, because something is lost.
    rich->click();
    auto *box = find<QMessageBox>("ask");
    QVERIFY(box);
    QVERIFY(body->isRich());
    box->button(QMessageBox::Cancel)->click();
    QVERIFY(body->isRich());
    QVERIFY(rich->isChecked());
    QTRY_VERIFY(!find<QMessageBox>("ask"));
    rich->click();
    find<QMessageBox>("ask")->button(QMessageBox::Ok)->click();
    QVERIFY(!body->isRich());
    QVERIFY(!rich->isChecked());
    QVERIFY(m_composer->draft().html.isEmpty());
    QCOMPARE(m_composer->draft().text, QStringLiteral("word"));
}

void ComposerTest::answersBelowWhereWanted()
{
    open(longReply(*m_service));
    QCOMPARE(find<BodyEdit>("body")->textCursor().position(), 0);
    find<QAction>("answerAbove")->trigger();
    open(longReply(*m_service));
    const QString before = find<BodyEdit>("body")->plain().left(find<BodyEdit>("body")->textCursor().position());
    QVERIFY2(before.contains(QStringLiteral("> Ivana")), "below the quoted text");
    QVERIFY2(!before.contains(QStringLiteral("-- ")), "above the signature");
}

void ComposerTest::tabGoesThroughTheFields()
{
    open(emptyDraft(*m_service));
    QVERIFY(find<QWidget>("to")->hasFocus());
    QTest::keyClick(find<QWidget>("to"), Qt::Key_Tab);
    QVERIFY(find<QWidget>("subject")->hasFocus());
    QTest::keyClick(find<QWidget>("subject"), Qt::Key_Tab);
    QVERIFY(find<QWidget>("body")->hasFocus());
    QTest::keyClick(find<QWidget>("body"), Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(find<QWidget>("subject")->hasFocus());
    QTest::keyClick(find<QWidget>("subject"), Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(find<QWidget>("to")->hasFocus());
    QTest::keyClick(find<QWidget>("to"), Qt::Key_Return);
    QVERIFY(find<QWidget>("subject")->hasFocus());
}

void ComposerTest::isAWindowOfItsOwn()
{
    QWidget main;
    main.show();
    QPointer<ComposerWindow> composer = new ComposerWindow(*m_service, emptyDraft(*m_service), &main);
    composer->show();
    QVERIFY(QTest::qWaitForWindowExposed(composer));
    QVERIFY(composer->isWindow());
    QVERIFY2(!composer->windowHandle()->transientParent(), "other mail can be looked at while writing");
    composer->close();
    QTRY_VERIFY(!composer);
}

void ComposerTest::everythingHasAName()
{
    open(longReply(*m_service));
    for (const char *name : { "from", "to", "cc", "bcc", "subject", "body", "send", "attach", "save", "discard",
             "attachments", "richText" }) {
        auto *widget = find<QWidget>(name);
        QVERIFY2(widget, name);
        QVERIFY2(!widget->accessibleName().isEmpty(), name);
    }
}

std::unique_ptr<QObject> composerTest() { return std::make_unique<ComposerTest>(); }

} // namespace golub::tests

#include "ComposerTest.moc"
