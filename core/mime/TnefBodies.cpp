// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TnefBodies.h"

#include "core/mime/BodySelection.h"
#include "core/mime/MessageContent.h"
#include "core/mime/TnefMime.h"

#include <QSet>

#include <algorithm>

namespace golub::mime {
namespace {

// Markup is left out, roughly: only words are compared.
QStringList words(const QString &text, bool html)
{
    QStringList out;
    QString word;
    bool inTag = false;
    for (const QChar c : text) {
        if (html && (c == u'<' || c == u'>')) {
            inTag = c == u'<';
        } else if (!inTag && c.isLetterOrNumber()) {
            word += c.toLower();
            continue;
        }
        if (!word.isEmpty())
            out.append(std::exchange(word, {}));
    }
    if (!word.isEmpty())
        out.append(word);
    return out;
}

// The plain text beside a winmail.dat is usually its body once more, but may be a list's footer or somebody's comment.
bool saysTheSame(const QString &own, const QString &body, bool html)
{
    const QStringList ownWords = words(own, false);
    const QStringList bodyWords = words(body, html);
    const QSet<QString> known(bodyWords.begin(), bodyWords.end());
    const auto shared = std::count_if(ownWords.begin(), ownWords.end(), [&known](const QString &word) { return known.contains(word); });
    return shared * 10 >= ownWords.size() * 9;
}

// The text of some bodies of one kind.
QString textOf(QByteArrayView raw, const MessageTree &tree, const QList<int> &bodies, bool html)
{
    QString out;
    for (const int index : bodies) {
        const Part &part = tree.parts[size_t(index)];
        if (part.is("text", "html") == html && (part.isText() || isTextStandIn(part)))
            out += decodedText(raw, part);
    }
    return out;
}

bool hasKind(const MessageTree &tree, const QList<int> &bodies, bool html)
{
    return std::any_of(bodies.begin(), bodies.end(), [&](int index) {
        const Part &part = tree.parts[size_t(index)];
        return part.isText() && part.is("text", "html") == html;
    });
}

class Merger
{
public:
    Merger(QByteArrayView raw, MessageTree &tree) : m_raw(raw), m_tree(tree) { }

    void run()
    {
        const QList<int> listed = m_tree.attachments;
        m_tree.attachments.clear();
        for (const int index : listed) {
            const Part &part = m_tree.parts[size_t(index)];
            if (part.isLeaf() || !isTnefPart(part))
                m_tree.attachments.append(index);
            else
                open(part.children.front());
        }
        std::sort(m_tree.attachments.begin(), m_tree.attachments.end());
    }

private:
    void open(int content)
    {
        BodyLists inside = bodyListsOf(m_tree, content);
        for (const int index : std::as_const(inside.attachments)) {
            const Part &part = m_tree.parts[size_t(index)];
            // RTF that says nothing more than the HTML that came out of it.
            if (!part.is("application", "rtf") || part.name != QLatin1String("message.rtf") || !hasKind(m_tree, inside.html, true))
                m_tree.attachments.append(index);
        }
        if (inside.text.isEmpty() && inside.html.isEmpty())
            return;
        const QString own = textOf(m_raw, m_tree, m_tree.textBody, false);
        const QString ownHtml = textOf(m_raw, m_tree, m_tree.htmlBody, true);
        const QString html = textOf(m_raw, m_tree, inside.html, true);
        if (own.trimmed().isEmpty() && ownHtml.trimmed().isEmpty()) {
            m_tree.textBody = inside.text;
            m_tree.htmlBody = inside.html;
        } else if (ownHtml.trimmed().isEmpty() && saysTheSame(own, html.isEmpty() ? textOf(m_raw, m_tree, inside.text, false) : html, !html.isEmpty())) {
            if (!html.isEmpty())
                m_tree.htmlBody = inside.html;
        } else {
            m_tree.attachments += html.isEmpty() ? inside.text : inside.html;
        }
    }

    QByteArrayView m_raw;
    MessageTree &m_tree;
};

} // namespace

void showTnef(QByteArrayView raw, MessageTree &tree)
{
    const bool any = std::any_of(tree.attachments.begin(), tree.attachments.end(), [&tree](int index) {
        const Part &part = tree.parts[size_t(index)];
        return !part.isLeaf() && isTnefPart(part);
    });
    if (any)
        Merger(raw, tree).run();
}

} // namespace golub::mime
