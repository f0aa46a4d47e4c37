// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/sqlite/Database.h"

#include <QList>

namespace golub::store {

//! One step of a file's schema: what takes it from version - 1 to version.
struct Migration {
    int version = 0;
    QByteArray script;
};

//! The steps of core/store/migrations/ for "mail" or "bodies", ascending without gaps.
QList<Migration> migrationsFor(QLatin1String file);

//! Marks our files ("Golb"), so that another program's database is never taken for one.
inline constexpr qint64 ApplicationId = 0x476f6c62;

//! Brings \a database to the last version of \a migrations, each step in one transaction with its number. A file that is not new is
//! copied to "<path>.v<old version>.bak" before. Errors: Storage where the file is newer than this program, or another program's:
//! it is left as it is then.
Outcome migrate(Database &database, const QList<Migration> &migrations);
//! What migrate() would refuse, and Storage where the file is older than this program.
Outcome checkVersion(Database &database, const QList<Migration> &migrations);

} // namespace golub::store
