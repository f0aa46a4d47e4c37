// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/Deflate.h"

#include <QCoreApplication>

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

namespace golub::wire {
namespace {

constexpr int RawWindow = -15;         // no zlib header (RFC 4978 section 4)
constexpr int MemoryLevel = 8;
constexpr size_t PieceSize = 64 * 1024;

// zlib's next_in is not const in its older interface, and is not written to.
Bytef *input(QByteArrayView bytes)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
}

} // namespace

struct Compression::Streams {
    z_stream out = {};
    z_stream in = {};
    qint64 received = 0;
    qint64 inflated = 0;
    std::optional<Error> failed;
    std::vector<unsigned char> piece = std::vector<unsigned char>(PieceSize);
};

Compression::Compression() : d(std::make_unique<Streams>())
{
    // Both can only fail for want of memory, as new would.
    if (deflateInit2(&d->out, Z_DEFAULT_COMPRESSION, Z_DEFLATED, RawWindow, MemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK || inflateInit2(&d->in, RawWindow) != Z_OK)
        qFatal("zlib does not start");
}

Compression::~Compression()
{
    deflateEnd(&d->out);
    inflateEnd(&d->in);
}

QByteArray Compression::deflate(QByteArrayView bytes)
{
    QByteArray result;
    result.reserve(bytes.size() / 2 + 64);
    while (!bytes.isEmpty()) {
        const QByteArrayView now = bytes.first(std::min<qsizetype>(bytes.size(), std::numeric_limits<int>::max()));
        bytes = bytes.sliced(now.size());
        d->out.next_in = input(now);
        d->out.avail_in = uInt(now.size());
        do {
            d->out.next_out = d->piece.data();
            d->out.avail_out = uInt(d->piece.size());
            ::deflate(&d->out, Z_SYNC_FLUSH);
            result.append(reinterpret_cast<const char *>(d->piece.data()), qsizetype(d->piece.size() - d->out.avail_out));
        } while (d->out.avail_out == 0);
    }
    return result;
}

Outcome Compression::inflate(QByteArrayView bytes, const std::function<bool(QByteArrayView)> &take)
{
    if (d->failed)
        return *d->failed;
    d->received += bytes.size();
    d->in.next_in = input(bytes);
    d->in.avail_in = uInt(bytes.size());
    for (;;) {
        d->in.next_out = d->piece.data();
        d->in.avail_out = uInt(d->piece.size());
        const int state = ::inflate(&d->in, Z_SYNC_FLUSH);
        if (state != Z_OK && state != Z_BUF_ERROR) { // also Z_STREAM_END: a session's stream has no end (RFC 4978 section 4)
            d->failed = Error::of(ErrorKind::Protocol, QCoreApplication::translate("Wire", "What the server sent cannot be decompressed."));
            return *d->failed;
        }
        const auto size = qsizetype(d->piece.size() - d->in.avail_out);
        d->inflated += size;
        if (d->inflated > InflatedAtOnce && d->inflated - InflatedAtOnce > d->received * InflatedRatio) {
            d->failed = Error::of(ErrorKind::LimitExceeded, QCoreApplication::translate("Wire", "What the server sent grows without measure when it is decompressed."));
            return *d->failed;
        }
        if (size > 0 && !take(QByteArrayView(reinterpret_cast<const char *>(d->piece.data()), size)))
            return {};
        if (d->in.avail_in == 0 && d->in.avail_out > 0)
            return {};
        if (state == Z_BUF_ERROR)
            return {};
    }
}

} // namespace golub::wire
