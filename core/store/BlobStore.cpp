// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlobStore.h"

#include "core/base/Limits.h"
#include "core/store/sqlite/Database.h"

#include <QCoreApplication>

#include <openssl/evp.h>
#include <zstd.h>

namespace golub::store {
namespace {

constexpr int CompressionLevel = 3;

QByteArray sha256(const QByteArray &content)
{
    QByteArray hash(32, Qt::Uninitialized);
    unsigned int length = 0;
    EVP_Digest(content.constData(), size_t(content.size()), reinterpret_cast<unsigned char *>(hash.data()), &length, EVP_sha256(), nullptr);
    return hash;
}

QByteArray compressed(const QByteArray &content)
{
    QByteArray data(qsizetype(ZSTD_compressBound(size_t(content.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compress(data.data(), size_t(data.size()), content.constData(), size_t(content.size()), CompressionLevel);
    data.resize(ZSTD_isError(size) ? 0 : qsizetype(size));
    return data;
}

Error damaged(const QByteArray &hash)
{
    return { ErrorKind::Storage,
        QCoreApplication::translate("Store", "The stored message is damaged. It can be fetched again if the server still has it."),
        QStringLiteral("bodies.sqlite: %1").arg(QString::fromLatin1(hash.toHex())) };
}

} // namespace

BlobStore::BlobStore(Database &database) : m_database(database) { }

BlobStore::~BlobStore() = default;

Result<QByteArray> BlobStore::insert(const QByteArray &content)
{
    if (content.size() > limits::LiteralLength)
        return Error::of(ErrorKind::LimitExceeded, QString::number(content.size()));
    const QByteArray hash = sha256(content);
    if (contains(hash))
        return hash;
    const QByteArray data = compressed(content);
    if (data.isEmpty())
        return Error::of(ErrorKind::Internal, QStringLiteral("zstd"));
    if (Outcome done = m_database.run("INSERT INTO bodies(hash, size, data) VALUES(?, ?, ?)", hash, content.size(), data); !done)
        return done.error();
    return hash;
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
    if (!m_database.inTransaction()) {
        if (Outcome begun = m_database.run("BEGIN IMMEDIATE"); !begun)
            return begun.error();
    }
    return insert(content);
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
    const qint64 size = row.integer(0);
    if (size < 0 || size > limits::LiteralLength)
        return damaged(hash);
    const QByteArray data = row.blob(1);
    QByteArray content(size, Qt::Uninitialized);
    const size_t got = ZSTD_decompress(content.data(), size_t(size), data.constData(), size_t(data.size()));
    if (ZSTD_isError(got) || qint64(got) != size || sha256(content) != hash)
        return damaged(hash);
    return content;
}

bool BlobStore::contains(const QByteArray &hash) const
{
    Statement row(m_database, "SELECT 1 FROM bodies WHERE hash = ?", hash);
    return row.next();
}

} // namespace golub::store
