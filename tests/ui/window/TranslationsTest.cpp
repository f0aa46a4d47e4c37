// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/TranslationsTest.h"

#include "tests/support/InLanguage.h"
#include "tests/ui/window/WindowFixture.h"

#include <QFile>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest>

#include <algorithm>

namespace golub::tests {
namespace {

struct Text {
    QString context;
    QString source;
    QString comment;
    QStringList forms; //!< one, or one for each plural
    bool plural = false;
    bool finished = true;
};

Text readMessage(QXmlStreamReader &xml, const QString &context)
{
    Text text;
    text.context = context;
    text.plural = xml.attributes().value(QLatin1String("numerus")) == u"yes";
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source") {
            text.source = xml.readElementText();
        } else if (xml.name() == u"comment") {
            text.comment = xml.readElementText();
        } else if (xml.name() == u"translation") {
            text.finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!text.plural) {
                text.forms = { xml.readElementText() };
                continue;
            }
            while (xml.readNextStartElement())
                text.forms += xml.readElementText();
        } else {
            xml.skipCurrentElement();
        }
    }
    return text;
}

QList<Text> textsOf(const QString &language)
{
    QFile file(QStringLiteral(GOLUB_SOURCE_DIR "/translations/golub_%1.ts").arg(language));
    QList<Text> texts;
    if (!file.open(QIODevice::ReadOnly))
        return texts;
    QXmlStreamReader xml(&file);
    xml.readNextStartElement(); // TS
    while (xml.readNextStartElement()) { // context
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == u"name")
                context = xml.readElementText();
            else if (xml.name() == u"message")
                texts += readMessage(xml, context);
            else
                xml.skipCurrentElement();
        }
    }
    return texts;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression Placeholder(QStringLiteral("%[0-9n]"));
    QStringList found;
    for (auto it = Placeholder.globalMatch(text); it.hasNext();)
        found += it.next().captured();
    found.removeDuplicates();
    found.sort();
    return found;
}

QStringList keysOf(const QList<QAction *> &actions)
{
    QStringList keys;
    for (const QAction *action : actions) {
        const QString text = QString(action->text()).remove(QStringLiteral("&&"));
        const qsizetype mark = text.indexOf(u'&');
        if (mark >= 0)
            keys += text.mid(mark + 1, 1).toLower();
    }
    return keys;
}

QString translated(const char *context, const char *text, int count)
{
    return QCoreApplication::translate(context, text, nullptr, count);
}

constexpr const char *Images = "%n remote image(s) were not loaded, so that the sender does not learn that you read this.";

} // namespace

void TranslationsTest::polishIsComplete()
{
    const QList<Text> texts = textsOf(QStringLiteral("pl"));
    QVERIFY(texts.size() > 500);
    for (const Text &text : texts) {
        QVERIFY2(text.finished, qPrintable(text.context + QStringLiteral(": ") + text.source));
        QCOMPARE(text.forms.size(), text.plural ? 3 : 1);
        for (const QString &form : text.forms) {
            QVERIFY2(!form.isEmpty(), qPrintable(text.source));
            QCOMPARE(placeholders(form), placeholders(text.source));
            QVERIFY2(form.contains(u'&') == text.source.contains(u'&'), qPrintable(form));
            for (const QChar end : { u':', u' ', u'…' })
                QVERIFY2(form.endsWith(end) == text.source.endsWith(end), qPrintable(form));
        }
    }
}

void TranslationsTest::englishHasEveryPlural()
{
    const auto plurals = [](const QString &language) {
        QSet<QString> found;
        const QList<Text> texts = textsOf(language);
        for (const Text &text : texts) {
            if (text.plural)
                found += text.context + u'|' + text.source + u'|' + text.comment;
        }
        return found;
    };
    QVERIFY(plurals(QStringLiteral("en")) == plurals(QStringLiteral("pl")));
    const QList<Text> texts = textsOf(QStringLiteral("en"));
    QVERIFY(!texts.isEmpty());
    for (const Text &text : texts) {
        QVERIFY2(text.finished && text.plural && text.forms.size() == 2, qPrintable(text.source));
        for (const QString &form : text.forms)
            QVERIFY2(!form.isEmpty() && !form.contains(QStringLiteral("(s)")), qPrintable(form));
    }
}

void TranslationsTest::englishCounts_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::newRow("C") << QLocale::c();
    QTest::newRow("American") << QLocale(QLocale::English, QLocale::UnitedStates);
    QTest::newRow("British") << QLocale(QLocale::English, QLocale::UnitedKingdom);
    QTest::newRow("a language without texts") << QLocale(QLocale::Finnish);
}

void TranslationsTest::englishCounts()
{
    QFETCH(QLocale, locale);
    const InLanguage language(locale);
    QCOMPARE(translated("golub::ui::AttachmentBar", "%n attachment(s)", 1), QStringLiteral("1 attachment"));
    QCOMPARE(translated("golub::ui::AttachmentBar", "%n attachment(s)", 2), QStringLiteral("2 attachments"));
    QVERIFY(translated("golub::ui::ReaderPane", Images, 1).startsWith(QStringLiteral("1 remote image was")));
    QVERIFY(translated("golub::ui::ReaderPane", Images, 0).startsWith(QStringLiteral("0 remote images were")));
}

void TranslationsTest::polishCounts()
{
    const InLanguage language { QLocale(QLocale::Polish) };
    const QList<std::pair<int, QString>> expected { { 1, QStringLiteral("1 załącznik") }, { 2, QStringLiteral("2 załączniki") },
        { 5, QStringLiteral("5 załączników") }, { 12, QStringLiteral("12 załączników") }, { 22, QStringLiteral("22 załączniki") } };
    for (const auto &[count, text] : expected)
        QCOMPARE(translated("golub::ui::AttachmentBar", "%n attachment(s)", count), text);
}

void TranslationsTest::menusHaveDifferentKeys_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::newRow("English") << QLocale(QLocale::English);
    QTest::newRow("Polish") << QLocale(QLocale::Polish);
}

void TranslationsTest::menusHaveDifferentKeys()
{
    QFETCH(QLocale, locale);
    const InLanguage language(locale);
    WindowFixture f;
    const auto different = [](QStringList keys) {
        keys.sort();
        return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
    };
    const QStringList bar = keysOf(f.window->menuBar()->actions());
    QVERIFY2(bar.size() > 4 && different(bar), qPrintable(bar.join(u' ')));
    const auto menus = f.window->menuBar()->findChildren<QMenu *>();
    for (const QMenu *menu : menus) {
        const QStringList keys = keysOf(menu->actions());
        QVERIFY2(different(keys), qPrintable(menu->title() + QStringLiteral(": ") + keys.join(u' ')));
    }
}

} // namespace golub::tests
