// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>

namespace golub::store {

//! A byte string ready to be stored: what of a BlobStore's work needs no database. Pure; any thread.
struct Blob {
    QByteArray hash;                  //!< SHA-256 of the content, 32 bytes
    qint64 size = 0;                  //!< of the content
    QByteArray data;                  //!< one zstd frame
};

QByteArray blobHash(const QByteArray &content);
//! LimitExceeded over limits::LiteralLength.
Result<Blob> makeBlob(const QByteArray &content);
//! The content; Storage where the frame is damaged or does not give its hash.
Result<QByteArray> blobContent(const Blob &blob);

} // namespace golub::store
