// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/RichText.h"

#include "core/base/Limits.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QUrl>
#include <QVariant>

namespace golub::ui::richtext {

namespace {

constexpr int QuoteProperty = QTextFormat::UserProperty + 1;
constexpr double QuoteIndent = 16;
constexpr double ImportedIndent = 40; // what Qt gives a <blockquote>

bool isOrdered(const QTextList *list) { return list->format().style() <= QTextListFormat::ListDecimal; }

bool isSafeLink(const QString &href)
{
    const QString scheme = QUrl(href).scheme().toLower();
    return scheme == u"http" || scheme == u"https" || scheme == u"mailto" || scheme == u"ftp";
}

//! \a blank: a blank that comes now would vanish in HTML, because a line begins or another blank stands before it.
QString escaped(const QString &text, bool &blank)
{
    QString html;
    for (const QChar c : text) {
        if (c == QChar::ObjectReplacementCharacter)
            continue;
        if (c == QChar::LineSeparator || c == u'\n') {
            html += QStringLiteral("<br>");
            blank = true;
        } else if (c == u' ' || c == QChar::Nbsp || c == u'\t') {
            html += blank || c == QChar::Nbsp ? QStringLiteral("&nbsp;") : QStringLiteral(" ");
            blank = true;
        } else {
            html += QString(c).toHtmlEscaped();
            blank = false;
        }
    }
    return html;
}

QString inlineHtml(const QTextBlock &block)
{
    QString html;
    bool blank = true;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextCharFormat format = it.fragment().charFormat();
        QString part = escaped(it.fragment().text(), blank);
        if (part.isEmpty())
            continue;
        const bool link = format.isAnchor() && isSafeLink(format.anchorHref());
        if (format.fontUnderline() && !format.isAnchor())
            part = QStringLiteral("<u>") + part + QStringLiteral("</u>");
        if (format.fontItalic())
            part = QStringLiteral("<i>") + part + QStringLiteral("</i>");
        if (format.fontWeight() >= QFont::DemiBold)
            part = QStringLiteral("<b>") + part + QStringLiteral("</b>");
        if (link)
            part = QStringLiteral("<a href=\"") + format.anchorHref().toHtmlEscaped() + QStringLiteral("\">") + part
                + QStringLiteral("</a>");
        html += part;
    }
    return html;
}

QString inlinePlain(const QTextBlock &block)
{
    QString plain;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextCharFormat format = it.fragment().charFormat();
        QString part = it.fragment().text();
        part.remove(QChar::ObjectReplacementCharacter);
        part.replace(QChar::LineSeparator, u'\n').replace(QChar::Nbsp, u' ');
        plain += part;
        const QString href = format.anchorHref();
        if (format.isAnchor() && isSafeLink(href) && href != part && href != QStringLiteral("mailto:") + part
            && !part.trimmed().isEmpty())
            plain += QStringLiteral(" <") + href + u'>';
    }
    return plain;
}

//! The elements that are open while blocks are written one after the other.
class Nesting
{
public:
    void enter(QString &html, int quotes, const QTextList *list)
    {
        if (quotes != m_quotes || list != m_list)
            closeList(html);
        for (; m_quotes > quotes; --m_quotes)
            html += QStringLiteral("</blockquote>\n");
        for (; m_quotes < quotes; ++m_quotes)
            html += QStringLiteral("<blockquote type=\"cite\">\n");
        if (list && list != m_list)
            html += isOrdered(list) ? QStringLiteral("<ol>\n") : QStringLiteral("<ul>\n");
        m_list = list;
    }

private:
    void closeList(QString &html)
    {
        if (m_list)
            html += isOrdered(m_list) ? QStringLiteral("</ol>\n") : QStringLiteral("</ul>\n");
        m_list = nullptr;
    }

    int m_quotes = 0;
    const QTextList *m_list = nullptr;
};

//! Reads nothing from disk or network, whatever the HTML names.
class InertDocument : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return QByteArray(); }
};

//! Without the elements \a name and what stands in them; an element without an end takes the rest.
QString withoutElement(const QString &html, const QString &name)
{
    QString kept;
    qsizetype from = 0;
    for (;;) {
        const qsizetype start = html.indexOf(u'<' + name, from, Qt::CaseInsensitive);
        if (start < 0)
            return kept + html.mid(from);
        kept += html.mid(from, start - from);
        const qsizetype end = html.indexOf(QStringLiteral("</") + name, start, Qt::CaseInsensitive);
        if (end < 0)
            return kept;
        const qsizetype close = html.indexOf(u'>', end);
        if (close < 0)
            return kept;
        from = close + 1;
    }
}

bool isTooMuch(const QString &html)
{
    if (html.size() > limits::HtmlBytes)
        return true;
    int elements = 0;
    int depth = 0;
    for (qsizetype at = html.indexOf(u'<'); at >= 0; at = html.indexOf(u'<', at + 1)) {
        const bool end = at + 1 < html.size() && html.at(at + 1) == u'/';
        depth = end ? qMax(0, depth - 1) : depth + 1;
        static const QStringList childless { QStringLiteral("br"), QStringLiteral("img"), QStringLiteral("hr"),
            QStringLiteral("meta"), QStringLiteral("p"), QStringLiteral("li"), QStringLiteral("!"),
            QStringLiteral("input") };
        for (const QString &name : childless) {
            if (!end && QStringView(html).mid(at + 1).startsWith(name, Qt::CaseInsensitive)) {
                --depth;
                break;
            }
        }
        if (++elements > PasteElements || depth > PasteDepth)
            return true;
    }
    return false;
}

} // namespace

int quoteLevel(const QTextBlock &block) { return qMax(0, block.blockFormat().intProperty(QuoteProperty)); }

void setQuoteLevel(QTextCursor &cursor, int level)
{
    QTextBlockFormat format;
    format.setProperty(QuoteProperty, level);
    format.setLeftMargin(level * QuoteIndent);
    format.setRightMargin(0);
    format.setTopMargin(0);
    format.setBottomMargin(0);
    cursor.mergeBlockFormat(format);
}

void adoptQuotes(QTextDocument *document)
{
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        // A <br> at the end of a line shows nothing in HTML, but makes a second line here.
        if (block.text().endsWith(QChar::LineSeparator)) {
            QTextCursor last(block);
            last.movePosition(QTextCursor::EndOfBlock);
            last.deletePreviousChar();
        }
        const QTextBlockFormat format = block.blockFormat();
        if (format.hasProperty(QuoteProperty) || format.leftMargin() < ImportedIndent)
            continue;
        QTextCursor cursor(block);
        setQuoteLevel(cursor, qMin(20, int(format.leftMargin() / ImportedIndent)));
    }
    // A line feed behind the last element becomes a blank.
    const QTextBlock last = document->lastBlock();
    if (last.text().endsWith(u' ') && last.text() != u"-- ") {
        QTextCursor cursor(last);
        cursor.movePosition(QTextCursor::EndOfBlock);
        cursor.deletePreviousChar();
    }
}

QString toHtml(const QTextDocument &document)
{
    QString html;
    Nesting nesting;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QTextList *list = block.textList();
        nesting.enter(html, quoteLevel(block), list);
        QString line = inlineHtml(block);
        if (line.isEmpty())
            line = QStringLiteral("<br>");
        html += list ? QStringLiteral("<li>") + line + QStringLiteral("</li>\n")
                     : QStringLiteral("<div>") + line + QStringLiteral("</div>\n");
    }
    nesting.enter(html, 0, nullptr);
    return html;
}

QString toPlain(const QTextDocument &document)
{
    QStringList lines;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QString prefix = QString(quoteLevel(block), u'>');
        if (!prefix.isEmpty())
            prefix += u' ';
        if (const QTextList *list = block.textList()) {
            const int indent = qMax(0, list->format().indent() - 1);
            prefix += QString(indent * 2, u' ');
            prefix += isOrdered(list) ? QString::number(list->itemNumber(block) + 1) + QStringLiteral(". ")
                                      : QStringLiteral("- ");
        }
        const QStringList parts = inlinePlain(block).split(u'\n');
        for (const QString &part : parts)
            lines += part.isEmpty() && !prefix.isEmpty() ? prefix.trimmed() : prefix + part;
    }
    return lines.join(u'\n');
}

bool hasFormatting(const QTextDocument &document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.textList())
            return true;
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextCharFormat format = it.fragment().charFormat();
            if (format.isAnchor() || format.fontItalic() || format.fontUnderline()
                || format.fontWeight() >= QFont::DemiBold)
                return true;
        }
    }
    return false;
}

QString fromPlain(const QString &text)
{
    QString html;
    int open = 0;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        int level = 0;
        qsizetype at = 0;
        while (at < line.size() && line.at(at) == u'>' && level < 20) {
            ++level;
            ++at;
            if (at + 1 < line.size() && line.at(at) == u' ' && line.at(at + 1) == u'>')
                ++at;
        }
        if (level > 0 && at < line.size() && line.at(at) == u' ')
            ++at;
        for (; open > level; --open)
            html += QStringLiteral("</blockquote>");
        for (; open < level; ++open)
            html += QStringLiteral("<blockquote type=\"cite\">");
        bool blank = true;
        const QString words = escaped(line.mid(at), blank);
        html += QStringLiteral("<div>") + (words.isEmpty() ? QStringLiteral("<br>") : words) + QStringLiteral("</div>");
    }
    for (; open > 0; --open)
        html += QStringLiteral("</blockquote>");
    return html;
}

QString simplified(const QString &html)
{
    if (isTooMuch(html))
        return {};
    QString clean = withoutElement(html, QStringLiteral("style"));
    clean = withoutElement(clean, QStringLiteral("script"));
    // Tables become lines: nested tables are what QTextDocument never comes back from.
    static const QRegularExpression rows(QStringLiteral("<\\s*tr\\b[^>]*>"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression cells(
        QStringLiteral("<\\s*/?\\s*(table|tbody|thead|tfoot|tr|td|th|colgroup|col|caption)\\b[^>]*>"),
        QRegularExpression::CaseInsensitiveOption);
    clean.replace(rows, QStringLiteral("<br>"));
    clean.replace(cells, QStringLiteral(" "));
    InertDocument document;
    document.setHtml(clean);
    adoptQuotes(&document);
    return toHtml(document);
}

} // namespace golub::ui::richtext
