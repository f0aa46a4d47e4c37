// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MessageAnalysis.h"

#include "core/html/HtmlWords.h"
#include "core/html/MessageBody.h"
#include "core/mime/Charset.h"
#include "core/mime/Flowed.h"
#include "core/mime/MailReports.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"
#include "core/mime/Preview.h"
#include "core/mime/TransferDecoder.h"

#include <array>

namespace golub::sync {
namespace {

constexpr qsizetype IndexedText = 512 * 1024; //!< characters of one message that are worth indexing
// Bytes of a text in which its first words stand: nearly always the first will do, but some begin with a long quote.
constexpr std::array<qsizetype, 3> PreviewSources { 1536, 16 * 1024, 64 * 1024 };
constexpr qsizetype HtmlForText = 6;       //!< of HTML, so many times more: style sheets come first
constexpr qsizetype GoodPreview = 120;     //!< characters; below it, more of the text is looked at

struct Beginning {
    QString text;
    bool whole = true;
};

//! The beginning of a text part; \a length of its bytes as they were transferred.
Beginning beginningOf(const QByteArray &raw, const mime::Part &part, qsizetype length)
{
    const QByteArrayView content = mime::rawContent(raw, part);
    const bool whole = content.size() <= length;
    QByteArray bytes = mime::decodeTransfer(whole ? content : content.first(length), part.encoding);
    if (const qsizetype lineEnd = bytes.lastIndexOf('\n'); !whole && lineEnd > 0) // not in the middle of a character
        bytes.truncate(lineEnd);
    const QString text = mime::decodeCharset(bytes, part.charset);
    return { part.isFlowed ? mime::flowedToText(text, part.isDelSp) : text, whole };
}

Beginning beginning(const QByteArray &raw, const mime::MessageTree &tree, qsizetype length)
{
    for (const int index : tree.textBody) {
        const mime::Part &part = tree.parts[size_t(index)];
        if (!part.is("text", "plain"))
            continue;
        if (Beginning found = beginningOf(raw, part, length); !found.text.trimmed().isEmpty())
            return found;
    }
    for (const int index : tree.htmlBody) {
        const mime::Part &part = tree.parts[size_t(index)];
        if (!part.is("text", "html"))
            continue;
        Beginning found = beginningOf(raw, part, HtmlForText * length);
        found.text = html::htmlWords(found.text.toUtf8());
        return found;
    }
    return {};
}

QString previewOf(const QByteArray &raw, const mime::MessageTree &tree)
{
    QString preview;
    for (const qsizetype length : PreviewSources) {
        const Beginning found = beginning(raw, tree, length);
        preview = mime::previewText(found.text);
        if (found.whole || preview.size() >= GoodPreview)
            break;
    }
    return preview;
}

store::MessageText listed(const QByteArray &raw, const mime::MessageTree &tree)
{
    store::MessageText text;
    text.envelope = tree.envelope;
    text.hasAttachments = tree.hasAttachments();
    text.report = mime::mailReport(raw, tree);
    return text;
}

} // namespace

store::MessageText analyze(const QByteArray &raw)
{
    const mime::MessageTree tree = mime::readMessage(raw);
    store::MessageText text = listed(raw, tree);
    const QString body = html::bodyWords(raw, tree);
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
    store::MessageText text = listed(raw, tree);
    text.preview = previewOf(raw, tree);
    return text;
}

} // namespace golub::sync
