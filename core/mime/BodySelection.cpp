// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/BodySelection.h"

#include "core/mime/EnrichedText.h"

#include <algorithm>
#include <vector>

namespace golub::mime {
namespace {

bool isMedia(const Part &part)
{
    return part.type == "image" || part.type == "audio" || part.type == "video";
}

// Other forms of the same text, for other readers: nothing that a person would save.
bool isForOtherReaders(const Part &part)
{
    return part.is("text", "x-amp-html") || part.is("text", "watch-html");
}

// The algorithm of RFC 8621 section 4.1.4 with its recursion turned into a stack of multiparts.
class Selection
{
public:
    explicit Selection(const MessageTree &tree) : m_tree(tree) { }

    BodyLists run(int rootIndex)
    {
        const Part &root = m_tree.parts[size_t(rootIndex)];
        if (!root.isMultipart || root.children.isEmpty()) {
            Level top;
            addLeaf(rootIndex, true, top);
            return std::move(m_out);
        }
        enter(rootIndex, {});
        while (!m_levels.empty()) {
            Level &level = m_levels.back();
            const QList<int> &children = m_tree.parts[size_t(level.part)].children;
            if (level.next == children.size()) {
                leave();
                continue;
            }
            const int child = children[level.next];
            const bool first = child == level.firstPart;
            ++level.next;
            const Part &part = m_tree.parts[size_t(child)];
            if (part.isMultipart && !part.children.isEmpty())
                enter(child, level);
            else
                addLeaf(child, first, level);
        }
        return std::move(m_out);
    }

private:
    struct Level {
        int part = 0;
        qsizetype next = 0;
        int firstPart = -1;
        bool alternative = false;
        bool related = false;
        bool inAlternative = false;
        bool toText = true;       // false: this level's parts do not belong to the text body any more
        bool toHtml = true;
        qsizetype textLength = 0;
        qsizetype htmlLength = 0;
    };

    void enter(int index, const Level &parent)
    {
        const Part &part = m_tree.parts[size_t(index)];
        Level level;
        level.part = index;
        level.firstPart = part.children.front();
        level.alternative = part.subtype == "alternative";
        level.related = part.subtype == "related";
        level.inAlternative = parent.inAlternative || level.alternative;
        level.toText = parent.toText;
        level.toHtml = parent.toHtml;
        level.textLength = m_out.text.size();
        level.htmlLength = m_out.html.size();
        if (level.related) // RFC 2387 section 3.2: the root may stand elsewhere
            level.firstPart = relatedRoot(part);
        m_levels.push_back(level);
    }

    int relatedRoot(const Part &related) const
    {
        QString start = related.params.value("start").trimmed();
        if (start.startsWith(u'<') && start.endsWith(u'>'))
            start = start.mid(1, start.size() - 2);
        if (start.isEmpty())
            return related.children.front();
        for (const int child : related.children) {
            if (m_tree.parts[size_t(child)].contentId == start)
                return child;
        }
        return related.children.front();
    }

    void leave()
    {
        const Level level = m_levels.back();
        m_levels.pop_back();
        if (level.alternative)
            dropPoorerForms(level);
        if (!level.alternative || !level.toText || !level.toHtml)
            return;
        const bool noText = level.textLength == m_out.text.size();
        const bool noHtml = level.htmlLength == m_out.html.size();
        if (noText && !noHtml)
            m_out.text += m_out.html.mid(level.htmlLength);
        else if (noHtml && !noText)
            m_out.html += m_out.text.mid(level.textLength);
    }

    // Where there is HTML, text/enriched says the same with less.
    void dropPoorerForms(const Level &level)
    {
        const auto begin = m_out.html.begin() + level.htmlLength;
        const auto enriched = [this](int index) { return isEnriched(m_tree.parts[size_t(index)]); };
        if (!std::all_of(begin, m_out.html.end(), enriched))
            m_out.html.erase(std::remove_if(begin, m_out.html.end(), enriched), m_out.html.end());
    }

    void addLeaf(int index, bool first, Level &level)
    {
        const Part &part = m_tree.parts[size_t(index)];
        const bool plain = part.is("text", "plain") || isTextStandIn(part);
        const bool html = part.is("text", "html") || isEnriched(part);
        const bool media = isMedia(part);
        const bool shown = part.disposition != Disposition::Attachment && (plain || html || media)
            && (first || (!level.related && (media || part.name.isEmpty())));
        if (level.alternative && isForOtherReaders(part))
            return;
        if (!shown) {
            m_out.attachments.append(index);
            return;
        }
        if (level.alternative) {
            if (plain)
                m_out.text.append(index);
            else if (html)
                m_out.html.append(index);
            else
                m_out.attachments.append(index);
            return;
        }
        if (level.inAlternative) {
            level.toHtml = level.toHtml && !plain;
            level.toText = level.toText && !html;
        }
        if (level.toText)
            m_out.text.append(index);
        if (level.toHtml)
            m_out.html.append(index);
        if (media) // also where it stands among the text: a reader that cannot show it there must offer it
            m_out.attachments.append(index);
    }

    const MessageTree &m_tree;
    BodyLists m_out;
    std::vector<Level> m_levels;
};

} // namespace

bool isTextStandIn(const Part &part)
{
    return part.isMultipart && part.children.isEmpty() && part.body.length > 0;
}

BodyLists bodyListsOf(const MessageTree &tree, int root)
{
    return Selection(tree).run(root);
}

void selectBodies(MessageTree &tree)
{
    BodyLists lists = bodyListsOf(tree, 0);
    tree.textBody = std::move(lists.text);
    tree.htmlBody = std::move(lists.html);
    tree.attachments = std::move(lists.attachments);
}

} // namespace golub::mime
