// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MessageContent.h"

#include "core/mime/Ascii.h"
#include "core/mime/BodySelection.h"
#include "core/mime/Charset.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/FilesInText.h"
#include "core/mime/Flowed.h"
#include "core/mime/HeaderScanner.h"
#include "core/mime/SafeFileName.h"
#include "core/mime/TransferDecoder.h"

#include <algorithm>

namespace golub::mime {
namespace {

constexpr qsizetype PieceSize = 48 * 1024;

QByteArrayView bytesOf(QByteArrayView raw, const Part &part)
{
    return part.source.isNull() ? raw : QByteArrayView(part.source);
}

HeaderField makeField(QByteArrayView bytes, const RawField &raw)
{
    return { raw.name.of(bytes).toByteArray(), raw.value.of(bytes).toByteArray(), raw.name.offset };
}

// CRLF, LF and lone CR become LF; NUL has no place in text.
QString normalizedLines(QString text)
{
    if (!text.contains(u'\r') && !text.contains(QChar(u'\0')))
        return text;
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\r') {
            if (i + 1 >= text.size() || text[i + 1] != u'\n')
                out += u'\n';
        } else if (c.unicode() != 0) {
            out += c;
        }
    }
    return out;
}

bool isShownText(const Part &part)
{
    return part.isText() || isTextStandIn(part);
}

bool hasFilesInText(const MessageTree &tree, int text)
{
    return std::any_of(tree.filesInText.begin(), tree.filesInText.end(), [&](int file) { return tree.parts[size_t(file)].parent == text; });
}

QString textOf(QByteArrayView content, QByteArrayView charset)
{
    return normalizedLines(decodeCharset(content, charset));
}

QString joinBodies(QByteArrayView raw, const MessageTree &tree, const QList<int> &bodies, bool html)
{
    QString out;
    for (const int index : bodies) {
        const Part &part = tree.parts[size_t(index)];
        if (!isShownText(part) || part.is("text", "html") != html)
            continue;
        QString text = hasFilesInText(tree, index) ? textOf(withoutFilesInText(decodedContent(raw, part)), part.charset) : decodedText(raw, part);
        if (part.isFlowed)
            text = flowedToText(text, part.isDelSp);
        if (!out.isEmpty() && !out.endsWith(u'\n'))
            out += u'\n';
        out += text;
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
    if (part.isMultipart || part.encoding == Encoding::SevenBit || part.encoding == Encoding::EightBit || part.encoding == Encoding::Binary)
        return rawContent(raw, part).size();
    qint64 size = 0;
    decodeContent(raw, part, [&size](QByteArrayView piece) {
        size += piece.size();
        return true;
    });
    return size;
}

QString decodedText(QByteArrayView raw, const Part &part, QByteArrayView charset)
{
    const QByteArray bytes = decodedContent(raw, part);
    return textOf(bytes, charset.isEmpty() ? QByteArrayView(part.charset) : charset);
}

QString plainText(QByteArrayView raw, const MessageTree &tree)
{
    return joinBodies(raw, tree, tree.textBody, false);
}

QString htmlText(QByteArrayView raw, const MessageTree &tree)
{
    return joinBodies(raw, tree, tree.htmlBody, true);
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
