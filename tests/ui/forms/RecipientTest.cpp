// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/forms/Tests.h"
#include "ui/compose/RecipientEdit.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QLineEdit>
#include <QMimeData>
#include <QTest>
#include <QVBoxLayout>

namespace golub::tests {

using namespace ui;

class RecipientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void completesByName();
    void completesASecondAddress();
    void enterTakesTheFirst();
    void escapeKeepsWhatWasTyped();
    void aWholeAddressIsNotReplaced();
    void leavesOutWhoIsThere();
    void marksBadAddressesAfterwards();
    void pastesLists();
    void growsWithItsContent();
    void tabLeaves();

private:
    QStringList shown() const;
    std::unique_ptr<QWidget> m_window;
    RecipientEdit *m_edit = nullptr;
    QLineEdit *m_next = nullptr;
    QStringList m_asked;
};

void RecipientTest::init()
{
    m_asked.clear();
    m_window = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(m_window.get());
    const QList<Address> known {
        { QStringLiteral("Nowak, Anna"), QStringLiteral("anna@example.org") },
        { QStringLiteral("Annika Berg"), QStringLiteral("annika@example.se") },
        { QStringLiteral("Jan Kowalski"), QStringLiteral("jan@example.pl") },
    };
    m_edit = new RecipientEdit(
        [this, known](const QString &prefix, int limit) {
            m_asked += prefix;
            QList<Address> found;
            for (const Address &address : known) {
                if (address.name.contains(prefix, Qt::CaseInsensitive)
                    || address.address.startsWith(prefix, Qt::CaseInsensitive))
                    found += address;
            }
            return found.mid(0, limit);
        },
        m_window.get());
    m_next = new QLineEdit(m_window.get());
    column->addWidget(m_edit);
    column->addWidget(m_next);
    column->addStretch();
    m_window->resize(500, 200);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QApplication::setActiveWindow(m_window.get());
    m_edit->setFocus();
}

void RecipientTest::cleanup() { m_window.reset(); }

QStringList RecipientTest::shown() const
{
    QStringList rows;
    const QAbstractItemView *popup = m_edit->addressCompleter()->popup();
    if (!popup->isVisible())
        return rows;
    for (int row = 0; row < popup->model()->rowCount(); ++row)
        rows += popup->model()->index(row, 0).data().toString();
    return rows;
}

void RecipientTest::completesByName()
{
    QTest::keyClicks(m_edit, QStringLiteral("ann"));
    QCOMPARE(shown(),
        (QStringList {
            QStringLiteral("Nowak, Anna <anna@example.org>"), QStringLiteral("Annika Berg <annika@example.se>") }));
    QTest::keyClick(m_edit->addressCompleter()->popup(), Qt::Key_Down);
    QTest::keyClick(m_edit->addressCompleter()->popup(), Qt::Key_Return);
    QCOMPARE(m_edit->addresses(),
        (QList<Address> { { QStringLiteral("Annika Berg"), QStringLiteral("annika@example.se") } }));
}

void RecipientTest::completesASecondAddress()
{
    QTest::keyClicks(m_edit, QStringLiteral("x@example.org, ja"));
    QCOMPARE(m_asked.last(), QStringLiteral("ja"));
    QTest::keyClick(m_edit, Qt::Key_Tab);
    QCOMPARE(m_edit->toPlainText(), QStringLiteral("x@example.org, Jan Kowalski <jan@example.pl>, "));
    QVERIFY(m_edit->hasFocus());
}

void RecipientTest::enterTakesTheFirst()
{
    QTest::keyClicks(m_edit, QStringLiteral("now"));
    QTest::keyClick(m_edit, Qt::Key_Return);
    // The comma in the name must not make two people of one.
    QCOMPARE(m_edit->toPlainText(), QStringLiteral("\"Nowak, Anna\" <anna@example.org>, "));
    QCOMPARE(m_edit->addresses(),
        (QList<Address> { { QStringLiteral("Nowak, Anna"), QStringLiteral("anna@example.org") } }));
}

void RecipientTest::escapeKeepsWhatWasTyped()
{
    QTest::keyClicks(m_edit, QStringLiteral("ann"));
    QVERIFY(!shown().isEmpty());
    QTest::keyClick(m_edit, Qt::Key_Escape);
    QVERIFY(shown().isEmpty());
    QCOMPARE(m_edit->toPlainText(), QStringLiteral("ann"));
}

void RecipientTest::aWholeAddressIsNotReplaced()
{
    // "jan@example.p" is complete as it stands; Enter must not turn it into the suggestion that begins with it.
    QTest::keyClicks(m_edit, QStringLiteral("jan@example.p"));
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(m_edit->addresses(), (QList<Address> { { {}, QStringLiteral("jan@example.p") } }));
}

void RecipientTest::leavesOutWhoIsThere()
{
    m_edit->setAddresses({ { QStringLiteral("Nowak, Anna"), QStringLiteral("anna@example.org") } });
    QTest::keyClicks(m_edit, QStringLiteral(", ann"));
    QCOMPARE(shown(), (QStringList { QStringLiteral("Annika Berg <annika@example.se>") }));
}

void RecipientTest::marksBadAddressesAfterwards()
{
    QTest::keyClicks(m_edit, QStringLiteral("bad one"));
    QVERIFY2(m_edit->extraSelections().isEmpty(), "what is being typed is not wrong yet");
    QTest::keyClicks(m_edit, QStringLiteral(", x@example.org"));
    QCOMPARE(m_edit->extraSelections().size(), 1);
    const QTextEdit::ExtraSelection mark = m_edit->extraSelections().constFirst();
    QCOMPARE(mark.cursor.selectedText(), QStringLiteral("bad one"));
    QCOMPARE(mark.format.underlineStyle(), QTextCharFormat::WaveUnderline);
    QVERIFY(!m_edit->toolTip().isEmpty());
    QVERIFY(m_edit->goToProblem());
    QCOMPARE(m_edit->textCursor().selectedText(), QStringLiteral("bad one"));
    QTest::keyClicks(m_edit, QStringLiteral("good@example.org"));
    m_next->setFocus();
    QVERIFY(m_edit->extraSelections().isEmpty());
    QVERIFY(!m_edit->goToProblem());
}

void RecipientTest::pastesLists()
{
    QApplication::clipboard()->setText(
        QStringLiteral("Nowak, Anna <anna@example.org>; Horvat, Ivana <ivana@example.hr>\r\njan@example.pl\n"));
    QTest::keyClicks(m_edit, QStringLiteral("x@example.org"));
    m_edit->paste();
    QCOMPARE(m_edit->addresses(),
        (QList<Address> {
            { {}, QStringLiteral("x@example.org") },
            { QStringLiteral("Nowak, Anna"), QStringLiteral("anna@example.org") },
            { QStringLiteral("Horvat, Ivana"), QStringLiteral("ivana@example.hr") },
            { {}, QStringLiteral("jan@example.pl") },
        }));
    m_edit->clear();
    QApplication::clipboard()->setText(QStringLiteral("an"));
    m_edit->paste();
    QCOMPARE(m_edit->toPlainText(), QStringLiteral("an"));
}

void RecipientTest::growsWithItsContent()
{
    const int one = m_edit->height();
    QList<Address> many;
    for (int i = 0; i < 40; ++i)
        many += Address { QStringLiteral("Person Number %1").arg(i), QStringLiteral("person%1@example.org").arg(i) };
    m_edit->setAddresses(many.mid(0, 5));
    QTRY_VERIFY(m_edit->height() > one * 3 / 2);
    m_edit->setAddresses(many);
    QTRY_VERIFY(m_edit->height() <= one * 5);
    m_edit->setAddresses({});
    QTRY_COMPARE(m_edit->height(), one);
}

void RecipientTest::tabLeaves()
{
    QTest::keyClicks(m_edit, QStringLiteral("a@example.org;b@example.org,"));
    QTest::keyClick(m_edit, Qt::Key_Tab);
    QVERIFY(m_next->hasFocus());
    QCOMPARE(m_edit->toPlainText(), QStringLiteral("a@example.org, b@example.org"));
}

std::unique_ptr<QObject> recipientTest() { return std::make_unique<RecipientTest>(); }

} // namespace golub::tests

#include "RecipientTest.moc"
