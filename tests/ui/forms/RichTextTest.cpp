// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/RichText.h"
#include "tests/ui/forms/Tests.h"
#include "ui/compose/BodyEdit.h"
#include "ui/compose/SendChecks.h"

#include <QElapsedTimer>
#include <QMimeData>
#include <QTest>
#include <QTextDocument>

namespace golub::tests {

using namespace ui;

namespace {

QString roundTrip(const QString &html)
{
    BodyEdit edit(nullptr);
    edit.load({}, html);
    return edit.html();
}

//! insertFromMimeData() as a paste calls it.
class OpenBody : public BodyEdit
{
public:
    OpenBody()
        : BodyEdit(nullptr)
    {
    }
    using BodyEdit::insertFromMimeData;
};

} // namespace

class RichTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsItsOwnHtml();
    void writesATextAlternative();
    void plainGoesThereAndBack();
    void pastedHtmlIsCutDown();
    void nestedTablesDoNotHang();
    void dangerousLinksGo();
    void formatsTheSelection();
    void signatureFollowsTheSender();
};

void RichTextTest::keepsItsOwnHtml()
{
    const QString html = QStringLiteral(
        "<div>Dear all,</div>\n<div><br></div>\n<div>this is <b>bold</b>, <i>it</i>, <u>under</u> and <a "
        "href=\"https://example.org/?a=1&amp;b=2\">a link</a>.</div>\n<ul>\n<li>one</li>\n<li>two</li>\n"
        "</ul>\n<ol>\n<li>1 &lt; 2</li>\n</ol>\n<blockquote type=\"cite\">\n<div>said</div>\n<blockquote "
        "type=\"cite\">\n<div>before</div>\n</blockquote>\n</blockquote>\n<div>end</div>\n");
    QCOMPARE(roundTrip(html), html);
    QCOMPARE(roundTrip(roundTrip(html)), html);
}

void RichTextTest::writesATextAlternative()
{
    BodyEdit edit(nullptr);
    edit.load({},
        QStringLiteral(
            "<div>A "
            "<b>word</b></div><ul><li>x</li></ul><ol><li>y</li><li>z</li></ol><blockquote><div>q</div></blockquote>"
            "<div><a href=\"https://example.org/\">here</a>, <a "
            "href=\"https://example.org/\">https://example.org/</a></div>"));
    QCOMPARE(edit.plain(),
        QStringLiteral("A word\n- x\n1. y\n2. z\n> q\nhere <https://example.org/>, https://example.org/"));
}

void RichTextTest::plainGoesThereAndBack()
{
    const QString text = QStringLiteral(
        "Zażółć gęślą jaźń\n\n  two blanks  here\n> quoted\n>> deeper\n> back\n\nПока & <tag>\n-- \nAnna");
    BodyEdit edit(nullptr);
    edit.load(text, {});
    QCOMPARE(edit.plain(), text);
    edit.setRich(true);
    QVERIFY(!edit.hasFormatting());
    edit.setRich(false);
    QCOMPARE(edit.plain(), text);
    QVERIFY(edit.html().isEmpty());
}

void RichTextTest::pastedHtmlIsCutDown()
{
    OpenBody edit;
    edit.load({}, QStringLiteral("<div>start</div>"));
    QMimeData mime;
    mime.setHtml(QStringLiteral("<html><head><style>b{color:red}</style><script>alert(1)</script></head><body><h1 "
                                "style='font-size:90pt'>Big</h1>"
                                "<table><tr><td>cell</td></tr></table><img src='http://tracker.example/x.png'><p "
                                "style='color:#123456'>grey</p>"));
    mime.setText(QStringLiteral("Big cell grey"));
    edit.moveCursor(QTextCursor::End);
    edit.insertFromMimeData(&mime);
    const QString html = edit.html();
    for (const char *word : { "Big", "cell", "grey" })
        QVERIFY2(html.contains(QLatin1String(word)), qPrintable(html));
    for (const char *word : { "style", "script", "alert", "img", "tracker", "table", "color", "font" })
        QVERIFY2(!html.contains(QLatin1String(word)), qPrintable(html));
}

void RichTextTest::nestedTablesDoNotHang()
{
    QElapsedTimer timer;
    timer.start();
    QVERIFY(richtext::simplified(QStringLiteral("<table><tr><td>").repeated(60) + QStringLiteral("x")).contains(u'x'));
    QVERIFY(richtext::simplified(QStringLiteral("<div>").repeated(100'000)).isEmpty());
    QVERIFY(richtext::simplified(QStringLiteral("<style").repeated(50'000)).isEmpty());
    QVERIFY(timer.elapsed() < 10'000);
}

void RichTextTest::dangerousLinksGo()
{
    QCOMPARE(roundTrip(QStringLiteral("<div><a href=\"javascript:alert(1)\">x</a></div>")),
        QStringLiteral("<div>x</div>\n"));
    BodyEdit edit(nullptr);
    edit.load({}, QStringLiteral("<div>word</div>"));
    edit.selectAll();
    QVERIFY(!edit.setLink(QStringLiteral("javascript:alert(1)")));
    QVERIFY(!edit.setLink(QStringLiteral("file:///etc/passwd")));
    QVERIFY(edit.setLink(QStringLiteral("example.org")));
    QCOMPARE(edit.html(), QStringLiteral("<div><a href=\"http://example.org\">word</a></div>\n"));
    edit.selectAll();
    QVERIFY(edit.setLink({}));
    QCOMPARE(edit.html(), QStringLiteral("<div>word</div>\n"));
}

void RichTextTest::formatsTheSelection()
{
    BodyEdit edit(nullptr);
    edit.load({}, QStringLiteral("<div>word</div>"));
    edit.selectAll();
    edit.setBold(true);
    edit.setItalic(true);
    QCOMPARE(edit.html(), QStringLiteral("<div><b><i>word</i></b></div>\n"));
    edit.setBold(false);
    edit.setItalic(false);
    edit.toggleList(false);
    QCOMPARE(edit.html(), QStringLiteral("<ul>\n<li>word</li>\n</ul>\n"));
    edit.toggleList(true);
    QCOMPARE(edit.html(), QStringLiteral("<ol>\n<li>word</li>\n</ol>\n"));
    edit.toggleList(true);
    QCOMPARE(edit.html(), QStringLiteral("<div>word</div>\n"));
    edit.changeQuote(2);
    QCOMPARE(edit.plain(), QStringLiteral(">> word"));
    edit.changeQuote(-1);
    QCOMPARE(edit.plain(), QStringLiteral("> word"));
}

void RichTextTest::signatureFollowsTheSender()
{
    BodyEdit edit(nullptr);
    edit.load(QStringLiteral("Hello\n\n-- \nAnna\nWork\nbelow"), {});
    QVERIFY(edit.replaceSignature(QStringLiteral("Anna\nWork"), QStringLiteral("Ania")));
    QCOMPARE(edit.plain(), QStringLiteral("Hello\n\n-- \nAnia\nbelow"));
    // A signature that somebody changed is theirs.
    edit.load(QStringLiteral("Hello\n\n-- \nMine"), {});
    QVERIFY(!edit.replaceSignature(QStringLiteral("Anna"), QStringLiteral("Ania")));
    QCOMPARE(edit.plain(), QStringLiteral("Hello\n\n-- \nMine"));
    edit.load({}, {});
    QVERIFY(edit.replaceSignature({}, QStringLiteral("Anna")));
    QCOMPARE(edit.plain(), QStringLiteral("\n\n-- \nAnna"));
    QCOMPARE(edit.textCursor().position(), 0);
}

class SendChecksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void attachmentWords_data();
    void attachmentWords();
    void content();
};

void SendChecksTest::attachmentWords_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("mentions");
    const auto row = [](const char *name, const char *subject, const char *text, bool mentions) {
        QTest::newRow(name) << QString::fromUtf8(subject) << QString::fromUtf8(text) << mentions;
    };
    row("English", "", "Please find the plan attached.", true);
    row("English noun", "", "See the ATTACHMENT", true);
    row("Polish", "", "W załączniku przesyłam umowę", true);
    row("Polish verb", "", "Załączam plik", true);
    row("Polish without marks", "", "w zalaczniku umowa", true);
    row("Croatian", "", "U prilogu šaljem", true);
    row("Croatian other", "", "Ugovor je u privitku.", true);
    row("Russian", "", "Файл во вложении", true);
    row("Russian verb", "", "Прикрепляю договор", true);
    row("subject", "Plan attached", "Hello", true);
    row("somebody else's subject", "Re: Plan attached", "Thanks", false);
    row("only quoted", "", "Thanks!\n> the plan is attached\n>> attached", false);
    row("only in the signature", "", "Hi\n-- \nattachments welcome", false);
    row("other words", "", "unattached, załamany, приятно", false);
    row("nothing", "", "", false);
}

void SendChecksTest::attachmentWords()
{
    QFETCH(QString, subject);
    QFETCH(QString, text);
    QFETCH(bool, mentions);
    QCOMPARE(mentionsAttachment(subject, text), mentions);
}

void SendChecksTest::content()
{
    Draft draft;
    QVERIFY(!hasContent(draft));
    draft.text = QStringLiteral("\n\n-- \nAnna\n");
    QVERIFY(!hasContent(draft));
    draft.text = QStringLiteral("\n> quoted\n");
    QVERIFY(!hasContent(draft));
    draft.text = QStringLiteral("x");
    QVERIFY(hasContent(draft));
    draft.text.clear();
    draft.bcc = { { {}, QStringLiteral("a@example.org") } };
    QVERIFY(hasContent(draft));
}

std::unique_ptr<QObject> richTextTest() { return std::make_unique<RichTextTest>(); }

std::unique_ptr<QObject> sendChecksTest() { return std::make_unique<SendChecksTest>(); }

} // namespace golub::tests

#include "RichTextTest.moc"
