// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QSet>
#include <QString>

#include <memory>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace golub::store {

//! One connection to one SQLite file. Single-threaded: used only by the thread that works with it. Statements are prepared once and
//! kept for the life of the connection.
class Database
{
public:
    enum class Mode : quint8 {
        Write,      //!< created where missing; WAL, foreign keys, waits up to five seconds for another writer
        Read,       //!< must exist; refuses to write; waits only as long as a checkpoint may take
    };
    //! Errors: NotFound (Read, and no such file), Storage, StorageFull, Conflict (locked). \a pageSize: in bytes, of a file that is made.
    static Result<std::unique_ptr<Database>> open(const QString &path, Mode mode, int pageSize = 4096);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    //! A script of several statements.
    Outcome execute(const QByteArray &script);
    //! One statement without result rows; \a values are bound in their order.
    template<class... Values>
    Outcome run(const char *sql, const Values &...values);
    //! The first column of the first row; 0 where there is none.
    template<class... Values>
    Result<qint64> number(const char *sql, const Values &...values);

    qint64 lastInsertId() const;
    //! Rows that the last statement changed.
    qint64 changedRows() const;
    //! False also after SQLite rolled a transaction back by itself (disk full, I/O error).
    bool inTransaction() const;
    const QString &path() const { return m_path; }
    sqlite3 *handle() const { return m_handle; }
    //! Keeps SQL that was put together at run time for as long as the connection, for use in a Statement.
    const char *intern(const QByteArray &sql) { return m_interned.insert(sql)->constData(); }
    //! The last failure as a value; \a code is SQLite's result code.
    Error errorOf(int code) const;

private:
    friend class Statement;
    explicit Database(const QString &path) : m_path(path) { }
    Outcome configure(Mode mode, int pageSize);
    sqlite3_stmt *take(const char *sql, int &code);
    void giveBack(const char *sql, sqlite3_stmt *statement);

    QString m_path;
    sqlite3 *m_handle = nullptr;
    //! Idle prepared statements by their SQL (a literal's address names it; equal text at two addresses is only prepared twice).
    std::unordered_map<const char *, std::vector<sqlite3_stmt *>> m_idle;
    QSet<QByteArray> m_interned;
};

} // namespace golub::store

#include "core/store/sqlite/Statement.h"

namespace golub::store {

template<class... Values>
Outcome Database::run(const char *sql, const Values &...values)
{
    return Statement(*this, sql, values...).run();
}

template<class... Values>
Result<qint64> Database::number(const char *sql, const Values &...values)
{
    Statement statement(*this, sql, values...);
    const qint64 value = statement.next() ? statement.integer(0) : 0;
    if (Outcome done = statement.outcome(); !done)
        return done.error();
    return value;
}

} // namespace golub::store
