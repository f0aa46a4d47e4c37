// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/GivenRows.h"

#include <QStringEncoder>

#include <algorithm>
#include <cstring>

#include <sqlite3.h>

namespace golub::store {
namespace {

constexpr char Pointer[] = "golub-given-rows";

struct Table : sqlite3_vtab { };

struct Cursor : sqlite3_vtab_cursor {
    const GivenRows *rows = nullptr;
    qsizetype row = 0;
};

Cursor *own(sqlite3_vtab_cursor *cursor)
{
    return static_cast<Cursor *>(cursor);
}

} // namespace

//! SQLite's side of it (https://www.sqlite.org/vtab.html): a table-valued function with one argument.
struct GivenTable {
    static int connect(sqlite3 *connection, void *, int, const char *const *, sqlite3_vtab **table, char **)
    {
        QByteArray columns = "CREATE TABLE given(";
        for (int i = 0; i < GivenRows::MaxColumns; ++i)
            columns += 'c' + QByteArray::number(i) + ", ";
        if (const int code = sqlite3_declare_vtab(connection, (columns + "source HIDDEN)").constData()); code != SQLITE_OK)
            return code;
        *table = new Table {};
        return SQLITE_OK;
    }
    static int disconnect(sqlite3_vtab *table)
    {
        delete static_cast<Table *>(table);
        return SQLITE_OK;
    }
    static int bestIndex(sqlite3_vtab *, sqlite3_index_info *info)
    {
        for (int i = 0; i < info->nConstraint; ++i) {
            const auto &constraint = info->aConstraint[i];
            if (constraint.iColumn != GivenRows::MaxColumns || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ || !constraint.usable)
                continue;
            info->aConstraintUsage[i].argvIndex = 1;
            info->aConstraintUsage[i].omit = 1;
            info->estimatedCost = 1000;
            info->estimatedRows = 1000;
            return SQLITE_OK;
        }
        return SQLITE_CONSTRAINT; // without its argument it is no table
    }
    static int open(sqlite3_vtab *, sqlite3_vtab_cursor **cursor)
    {
        *cursor = new Cursor {};
        return SQLITE_OK;
    }
    static int close(sqlite3_vtab_cursor *cursor)
    {
        delete own(cursor);
        return SQLITE_OK;
    }
    static int filter(sqlite3_vtab_cursor *cursor, int, const char *, int count, sqlite3_value **values)
    {
        own(cursor)->rows = count == 1 ? static_cast<const GivenRows *>(sqlite3_value_pointer(values[0], Pointer)) : nullptr;
        own(cursor)->row = 0;
        return SQLITE_OK;
    }
    static int next(sqlite3_vtab_cursor *cursor)
    {
        ++own(cursor)->row;
        return SQLITE_OK;
    }
    static int atEnd(sqlite3_vtab_cursor *cursor) { return !own(cursor)->rows || own(cursor)->row >= own(cursor)->rows->size(); }
    static int column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
    {
        own(cursor)->rows->result(context, own(cursor)->row, column);
        return SQLITE_OK;
    }
    static int rowId(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
    {
        *id = own(cursor)->row;
        return SQLITE_OK;
    }
    static sqlite3_module module()
    {
        sqlite3_module module {}; // without xCreate: there is only the one of its name
        module.xConnect = &connect;
        module.xBestIndex = &bestIndex;
        module.xDisconnect = &disconnect;
        module.xOpen = &open;
        module.xClose = &close;
        module.xFilter = &filter;
        module.xNext = &next;
        module.xEof = &atEnd;
        module.xColumn = &column;
        module.xRowid = &rowId;
        return module;
    }
};

int GivenRows::registerModule(sqlite3 *connection)
{
    static const sqlite3_module module = GivenTable::module();
    return sqlite3_create_module_v2(connection, "given", &module, nullptr, nullptr);
}

//! Behind what is there, for at most so many.
char *GivenRows::room(qsizetype bytes)
{
    if (m_used + bytes > m_bytes.size())
        m_bytes.resize(std::max(m_used + bytes, 4 * m_bytes.size()));
    return m_bytes.data() + m_used;
}

void GivenRows::putText(const QString &text)
{
    qsizetype length = 0;
    if (!text.isEmpty()) { // many are
        QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
        char *const begin = room(encoder.requiredSpace(text.size()));
        length = encoder.appendToBuffer(begin, text) - begin;
        if (encoder.hasError()) // half a character: the same stands for it as in bound texts
            return putBytes(text.toUtf8(), Kind::Text);
    }
    m_cells.push_back({ m_used, length, Kind::Text });
    m_used += length;
}

void GivenRows::putBytes(QByteArrayView bytes, Kind kind)
{
    if (!bytes.isEmpty())
        std::memcpy(room(bytes.size()), bytes.data(), std::size_t(bytes.size()));
    m_cells.push_back({ m_used, bytes.size(), kind });
    m_used += bytes.size();
}

void GivenRows::result(sqlite3_context *context, qsizetype row, int column) const
{
    if (column >= m_columns)
        return; // NULL
    const Cell &cell = m_cells[std::size_t(row * m_columns + column)];
    const char *const bytes = m_bytes.constData() + cell.value;
    switch (cell.kind) {
    case Kind::Integer:
        sqlite3_result_int64(context, cell.value);
        return;
    case Kind::Text: // the statement ends before the rows do: nothing is copied
        sqlite3_result_text64(context, bytes, sqlite3_uint64(cell.length), SQLITE_STATIC, SQLITE_UTF8);
        return;
    case Kind::Blob:
        sqlite3_result_blob64(context, bytes, sqlite3_uint64(cell.length), SQLITE_STATIC);
        return;
    }
}

Statement &Statement::bindRows(const GivenRows &rows)
{
    if (!m_error)
        check(sqlite3_bind_pointer(m_statement, ++m_parameter, const_cast<GivenRows *>(&rows), Pointer, nullptr));
    return *this;
}

} // namespace golub::store
