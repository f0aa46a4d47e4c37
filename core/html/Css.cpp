// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Css.h"

#include "core/base/Limits.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace golub::html {
namespace {

template<class T>
void take(std::optional<T> &into, const std::optional<T> &from)
{
    if (from)
        into = from;
}

void take(Length &into, const Length &from)
{
    if (from.isSet())
        into = from;
}

template<class T>
    requires std::is_enum_v<T>
void take(T &into, T from)
{
    if (from != T::Unset)
        into = from;
}

Length parseLength(QStringView text)
{
    text = text.trimmed();
    qsizetype digits = 0;
    while (digits < text.size() && (text[digits].isDigit() || text[digits] == u'.' || text[digits] == u'-' || text[digits] == u'+'))
        ++digits;
    bool ok = false;
    const double number = text.first(digits).toDouble(&ok);
    if (!ok || !std::isfinite(number))
        return {};
    const QString unit = text.sliced(digits).trimmed().toString();
    const auto pixels = [number](double factor) {
        return Length { Length::Unit::Pixels, float(std::clamp(number * factor, -10000.0, 10000.0)) };
    };
    if (unit.isEmpty() || unit == u"px")
        return pixels(1);
    if (unit == u"pt")
        return pixels(4.0 / 3);
    if (unit == u"in")
        return pixels(96);
    if (unit == u"cm")
        return pixels(96 / 2.54);
    if (unit == u"mm")
        return pixels(96 / 25.4);
    if (unit == u"em" || unit == u"rem")
        return { Length::Unit::Em, float(std::clamp(number, -100.0, 100.0)) };
    if (unit == u"ex")
        return { Length::Unit::Em, float(std::clamp(number / 2, -100.0, 100.0)) };
    if (unit == u"%")
        return { Length::Unit::Percent, float(std::clamp(number, 0.0, 1000.0)) };
    return {};
}

Length parseFontSize(QStringView value)
{
    static constexpr std::array<std::pair<const char *, float>, 9> Keywords { { { "xx-small", 9.f }, { "x-small", 10.f }, { "small", 13.f },
        { "medium", 16.f }, { "large", 18.f }, { "x-large", 24.f }, { "xx-large", 32.f }, { "smaller", -0.83f }, { "larger", -1.2f } } };
    for (const auto &[name, size] : Keywords) {
        if (value == QLatin1String(name))
            return size > 0 ? Length { Length::Unit::Pixels, size } : Length { Length::Unit::Em, -size };
    }
    return parseLength(value);
}

bool isMonospace(QStringView families)
{
    for (const QStringView name : { QStringView(u"mono"), QStringView(u"courier"), QStringView(u"consolas"), QStringView(u"menlo") }) {
        if (families.contains(name))
            return true;
    }
    return false;
}

QStringList words(QStringView value)
{
    return value.toString().split(u' ', Qt::SkipEmptyParts);
}

void setFontWeight(Style &style, QStringView value)
{
    bool isNumber = false;
    const int weight = value.toInt(&isNumber);
    if (isNumber)
        style.bold = weight >= 600;
    else if (value == u"bold" || value == u"bolder")
        style.bold = true;
    else if (value == u"normal" || value == u"lighter")
        style.bold = false;
}

void setFont(Style &style, QStringView value)
{
    for (const QString &word : words(value)) {
        if (word == u"bold")
            style.bold = true;
        else if (word == u"italic" || word == u"oblique")
            style.italic = true;
        else if (!word.isEmpty() && word.front().isDigit() && !style.fontSize.isSet() && word.toInt() < 100)
            style.fontSize = parseFontSize(QStringView(word).first(word.contains(u'/') ? word.indexOf(u'/') : word.size()));
    }
    if (isMonospace(value))
        style.monospace = true;
}

void setTextDecoration(Style &style, QStringView value)
{
    style.underline = value.contains(u"underline");
    style.strikeOut = value.contains(u"line-through");
}

void setMargins(Style &style, QStringView value)
{
    const QStringList parts = words(value);
    if (parts.isEmpty() || parts.size() > 4)
        return;
    static constexpr std::array<std::array<int, 4>, 4> Order { { { 0, 0, 0, 0 }, { 0, 1, 0, 1 }, { 0, 1, 2, 1 }, { 0, 1, 2, 3 } } };
    for (std::size_t side = 0; side < 4; ++side)
        style.margins[side] = parseLength(parts.at(Order[std::size_t(parts.size() - 1)][side]));
}

void setListStyle(Style &style, QStringView value)
{
    static constexpr std::array<std::pair<const char *, ListStyle>, 11> Names { { { "none", ListStyle::None }, { "disc", ListStyle::Disc },
        { "circle", ListStyle::Circle }, { "square", ListStyle::Square }, { "decimal", ListStyle::Decimal }, { "lower-alpha", ListStyle::LowerAlpha },
        { "lower-latin", ListStyle::LowerAlpha }, { "upper-alpha", ListStyle::UpperAlpha }, { "upper-latin", ListStyle::UpperAlpha },
        { "lower-roman", ListStyle::LowerRoman }, { "upper-roman", ListStyle::UpperRoman } } };
    for (const QString &word : words(value)) {
        for (const auto &[name, listStyle] : Names) {
            if (word == QLatin1String(name))
                style.listStyle = listStyle;
        }
    }
}

void setDisplay(Style &style, QStringView value)
{
    if (value == u"none")
        style.hidden = true;
    else if (value.contains(u"flex") || value.contains(u"grid"))
        style.positioned = true;
    else
        style.hidden = false;
}

void setBackground(Style &style, QStringView value)
{
    if (const auto whole = parseColor(value)) {
        style.background = whole;
        return;
    }
    for (const QString &word : words(value)) {
        if (const auto color = parseColor(word))
            style.background = color;
    }
}

void setAlign(Style &style, QStringView value)
{
    if (value == u"left" || value == u"start")
        style.align = Align::Left;
    else if (value == u"center" || value == u"-webkit-center")
        style.align = Align::Center;
    else if (value == u"right" || value == u"end")
        style.align = Align::Right;
    else if (value == u"justify")
        style.align = Align::Justify;
}

void setVerticalAlign(Style &style, QStringView value)
{
    if (value == u"top")
        style.verticalAlign = VerticalAlign::Top;
    else if (value == u"middle")
        style.verticalAlign = VerticalAlign::Middle;
    else if (value == u"bottom")
        style.verticalAlign = VerticalAlign::Bottom;
}

void setBorderLeft(Style &style, QStringView value)
{
    const QStringList parts = words(value);
    style.borderLeft = !parts.isEmpty() && !parts.contains(QStringLiteral("none")) && !parts.contains(QStringLiteral("0"))
        && !parts.contains(QStringLiteral("0px")) && (parts.contains(QStringLiteral("solid")) || parts.contains(QStringLiteral("dashed")));
}

void setMarginSide(Style &style, QStringView property, QStringView value)
{
    static constexpr std::array<QStringView, 4> Sides { u"margin-top", u"margin-right", u"margin-bottom", u"margin-left" };
    for (std::size_t side = 0; side < 4; ++side) {
        if (property == Sides[side])
            style.margins[side] = parseLength(value);
    }
}

//! The allow-list: a property that is not named here has no effect.
void setProperty(Style &style, QStringView property, QStringView value)
{
    using Setter = void (*)(Style &, QStringView);
    static const QHash<QStringView, Setter> Setters {
        { u"color", [](Style &s, QStringView v) { s.color = parseColor(v); } },
        { u"background-color", [](Style &s, QStringView v) { s.background = parseColor(v); } },
        { u"background", setBackground },
        { u"font", setFont },
        { u"font-weight", setFontWeight },
        { u"font-style", [](Style &s, QStringView v) { s.italic = v == u"italic" || v == u"oblique"; } },
        { u"font-size", [](Style &s, QStringView v) { s.fontSize = parseFontSize(v); } },
        { u"font-family", [](Style &s, QStringView v) { s.monospace = isMonospace(v); } },
        { u"text-decoration", setTextDecoration },
        { u"text-decoration-line", setTextDecoration },
        { u"text-align", setAlign },
        { u"vertical-align", setVerticalAlign },
        { u"margin", setMargins },
        { u"width", [](Style &s, QStringView v) { s.width = parseLength(v); } },
        { u"white-space", [](Style &s, QStringView v) { s.preserveSpace = v.startsWith(u"pre"); } },
        { u"list-style", setListStyle },
        { u"list-style-type", setListStyle },
        { u"display", setDisplay },
        { u"visibility", [](Style &s, QStringView v) { s.hidden = v == u"hidden" || v == u"collapse"; } },
        { u"opacity", [](Style &s, QStringView v) { if (v.trimmed() == u"0" || v == u"0.0") s.hidden = true; } },
        { u"overflow", [](Style &s, QStringView v) { s.clipped = v == u"hidden"; } },
        { u"max-height", [](Style &s, QStringView v) { const Length l = parseLength(v); s.zeroHeight = l.isSet() && l.value <= 1; } },
        { u"height", [](Style &s, QStringView v) { const Length l = parseLength(v); s.zeroHeight |= l.isSet() && l.value <= 0; } },
        { u"max-width", [](Style &s, QStringView v) { const Length l = parseLength(v); s.zeroHeight |= l.isSet() && l.value <= 0; } },
        { u"float", [](Style &s, QStringView v) { s.positioned |= v == u"left" || v == u"right"; } },
        { u"position", [](Style &s, QStringView v) { s.positioned |= v == u"absolute" || v == u"fixed"; } },
        { u"border-left", setBorderLeft },
    };
    if (property.startsWith(u"margin-")) {
        setMarginSide(style, property, value);
        return;
    }
    if (const auto setter = Setters.value(property))
        setter(style, value);
}

bool isRemoteUrl(QStringView url)
{
    url = url.trimmed();
    while (!url.isEmpty() && (url.front() == u'"' || url.front() == u'\'' || url.front().isSpace()))
        url = url.sliced(1);
    return url.startsWith(u"http:", Qt::CaseInsensitive) || url.startsWith(u"https:", Qt::CaseInsensitive) || url.startsWith(u"//")
        || url.startsWith(u"ftp:", Qt::CaseInsensitive);
}

//! One declaration, comments already gone.
void addDeclaration(QStringView text, Style &normal, Style *important)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0 || text.size() > 4096)
        return;
    const QString property = text.first(colon).trimmed().toString().toLower();
    QString value = text.sliced(colon + 1).trimmed().toString();
    if (const qsizetype url = value.indexOf(u"url", 0, Qt::CaseInsensitive); url >= 0 && property.startsWith(u"background")) {
        const qsizetype open = value.indexOf(u'(', url);
        normal.backgroundImage = true;
        normal.remoteItems += open >= 0 && isRemoteUrl(QStringView(value).sliced(open + 1)) ? 1 : 0;
        // The colour beside the picture is still wanted.
        const qsizetype close = value.indexOf(u')', url);
        value = value.first(url) + (close < 0 ? QString() : value.sliced(close + 1));
    }
    value = value.toLower();
    if (value.contains(u'\\') || value.contains(u"url") || value.contains(u"expression") || value.contains(u'{'))
        return;
    Style *target = &normal;
    if (const qsizetype mark = value.indexOf(u'!'); mark >= 0) {
        if (important && QStringView(value).sliced(mark + 1).trimmed() == u"important")
            target = important;
        value.truncate(mark);
    }
    setProperty(*target, property, QStringView(value).trimmed());
}

//! Without comments; strings stay.
QString withoutComments(QStringView css)
{
    QString out;
    out.reserve(css.size());
    for (qsizetype at = 0; at < css.size();) {
        const qsizetype comment = css.indexOf(u"/*", at);
        out += css.sliced(at, (comment < 0 ? css.size() : comment) - at);
        if (comment < 0)
            break;
        const qsizetype end = css.indexOf(u"*/", comment + 2);
        if (end < 0)
            break;
        at = end + 2;
    }
    return out;
}

//! The next of the \a wanted characters outside of strings and round brackets, from \a at; the size where there is none.
qsizetype findOutside(QStringView css, qsizetype at, QStringView wanted)
{
    int brackets = 0;
    char16_t quote = 0;
    for (; at < css.size(); ++at) {
        const char16_t c = css[at].unicode();
        if (quote) {
            if (c == u'\\')
                ++at;
            else if (c == quote || c == u'\n')
                quote = 0;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
        } else if (c == u'(') {
            ++brackets;
        } else if (c == u')') {
            brackets = std::max(0, brackets - 1);
        } else if (brackets == 0 && wanted.contains(c)) {
            return at;
        }
    }
    return css.size();
}

void parseInto(QStringView css, Style &normal, Style *important)
{
    for (qsizetype at = 0; at < css.size();) {
        const qsizetype end = findOutside(css, at, u";");
        addDeclaration(css.sliced(at, end - at), normal, important);
        at = end + 1;
    }
}

//! Behind the "}" that closes the block whose "{" stands at \a at.
qsizetype skipBlock(QStringView css, qsizetype at)
{
    int depth = 0;
    while (at < css.size()) {
        at = findOutside(css, at, u"{}");
        if (at >= css.size())
            break;
        depth += css[at] == u'{' ? 1 : -1;
        ++at;
        if (depth <= 0)
            break;
    }
    return at;
}

bool isSimpleName(QStringView name)
{
    return !name.isEmpty() && name.size() <= 128
        && std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'-' || c == u'_'; });
}

//! "p", ".class", "p.class" or "#id", with the element's name in lower case; empty for any other selector.
QString selectorKey(QStringView selector)
{
    selector = selector.trimmed();
    if (selector.startsWith(u'#'))
        return isSimpleName(selector.sliced(1)) ? selector.toString() : QString();
    const qsizetype dot = selector.indexOf(u'.');
    if (dot < 0)
        return isSimpleName(selector) ? selector.toString().toLower() : QString();
    const QStringView element = selector.first(dot);
    const QStringView name = selector.sliced(dot + 1);
    if (!isSimpleName(name) || (!element.isEmpty() && !isSimpleName(element)))
        return {};
    return element.toString().toLower() + u'.' + name.toString();
}

} // namespace

void Style::apply(const Style &other)
{
    take(color, other.color);
    take(background, other.background);
    take(bold, other.bold);
    take(italic, other.italic);
    take(underline, other.underline);
    take(strikeOut, other.strikeOut);
    take(monospace, other.monospace);
    take(preserveSpace, other.preserveSpace);
    take(align, other.align);
    take(verticalAlign, other.verticalAlign);
    take(listStyle, other.listStyle);
    take(fontSize, other.fontSize);
    take(width, other.width);
    for (std::size_t side = 0; side < margins.size(); ++side)
        take(margins[side], other.margins[side]);
    take(hidden, other.hidden);
    borderLeft |= other.borderLeft;
    clipped |= other.clipped;
    zeroHeight |= other.zeroHeight;
    positioned |= other.positioned;
    backgroundImage |= other.backgroundImage;
    remoteItems += other.remoteItems;
}

bool Style::isTiny() const
{
    switch (fontSize.unit) {
    case Length::Unit::Pixels: return fontSize.value <= 1;
    case Length::Unit::Em: return fontSize.value < 0.5F;
    case Length::Unit::Percent: return fontSize.value < 50;
    case Length::Unit::Unset: break;
    }
    return false;
}

Style parseDeclarations(QStringView css, Style *important)
{
    Style style;
    parseInto(withoutComments(css), style, important ? important : &style);
    return style;
}

StyleSheet StyleSheet::parse(QStringView text)
{
    StyleSheet sheet;
    QString css = withoutComments(text);
    css.replace(QStringLiteral("<!--"), QStringLiteral(" ")).replace(QStringLiteral("-->"), QStringLiteral(" "));
    const QStringView view(css);
    for (qsizetype at = 0; (at = view.indexOf(u"url(", at, Qt::CaseInsensitive)) >= 0; at += 4)
        sheet.m_remoteItems += isRemoteUrl(view.sliced(at + 4)) ? 1 : 0;
    for (qsizetype at = 0; at < view.size();) {
        while (at < view.size() && (view[at].isSpace() || view[at] == u'}'))
            ++at;
        const qsizetype stop = findOutside(view, at, u"{;");
        if (stop >= view.size())
            break;
        const QStringView prelude = view.sliced(at, stop - at);
        if (prelude.startsWith(u'@')) {
            sheet.m_responsive |= prelude.startsWith(u"@media") && prelude.contains(u"width");
            if (prelude.startsWith(u"@import") && !prelude.contains(u"url(", Qt::CaseInsensitive))
                ++sheet.m_remoteItems;
            at = view[stop] == u';' ? stop + 1 : skipBlock(view, stop);
            continue;
        }
        if (view[stop] == u';') {
            at = stop + 1;
            continue;
        }
        const qsizetype end = findOutside(view, stop + 1, u"}");
        if (sheet.m_rules.size() < MaxRules)
            sheet.addRule(prelude, view.sliced(stop + 1, end - stop - 1));
        at = end + 1;
    }
    return sheet;
}

void StyleSheet::addRule(QStringView selectors, QStringView declarations)
{
    Rule rule;
    parseInto(declarations, rule.normal, &rule.important);
    rule.normal.remoteItems = 0; // counted once, in parse()
    for (const QStringView selector : selectors.split(u',')) {
        const QString key = selectorKey(selector);
        if (key.isEmpty() || m_rules.size() >= MaxRules)
            continue;
        Rule &known = m_rules[key];
        known.normal.apply(rule.normal);
        known.important.apply(rule.important);
    }
}

bool StyleSheet::hidesSomething() const
{
    // An element may be clipped by one rule and have no height by another.
    const auto hides = [](const Style &style) { return style.hidden.value_or(false) || style.clipped || style.zeroHeight || style.isTiny(); };
    return std::any_of(m_rules.begin(), m_rules.end(), [&hides](const Rule &rule) { return hides(rule.normal) || hides(rule.important); });
}

Style StyleSheet::styleFor(Tag tag, QStringView id, QStringView classes, const QString &declarations) const
{
    Style style;
    Style important;
    const auto use = [this, &style, &important](const QString &key) {
        const auto rule = m_rules.constFind(key);
        if (rule == m_rules.cend())
            return;
        style.apply(rule->normal);
        important.apply(rule->important);
    };
    if (!m_rules.isEmpty()) {
        const QString element = QString::fromLatin1(tagName(tag));
        QStringList names = classes.toString().split(u' ', Qt::SkipEmptyParts);
        if (names.size() > 16)
            names.resize(16);
        use(element);
        for (const QString &name : names)
            use(u'.' + name);
        for (const QString &name : names)
            use(element + u'.' + name);
        if (!id.isEmpty())
            use(u'#' + id.toString());
    }
    if (!declarations.isEmpty())
        style.apply(parseDeclarations(declarations, &important));
    style.apply(important);
    return style;
}

} // namespace golub::html
