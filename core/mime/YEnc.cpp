// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/YEnc.h"

#include "core/mime/Ascii.h"
#include "core/mime/Crc32.h"
#include "core/mime/TextLine.h"

#include <algorithm>

namespace golub::mime {
namespace {

constexpr QByteArrayView Begin = "=ybegin ";
constexpr QByteArrayView Piece = "=ypart ";
constexpr QByteArrayView End = "=yend";
constexpr int MaxPieces = 100'000;

// The value behind " key="; empty where there is none.
QByteArrayView valueOf(QByteArrayView line, QByteArrayView key)
{
    for (qsizetype from = line.indexOf(key); from >= 0; from = line.indexOf(key, from + 1)) {
        if (from == 0 || line[from - 1] != ' ')
            continue;
        QByteArrayView value = line.sliced(from + key.size());
        const qsizetype blank = value.indexOf(' ');
        return blank < 0 ? value : value.first(blank);
    }
    return {};
}

qint64 numberOf(QByteArrayView line, QByteArrayView key, qint64 otherwise)
{
    bool ok = false;
    const qint64 value = valueOf(line, key).toByteArray().toLongLong(&ok);
    return ok && value >= 0 ? value : otherwise;
}

std::optional<quint32> checksumOf(QByteArrayView line, QByteArrayView key)
{
    bool ok = false;
    const quint64 value = valueOf(line, key).toByteArray().toULongLong(&ok, 16);
    return ok ? std::optional(quint32(value)) : std::nullopt;
}

void decodeLine(QByteArrayView line, QByteArray &out)
{
    constexpr int Shift = 42;
    constexpr int EscapedShift = 64;
    bool escaped = false;
    for (const char c : line) {
        if (!escaped && c == '=') {
            escaped = true;
            continue;
        }
        out += char(static_cast<unsigned char>(c) - Shift - (escaped ? EscapedShift : 0));
        escaped = false;
    }
}

void judge(YEncBlock &block, QByteArrayView end, qint64 wanted)
{
    wanted = numberOf(end, "size=", wanted);
    block.isComplete = wanted < 0 || wanted == block.content.size();
    // "crc32" of a piece is the whole file's; its own is "pcrc32".
    const std::optional<quint32> expected = checksumOf(end, block.part > 0 ? QByteArrayView("pcrc32=") : QByteArrayView("crc32="));
    if (!expected)
        return;
    Crc32 crc;
    crc.add(block.content);
    block.checksumFits = crc.inverted() == *expected;
}

} // namespace

std::optional<YEncBlock> readYEncBlock(QByteArrayView text)
{
    if (!text.startsWith(Begin))
        return {};
    const TextLine first = lineAt(text, 0);
    const qsizetype name = first.text.indexOf(" name=");
    const QByteArrayView facts = name < 0 ? first.text : first.text.first(name);
    if (valueOf(facts, "line=").isEmpty() || valueOf(facts, "size=").isEmpty()) // prose
        return {};
    YEncBlock block;
    block.name = name < 0 ? QByteArray() : ascii::trimmed(first.text.sliced(name + 6)).toByteArray();
    if (block.name.size() >= 2 && block.name.startsWith('"') && block.name.endsWith('"'))
        block.name = block.name.mid(1, block.name.size() - 2);
    block.fileSize = numberOf(facts, "size=", -1);
    block.part = int(qMin<qint64>(numberOf(facts, "part=", 0), MaxPieces));
    block.total = int(qMin<qint64>(numberOf(facts, "total=", 0), MaxPieces));
    qint64 wanted = block.part > 0 ? -1 : block.fileSize;
    qsizetype at = first.next;
    if (block.part > 0 && text.sliced(at).startsWith(Piece)) {
        const TextLine piece = lineAt(text, at);
        const qint64 from = numberOf(piece.text, "begin=", 1);
        const qint64 to = numberOf(piece.text, "end=", -1);
        block.offset = qMax<qint64>(0, from - 1);
        wanted = to >= from ? to - from + 1 : -1;
        at = piece.next;
    }
    while (at < text.size()) {
        const TextLine line = lineAt(text, at);
        at = line.next;
        if (line.text.startsWith(End) && (line.text.size() == End.size() || line.text[End.size()] == ' ')) {
            judge(block, line.text, wanted);
            break;
        }
        decodeLine(line.text, block.content);
    }
    block.consumed = at;
    return block;
}

YEncFile joinYEncBlocks(std::vector<YEncBlock> pieces)
{
    std::stable_sort(pieces.begin(), pieces.end(), [](const YEncBlock &a, const YEncBlock &b) { return a.offset < b.offset; });
    YEncFile file;
    file.isComplete = true;
    qint64 reached = 0;
    for (const YEncBlock &piece : pieces) {
        if (piece.offset < reached && piece.offset + piece.content.size() <= reached)
            continue; // once more
        file.isComplete = file.isComplete && piece.isComplete && piece.offset == reached;
        const qint64 overlap = qMax<qint64>(0, reached - piece.offset);
        file.content += QByteArrayView(piece.content).sliced(overlap);
        reached = piece.offset + piece.content.size();
    }
    if (!pieces.empty() && pieces.front().fileSize >= 0)
        file.isComplete = file.isComplete && reached == pieces.front().fileSize;
    return file;
}

} // namespace golub::mime
