// SPDX-License-Identifier: GPL-3.0-or-later
// A compressed stream in any pieces: no more comes out than the limits allow, and the same whatever the pieces.
#include "protocols/wire/Deflate.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

struct Outcome {
    qint64 bytes = 0;
    bool failed = false;
    size_t hash = 0;
};

Outcome feed(QByteArrayView input, qsizetype chunk)
{
    golub::wire::Compression stream;
    Outcome outcome;
    for (qsizetype at = 0; at < input.size() && !outcome.failed; at += chunk) {
        const auto result = stream.inflate(input.sliced(at, std::min(chunk, input.size() - at)), [&outcome](QByteArrayView piece) {
            outcome.bytes += piece.size();
            for (const char c : piece)
                outcome.hash = outcome.hash * 31 + static_cast<unsigned char>(c);
            return true;
        });
        outcome.failed = !result;
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(data, qsizetype(size));
    const Outcome whole = feed(input, std::max<qsizetype>(1, input.size()));
    const Outcome pieces = feed(input, 3);
    // Near the limit it counts how much has come in until then.
    const bool small = std::max(whole.bytes, pieces.bytes) < golub::wire::InflatedAtOnce;
    if (small && (whole.failed != pieces.failed || (!whole.failed && (whole.bytes != pieces.bytes || whole.hash != pieces.hash))))
        abort();
    if (whole.bytes > golub::wire::InflatedAtOnce + qint64(size) * golub::wire::InflatedRatio)
        abort();
    return 0;
}
