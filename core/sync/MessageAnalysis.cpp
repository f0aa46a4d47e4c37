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

#include <algorithm>
#include <array>

namespace golub::sync {
namespace {

constexpr qsizetype IndexedText = 768 * 1024; //!< bytes of one message that are worth indexing
// Bytes of a text in which its first words stand: nearly always the first will do, but some begin with a long quote.
constexpr std::array<qsizetype, 3> PreviewSources { 1536, 16 * 1024, 64 * 1024 };
constexpr qsizetype HtmlForText = 6;       //!< of HTML, so many times more: style sheets come first
constexpr qsizetype AttachedText = 128 * 1024; //!< the same, of all that is attached
constexpr qsizetype GoodPreview = 120;     //!< characters; below it, more of the text is looked at

//! Of a text, in UTF-8.
struct Beginning {
    QByteArray text = {};
    bool whole = true;
};

//! Without the last line where it is not the \a whole: not in the middle of a character.
QByteArray decodedLines(QByteArrayView content, const mime::Part &part, bool whole)
{
    QByteArray bytes = mime::decodeTransfer(content, part.encoding);
    if (const qsizetype lineEnd = bytes.lastIndexOf('\n'); !whole && lineEnd > 0)
        bytes.truncate(lineEnd);
    return bytes;
}

//! The beginning of a text part; \a length of its bytes as they were transferred.
Beginning beginningOf(const QByteArray &raw, const mime::Part &part, qsizetype length)
{
    const QByteArrayView content = mime::rawContent(raw, part);
    const bool whole = content.size() <= length;
    const QByteArray text = decodedLines(whole ? content : content.first(length), part, whole);
    if (part.isFlowed)
        return { mime::flowedToText(mime::decodeCharset(text, part.charset), part.isDelSp).toUtf8(), whole };
    return { mime::decodeToUtf8(text, part.charset), whole };
}

//! The first words of an HTML part, about \a length bytes, from at most HtmlForText times as many.
Beginning wordsOf(const QByteArray &raw, const mime::Part &part, qsizetype length)
{
    const QByteArrayView content = mime::rawContent(raw, part);
    const bool whole = content.size() <= HtmlForText * length;
    const QByteArray html = mime::decodeToUtf8(decodedLines(whole ? content : content.first(HtmlForText * length), part, whole), part.charset);
    const QByteArray words = html::htmlWordsUtf8(html, length);
    return { words, whole && words.size() < length };
}

bool isBlank(const QByteArray &utf8)
{
    const bool hasLetter = std::any_of(utf8.begin(), utf8.end(), [](char c) { return c > ' ' && c < 0x7F; });
    return !hasLetter && QString::fromUtf8(utf8).trimmed().isEmpty();
}

Beginning beginning(const QByteArray &raw, const mime::MessageTree &tree, qsizetype length)
{
    for (const int index : tree.textBody) {
        const mime::Part &part = tree.parts[size_t(index)];
        if (!part.is("text", "plain"))
            continue;
        if (Beginning found = beginningOf(raw, part, length); !isBlank(found.text))
            return found;
    }
    for (const int index : tree.htmlBody) {
        const mime::Part &part = tree.parts[size_t(index)];
        if (!part.is("text", "html"))
            continue;
        return wordsOf(raw, part, length);
    }
    return {};
}

QString previewOf(const QByteArray &raw, const mime::MessageTree &tree)
{
    QString preview;
    for (const qsizetype length : PreviewSources) {
        const Beginning found = beginning(raw, tree, length);
        preview = mime::previewOfUtf8(found.text);
        if (found.whole || preview.size() >= GoodPreview)
            break;
    }
    return preview;
}

//! To IndexedText, without half a character at its end.
QByteArray shortened(const QByteArray &utf8)
{
    qsizetype end = qMin(utf8.size(), IndexedText);
    while (end > 0 && end < utf8.size() && (uchar(utf8[end]) & 0xC0) == 0x80)
        --end;
    return utf8.first(end);
}

//! A form that stands beside a plain text saying the same.
bool isOtherForm(const mime::MessageTree &tree, const mime::Part &part)
{
    if (part.parent < 0 || !part.is("text", "html"))
        return false;
    const mime::Part &parent = tree.parts[size_t(part.parent)];
    return parent.is("multipart", "alternative")
        && std::any_of(parent.children.begin(), parent.children.end(), [&tree](int child) { return tree.parts[size_t(child)].is("text", "plain"); });
}

//! Subject and people of an attached message.
QString headOf(const QByteArray &raw, const mime::Part &message)
{
    const Envelope envelope = mime::readEnvelope(message.header.of(message.source.isNull() ? QByteArrayView(raw) : QByteArrayView(message.source)));
    QStringList words { envelope.subject };
    for (const Address &address : envelope.from.mailboxes() + envelope.to.mailboxes() + envelope.cc.mailboxes())
        words += { address.name, address.address };
    return words.join(u' ');
}

//! What a person would look for in files of text, in attached messages, and in reports.
QString attachedText(const QByteArray &raw, const mime::MessageTree &tree)
{
    QString text;
    for (int index = 1; index < int(tree.parts.size()) && text.size() < AttachedText; ++index) {
        const mime::Part &part = tree.parts[size_t(index)];
        if (part.parent >= 0 && tree.parts[size_t(part.parent)].isMessage)
            text += headOf(raw, part) + u'\n';
        const bool isReport = part.type == "message" && !part.isMessage;
        const bool isShown = tree.textBody.contains(index) || tree.htmlBody.contains(index);
        if (!part.isLeaf() || !(part.isText() || isReport) || isShown || isOtherForm(tree, part))
            continue;
        const QByteArray words = beginningOf(raw, part, AttachedText).text;
        text += (part.is("text", "html") ? html::htmlWords(words) : QString::fromUtf8(words)).left(AttachedText) + u'\n';
    }
    return text;
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
    const QByteArray body = html::bodyWords(raw, tree);
    text.preview = mime::previewOfUtf8(body);
    text.text = shortened(body);
    if (tree.parts.size() > 1) {
        if (const QString attached = attachedText(raw, tree); !attached.isEmpty())
            text.text += '\n' + attached.toUtf8();
    }
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
