// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/Blob.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>

namespace golub::store {

class BodyPacks;
class Database;
struct PackedBody;

//! bodies.sqlite and its packs: byte strings by a hash that is keyed with a secret of the file (blobHash()), zstd-compressed, each once. put()
//! is durable when it returns. What was stored by SHA-256, before there was a key, is read as ever.
class BlobStore
{
public:
    explicit BlobStore(Database &database);
    ~BlobStore();
    //! Raw blobs that are staged from now on go into pack files: for much at once. Only one BlobStore of a profile may.
    void usePacks();
    //! With packs: compresses what came raw, some \a bytes of it, durably; whether there is more. A body stays readable at any time.
    Result<bool> squeeze(qint64 bytes);
    //! Storage where the file has none.
    Result<BodyKey> key() const;
    //! By which \a content can be known here: as it is stored now, and as it was before there were keys.
    Result<QList<QByteArray>> hashesOf(const QByteArray &content) const;
    //! The content's blobHash().
    Result<QByteArray> put(const QByteArray &content);
    //! NotFound; Storage where the stored bytes do not give their hash any more.
    Result<QByteArray> get(const QByteArray &hash) const;
    bool contains(const QByteArray &hash) const;

    //! Like put(), but durable only after settle(): for the store's own transactions, which settle before they commit, so that many
    //! bodies cost one sync.
    Result<QByteArray> stage(const QByteArray &content);
    //! The same for what another thread has made ready, with this file's key(); stored once, too.
    Outcome stage(const Blob &blob);
    Outcome settle();
    //! Forgets what was staged since the last settle().
    void abandon();

private:
    Result<QByteArray> insert(const QByteArray &content);
    Outcome write(const Blob &blob);
    Outcome writeToPack(const Blob &blob);
    Outcome squeezeOne(const PackedBody &body);
    Outcome begin();

    Database &m_database;
    std::unique_ptr<BodyPacks> m_packs;
    mutable std::optional<BodyKey> m_key; //!< once it was read
};

} // namespace golub::store
