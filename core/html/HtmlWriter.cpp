// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/HtmlWriter.h"

#include "core/base/Limits.h"
#include "core/html/Links.h"

#include <QCryptographicHash>
#include <QUrl>

#include <algorithm>
#include <array>

namespace golub::html {
namespace {

//! Bytes of style attributes in the output; more would only keep QCssParser busy.
constexpr qsizetype OutputStyleBytes = 8 * limits::HtmlStyleBytes;
//! Levels of quotes have a colour that can be read on light and on dark pages.
constexpr std::array<const char *, 4> QuoteColors { "#4a86c8", "#4f9a4f", "#b0762f", "#9a6ab8" };

bool isHeading(Tag tag)
{
    return tag >= Tag::H1 && tag <= Tag::H6;
}

int fontStep(float pixels)
{
    if (pixels < 12)
        return -1;
    if (pixels < 18)
        return 0;
    if (pixels < 22)
        return 1;
    return pixels < 28 ? 2 : 3;
}

int pixels(const Length &length, int most)
{
    const float value = length.unit == Length::Unit::Em ? length.value * 16 : length.unit == Length::Unit::Pixels ? length.value : 0;
    return std::clamp(int(value), 0, most);
}

//! CJK and the like, where a line may be broken anywhere.
bool breaksAnywhere(QChar c)
{
    return (c.unicode() >= 0x2e80 && c.unicode() <= 0x9fff) || (c.unicode() >= 0xac00 && c.unicode() <= 0xd7a3);
}

//! What turns text around, controls, and what is no character: a reference ("&#1;") can name any of them.
bool isUnwanted(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0x202d || u == 0x202e || u < 0x20 || (u >= 0x7f && u < 0xa0) || (u >= 0xfdd0 && u <= 0xfdef) || u >= 0xfffe;
}

bool isQuote(const Node &node, const Style &style)
{
    return node.attribute("type").compare(u"cite", Qt::CaseInsensitive) == 0 || node.attribute("class").contains(u"quote", Qt::CaseInsensitive)
        || style.borderLeft;
}

QString hostOf(const QString &link)
{
    return QUrl(link).host();
}

} // namespace

HtmlWriter::HtmlWriter(const Document &document, const Layout &layout, bool reader, bool remotePictures)
    : m_document(document), m_layout(layout), m_reader(reader), m_remotePictures(remotePictures)
{
}

SanitizedHtml HtmlWriter::write()
{
    const int count = int(m_document.nodes.size());
    m_open.push_back(Open { .end = count });
    for (int i = 0; i < count;) {
        closeUpTo(i);
        if (box(i).hidden) {
            i = node(i).end;
            continue;
        }
        if (node(i).tag == Tag::Text) {
            writeText(node(i).text);
            ++i;
            continue;
        }
        if (writeEmptyBlock(i)) {
            i = node(i).end;
            continue;
        }
        enter(i);
        ++i;
    }
    closeUpTo(count);
    return std::move(m_out);
}

void HtmlWriter::closeUpTo(int index)
{
    while (m_open.size() > 1 && m_open.back().end <= index) {
        const Open &top = m_open.back();
        if (!top.suffix.isEmpty())
            writeText(top.suffix);
        if (top.block)
            blockBoundary();
        m_out.html += QString::fromLatin1(top.closing);
        m_open.pop_back();
    }
}

void HtmlWriter::enter(int index)
{
    const Open &parent = m_open.back();
    Open open { .end = node(index).end,
        .region = parent.region,
        .authorColor = parent.authorColor,
        .rowBackground = parent.rowBackground,
        .fontStep = parent.fontStep,
        .quoteLevel = parent.quoteLevel,
        .depth = parent.depth,
        .columns = parent.columns,
        .spans = parent.spans,
        .preserveSpace = style(index).preserveSpace.value_or(parent.preserveSpace),
        .inLink = parent.inLink,
        // What stands between a table and its rows without tags of its own does not change where they belong.
        .context = parent.context };
    m_css.clear();
    if (parent.depth >= limits::HtmlElementDepth) {
        m_out.truncated = true;
        if (isBlock(node(index).tag))
            m_pendingBreaks = std::max(m_pendingBreaks, 1);
        if (parent.context == Context::Flow && node(index).tag == Tag::Br)
            ++m_pendingBreaks;
    } else {
        writeElement(index, open);
    }
    m_open.push_back(std::move(open));
}

void HtmlWriter::writeElement(int index, Open &open)
{
    switch (node(index).tag) {
    case Tag::None:
        break;
    case Tag::Br:
        ++m_pendingBreaks;
        break;
    case Tag::Wbr:
        m_out.html += QChar(0x200b);
        break;
    case Tag::Hr:
        blockBoundary();
        m_out.html += QStringLiteral("<hr>");
        break;
    case Tag::Img:
        writeImage(index, open);
        break;
    case Tag::A:
        writeLink(index, open);
        break;
    case Tag::Table:
        writeTable(index, open);
        break;
    case Tag::Thead:
    case Tag::Tbody:
    case Tag::Tfoot:
        break;
    case Tag::Tr:
        if (open.context == Context::Table) {
            begin(open, "tr");
            open.rowBackground = style(index).background ? style(index).background : parseColor(node(index).attribute("bgcolor"));
            open.context = Context::Row;
        } else {
            open.context = Context::Flow;
        }
        break;
    case Tag::Td:
    case Tag::Th:
    case Tag::Caption:
        writeCell(index, open);
        break;
    case Tag::Ul:
    case Tag::Ol:
        writeList(index, open);
        break;
    default:
        if (isBlock(node(index).tag))
            writeBlock(index, open);
        else
            writeInline(index, open);
    }
}

//! "<div><br></div>" and "<p>&nbsp;</p>" are how mailers write an empty line; anything else without content is nothing.
bool HtmlWriter::writeEmptyBlock(int index)
{
    const Tag tag = node(index).tag;
    if (box(index).hasContent || (tag != Tag::P && tag != Tag::Div && tag != Tag::Center && tag != Tag::Table && !isHeading(tag)))
        return false;
    bool line = false;
    for (int i = index; i < node(index).end && !line && tag != Tag::Table; ++i)
        line = !box(i).hidden && (node(i).tag == Tag::Br || (node(i).tag == Tag::Text && node(i).text.contains(QChar::Nbsp)));
    if (line && !m_reader) {
        blockBoundary();
        m_out.html += QStringLiteral("<div>&nbsp;</div>");
    } else if (line) {
        m_pendingBreaks = std::max(m_pendingBreaks, 1);
    }
    return true;
}

void HtmlWriter::flushBreaks()
{
    const int most = m_reader ? 2 : 20;
    for (int i = std::min(m_pendingBreaks, most); i > 0; --i)
        m_out.html += QStringLiteral("<br>");
    if (m_pendingBreaks > 0) {
        m_blank = true;
        m_wordLength = 0;
    }
    m_pendingBreaks = 0;
}

void HtmlWriter::blockBoundary()
{
    m_pendingBreaks = std::max(0, m_pendingBreaks - 1);
    flushBreaks();
    m_blank = true;
    m_wordLength = 0;
}

void HtmlWriter::writeText(const QString &text)
{
    const bool preserve = m_open.back().preserveSpace;
    if (m_open.back().context != Context::Flow && m_open.back().context != Context::List)
        return; // only blanks stand between rows and cells
    QString &out = m_out.html;
    for (const QChar c : text) {
        if (c == u' ' || c == u'\n' || c == u'\t' || c == u'\r' || c == u'\f') {
            m_wordLength = 0;
            if (preserve) {
                flushBreaks();
                out += c;
            } else if (!m_blank && m_pendingBreaks == 0) {
                out += u' ';
            }
            m_blank = true;
            continue;
        }
        if (isUnwanted(c))
            continue;
        flushBreaks();
        if (++m_wordLength > limits::HtmlWordLength && !c.isLowSurrogate()) {
            out += QChar(0x200b);
            m_wordLength = 1;
        }
        if (breaksAnywhere(c))
            m_wordLength = 0;
        m_blank = false;
        if (c == u'<')
            out += QStringLiteral("&lt;");
        else if (c == u'>')
            out += QStringLiteral("&gt;");
        else if (c == u'&')
            out += QStringLiteral("&amp;");
        else if (c == QChar::Nbsp)
            out += QStringLiteral("&nbsp;");
        else
            out += c;
    }
}

void HtmlWriter::addCss(const QString &declaration)
{
    if (m_styleBytes > OutputStyleBytes) {
        m_out.truncated = true;
        return;
    }
    m_styleBytes += declaration.size();
    m_css += declaration + u';';
}

void HtmlWriter::begin(Open &open, QByteArrayView tag, const QString &attributes)
{
    m_out.html += u'<' + QString::fromLatin1(tag) + attributes;
    if (!m_css.isEmpty())
        m_out.html += QStringLiteral(" style=\"") + m_css + u'"';
    m_out.html += u'>';
    m_css.clear();
    QByteArray closing = "</";
    closing += tag;
    closing += '>';
    open.closing.prepend(closing);
    ++open.depth;
}

void HtmlWriter::addColors(int index, Open &open)
{
    if (m_reader)
        return;
    const Node &element = node(index);
    const Tag tag = element.tag;
    const bool cell = tag == Tag::Td || tag == Tag::Th;
    std::optional<Rgb> color = style(index).color;
    if (!color && tag == Tag::Font)
        color = parseColor(element.attribute("color"));
    std::optional<Rgb> background = style(index).background;
    if (!background && element.hasAttribute("bgcolor"))
        background = parseColor(element.attribute("bgcolor"));
    if (!background && cell)
        background = open.rowBackground;
    if (color)
        open.authorColor = color;
    if (background && open.authorColor && contrast(*background, *open.authorColor) >= 3) {
        // Dark grey on nearly white is what the reader's own colours say already.
        const bool isOrdinary = isGrey(*background) && isGrey(*open.authorColor) && contrast(*background, Rgb { 255, 255, 255 }) < 1.2;
        if (!isOrdinary || open.region) {
            open.region = Region { *open.authorColor, *background, cell || tag == Tag::Table };
            addCss(QStringLiteral("background-color:") + colorName(*background));
            addCss(QStringLiteral("color:") + colorName(*open.authorColor));
        }
        return;
    }
    if (open.region) {
        const bool legible = color && contrast(*color, open.region->background) >= 3;
        if (legible)
            open.region->color = *color;
        if (isBlock(tag) && !open.region->painted)
            addCss(QStringLiteral("background-color:") + colorName(open.region->background));
        if (legible || isBlock(tag))
            addCss(QStringLiteral("color:") + colorName(open.region->color));
    } else if (color && !isGrey(*color)) {
        addCss(QStringLiteral("color:") + colorName(legibleAnywhere(*color)));
    }
}

void HtmlWriter::addFont(int index, Open &open)
{
    const Style &own = style(index);
    if (own.bold)
        addCss(*own.bold ? QStringLiteral("font-weight:bold") : QStringLiteral("font-weight:normal"));
    if (own.italic)
        addCss(*own.italic ? QStringLiteral("font-style:italic") : QStringLiteral("font-style:normal"));
    if (own.monospace.value_or(false))
        addCss(QStringLiteral("font-family:monospace"));
    if (node(index).tag != Tag::A && (own.underline.value_or(false) || own.strikeOut.value_or(false))) {
        addCss(own.strikeOut.value_or(false) ? (own.underline.value_or(false) ? QStringLiteral("text-decoration:underline line-through")
                                                                              : QStringLiteral("text-decoration:line-through"))
                                             : QStringLiteral("text-decoration:underline"));
    }
    const bool hasSize = own.fontSize.isSet() || (node(index).tag == Tag::Font && node(index).hasAttribute("size"));
    if (m_reader || !hasSize)
        return;
    static constexpr std::array<const char *, 5> Sizes { "small", "medium", "large", "x-large", "xx-large" };
    const int step = fontStep(m_document.fontPixels[std::size_t(index)]);
    if (step != open.fontStep || isHeading(node(index).tag))
        addCss(QStringLiteral("font-size:") + QLatin1String(Sizes[std::size_t(step + 1)]));
    open.fontStep = step;
}

void HtmlWriter::addMargins(int index)
{
    if (m_reader)
        return;
    static constexpr std::array<const char *, 4> Sides { "margin-top:", "margin-right:", "margin-bottom:", "margin-left:" };
    for (std::size_t side = 0; side < Sides.size(); ++side) {
        const Length &margin = style(index).margins[side];
        const bool vertical = side % 2 == 0;
        if (margin.isSet() && (vertical || pixels(margin, 60) > 0))
            addCss(QLatin1String(Sides[side]) + QString::number(pixels(margin, vertical ? 40 : 60)) + QStringLiteral("px"));
    }
}

QString HtmlWriter::align(int index) const
{
    static constexpr std::array<const char *, 5> Names { "", "left", "center", "right", "justify" };
    Align own = style(index).align;
    if (own == Align::Unset && node(index).tag != Tag::Table) {
        const QString attribute = node(index).attribute("align").trimmed().toLower();
        for (std::size_t i = 1; i < Names.size(); ++i) {
            if (attribute == QLatin1String(Names[i]))
                own = static_cast<Align>(i);
        }
    }
    if (node(index).tag == Tag::Center)
        own = Align::Center;
    // A centred page is the layout's business, a column of numbers the table's.
    if (own == Align::Unset || (m_reader && node(index).tag != Tag::Td))
        return {};
    return QStringLiteral(" align=\"") + QLatin1String(Names[std::size_t(own)]) + u'"';
}

QString HtmlWriter::widthAttribute(int index) const
{
    Length width = style(index).width;
    if (!width.isSet()) {
        const QString attribute = node(index).attribute("width").trimmed();
        const bool percent = attribute.endsWith(u'%');
        bool ok = false;
        const float value = QStringView(attribute).chopped(percent ? 1 : 0).toFloat(&ok);
        if (ok && value > 0)
            width = { percent ? Length::Unit::Percent : Length::Unit::Pixels, std::min(value, 10000.f) };
    }
    if (m_reader || !width.isSet() || width.value < 1)
        return {};
    if (width.unit == Length::Unit::Percent)
        return QStringLiteral(" width=\"%1%\"").arg(std::min(100, int(width.value)));
    const int value = pixels(width, 2000);
    return value > 560 ? QStringLiteral(" width=\"100%\"") : QStringLiteral(" width=\"%1\"").arg(std::max(1, value));
}

void HtmlWriter::writeBlock(int index, Open &open)
{
    blockBoundary();
    open.block = true;
    const Tag tag = node(index).tag;
    QByteArrayView name = tagName(tag);
    if (tag == Tag::Blockquote) {
        if (isQuote(node(index), style(index))) {
            addCss(QStringLiteral("margin:2px 0 2px 14px"));
            addCss(QStringLiteral("color:") + QLatin1String(QuoteColors[std::size_t(open.quoteLevel) % QuoteColors.size()]));
            ++open.quoteLevel;
            open.region.reset();
            open.authorColor.reset();
        } else {
            addCss(QStringLiteral("margin:4px 0 4px 24px"));
        }
    } else if (tag == Tag::Dd) {
        addCss(QStringLiteral("margin-left:24px"));
    } else if (tag == Tag::Dt && !style(index).bold) {
        addCss(QStringLiteral("font-weight:bold"));
    }
    if (tag == Tag::Dd || tag == Tag::Dt || tag == Tag::Dl || tag == Tag::Center || (tag == Tag::Li && open.context != Context::List))
        name = "div";
    const bool pre = tag == Tag::Pre;
    if (pre)
        open.preserveSpace = true;
    if (pre || (open.preserveSpace && style(index).preserveSpace))
        addCss(QStringLiteral("white-space:pre-wrap"));
    addColors(index, open);
    addFont(index, open);
    if (tag != Tag::Blockquote && tag != Tag::Li && tag != Tag::Dd)
        addMargins(index);
    open.context = Context::Flow;
    begin(open, name, align(index));
}

void HtmlWriter::writeInline(int index, Open &open)
{
    const Tag tag = node(index).tag;
    if (tag == Tag::Mark) {
        addCss(QStringLiteral("background-color:#fff3a0"));
        addCss(QStringLiteral("color:#202020"));
    } else {
        addColors(index, open);
    }
    addFont(index, open);
    QByteArrayView name = tagName(tag);
    switch (tag) {
    case Tag::Q:
        writeText(QStringLiteral("“"));
        open.suffix = QStringLiteral("”");
        name = "span";
        break;
    case Tag::Del:
        name = "s";
        break;
    case Tag::Ins:
        name = "u";
        break;
    case Tag::Cite:
    case Tag::Dfn:
    case Tag::Var:
        name = "i";
        break;
    case Tag::Code:
    case Tag::Kbd:
    case Tag::Samp:
    case Tag::Tt:
        name = "code";
        break;
    case Tag::Abbr:
    case Tag::Font:
    case Tag::Mark:
        name = "span";
        break;
    default:
        break;
    }
    if (m_reader && (tag == Tag::Big || tag == Tag::Small))
        name = "span";
    if (name == "span" && m_css.isEmpty())
        return;
    flushBreaks();
    begin(open, name);
}

bool HtmlWriter::fitsAsTable(int index)
{
    const Layout::Box &table = box(index);
    if (table.rows == 0 || m_rows + table.rows > limits::HtmlTableRows)
        return false;
    if (m_cells + qint64(table.rows) * table.plainColumns > limits::HtmlTableCells)
        return false;
    return true;
}

void HtmlWriter::writeTable(int index, Open &open)
{
    blockBoundary();
    open.block = true;
    const Layout::Box &table = box(index);
    const bool flatten = table.tableDepth > limits::HtmlTableDepth || (m_reader && !table.isDataTable);
    const bool fits = fitsAsTable(index);
    if (flatten || !fits || open.depth + 4 > limits::HtmlElementDepth) {
        m_out.truncated |= !m_reader || (!flatten && !fits);
        open.context = Context::Flow;
        return;
    }
    open.spans = m_cells + qint64(table.rows) * table.columns <= limits::HtmlTableCells;
    open.columns = open.spans ? std::max(table.columns, 1) : std::max(table.plainColumns, 1);
    m_rows += table.rows;
    m_cells += table.rows * open.columns;
    addColors(index, open);
    QString attributes;
    const auto number = [this, index](QByteArrayView name, int fallback, int most) {
        const QString value = node(index).attribute(name).trimmed();
        return value.isEmpty() ? fallback : std::clamp(value.toInt(), 0, most);
    };
    if (m_reader) {
        attributes = QStringLiteral(" border=\"1\" cellspacing=\"0\" cellpadding=\"4\"");
    } else {
        attributes = QStringLiteral(" border=\"%1\" cellspacing=\"%2\" cellpadding=\"%3\"")
                         .arg(number("border", 0, 3)).arg(number("cellspacing", 2, 10)).arg(number("cellpadding", 2, 10));
    }
    open.context = Context::Table;
    begin(open, "table", attributes + widthAttribute(index));
}

void HtmlWriter::writeCell(int index, Open &open)
{
    const Tag tag = node(index).tag;
    blockBoundary();
    open.block = true;
    if (tag == Tag::Caption && open.context == Context::Table) {
        begin(open, "tr");
        begin(open, "td", QStringLiteral(" colspan=\"%1\" align=\"center\"").arg(open.columns));
        open.context = Context::Flow;
        return;
    }
    const bool written = open.context == Context::Row && tag != Tag::Caption;
    open.context = Context::Flow;
    if (!written) {
        if (box(index).hasContent)
            begin(open, "div");
        return;
    }
    addColors(index, open);
    addFont(index, open);
    QString attributes = align(index);
    if (open.spans) {
        for (const char *span : { "colspan", "rowspan" }) {
            const int value = spanOf(node(index), span);
            if (value > 1)
                attributes += QStringLiteral(" %1=\"%2\"").arg(QLatin1String(span)).arg(value);
        }
    }
    const QString vertical = node(index).attribute("valign").trimmed().toLower();
    if (style(index).verticalAlign == VerticalAlign::Top || vertical == u"top")
        attributes += QStringLiteral(" valign=\"top\"");
    else if (style(index).verticalAlign == VerticalAlign::Bottom || vertical == u"bottom")
        attributes += QStringLiteral(" valign=\"bottom\"");
    begin(open, tag == Tag::Th ? "th" : "td", attributes + widthAttribute(index));
}

void HtmlWriter::writeList(int index, Open &open)
{
    static constexpr std::array<const char *, 10> Names { "", "none", "disc", "circle", "square", "decimal", "lower-alpha", "upper-alpha",
        "lower-roman", "upper-roman" };
    blockBoundary();
    open.block = true;
    const ListStyle listStyle = style(index).listStyle;
    open.context = listStyle == ListStyle::None ? Context::Flow : Context::List;
    if (listStyle == ListStyle::None) {
        begin(open, "div");
        return;
    }
    if (listStyle != ListStyle::Unset)
        addCss(QStringLiteral("list-style-type:") + QLatin1String(Names[std::size_t(listStyle)]));
    addColors(index, open);
    QString attributes;
    const int start = node(index).attribute("start").toInt();
    if (node(index).tag == Tag::Ol && start > 1 && start < 100'000)
        attributes = QStringLiteral(" start=\"%1\"").arg(start);
    const QString type = node(index).attribute("type").trimmed();
    if (node(index).tag == Tag::Ol && type.size() == 1 && QStringView(u"1aAiI").contains(type.front()))
        attributes += QStringLiteral(" type=\"") + type + u'"';
    begin(open, tagName(node(index).tag), attributes);
}

//! Notes a picture of the network; its address in the HTML where such are wanted.
QString HtmlWriter::remotePicture(int index)
{
    const Node &image = node(index);
    const auto isTiny = [&image](QByteArrayView name, const Length &length) {
        bool isNumber = false;
        const int given = image.attribute(name).trimmed().remove(QStringLiteral("px")).toInt(&isNumber);
        return (isNumber && given <= 1) || ((length.unit == Length::Unit::Pixels || length.unit == Length::Unit::Em) && pixels(length, 2000) <= 1);
    };
    // One pixel shows nothing: it is there to be asked for.
    if (isTiny("width", style(index).width) || isTiny("height", {}))
        return {};
    const QString address = remotePictureUrl(image.attribute("src"));
    if (address.isEmpty())
        return {};
    const QByteArray hash = QCryptographicHash::hash(address.toLatin1(), QCryptographicHash::Sha256).toHex().first(32);
    const QString id = QStringLiteral("remote-%1@golub.invalid").arg(QLatin1String(hash));
    if (!m_remoteIds.contains(id)) {
        if (m_remoteIds.size() >= limits::HtmlImages)
            return {};
        m_remoteIds.insert(id);
        m_out.remotePictures += { id, address };
    }
    return m_remotePictures ? QStringLiteral("cid:") + id : QString();
}

void HtmlWriter::writeImage(int index, const Open &open)
{
    const Node &image = node(index);
    const QString src = image.attribute("src").trimmed();
    const QString alt = image.attribute("alt").simplified();
    QString url;
    if (src.startsWith(u"data:#")) {
        const int number = QStringView(src).sliced(6).toInt();
        if (number >= 0 && number < m_document.dataUrls.size())
            url = safeDataUrl(m_document.dataUrls.at(number));
    } else {
        QString id;
        url = contentIdUrl(src, id);
        if (!url.isEmpty() && m_images < limits::HtmlImages && !m_out.cidReferences.contains(id))
            m_out.cidReferences += id;
        if (url.isEmpty())
            url = remotePicture(index);
    }
    if (!url.isEmpty() && ++m_images > limits::HtmlImages) {
        m_out.truncated = true;
        url.clear();
    }
    if (url.isEmpty()) {
        if (!alt.isEmpty())
            writeText(open.inLink ? alt : u'[' + alt + u']');
        return;
    }
    flushBreaks();
    const auto dimension = [&image](QByteArrayView name, const Length &length) {
        const int own = length.isSet() ? pixels(length, 2000) : 0;
        const QString attribute = image.attribute(name).trimmed();
        const int given = attribute.endsWith(u'%') ? 0 : std::clamp(QString(attribute).remove(QStringLiteral("px")).toInt(), 0, 2000);
        const int value = given > 0 ? given : own;
        return value > 0 ? QStringLiteral(" %1=\"%2\"").arg(QLatin1String(name.data(), name.size())).arg(value) : QString();
    };
    m_out.html += QStringLiteral("<img src=\"") + url + u'"';
    if (!alt.isEmpty())
        m_out.html += QStringLiteral(" alt=\"") + QString(alt.left(500)).remove(QChar(0)).toHtmlEscaped() + u'"';
    m_out.html += dimension("width", style(index).width) + dimension("height", {}) + u'>';
    m_blank = false;
    m_wordLength = 0;
}

void HtmlWriter::writeLink(int index, Open &open)
{
    const QString link = safeLink(node(index).attribute("href"));
    if (link.isEmpty())
        return;
    bool hasText = false;
    bool hasImage = false;
    for (int i = index + 1; i < node(index).end && !hasText; ++i) {
        hasText = (node(i).tag == Tag::Text && box(i).hasContent) || (node(i).tag == Tag::Img && !box(i).hidden
            && (!node(i).attribute("alt").trimmed().isEmpty() || !isRemote(node(i).attribute("src"))));
        hasImage |= node(i).tag == Tag::Img && !box(i).hidden;
    }
    if (!hasText && hasImage)
        open.suffix = hostOf(link);
    flushBreaks();
    addColors(index, open);
    if (open.region && m_css.isEmpty())
        addCss(QStringLiteral("color:") + colorName(open.region->color));
    else if (!open.region)
        m_css.clear(); // the reader's own link colour
    addFont(index, open);
    open.inLink = true;
    begin(open, "a", QStringLiteral(" href=\"") + link.toHtmlEscaped() + u'"');
}

} // namespace golub::html
