// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/mail/Uid.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <concepts>
#include <limits>
#include <optional>
#include <type_traits>

struct sqlite3_stmt;

namespace golub::store {

class Database;
class GivenRows;

//! The value a time column has where there is no time.
inline constexpr qint64 NoTime = std::numeric_limits<qint64>::min();
//! UTC milliseconds, or NoTime.
qint64 toMs(const QDateTime &time);
QDateTime fromMs(qint64 ms);

//! A prepared statement in use: bind, next() while there are rows, read columns. The first error sticks and ends everything; ask
//! outcome() after the last row. \a sql must be a string literal or live as long as the Database.
class Statement
{
public:
    template<class... Values>
    Statement(Database &database, const char *sql, const Values &...values) : Statement(database, sql, Prepared {})
    {
        (bind(values), ...);
    }
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    //! The next parameter.
    template<class Value>
    Statement &bind(const Value &value)
    {
        if constexpr (std::is_same_v<Value, bool> || std::is_integral_v<Value>)
            bindInteger(static_cast<qint64>(value));
        else if constexpr (std::is_enum_v<Value>)
            bindInteger(static_cast<qint64>(value));
        else if constexpr (std::is_same_v<Value, QString>)
            bindText(value);
        else if constexpr (std::is_same_v<Value, QByteArray>)
            bindBlob(value);
        else if constexpr (std::is_same_v<Value, QDateTime>)
            bindInteger(toMs(value));
        else
            bindInteger(static_cast<qint64>(value.value)); // Id, Uid, UidValidity, ModSeq
        return *this;
    }
    //! The next parameter, not copied: \a bytes must live until the statement is rewound or gone. As a BLOB, or as TEXT (which must be
    //! UTF-8).
    Statement &bindView(QByteArrayView bytes);
    Statement &bindTextView(QByteArrayView utf8);
    //! The next parameter, as the argument of given(): \a rows must live and stay as they are until the statement is rewound or gone.
    Statement &bindRows(const GivenRows &rows);
    //! Ready for another round with new values.
    Statement &rewind();

    bool next();
    //! Runs to the end; rows are ignored.
    Outcome run();
    Outcome outcome() const;

    qint64 integer(int column) const;
    bool boolean(int column) const { return integer(column) != 0; }
    int small(int column) const { return static_cast<int>(integer(column)); }
    QString text(int column) const;
    //! A text as it is stored.
    QByteArray utf8(int column) const;
    QByteArray blob(int column) const;
    QDateTime time(int column) const { return fromMs(integer(column)); }
    template<class IdType>
    IdType id(int column) const
    {
        return IdType { static_cast<decltype(IdType::value)>(integer(column)) };
    }
    template<class Enum>
    Enum enumeration(int column) const
    {
        return static_cast<Enum>(integer(column));
    }

private:
    struct Prepared { };
    Statement(Database &database, const char *sql, Prepared);
    void bindInteger(qint64 value);
    void bindText(const QString &value);
    void bindBlob(const QByteArray &value);
    void check(int code);

    Database &m_database;
    const char *m_sql;
    sqlite3_stmt *m_statement = nullptr;
    int m_parameter = 0;
    std::optional<Error> m_error;
};

} // namespace golub::store
