// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/PartsTest.h"

#include "tests/support/InLanguage.h"
#include "tests/ui/window/WindowFixture.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/debug/ProtocolLogDock.h"
#include "ui/models/FolderNames.h"
#include "ui/reader/AttachmentBar.h"
#include "ui/reader/FindBar.h"
#include "ui/reader/MessageBrowser.h"
#include "ui/reader/ReaderPane.h"
#include "ui/style/Colors.h"
#include "ui/style/Format.h"
#include "ui/style/GolubStyle.h"
#include "ui/style/Icons.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOptionButton>
#include <QtTest>

namespace golub::tests {

using ui::ActionContext;
using ui::ActionId;
using ui::ActionRegistry;
using ui::Needs;

void PartsTest::actionsHaveTextsAndOwnShortcuts()
{
    QObject owner;
    ActionRegistry registry(&owner);
    QHash<QKeySequence, QString> taken;
    QSet<QString> names;
    for (const ActionId id : registry.all()) {
        const QAction *action = registry.action(id);
        QVERIFY(action);
        QVERIFY2(!action->text().isEmpty() && !action->toolTip().isEmpty(), qPrintable(action->objectName()));
        QVERIFY2(!names.contains(action->objectName()), qPrintable(action->objectName()));
        names.insert(action->objectName());
        const QList<QKeySequence> keys = action->shortcuts();
        for (const QKeySequence &key : keys) {
            QVERIFY2(!taken.contains(key), qPrintable(action->objectName() + QStringLiteral(" and ") + taken.value(key)));
            taken.insert(key, action->objectName());
        }
    }
    QCOMPARE(registry.action(ActionId::Forward)->shortcut(), QKeySequence(QStringLiteral("Ctrl+L")));
    QCOMPARE(registry.action(ActionId::GetMail)->shortcut(), QKeySequence(Qt::Key_F5));
}

void PartsTest::actionsKnowWhatTheyNeed()
{
    ActionContext context;
    QVERIFY(!ActionRegistry::isEnabled(Needs::Account, context));
    context.hasAccount = true;
    QVERIFY(ActionRegistry::isEnabled(Needs::Account, context));
    QVERIFY(!ActionRegistry::isEnabled(Needs::Selection, context));
    context.selected = 2;
    QVERIFY(ActionRegistry::isEnabled(Needs::Selection, context));
    QVERIFY(!ActionRegistry::isEnabled(Needs::OneMessage, context));
    QVERIFY(!ActionRegistry::isEnabled(Needs::Undo, context));
    context.undoText = QStringLiteral("x");
    QVERIFY(ActionRegistry::isEnabled(Needs::Undo, context));
}

void PartsTest::everyIconThatIsUsedExists()
{
    QObject owner;
    ActionRegistry registry(&owner);
    for (const ActionId id : registry.all()) {
        const QIcon icon = registry.action(id)->icon();
        QVERIFY2(icon.isNull() || !icon.pixmap(16, 16).isNull(), qPrintable(registry.action(id)->objectName()));
    }
    QVERIFY(!registry.action(ActionId::Archive)->icon().isNull());
    for (int role = 0; role <= int(MailboxRole::Important); ++role)
        QVERIFY(ui::hasIcon(ui::folderIcon(MailboxRole(role))));
    // Painted at the scale of the screen, not blown up from a small picture.
    QCOMPARE(ui::icon(QStringLiteral("inbox")).pixmap(QSize(16, 16), 2.0).size(), QSize(32, 32));
    QVERIFY(ui::icon(QStringLiteral("no-such-icon")).isNull());
}

void PartsTest::coloursCanBeRead_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void PartsTest::coloursCanBeRead()
{
    QFETCH(bool, dark);
    const ui::Colors &c = ui::colorsFor(dark);
    for (const QColor &surface : { c.window, c.sidebar, c.base, c.selection, c.selectionInactive }) {
        QVERIFY(ui::contrast(c.text, surface) >= 7.0);
        QVERIFY2(ui::contrast(c.muted, surface) >= 4.5, qPrintable(surface.name()));
    }
    for (const QColor &surface : { c.window, c.base }) {
        for (const QColor &color : { c.link, c.danger, c.warning, c.good })
            QVERIFY2(ui::contrast(color, surface) >= 4.5, qPrintable(color.name()));
    }
    QVERIFY(ui::contrast(c.onAccent, c.accent) >= 4.5);
    QVERIFY(ui::contrast(c.outline, c.window) >= 3.0 && ui::contrast(c.outline, c.base) >= 3.0);
    QCOMPARE(ui::isDark(ui::paletteFor(c)), dark);
}

void PartsTest::datesAreShort()
{
    const QLocale english(QLocale::English, QLocale::UnitedKingdom);
    const QDateTime now(QDate(2026, 3, 18), QTime(12, 0));
    QCOMPARE(ui::shortDate(QDateTime(QDate(2026, 3, 18), QTime(9, 5)), now, english), QStringLiteral("09:05"));
    QCOMPARE(ui::shortDate(QDateTime(QDate(2026, 3, 17), QTime(23, 59)), now, english), QStringLiteral("Yesterday"));
    QCOMPARE(ui::shortDate(QDateTime(QDate(2026, 3, 14), QTime(1, 0)), now, english), QStringLiteral("Sat"));
    QCOMPARE(ui::shortDate(QDateTime(QDate(2026, 1, 2), QTime(1, 0)), now, english), QStringLiteral("2 Jan"));
    QCOMPARE(ui::shortDate(QDateTime(QDate(2025, 12, 31), QTime(1, 0)), now, english), QStringLiteral("31/12/2025"));
    QCOMPARE(ui::shortDate(QDateTime(), now, english), QString());
    // A date from the future (a wrong clock somewhere) is written out, not "in −3 days".
    QCOMPARE(ui::shortDate(QDateTime(QDate(2026, 3, 20), QTime(1, 0)), now, english), QStringLiteral("20 Mar"));
    // The C locale knows a short time with seconds only; nobody needs them.
    QCOMPARE(ui::shortDate(QDateTime(QDate(2026, 3, 18), QTime(9, 5)), now, QLocale::c()), QStringLiteral("09:05"));
    QCOMPARE(ui::longDate(QDateTime(QDate(2026, 3, 17), QTime(20, 52, 7)), now, QLocale::c()), QStringLiteral("Yesterday, 20:52"));
    QCOMPARE(ui::shortTime(QTime(14, 5, 9), QLocale(QLocale::English, QLocale::UnitedStates)), QStringLiteral("2:05 PM"));
}

void PartsTest::sizesAndInitials()
{
    const QLocale english(QLocale::English, QLocale::UnitedKingdom);
    QCOMPARE(ui::dataSize(0, english), QStringLiteral("0 bytes"));
    QCOMPARE(ui::dataSize(2'411'724, english), QStringLiteral("2.4 MB"));
    QCOMPARE(ui::initials({ QStringLiteral("Ala Kowalska"), {} }), QStringLiteral("AK"));
    QCOMPARE(ui::initials({ QStringLiteral("山田 太郎"), {} }), QStringLiteral("山"));
    QCOMPARE(ui::initials({ {}, QStringLiteral("no-reply@example.org") }), QStringLiteral("NR"));
    QCOMPARE(ui::initials({}), QStringLiteral("?"));
    QCOMPARE(ui::avatarColor({ {}, QStringLiteral("A@x.example") }), ui::avatarColor({ QStringLiteral("A"), QStringLiteral("a@X.example") }));
}

void PartsTest::browserRefusesFilesAndNetwork()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("secret.png"));
    QImage image(10, 10, QImage::Format_RGB32);
    image.fill(Qt::red);
    QVERIFY(image.save(path));
    QWidget parent;
    ui::MessageBrowser browser(&parent);
    service::MessageView view;
    view.html = QStringLiteral("<img src=\"file://%1\"><img src=\"%1\"><img src=\"http://tracker.example/x.png\"><img src=\"cid:unknown\">"
                               "<img src=\"qrc:/icons/golub.svg\"><img src=\":/icons/golub.svg\">").arg(path);
    browser.showMessage(view);
    browser.grab();
    QVERIFY(browser.refusedResources().size() >= 5);
    for (const auto &url : { QUrl::fromLocalFile(path), QUrl(path), QUrl(QStringLiteral("qrc:/icons/golub.svg")) }) {
        const QImage shown = browser.document()->resource(QTextDocument::ImageResource, url).value<QImage>();
        QVERIFY(shown.size() == QSize(1, 1));
    }
    // Whatever style sheet or page is asked for: nothing.
    QVERIFY(browser.document()->resource(QTextDocument::StyleSheetResource, QUrl::fromLocalFile(path)).toByteArray().isEmpty());
}

void PartsTest::browserShowsOwnParts()
{
    QImage image(30, 20, QImage::Format_RGB32);
    image.fill(Qt::green);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(image.save(&buffer, "PNG"));
    QWidget parent;
    ui::MessageBrowser browser(&parent);
    service::MessageView view;
    view.resources.insert(QStringLiteral("logo@x"), png);
    view.html = QStringLiteral("<img src=\"cid:logo%40x\"><img src=\"data:image/png;base64,%1\">").arg(QString::fromLatin1(png.toBase64()));
    browser.resize(400, 300);
    browser.showMessage(view);
    browser.grab();
    QVERIFY2(browser.refusedResources().isEmpty(), qPrintable(browser.refusedResources().join(u' ')));
    QCOMPARE(browser.document()->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("cid:logo%40x"))).value<QImage>().size(), QSize(30, 20));
}

void PartsTest::onlySafeLinksOpen()
{
    using ui::MessageBrowser;
    QVERIFY(MessageBrowser::isSafeLink(QUrl(QStringLiteral("https://example.org/a"))));
    QVERIFY(MessageBrowser::isSafeLink(QUrl(QStringLiteral("mailto:a@example.org"))));
    for (const char *bad : { "file:///etc/passwd", "javascript:alert(1)", "https:", "/etc/passwd", "smb://host/share", "data:text/html,x", "" })
        QVERIFY2(!MessageBrowser::isSafeLink(QUrl(QString::fromLatin1(bad))), bad);
}

void PartsTest::attachmentsAreSavedUnderFreeNames()
{
    WindowFixture f;
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    auto *bar = f.window->findChild<ui::AttachmentBar *>();
    QVERIFY(bar->isVisible());
    QTemporaryDir folder;
    bar->saveAllTo(folder.path());
    QDir dir(folder.path());
    QTRY_COMPARE(dir.entryList(QDir::Files).size(), 2);
    bar->saveAllTo(folder.path());
    QTRY_COMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 4); // nothing was overwritten
    QVERIFY(dir.exists(QStringLiteral("Nacrt most, list 4 (2).pdf")));
}

void PartsTest::findInMessage()
{
    WindowFixture f;
    QVERIFY(f.openMessage(QStringLiteral("Most na Drawie")));
    QTest::keyClick(f.window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *words = f.window->findChild<QLineEdit *>(QStringLiteral("findWords"));
    QTRY_VERIFY(words->isVisible());
    QTest::keyClicks(words, QStringLiteral("nacrt"));
    QCOMPARE(f.window->reader()->browser()->textCursor().selectedText().toLower(), QStringLiteral("nacrt"));
    QCOMPARE(f.window->reader()->browser()->extraSelections().size(), 2);
    const int first = f.window->reader()->browser()->textCursor().position();
    QTest::keyClick(words, Qt::Key_Return);
    QVERIFY(f.window->reader()->browser()->textCursor().position() != first);
    QTest::keyClick(words, Qt::Key_Escape);
    QVERIFY(!words->isVisible());
}

void PartsTest::logIsRingLimitedAndSavesATranscript()
{
    FakeMailService service;
    ui::ProtocolLogDock dock(service, nullptr);
    dock.show();
    const auto line = [](quint64 session, ProtocolLine::Kind kind, const char *text) {
        return ProtocolLine { session, QStringLiteral("ala imap"), kind, text, QDateTime::currentDateTimeUtc() };
    };
    service.addProtocolLine(line(1, ProtocolLine::Kind::Server, "* OK ready"));
    service.addProtocolLine(line(2, ProtocolLine::Kind::Server, "+OK"));
    service.addProtocolLine(line(1, ProtocolLine::Kind::Tls, ""));
    service.addProtocolLine(line(1, ProtocolLine::Kind::Client, "a1 LOGIN ala <redacted>"));
    service.addProtocolLine(line(1, ProtocolLine::Kind::Closed, ""));
    QCOMPARE(dock.transcript(1), QByteArray("# 1 ala imap\nS: * OK ready\nTLS\nC: a1 LOGIN ala <redacted>\nX\n"));
    auto *text = dock.findChild<QPlainTextEdit *>(QStringLiteral("logText"));
    QVERIFY(text->toPlainText().contains(QStringLiteral("C: a1 LOGIN ala <redacted>")));
    for (int i = 0; i < ui::ProtocolLogDock::MostLines + 10; ++i)
        service.addProtocolLine(line(3, ProtocolLine::Kind::Server, "x"));
    QCOMPARE(dock.lineCount(), ui::ProtocolLogDock::MostLines);
    QVERIFY(text->blockCount() <= ui::ProtocolLogDock::MostLines);
}

void PartsTest::polishIsLoaded()
{
    QObject owner;
    {
        const InLanguage polish { QLocale(QLocale::Polish) };
        ActionRegistry registry(&owner);
        QCOMPARE(registry.action(ActionId::Reply)->text(), QStringLiteral("&Odpowiedz"));
        QCOMPARE(QCoreApplication::translate("golub::ui::MessageCommands", "%n message(s) archived", nullptr, 5), QStringLiteral("Zarchiwizowano 5 wiadomości"));
    }
    QCOMPARE(ActionRegistry(&owner).action(ActionId::Reply)->text(), QStringLiteral("&Reply"));
}

void PartsTest::ticksCanBeSeen_data()
{
    coloursCanBeRead_data();
}

// What can be ticked but is not shows an edge that stands out by 3:1 from the window (WCAG 2, 1.4.11).
void PartsTest::ticksCanBeSeen()
{
    QFETCH(bool, dark);
    const ui::GolubStyle style;
    QStyleOptionButton option;
    option.rect = QRect(0, 0, 16, 16);
    option.palette = ui::paletteFor(ui::colorsFor(dark));
    option.state = QStyle::State_Enabled | QStyle::State_Off;
    const QColor window = option.palette.color(QPalette::Window);
    for (const auto element : { QStyle::PE_IndicatorCheckBox, QStyle::PE_IndicatorRadioButton }) {
        QImage image(option.rect.size(), QImage::Format_RGB32);
        image.fill(window);
        QPainter painter(&image);
        style.drawPrimitive(element, &option, &painter, nullptr);
        painter.end();
        double best = 1;
        for (int x = 0; x < image.width() / 2; ++x)
            best = qMax(best, ui::contrast(image.pixelColor(x, 8), window));
        QVERIFY2(best >= 3.0, qPrintable(QString::number(best)));
    }
}

} // namespace golub::tests
