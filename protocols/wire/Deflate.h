// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>

namespace golub::wire {

//! What a compressed stream may grow to: a bomb is over both soon, mail is not (measured: 2 to 20 times).
inline constexpr qint64 InflatedAtOnce = 64LL * 1024 * 1024; //!< bytes that may come out whatever went in
inline constexpr qint64 InflatedRatio = 200;                 //!< bytes out for each byte in, beyond that

//! Both directions of a raw DEFLATE stream (RFC 1951), as COMPRESS=DEFLATE has it (RFC 4978). Memory is constant whatever is sent.
class Compression
{
public:
    Compression();
    ~Compression();
    Compression(const Compression &) = delete;
    Compression &operator=(const Compression &) = delete;

    //! What to send for these bytes; complete, so that the other side can read all of it.
    QByteArray deflate(QByteArrayView bytes);
    //! Hands out what \a bytes hold in pieces, until \a take returns false. Protocol for what is no such stream, LimitExceeded for a bomb; both
    //! for good.
    Outcome inflate(QByteArrayView bytes, const std::function<bool(QByteArrayView)> &take);

private:
    struct Streams;
    std::unique_ptr<Streams> d;
};

} // namespace golub::wire
