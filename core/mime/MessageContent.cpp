// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MessageContent.h"

#include "core/mime/Ascii.h"
#include "core/mime/Base64.h"
#include "core/mime/BodySelection.h"
#include "core/mime/Charset.h"
#include "core/mime/CharsetGuess.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/EnrichedText.h"
#include "core/mime/FilesInText.h"
#include "core/mime/Flowed.h"
#include "core/mime/HeaderScanner.h"
#include "core/mime/SafeFileName.h"
#include "core/mime/TransferDecoder.h"

#include <algorithm>
#include <cstring>

namespace golub::mime {
namespace {

constexpr qsizetype PieceSize = 48 * 1024;

QByteArrayView bytesOf(QByteArrayView raw, const Part &part)
{
    return part.source.isNull() ? raw : QByteArrayView(part.source);
}

// There is nothing to decode.
bool isAsItIs(const Part &part)
{
    return part.isMultipart || (part.encoding != Encoding::Base64 && part.encoding != Encoding::QuotedPrintable && part.encoding != Encoding::UuEncode);
}

HeaderField makeField(QByteArrayView bytes, const RawField &raw)
{
    return { raw.name.of(bytes).toByteArray(), raw.value.of(bytes).toByteArray(), raw.name.offset };
}

// CRLF, LF and lone CR become LF; NUL has no place in text. In place, and by lines: most text has CRLF.
QString normalizedLines(QString text)
{
    const bool hasNul = text.contains(QChar(u'\0'));
    qsizetype from = text.indexOf(u'\r');
    if (from >= 0) {
        QChar *const begin = text.data();
        const QChar *const end = begin + text.size();
        QChar *to = begin + from;
        while (from < text.size()) { // at a carriage return
            const QChar *const line = begin + from + 1;
            if (line == end || *line != u'\n')
                *to++ = u'\n';
            const qsizetype next = text.indexOf(u'\r', from + 1);
            from = next < 0 ? text.size() : next;
            const qsizetype length = begin + from - line;
            std::memmove(to, line, size_t(length) * sizeof(QChar));
            to += length;
        }
        text.truncate(to - begin);
    }
    if (hasNul)
        text.remove(QChar(u'\0'));
    return text;
}

// The usual charsets in which a line end is the byte that it is in ASCII.
bool hasAsciiLineEnds(QByteArrayView label)
{
    static constexpr const char *Starts[] = { "utf-8", "us-ascii", "iso-8859-", "windows-125" };
    return label.isEmpty() || std::any_of(std::begin(Starts), std::end(Starts), [label](const char *start) { return ascii::startsWithIgnoreCase(label, start); });
}

// The same before decoding: half as much to look through and to move.
QByteArray normalizedLineBytes(QByteArrayView bytes)
{
    QByteArray out(bytes.size(), Qt::Uninitialized);
    char *to = out.data();
    for (qsizetype line = 0; line < bytes.size();) {
        const qsizetype end = ascii::find(bytes, '\r', line);
        std::memcpy(to, bytes.data() + line, size_t(end - line));
        to += end - line;
        line = end + 1;
        if (end < bytes.size() && (line == bytes.size() || bytes[line] != '\n'))
            *to++ = '\n';
    }
    out.truncate(to - out.constData());
    return out;
}

QString decodedLines(QByteArrayView content, QByteArrayView label)
{
    // Zeros are those of UTF-16 under any label.
    if (hasAsciiLineEnds(label) && ascii::find(content, '\0') == content.size())
        return decodeCharset(normalizedLineBytes(content), label);
    return normalizedLines(decodeCharset(content, label));
}

bool isShownText(const Part &part)
{
    return part.isText() || isTextStandIn(part);
}

bool hasFilesInText(const MessageTree &tree, int text)
{
    return std::any_of(tree.filesInText.begin(), tree.filesInText.end(), [&](int file) { return tree.parts[size_t(file)].parent == text; });
}

// What the part says, or an HTML text says of itself.
QByteArray labelOf(QByteArrayView content, const Part &part)
{
    if ((part.charset.isEmpty() || part.charset == "us-ascii") && part.is("text", "html")) {
        if (const QByteArray declared = declaredHtmlCharset(content); !declared.isEmpty())
            return declared;
    }
    return part.charset;
}

// \a chosen: the reader's charset, which is not doubted; empty for what the part says, or an HTML text says of itself.
QString textOf(QByteArrayView content, const Part &part, QByteArrayView chosen)
{
    if (!chosen.isEmpty())
        return normalizedLines(decodeExactly(content, chosen));
    return decodedLines(content, labelOf(content, part));
}

QString joinBodies(QByteArrayView raw, const MessageTree &tree, const QList<int> &bodies, bool html, QByteArrayView charset)
{
    QString out;
    for (const int index : bodies) {
        const Part &part = tree.parts[size_t(index)];
        const bool wanted = html ? part.is("text", "html") || isEnriched(part) : !part.is("text", "html");
        if (!isShownText(part) || !wanted)
            continue;
        if (!out.isEmpty() && !out.endsWith(u'\n'))
            out += u'\n';
        out += html ? partHtml(raw, tree, index, charset) : partText(raw, tree, index, charset);
    }
    return out;
}

} // namespace

QString HeaderField::text() const
{
    return decodeHeaderText(rawValue);
}

QList<HeaderField> headerFields(QByteArrayView raw, const Part &part)
{
    const QByteArrayView bytes = bytesOf(raw, part);
    QList<HeaderField> fields;
    HeaderScanner scanner(bytes.first(qMin(part.header.end(), bytes.size())), part.header.offset);
    RawField field;
    while (scanner.next(field))
        fields.append(makeField(bytes, field));
    return fields;
}

std::optional<HeaderField> headerField(QByteArrayView raw, const Part &part, QByteArrayView name)
{
    const QByteArrayView bytes = bytesOf(raw, part);
    const QByteArray wanted = ascii::toLower(name);
    HeaderScanner scanner(bytes.first(qMin(part.header.end(), bytes.size())), part.header.offset);
    RawField field;
    while (scanner.next(field)) {
        if (ascii::equalsIgnoreCase(field.name.of(bytes), wanted))
            return makeField(bytes, field);
    }
    return {};
}

QList<HeaderField> headerFieldsOf(QByteArrayView headerBytes)
{
    QList<HeaderField> fields;
    HeaderScanner scanner(headerBytes, 0);
    RawField field;
    while (scanner.next(field))
        fields.append(makeField(headerBytes, field));
    return fields;
}

QByteArrayView rawContent(QByteArrayView raw, const Part &part)
{
    return part.body.of(bytesOf(raw, part));
}

QByteArrayView rawPart(QByteArrayView raw, const Part &part)
{
    return Span { part.header.offset, part.body.end() - part.header.offset }.of(bytesOf(raw, part));
}

QByteArray decodedContent(QByteArrayView raw, const Part &part)
{
    return decodeTransfer(rawContent(raw, part), part.isMultipart ? Encoding::Binary : part.encoding);
}

void decodeContent(QByteArrayView raw, const Part &part, const std::function<bool(QByteArrayView)> &sink)
{
    TransferDecoder decoder(part.isMultipart ? Encoding::Binary : part.encoding);
    const QByteArrayView content = rawContent(raw, part);
    QByteArray piece;
    for (qsizetype i = 0; i < content.size(); i += PieceSize) {
        piece.resize(0);
        decoder.decode(content.sliced(i, qMin(PieceSize, content.size() - i)), piece);
        if (!piece.isEmpty() && !sink(piece))
            return;
    }
    piece.resize(0);
    decoder.finish(piece);
    if (!piece.isEmpty())
        sink(piece);
}

qint64 decodedSize(QByteArrayView raw, const Part &part)
{
    const QByteArrayView content = rawContent(raw, part);
    if (isAsItIs(part))
        return content.size();
    if (part.encoding == Encoding::Base64) {
        Base64Decoder counter;
        const qint64 size = counter.count(content);
        return size + counter.countRest();
    }
    qint64 size = 0;
    decodeContent(raw, part, [&size](QByteArrayView piece) {
        size += piece.size();
        return true;
    });
    return size;
}

QString decodedText(QByteArrayView raw, const Part &part, QByteArrayView charset)
{
    return isAsItIs(part) ? textOf(rawContent(raw, part), part, charset) : textOf(decodedContent(raw, part), part, charset);
}

QString partText(QByteArrayView raw, const MessageTree &tree, int index, QByteArrayView charset)
{
    const Part &part = tree.parts[size_t(index)];
    const QString text = hasFilesInText(tree, index) ? textOf(withoutFilesInText(decodedContent(raw, part)), part, charset) : decodedText(raw, part, charset);
    if (isEnriched(part))
        return enrichedToText(text, enrichedKind(part));
    return part.isFlowed ? flowedToText(text, part.isDelSp) : text;
}

QString partHtml(QByteArrayView raw, const MessageTree &tree, int index, QByteArrayView charset)
{
    const Part &part = tree.parts[size_t(index)];
    const QString text = decodedText(raw, part, charset);
    return isEnriched(part) ? enrichedToHtml(text, enrichedKind(part)) : text;
}

QByteArray partUtf8(QByteArrayView raw, const MessageTree &tree, int index)
{
    const Part &part = tree.parts[size_t(index)];
    const bool isHtml = part.is("text", "html");
    const auto converted = [&] { return (isHtml ? partHtml(raw, tree, index) : partText(raw, tree, index)).toUtf8(); };
    if (isEnriched(part) || part.isFlowed || (!isHtml && hasFilesInText(tree, index)))
        return converted();
    const QByteArray decoded = isAsItIs(part) ? QByteArray() : decodedContent(raw, part);
    const QByteArrayView content = isAsItIs(part) ? rawContent(raw, part) : QByteArrayView(decoded);
    const QByteArray label = labelOf(content, part);
    if (!hasAsciiLineEnds(label) || ascii::find(content, '\0') < content.size())
        return converted();
    return decodeToUtf8(normalizedLineBytes(content), label);
}

QString plainText(QByteArrayView raw, const MessageTree &tree, QByteArrayView charset)
{
    return joinBodies(raw, tree, tree.textBody, false, charset);
}

QString htmlText(QByteArrayView raw, const MessageTree &tree, QByteArrayView charset)
{
    return joinBodies(raw, tree, tree.htmlBody, true, charset);
}

QString attachmentName(const MessageTree &tree, int part)
{
    const Part &entry = tree.parts[size_t(part)];
    const QString name = safeFileName(entry.name);
    if (!name.isEmpty())
        return name;
    const QString extension = entry.isMessage ? QStringLiteral(".eml") : extensionForType(entry.mediaType());
    return QStringLiteral("part-%1%2").arg(part).arg(extension);
}

int partByContentId(const MessageTree &tree, const QString &contentId)
{
    if (contentId.isEmpty())
        return -1;
    for (size_t i = 0; i < tree.parts.size(); ++i) {
        if (tree.parts[i].contentId == contentId)
            return int(i);
    }
    return -1;
}

} // namespace golub::mime
