// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/FtsTokenizer.h"
#include "core/search/IndexBatch.h"
#include "core/search/IndexStructure.h"
#include "core/store/SearchSegments.h"
#include "core/store/StoreFiles.h"
#include "core/store/sqlite/Database.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QMap>

#include <array>
#include <random>

namespace golub::test {
namespace {

using store::Database;
using store::SearchSegments;
using store::Statement;

constexpr int Columns = 3;
using Texts = std::array<QByteArray, Columns>;
using Documents = QMap<qint64, Texts>; //!< by rowid

//! Two files with the same table: FTS5 writes one of them, SearchSegments the other.
class SearchSegmentsTest : public testing::Test
{
protected:
    struct File {
        std::unique_ptr<Database> reader; //!< through FTS5
        std::unique_ptr<Database> writer;
    };

    void SetUp() override { ASSERT_TRUE(dir.isValid()); }

    static std::unique_ptr<Database> open(const QString &path)
    {
        Result<std::unique_ptr<Database>> opened = Database::open(path, Database::Mode::Write);
        EXPECT_TRUE(opened && search::registerTokenizer((*opened)->handle()));
        return opened ? std::move(*opened) : nullptr;
    }
    File make(const char *name, int pageSize)
    {
        const QString path = dir.filePath(QString::fromLatin1(name) + QString::number(++m_files));
        must(open(path)->execute("CREATE VIRTUAL TABLE words USING fts5(a, b, c, content='', columnsize=0, prefix='2', tokenize='golub');"
                                 "INSERT INTO words(words, rank) VALUES('hashsize', 100000000), ('automerge', 0), ('crisismerge', 1999), ('pgsz', "
            + QByteArray::number(pageSize) + ");"));
        return { open(path), open(path) };
    }
    void begin(int pageSize)
    {
        theirs = make("theirs", pageSize);
        ours = make("ours", pageSize);
    }
    void add(const Documents &documents)
    {
        must(theirs.writer->run("BEGIN"));
        search::IndexBatch batch(Columns);
        for (auto at = documents.begin(); at != documents.end(); ++at) {
            Statement row(*theirs.writer, "INSERT INTO words(rowid, a, b, c) VALUES(?, ?, ?, ?)", at.key());
            for (const QByteArray &text : *at)
                row.bindTextView(text);
            must(row.run());
            batch.beginDocument(at.key());
            for (int i = 0; i < Columns; ++i)
                batch.addColumn(i, at->at(std::size_t(i)));
        }
        must(theirs.writer->run("COMMIT"));
        SearchSegments segments(*ours.writer, "words");
        ASSERT_TRUE(must(segments.isFormatKnown()));
        must(ours.writer->run("BEGIN"));
        must(segments.write(batch));
        must(ours.writer->run("COMMIT"));
    }

    static QByteArrayList rows(Database &database, const char *sql)
    {
        QByteArrayList list;
        Statement rows(database, sql);
        while (rows.next())
            list.append(QByteArray::number(rows.integer(0)) + ' ' + rows.blob(1).toHex() + ' ' + QByteArray::number(rows.integer(2)));
        EXPECT_TRUE(rows.outcome());
        return list;
    }
    static QList<qint64> found(Database &database, const QString &query)
    {
        QList<qint64> ids;
        Statement rows(database, "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC", query);
        while (rows.next())
            ids.append(rows.integer(0));
        EXPECT_TRUE(rows.outcome()) << qPrintable(query);
        return ids;
    }
    static QByteArrayList instances(Database &database)
    {
        must(database.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.instances USING fts5vocab(main, words, 'instance')"));
        QByteArrayList list;
        Statement rows(database, "SELECT term, doc, col, offset FROM instances ORDER BY 1, 2, 3, 4");
        while (rows.next())
            list.append(rows.utf8(0) + ' ' + QByteArray::number(rows.integer(1)) + rows.utf8(2) + QByteArray::number(rows.integer(3)));
        EXPECT_TRUE(rows.outcome());
        return list;
    }
    //! The file itself is what FTS5 would have written.
    void expectSameBytes()
    {
        constexpr char Data[] = "SELECT id, block, 0 FROM words_data WHERE id <> 10 ORDER BY id";
        constexpr char Index[] = "SELECT segid, term, pgno FROM words_idx ORDER BY 1, 2";
        for (const char *sql : { Data, Index })
            ASSERT_TRUE(rows(*ours.reader, sql) == rows(*theirs.reader, sql)) << sql;
    }
    void expectSound() { must(ours.reader->run("INSERT INTO words(words) VALUES('integrity-check')")); }
    void expectSameHits(const QStringList &queries)
    {
        for (const QString &query : queries)
            ASSERT_EQ(found(*ours.reader, query), found(*theirs.reader, query)) << qPrintable(query);
    }

    QTemporaryDir dir;
    File theirs;
    File ours;
    int m_files = 0;
};

class Author
{
public:
    explicit Author(unsigned seed) : m_random(seed) { }
    unsigned below(unsigned limit) { return unsigned(m_random() % limit); }

    QByteArray word()
    {
        static constexpr const char *Syllables[] = { "a", "be", "no", "x", "9", "ko", "ść", "Ż", "đu", "бо", "Ё", "日", "本語", "한", "ก", "ß", "ﬁ", "e\u0301", "か\u3099" };
        QByteArray word;
        for (unsigned i = 1 + below(4); i > 0; --i)
            word += Syllables[below(unsigned(std::size(Syllables)))];
        if (below(50) == 0)
            word = word.repeated(40);
        if (below(80) == 0)
            word += "\xff\xc3";
        return word;
    }
    QByteArray text(unsigned words)
    {
        static constexpr const char *Between[] = { " ", ", ", "\n", "-", "\u00a0", "…" };
        QByteArray text;
        for (unsigned i = 0; i < words; ++i)
            text += (below(4) == 0 ? QByteArray("the") : word()) + Between[below(unsigned(std::size(Between)))];
        return text;
    }
    Documents documents(unsigned count, unsigned words, qint64 from)
    {
        Documents documents;
        for (unsigned i = 0; i < count; ++i) {
            from += 1 + (below(3) == 0 ? qint64(below(1'000'000)) << below(20) : 0);
            for (QByteArray &text : documents[from]) {
                if (below(3) != 0)
                    text = this->text(below(below(10) == 0 ? 20 * words : words) + 1);
            }
        }
        return documents;
    }
    QStringList queries()
    {
        QStringList list { QStringLiteral("the"), QStringLiteral("be*"), QStringLiteral("b*"), QStringLiteral("a : the"), QStringLiteral("{b c} : no*"),
            QStringLiteral("the NOT be*"), QStringLiteral("bo OR ko"), QStringLiteral("\"日本\" AND \"the\"") };
        for (int i = 0; i < 60; ++i) {
            const QString words = QString::fromUtf8(text(1 + below(3))).remove(u'"').remove(QChar(0xfffd)).simplified();
            list.append(QStringList { QString(), QStringLiteral("a : "), QStringLiteral("c : ") }.at(int(below(3))) + u'"' + words + u'"' + (below(2) ? QStringLiteral(" *") : QString()));
        }
        return list;
    }

private:
    std::mt19937 m_random;
};

TEST_F(SearchSegmentsTest, ASegmentIsWhatFts5WritesByteForByte)
{
    Author author(1);
    for (const int pageSize : { 32, 64, 200, 1000, 4050 }) {
        for (const unsigned words : { 1u, 5u, 60u }) {
            SCOPED_TRACE(testing::Message() << pageSize << "-byte pages, " << words << " words");
            begin(pageSize);
            add(author.documents(1 + author.below(200), words, qint64(author.below(1000)) << author.below(50)));
            ASSERT_NO_FATAL_FAILURE(expectSameBytes());
            expectSound();
            ASSERT_NO_FATAL_FAILURE(expectSameHits(author.queries()));
        }
    }
}

TEST_F(SearchSegmentsTest, WordsOfVeryManyDocumentsHaveAnIndexOfSeveralLevels)
{
    begin(100);
    Documents documents;
    for (qint64 i = 1; i <= 60'000; ++i)
        documents[i * 1'000'003].at(0) = i % 100 == 0 ? "rare word" : "word";
    documents[77].at(1) = QByteArray("word ").repeated(50'000); // pages without a rowid
    add(documents);
    ASSERT_NO_FATAL_FAILURE(expectSameBytes());
    const Result<qint64> upper = ours.reader->number("SELECT count(*) FROM words_data WHERE (id >> 36) & 1 = 1 AND (id >> 31) & 31 > 0");
    EXPECT_GT(must(upper), 0);
    expectSound();
    ASSERT_NO_FATAL_FAILURE(expectSameHits({ QStringLiteral("word"), QStringLiteral("rare AND word"), QStringLiteral("\"rare word\""), QStringLiteral("b : wo*") }));
    Statement some(*ours.reader, "SELECT rowid FROM words WHERE words MATCH 'rare' AND rowid < 30000000000 ORDER BY rowid DESC");
    ASSERT_TRUE(some.next());
    EXPECT_EQ(some.integer(0), 29'900 * 1'000'003LL);
}

TEST_F(SearchSegmentsTest, ManySegmentsInAnyOrderAnswerLikeOneAndMerge)
{
    Author author(2);
    begin(200);
    constexpr qint64 Apart = 1LL << 40;
    for (int i = 40; i > 0; --i) { // newest first, as mail is fetched
        add(author.documents(1 + author.below(30), 1 + author.below(30), i * Apart));
        found(*ours.reader, QStringLiteral("the")); // who has read before sees what comes then
        if (i % 10 == 0)
            must(open(ours.writer->path())->run("INSERT INTO words(words, rank) VALUES('merge', 20)"));
    }
    expectSound();
    const QStringList queries = author.queries();
    ASSERT_NO_FATAL_FAILURE(expectSameHits(queries));
    ASSERT_TRUE(instances(*ours.reader) == instances(*theirs.reader));
    EXPECT_EQ(rows(*ours.reader, "SELECT id, block, 0 FROM words_data WHERE id = 1"), rows(*theirs.reader, "SELECT id, block, 0 FROM words_data WHERE id = 1"));

    must(open(ours.writer->path())->run("INSERT INTO words(words) VALUES('optimize')"));
    add(author.documents(3, 5, 50 * Apart));
    EXPECT_EQ(must(SearchSegments(*ours.writer, "words").structure()).segments(), 2);
    expectSound();
    ASSERT_NO_FATAL_FAILURE(expectSameHits(queries));
    ASSERT_TRUE(instances(*ours.reader) == instances(*theirs.reader));
}

TEST_F(SearchSegmentsTest, DocumentsWithoutWordsCountAndTakeNoPage)
{
    begin(4050);
    add({ { 5, Texts { "…", "", " - " } }, { 6, Texts {} } });
    expectSound();
    EXPECT_EQ(must(SearchSegments(*ours.writer, "words").structure()).segments(), 0);
    EXPECT_EQ(rows(*ours.reader, "SELECT id, block, 0 FROM words_data WHERE id = 1"), rows(*theirs.reader, "SELECT id, block, 0 FROM words_data WHERE id = 1"));
}

TEST_F(SearchSegmentsTest, AnotherFormatIsLeftToFts5)
{
    begin(4050);
    EXPECT_TRUE(must(SearchSegments(*ours.writer, "words").isFormatKnown()));
    must(ours.writer->run("UPDATE words_config SET v = 5 WHERE k = 'version'"));
    EXPECT_FALSE(must(SearchSegments(*ours.writer, "words").isFormatKnown()));
    must(ours.writer->run("UPDATE words_config SET v = 4 WHERE k = 'version'"));
    must(ours.writer->run("UPDATE words_data SET block = x'00000000FF000001000000' WHERE id = 10"));
    EXPECT_FALSE(must(SearchSegments(*ours.writer, "words").isFormatKnown()));
}

TEST_F(SearchSegmentsTest, ABatchIsUsedAgain)
{
    Author author(3);
    search::IndexBatch batch(Columns);
    for (int round = 0; round < 3; ++round) {
        begin(500);
        batch.clear();
        const Documents documents = author.documents(100, 20, 7);
        for (auto at = documents.begin(); at != documents.end(); ++at) {
            batch.beginDocument(at.key());
            for (int i = 0; i < Columns; ++i)
                batch.addColumn(i, at->at(std::size_t(i)));
        }
        EXPECT_EQ(batch.documents(), documents.size());
        must(SearchSegments(*ours.writer, "words").write(batch));
        const File again = std::exchange(ours, make("again", 500));
        add(documents);
        constexpr char Data[] = "SELECT id, block, 0 FROM words_data ORDER BY id";
        ASSERT_TRUE(rows(*again.reader, Data) == rows(*ours.reader, Data)) << round;
    }
}

class IndexSegmentsTest : public StoreTest
{
protected:
    int segments() const
    {
        const Result<std::unique_ptr<Database>> file = Database::open(store::searchFile(dir.path()), Database::Mode::Write);
        EXPECT_TRUE(file);
        return must(SearchSegments(**file, "message_text").structure()).segments();
    }
};

TEST_F(IndexSegmentsTest, MailThatComesOneByOneDoesNotPileUpSegments)
{
    for (quint32 uid = 101; uid <= 200; ++uid) {
        const QByteArray raw = "s\nword" + QByteArray::number(uid);
        must(store->messages().insertWhole(inbox, incoming(uid), raw, analyze(raw)));
    }
    EXPECT_LE(segments(), 41);
    EXPECT_EQ(must(reader()->search(QStringLiteral("word"), {}, {}, {}, 200)).hits.size(), 100);
    const std::shared_ptr<store::StoreReader> before = reader();
    for (int i = 0; i < 10; ++i)
        store->squeezeBodies(); // the index has its turn behind them
    EXPECT_LE(segments(), 8);
    for (const auto &any : { before, std::shared_ptr<store::StoreReader>(reader()) })
        EXPECT_EQ(must(any->search(QStringLiteral("word"), {}, {}, {}, 200)).hits.size(), 100);
    const QByteArray raw = "s\nwordlater";
    must(store->messages().insertWhole(inbox, incoming(300), raw, analyze(raw)));
    EXPECT_EQ(must(reader()->search(QStringLiteral("word"), {}, {}, {}, 200)).hits.size(), 101);
    EXPECT_EQ(must(reader()->search(QStringLiteral("word1"), {}, {}, {}, 200)).hits.size(), 99);
}

} // namespace
} // namespace golub::test
