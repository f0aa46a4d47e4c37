// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>

namespace golub::store {

//! What names the bodies of one profile: 32 secret bytes of its bodies.sqlite. A name is a polynomial of the content in a number that follows
//! from them; who knew it could write two letters of one name.
struct BodyKey {
    QByteArray bytes;
};

//! A byte string ready to be stored: what of a BlobStore's work needs no database. Pure; any thread.
struct Blob {
    QByteArray hash;                  //!< its name: blobHash() of the content
    qint64 size = 0;                  //!< of the content
    QByteArray data;                  //!< one zstd frame; the content itself where that is not longer
    bool raw = false;                 //!< nobody has tried to compress it yet
};

//! The name of what is stored: GMAC (NIST SP 800-38D) with AES-256, 16 bytes; empty where the key is none. To be told to nobody: several names
//! and their contents would give the key's number away.
QByteArray blobHash(const QByteArray &content, const BodyKey &key);
//! The name of what was stored before there were keys: SHA-256, 32 bytes.
QByteArray formerHash(const QByteArray &content);
//! Of either kind.
bool isHashOf(const QByteArray &hash, const QByteArray &content, const BodyKey &key);

//! LimitExceeded over limits::LiteralLength.
Result<Blob> makeBlob(const QByteArray &content, const BodyKey &key);
//! The same without compression, for what somebody waits for by the thousand.
Result<Blob> makeRawBlob(const QByteArray &content, const BodyKey &key);
//! Blob::data for years: smaller, in three times the time that makeBlob() takes.
Result<QByteArray> denseData(const QByteArray &content);
//! The content; Storage where the frame is damaged or does not give its hash.
Result<QByteArray> blobContent(const Blob &blob, const BodyKey &key);

} // namespace golub::store
