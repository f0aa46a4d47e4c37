// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SearchIndex.h"

#include "core/base/Log.h"
#include "core/search/FtsTokenizer.h"
#include "core/search/IndexBatch.h"
#include "core/search/IndexStructure.h"
#include "core/store/Migrations.h"
#include "core/store/SearchSegments.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/Database.h"

#include <QFile>
#include <QHash>

#include <algorithm>

namespace golub::store {
namespace {

constexpr qint64 MaxSeconds = (1LL << 33) - 1; // the year 2242
constexpr qint64 MaxMessageId = (1LL << (DocumentIdBits - 1)) - 1;
constexpr qint64 ToleratedStale = 20'000;

using namespace std::chrono_literals;
constexpr qsizetype WaitingBytes = 5 * 1024 * 1024; //!< text that is written at once
constexpr qsizetype HoldBytes = 5 * 512 * 1024; //!< behind those that are being written: with what is on its way, the next batch
constexpr qsizetype MuchText = 256 * 1024; //!< is for the thread
constexpr auto WaitingTime = 2s;

//! Large pages cost a third of the time to write that those of 4 KB do, and little more to search. A page of the table fills one of the file.
constexpr int FilePage = 16 * 1024;
constexpr char Table[] = "message_text";
constexpr int Columns = 5;
constexpr int ManySegments = 40; //!< more are merged as others come; a search that looks into so many takes hardly longer
constexpr int FewSegments = 8;    //!< more are merged in quiet hours
constexpr qint64 QuietPages = 2000; //!< 32 MB at a time
constexpr qint64 MergedPages = 32; //!< with each batch, and MergedRate times what it took: merging is done before it is due again
constexpr qint64 MergedRate = 4;

// No column sizes (nothing is ranked), prefixes of two letters have an index of their own: without it they cost what a scan costs.
// The numbers are for where FTS5 writes: a batch of WaitingBytes fits into its hash in memory, and becomes one segment.
constexpr char Layout[] = R"sql(
BEGIN IMMEDIATE;
CREATE TABLE state(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO state(name, value) VALUES('complete', 0), ('whole', 0), ('current', 0), ('documents', 0);
CREATE TABLE indexed(message INTEGER PRIMARY KEY, whole INTEGER NOT NULL) STRICT;
CREATE VIRTUAL TABLE message_text USING fts5(subject, sender, recipients, body, attachments,
    content='', columnsize=0, prefix='2', tokenize='golub');
INSERT INTO message_text(message_text, rank) VALUES('hashsize', 33554432), ('automerge', 32), ('crisismerge', 64), ('pgsz', 16300);
)sql";

QByteArray closing()
{
    return "PRAGMA user_version=" + QByteArray::number(SearchIndexVersion) + "; PRAGMA application_id=" + QByteArray::number(ApplicationId)
        + "; COMMIT;";
}

Result<qint64> state(Database &database, const QString &name)
{
    return database.number("SELECT value FROM state WHERE name = ?", name);
}

Result<std::unique_ptr<Database>> openTable(const QString &path)
{
    Result<std::unique_ptr<Database>> database = Database::open(path, Database::Mode::Write, FilePage);
    if (database && !search::registerTokenizer((*database)->handle()))
        return Error::of(ErrorKind::Storage, QStringLiteral("SQLite has no FTS5"));
    return database;
}

bool isUsable(const QString &path)
{
    if (!QFile::exists(path))
        return false;
    const Result<std::unique_ptr<Database>> database = openTable(path);
    if (!database)
        return false;
    const Result<qint64> version = (*database)->number("PRAGMA user_version");
    if (!version || *version != SearchIndexVersion)
        return false;
    const Result<qint64> current = state(**database, QStringLiteral("current"));
    const Result<qint64> documents = state(**database, QStringLiteral("documents"));
    const Result<qint64> readable = (*database)->number("SELECT rowid FROM message_text WHERE message_text MATCH ? LIMIT 1", QStringLiteral("golub"));
    return current && documents && readable && *documents <= 2 * *current + ToleratedStale;
}

bool make(const QString &path)
{
    for (const char *suffix : { "", "-wal", "-shm" })
        QFile::remove(path + QLatin1String(suffix));
    const Result<std::unique_ptr<Database>> database = openTable(path);
    const Outcome made = database ? (*database)->execute(Layout + closing()) : Outcome(database.error());
    if (!made)
        qCWarning(logStore) << "search.sqlite cannot be made:" << made.error().detail;
    return bool(made);
}

} // namespace

std::unique_ptr<SearchIndex> SearchIndex::open(const QString &path)
{
    std::unique_ptr<Database> database;
    if (isUsable(path) || make(path)) {
        if (Result<std::unique_ptr<Database>> opened = openTable(path))
            database = std::move(*opened);
    }
    std::unique_ptr<SearchIndex> index(new SearchIndex(std::move(database)));
    if (!index->m_database)
        return index;
    index->m_segments = std::make_unique<SearchSegments>(*index->m_database, Table);
    const Result<bool> isKnown = index->m_segments->isFormatKnown();
    if (!isKnown || !*isKnown)
        index->m_segments.reset();
    // Disposable: losing the last commits with the power costs a completion, not mail.
    static_cast<void>(index->m_database->execute("PRAGMA synchronous=NORMAL; PRAGMA cache_size=-6000;"));
    const Result<qint64> complete = state(*index->m_database, QStringLiteral("complete"));
    index->m_incomplete = !complete || *complete == 0;
    index->m_saysComplete = !index->m_incomplete;
    return index;
}

SearchIndex::SearchIndex(std::unique_ptr<Database> database) : m_database(std::move(database)), m_incomplete(!m_database) { }

SearchIndex::~SearchIndex()
{
    m_hold = {};
    commit(m_waitingSince); // what another thread has added for it
    while (m_task && m_task->isBusy())
        m_task->drain();
    m_task.reset(); // the rest is written here
    flush();
    m_segments.reset();
    if (m_database && !m_incomplete && !m_saysComplete)
        static_cast<void>(m_database->run("UPDATE state SET value = 1 WHERE name = 'complete'"));
}

void SearchIndex::useThread(std::function<void(bool)> hold)
{
    m_hold = std::move(hold);
    m_task = std::make_unique<BackgroundTask>();
}

// With the first change, before the transaction that it belongs to is committed. Complete is written only by a clean end, so that a crash between
// the commits of the two files is found; where nothing changes, nothing is written. This one commit waits for the disk: the mail's does, too.
void SearchIndex::changing()
{
    if (!std::exchange(m_saysComplete, false) || !m_database)
        return;
    if (!m_database->execute("PRAGMA synchronous=FULL;") || !m_database->run("UPDATE state SET value = 0 WHERE name = 'complete'"))
        qCWarning(logStore) << "search.sqlite cannot be written";
    static_cast<void>(m_database->execute("PRAGMA synchronous=NORMAL;"));
}

Result<MessageId> SearchIndex::forgetBehind(MessageId last)
{
    QList<Change> lost;
    if (!m_database)
        return last;
    {
        Statement rows(*m_database, "SELECT message FROM indexed WHERE message > ? ORDER BY message", last);
        while (rows.next()) {
            IndexDocument document;
            document.message = { rows.integer(0) };
            lost.append({ std::move(document), true });
        }
        GOLUB_TRY(rows.outcome());
    }
    if (lost.isEmpty())
        return last;
    const MessageId highest = lost.last().document.message;
    GOLUB_TRY(writeAll(lost));
    return highest;
}

void SearchIndex::completed()
{
    m_incomplete = !m_database;
}

qint64 SearchIndex::documentId(qint64 dateMs, MessageId message, bool whole)
{
    const qint64 seconds = std::clamp<qint64>(dateMs / 1000, 0, MaxSeconds);
    return (seconds << DocumentIdBits) | ((message.value & MaxMessageId) << 1) | (whole ? 1 : 0);
}

void SearchIndex::setIncomplete()
{
    changing();
    m_incomplete = true;
}

void SearchIndex::add(IndexDocument document)
{
    changing();
    if (!m_on) {
        m_incomplete = true;
        return;
    }
    m_queue.append({ std::move(document), false });
}

void SearchIndex::remove(MessageId message)
{
    changing();
    IndexDocument document;
    document.message = message;
    m_queue.append({ std::move(document), true });
}

void SearchIndex::commit(std::chrono::milliseconds now)
{
    if (m_waiting.isEmpty())
        m_waitingSince = now;
    for (const Change &change : std::as_const(m_queue))
        m_waitingBytes += change.document.bytes();
    m_waiting += std::exchange(m_queue, {});
    if (m_bulks == 0 || m_waitingBytes >= WaitingBytes || now - m_waitingSince >= WaitingTime)
        flush();
    if (m_task && m_task->isBusy() && m_waitingBytes >= HoldBytes)
        hold(true);
}

void SearchIndex::endBulk()
{
    if (--m_bulks == 0)
        flush();
}

void SearchIndex::hold(bool hold)
{
    if (std::exchange(m_holds, hold) != hold && m_hold)
        m_hold(hold);
}

void SearchIndex::flush()
{
    if (m_waiting.isEmpty() || (m_task && m_task->isBusy())) // else written() comes back to it
        return;
    QList<Change> changes = std::exchange(m_waiting, {});
    if (std::exchange(m_waitingBytes, 0) >= MuchText && m_task && m_database) {
        m_task->start([this, changes = std::move(changes)] { return writeAll(changes); }, [this](const Outcome &outcome) { written(outcome); });
        return;
    }
    if (!m_database || !writeAll(changes))
        m_incomplete = true;
    if (m_bulks == 0)
        m_batch.reset();
}

void SearchIndex::makeRoom()
{
    if (m_holds && m_task)
        m_task->drain();
}

void SearchIndex::written(const Outcome &outcome)
{
    m_incomplete = m_incomplete || !outcome;
    hold(false);
    ended();
}

void SearchIndex::ended()
{
    if (m_bulks == 0 || m_waitingBytes >= WaitingBytes)
        flush();
    if (m_bulks == 0 && !m_task->isBusy())
        m_batch.reset();
}

Outcome SearchIndex::writeAll(const QList<Change> &changes)
{
    Outcome done = writeInTransaction(changes);
    if (!done) {
        qCWarning(logStore) << "search.sqlite:" << done.error().detail;
        if (m_database->inTransaction())
            static_cast<void>(m_database->run("ROLLBACK"));
        return done;
    }
    static_cast<void>(merge(ManySegments, MergedPages + MergedRate * m_pages)); // what is not merged is found as well
    return done;
}

void SearchIndex::tidy()
{
    if (!m_database || m_bulks > 0 || (m_task && m_task->isBusy()))
        return;
    changing(); // while the database is not the thread's
    if (m_task)
        m_task->start([this] { return merge(FewSegments, QuietPages); }, [this](const Outcome &) { ended(); });
    else
        static_cast<void>(merge(FewSegments, QuietPages));
}

Outcome SearchIndex::merge(int segments, qint64 pages)
{
    if (!m_segments)
        return {}; // FTS5 does it whenever it writes
    const Result<search::IndexStructure> structure = m_segments->structure();
    if (!structure)
        return structure.error();
    if (structure->segments() <= segments && !structure->isMerging())
        return {};
    const Result<std::unique_ptr<Database>> table = openTable(m_database->path());
    if (!table)
        return table.error();
    GOLUB_TRY((*table)->execute("PRAGMA synchronous=NORMAL; PRAGMA cache_size=-2000;"));
    return (*table)->run("INSERT INTO message_text(message_text, rank) VALUES('merge', ?)", pages);
}

Outcome SearchIndex::writeInTransaction(const QList<Change> &changes)
{
    // Of several documents of a message only the last counts, whose body may have come; and none of a message that is gone.
    QHash<qint64, const IndexDocument *> latest;
    QList<MessageId> gone;
    for (const Change &change : changes) {
        if (change.gone) {
            gone.append(change.document.message);
            latest.remove(change.document.message.value);
            continue;
        }
        const IndexDocument *&slot = latest[change.document.message.value];
        if (!slot || change.document.whole >= slot->whole)
            slot = &change.document;
    }
    // In a segment rowids ascend.
    QList<const IndexDocument *> documents = latest.values();
    std::sort(documents.begin(), documents.end(), [](const IndexDocument *a, const IndexDocument *b) {
        return documentId(a->dateMs, a->message, a->whole) < documentId(b->dateMs, b->message, b->whole);
    });
    Counts counts;
    if (m_batch)
        m_batch->clear();
    else
        m_batch = std::make_unique<search::IndexBatch>(Columns);
    GOLUB_TRY(m_database->run("BEGIN IMMEDIATE"));
    for (const IndexDocument *document : std::as_const(documents))
        GOLUB_TRY(write(*document, counts));
    if (m_batch->documents() > 0) {
        const Result<int> pages = m_segments->write(*m_batch);
        if (!pages)
            return pages.error();
        m_pages = *pages;
    }
    for (const MessageId message : std::as_const(gone))
        GOLUB_TRY(forget(message, counts));
    GOLUB_TRY(m_database->run("UPDATE state SET value = value + CASE name WHEN 'current' THEN ? WHEN 'whole' THEN ? ELSE ? END "
                             "WHERE name IN ('current', 'whole', 'documents')",
        counts.current, counts.whole, counts.documents));
    return m_database->run("COMMIT");
}

Outcome SearchIndex::write(const IndexDocument &document, Counts &counts)
{
    if (document.message.value > MaxMessageId)
        return {}; // half a milliard messages later: not found by text, but never taken for another
    GOLUB_TRY(m_database->run("INSERT OR IGNORE INTO indexed(message, whole) VALUES(?, ?)", document.message, document.whole));
    if (m_database->changedRows() > 0) {
        ++counts.current;
    } else {
        GOLUB_TRY(m_database->run("UPDATE indexed SET whole = 1 WHERE message = ? AND whole < ?", document.message, document.whole));
        if (m_database->changedRows() == 0)
            return {};
    }
    counts.whole += document.whole ? 1 : 0;
    ++counts.documents;
    return insert(document);
}

Outcome SearchIndex::insert(const IndexDocument &document)
{
    const qint64 rowid = documentId(document.dateMs, document.message, document.whole);
    if (!m_segments) {
        Statement text(*m_database, "INSERT INTO message_text(rowid, subject, sender, recipients, body, attachments) VALUES(?, ?, ?, ?, ?, ?)");
        text.bind(rowid).bindTextView(document.subject).bindTextView(document.from).bindTextView(document.to);
        return text.bindTextView(document.body).bindTextView(document.attachments).run();
    }
    m_batch->beginDocument(rowid);
    int column = 0;
    for (const QByteArray *text : { &document.subject, &document.from, &document.to, &document.body, &document.attachments })
        m_batch->addColumn(column++, *text);
    return {};
}

Outcome SearchIndex::forget(MessageId message, Counts &counts)
{
    Statement row(*m_database, "DELETE FROM indexed WHERE message = ? RETURNING whole", message);
    while (row.next()) {
        --counts.current;
        counts.whole -= row.integer(0);
    }
    return row.outcome();
}

Result<QList<std::pair<qint64, bool>>> SearchIndex::indexed()
{
    if (m_task)
        m_task->drain();
    QList<std::pair<qint64, bool>> list;
    if (!m_database)
        return list;
    Statement rows(*m_database, "SELECT message, whole FROM indexed ORDER BY message");
    while (rows.next())
        list.append({ rows.integer(0), rows.boolean(1) });
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace golub::store
