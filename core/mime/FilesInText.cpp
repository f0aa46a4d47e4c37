// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/FilesInText.h"

#include "core/base/Limits.h"
#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/SafeFileName.h"
#include "core/mime/TextLine.h"
#include "core/mime/YEnc.h"

#include <QMap>

#include <cstring>
#include <optional>

namespace golub::mime {
namespace {

qsizetype indexOf(QByteArrayView text, QByteArrayView wanted, qsizetype from)
{
    if (from >= text.size())
        return -1;
    const void *const hit = memmem(text.data() + from, size_t(text.size() - from), wanted.data(), size_t(wanted.size()));
    return hit ? static_cast<const char *>(hit) - text.data() : -1;
}

// "begin 644 name" behind \a keyword: the mode has three or four octal digits.
bool readBegin(QByteArrayView line, QByteArrayView keyword, QByteArray &name)
{
    if (!line.startsWith(keyword))
        return false;
    line = line.sliced(keyword.size());
    qsizetype digits = 0;
    while (digits < line.size() && line[digits] >= '0' && line[digits] <= '7')
        ++digits;
    if (digits < 3 || digits > 6 || digits >= line.size() || line[digits] != ' ')
        return false;
    const QByteArrayView rest = ascii::trimmed(line.sliced(digits));
    name = rest.toByteArray();
    if (name.size() >= 2 && name.startsWith('"') && name.endsWith('"'))
        name = name.mid(1, name.size() - 2);
    return !name.isEmpty();
}

constexpr qsizetype encodedLength(char first)
{
    const int bytes = (first - ' ') & 63;
    return (bytes + 2) / 3 * 4;
}

// A line of uuencode: the number of bytes, then characters from blank to "`"; blanks at its end may have been lost.
bool isUuLine(QByteArrayView line, bool strict)
{
    if (line.isEmpty())
        return false;
    for (const char c : line) {
        if (c < ' ' || c > '`')
            return false;
    }
    const qsizetype wanted = encodedLength(line[0]);
    const qsizetype there = line.size() - 1;
    return there <= wanted + 2 && (!strict || wanted == 0 || there + 2 >= wanted); // some add a sum, some leave out what they can
}

bool isUuZero(QByteArrayView line)
{
    return line.isEmpty() || line == "`" || line == " ";
}

// From behind the "begin" line; false where this is no uuencode.
bool readUu(QByteArrayView text, qsizetype at, FileInText &file)
{
    bool first = true;
    while (at < text.size()) {
        const TextLine line = lineAt(text, at);
        const bool atEnd = ascii::trimmed(line.text) == "end";
        if (atEnd || (isUuZero(line.text) && line.next < text.size() && ascii::trimmed(lineAt(text, line.next).text) == "end")) {
            file.isComplete = true;
            at = atEnd ? line.next : lineAt(text, line.next).next;
            break;
        }
        if (!isUuLine(line.text, first)) {
            if (first)
                return false;
            break;
        }
        first = false;
        at = line.next;
    }
    if (first && !file.isComplete)
        return false;
    file.block.length = at - file.block.offset;
    file.content = file.block;
    return true;
}

bool readBase64(QByteArrayView text, qsizetype at, FileInText &file)
{
    const qsizetype start = at;
    while (at < text.size()) {
        const TextLine line = lineAt(text, at);
        if (line.text == "====") {
            file.content = { start, at - start };
            file.isComplete = true;
            at = line.next;
            break;
        }
        for (const char c : line.text) {
            if (!ascii::isLetter(c) && !ascii::isDigit(c) && c != '+' && c != '/' && c != '=')
                return false; // a sentence; nothing is lost when it stays
        }
        at = line.next;
    }
    file.block.length = at - file.block.offset;
    return file.isComplete;
}

// The file whose first line is at \a start.
std::optional<FileInText> readFile(QByteArrayView text, qsizetype start)
{
    FileInText file;
    file.block.offset = start;
    const TextLine line = lineAt(text, start);
    if (line.text.startsWith('=')) {
        const std::optional<YEncBlock> block = readYEncBlock(text.sliced(start));
        if (!block)
            return {};
        file.kind = FileInText::Kind::YEnc;
        file.block.length = block->consumed;
        file.content = file.block;
        file.name = block->name;
        file.isComplete = block->isComplete;
        return file;
    }
    if (readBegin(line.text, "begin ", file.name))
        return readUu(text, line.next, file) ? std::optional(file) : std::nullopt;
    file.kind = FileInText::Kind::Base64;
    if (readBegin(line.text, "begin-base64 ", file.name))
        return readBase64(text, line.next, file) ? std::optional(file) : std::nullopt;
    return {};
}

QByteArray cut(QByteArrayView text, const std::vector<FileInText> &files)
{
    QByteArray out;
    out.reserve(text.size());
    qsizetype at = 0;
    for (const FileInText &file : files) {
        out += text.sliced(at, file.block.offset - at);
        at = file.block.end();
    }
    out += text.sliced(at);
    return out;
}

// Puts the files of one text into the tree.
class Adder
{
public:
    Adder(MessageTree &tree, int text) : m_tree(tree), m_text(text) { }

    void add(QByteArrayView decoded, bool isRaw)
    {
        const std::vector<FileInText> files = findFilesInText(decoded);
        for (const FileInText &file : files) {
            if (m_tree.parts.size() >= size_t(limits::MimeParts)) {
                m_tree.diagnostics.push_back({ DiagnosticKind::PartsLimit, offsetOf(file) });
                return;
            }
            m_isRaw = isRaw;
            if (file.kind == FileInText::Kind::YEnc)
                addYEnc(decoded, file);
            else
                addEncoded(decoded, file);
        }
        finishYEnc();
    }

private:
    const Part &text() const { return m_tree.parts[size_t(m_text)]; }
    // Inside of a decoded copy: where the text is.
    qsizetype offsetOf(const FileInText &file) const { return text().body.offset + (m_isRaw ? file.block.offset : 0); }

    int begin(const QByteArray &name)
    {
        Part part;
        part.name = decodeUnlabelled(name);
        const QByteArray type = typeForFileName(part.name);
        const qsizetype slash = type.indexOf('/');
        part.type = type.first(slash);
        part.subtype = type.mid(slash + 1);
        part.disposition = Disposition::Attachment;
        part.parent = m_text;
        part.depth = text().depth + 1;
        const int index = int(m_tree.parts.size());
        m_tree.parts.push_back(std::move(part));
        m_tree.filesInText.push_back(index);
        m_tree.attachments.append(index);
        return index;
    }

    void addEncoded(QByteArrayView decoded, const FileInText &file)
    {
        const int index = begin(file.name);
        Part &part = m_tree.parts[size_t(index)];
        part.encoding = file.kind == FileInText::Kind::Base64 ? Encoding::Base64 : Encoding::UuEncode;
        if (m_isRaw) {
            part.source = text().source;
            part.header = { text().body.offset + file.content.offset, 0 };
            part.body = { part.header.offset, file.content.length };
        } else {
            part.source = file.content.of(decoded).toByteArray();
            part.body = { 0, part.source.size() };
        }
        if (!file.isComplete)
            m_tree.diagnostics.push_back({ DiagnosticKind::TruncatedContent, offsetOf(file) });
    }

    void addYEnc(QByteArrayView decoded, const FileInText &file)
    {
        std::optional<YEncBlock> block = readYEncBlock(file.block.of(decoded));
        if (!block)
            return;
        if (!block->checksumFits)
            m_tree.diagnostics.push_back({ DiagnosticKind::ChecksumMismatch, offsetOf(file) });
        // Pieces of one file are one file: that is, those of one name and size.
        const QByteArray key = block->part > 0 ? block->name + '\n' + QByteArray::number(block->fileSize) : QByteArray();
        const auto known = key.isEmpty() ? m_pieces.end() : m_pieces.find(key);
        if (known != m_pieces.end()) {
            known->blocks.push_back(std::move(*block));
            return;
        }
        Pieces pieces { begin(file.name), offsetOf(file), {} };
        pieces.blocks.push_back(std::move(*block));
        m_pieces.insert(key.isEmpty() ? '\n' + QByteArray::number(file.block.offset) : key, std::move(pieces));
    }

    void finishYEnc()
    {
        for (Pieces &pieces : m_pieces) {
            YEncFile file = joinYEncBlocks(std::move(pieces.blocks));
            if (!file.isComplete)
                m_tree.diagnostics.push_back({ DiagnosticKind::TruncatedContent, pieces.offset });
            Part &part = m_tree.parts[size_t(pieces.part)];
            part.encoding = Encoding::Binary;
            part.source = file.content.isNull() ? QByteArray("") : file.content;
            part.body = { 0, part.source.size() };
        }
    }

    struct Pieces {
        int part = -1;
        qsizetype offset = 0;
        std::vector<YEncBlock> blocks;
    };

    MessageTree &m_tree;
    int m_text;
    bool m_isRaw = false;
    QMap<QByteArray, Pieces> m_pieces;
};

} // namespace

std::vector<FileInText> findFilesInText(QByteArrayView text)
{
    std::vector<FileInText> files;
    // Both kinds have "begin" in their first line; nothing else is looked at.
    qsizetype at = 0;
    for (;;) {
        const qsizetype hit = indexOf(text, "begin", at);
        if (hit < 0 || files.size() >= size_t(FilesInTextLimit))
            return files;
        at = hit + 5;
        qsizetype start = hit;
        if (hit >= 2 && text[hit - 1] == 'y' && text[hit - 2] == '=')
            start -= 2;
        if (start > 0 && text[start - 1] != '\n')
            continue;
        if (const std::optional<FileInText> file = readFile(text, start)) {
            files.push_back(*file);
            at = file->block.end();
        }
    }
}

QByteArray withoutFilesInText(QByteArrayView text)
{
    return cut(text, findFilesInText(text));
}

void addFilesInText(MessageTree &tree, int text, QByteArrayView decoded, bool isRaw)
{
    Adder(tree, text).add(decoded, isRaw);
}

} // namespace golub::mime
