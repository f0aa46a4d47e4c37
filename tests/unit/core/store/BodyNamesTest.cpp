// SPDX-License-Identifier: GPL-3.0-or-later
// By what name a body is stored, and what its name proves.
#include "core/store/BlobStore.h"
#include "core/store/BodyIntake.h"
#include "core/store/Migrations.h"
#include "core/store/sqlite/Database.h"
#include "tests/support/WaitUntil.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRandomGenerator>
#include <QSet>

#include <array>
#include <atomic>
#include <thread>

namespace golub::test {
namespace {

using store::BlobStore;
using store::BodyKey;
using store::Database;

const QLatin1String Bodies("bodies");

QByteArray sha256(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256);
}

QByteArray noise(qsizetype size, quint32 seed = 1)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, '\0');
    for (char &byte : bytes)
        byte = char(random.bounded(256u));
    return bytes;
}

// GHASH by the letter of NIST SP 800-38D sections 6.3 and 6.4, bit after bit.
using Block = std::array<quint8, 16>;

Block times(const Block &x, Block v)
{
    Block z {};
    for (int i = 0; i < 128; ++i) {
        if (x[std::size_t(i / 8)] >> (7 - i % 8) & 1) {
            for (std::size_t j = 0; j < 16; ++j)
                z[j] = quint8(z[j] ^ v[j]);
        }
        const bool carry = v[15] & 1;
        for (std::size_t j = 15; j > 0; --j)
            v[j] = quint8(v[j] >> 1 | v[j - 1] << 7);
        v[0] = quint8(v[0] >> 1 ^ (carry ? 0xe1 : 0));
    }
    return z;
}

Block blockOf(const QByteArray &bytes)
{
    Block block {};
    std::copy_n(bytes.begin(), qMin<qsizetype>(16, bytes.size()), block.begin());
    return block;
}

//! Of the zero key of 256 bits and the zero nonce. The two constants are those of test cases 13 and 14 of the GCM specification.
QByteArray tagByTheBook(const QByteArray &additional, const QByteArray &encrypted = {})
{
    const Block h = blockOf(QByteArray::fromHex("dc95c078a2408989ad48a21492842087"));
    Block sum = blockOf({});
    const auto add = [&](const Block &block) {
        for (std::size_t j = 0; j < 16; ++j)
            sum[j] = quint8(sum[j] ^ block[j]);
        sum = times(sum, h);
    };
    for (const QByteArray &part : { additional, encrypted }) {
        for (qsizetype at = 0; at < part.size(); at += 16)
            add(blockOf(part.mid(at, 16)));
    }
    Block lengths {};
    for (std::size_t j = 0; j < 8; ++j) {
        lengths[j] = quint8(quint64(additional.size()) * 8 >> (56 - 8 * j));
        lengths[8 + j] = quint8(quint64(encrypted.size()) * 8 >> (56 - 8 * j));
    }
    add(lengths);
    const QByteArray mask = QByteArray::fromHex("530f8afbc74536b9a963b4f1c4cb738b");
    QByteArray tag;
    for (std::size_t j = 0; j < 16; ++j)
        tag += char(sum[j] ^ quint8(mask[qsizetype(j)]));
    return tag;
}

TEST(BodyNameTest, IsGmacAsItIsPublished)
{
    const BodyKey zeros { QByteArray(32, '\0') };
    EXPECT_EQ(store::blobHash({}, zeros).toHex(), "530f8afbc74536b9a963b4f1c4cb738b") << "test case 13 of the GCM specification";
    ASSERT_EQ(tagByTheBook({}, QByteArray::fromHex("cea7403d4d606b6e074ec5d3baf39d18")).toHex(), "d0d1c8a799996bf0265b98b5d48ab919")
        << "test case 14: the slow way is right";
    for (const qsizetype size : { 1, 15, 16, 17, 31, 32, 33, 1000, 20'011 }) {
        const QByteArray content = noise(size);
        EXPECT_EQ(store::blobHash(content, zeros).toHex(), tagByTheBook(content).toHex()) << size;
    }
}

TEST(BodyNameTest, EveryLengthAndEveryKeyIsAnother)
{
    QSet<QByteArray> names;
    int count = 0;
    for (const char fill : { 'x', '\0' }) { // zeros: what is filled up to a block is not what ended with zeros
        for (const qsizetype size : { 0, 1, 15, 16, 17, 32 }) {
            for (const char key : { 'a', 'b' }) {
                const BodyKey mine { QByteArray(32, key) };
                const QByteArray name = store::blobHash(QByteArray(size, fill), mine);
                EXPECT_EQ(name.size(), 16);
                EXPECT_EQ(store::blobHash(QByteArray(size, fill), mine), name);
                EXPECT_TRUE(store::isHashOf(name, QByteArray(size, fill), mine));
                names.insert(name);
                ++count;
            }
        }
    }
    EXPECT_EQ(names.size(), count - 2) << "no letters are no letters, whatever they would be; once for each key";
}

TEST(BodyNameTest, WithoutAKeyThereAreNoNames)
{
    for (const BodyKey &none : { BodyKey {}, BodyKey { QByteArray(31, 'k') }, BodyKey { QByteArray(33, 'k') } }) {
        EXPECT_TRUE(store::blobHash("letter", none).isEmpty());
        EXPECT_FALSE(store::isHashOf({}, "letter", none));
        EXPECT_FALSE(store::makeBlob("letter", none));
        EXPECT_TRUE(store::isHashOf(sha256("letter"), "letter", none)) << "that name needs none";
    }
}

TEST(BodyNameTest, ThreadsDoNotDisturbEachOther)
{
    std::atomic<int> wrong = 0;
    const auto work = [&wrong](char key) {
        const BodyKey mine { QByteArray(32, key) };
        const QByteArray name = store::blobHash("letter", mine);
        for (int i = 0; i < 2000; ++i) {
            wrong += store::blobHash("letter", mine) == name ? 0 : 1;
            store::blobHash("another", BodyKey { QByteArray(32, char(i % 100)) });
        }
    };
    std::thread other(work, 'a');
    work('b');
    other.join();
    EXPECT_EQ(wrong, 0);
}

//! bodies.sqlite alone.
class BodyFileTest : public testing::Test
{
protected:
    std::unique_ptr<Database> connection(const char *name = "bodies.sqlite") const
    {
        auto opened = Database::open(dir.filePath(QString::fromLatin1(name)), Database::Mode::Write);
        EXPECT_TRUE(opened.has_value());
        return opened ? std::move(*opened) : nullptr;
    }
    std::unique_ptr<Database> file(const char *name = "bodies.sqlite") const
    {
        auto database = connection(name);
        must(store::migrate(*database, store::migrationsFor(Bodies)));
        return database;
    }
    QTemporaryDir dir;
};

TEST_F(BodyFileTest, EachProfileHasNamesOfItsOwn)
{
    const auto one = file("one.sqlite");
    const auto two = file("two.sqlite");
    BlobStore first(*one);
    BlobStore second(*two);
    const QByteArray name = must(first.put("letter"));
    EXPECT_NE(name, must(second.put("letter")));
    EXPECT_NE(must(first.key()).bytes, must(second.key()).bytes);
    EXPECT_EQ(must(first.key()).bytes.size(), 32);
    EXPECT_EQ(errorKind(second.get(name)), ErrorKind::NotFound);
    const auto again = file("one.sqlite");
    EXPECT_EQ(must(BlobStore(*again).put("letter")), name) << "for ever";
    EXPECT_EQ(must(again->number("SELECT count(*) FROM bodies")), 1);
}

TEST_F(BodyFileTest, TheKeyIsMadeOnce)
{
    for (int round = 0; round < 10; ++round) {
        const QByteArray name = "at-once-" + QByteArray::number(round);
        const auto migrations = store::migrationsFor(Bodies);
        if (round % 2) // from the version before
            must(store::migrate(*connection(name.constData()), migrations.first(2)));
        std::atomic<int> ready = 0;
        const auto open = [&] {
            const auto mine = connection(name.constData());
            ++ready;
            while (ready < 2) { }
            static_cast<void>(store::migrate(*mine, migrations)); // the second may be refused, but it changes nothing
        };
        std::thread other(open);
        open();
        other.join();
        const auto database = file(name.constData());
        EXPECT_EQ(must(database->number("SELECT count(*) FROM body_key")), 1);
        const auto another = file(name.constData());
        EXPECT_EQ(must(BlobStore(*database).key()).bytes, must(BlobStore(*another).key()).bytes);
        EXPECT_FALSE(database->execute("INSERT INTO body_key(id, key) VALUES(2, randomblob(32));")) << "there is one";
    }
}

TEST_F(BodyFileTest, DamageOfOneByteAnywhereIsTold)
{
    const auto database = file();
    BlobStore bodies(*database);
    bodies.usePacks();
    const QByteArray content = noise(333);
    const store::Blob blob = must(store::makeRawBlob(content, must(bodies.key())));
    const QByteArray former = noise(333, 2);
    must(bodies.stage(blob));
    must(bodies.stage({ sha256(former), former.size(), former, true }));
    must(bodies.settle());
    QFile pack(dir.filePath(QStringLiteral("bodies/000001.pack")));
    ASSERT_TRUE(pack.open(QIODevice::ReadWrite | QIODevice::Unbuffered));
    const QByteArray before = pack.readAll();
    ASSERT_EQ(before, content + former);
    for (qsizetype at = 0; at < before.size(); ++at) {
        pack.seek(at);
        pack.putChar(char(before[at] ^ (1 << at % 8)));
        const bool isFirst = at < content.size();
        const auto told = bodies.get(isFirst ? blob.hash : sha256(former));
        ASSERT_EQ(errorKind(told), ErrorKind::Storage) << at;
        EXPECT_FALSE(told.error().detail.contains(QString::fromLatin1(blob.hash.toHex()))) << "names are told to nobody";
        EXPECT_TRUE(bodies.get(isFirst ? sha256(former) : blob.hash));
        pack.seek(at);
        pack.putChar(before[at]);
    }
    EXPECT_EQ(must(bodies.get(blob.hash)), content);
}

TEST_F(BodyFileTest, SmallBodiesAreKeptByteForByte)
{
    const auto database = file();
    BlobStore bodies(*database);
    for (const qsizetype size : { 0, 1, 15, 16, 17 }) {
        for (const QByteArray &content : { noise(size), QByteArray(size, '\0') }) {
            const QByteArray name = must(bodies.put(content));
            EXPECT_EQ(must(bodies.put(content)), name);
            EXPECT_EQ(must(bodies.get(name)), content);
        }
    }
    EXPECT_EQ(must(database->number("SELECT count(*) FROM bodies")), 9) << "each once";
}

TEST_F(BodyFileTest, WhatWasStoredByTheFormerNameStaysAsItIs)
{
    const QByteArray small = "a letter of former times";
    const QByteArray packed(30'000, 'p');
    const QByteArray ill(20'000, 'i');
    {
        const auto old = connection();
        must(store::migrate(*old, store::migrationsFor(Bodies).first(2)));
        must(old->run("INSERT INTO bodies(hash, size, data) VALUES(?, ?, ?)", sha256(small), small.size(), must(store::denseData(small))));
        ASSERT_TRUE(QDir(dir.path()).mkdir(QStringLiteral("bodies")));
        QFile pack(dir.filePath(QStringLiteral("bodies/000001.pack")));
        ASSERT_TRUE(pack.open(QIODevice::WriteOnly));
        pack.write(packed + QByteArray(ill).replace(77, 1, "j"));
        constexpr char Row[] = "INSERT INTO bodies(hash, size, data, pack, place, length, raw) VALUES(?, ?, x'', 1, ?, ?, 1)";
        must(old->run(Row, sha256(packed), packed.size(), 0, packed.size()));
        must(old->run(Row, sha256(ill), ill.size(), packed.size(), ill.size()));
    }
    const auto now = file();
    BlobStore bodies(*now);
    bodies.usePacks();
    const auto expectAll = [&] {
        EXPECT_EQ(must(bodies.get(sha256(small))), small);
        EXPECT_EQ(must(bodies.get(sha256(packed))), packed);
        EXPECT_EQ(errorKind(bodies.get(sha256(ill))), ErrorKind::Storage);
    };
    expectAll();
    EXPECT_FALSE(must(bodies.squeeze(1'000'000)));
    expectAll();
    EXPECT_LT(must(now->number("SELECT length FROM bodies WHERE hash = ?", sha256(packed))), 1000);
    EXPECT_EQ(must(now->number("SELECT length FROM bodies WHERE hash = ?", sha256(ill))), ill.size()) << "what is damaged is left alone";
    const QByteArray again = must(bodies.put(packed));
    EXPECT_NE(again, sha256(packed));
    EXPECT_EQ(must(bodies.put(packed)), again);
    EXPECT_EQ(must(bodies.get(again)), packed);
    expectAll();
}

//! A profile as the version before left it.
class FormerProfileTest : public StoreTest
{
protected:
    void makeFormer()
    {
        store.reset();
        auto bodies = Database::open(dir.filePath(QStringLiteral("bodies.sqlite")), Database::Mode::Write);
        auto mail = Database::open(dir.filePath(QStringLiteral("mail.sqlite")), Database::Mode::Write);
        QList<QByteArray> names;
        {
            store::Statement rows(**bodies, "SELECT hash FROM bodies");
            while (rows.next())
                names.append(rows.blob(0));
        }
        for (const QByteArray &name : std::as_const(names)) {
            const QByteArray former = sha256(must(BlobStore(**bodies).get(name)));
            must((*bodies)->run("UPDATE bodies SET hash = ? WHERE hash = ?", former, name));
            must((*mail)->run("UPDATE messages SET body = ? WHERE body = ?", former, name));
            must((*mail)->run("UPDATE operations SET body = ? WHERE body = ?", former, name));
        }
        must((*bodies)->execute("DROP TABLE body_key; PRAGMA user_version=2;"));
        mail = Error::of(ErrorKind::Cancelled); // closed
        bodies = Error::of(ErrorKind::Cancelled);
        openStore();
    }
    qint64 bodyCount() const
    {
        auto bodies = Database::open(dir.filePath(QStringLiteral("bodies.sqlite")), Database::Mode::Read);
        return must((*bodies)->number("SELECT count(*) FROM bodies"));
    }
    OperationId import(const QByteArray &raw, int copy = 1)
    {
        return must(store->operations().import(inbox, { raw, {}, QDateTime(QDate(2020, 1, 2), QTime(3, 4, 5), Qt::UTC), copy }, analyze(raw)));
    }
};

TEST_F(FormerProfileTest, ItsMailIsReadAndNothingIsAnOrphan)
{
    const MessageId id = must(store->messages().insertWhole(inbox, incoming(1), "s\nletter", analyze("s\nletter")));
    const MessageId twin = must(store->messages().insertWhole(archive, incoming(2), "s\nletter", analyze("s\nletter")));
    makeFormer();
    EXPECT_EQ(must(store->messages().body(id)), "s\nletter");
    EXPECT_EQ(must(reader()->body(twin)), "s\nletter");
    EXPECT_EQ(bodyCount(), 1);
    EXPECT_EQ(must(store->collectOrphans()), 0);
    const MessageId third = must(store->messages().insertWhole(work, incoming(3), "s\nletter", analyze("s\nletter")));
    EXPECT_EQ(bodyCount(), 2) << "stored once more, by its name of now";
    must(store->messages().remove({ id, twin }));
    EXPECT_EQ(must(store->collectOrphans()), 1);
    EXPECT_EQ(must(store->messages().body(third)), "s\nletter");
}

TEST_F(FormerProfileTest, AnImportOfThenIsNotDoubledNow)
{
    const QByteArray mail = "Message-ID: <a@b>\r\nSubject: x\r\n\r\nbody\r\n";
    EXPECT_TRUE(import(mail).isValid());
    const OperationId refused = import("refused\r\n\r\nletter\r\n");
    must(store->operations().start(refused));
    must(store->operations().fail(refused, Error::of(ErrorKind::ServerRefused)));
    makeFormer();
    EXPECT_FALSE(import(mail).isValid());
    EXPECT_TRUE(import(mail, 2).isValid()) << "it is twice in the file";
    EXPECT_FALSE(import(mail, 2).isValid()) << "one by each name";
    EXPECT_EQ(import("refused\r\n\r\nletter\r\n"), refused) << "tried again";
}

TEST_F(FormerProfileTest, ACopyIsMadeBeforeTheKey)
{
    makeFormer();
    auto copy = Database::open(dir.filePath(QStringLiteral("bodies.sqlite.v2.bak")), Database::Mode::Write);
    EXPECT_EQ(must((*copy)->number("SELECT count(*) FROM sqlite_schema WHERE name = 'body_key'")), 0);
}

TEST_F(FormerProfileTest, LostBodiesAreFetchedAndStoredAnew)
{
    const MessageId id = must(store->messages().insertWhole(inbox, incoming(1), "s\nletter", analyze("s\nletter")));
    store.reset();
    ASSERT_TRUE(QFile::remove(dir.filePath(QStringLiteral("bodies.sqlite"))));
    openStore(); // with another key
    EXPECT_EQ(errorKind(store->messages().body(id)), ErrorKind::NotFound);
    EXPECT_EQ(errorKind(reader()->body(id)), ErrorKind::NotFound);
    must(store->messages().storeBody(id, "s\nletter", analyze("s\nletter")));
    EXPECT_EQ(must(store->messages().body(id)), "s\nletter");
    EXPECT_EQ(must(store->collectOrphans()), 0);
}

TEST_F(FormerProfileTest, AFileThatHasLostItsKeyTakesNothing)
{
    const MessageId id = must(store->messages().insertWhole(inbox, incoming(1), "s\nletter", analyze("s\nletter")));
    store.reset();
    {
        auto bodies = Database::open(dir.filePath(QStringLiteral("bodies.sqlite")), Database::Mode::Write);
        must((*bodies)->execute("DELETE FROM body_key;"));
    }
    openStore();
    EXPECT_EQ(errorKind(store->messages().body(id)), ErrorKind::Storage);
    EXPECT_EQ(errorKind(store->intake().takeNow({ "s\nother" }, analyze)), ErrorKind::Storage);
    store->intake().useThread();
    bool refused = false;
    store->intake().take({ "s\nother" }, analyze, [&](const Result<store::BodyIntake::Batch> &batch) { refused = !batch; });
    EXPECT_TRUE(waitUntil([&refused] { return refused; }));
}

} // namespace
} // namespace golub::test
