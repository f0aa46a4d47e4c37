// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Migrations.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace golub::store {
namespace {

struct Script {
    const char *file;
    int version;
    const char *text;
};

constexpr Script Scripts[] = {
#include "core/store/MigrationScripts.inc"
};

Error refusal(const Database &database, const char *text)
{
    return { ErrorKind::Storage, QCoreApplication::translate("Store", text).arg(QFileInfo(database.path()).fileName()), database.path() };
}

Outcome checkOwner(Database &database, qint64 version, int newest)
{
    const Result<qint64> application = database.number("PRAGMA application_id");
    if (!application)
        return application.error();
    const Result<qint64> objects = database.number("SELECT count(*) FROM sqlite_schema");
    if (!objects)
        return objects.error();
    if (*application != ApplicationId && (*application != 0 || version != 0 || *objects != 0))
        return refusal(database, QT_TRANSLATE_NOOP("Store", "The file %1 was not made by Golub. Move it away and start again."));
    if (version > newest)
        return refusal(database, QT_TRANSLATE_NOOP("Store", "The file %1 was made by a newer version of Golub. Update Golub to open it; nothing was changed."));
    return {};
}

//! The copy stands under its name only when it is complete: a crash leaves at most a ".part".
Outcome backUp(Database &database, qint64 version)
{
    const QString target = QStringLiteral("%1.v%2.bak").arg(database.path()).arg(version);
    const QString part = target + QStringLiteral(".part");
    if (QFile::exists(target))
        return {}; // of an attempt that failed later; the file has not changed since
    QFile::remove(part);
    if (Outcome copied = database.run("VACUUM INTO ?", part); !copied)
        return copied;
    if (!QFile::rename(part, target))
        return Error::of(ErrorKind::Storage, target);
    return {};
}

Outcome apply(Database &database, const Migration &migration)
{
    const QByteArray script = "BEGIN IMMEDIATE;\n" + migration.script + "\nPRAGMA user_version=" + QByteArray::number(migration.version)
        + ";\nPRAGMA application_id=" + QByteArray::number(ApplicationId) + ";\nCOMMIT;";
    Outcome done = database.execute(script);
    if (!done && database.inTransaction())
        static_cast<void>(database.execute("ROLLBACK")); // the first error is the one to tell
    return done;
}

} // namespace

QList<Migration> migrationsFor(QLatin1String file)
{
    QList<Migration> list;
    for (const Script &script : Scripts) {
        if (file == QLatin1String(script.file))
            list.append({ script.version, QByteArray(script.text) });
    }
    std::sort(list.begin(), list.end(), [](const Migration &a, const Migration &b) { return a.version < b.version; });
    return list;
}

Outcome migrate(Database &database, const QList<Migration> &migrations)
{
    const Result<qint64> version = database.number("PRAGMA user_version");
    if (!version)
        return version.error();
    const int newest = migrations.last().version;
    if (Outcome fine = checkOwner(database, *version, newest); !fine)
        return fine;
    if (*version > 0 && *version < newest) {
        if (Outcome copied = backUp(database, *version); !copied)
            return copied;
    }
    for (const Migration &migration : migrations) {
        if (migration.version <= *version)
            continue;
        if (Outcome done = apply(database, migration); !done)
            return done;
    }
    return {};
}

Outcome checkVersion(Database &database, const QList<Migration> &migrations)
{
    const Result<qint64> version = database.number("PRAGMA user_version");
    if (!version)
        return version.error();
    if (Outcome fine = checkOwner(database, *version, migrations.last().version); !fine)
        return fine;
    if (*version < migrations.last().version)
        return refusal(database, QT_TRANSLATE_NOOP("Store", "The file %1 was made by an older version of Golub. Start Golub once to bring it up to date."));
    return {};
}

} // namespace golub::store
