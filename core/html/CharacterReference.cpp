// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/CharacterReference.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace golub::html {
namespace {

using Kind = CharacterReference::Kind;

struct Name {
    std::string_view name;
    char16_t character;
};

// U+00A0 to U+00FF in their order.
constexpr std::array<std::string_view, 96> Latin1 { "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm", "raquo",
    "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc",
    "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave",
    "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave",
    "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide",
    "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml" };

constexpr std::array<Name, 10> Ascii { { { "quot", u'"' }, { "amp", u'&' }, { "lt", u'<' }, { "gt", u'>' }, { "QUOT", u'"' }, { "AMP", u'&' },
    { "LT", u'<' }, { "GT", u'>' }, { "COPY", 0xa9 }, { "REG", 0xae } } };

constexpr std::array<Name, 153> Others { { { "apos", u'\'' }, { "OElig", 0x152 }, { "oelig", 0x153 }, { "Scaron", 0x160 }, { "scaron", 0x161 },
    { "Yuml", 0x178 }, { "fnof", 0x192 }, { "circ", 0x2c6 }, { "tilde", 0x2dc }, { "Alpha", 0x391 }, { "Beta", 0x392 }, { "Gamma", 0x393 },
    { "Delta", 0x394 }, { "Epsilon", 0x395 }, { "Zeta", 0x396 }, { "Eta", 0x397 }, { "Theta", 0x398 }, { "Iota", 0x399 }, { "Kappa", 0x39a },
    { "Lambda", 0x39b }, { "Mu", 0x39c }, { "Nu", 0x39d }, { "Xi", 0x39e }, { "Omicron", 0x39f }, { "Pi", 0x3a0 }, { "Rho", 0x3a1 },
    { "Sigma", 0x3a3 }, { "Tau", 0x3a4 }, { "Upsilon", 0x3a5 }, { "Phi", 0x3a6 }, { "Chi", 0x3a7 }, { "Psi", 0x3a8 }, { "Omega", 0x3a9 },
    { "alpha", 0x3b1 }, { "beta", 0x3b2 }, { "gamma", 0x3b3 }, { "delta", 0x3b4 }, { "epsilon", 0x3b5 }, { "zeta", 0x3b6 }, { "eta", 0x3b7 },
    { "theta", 0x3b8 }, { "iota", 0x3b9 }, { "kappa", 0x3ba }, { "lambda", 0x3bb }, { "mu", 0x3bc }, { "nu", 0x3bd }, { "xi", 0x3be },
    { "omicron", 0x3bf }, { "pi", 0x3c0 }, { "rho", 0x3c1 }, { "sigmaf", 0x3c2 }, { "sigma", 0x3c3 }, { "tau", 0x3c4 }, { "upsilon", 0x3c5 },
    { "phi", 0x3c6 }, { "chi", 0x3c7 }, { "psi", 0x3c8 }, { "omega", 0x3c9 }, { "thetasym", 0x3d1 }, { "upsih", 0x3d2 }, { "piv", 0x3d6 },
    { "ensp", 0x2002 }, { "emsp", 0x2003 }, { "thinsp", 0x2009 }, { "zwnj", 0x200c }, { "zwj", 0x200d }, { "lrm", 0x200e }, { "rlm", 0x200f },
    { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "sbquo", 0x201a }, { "ldquo", 0x201c },
    { "rdquo", 0x201d }, { "bdquo", 0x201e }, { "dagger", 0x2020 }, { "Dagger", 0x2021 }, { "bull", 0x2022 }, { "hellip", 0x2026 },
    { "permil", 0x2030 }, { "prime", 0x2032 }, { "Prime", 0x2033 }, { "lsaquo", 0x2039 }, { "rsaquo", 0x203a }, { "oline", 0x203e },
    { "frasl", 0x2044 }, { "euro", 0x20ac }, { "image", 0x2111 }, { "weierp", 0x2118 }, { "real", 0x211c }, { "trade", 0x2122 },
    { "alefsym", 0x2135 }, { "larr", 0x2190 }, { "uarr", 0x2191 }, { "rarr", 0x2192 }, { "darr", 0x2193 }, { "harr", 0x2194 },
    { "crarr", 0x21b5 }, { "lArr", 0x21d0 }, { "uArr", 0x21d1 }, { "rArr", 0x21d2 }, { "dArr", 0x21d3 }, { "hArr", 0x21d4 },
    { "forall", 0x2200 }, { "part", 0x2202 }, { "exist", 0x2203 }, { "empty", 0x2205 }, { "nabla", 0x2207 }, { "isin", 0x2208 },
    { "notin", 0x2209 }, { "ni", 0x220b }, { "prod", 0x220f }, { "sum", 0x2211 }, { "minus", 0x2212 }, { "lowast", 0x2217 },
    { "radic", 0x221a }, { "prop", 0x221d }, { "infin", 0x221e }, { "ang", 0x2220 }, { "and", 0x2227 }, { "or", 0x2228 }, { "cap", 0x2229 },
    { "cup", 0x222a }, { "int", 0x222b }, { "there4", 0x2234 }, { "sim", 0x223c }, { "cong", 0x2245 }, { "asymp", 0x2248 }, { "ne", 0x2260 },
    { "equiv", 0x2261 }, { "le", 0x2264 }, { "ge", 0x2265 }, { "sub", 0x2282 }, { "sup", 0x2283 }, { "nsub", 0x2284 }, { "sube", 0x2286 },
    { "supe", 0x2287 }, { "oplus", 0x2295 }, { "otimes", 0x2297 }, { "perp", 0x22a5 }, { "sdot", 0x22c5 }, { "lceil", 0x2308 },
    { "rceil", 0x2309 }, { "lfloor", 0x230a }, { "rfloor", 0x230b }, { "lang", 0x27e8 }, { "rang", 0x27e9 }, { "loz", 0x25ca },
    { "spades", 0x2660 }, { "clubs", 0x2663 }, { "hearts", 0x2665 }, { "diams", 0x2666 } } };

// What Windows has in the place of the C1 controls (section 13.2.5.80).
constexpr std::array<char16_t, 32> Windows1252 { 0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152,
    0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };

template<std::size_t N>
constexpr std::array<Name, N> sorted(std::array<Name, N> names)
{
    std::sort(names.begin(), names.end(), [](const Name &a, const Name &b) { return a.name < b.name; });
    return names;
}

//! Those that need no semicolon.
constexpr auto legacyNames()
{
    std::array<Name, Latin1.size() + Ascii.size()> names;
    for (std::size_t i = 0; i < Latin1.size(); ++i)
        names[i] = { Latin1[i], char16_t(0xa0 + i) };
    std::copy(Ascii.begin(), Ascii.end(), names.begin() + Latin1.size());
    return sorted(names);
}

constexpr auto Legacy = legacyNames();
constexpr auto WithSemicolon = sorted(Others);
constexpr std::size_t LongestLegacy = 6;
constexpr qsizetype LongestName = 32;

//! Nearly all references are of these.
constexpr std::array<Name, 5> Usual { { { "nbsp", 0xa0 }, { "amp", u'&' }, { "lt", u'<' }, { "gt", u'>' }, { "quot", u'"' } } };

char16_t findUsual(std::string_view wanted)
{
    for (const Name &name : Usual) {
        if (name.name == wanted)
            return name.character;
    }
    return u'\0';
}

template<std::size_t N>
char16_t find(const std::array<Name, N> &names, std::string_view wanted)
{
    const auto found = std::lower_bound(names.begin(), names.end(), wanted, [](const Name &name, std::string_view text) { return name.name < text; });
    return found != names.end() && found->name == wanted ? found->character : u'\0';
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int digitOf(char c, char32_t base)
{
    const int value = isDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
    return value < int(base) ? value : -1;
}

CharacterReference numeric(QByteArrayView text)
{
    const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
    const char32_t base = hex ? 16 : 10;
    const qsizetype first = hex ? 3 : 2;
    qsizetype at = first;
    char32_t value = 0;
    for (; at < text.size() && digitOf(text[at], base) >= 0; ++at)
        value = std::min<char32_t>(value * base + char32_t(digitOf(text[at], base)), 0x110000);
    if (at == first)
        return {};
    if (at < text.size() && text[at] == ';')
        ++at;
    if (value >= 0x80 && value < 0xa0)
        value = Windows1252[value - 0x80];
    if (value == 0 || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        value = 0xfffd;
    return { Kind::Character, value, at };
}

} // namespace

CharacterReference characterReference(QByteArrayView text)
{
    if (text.size() > 1 && text[1] == '#')
        return numeric(text);
    if (text.size() < 2 || !isLetter(text[1]))
        return {};
    qsizetype end = 1;
    while (end < text.size() && end <= LongestName && (isLetter(text[end]) || isDigit(text[end])))
        ++end;
    const std::string_view name(text.data() + 1, std::size_t(end - 1));
    if (end < text.size() && text[end] == ';') {
        char32_t character = findUsual(name);
        if (character == 0)
            character = find(Legacy, name);
        if (character == 0)
            character = find(WithSemicolon, name);
        return character == 0 ? CharacterReference { Kind::Unknown, 0, 1 } : CharacterReference { Kind::Character, character, end + 1 };
    }
    for (std::size_t length = std::min(name.size(), LongestLegacy); length >= 2; --length) {
        if (const char16_t character = find(Legacy, name.substr(0, length)))
            return { Kind::Character, character, qsizetype(length) + 1 };
    }
    return {};
}

} // namespace golub::html
