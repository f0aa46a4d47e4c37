// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/MessageBody.h"

#include "core/html/Links.h"
#include "core/html/TextToHtml.h"
#include "core/mime/BodySelection.h"
#include "core/mime/EnrichedText.h"
#include "core/mime/MessageContent.h"

#include <algorithm>

namespace golub::html {
namespace {

bool isHtml(const mime::Part &part)
{
    return part.is("text", "html") || mime::isEnriched(part);
}

bool isText(const mime::Part &part)
{
    return part.isText() || mime::isTextStandIn(part);
}

bool isMedia(const mime::Part &part)
{
    return part.type == "image" || part.type == "audio" || part.type == "video";
}

//! SVG is a document of its own, with scripts.
bool isPicture(const mime::Part &part)
{
    return part.type == "image" && !part.subtype.startsWith("svg");
}

class BodyBuilder
{
public:
    BodyBuilder(QByteArrayView raw, const mime::MessageTree &tree, QByteArrayView charset, const SanitizeOptions &options)
        : m_raw(raw), m_tree(tree), m_charset(charset), m_options(options)
    {
    }

    MessageBody build()
    {
        bool empty = true;
        for (const int index : m_tree.htmlBody)
            empty = !add(index) && empty;
        if (empty) { // an empty HTML beside a text that says something
            for (const int index : m_tree.textBody)
                add(index);
        }
        return std::move(m_body);
    }

private:
    //! True where there was something to show.
    bool add(int index)
    {
        const mime::Part &part = m_tree.parts[std::size_t(index)];
        if (isPicture(part)) {
            picture(index, part);
            return true;
        }
        if (!isText(part))
            return false;
        if (isHtml(part))
            return sanitized(mime::partHtml(m_raw, m_tree, index, m_charset));
        const QString text = mime::partText(m_raw, m_tree, index, m_charset);
        if (text.trimmed().isEmpty())
            return false;
        m_body.html += textToHtml(text);
        return true;
    }

    bool sanitized(const QString &html)
    {
        if (html.trimmed().isEmpty())
            return false;
        const SanitizedHtml clean = sanitize(html, m_options);
        m_body.isPlain = false;
        m_body.html += clean.html;
        m_body.blockedRemoteItems += clean.blockedRemoteItems;
        m_body.complex |= clean.complex;
        m_body.truncated |= clean.truncated;
        for (const QString &id : clean.cidReferences) {
            if (const int part = mime::partByContentId(m_tree, id); part >= 0 && isPicture(m_tree.parts[std::size_t(part)]))
                m_body.pictures.insert(id, part);
        }
        return true;
    }

    void picture(int index, const mime::Part &part)
    {
        QString id = part.contentId;
        if (id.isEmpty() || mime::partByContentId(m_tree, id) != index)
            id = QStringLiteral("part-%1@golub.invalid").arg(index);
        QString decoded;
        const QString url = contentIdUrl(QStringLiteral("cid:") + id, decoded);
        if (url.isEmpty() || m_body.pictures.contains(decoded)) // shown by the HTML already
            return;
        m_body.isPlain = false;
        m_body.pictures.insert(decoded, index);
        m_body.html += QStringLiteral("<p><img src=\"") + url + QStringLiteral("\" alt=\"") + mime::attachmentName(m_tree, index).toHtmlEscaped() + QStringLiteral("\"></p>");
    }

    QByteArrayView m_raw;
    const mime::MessageTree &m_tree;
    QByteArrayView m_charset;
    const SanitizeOptions m_options;
    MessageBody m_body;
};

QString joinedText(QByteArrayView raw, const mime::MessageTree &tree, const QList<int> &parts, QByteArrayView charset, const TextOptions &options)
{
    QString out;
    for (const int index : parts) {
        const mime::Part &part = tree.parts[std::size_t(index)];
        if (!isText(part))
            continue;
        const QString text = part.is("text", "html") ? htmlToText(mime::partHtml(raw, tree, index, charset), options) : mime::partText(raw, tree, index, charset);
        if (text.trimmed().isEmpty())
            continue;
        if (!out.isEmpty() && !out.endsWith(u'\n'))
            out += u'\n';
        out += text;
    }
    return out;
}

} // namespace

MessageBody readBody(QByteArrayView raw, const mime::MessageTree &tree, QByteArrayView charset, const SanitizeOptions &options)
{
    return BodyBuilder(raw, tree, charset, options).build();
}

QString bodyText(QByteArrayView raw, const mime::MessageTree &tree, QByteArrayView charset, const TextOptions &options)
{
    const QString text = joinedText(raw, tree, tree.textBody, charset, options);
    return text.isEmpty() ? joinedText(raw, tree, tree.htmlBody, charset, options) : text;
}

QList<int> listedParts(const mime::MessageTree &tree)
{
    QList<int> parts = tree.attachments;
    for (const QList<int> &body : { tree.textBody, tree.htmlBody }) {
        for (const int index : body) {
            if (isMedia(tree.parts[std::size_t(index)]) && !parts.contains(index))
                parts += index;
        }
    }
    std::sort(parts.begin(), parts.end());
    return parts;
}

} // namespace golub::html
