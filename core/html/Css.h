// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/Color.h"
#include "core/html/Tags.h"

#include <QByteArray>
#include <QHash>
#include <QStringView>

#include <array>
#include <optional>

namespace golub::html {

enum class Align : quint8 { Unset, Left, Center, Right, Justify };
enum class VerticalAlign : quint8 { Unset, Top, Middle, Bottom };
enum class ListStyle : quint8 { Unset, None, Disc, Circle, Square, Decimal, LowerAlpha, UpperAlpha, LowerRoman, UpperRoman };

//! A length that may be relative to the surroundings.
struct Length {
    enum class Unit : quint8 { Unset, Pixels, Em, Percent } unit = Unit::Unset;
    float value = 0;
    bool isSet() const { return unit != Unit::Unset; }
};

//! What of an element's formatting is understood. Everything else never gets further than the tokenizer.
struct Style {
    std::optional<Rgb> color;
    std::optional<Rgb> background;
    std::optional<bool> bold;
    std::optional<bool> italic;
    std::optional<bool> underline;
    std::optional<bool> strikeOut;
    std::optional<bool> monospace;
    std::optional<bool> preserveSpace;
    Align align = Align::Unset;
    VerticalAlign verticalAlign = VerticalAlign::Unset;
    ListStyle listStyle = ListStyle::Unset;
    Length fontSize;
    Length width;
    std::array<Length, 4> margins;    //!< top, right, bottom, left
    bool borderLeft = false;          //!< a visible one: how mailers mark quotes
    std::optional<bool> hidden;
    bool clipped = false;             //!< overflow: hidden
    bool zeroHeight = false;
    bool positioned = false;          //!< float, position, flex, grid: needs a real layout engine
    bool backgroundImage = false;
    int remoteItems = 0;              //!< url() that would have been loaded

    bool isHidden() const { return hidden.value_or(false) || (clipped && zeroHeight); }
    //! Its text may be too small to see.
    bool isTiny() const;
    //! \a other wins where it says something.
    void apply(const Style &other);
};

//! A declaration list ("color: red; …") by a tokenizer of our own: declarations with escapes or unknown functions are dropped. Linear.
//! \a important receives those marked !important, where given; else they are like the others.
Style parseDeclarations(QStringView css, Style *important = nullptr);

//! The rules of style elements whose selectors are an element, a class, an id, or an element with a class: those that mail needs.
//! @-rules and all other selectors are dropped.
class StyleSheet
{
public:
    //! At most MaxRules selectors count.
    static constexpr int MaxRules = 2000;
    static StyleSheet parse(QStringView css);
    //! The style of an element: rules, then its own declarations, then what is !important.
    Style styleFor(Tag tag, QStringView id, QStringView classes, const QString &declarations) const;
    int remoteItems() const { return m_remoteItems; }
    //! True where some rule may hide an element or its text.
    bool hidesSomething() const;
    //! True where @media rules want another layout for another width: such mail is built for a browser.
    bool isResponsive() const { return m_responsive; }

private:
    struct Rule {
        Style normal;
        Style important;
    };
    void addRule(QStringView selectors, QStringView declarations);

    QHash<QString, Rule> m_rules;     //!< by "p", ".class", "p.class", "#id"
    int m_remoteItems = 0;
    bool m_responsive = false;
};

} // namespace golub::html
