// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/HtmlToText.h"

#include "core/html/Layout.h"
#include "core/html/Links.h"

#include <algorithm>
#include <vector>

namespace golub::html {
namespace {

//! Marks for a layout that plain text does not have, controls, and what is no character.
bool isUnseen(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0xad || u == 0x200b || u == 0xfeff || u == 0x202d || u == 0x202e || u < 0x20 || (u >= 0x7f && u < 0xa0) || (u >= 0xfdd0 && u <= 0xfdef) || u >= 0xfffe;
}

class TextWriter
{
public:
    TextWriter(const Document &document, const Layout &layout, const TextOptions &options)
        : m_document(document), m_layout(layout), m_options(options)
    {
    }

    QString write()
    {
        const int count = int(m_document.nodes.size());
        for (int i = 0; i < count;) {
            closeUpTo(i);
            if (box(i).hidden) {
                i = node(i).end;
                continue;
            }
            if (node(i).tag == Tag::Text)
                writeText(node(i).text);
            else
                enter(i);
            ++i;
        }
        closeUpTo(count);
        return m_out;
    }

private:
    struct Open {
        int index = 0;
        int margin = 0;           //!< line ends wanted behind
        bool quote = false;
        bool list = false;
        bool item = false;
        bool preserve = false;
        bool cell = false;        //!< of a data table: its row is one line
        QStringView suffix = {};
        int number = 0;           //!< of the next item; 0 for a list without numbers
        QString link = {};
        qsizetype linkStart = 0;
    };

    const Node &node(int index) const { return m_document.nodes[std::size_t(index)]; }
    const Layout::Box &box(int index) const { return m_layout.boxes[std::size_t(index)]; }

    void closeUpTo(int index)
    {
        while (!m_open.empty() && node(m_open.back().index).end <= index) {
            const Open top = m_open.back();
            m_open.pop_back();
            if (!top.link.isEmpty())
                closeLink(top);
            m_quotes -= top.quote ? 1 : 0;
            m_lists -= top.list ? 1 : 0;
            m_preserved -= top.preserve ? 1 : 0;
            m_cells -= top.cell ? 1 : 0;
            if (!top.suffix.isEmpty())
                append(top.suffix);
            if (top.margin > 0)
                breakLine(top.margin);
        }
    }

    void enter(int index)
    {
        Open open { .index = index };
        const Tag tag = node(index).tag;
        switch (tag) {
        case Tag::Br:
            endLine();
            break;
        case Tag::Hr:
            breakLine(1);
            append(u"---");
            breakLine(1);
            break;
        case Tag::Img:
            writeImage(index);
            break;
        case Tag::A:
            open.link = safeLink(node(index).attribute("href"));
            open.linkStart = m_out.size();
            break;
        case Tag::Q:
            writeText(QStringLiteral("“"));
            open.suffix = u"”";
            break;
        case Tag::P: case Tag::H1: case Tag::H2: case Tag::H3: case Tag::H4: case Tag::H5: case Tag::H6: case Tag::Dl:
            open.margin = 2;
            break;
        case Tag::Pre:
            open.margin = 2;
            open.preserve = true;
            break;
        case Tag::Blockquote:
            open.margin = 2;
            open.quote = m_options.quoteMarks;
            break;
        case Tag::Ul:
        case Tag::Ol:
            open.margin = m_lists > 0 ? 1 : 2;
            open.list = m_cells == 0;
            open.number = tag == Tag::Ol ? std::max(1, node(index).attribute("start").toInt()) : 0;
            break;
        case Tag::Table:
            open.margin = box(index).isDataTable ? 2 : 1;
            break;
        case Tag::Td:
        case Tag::Th:
            enterCell(index, open);
            break;
        default:
            open.margin = isBlock(tag) ? 1 : 0;
        }
        if (open.margin > 0)
            breakLine(open.margin);
        m_quotes += open.quote ? 1 : 0;
        m_lists += open.list ? 1 : 0;
        m_preserved += open.preserve ? 1 : 0;
        m_cells += open.cell ? 1 : 0;
        if (tag == Tag::Li && m_cells == 0)
            enterItem();
        m_open.push_back(open);
    }

    //! Cells of a data table share a line, those of a layout table do not.
    void enterCell(int index, Open &open)
    {
        int row = node(index).parent;
        int table = row;
        while (table >= 0 && node(table).tag != Tag::Table)
            table = node(table).parent;
        if (table < 0 || !box(table).isDataTable) {
            open.margin = 1;
            return;
        }
        if (row >= 0 && node(row).tag == Tag::Tr && index > row + 1 && m_rowWithCell == row) {
            m_space = false;
            append(u" | ");
        }
        m_rowWithCell = row;
        open.cell = true;
    }

    void enterItem()
    {
        for (std::size_t i = m_open.size(); i-- > 0;) {
            if (!m_open[i].list)
                continue;
            m_marker = m_open[i].number > 0 ? QString::number(m_open[i].number++) + QStringLiteral(". ") : QStringLiteral("- ");
            return;
        }
        m_marker = QStringLiteral("- ");
    }

    void writeImage(int index)
    {
        const QString alt = node(index).attribute("alt").simplified();
        if (alt.isEmpty())
            return;
        const bool inLink = std::any_of(m_open.begin(), m_open.end(), [](const Open &open) { return !open.link.isEmpty(); });
        append(inLink ? alt : u'[' + alt + u']');
    }

    void closeLink(const Open &link)
    {
        if (!m_options.linkTargets || link.link.size() > 2000)
            return;
        const QString shown = m_out.sliced(std::min(link.linkStart, m_out.size())).trimmed();
        const auto bare = [](QString text) {
            text = text.toLower();
            for (const QStringView prefix : { QStringView(u"https://"), QStringView(u"http://"), QStringView(u"mailto:"), QStringView(u"tel:"), QStringView(u"www.") }) {
                if (text.startsWith(prefix))
                    text.remove(0, prefix.size());
            }
            return text.endsWith(u'/') ? text.chopped(1) : text;
        };
        if (shown.isEmpty() || bare(shown) == bare(link.link) || bare(shown).remove(u' ') == bare(link.link))
            return;
        m_space = true;
        append(u'<' + (link.link.startsWith(u"mailto:") ? link.link.sliced(7) : link.link) + u'>');
    }

    //! Blanks at line ends are gone; the one of the signature's mark means something.
    void completeMark()
    {
        if (m_wanted == 0 && m_preserved == 0 && m_out.endsWith(u"--") && (m_out.size() == 2 || m_out[m_out.size() - 3] == u'\n' || m_out.endsWith(u"> --")))
            m_out += u' ';
    }

    void breakLine(int lines)
    {
        if (m_cells > 0) {
            m_space = m_wanted == 0 && !m_out.isEmpty() && !m_out.endsWith(u" | ");
            return;
        }
        completeMark();
        if (m_marker.isEmpty()) // a paragraph at an item's start stands beside the mark
            m_wanted = std::max(m_wanted, lines);
        m_space = false;
    }

    //! A line break of the author's: behind text it ends the line, else it makes an empty one.
    void endLine()
    {
        if (m_cells > 0) {
            breakLine(1);
            return;
        }
        completeMark();
        m_wanted = std::min(m_wanted + 1, 3);
        m_space = false;
    }

    //! Line ends that are due, the quote marks and the list item's mark.
    void startLine()
    {
        if (m_wanted > 0 && !m_out.isEmpty()) {
            const int level = std::min(m_quotes, m_lastQuotes);
            m_out += u'\n';
            for (int i = 1; i < m_wanted; ++i)
                m_out += (level > 0 ? QString(level, u'>') : QString()) + u'\n';
        }
        if (m_wanted > 0 || m_out.isEmpty()) {
            if (m_quotes > 0)
                m_out += QString(std::min(m_quotes, 50), u'>') + u' ';
            const int indent = std::min(m_lists, 20) * 2;
            m_out += m_marker.isEmpty() ? QString(indent, u' ') : QString(std::max(0, indent - 2), u' ') + m_marker;
            m_marker.clear();
            m_lastQuotes = std::min(m_quotes, 50);
        }
        m_wanted = 0;
    }

    void append(QStringView text)
    {
        if (m_wanted > 0 || m_out.isEmpty())
            startLine();
        else if (m_space)
            m_out += u' ';
        m_space = false;
        m_out += text;
    }

    void writeText(const QString &text)
    {
        if (m_preserved > 0) {
            const QStringList lines = text.split(u'\n');
            for (qsizetype i = 0; i < lines.size(); ++i) {
                if (i > 0)
                    endLine();
                if (!lines.at(i).isEmpty())
                    append(lines.at(i));
            }
            return;
        }
        qsizetype start = 0;
        for (qsizetype i = 0; i <= text.size(); ++i) {
            if (i < text.size() && !text[i].isSpace() && !isUnseen(text[i]))
                continue;
            if (i > start)
                append(QStringView(text).sliced(start, i - start));
            if (i < text.size() && text[i].isSpace() && m_wanted == 0 && !m_out.isEmpty())
                m_space = true;
            start = i + 1;
        }
    }

    const Document &m_document;
    const Layout &m_layout;
    const TextOptions m_options;
    QString m_out;
    QString m_marker;
    std::vector<Open> m_open;
    int m_wanted = 0;
    int m_quotes = 0;
    int m_lastQuotes = 0;
    int m_lists = 0;
    int m_preserved = 0;
    int m_cells = 0;
    int m_rowWithCell = -1;
    bool m_space = false;
};

} // namespace

QString htmlToText(QByteArrayView utf8, const TextOptions &options)
{
    const Document document = Document::parse(utf8);
    return TextWriter(document, Layout::of(document), options).write();
}

QString htmlToText(QStringView html, const TextOptions &options)
{
    return htmlToText(QByteArrayView(html.toUtf8()), options);
}

} // namespace golub::html
