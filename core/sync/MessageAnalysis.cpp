// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MessageAnalysis.h"

#include "core/html/HtmlToText.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"

namespace golub::sync {
namespace {

constexpr qsizetype PreviewLength = 200;
constexpr qsizetype IndexedText = 512 * 1024; //!< characters of one message that are worth indexing

//! The first words that the author wrote: no quoted lines, no blank runs.
QString previewOf(const QString &text)
{
    QString preview;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        const QStringView words = line.trimmed();
        if (words.isEmpty() || words.startsWith(u'>'))
            continue;
        if (words == u"--")
            break; // the signature
        if (!preview.isEmpty())
            preview += u' ';
        preview += words.left(PreviewLength);
        if (preview.size() >= PreviewLength)
            break;
    }
    return preview.simplified().left(PreviewLength);
}

} // namespace

store::MessageText analyze(const QByteArray &raw)
{
    const mime::MessageTree tree = mime::readMessage(raw);
    store::MessageText text;
    text.envelope = tree.envelope;
    text.hasAttachments = tree.hasAttachments();
    QString body = mime::plainText(raw, tree);
    if (body.trimmed().isEmpty())
        body = html::htmlToText(mime::htmlText(raw, tree));
    text.preview = previewOf(body);
    text.text = body.left(IndexedText);
    for (const int part : tree.attachments) {
        if (!tree.parts[size_t(part)].name.isEmpty())
            text.attachmentNames += tree.parts[size_t(part)].name;
    }
    return text;
}

} // namespace golub::sync
