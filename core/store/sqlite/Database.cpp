// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/Database.h"

#include "core/store/sqlite/GivenRows.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <sqlite3.h>

namespace golub::store {
namespace {

constexpr int WriterPatienceMs = 5000;
constexpr int ReaderPatienceMs = 250;

QString fileText(const char *text, const QString &path)
{
    return QCoreApplication::translate("Store", text).arg(QFileInfo(path).fileName());
}

bool isFull(int code, int systemError)
{
    return (code & 0xff) == SQLITE_FULL || ((code & 0xff) == SQLITE_IOERR && (systemError == ENOSPC || systemError == EDQUOT));
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &path, Mode mode, int pageSize)
{
    if (mode == Mode::Read && !QFile::exists(path))
        return Error::of(ErrorKind::NotFound, path);
    // Nobody asks how much memory SQLite uses, and counting it takes a lock that all threads share. No effect after the first connection.
    static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(uncounted);
    std::unique_ptr<Database> database(new Database(path));
    const QByteArray name = QFile::encodeName(path);
    const int access = mode == Mode::Write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    constexpr int Always = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(name.constData(), &database->m_handle, access | Always, nullptr);
    if (code != SQLITE_OK && mode == Mode::Read) {
        // A profile on a medium that cannot be written: SQLite can still read it.
        sqlite3_close_v2(database->m_handle);
        code = sqlite3_open_v2(name.constData(), &database->m_handle, SQLITE_OPEN_READONLY | Always, nullptr);
    }
    if (code != SQLITE_OK)
        return database->errorOf(code);
    if (Outcome ready = database->configure(mode, pageSize); !ready)
        return ready.error();
    return database;
}

Outcome Database::configure(Mode mode, int pageSize)
{
    sqlite3_busy_timeout(m_handle, mode == Mode::Write ? WriterPatienceMs : ReaderPatienceMs);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Else a statement is prepared again whenever a bound value could decide over a partial index.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    sqlite3_limit(m_handle, SQLITE_LIMIT_ATTACHED, 1);
    // A schema in the file could name functions of ours: none of them may run from there.
    if (Outcome done = execute("PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;");
        !done)
        return done;
    if (const int code = GivenRows::registerModule(m_handle); code != SQLITE_OK)
        return errorOf(code);
    if (mode == Mode::Read)
        return execute("PRAGMA query_only=ON;");
    if (Outcome done = execute("PRAGMA page_size=" + QByteArray::number(pageSize) + ';'); !done)
        return done;
    return execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=4000;");
}

Database::~Database()
{
    for (auto &[sql, statements] : m_idle) {
        for (sqlite3_stmt *statement : statements)
            sqlite3_finalize(statement);
    }
    sqlite3_close_v2(m_handle);
}

Outcome Database::execute(const QByteArray &script)
{
    const int code = sqlite3_exec(m_handle, script.constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return errorOf(code);
    return {};
}

qint64 Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

qint64 Database::changedRows() const
{
    return sqlite3_changes64(m_handle);
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

Error Database::errorOf(int code) const
{
    const int systemError = m_handle ? sqlite3_system_errno(m_handle) : 0;
    const QString detail = QStringLiteral("%1: %2 (%3)")
                               .arg(m_path, QString::fromUtf8(m_handle ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code)))
                               .arg(code);
    if (isFull(code, systemError))
        return Error::of(ErrorKind::StorageFull, detail);
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return { ErrorKind::Conflict, fileText(QT_TRANSLATE_NOOP("Store", "The mail store is in use by another program (%1). Close it and try again."), m_path), detail };
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return { ErrorKind::Storage, fileText(QT_TRANSLATE_NOOP("Store", "The file %1 of the mail store is damaged. Restore it from a backup, or move it away."), m_path), detail };
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
        return { ErrorKind::Storage, fileText(QT_TRANSLATE_NOOP("Store", "The file %1 of the mail store cannot be written. Check its permissions."), m_path), detail };
    case SQLITE_CONSTRAINT:
    case SQLITE_MISUSE:
    case SQLITE_ERROR:
        return Error::of(ErrorKind::Internal, detail);
    default:
        return { ErrorKind::Storage, fileText(QT_TRANSLATE_NOOP("Store", "The file %1 of the mail store could not be read or written."), m_path), detail };
    }
}

sqlite3_stmt *Database::take(const char *sql, int &code)
{
    code = SQLITE_OK;
    if (const auto found = m_idle.find(sql); found != m_idle.end() && !found->second.empty()) {
        sqlite3_stmt *statement = found->second.back();
        found->second.pop_back();
        return statement;
    }
    sqlite3_stmt *statement = nullptr;
    code = sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return statement;
}

void Database::giveBack(const char *sql, sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    m_idle[sql].push_back(statement);
}

} // namespace golub::store
