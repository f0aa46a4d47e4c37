// SPDX-License-Identifier: GPL-3.0-or-later
// However the bytes are cut, the same units come out, and nothing is larger than its limit.
#include "EngineFuzz.h"

#include "protocols/imap/ResponseFramer.h"

using namespace golub;

namespace {

constexpr qint64 LiteralLimit = 300;
constexpr qsizetype LineLimit = 200;

struct Cut {
    std::vector<imap::ResponseUnit> units;
    bool failed = false;
};

Cut cut(QByteArrayView bytes, qsizetype chunk, bool lend)
{
    imap::ResponseFramer framer(LiteralLimit, LineLimit);
    Cut outcome;
    for (qsizetype at = 0; at < bytes.size() && !outcome.failed; at += chunk) {
        const QByteArrayView piece = bytes.sliced(at, std::min(chunk, bytes.size() - at));
        lend ? framer.lend(piece) : framer.append(piece);
        for (;;) {
            auto unit = framer.next();
            outcome.failed = !unit;
            if (!unit || !*unit)
                break;
            outcome.units.push_back(std::move(**unit));
        }
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const Cut whole = cut(bytes, std::max<qsizetype>(1, bytes.size()), false);
    for (const qsizetype chunk : { 1, 2, 7 }) {
        const Cut pieces = cut(bytes, chunk, chunk != 2);
        fuzz::require(pieces.failed == whole.failed && pieces.units.size() == whole.units.size());
        for (size_t i = 0; i < pieces.units.size(); ++i)
            fuzz::require(pieces.units[i].text == whole.units[i].text && pieces.units[i].literals == whole.units[i].literals);
    }
    for (const imap::ResponseUnit &unit : whole.units) {
        fuzz::require(unit.text.size() <= LineLimit + 1);
        qint64 literals = 0;
        for (const QByteArray &literal : unit.literals)
            literals += literal.size();
        fuzz::require(literals <= LiteralLimit);
    }
    return 0;
}
