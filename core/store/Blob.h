// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>

namespace golub::store {

//! A byte string ready to be stored: what of a BlobStore's work needs no database. Pure; any thread.
struct Blob {
    QByteArray hash;                  //!< SHA-256 of the content, 32 bytes
    qint64 size = 0;                  //!< of the content
    QByteArray data;                  //!< one zstd frame; the content itself where that is not longer
    bool raw = false;                 //!< nobody has tried to compress it yet
};

QByteArray blobHash(const QByteArray &content);
//! LimitExceeded over limits::LiteralLength.
Result<Blob> makeBlob(const QByteArray &content);
//! The same without compression, for what somebody waits for by the thousand.
Result<Blob> makeRawBlob(const QByteArray &content);
//! What of a raw one can be kept for years: smaller, in three times the time that makeBlob() takes.
Result<Blob> makeDenseBlob(const QByteArray &content);
//! The content; Storage where the frame is damaged or does not give its hash.
Result<QByteArray> blobContent(const Blob &blob);

} // namespace golub::store
