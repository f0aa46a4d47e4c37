// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/Statement.h"

#include "core/store/sqlite/Database.h"

#include <sqlite3.h>

namespace golub::store {

qint64 toMs(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : NoTime;
}

QDateTime fromMs(qint64 ms)
{
    return ms == NoTime ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

Statement::Statement(Database &database, const char *sql, Prepared) : m_database(database), m_sql(sql)
{
    int code = SQLITE_OK;
    m_statement = database.take(sql, code);
    check(code);
}

Statement::~Statement()
{
    if (m_statement)
        m_database.giveBack(m_sql, m_statement);
}

void Statement::check(int code)
{
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE && !m_error)
        m_error = m_database.errorOf(code);
}

void Statement::bindInteger(qint64 value)
{
    if (!m_error)
        check(sqlite3_bind_int64(m_statement, ++m_parameter, value));
}

void Statement::bindText(const QString &value)
{
    if (m_error)
        return;
    const QByteArray utf8 = value.toUtf8();
    // A null pointer would bind NULL; an empty text is a text.
    check(sqlite3_bind_text64(m_statement, ++m_parameter, utf8.isEmpty() ? "" : utf8.constData(), sqlite3_uint64(utf8.size()),
        SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bindBlob(const QByteArray &value)
{
    if (m_error)
        return;
    check(sqlite3_bind_blob64(m_statement, ++m_parameter, value.isEmpty() ? "" : value.constData(), sqlite3_uint64(value.size()),
        SQLITE_TRANSIENT));
}

Statement &Statement::bindView(QByteArrayView bytes)
{
    if (!m_error)
        check(sqlite3_bind_blob64(m_statement, ++m_parameter, bytes.isEmpty() ? "" : bytes.data(), sqlite3_uint64(bytes.size()), SQLITE_STATIC));
    return *this;
}

Statement &Statement::bindTextView(QByteArrayView utf8)
{
    if (!m_error) {
        check(sqlite3_bind_text64(m_statement, ++m_parameter, utf8.isEmpty() ? "" : utf8.data(), sqlite3_uint64(utf8.size()), SQLITE_STATIC,
            SQLITE_UTF8));
    }
    return *this;
}

Statement &Statement::rewind()
{
    if (m_statement)
        sqlite3_reset(m_statement);
    m_parameter = 0;
    return *this;
}

bool Statement::next()
{
    if (m_error)
        return false;
    const int code = sqlite3_step(m_statement);
    check(code);
    return code == SQLITE_ROW;
}

Outcome Statement::run()
{
    while (next()) { }
    return outcome();
}

Outcome Statement::outcome() const
{
    return m_error ? Outcome(*m_error) : Outcome();
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString Statement::text(int column) const
{
    const void *text = sqlite3_column_text(m_statement, column);
    return QString::fromUtf8(static_cast<const char *>(text), sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::utf8(int column) const
{
    const void *text = sqlite3_column_text(m_statement, column);
    return QByteArray(static_cast<const char *>(text), sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::blob(int column) const
{
    const void *bytes = sqlite3_column_blob(m_statement, column);
    return QByteArray(static_cast<const char *>(bytes), sqlite3_column_bytes(m_statement, column));
}

} // namespace golub::store
