// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/Spelling.h"
#include "tests/support/FakeMailService.h"
#include "tests/ui/forms/FormData.h"
#include "tests/ui/forms/Tests.h"
#include "ui/compose/BodyEdit.h"
#include "ui/compose/ComposerWindow.h"
#include "ui/compose/SpellMenu.h"

#include <QContextMenuEvent>
#include <QFile>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

namespace golub::tests {

using namespace ui;

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QStringList words(const QString &line)
{
    QStringList all;
    const QList<spelling::Word> found = spelling::wordsOf(line);
    for (const spelling::Word &word : found)
        all += line.mid(word.start, word.length);
    return all;
}

} // namespace

//! With two small dictionaries of its own: one in UTF-8, one in ISO 8859-2.
class SpellingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void wordsAreWhatPeopleWrite();
    void dictionariesAreFound();
    void oneLanguageIsEnough();
    void wordsInOtherScriptsAreNotJudged();
    void misspeltWordsAreUnderlined();
    void quotesAndSignaturesAreNot();
    void theMenuOffersBetterWords();
    void whatIsLearnedStays();
    void languagesAreChosenInTheComposer();
    void checkingChangesNothing();

private:
    //! Where there are red lines in this paragraph.
    QStringList underlined(int block) const;
    void checkIn(const QStringList &languages);

    QTemporaryDir m_folder;
    QByteArray m_before;
    std::unique_ptr<BodyEdit> m_edit;
};

void SpellingTest::initTestCase()
{
    m_before = qgetenv("DICPATH");
    write(m_folder.filePath(QStringLiteral("en_GB.aff")), "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz'\nWORDCHARS '\n");
    write(m_folder.filePath(QStringLiteral("en_GB.dic")), "6\nhello\nworld\ndon't\nletter\nthe\nwrites\n");
    write(m_folder.filePath(QStringLiteral("pl_PL.aff")), "SET ISO8859-2\nTRY aeiozrwt\n");
    write(m_folder.filePath(QStringLiteral("pl_PL.dic")), "3\nlist\nza\xbf\xf3\xb3\xe6\npisze\n");
    write(m_folder.filePath(QStringLiteral("hyph_pl_PL.dic")), "UTF-8\n");
    write(m_folder.filePath(QStringLiteral("lone.dic")), "0\n");
    qputenv("DICPATH", m_folder.path().toLocal8Bit());
}

void SpellingTest::init()
{
    QSettings().remove(QStringLiteral("composer"));
    m_edit = std::make_unique<BodyEdit>(nullptr);
}

void SpellingTest::cleanupTestCase()
{
    m_edit.reset();
    QSettings().remove(QStringLiteral("composer"));
    qputenv("DICPATH", m_before);
}

QStringList SpellingTest::underlined(int block) const
{
    QStringList found;
    const QTextBlock paragraph = m_edit->document()->findBlockByNumber(block);
    const QList<QTextLayout::FormatRange> formats = paragraph.layout()->formats();
    for (const QTextLayout::FormatRange &range : formats) {
        if (range.format.underlineStyle() == QTextCharFormat::SpellCheckUnderline)
            found += paragraph.text().mid(range.start, range.length);
    }
    return found;
}

void SpellingTest::checkIn(const QStringList &languages)
{
    m_edit->spelling()->setLanguages(languages);
    QTRY_VERIFY(m_edit->spelling()->isReady());
}

void SpellingTest::wordsAreWhatPeopleWrite()
{
    QCOMPARE(words(QStringLiteral("Hello, world! (don't) – „zażółć”")), QStringList({ QStringLiteral("Hello"), QStringLiteral("world"), QStringLiteral("don't"), QStringLiteral("zażółć") }));
    QCOMPARE(words(QStringLiteral("it’s 'quoted' end'")), QStringList({ QStringLiteral("it’s"), QStringLiteral("quoted"), QStringLiteral("end") }));
    for (const char *none : { "ala@example.org", "https://example.org/wrold", "www.example.org", "abc123", "NATO", "a", "C:\\wrold", "snake_case", "", " " })
        QVERIFY2(words(QString::fromLatin1(none)).isEmpty(), none);
    QCOMPARE(words(QString(100, u'a')).size(), 0);
}

void SpellingTest::dictionariesAreFound()
{
    QCOMPARE(spelling::languages(), QStringList({ QStringLiteral("en_GB"), QStringLiteral("pl_PL") }));
    QCOMPARE(spelling::chosen(), QStringList { QStringLiteral("en_GB") }); // the system's
    QCOMPARE(spelling::nameOf(QStringLiteral("pl_PL")), QStringLiteral("Polski (Polska)"));
    spelling::choose({ QStringLiteral("pl_PL"), QStringLiteral("xx_XX") });
    QCOMPARE(spelling::chosen(), QStringList { QStringLiteral("pl_PL") });
    spelling::choose({});
    QVERIFY(spelling::chosen().isEmpty());
}

void SpellingTest::oneLanguageIsEnough()
{
    QVERIFY(m_edit->spelling()->isRight(QStringLiteral("wrold"))); // nothing is known yet
    checkIn({ QStringLiteral("en_GB"), QStringLiteral("pl_PL") });
    for (const char *right : { "hello", "Hello", "don’t", "zażółć", "list" })
        QVERIFY2(m_edit->spelling()->isRight(QString::fromUtf8(right)), right);
    QVERIFY(!m_edit->spelling()->isRight(QStringLiteral("wrold")));
    checkIn({ QStringLiteral("pl_PL") });
    QVERIFY(!m_edit->spelling()->isRight(QStringLiteral("hello")));
}

void SpellingTest::wordsInOtherScriptsAreNotJudged()
{
    checkIn({ QStringLiteral("en_GB") });
    for (const char *other : { "привет", "こんにちは", "שלום" })
        QVERIFY2(m_edit->spelling()->isRight(QString::fromUtf8(other)), other);
}

void SpellingTest::misspeltWordsAreUnderlined()
{
    checkIn({ QStringLiteral("en_GB") });
    m_edit->show();
    m_edit->activateWindow();
    m_edit->setFocus();
    QTRY_VERIFY(m_edit->hasFocus());
    QTest::keyClicks(m_edit.get(), QStringLiteral("hello wrold"));
    QVERIFY(underlined(0).isEmpty()); // it may become something yet
    QTest::keyClick(m_edit.get(), Qt::Key_Space);
    QCOMPARE(underlined(0), QStringList { QStringLiteral("wrold") });
    // What is on its own line when the cursor goes elsewhere is finished, too.
    QTest::keyClick(m_edit.get(), Qt::Key_Return);
    QTest::keyClicks(m_edit.get(), QStringLiteral("lettr"));
    QVERIFY(underlined(1).isEmpty());
    QTest::keyClick(m_edit.get(), Qt::Key_Up);
    QCOMPARE(underlined(1), QStringList { QStringLiteral("lettr") });
}

void SpellingTest::quotesAndSignaturesAreNot()
{
    checkIn({ QStringLiteral("en_GB") });
    m_edit->load(QStringLiteral("wrold\n> wrold\n-- \nwrold"), {});
    QCOMPARE(underlined(0), QStringList { QStringLiteral("wrold") });
    QVERIFY(underlined(1).isEmpty());
    QVERIFY(underlined(3).isEmpty());
}

void SpellingTest::theMenuOffersBetterWords()
{
    checkIn({ QStringLiteral("en_GB") });
    m_edit->load(QStringLiteral("hello wrold"), {});
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(8);
    m_edit->setTextCursor(cursor);
    QCOMPARE(m_edit->misspeltAt(cursor).selectedText(), QStringLiteral("wrold"));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(m_edit->viewport(), &event);
    auto *menu = m_edit->findChild<QMenu *>(QStringLiteral("bodyMenu"));
    QVERIFY(menu);
    QCOMPARE(menu->actions().first()->text(), QStringLiteral("world"));
    menu->actions().first()->trigger();
    QCOMPARE(m_edit->plain(), QStringLiteral("hello world"));
    menu->close();
    cursor.setPosition(2);
    QVERIFY(m_edit->misspeltAt(cursor).isNull());
}

void SpellingTest::whatIsLearnedStays()
{
    checkIn({ QStringLiteral("en_GB") });
    m_edit->load(QStringLiteral("Golubek"), {});
    QCOMPARE(underlined(0), QStringList { QStringLiteral("Golubek") });
    m_edit->spelling()->learn(QStringLiteral("Golubek"));
    QVERIFY(underlined(0).isEmpty());
    m_edit = std::make_unique<BodyEdit>(nullptr);
    checkIn({ QStringLiteral("en_GB") });
    QVERIFY(m_edit->spelling()->isRight(QStringLiteral("Golubek")));
}

void SpellingTest::languagesAreChosenInTheComposer()
{
    FakeMailService service;
    ComposerWindow composer(service, emptyDraft(service), nullptr);
    auto *menu = composer.findChild<SpellMenu *>();
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 2);
    QVERIFY(menu->actions().at(0)->isChecked());
    QVERIFY(!menu->actions().at(1)->isChecked());
    auto *body = composer.findChild<BodyEdit *>();
    QTRY_VERIFY(body->spelling()->isReady());
    menu->actions().at(1)->trigger();
    QTRY_VERIFY(body->spelling()->isReady());
    QVERIFY(body->spelling()->isRight(QStringLiteral("pisze")));
    QCOMPARE(spelling::chosen(), QStringList({ QStringLiteral("en_GB"), QStringLiteral("pl_PL") }));
    menu->actions().at(0)->trigger();
    menu->actions().at(1)->trigger();
    QVERIFY(body->spelling()->isRight(QStringLiteral("wrold"))); // nobody checks any more
}

// Red lines are no change of the message: a draft that is only looked at is not saved.
void SpellingTest::checkingChangesNothing()
{
    m_edit->load(QStringLiteral("hello wrold"), {});
    QSignalSpy changes(m_edit.get(), &BodyEdit::edited);
    checkIn({ QStringLiteral("en_GB") });
    QCOMPARE(underlined(0), QStringList { QStringLiteral("wrold") });
    QTextCursor cursor(m_edit->document());
    cursor.movePosition(QTextCursor::End);
    m_edit->setTextCursor(cursor);
    QCOMPARE(changes.size(), 0);
    cursor.insertText(QStringLiteral("!"));
    QVERIFY(!changes.isEmpty());
    m_edit->undo();
    QVERIFY(!m_edit->document()->isUndoAvailable());
    QCOMPARE(m_edit->plain(), QStringLiteral("hello wrold"));
}

std::unique_ptr<QObject> spellingTest() { return std::make_unique<SpellingTest>(); }

} // namespace golub::tests

#include "SpellingTest.moc"
