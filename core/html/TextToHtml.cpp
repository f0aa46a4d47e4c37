// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/TextToHtml.h"

#include "core/base/Limits.h"

#include <QUrl>

#include <algorithm>

namespace golub::html {
namespace {

//! Runs of quoted lines that are drawn with bars; a mail with more of them gets indented text for the rest.
constexpr int MaxBars = 400;
constexpr int MaxLevel = 12;
//! Qt lays a block out as a whole: longer ones are divided.
constexpr int MaxBlockLines = 200;

class Escaper
{
public:
    explicit Escaper(QString &out) : m_out(out) { }

    void add(QStringView text)
    {
        for (const QChar c : text) {
            if (c == QChar(0x202d) || c == QChar(0x202e) || (c.unicode() < 0x20 && c != u'\t'))
                continue;
            if (c == u' ' || c == u'\t')
                m_word = 0;
            else if (++m_word > limits::HtmlWordLength && !c.isLowSurrogate()) {
                m_out += QChar(0x200b);
                m_word = 1;
            }
            if (c == u'<')
                m_out += QStringLiteral("&lt;");
            else if (c == u'>')
                m_out += QStringLiteral("&gt;");
            else if (c == u'&')
                m_out += QStringLiteral("&amp;");
            else if (c == u'"')
                m_out += QStringLiteral("&quot;");
            else if (c == u'\t')
                m_out += QStringLiteral("        ");
            else
                m_out += c;
        }
    }

private:
    QString &m_out;
    int m_word = 0;
};

struct Line {
    int level = 0;
    QStringView text;
};

//! "> > text", ">> text" and ">text" alike. "From " quoting and a blank before the first mark are no quotes.
Line splitQuote(QStringView line)
{
    Line result;
    qsizetype at = 0;
    while (at < line.size()) {
        if (line[at] == u'>') {
            ++result.level;
            ++at;
        } else if (result.level > 0 && line[at] == u' ' && at + 1 < line.size() && line[at + 1] == u'>') {
            ++at;
        } else {
            break;
        }
    }
    if (result.level > 0 && at < line.size() && line[at] == u' ')
        ++at;
    result.text = line.sliced(at);
    return result;
}

//! Latin beside Cyrillic or Greek letters: how addresses are made to look like others.
bool mixesScripts(QStringView host)
{
    bool latin = false;
    bool other = false;
    for (const QChar c : host) {
        if (!c.isLetter())
            continue;
        const QChar::Script script = c.script();
        latin |= script == QChar::Script_Latin;
        other |= script == QChar::Script_Cyrillic || script == QChar::Script_Greek;
    }
    return latin && other;
}

void addLinked(QString &out, QStringView text)
{
    Escaper escaper(out);
    qsizetype at = 0;
    for (const TextLink &link : findLinks(text)) {
        escaper.add(text.sliced(at, link.start - at));
        const QStringView shown = text.sliced(link.start, link.length);
        out += QStringLiteral("<a href=\"") + link.target.toHtmlEscaped() + QStringLiteral("\">");
        escaper.add(shown);
        out += QStringLiteral("</a>");
        qsizetype host = shown.indexOf(u"://");
        host = host < 0 ? 0 : host + 3;
        qsizetype hostEnd = shown.indexOf(u'/', host);
        hostEnd = hostEnd < 0 ? shown.size() : hostEnd;
        if (mixesScripts(shown.sliced(host, hostEnd - host)))
            out += QStringLiteral(" [") + QString::fromLatin1(QUrl::toAce(QUrl(link.target).host())).toHtmlEscaped() + u']';
        at = link.start + link.length;
    }
    escaper.add(text.sliced(at));
}

class Renderer
{
public:
    explicit Renderer(const TextStyle &style) : m_style(style) { }

    QString render(QStringView text)
    {
        const QList<QStringView> lines = text.split(u'\n');
        qsizetype first = 0;
        qsizetype last = std::min<qsizetype>(lines.size(), limits::HtmlTextLines);
        const bool cut = last < lines.size();
        while (last > 0 && lines[last - 1].trimmed().isEmpty())
            --last;
        while (first < last && lines[first].trimmed().isEmpty())
            ++first;
        qsizetype signature = last;
        for (qsizetype i = last; i-- > first;) {
            if (lines[i] == u"-- " || lines[i] == u"-- \r") {
                signature = i;
                break;
            }
        }
        m_out.reserve(text.size() + text.size() / 4);
        while (first < last) {
            const Line head = lineAt(lines, first, signature);
            qsizetype end = first + 1;
            while (end < last && end != signature && lineAt(lines, end, signature).level == head.level)
                ++end;
            renderRun(lines, first, end, head.level, signature);
            first = end;
        }
        if (cut)
            m_out += QStringLiteral("<div>[…]</div>");
        return std::move(m_out);
    }

private:
    //! In a signature, ">" is no quote.
    static Line lineAt(const QList<QStringView> &lines, qsizetype at, qsizetype signature)
    {
        QStringView line = lines[at];
        if (line.endsWith(u'\r'))
            line.chop(1);
        return at >= signature ? Line { 0, line } : splitQuote(line);
    }

    void renderRun(const QList<QStringView> &lines, qsizetype first, qsizetype end, int level, qsizetype signature)
    {
        QString color;
        if (level > 0 && !m_style.quoteColors.isEmpty())
            color = m_style.quoteColors.at((level - 1) % m_style.quoteColors.size());
        else if (first >= signature)
            color = m_style.signatureColor;
        const bool bars = level > 0 && m_bars < MaxBars;
        QString css = QStringLiteral("white-space:pre-wrap");
        if (!color.isEmpty())
            css += QStringLiteral(";color:") + color.toHtmlEscaped();
        if (bars)
            openBars(level);
        else if (level > 0)
            css += QStringLiteral(";margin-left:%1px").arg(std::min(level, MaxLevel) * 12);
        renderParagraphs(lines, first, end, signature, css);
        if (bars)
            m_out += QStringLiteral("</td></tr></table>");
    }

    void openBars(int level)
    {
        ++m_bars;
        m_out += QStringLiteral("<table border=\"0\" cellspacing=\"0\" cellpadding=\"0\" width=\"100%\"><tr>");
        for (int i = 0; i < std::min(level, MaxLevel); ++i) {
            const QString color = m_style.quoteColors.isEmpty() ? m_style.signatureColor : m_style.quoteColors.at(i % m_style.quoteColors.size());
            m_out += QStringLiteral("<td width=\"3\" style=\"background-color:%1\"></td><td width=\"7\"></td>").arg(color.toHtmlEscaped());
        }
        m_out += QStringLiteral("<td>");
    }

    //! Lines between empty ones are a block of their own; empty lines end the block before them.
    void renderParagraphs(const QList<QStringView> &lines, qsizetype first, qsizetype end, qsizetype signature, const QString &css)
    {
        bool open = false;
        bool blank = false;
        int inBlock = 0;
        for (qsizetype i = first; i < end; ++i) {
            const QStringView line = lineAt(lines, i, signature).text;
            if (open && ((blank && !line.isEmpty()) || inBlock >= MaxBlockLines)) {
                inBlock = 0;
                m_out += QStringLiteral("</div>");
                open = false;
            } else if (open) {
                m_out += QStringLiteral("<br>");
            }
            if (!open)
                m_out += QStringLiteral("<div style=\"") + css + QStringLiteral("\">");
            if (!open && line.isEmpty())
                m_out += QStringLiteral("&nbsp;"); // a block without a character is not shown
            open = true;
            ++inBlock;
            blank = line.isEmpty();
            addLinked(m_out, line);
        }
        if (open)
            m_out += QStringLiteral("</div>");
    }

    const TextStyle &m_style;
    QString m_out;
    int m_bars = 0;
};

} // namespace

QString textToHtml(QStringView text, const TextStyle &style)
{
    QString html = Renderer(style).render(text.first(std::min<qsizetype>(text.size(), limits::HtmlBytes)));
    if (text.size() > limits::HtmlBytes)
        html += QStringLiteral("<div>[…]</div>");
    return html;
}

QString escapeLines(QStringView text)
{
    QString out;
    Escaper escaper(out);
    bool first = true;
    for (QStringView line : text.split(u'\n')) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        if (!first)
            out += QStringLiteral("<br>");
        first = false;
        bool blank = true; // a leading blank and every second of a run must not collapse
        QString kept;
        for (const QChar c : line) {
            kept += c == u' ' && blank ? QChar(QChar::Nbsp) : c;
            blank = c == u' ';
        }
        escaper.add(kept);
    }
    return out;
}

} // namespace golub::html
