// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/AddressText.h"
#include "tests/ui/forms/Tests.h"

#include <QTest>

namespace golub::tests {

using namespace ui::addresstext;

class AddressTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void pastedListKeepsCommasInNames();
    void writesWhatItReads();
    void knowsWherePiecesStand();
    void takesHugeTextInLinearTime();
};

void AddressTextTest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected"); // "name|address"
    const auto row = [](const char *name, const char *text, std::initializer_list<const char *> expected) {
        QStringList list;
        for (const char *one : expected)
            list += QString::fromUtf8(one);
        QTest::newRow(name) << QString::fromUtf8(text) << list;
    };
    row("bare", "anna@example.org", { "|anna@example.org" });
    row("name", "Anna Nowak <anna@example.org>", { "Anna Nowak|anna@example.org" });
    row("comma in quoted name", "\"Nowak, Anna\" <anna@example.org>, jan@example.pl",
        { "Nowak, Anna|anna@example.org", "|jan@example.pl" });
    row("escaped quote", "\"Anna \\\"Ania\\\" Nowak\" <anna@example.org>", { "Anna \"Ania\" Nowak|anna@example.org" });
    row("separators", "a@example.org; b@example.org\nc@example.org,,\td@example.org ;",
        { "|a@example.org", "|b@example.org", "|c@example.org", "|d@example.org" });
    row("stray quotation mark", "5\" disk <a@example.org>, b@example.org",
        { "5\" disk|a@example.org", "|b@example.org" });
    row("comment", "anna@example.org (Anna Nowak)", { "Anna Nowak|anna@example.org" });
    row("mailto", "mailto:anna@example.org", { "|anna@example.org" });
    row("group", "Team: a@example.org, b@example.org;", { "|a@example.org", "|b@example.org" });
    row("empty group", "undisclosed-recipients:;", {});
    row("unicode", "Пётр <petr@почта.рф>, Žarko <žarko@primjer.hr>",
        { "Пётр|petr@почта.рф", "Žarko|žarko@primjer.hr" });
    row("literal", "root@[127.0.0.1]", { "|root@[127.0.0.1]" });
    row("unclosed bracket", "Anna <anna@example.org", { "Anna|anna@example.org" });
    row("nothing", " , ; ", {});
}

void AddressTextTest::reads()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QStringList found;
    for (const Piece &piece : parse(text)) {
        found += piece.address.name + u'|' + piece.address.address;
        QCOMPARE(piece.problem, QString());
    }
    QCOMPARE(found, expected);
}

void AddressTextTest::tellsWhatIsWrong_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : { "anna", "anna@", "@example.org", "an na@example.org", "anna@example..org",
             "anna@exa mple.org", "anna@-example.org", "anna@example.org>", "anna@@example.org", "anna@exam_ple!.org",
             "a\u0001@example.org", "" })
        QTest::newRow(address) << QString::fromUtf8(address);
    QTest::newRow("65 before the @") << QString(65, u'a') + QStringLiteral("@example.org");
    QTest::newRow("255 in all") << QStringLiteral("a@") + QString(63, u'b') + u'.' + QString(189, u'c');
}

void AddressTextTest::tellsWhatIsWrong()
{
    QFETCH(QString, address);
    QVERIFY(!problemOf(address).isEmpty());
    // The limits are inclusive.
    QVERIFY(problemOf(QString(64, u'a') + QStringLiteral("@example.org")).isEmpty());
    QVERIFY(problemOf(QStringLiteral("a@") + QString(63, u'b') + u'.' + QString(188, u'c')).isEmpty());
}

void AddressTextTest::pastedListKeepsCommasInNames()
{
    const QString text = QStringLiteral("Nowak, Anna <anna@example.org>; Horvat, Ivana <ivana@example.hr>");
    const QList<Piece> pasted = parse(text, Source::Pasted);
    QCOMPARE(pasted.size(), 2);
    QCOMPARE(pasted.at(0).address, (Address { QStringLiteral("Nowak, Anna"), QStringLiteral("anna@example.org") }));
    QCOMPARE(pasted.at(1).address, (Address { QStringLiteral("Horvat, Ivana"), QStringLiteral("ivana@example.hr") }));
    // Typed, a comma separates: "Nowak" may be somebody that was forgotten to be finished, and is marked.
    const QList<Piece> typed = parse(text);
    QCOMPARE(typed.size(), 4);
    QVERIFY(!typed.at(0).problem.isEmpty());
    // Two addresses are never joined into one.
    QCOMPARE(parse(QStringLiteral("a@example.org, Anna <b@example.org>"), Source::Pasted).size(), 2);
    QCOMPARE(parse(QStringLiteral("Anna\nJan <b@example.org>"), Source::Pasted).size(), 2);
}

void AddressTextTest::writesWhatItReads()
{
    const QList<Address> addresses {
        { QStringLiteral("Nowak, Anna; \"Ania\" \\ (A)"), QStringLiteral("anna@example.org") },
        { QStringLiteral("Dr. Ivana Horvat"), QStringLiteral("ivana@example.hr") },
        { {}, QStringLiteral("x@example.org") },
        { QStringLiteral("petr@example.ru"), QStringLiteral("petr@example.ru") },
    };
    QList<Address> back;
    for (const Piece &piece : parse(toText(addresses)))
        back += piece.address;
    QCOMPARE(back, addresses);
}

void AddressTextTest::knowsWherePiecesStand()
{
    const QString text = QStringLiteral("  a@example.org , bad one ,c@example.org");
    const QList<Piece> pieces = parse(text);
    QCOMPARE(pieces.size(), 3);
    QCOMPARE(text.mid(pieces.at(0).start, pieces.at(0).length), QStringLiteral("a@example.org"));
    QCOMPARE(text.mid(pieces.at(1).start, pieces.at(1).length), QStringLiteral("bad one"));
    QVERIFY(!pieces.at(1).problem.isEmpty());
    QCOMPARE(text.mid(pieces.at(2).start, pieces.at(2).length), QStringLiteral("c@example.org"));
}

void AddressTextTest::takesHugeTextInLinearTime()
{
    // The thread's own processor time, the best of three: others use this machine, too.
    const auto now = [] {
        timespec time {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
    };
    const auto time = [now](qsizetype repeats) {
        const QString text = QStringLiteral("\"a, <(b:;").repeated(repeats);
        double best = 1e18;
        for (int i = 0; i < 3; ++i) {
            const double start = now();
            parse(text, Source::Pasted);
            best = std::min(best, now() - start);
        }
        return best;
    };
    const double small = time(10'000);
    const double large = time(80'000);
    QVERIFY2(large < small * 8 * 4, "eight times the text must not take far more than eight times the time");
}

std::unique_ptr<QObject> addressTextTest() { return std::make_unique<AddressTextTest>(); }

} // namespace golub::tests

#include "AddressTextTest.moc"
