// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/FormData.h"
#include "tests/ui/forms/Tests.h"
#include "ui/compose/BodyEdit.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/compose/DraftKeeper.h"
#include "ui/dialogs/NoticeBar.h"

#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QToolButton>

namespace golub::tests {

using namespace ui;

//! What becomes of a draft: saved while it is written, kept, resumed, removed.
class ComposerDraftTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void savesSoonAfterTheFirstChange();
    void savesWhileSomebodyTypesOn();
    void aKillLosesNothingThatWasSaved();
    void neverMakesTwoDraftsOfOne();
    void closingKeepsContent();
    void closingUntouchedLeavesNothing();
    void closingAnEmptiedDraftRemovesIt();
    void closingAnUnchangedDraftLeavesIt();
    void leavingTheWindowSaves();
    void aFailedSaveAtCloseBringsTheWindowBack();
    void discardAsksAndRemoves();
    void keepsWhatItDoesNotShow();

private:
    void open(const Draft &draft);
    template <class T> T *find(const char *name) const { return m_composer->findChild<T *>(QLatin1String(name)); }
    int calls(const char *prefix) const;
    void write(const QString &text);
    //! Fires the autosave that waits, so that no test waits for it.
    void autosaveNow();

    std::unique_ptr<FakeMailService> m_service;
    QPointer<ComposerWindow> m_composer;
};

void ComposerDraftTest::init()
{
    QSettings().clear();
    m_service = std::make_unique<FakeMailService>();
    for (const Draft &seeded : m_service->drafts())
        m_service->removeDraft(seeded.id);
    QTRY_VERIFY(m_service->drafts().isEmpty());
}

void ComposerDraftTest::cleanup()
{
    delete m_composer;
    m_service.reset();
}

void ComposerDraftTest::open(const Draft &draft)
{
    delete m_composer;
    m_composer = new ComposerWindow(*m_service, draft, nullptr);
    m_composer->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_composer));
    QApplication::setActiveWindow(m_composer);
}

int ComposerDraftTest::calls(const char *prefix) const
{
    int count = 0;
    for (const QString &call : m_service->calls())
        count += call.startsWith(QLatin1String(prefix)) ? 1 : 0;
    return count;
}

void ComposerDraftTest::write(const QString &text)
{
    find<BodyEdit>("body")->moveCursor(QTextCursor::Start);
    QTest::keyClicks(find<BodyEdit>("body"), text);
}

void ComposerDraftTest::autosaveNow()
{
    auto *timer = find<QTimer>("autosave");
    QVERIFY(timer->isActive());
    timer->start(0);
}

void ComposerDraftTest::savesSoonAfterTheFirstChange()
{
    open(emptyDraft(*m_service));
    QVERIFY2(!find<QTimer>("autosave")->isActive(), "nothing to save yet");
    write(QStringLiteral("H"));
    auto *timer = find<QTimer>("autosave");
    QVERIFY(timer->isActive());
    QVERIFY(timer->remainingTime() <= 1000);
    QTRY_COMPARE_WITH_TIMEOUT(m_service->drafts().size(), 1, 3000);
    QVERIFY(m_service->drafts().constFirst().text.startsWith(u'H'));
}

void ComposerDraftTest::savesWhileSomebodyTypesOn()
{
    open(emptyDraft(*m_service));
    write(QStringLiteral("a"));
    auto *timer = find<QTimer>("autosave");
    const int first = timer->remainingTime();
    write(QStringLiteral("b"));
    QVERIFY2(timer->remainingTime() <= first, "typing on must not put the save off");
    autosaveNow();
    QTRY_COMPARE(m_service->drafts().size(), 1);
    write(QStringLiteral("c"));
    QVERIFY(timer->isActive());
    QVERIFY2(timer->remainingTime() > 1000, "not at every key");
    QVERIFY2(timer->remainingTime() <= 3000, "a kill loses at most three seconds");
}

void ComposerDraftTest::aKillLosesNothingThatWasSaved()
{
    open(emptyDraft(*m_service));
    QTest::keyClicks(find<QWidget>("to"), QStringLiteral("Ivana <ivana@example.hr>, half"));
    find<QLineEdit>("subject")->setText(QStringLiteral("Zażółć"));
    write(QStringLiteral("first words"));
    find<QToolButton>("richText")->click();
    autosaveNow();
    QTRY_COMPARE(m_service->drafts().size(), 1);
    const Draft before = m_composer->draft();
    delete m_composer; // no close event, as in a kill
    QCOMPARE(m_service->drafts().size(), 1);

    open(m_service->drafts().constFirst());
    const Draft after = m_composer->draft();
    QCOMPARE(after.id, before.id);
    QCOMPARE(after.to, before.to);
    QCOMPARE(after.to.at(1).address, QStringLiteral("half"));
    QCOMPARE(after.subject, QStringLiteral("Zażółć"));
    QCOMPARE(after.text, before.text);
    QCOMPARE(after.html, before.html);
    QVERIFY(after.text.startsWith(QStringLiteral("first words")));
    write(QStringLiteral("more "));
    autosaveNow();
    QTRY_VERIFY(m_service->drafts().constFirst().text.startsWith(QStringLiteral("more first words")));
    QCOMPARE(m_service->drafts().size(), 1);
}

void ComposerDraftTest::neverMakesTwoDraftsOfOne()
{
    open(emptyDraft(*m_service));
    write(QStringLiteral("a"));
    find<QToolButton>("save")->click();
    // The first save, which brings the id, is on its way: these must wait for it.
    write(QStringLiteral("b"));
    find<QToolButton>("save")->click();
    find<QToolButton>("save")->click();
    QCOMPARE(calls("saveDraft"), 1);
    QTRY_COMPARE(m_service->drafts().size(), 1);
    autosaveNow();
    QTRY_VERIFY(m_service->drafts().constFirst().text.startsWith(QStringLiteral("ba")));
    QCOMPARE(m_service->drafts().size(), 1);
}

void ComposerDraftTest::closingKeepsContent()
{
    open(emptyDraft(*m_service));
    QSignalSpy notice(m_composer, &ComposerWindow::notice);
    write(QStringLiteral("unfinished"));
    m_composer->close();
    QVERIFY2(!m_composer->isVisible(), "closing does not make anybody wait");
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->drafts().size(), 1);
    QVERIFY(m_service->drafts().constFirst().text.startsWith(QStringLiteral("unfinished")));
    QCOMPARE(notice.size(), 1);
}

void ComposerDraftTest::closingUntouchedLeavesNothing()
{
    open(longReply(*m_service));
    m_composer->close();
    QTRY_VERIFY(!m_composer);
    QVERIFY(m_service->drafts().isEmpty());
    QCOMPARE(calls("saveDraft"), 0);
}

void ComposerDraftTest::closingAnEmptiedDraftRemovesIt()
{
    open(emptyDraft(*m_service));
    write(QStringLiteral("x"));
    autosaveNow();
    QTRY_COMPARE(m_service->drafts().size(), 1);
    QTest::keyClick(find<BodyEdit>("body"), Qt::Key_Backspace);
    write(QStringLiteral(" "));
    m_composer->close();
    QTRY_VERIFY(!m_composer);
    QVERIFY(m_service->drafts().isEmpty());
}

void ComposerDraftTest::closingAnUnchangedDraftLeavesIt()
{
    open(emptyDraft(*m_service));
    write(QStringLiteral("kept"));
    m_composer->close();
    QTRY_VERIFY(!m_composer);
    const int saves = calls("saveDraft");
    open(m_service->drafts().constFirst());
    m_composer->close();
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->drafts().size(), 1);
    QCOMPARE(calls("saveDraft"), saves);
}

void ComposerDraftTest::leavingTheWindowSaves()
{
    open(emptyDraft(*m_service));
    QWidget other;
    write(QStringLiteral("x"));
    QCOMPARE(calls("saveDraft"), 0);
    other.show();
    QApplication::setActiveWindow(&other);
    QCOMPARE(calls("saveDraft"), 1);
    QTRY_COMPARE(m_service->drafts().size(), 1);
}

void ComposerDraftTest::aFailedSaveAtCloseBringsTheWindowBack()
{
    open(emptyDraft(*m_service));
    write(QStringLiteral("precious"));
    m_service->failNext(Error { ErrorKind::StorageFull, QStringLiteral("The disk is full. Make room and try again.") });
    m_composer->close();
    QTRY_VERIFY(m_composer && m_composer->isVisible());
    QVERIFY(find<NoticeBar>("notice")->text().contains(QStringLiteral("The disk is full")));
    QVERIFY(find<BodyEdit>("body")->plain().startsWith(QStringLiteral("precious")));
    // Once there is room, it is saved by itself or at the next close.
    m_composer->close();
    QTRY_VERIFY(!m_composer);
    QCOMPARE(m_service->drafts().size(), 1);
}

void ComposerDraftTest::discardAsksAndRemoves()
{
    open(emptyDraft(*m_service));
    write(QStringLiteral("away"));
    autosaveNow();
    QTRY_COMPARE(m_service->drafts().size(), 1);
    find<QToolButton>("discard")->click();
    auto *box = find<QMessageBox>("ask");
    QVERIFY(box);
    QTest::keyClick(box, Qt::Key_Return);
    QVERIFY2(m_composer->isVisible() && m_service->drafts().size() == 1, "Enter does not throw anything away");
    QTRY_VERIFY(!find<QMessageBox>("ask"));
    find<QToolButton>("discard")->click();
    find<QMessageBox>("ask")->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(!m_composer);
    QVERIFY(m_service->drafts().isEmpty());
}

void ComposerDraftTest::keepsWhatItDoesNotShow()
{
    Draft draft = longReply(*m_service);
    draft.references = QStringList { QStringLiteral("0@example.org"), QStringLiteral("1@example.org") };
    draft.headers.insert(QStringLiteral("X-Test"), QStringLiteral("1"));
    draft.original = MessageId { 7 };
    open(draft);
    write(QStringLiteral("answer"));
    autosaveNow();
    QTRY_COMPARE(m_service->drafts().size(), 1);
    const Draft saved = m_service->drafts().constFirst();
    QCOMPARE(saved.inReplyTo, draft.inReplyTo);
    QCOMPARE(saved.references, draft.references);
    QCOMPARE(saved.headers, draft.headers);
    QCOMPARE(saved.original, draft.original);
    QCOMPARE(saved.to, draft.to);
    QCOMPARE(saved.attachments.size(), draft.attachments.size());
    for (qsizetype i = 0; i < draft.attachments.size(); ++i) {
        QCOMPARE(saved.attachments.at(i).name, draft.attachments.at(i).name);
        QCOMPARE(saved.attachments.at(i).content, draft.attachments.at(i).content);
    }
    QCOMPARE(saved.text, QStringLiteral("answer") + draft.text);
}

std::unique_ptr<QObject> composerDraftTest() { return std::make_unique<ComposerDraftTest>(); }

} // namespace golub::tests

#include "ComposerDraftTest.moc"
