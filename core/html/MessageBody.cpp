// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/MessageBody.h"

#include "core/base/Limits.h"
#include "core/html/HtmlWords.h"
#include "core/html/Links.h"
#include "core/html/TextToHtml.h"
#include "core/mime/BodySelection.h"
#include "core/mime/EnrichedText.h"
#include "core/mime/MessageContent.h"

#include <algorithm>
#include <utility>

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
        for (std::size_t i = tree.parts.size(); i-- > 0;) { // the first of several counts
            if (!tree.parts[i].contentId.isEmpty())
                m_partById.insert(tree.parts[i].contentId, int(i));
        }
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
        if (isFull()) {
            if (!std::exchange(m_body.truncated, true))
                m_body.html += QStringLiteral("<div>[…]</div>");
            return true;
        }
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

    //! What a view survives is limited for each part; thousands of parts have no more room together.
    bool isFull() const
    {
        return m_body.html.size() > limits::HtmlBytes || m_rows > limits::HtmlTableRows || m_body.pictures.size() > limits::HtmlImages;
    }

    bool sanitized(const QString &html)
    {
        if (html.trimmed().isEmpty())
            return false;
        const SanitizedHtml clean = sanitize(html, m_options);
        m_body.isPlain = false;
        m_body.html += clean.html;
        m_rows += clean.html.count(QStringLiteral("<tr"));
        m_body.blockedRemoteItems += clean.blockedRemoteItems;
        for (const RemotePicture &picture : clean.remotePictures) {
            if (m_body.remotePictures.size() < limits::HtmlImages && !m_body.remotePictures.contains(picture))
                m_body.remotePictures += picture;
        }
        m_body.complex |= clean.complex;
        m_body.truncated |= clean.truncated;
        for (const QString &id : clean.cidReferences) {
            if (const int part = m_partById.value(id, -1); part >= 0 && isPicture(m_tree.parts[std::size_t(part)]))
                m_body.pictures.insert(id, part);
        }
        return true;
    }

    void picture(int index, const mime::Part &part)
    {
        QString id = part.contentId;
        if (id.isEmpty() || m_partById.value(id, -1) != index)
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
    QHash<QString, int> m_partById;
    MessageBody m_body;
    qsizetype m_rows = 0;
};

//! \a fromHtml turns the HTML of a part into text.
template<class FromHtml>
QString joinedText(QByteArrayView raw, const mime::MessageTree &tree, const QList<int> &parts, QByteArrayView charset, const FromHtml &fromHtml)
{
    QString out;
    for (const int index : parts) {
        const mime::Part &part = tree.parts[std::size_t(index)];
        if (!isText(part))
            continue;
        const QString text = part.is("text", "html") ? fromHtml(mime::partHtml(raw, tree, index, charset)) : mime::partText(raw, tree, index, charset);
        if (text.trimmed().isEmpty())
            continue;
        if (!out.isEmpty() && !out.endsWith(u'\n'))
            out += u'\n';
        out += text;
    }
    return out;
}

bool isBlank(const QByteArray &utf8)
{
    return std::none_of(utf8.begin(), utf8.end(), [](char c) { return c > ' ' && c < 0x7F; }) && QString::fromUtf8(utf8).trimmed().isEmpty();
}

QByteArray joinedWords(QByteArrayView raw, const mime::MessageTree &tree, const QList<int> &parts)
{
    QByteArray out;
    for (const int index : parts) {
        const mime::Part &part = tree.parts[std::size_t(index)];
        if (!isText(part))
            continue;
        const QByteArray text = mime::partUtf8(raw, tree, index);
        const QByteArray words = part.is("text", "html") ? htmlWordsUtf8(text) : text;
        if (isBlank(words))
            continue;
        if (!out.isEmpty() && !out.endsWith('\n'))
            out += '\n';
        out += words;
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
    const auto fromHtml = [&options](const QString &html) { return htmlToText(html, options); };
    const QString text = joinedText(raw, tree, tree.textBody, charset, fromHtml);
    return text.isEmpty() ? joinedText(raw, tree, tree.htmlBody, charset, fromHtml) : text;
}

QByteArray bodyWords(QByteArrayView raw, const mime::MessageTree &tree)
{
    const QByteArray text = joinedWords(raw, tree, tree.textBody);
    return text.isEmpty() ? joinedWords(raw, tree, tree.htmlBody) : text;
}

QList<int> listedParts(const mime::MessageTree &tree)
{
    QList<int> parts = tree.attachments;
    for (const QList<int> &body : { tree.textBody, tree.htmlBody }) {
        for (const int index : body) {
            if (isMedia(tree.parts[std::size_t(index)]))
                parts += index;
        }
    }
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    return parts;
}

} // namespace golub::html
