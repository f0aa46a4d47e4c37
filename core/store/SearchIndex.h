// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/store/BackgroundTask.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace golub::search {
class IndexBatch;
}

namespace golub::store {

class Database;
class SearchSegments;

//! What the index learns of one message.
struct IndexDocument {
    MessageId message;
    qint64 dateMs = 0;
    bool whole = false;               //!< with the body's text; else only what the envelope says
    QByteArray subject;               //!< this and the others: UTF-8
    QByteArray from;
    QByteArray to;
    QByteArray body;
    QByteArray attachments;
    static constexpr qsizetype Beside = 400; //!< bytes that it takes in memory whatever its words: of tiny letters that is the most
    qsizetype bytes() const { return Beside + subject.size() + from.size() + to.size() + body.size() + attachments.size(); }
};

//! search.sqlite: a contentless FTS5 table over messages, disposable at any time.
//!
//! A document's rowid is the message's date in seconds, its id and a "whole" bit, in this order: so hits stream newest first (date, then
//! id) without sorting, in whatever order a synchronisation brought the messages. A contentless table cannot forget a document (SQLite
//! 3.40), so nothing is ever taken out: the table "indexed" says which document of a message counts, and a hit whose message is gone,
//! or that was made from the envelope before the body came, joins nothing. Ids are never reused, so a stale document can never name
//! another message. When stale documents outnumber the others the index is made anew.
//!
//! Nothing here fails a mail transaction: where the index cannot be written it stays incomplete, says so, and is completed later.
//!
//! While a bulk goes on, what was committed waits for more of its kind, by bytes and for a second or two: many documents at once are one
//! segment of the table. With a thread of its own, what is much is written there, so that mail is received meanwhile.
//! Documents are written by SearchSegments, past FTS5, which reads and merges: with connections of its own.
class SearchIndex
{
public:
    //! Opens, makes or remakes the file. Where even that is impossible, the object takes everything and stores nothing.
    static std::unique_ptr<SearchIndex> open(const QString &path);
    ~SearchIndex();
    //! Needs an event loop. \a hold is told true when much waits behind what is being written: who brings more should wait; and then false.
    void useThread(std::function<void(bool)> hold);

    //! Wait until commit(); mark() and rollBackTo() take the latest ones back.
    void add(IndexDocument document);
    void remove(MessageId message);
    qsizetype mark() const { return m_queue.size(); }
    void rollBackTo(qsizetype mark) { m_queue.resize(mark); }
    //! Something will be added or removed, perhaps in another thread.
    void willChange() { changing(); }
    //! Of the transactions that were committed at \a now (monotonic).
    void commit(std::chrono::milliseconds now);
    //! Calls nest. With the last bulk's end everything that waits is written.
    void beginBulk() { ++m_bulks; }
    void endBulk();
    //! Writes what waits, or begins to.
    void flush();
    //! For quiet hours: merges some segments where there are several, in the thread if there is one. A search looks into each.
    void tidy();

    //! For who brings more and cannot be told to wait: waits where it would be too much.
    void makeRoom();

    //! Off: what is added is not indexed, and the index is incomplete from then on.
    void setOn(bool on) { m_on = on; }
    bool isOn() const { return m_on; }

    //! Messages may be missing: after a new start, or a failure. Cleared by completed().
    bool isIncomplete() const { return m_incomplete; }
    void completed();
    //! Forgets messages behind \a last, which the mail has not got (their rows were lost with the power), and says the highest id that was
    //! ever indexed: none up to there may be given to another message, which would be found by the lost one's words. Before useThread().
    Result<MessageId> forgetBehind(MessageId last);
    //! Something that was left out is wanted now.
    void setIncomplete();
    //! (message, whole) of everything indexed, ascending by message. What the thread is writing it ends first.
    Result<QList<std::pair<qint64, bool>>> indexed();

    //! The rowid under which a message's document stands; both of a message lie between this and this + 1.
    static qint64 documentId(qint64 dateMs, MessageId message, bool whole);

private:
    explicit SearchIndex(std::unique_ptr<Database> database);
    struct Counts { qint64 current = 0; qint64 whole = 0; qint64 documents = 0; };
    struct Change { IndexDocument document; bool gone = false; }; //!< gone: the message is, of the document only the id counts
    Outcome writeAll(const QList<Change> &changes);
    Outcome writeInTransaction(const QList<Change> &changes);
    Outcome merge(int segments, qint64 pages);
    void ended();
    void written(const Outcome &outcome);
    void hold(bool hold);
    Outcome write(const IndexDocument &document, Counts &counts);
    Outcome insert(const IndexDocument &document);
    Outcome forget(MessageId message, Counts &counts);
    void changing();

    std::unique_ptr<Database> m_database; //!< the thread's while it is busy, like the two below
    std::unique_ptr<SearchSegments> m_segments; //!< none where the file's format is not known
    std::unique_ptr<search::IndexBatch> m_batch;
    int m_pages = 0;                  //!< that the last batch took
    QList<Change> m_queue;            //!< of the running transaction
    QList<Change> m_waiting;          //!< committed
    qsizetype m_waitingBytes = 0;
    std::chrono::milliseconds m_waitingSince { 0 };
    int m_bulks = 0;
    bool m_on = true;
    std::atomic<bool> m_incomplete = false; //!< add() may say so in another thread
    bool m_saysComplete = false;     //!< the file does
    bool m_holds = false;
    std::function<void(bool)> m_hold;
    std::unique_ptr<BackgroundTask> m_task; //!< the last: it uses the rest
};

//! The layout's version; another one in the file means a new start.
inline constexpr int SearchIndexVersion = 3;
//! Bits of a rowid below the seconds: 29 of the message's id, one for "whole".
inline constexpr int DocumentIdBits = 30;

} // namespace golub::store
