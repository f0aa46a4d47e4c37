// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <variant>

namespace golub::store {

class Database;

//! What the index learns of one message.
struct IndexDocument {
    MessageId message;
    qint64 dateMs = 0;
    bool whole = false;               //!< with the body's text; else only what the envelope says
    QString subject;
    QString from;
    QString to;
    QString body;
    QString attachments;
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
class SearchIndex
{
public:
    //! Opens, makes or remakes the file. Where even that is impossible, the object takes everything and stores nothing.
    static std::unique_ptr<SearchIndex> open(const QString &path);
    ~SearchIndex();

    //! Wait until commit(); mark() and rollBackTo() take the latest ones back.
    void add(IndexDocument document);
    void remove(MessageId message);
    qsizetype mark() const { return m_queue.size(); }
    void rollBackTo(qsizetype mark) { m_queue.resize(mark); }
    void commit();

    //! Messages may be missing: after a new start, or a failure. Cleared by completed().
    bool isIncomplete() const { return m_incomplete; }
    void completed();
    //! (message, whole) of everything indexed, ascending by message.
    Result<QList<std::pair<qint64, bool>>> indexed() const;

    //! The rowid under which a message's document stands; both of a message lie between this and this + 1.
    static qint64 documentId(qint64 dateMs, MessageId message, bool whole);

private:
    explicit SearchIndex(std::unique_ptr<Database> database);
    Outcome writeQueue();
    Outcome write(const IndexDocument &document);
    Outcome markIncomplete();

    using Change = std::variant<IndexDocument, MessageId>;
    std::unique_ptr<Database> m_database;
    QList<Change> m_queue;
    bool m_incomplete = false;
};

//! The layout's version; another one in the file means a new start.
inline constexpr int SearchIndexVersion = 1;
//! Bits of a rowid below the seconds: 29 of the message's id, one for "whole".
inline constexpr int DocumentIdBits = 30;

} // namespace golub::store
