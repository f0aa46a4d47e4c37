// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Migrations.h"

#include "tests/unit/core/store/StoreFixture.h"

#include <QDir>
#include <QFile>

namespace golub::test {
namespace {

using store::Database;
using store::Migration;

class MigrationTest : public testing::Test
{
protected:
    std::unique_ptr<Database> open(const QString &file = QStringLiteral("a.sqlite"))
    {
        Result<std::unique_ptr<Database>> database = Database::open(dir.filePath(file), Database::Mode::Write);
        EXPECT_TRUE(database.has_value());
        return database ? std::move(*database) : nullptr;
    }
    qint64 version(Database &database) { return must(database.number("PRAGMA user_version")); }

    QTemporaryDir dir;
    const Migration one { 1, "CREATE TABLE letters(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;" };
    const Migration two { 2, "ALTER TABLE letters ADD COLUMN size INTEGER NOT NULL DEFAULT 0; UPDATE letters SET size = length(text);" };
    const Migration broken { 3, "CREATE TABLE more(id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES(1);" };
};

TEST_F(MigrationTest, OldFileIsCopiedAndBroughtUpToDate)
{
    {
        const auto database = open();
        must(store::migrate(*database, { one }));
        must(database->execute("INSERT INTO letters(text) VALUES('golub');"));
    }
    const auto database = open();
    must(store::migrate(*database, { one, two }));
    EXPECT_EQ(version(*database), 2);
    EXPECT_EQ(must(database->number("SELECT size FROM letters")), 5);
    const auto copy = open(QStringLiteral("a.sqlite.v1.bak"));
    EXPECT_EQ(version(*copy), 1);
    EXPECT_EQ(must(copy->number("SELECT count(*) FROM letters")), 1);
    EXPECT_EQ(must(copy->number("SELECT count(*) FROM pragma_table_info('letters')")), 2) << "the copy has the old layout";
    must(store::migrate(*database, { one, two }));
    EXPECT_EQ(QDir(dir.path()).entryList({ QStringLiteral("*.bak"), QStringLiteral("*.part") }).size(), 1);
}

TEST_F(MigrationTest, FailedStepLeavesTheStepBefore)
{
    const auto database = open();
    must(store::migrate(*database, { one }));
    EXPECT_FALSE(store::migrate(*database, { one, two, broken }));
    EXPECT_EQ(version(*database), 2);
    EXPECT_EQ(must(database->number("SELECT count(*) FROM sqlite_schema WHERE name = 'more'")), 0);
    EXPECT_FALSE(database->inTransaction());
}

TEST_F(MigrationTest, NewFileNeedsNoCopy)
{
    const auto database = open();
    must(store::migrate(*database, { one, two }));
    EXPECT_EQ(QDir(dir.path()).entryList({ QStringLiteral("*.bak*") }).size(), 0);
}

TEST_F(MigrationTest, NewerAndForeignFilesAreLeftAlone)
{
    const auto database = open();
    must(store::migrate(*database, { one, two }));
    const Outcome newer = store::migrate(*database, { one });
    EXPECT_EQ(errorKind(newer), ErrorKind::Storage);
    EXPECT_TRUE(newer.error().text.contains(QStringLiteral("a.sqlite")));
    EXPECT_EQ(version(*database), 2);
    EXPECT_EQ(errorKind(store::checkVersion(*database, { one })), ErrorKind::Storage);
    EXPECT_EQ(errorKind(store::checkVersion(*database, { one, two, broken })), ErrorKind::Storage) << "an older file is not read";

    const auto foreign = open(QStringLiteral("b.sqlite"));
    must(foreign->execute("CREATE TABLE theirs(x); PRAGMA application_id=1;"));
    EXPECT_EQ(errorKind(store::migrate(*foreign, { one })), ErrorKind::Storage);
    EXPECT_EQ(must(foreign->number("SELECT count(*) FROM sqlite_schema")), 1);
}

TEST_F(MigrationTest, ScriptsAreNumberedWithoutGaps)
{
    for (const QLatin1String file : { QLatin1String("mail"), QLatin1String("bodies") }) {
        const QList<Migration> list = store::migrationsFor(file);
        ASSERT_FALSE(list.isEmpty());
        for (qsizetype i = 0; i < list.size(); ++i)
            EXPECT_EQ(list.at(i).version, i + 1);
    }
}

TEST_F(MigrationTest, EveryTableIsStrict)
{
    const auto database = open();
    must(store::migrate(*database, store::migrationsFor(QLatin1String("mail"))));
    EXPECT_EQ(must(database->number("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")), 0);
    EXPECT_GT(must(database->number("SELECT count(*) FROM pragma_table_list WHERE strict = 1")), 10);
}

} // namespace
} // namespace golub::test
