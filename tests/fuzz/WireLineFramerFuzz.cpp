// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/LineFramer.h"

#include <cstdlib>

using namespace golub;

namespace {

struct Framed {
    QByteArray text;
    bool failed = false;
    bool operator==(const Framed &) const = default;
};

Framed frame(QByteArrayView bytes, qsizetype chunk, wire::BareLf mode)
{
    wire::LineFramer framer(mode, 40);
    Framed out;
    for (qsizetype at = 0; at < bytes.size() && !out.failed; at += chunk) {
        framer.append(bytes.sliced(at, std::min(chunk, bytes.size() - at)));
        for (;;) {
            const auto line = framer.next();
            if (!line) {
                out.failed = true;
                out.text += line.error().detail.toUtf8();
                break;
            }
            if (!*line)
                break;
            if ((*line)->size() > 40 || (mode != wire::BareLf::Keep && (*line)->contains('\n')))
                std::abort();
            out.text += '[' + **line + ']';
        }
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const auto mode = wire::BareLf(data[0] % 3);
    const QByteArrayView bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const Framed whole = frame(bytes, std::max<qsizetype>(1, bytes.size()), mode);
    for (const qsizetype chunk : { 1, 2, 3, 7 }) {
        if (frame(bytes, chunk, mode) != whole)
            std::abort();
    }
    return 0;
}
