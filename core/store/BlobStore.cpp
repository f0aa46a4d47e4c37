// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlobStore.h"

#include "core/store/BodyPacks.h"
#include "core/store/StoreContext.h"
#include "core/store/sqlite/Database.h"

#include <QSet>

namespace golub::store {

//! A row of one that came raw.
struct PackedBody {
    qint64 id = 0;
    QByteArray hash;
    qint64 size = 0;
    PackPlace place;
};

BlobStore::BlobStore(Database &database) : m_database(database) { }

BlobStore::~BlobStore() = default;

void BlobStore::usePacks()
{
    m_packs = std::make_unique<BodyPacks>(m_database);
}

Result<BodyKey> BlobStore::key() const
{
    if (m_key)
        return *m_key;
    Statement row(m_database, "SELECT key FROM body_key");
    if (!row.next()) {
        if (Outcome done = row.outcome(); !done)
            return done.error();
        return Error::of(ErrorKind::Storage, m_database.path());
    }
    m_key = BodyKey { row.blob(0) };
    return *m_key;
}

Result<QList<QByteArray>> BlobStore::hashesOf(const QByteArray &content) const
{
    const Result<BodyKey> named = key();
    if (!named)
        return named.error();
    return QList { blobHash(content, *named), formerHash(content) };
}

Result<QByteArray> BlobStore::insert(const QByteArray &content)
{
    const Result<BodyKey> named = key();
    if (!named)
        return named.error();
    if (QByteArray hash = blobHash(content, *named); contains(hash))
        return hash;
    Result<Blob> blob = makeBlob(content, *named);
    if (!blob)
        return blob.error();
    if (Outcome done = write(*blob); !done)
        return done.error();
    return blob->hash;
}

Outcome BlobStore::write(const Blob &blob)
{
    if (m_packs && blob.raw)
        return writeToPack(blob);
    // The bytes are not copied: the statement ends before the blob does.
    Statement insertion(m_database, "INSERT INTO bodies(hash, size, data) VALUES(?, ?, ?) ON CONFLICT(hash) DO NOTHING");
    return insertion.bind(blob.hash).bind(blob.size).bindView(blob.data).run();
}

Outcome BlobStore::writeToPack(const Blob &blob)
{
    const Result<PackPlace> place = m_packs->next(blob.data.size());
    if (!place)
        return place.error();
    Statement insertion(m_database,
        "INSERT INTO bodies(hash, size, data, pack, place, length, raw) VALUES(?, ?, x'', ?, ?, ?, 1) ON CONFLICT(hash) DO NOTHING", blob.hash,
        blob.size, place->pack, place->offset, place->length);
    GOLUB_TRY(insertion.run());
    return m_database.changedRows() == 0 ? Outcome() : m_packs->append(*place, blob.data);
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
    // What stands in packs is on the disk before the rows that name it.
    Outcome done = m_packs ? m_packs->sync() : Outcome();
    if (done)
        done = m_database.run("COMMIT");
    if (!done)
        abandon();
    else if (m_packs)
        m_packs->keep();
    return done;
}

void BlobStore::abandon()
{
    if (m_database.inTransaction())
        static_cast<void>(m_database.run("ROLLBACK"));
    if (m_packs)
        m_packs->abandon();
}

Result<bool> BlobStore::squeeze(qint64 bytes)
{
    constexpr int RowsAtOnce = 1000;
    QList<PackedBody> list;
    {
        Statement rows(m_database, "SELECT id, hash, size, pack, place, length FROM bodies WHERE raw = 1 ORDER BY pack, place LIMIT ?", RowsAtOnce);
        for (qint64 left = bytes; left > 0 && rows.next(); left -= rows.integer(5))
            list.append({ rows.integer(0), rows.blob(1), rows.integer(2), { rows.integer(3), rows.integer(4), rows.integer(5) } });
        GOLUB_TRY(rows.outcome());
    }
    QSet<qint64> left;
    GOLUB_TRY(begin());
    for (const PackedBody &body : std::as_const(list)) {
        if (Outcome done = squeezeOne(body); !done) {
            abandon();
            return done.error();
        }
        left.insert(body.place.pack);
    }
    GOLUB_TRY(settle());
    for (const qint64 pack : std::as_const(left))
        GOLUB_TRY(releasePack(m_database, pack));
    const Result<qint64> more = m_database.number("SELECT EXISTS(SELECT 1 FROM bodies WHERE raw = 1)");
    if (!more)
        return more.error();
    return *more != 0;
}

Outcome BlobStore::squeezeOne(const PackedBody &body)
{
    const Result<BodyKey> named = key();
    if (!named)
        return named.error();
    const Result<QByteArray> content = readPack(m_database, body.place);
    const bool isWhole = content && isHashOf(body.hash, *content, *named);
    const Result<QByteArray> dense = isWhole ? denseData(*content) : content;
    // What is damaged stays as it is, and so does what cannot be made smaller.
    if (!isWhole || !dense || dense->size() >= body.place.length)
        return m_database.run("UPDATE bodies SET raw = 0 WHERE id = ?", body.id);
    const Result<PackPlace> place = m_packs->next(dense->size());
    if (!place)
        return place.error();
    GOLUB_TRY(m_packs->append(*place, *dense));
    return m_database.run("UPDATE bodies SET pack = ?, place = ?, length = ?, raw = 0 WHERE id = ?", place->pack, place->offset, place->length,
        body.id);
}

Result<QByteArray> BlobStore::get(const QByteArray &hash) const
{
    const Result<BodyKey> named = key();
    if (!named)
        return named.error();
    // What is squeezed meanwhile stands elsewhere the next time.
    constexpr int Attempts = 3;
    PackPlace before;
    Result<QByteArray> content = Error::of(ErrorKind::NotFound);
    for (int attempt = 0; attempt < Attempts; ++attempt) {
        Statement row(m_database, "SELECT size, data, pack, place, length FROM bodies WHERE hash = ?", hash);
        if (!row.next()) {
            if (Outcome done = row.outcome(); !done)
                return done.error();
            return Error::of(ErrorKind::NotFound);
        }
        const PackPlace place { row.integer(2), row.integer(3), row.integer(4) };
        if (place.pack == 0)
            return blobContent({ hash, row.integer(0), row.blob(1) }, *named);
        if (place == before)
            return content;
        const Result<QByteArray> packed = readPack(m_database, place);
        content = packed ? blobContent({ hash, row.integer(0), *packed }, *named) : packed;
        if (content)
            return content;
        before = place;
    }
    return content;
}

bool BlobStore::contains(const QByteArray &hash) const
{
    Statement row(m_database, "SELECT 1 FROM bodies WHERE hash = ?", hash);
    return row.next();
}

} // namespace golub::store
