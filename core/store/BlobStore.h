// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/Blob.h"

#include <QByteArray>

#include <memory>

namespace golub::store {

class Database;

//! bodies.sqlite: byte strings by SHA-256, zstd-compressed, each once. put() is durable when it returns.
class BlobStore
{
public:
    explicit BlobStore(Database &database);
    ~BlobStore();
    //! The content's SHA-256 (32 bytes).
    Result<QByteArray> put(const QByteArray &content);
    //! NotFound; Storage where the stored bytes do not give their hash any more.
    Result<QByteArray> get(const QByteArray &hash) const;
    bool contains(const QByteArray &hash) const;

    //! Like put(), but durable only after settle(): for the store's own transactions, which settle before they commit, so that many
    //! bodies cost one sync.
    Result<QByteArray> stage(const QByteArray &content);
    //! The same for what another thread has made ready; stored once, too.
    Outcome stage(const Blob &blob);
    Outcome settle();
    //! Forgets what was staged since the last settle().
    void abandon();

private:
    Result<QByteArray> insert(const QByteArray &content);
    Outcome write(const Blob &blob);
    Outcome begin();

    Database &m_database;
};

} // namespace golub::store
