// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlobStore.h"

#include "core/store/sqlite/Database.h"

namespace golub::store {

BlobStore::BlobStore(Database &database) : m_database(database) { }

BlobStore::~BlobStore() = default;

Result<QByteArray> BlobStore::insert(const QByteArray &content)
{
    if (QByteArray hash = blobHash(content); contains(hash))
        return hash;
    Result<Blob> blob = makeBlob(content);
    if (!blob)
        return blob.error();
    if (Outcome done = write(*blob); !done)
        return done.error();
    return blob->hash;
}

Outcome BlobStore::write(const Blob &blob)
{
    // The bytes are not copied: the statement ends before the blob does.
    Statement insertion(m_database, "INSERT INTO bodies(hash, size, data) VALUES(?, ?, ?) ON CONFLICT(hash) DO NOTHING");
    return insertion.bind(blob.hash).bind(blob.size).bindView(blob.data).run();
}

Outcome BlobStore::begin()
{
    return m_database.inTransaction() ? Outcome() : m_database.run("BEGIN IMMEDIATE");
}

Result<QByteArray> BlobStore::put(const QByteArray &content)
{
    Result<QByteArray> hash = insert(content);
    if (!hash)
        return hash;
    if (Outcome done = settle(); !done)
        return done.error();
    return hash;
}

Result<QByteArray> BlobStore::stage(const QByteArray &content)
{
    if (Outcome begun = begin(); !begun)
        return begun.error();
    return insert(content);
}

Outcome BlobStore::stage(const Blob &blob)
{
    if (Outcome begun = begin(); !begun)
        return begun;
    return write(blob);
}

Outcome BlobStore::settle()
{
    if (!m_database.inTransaction())
        return {};
    Outcome done = m_database.run("COMMIT");
    if (!done)
        abandon();
    return done;
}

void BlobStore::abandon()
{
    if (m_database.inTransaction())
        static_cast<void>(m_database.run("ROLLBACK"));
}

Result<QByteArray> BlobStore::get(const QByteArray &hash) const
{
    Statement row(m_database, "SELECT size, data FROM bodies WHERE hash = ?", hash);
    if (!row.next()) {
        if (Outcome done = row.outcome(); !done)
            return done.error();
        return Error::of(ErrorKind::NotFound, QString::fromLatin1(hash.toHex()));
    }
    return blobContent({ hash, row.integer(0), row.blob(1) });
}

bool BlobStore::contains(const QByteArray &hash) const
{
    Statement row(m_database, "SELECT 1 FROM bodies WHERE hash = ?", hash);
    return row.next();
}

} // namespace golub::store
