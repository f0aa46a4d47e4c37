// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlobStore.h"
#include "core/store/BodyIntake.h"
#include "core/store/BodyPacks.h"
#include "core/store/Migrations.h"
#include "core/store/sqlite/Database.h"
#include "tests/support/WaitUntil.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <atomic>
#include <csignal>
#include <optional>
#include <thread>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace golub::test {
namespace {

using store::BlobStore;
using store::Database;

//! Text that becomes smaller, and every third time noise that does not.
QByteArray letter(int number, qsizetype size = 20'000)
{
    QByteArray raw = "letter " + QByteArray::number(number) + "\n";
    QRandomGenerator random { quint32(number) };
    while (raw.size() < size)
        raw += number % 3 == 0 ? QByteArray(1, char(random.bounded(256u))) : "word" + QByteArray::number(random.bounded(50u)) + ' ';
    return raw;
}

//! Bytes of the disk, not of the file.
qint64 taken(const QString &path)
{
    struct stat found { };
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 ? qint64(found.st_blocks) * 512 : 0;
}

//! bodies.sqlite with its packs and nothing else.
class PackTest : public testing::Test
{
protected:
    void SetUp() override { open(); }
    void open()
    {
        bodies.reset();
        auto opened = Database::open(dir.filePath(QStringLiteral("bodies.sqlite")), Database::Mode::Write);
        ASSERT_TRUE(opened.has_value());
        database = std::move(*opened);
        must(store::migrate(*database, store::migrationsFor(QLatin1String("bodies"))));
        must(store::dropLostPacks(*database));
        bodies.emplace(*database);
        bodies->usePacks();
    }
    QString pack(int number) const { return dir.filePath(QStringLiteral("bodies/%1.pack").arg(number, 6, 10, QLatin1Char('0'))); }
    qint64 diskBytes() const
    {
        qint64 sum = 0;
        const QStringList names = QDir(dir.filePath(QStringLiteral("bodies"))).entryList(QDir::Files);
        for (const QString &name : names)
            sum += taken(dir.filePath(QStringLiteral("bodies/") + name));
        return sum;
    }
    QByteArray stage(const QByteArray &content)
    {
        const store::Blob blob = must(store::makeRawBlob(content, must(bodies->key())));
        must(bodies->stage(blob));
        return blob.hash;
    }
    QList<QByteArray> fill(int first, int count)
    {
        QList<QByteArray> hashes;
        for (int i = first; i < first + count; ++i)
            hashes.append(stage(letter(i)));
        must(bodies->settle());
        return hashes;
    }
    void expectAll(const QList<QByteArray> &hashes, int first = 0)
    {
        for (qsizetype i = 0; i < hashes.size(); ++i)
            ASSERT_EQ(must(bodies->get(hashes.at(i))), letter(first + int(i))) << first + int(i);
    }

    QTemporaryDir dir;
    std::unique_ptr<Database> database;
    std::optional<BlobStore> bodies;
};

TEST_F(PackTest, EveryByteIsWrittenOnceAndEachBodyStoredOnce)
{
    const QList<QByteArray> hashes = fill(0, 50);
    const qint64 size = QFile(pack(1)).size();
    EXPECT_GE(size, 50 * 20'000);
    EXPECT_EQ(fill(0, 50), hashes);
    EXPECT_EQ(QFile(pack(1)).size(), size) << "equal bytes are not appended again";
    EXPECT_LT(QFile(dir.filePath(QStringLiteral("bodies.sqlite-wal"))).size(), size / 4) << "nor are they in the database's log";
    open();
    expectAll(hashes);
    const QByteArray empty = stage({});
    const QByteArray next = stage("next");
    must(bodies->settle());
    open();
    const QByteArray after = stage("after");
    must(bodies->settle());
    EXPECT_EQ(must(bodies->get(empty)), QByteArray());
    EXPECT_EQ(must(bodies->get(next)), "next");
    EXPECT_EQ(must(bodies->get(after)), "after");
}

TEST_F(PackTest, FullPacksAreFollowedByOthers)
{
    store::BodyPacks packs(*database, 1000);
    for (int i = 0; i < 6; ++i) {
        const store::PackPlace place = must(packs.next(400));
        EXPECT_EQ(place.pack, 1 + i / 3) << "what began below the limit may end above";
        must(packs.append(place, QByteArray(400, char('a' + i))));
        must(packs.sync());
        packs.keep();
        EXPECT_EQ(must(store::readPack(*database, place)), QByteArray(400, char('a' + i)));
    }
}

TEST_F(PackTest, WhatACrashLeftBehindTheLastBodyIsWrittenOver)
{
    const QList<QByteArray> hashes = fill(0, 5);
    const qint64 end = QFile(pack(1)).size();
    open();
    {
        QFile file(pack(1));
        ASSERT_TRUE(file.open(QIODevice::Append));
        file.write(QByteArray(100'000, 'x')); // appended, never named
    }
    const QList<QByteArray> more = fill(5, 1);
    EXPECT_EQ(QFile(pack(1)).size(), end + letter(5).size());
    expectAll(hashes);
    expectAll(more, 5);
}

TEST_F(PackTest, WhatIsNotCommittedIsNothing)
{
    const QList<QByteArray> before = fill(0, 3);
    const QByteArray lost = stage(letter(100));
    bodies->abandon();
    EXPECT_FALSE(bodies->contains(lost));
    const QList<QByteArray> after = fill(3, 3);
    expectAll(before);
    expectAll(after, 3);
}

TEST_F(PackTest, SqueezingMakesItSmallerAndKeepsEveryByte)
{
    const QList<QByteArray> hashes = fill(0, 60);
    const qint64 before = diskBytes();
    bool more = true;
    int steps = 0;
    for (; more && steps < 100; ++steps) {
        more = must(bodies->squeeze(200'000));
        expectAll(hashes);
    }
    EXPECT_GE(steps, 5) << "in small steps";
    EXPECT_LT(steps, 10) << "what cannot be made smaller is not tried again";
    EXPECT_LT(diskBytes(), before * 2 / 3) << "the space is given back";
    EXPECT_FALSE(must(bodies->squeeze(200'000)));
    open();
    expectAll(hashes);
}

TEST_F(PackTest, ADamagedBodyIsLeftAsItIs)
{
    const QList<QByteArray> hashes = fill(1, 2);
    {
        QFile file(pack(1));
        ASSERT_TRUE(file.open(QIODevice::ReadWrite));
        file.seek(100);
        file.write("damage");
    }
    EXPECT_FALSE(must(bodies->squeeze(1'000'000)));
    EXPECT_EQ(errorKind(bodies->get(hashes.at(0))), ErrorKind::Storage);
    EXPECT_EQ(must(bodies->get(hashes.at(1))), letter(2));
}

TEST_F(PackTest, ReadersReadWhileBodiesMove)
{
    const QList<QByteArray> hashes = fill(1, 40);
    std::atomic<bool> end = false;
    std::atomic<int> wrong = 0;
    std::atomic<int> read = 0;
    std::thread other([&] {
        auto opened = Database::open(database->path(), Database::Mode::Read);
        BlobStore mine(**opened);
        for (int i = 0; !end || read < 40; ++i, ++read)
            wrong += mine.get(hashes.at(i % 40)).value_or(QByteArray()) == letter(1 + i % 40) ? 0 : 1;
    });
    while (must(bodies->squeeze(30'000))) { }
    end = true;
    other.join();
    EXPECT_EQ(wrong, 0);
}

TEST_F(PackTest, NoRoomOnTheDiskTakesTheBatchBack)
{
    const QList<QByteArray> before = fill(0, 3);
    rlimit unlimited {};
    ::getrlimit(RLIMIT_FSIZE, &unlimited);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const store::BodyKey key = must(bodies->key());
    const rlimit limit { 150'000, unlimited.rlim_max };
    ::setrlimit(RLIMIT_FSIZE, &limit);
    Outcome done;
    for (int i = 3; i < 30 && done; ++i)
        done = bodies->stage(must(store::makeRawBlob(letter(i), key)));
    if (done)
        done = bodies->settle();
    bodies->abandon();
    ::setrlimit(RLIMIT_FSIZE, &unlimited);
    std::signal(SIGXFSZ, handler);
    EXPECT_EQ(errorKind(done), ErrorKind::StorageFull);
    expectAll(before);
    EXPECT_EQ(must(database->number("SELECT count(*) FROM bodies")), 3);
    expectAll(fill(3, 27), 3);
}

TEST_F(PackTest, ALostPackIsLostMailNotALostProfile)
{
    const QList<QByteArray> hashes = fill(0, 4);
    ASSERT_TRUE(QFile::resize(pack(1), letter(0).size() + 10));
    open();
    EXPECT_EQ(must(bodies->get(hashes.at(0))), letter(0));
    for (int i = 1; i < 4; ++i)
        EXPECT_EQ(errorKind(bodies->get(hashes.at(i))), ErrorKind::NotFound);
    EXPECT_EQ(fill(0, 4), hashes) << "it can be stored again";
    ASSERT_TRUE(QFile::remove(pack(1)));
    open();
    EXPECT_EQ(errorKind(bodies->get(hashes.at(0))), ErrorKind::NotFound);
    EXPECT_EQ(fill(0, 4), hashes);
    expectAll(hashes);
}

//! In a child process: stores, tells, and now and then squeezes.
[[noreturn]] void writeUntilKilled(const QString &path, int progress)
{
    auto database = Database::open(path, Database::Mode::Write);
    if (!database)
        ::_exit(3);
    BlobStore bodies(**database);
    bodies.usePacks();
    const auto key = bodies.key();
    if (!key)
        ::_exit(8);
    for (int i = 0;; ++i) {
        if (!bodies.stage(*store::makeRawBlob(letter(i, 5000), *key)))
            ::_exit(4);
        if (i % 4 == 3 && !bodies.settle())
            ::_exit(5);
        if (i % 12 == 11 && !bodies.squeeze(40'000))
            ::_exit(6);
        const char byte = '.';
        if (i % 4 == 3 && ::write(progress, &byte, 1) != 1)
            ::_exit(7);
    }
}

TEST_F(PackTest, KilledAtAnyPointEverySettledBodyIsThere)
{
    const QString path = database->path();
    for (int round = 1; round <= 20; ++round) {
        bodies.reset();
        database.reset();
        int pipe[2];
        ASSERT_EQ(::pipe(pipe), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            ::close(pipe[0]);
            writeUntilKilled(path, pipe[1]);
        }
        ::close(pipe[1]);
        char byte = 0;
        int settled = 0;
        while (settled < round && ::read(pipe[0], &byte, 1) == 1)
            ++settled;
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        while (::read(pipe[0], &byte, 1) == 1)
            ++settled;
        ::close(pipe[0]);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
        open();
        for (int i = 0; i < settled * 4; ++i)
            ASSERT_EQ(must(bodies->get(must(bodies->hashesOf(letter(i, 5000))).first())), letter(i, 5000)) << i;
        EXPECT_EQ(must(database->number("SELECT count(*) FROM bodies WHERE length(data) = 0 AND pack = 0 AND size > 0")), 0);
    }
}

TEST(PackMigrationTest, BodiesOfTheFirstVersionStayReadable)
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("bodies.sqlite"));
    const auto all = store::migrationsFor(QLatin1String("bodies"));
    QByteArray hash;
    {
        auto old = Database::open(path, Database::Mode::Write);
        must(store::migrate(**old, { all.first() }));
        hash = store::formerHash(letter(1));
        must((*old)->run("INSERT INTO bodies(hash, size, data) VALUES(?, ?, ?)", hash, letter(1).size(), must(store::denseData(letter(1)))));
    }
    auto now = Database::open(path, Database::Mode::Write);
    must(store::migrate(**now, all));
    BlobStore bodies(**now);
    EXPECT_EQ(must(bodies.get(hash)), letter(1));
    bodies.usePacks();
    EXPECT_FALSE(must(bodies.squeeze(1'000'000)));
    EXPECT_EQ(must(bodies.get(hash)), letter(1));
}

class PackStoreTest : public StoreTest
{
protected:
    QList<QByteArray> takeBulk(int first, int count)
    {
        QList<QByteArray> hashes;
        bool done = false;
        QList<QByteArray> letters;
        for (int i = 0; i < count; ++i)
            letters.append(letter(first + i));
        store->intake().take(letters, analyze, [&](const Result<store::BodyIntake::Batch> &batch) {
            for (const auto &body : must(batch))
                hashes.append(must(body).hash);
            done = true;
        });
        EXPECT_TRUE(waitUntil([&done] { return done; }));
        return hashes;
    }
    QString packFile() const { return dir.filePath(QStringLiteral("bodies/000001.pack")); }
};

TEST_F(PackStoreTest, BulkMailStandsInPacksAndIsReadByEverybody)
{
    store->intake().useThread();
    const QList<QByteArray> hashes = takeBulk(0, 40);
    ASSERT_EQ(hashes.size(), 40);
    EXPECT_TRUE(QFile::exists(packFile()));
    store::MessageTable::Taken taken { incoming(1), hashes.at(7), analyze(letter(7)) };
    const auto ids = must(store->messages().insertTaken(inbox, { taken }));
    EXPECT_EQ(must(store->messages().body(ids.at(0))), letter(7));
    EXPECT_EQ(must(reader()->body(ids.at(0))), letter(7));
    bool more = true;
    bool answered = false;
    store->intake().squeeze(100'000'000, [&](const Result<bool> &result) {
        more = must(result);
        answered = true;
    });
    EXPECT_FALSE(answered) << "later";
    EXPECT_EQ(must(store->collectOrphans()), 0) << "nothing is collected while bodies move";
    ASSERT_TRUE(waitUntil([&answered] { return answered; }));
    EXPECT_FALSE(more);
    EXPECT_EQ(must(reader()->body(ids.at(0))), letter(7));
    const qint64 before = ::golub::test::taken(packFile());
    EXPECT_EQ(must(store->collectOrphans()), 39);
    EXPECT_LT(::golub::test::taken(packFile()), before / 2) << "the disk gets it back";
    EXPECT_EQ(must(store->messages().body(ids.at(0))), letter(7));
    const QList<QByteArray> again = takeBulk(0, 40);
    EXPECT_EQ(again, hashes);
    reopen();
    for (int i = 0; i < 40; ++i)
        ASSERT_EQ(must(store->bodies().get(again.at(i))), letter(i));
}

TEST_F(PackStoreTest, QuietHoursMakeItSmaller)
{
    store->intake().useThread();
    QList<QByteArray> hashes;
    for (int i = 0; i < 3; ++i)
        hashes += takeBulk(i * 100, 100);
    const qint64 before = ::golub::test::taken(packFile());
    store->squeezeBodies();
    ASSERT_TRUE(waitUntil([this] { return !store->intake().isBusy(); })) << "several steps by themselves";
    EXPECT_LT(::golub::test::taken(packFile()), before * 2 / 3);
    for (int i = 0; i < 300; ++i)
        ASSERT_EQ(must(store->bodies().get(hashes.at(i))), letter(i)) << i;
}

TEST_F(PackStoreTest, ALetterOrTwoNeedNoPack)
{
    store->intake().useThread();
    const QList<QByteArray> hashes = takeBulk(1, 2);
    EXPECT_FALSE(QFile::exists(packFile()));
    EXPECT_EQ(must(store->bodies().get(hashes.at(1))), letter(2));
    bool answered = false;
    store->intake().squeeze(1000, [&](const Result<bool> &more) { answered = !must(more); });
    EXPECT_TRUE(waitUntil([&answered] { return answered; }));
}

TEST_F(PackStoreTest, NothingIsSqueezedWhileMailComesIn)
{
    store->intake().useThread();
    bool done = false;
    store->intake().take({ letter(1), letter(2) }, analyze, [&](const Result<store::BodyIntake::Batch> &) { done = true; });
    bool later = false;
    store->intake().squeeze(1000, [&](const Result<bool> &more) { later = must(more); });
    EXPECT_TRUE(later) << "there may be more: ask again";
    ASSERT_TRUE(waitUntil([&done] { return done; }));
}

} // namespace
} // namespace golub::test
