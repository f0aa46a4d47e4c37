// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContactTable.h"
#include "core/store/sqlite/Database.h"
#include "core/store/sqlite/GivenRows.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QTemporaryDir>

namespace golub::test {
namespace {

using store::Database;
using store::GivenRows;
using store::Statement;

class GivenRowsTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto opened = Database::open(dir.filePath(QStringLiteral("x.sqlite")), Database::Mode::Write);
        ASSERT_TRUE(opened.has_value());
        database = std::move(*opened);
        must(database->execute("CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT NOT NULL, bytes BLOB NOT NULL, UNIQUE(text)) STRICT;"));
    }
    Outcome insert(const GivenRows &rows) const
    {
        Statement insertion(*database, "INSERT INTO t(id, text, bytes) SELECT c0, c1, c2 FROM given(?)");
        return insertion.bindRows(rows).run();
    }

    QTemporaryDir dir;
    std::unique_ptr<Database> database;
};

TEST_F(GivenRowsTest, AreStoredAsIfBoundOneByOne)
{
    const QStringList texts { QString(), QStringLiteral("plain"), QStringLiteral("żółw 山田 🚀"), QString(QChar(0xD800)) + u'x',
        QStringLiteral("a") + QChar(u'\0') + u'b', QStringLiteral("long ").repeated(30'000) };
    GivenRows rows;
    for (int i = 0; i < texts.size(); ++i)
        rows.add(i + 1, texts.at(i), QByteArray(i, '\0'));
    EXPECT_EQ(rows.size(), texts.size());
    must(insert(rows));
    Statement read(*database, "SELECT text, bytes, typeof(text), typeof(bytes) FROM t ORDER BY id");
    for (int i = 0; i < texts.size(); ++i) {
        ASSERT_TRUE(read.next());
        EXPECT_EQ(read.utf8(0), texts.at(i).toUtf8()) << i;
        EXPECT_EQ(read.blob(1), QByteArray(i, '\0')) << i;
        EXPECT_EQ(read.text(2), QStringLiteral("text"));
        EXPECT_EQ(read.text(3), QStringLiteral("blob"));
    }
    EXPECT_FALSE(read.next());
}

TEST_F(GivenRowsTest, AllOrNothing)
{
    GivenRows rows;
    for (const int id : { 1, 2, 3, 2 })
        rows.add(id, QString::number(id), QByteArray());
    must(database->run("BEGIN"));
    EXPECT_FALSE(insert(rows)) << "the last one is there already";
    EXPECT_EQ(must(database->number("SELECT count(*) FROM t")), 0);
    must(insert({}));
    must(database->run("COMMIT"));
    EXPECT_EQ(must(database->number("SELECT count(*) FROM t")), 0);
}

TEST_F(GivenRowsTest, JoinInTheirOrder)
{
    for (const int id : { 1, 2, 3 })
        must(database->run("INSERT INTO t(id, text, bytes) VALUES(?, ?, x'')", id, QString::number(id * 10)));
    GivenRows wanted;
    for (const char *text : { "30", "99", "10" })
        wanted.add(GivenRows::Utf8 { text });
    Statement rows(*database, "SELECT t.id FROM given(?) CROSS JOIN t ON t.text = c0");
    rows.bindRows(wanted);
    QList<qint64> found;
    while (rows.next())
        found.append(rows.integer(0));
    EXPECT_EQ(found, (QList<qint64> { 3, 1 }));
    EXPECT_FALSE(database->number("SELECT count(*) FROM given")) << "without rows it is no table";
}

//! Thousands at once are what they are one by one.
TEST_F(StoreTest, ContactsOfABatchAreThoseOfSingleMessages)
{
    const QDateTime now = clock.utcNow();
    const auto person = [](const char *name, const char *address) { return Address { QString::fromUtf8(name), QString::fromUtf8(address) }; };
    using Seen = store::ContactTable::Seen;
    must(store->contacts().collect(QList<Seen> { { person("Ala Old", "ala@example.org"), now }, { person("Ala New", "Ala@example.org"), now.addSecs(60) },
                                       { person("", "ALA@example.org"), now.addSecs(90) }, { person("Ala Older", "ala@example.org"), now.addSecs(-60) },
                                       { person("Jan", "jan@example.org"), now }, { person("nobody", "no address"), now } },
        false));
    const auto complete = [&](const char16_t *prefix) { return must(store->contacts().complete(QString::fromUtf16(prefix), 10)); };
    EXPECT_EQ(complete(u"ala"), QList<Address> { person("Ala New", "ala@example.org") });
    EXPECT_TRUE(complete(u"old").isEmpty()) << "the name that counts is the newest";
    EXPECT_EQ(complete(u"example"), (QList<Address> { person("Ala New", "ala@example.org"), person("Jan", "jan@example.org") }));
    must(store->contacts().collect(QList<Seen> { { person("Jan Kowalski", "jan@example.org"), now.addSecs(120) }, { person("Ewa", "ewa@example.org"), now } }, false));
    EXPECT_EQ(complete(u"kowal"), QList<Address> { person("Jan Kowalski", "jan@example.org") });
    EXPECT_EQ(complete(u"example").first(), person("Jan Kowalski", "jan@example.org")) << "seen last";
    EXPECT_EQ(complete(u"ewa").size(), 1);
    // Words that begin with the same letters, and one that is there twice.
    const Address konstantinos = person("Konstantinos Konstantinopoulos", "konstantinos@example.org");
    must(store->contacts().collect(QList<Seen> { { konstantinos, now }, { person("Konstantina", "k@example.org"), now } }, false));
    EXPECT_EQ(complete(u"konstantinop"), QList<Address> { konstantinos });
    EXPECT_EQ(complete(u"konstantinos"), QList<Address> { konstantinos });
    EXPECT_EQ(complete(u"konstantin").size(), 2);
}

} // namespace
} // namespace golub::test
