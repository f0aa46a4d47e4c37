// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/EnrichedText.h"

#include "core/mime/MessageTree.h"

#include <algorithm>
#include <vector>

namespace golub::mime {
namespace {

constexpr qsizetype LongestCommand = 60; // RFC 1896
constexpr std::size_t DeepestNesting = 200;

enum class Kind : quint8 { Text, Break, Start, End };

struct Event {
    Kind kind;
    QString text = {};            // Text: what to show; Start and End: the command, lower case
    QString parameter = {};       // Start: what stood in <param>
    bool literal = false;         // Text and Break: within <nofill> or <verbatim>
};

bool isHidden(const QString &command)
{
    return command == u"param" || command == u"comment";
}

bool isCommand(QStringView name)
{
    return !name.isEmpty() && name.size() <= LongestCommand
        && std::all_of(name.begin(), name.end(), [](QChar c) { return (c < QChar(0x80) && c.isLetterOrNumber()) || c == u'-'; });
}

// Text and commands in order; nesting is made right here, so that every end has its start.
class Parser
{
public:
    Parser(QStringView source, EnrichedKind kind) : m_source(source), m_kind(kind) { }

    std::vector<Event> run()
    {
        while (m_at < m_source.size()) {
            const QChar c = m_source[m_at];
            if (c == u'<')
                command();
            else if (c == u'\n')
                lineEnds();
            else if (c == u'\r')
                ++m_at;
            else
                text();
        }
        while (!m_open.empty())
            close();
        return std::move(m_events);
    }

private:
    bool isLiteral() const { return m_literal > 0; }

    void add(Kind kind, const QString &text)
    {
        if (m_hidden > 0) {
            if (m_open.back() == u"param" && kind == Kind::Text)
                m_parameter += text.left(200);
            return;
        }
        m_events.push_back({ kind, text, {}, isLiteral() });
    }

    void text()
    {
        const qsizetype start = m_at;
        while (m_at < m_source.size() && !QStringView(u"<\n\r").contains(m_source[m_at]))
            ++m_at;
        add(Kind::Text, m_source.sliced(start, m_at - start).toString());
    }

    // RFC 1896: a single line end is a blank, of more of them all but one count. In richtext none does.
    void lineEnds()
    {
        int count = 0;
        while (m_at < m_source.size() && (m_source[m_at] == u'\n' || m_source[m_at] == u'\r'))
            count += m_source[m_at++] == u'\n' ? 1 : 0;
        if (!isLiteral() && (count == 1 || m_kind == EnrichedKind::RichText)) {
            add(Kind::Text, QStringLiteral(" "));
            return;
        }
        for (int i = isLiteral() ? 0 : 1; i < count; ++i)
            add(Kind::Break, {});
    }

    void command()
    {
        if (m_kind == EnrichedKind::Enriched && m_source.sliced(m_at).startsWith(u"<<")) {
            add(Kind::Text, QStringLiteral("<"));
            m_at += 2;
            return;
        }
        const QStringView rest = m_source.sliced(m_at + 1, std::min(m_source.size() - m_at - 1, LongestCommand + 2));
        const qsizetype close = rest.indexOf(u'>');
        const bool end = rest.startsWith(u'/');
        const QStringView name = close < 0 ? QStringView() : rest.sliced(end ? 1 : 0, std::max<qsizetype>(0, close - (end ? 1 : 0)));
        if (!isCommand(name)) {
            add(Kind::Text, QStringLiteral("<"));
            ++m_at;
            return;
        }
        m_at += close + 2;
        const QString lower = name.toString().toLower();
        if (isLiteral() && m_open.back() == u"verbatim" && !(end && lower == u"verbatim"))
            add(Kind::Text, u'<' + (end ? QStringLiteral("/") : QString()) + name.toString() + u'>');
        else if (end)
            closeUpTo(lower);
        else
            open(lower);
    }

    void open(const QString &name)
    {
        if (m_kind == EnrichedKind::RichText && (name == u"nl" || name == u"np")) {
            add(Kind::Break, {});
        } else if (m_kind == EnrichedKind::RichText && name == u"lt") {
            add(Kind::Text, QStringLiteral("<"));
        } else if (m_open.size() < DeepestNesting) {
            add(Kind::Start, name);
            m_open.push_back(name);
            m_literal += name == u"nofill" || name == u"verbatim" ? 1 : 0;
            m_hidden += isHidden(name) ? 1 : 0;
            if (name == u"param")
                m_parameter.clear();
        }
    }

    void closeUpTo(const QString &name)
    {
        if (std::find(m_open.begin(), m_open.end(), name) == m_open.end())
            return;
        while (m_open.back() != name)
            close();
        close();
    }

    void close()
    {
        const QString name = m_open.back();
        m_open.pop_back();
        m_literal -= name == u"nofill" || name == u"verbatim" ? 1 : 0;
        if (isHidden(name))
            --m_hidden;
        if (name == u"param") {
            if (m_hidden == 0) {
                // The start of <param> itself was noted before; behind it nothing was.
                m_events.pop_back();
                if (!m_events.empty() && m_events.back().kind == Kind::Start)
                    m_events.back().parameter = m_parameter.trimmed();
            }
            return;
        }
        add(Kind::End, name);
    }

    QStringView m_source;
    const EnrichedKind m_kind;
    qsizetype m_at = 0;
    std::vector<Event> m_events;
    std::vector<QString> m_open;
    QString m_parameter;
    int m_literal = 0;
    int m_hidden = 0;
};

bool isParagraph(const QString &command)
{
    static constexpr QStringView Names[] = { u"paragraph", u"center", u"flushleft", u"flushright", u"flushboth", u"excerpt", u"heading", u"footing",
        u"signature", u"indent", u"indentright", u"paraindent", u"nofill", u"outdent", u"outdentright", u"samepage" };
    return std::find(std::begin(Names), std::end(Names), command) != std::end(Names);
}

class TextWriter
{
public:
    QString write(const std::vector<Event> &events)
    {
        for (const Event &event : events) {
            const bool quote = event.text == u"excerpt" && (event.kind == Kind::Start || event.kind == Kind::End);
            if (event.kind == Kind::Text)
                text(event);
            else if (event.kind == Kind::Break)
                breakLine();
            else if (isParagraph(event.text) && !m_line.isEmpty())
                breakLine();
            if (quote)
                m_quotes += event.kind == Kind::Start ? 1 : -1;
        }
        if (!m_line.isEmpty())
            breakLine();
        return std::move(m_out);
    }

private:
    void text(const Event &event)
    {
        if (event.literal) {
            m_line += event.text;
            return;
        }
        for (const QChar c : event.text) {
            const bool blank = c == u' ' || c == u'\t';
            if (!blank || (!m_line.isEmpty() && !m_line.endsWith(u' ')))
                m_line += blank ? QChar(u' ') : c;
        }
    }

    void breakLine()
    {
        while (m_line.endsWith(u' '))
            m_line.chop(1);
        if (m_quotes > 0)
            m_out += QString(std::min(m_quotes, 50), u'>') + (m_line.isEmpty() ? QString() : QStringLiteral(" "));
        m_out += m_line + u'\n';
        m_line.clear();
    }

    QString m_out;
    QString m_line;
    int m_quotes = 0;
};

// "red", or "ffff,0000,0000" (RFC 1896 section 2.2).
QString colorOf(const QString &parameter)
{
    const QStringList parts = parameter.split(u',');
    if (parts.size() != 3)
        return parameter;
    QString color = QStringLiteral("#");
    for (const QString &part : parts)
        color += part.trimmed().left(2).rightJustified(2, u'0');
    return color;
}

class HtmlWriter
{
public:
    QString write(const std::vector<Event> &events)
    {
        for (const Event &event : events) {
            if (event.kind == Kind::Text)
                text(event);
            else if (event.kind == Kind::Break)
                m_out += QStringLiteral("<br>\n");
            else
                command(event);
        }
        return std::move(m_out);
    }

private:
    void text(const Event &event)
    {
        QString shown = event.text.toHtmlEscaped();
        if (event.literal)
            shown.replace(QStringLiteral("  "), QStringLiteral(" \u00A0"));
        m_out += shown;
    }

    void command(const Event &event)
    {
        struct Rule {
            QStringView command;
            const char *start;
            const char *end;
        };
        static constexpr Rule Rules[] = {
            { u"bold", "<b>", "</b>" }, { u"italic", "<i>", "</i>" }, { u"underline", "<u>", "</u>" }, { u"fixed", "<tt>", "</tt>" },
            { u"smaller", "<small>", "</small>" }, { u"bigger", "<big>", "</big>" }, { u"subscript", "<sub>", "</sub>" },
            { u"superscript", "<sup>", "</sup>" }, { u"heading", "<h3>", "</h3>" }, { u"footing", "<div><small>", "</small></div>" },
            { u"center", "<div align=\"center\">", "</div>" }, { u"flushleft", "<div align=\"left\">", "</div>" },
            { u"flushright", "<div align=\"right\">", "</div>" }, { u"flushboth", "<div align=\"justify\">", "</div>" },
            { u"excerpt", "<blockquote type=\"cite\">", "</blockquote>" }, { u"paragraph", "<p>", "</p>" }, { u"signature", "<div>", "</div>" },
            { u"indent", "<div style=\"margin-left:24px\">", "</div>" }, { u"paraindent", "<div style=\"margin-left:24px\">", "</div>" },
            { u"nofill", "<div>", "</div>" },
        };
        const bool start = event.kind == Kind::Start;
        if (event.text == u"color" || event.text == u"fontfamily") {
            const bool color = event.text == u"color";
            const QString value = (color ? colorOf(event.parameter) : event.parameter).toHtmlEscaped();
            m_out += !start ? QStringLiteral("</font>") : (color ? QStringLiteral("<font color=\"") : QStringLiteral("<font face=\"")) + value + QStringLiteral("\">");
            return;
        }
        for (const Rule &rule : Rules) {
            if (event.text == rule.command)
                m_out += QLatin1String(start ? rule.start : rule.end);
        }
    }

    QString m_out;
};

} // namespace

bool isEnriched(const Part &part)
{
    return part.is("text", "enriched") || part.is("text", "richtext");
}

EnrichedKind enrichedKind(const Part &part)
{
    return part.subtype == "richtext" ? EnrichedKind::RichText : EnrichedKind::Enriched;
}

QString enrichedToText(QStringView source, EnrichedKind kind)
{
    return TextWriter().write(Parser(source, kind).run());
}

QString enrichedToHtml(QStringView source, EnrichedKind kind)
{
    return HtmlWriter().write(Parser(source, kind).run());
}

} // namespace golub::mime
