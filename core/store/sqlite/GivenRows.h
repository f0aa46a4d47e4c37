// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/sqlite/Statement.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <type_traits>
#include <vector>

struct sqlite3;
struct sqlite3_context;

namespace golub::store {

//! Rows of this program that a statement reads like a table: `INSERT INTO … SELECT c0, c1 FROM given(?)`, with the rows bound by
//! Statement::bindRows(). One statement for a thousand rows opens the indexes once, and copies a page that it changes once for the case that
//! it fails; a statement for each row does so a thousand times. Rows come in the order in which they were added.
class GivenRows
{
public:
    static constexpr int MaxColumns = 32; //!< c0 to c31
    struct Utf8 { QByteArrayView text; }; //!< a text, where a QByteArray would be a blob

    //! The next row; every row has as many values, of the types that Statement::bind() takes. Throws nothing away: memory is the caller's matter.
    template<class... Values>
    void add(const Values &...values)
    {
        static_assert(sizeof...(Values) <= std::size_t(MaxColumns));
        m_columns = int(sizeof...(Values));
        (put(values), ...);
    }
    qsizetype size() const { return m_columns == 0 ? 0 : qsizetype(m_cells.size()) / m_columns; }
    bool isEmpty() const { return m_cells.empty(); }

    //! Makes "given" known to a connection; a result code of SQLite.
    static int registerModule(sqlite3 *connection);

private:
    friend struct GivenTable;
    friend class Statement;
    enum class Kind : quint8 { Integer, Text, Blob };
    struct Cell {
        qint64 value = 0;             //!< or the place in m_bytes
        qint64 length = 0;
        Kind kind = Kind::Integer;
    };

    template<class Value>
    void put(const Value &value)
    {
        if constexpr (std::is_same_v<Value, bool> || std::is_integral_v<Value> || std::is_enum_v<Value>)
            m_cells.push_back({ static_cast<qint64>(value) });
        else if constexpr (std::is_same_v<Value, QString>)
            putText(value);
        else if constexpr (std::is_same_v<Value, QByteArray>)
            putBytes(value, Kind::Blob);
        else if constexpr (std::is_same_v<Value, Utf8>)
            putBytes(value.text, Kind::Text);
        else if constexpr (std::is_same_v<Value, QDateTime>)
            m_cells.push_back({ toMs(value) });
        else
            m_cells.push_back({ static_cast<qint64>(value.value) }); // Id, Uid, UidValidity, ModSeq
    }
    void putText(const QString &text);
    char *room(qsizetype bytes);
    void putBytes(QByteArrayView bytes, Kind kind);
    void result(sqlite3_context *context, qsizetype row, int column) const;

    int m_columns = 0;
    std::vector<Cell> m_cells;
    QByteArray m_bytes;               //!< of all texts and blobs, one behind the other, and room for more
    qsizetype m_used = 0;
};

} // namespace golub::store
