// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MessageAnalysis.h"

#include "core/html/HtmlToText.h"
#include "core/html/MessageBody.h"
#include "core/mime/Charset.h"
#include "core/mime/Flowed.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"
#include "core/mime/Preview.h"
#include "core/mime/TransferDecoder.h"

namespace golub::sync {
namespace {

constexpr qsizetype IndexedText = 512 * 1024; //!< characters of one message that are worth indexing
constexpr qsizetype PreviewSource = 4 * 1024; //!< bytes of a text in which its first words stand (of HTML, more: style sheets come first)
constexpr qsizetype PreviewHtmlSource = 24 * 1024;

//! The beginning of a text part; \a length of its bytes as they were transferred.
QString beginningOf(const QByteArray &raw, const mime::Part &part, qsizetype length)
{
    const QByteArrayView content = mime::rawContent(raw, part);
    const bool whole = content.size() <= length;
    QByteArray bytes = mime::decodeTransfer(whole ? content : content.first(length), part.encoding);
    if (const qsizetype lineEnd = bytes.lastIndexOf('\n'); !whole && lineEnd > 0) // not in the middle of a character
        bytes.truncate(lineEnd);
    const QString text = mime::decodeCharset(bytes, part.charset);
    return part.isFlowed ? mime::flowedToText(text, part.isDelSp) : text;
}

QString beginning(const QByteArray &raw, const mime::MessageTree &tree, qsizetype length)
{
    for (const int index : tree.textBody) {
        const mime::Part &part = tree.parts[size_t(index)];
        if (!part.is("text", "plain"))
            continue;
        if (const QString text = beginningOf(raw, part, length); !text.trimmed().isEmpty())
            return text;
    }
    for (const int index : tree.htmlBody) {
        const mime::Part &part = tree.parts[size_t(index)];
        if (part.is("text", "html"))
            return html::htmlToText(beginningOf(raw, part, PreviewHtmlSource));
    }
    return {};
}

store::MessageText listed(const mime::MessageTree &tree)
{
    store::MessageText text;
    text.envelope = tree.envelope;
    text.hasAttachments = tree.hasAttachments();
    return text;
}

} // namespace

store::MessageText analyze(const QByteArray &raw)
{
    const mime::MessageTree tree = mime::readMessage(raw);
    store::MessageText text = listed(tree);
    const QString body = html::bodyText(raw, tree);
    text.preview = mime::previewText(body);
    text.text = body.left(IndexedText);
    for (const int part : tree.attachments) {
        if (!tree.parts[size_t(part)].name.isEmpty())
            text.attachmentNames += tree.parts[size_t(part)].name;
    }
    return text;
}

store::MessageText analyzeForList(const QByteArray &raw)
{
    const mime::MessageTree tree = mime::readMessage(raw);
    store::MessageText text = listed(tree);
    text.preview = mime::previewText(beginning(raw, tree, PreviewSource));
    if (text.preview.isEmpty()) // behind a long quote
        text.preview = mime::previewText(beginning(raw, tree, 16 * PreviewSource));
    return text;
}

} // namespace golub::sync
