// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/HtmlWords.h"

#include "core/base/Limits.h"
#include "core/html/CharacterReference.h"
#include "core/html/Css.h"
#include "core/html/HtmlToText.h"
#include "core/html/Tokenizer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace golub::html {
namespace {

qsizetype indexOfNoCase(QByteArrayView text, QByteArrayView lower, qsizetype from = 0)
{
    for (qsizetype at = from; at + lower.size() <= text.size(); ++at) {
        if ((text[at] | 0x20) == lower[0] && qstrnicmp(text.data() + at, lower.size(), lower.data(), lower.size()) == 0)
            return at;
    }
    return -1;
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! A number of at most one behind "font", up to the end of the declaration.
bool mayBeTiny(QByteArrayView css)
{
    constexpr qsizetype Longest = 160;
    for (qsizetype at = indexOfNoCase(css, "font"); at >= 0; at = indexOfNoCase(css, "font", at + 4)) {
        const char *const begin = css.data() + at;
        const char *const end = std::find(begin, begin + std::min(css.size() - at, Longest), ';');
        const char *const number = std::find_if(begin, end, [](char c) { return isDigit(c) || c == '.'; });
        if (number != end && (*number == '0' || *number == '.' || (*number == '1' && (number + 1 == end || !isDigit(number[1])))))
            return true;
    }
    return false;
}

//! Cheap, and never false where a declaration hides something.
bool mayHide(QByteArrayView css)
{
    const auto stands = [css](qsizetype at, QByteArrayView lower) {
        return css.size() - at >= lower.size() && qstrnicmp(css.data() + at, lower.size(), lower.data(), lower.size()) == 0;
    };
    for (qsizetype at = 0; at < css.size(); ++at) {
        switch (css[at] | 0x20) {
        case 'd':
            if (stands(at, "display"))
                return true;
            break;
        case 'v':
            if (stands(at, "visibility"))
                return true;
            break;
        case 'o':
            if (stands(at, "opacity") || stands(at, "overflow"))
                return true;
            break;
        default:
            break;
        }
    }
    return mayBeTiny(css);
}

bool hides(QByteArrayView declarations)
{
    if (!mayHide(declarations))
        return declarations.contains("&#"); // nobody writes so who has nothing to hide
    const Style style = parseDeclarations(QString::fromUtf8(declarations));
    return style.isHidden() || style.isTiny();
}

//! What can stand in a word of UTF-8 without a closer look: no blank, no reference, and no lead byte of blanks and marks.
constexpr std::array<bool, 256> plainTable()
{
    std::array<bool, 256> plain {};
    for (std::size_t c = 0x21; c < 0x100; ++c)
        plain[c] = c != '&' && c != 0x7f && c != 0xc2 && c != 0xe1 && c != 0xe2 && c != 0xe3 && c != 0xef;
    return plain;
}

constexpr std::array<bool, 256> Plain = plainTable();

class WordReader
{
public:
    WordReader(QByteArrayView html, qsizetype enough) : m_tokenizer(html, Tokenizer::Attributes::OfWords), m_enough(std::min(enough, limits::HtmlBytes))
    {
        m_out.reserve(std::min(html.size() / 2, m_enough + 64));
    }

    //! False where only the tree tells what is seen.
    bool read()
    {
        Token token;
        QByteArray skipUntil;
        while (m_exact && m_out.size() < m_enough && m_tokenizer.next(token)) {
            if (!skipUntil.isEmpty()) {
                if (token.kind == Token::Kind::End && token.name == skipUntil)
                    skipUntil.clear();
                continue;
            }
            if (token.kind == Token::Kind::Text)
                addText(token.text);
            else if (token.kind == Token::Kind::Style)
                m_exact = !mayHide(token.text) || !StyleSheet::parse(QString::fromUtf8(token.text)).hidesSomething();
            else if (token.info && token.info->fate == Fate::DropContent && token.kind == Token::Kind::Start)
                skipUntil = token.name;
            else if (token.info && token.info->fate == Fate::Keep)
                token.kind == Token::Kind::Start ? start(token) : end(token.info->tag);
        }
        return m_exact;
    }

    QByteArray takeText() { return std::move(m_out); }

private:
    void start(const Token &token)
    {
        if (!token.attribute("hidden").isNull() || isHidden(token.attribute("style"))) {
            m_exact = false;
            return;
        }
        const Tag tag = token.info->tag;
        switch (tag) {
        case Tag::Br:
            m_breaks = std::min(m_breaks + 1, 3);
            return;
        case Tag::Img:
            addImage(token.attribute("alt").trimmed());
            return;
        case Tag::A:
            ++m_links;
            return;
        case Tag::Pre:
            ++m_preserved;
            break;
        case Tag::Blockquote:
            m_quotes = std::min(m_quotes + 1, 50);
            break;
        default:
            break;
        }
        ++m_open[std::size_t(tag)];
        breakLine(tag);
    }

    //! Pages repeat their styles: one is looked at once.
    bool isHidden(QByteArrayView style)
    {
        if (style.isEmpty() || style == m_harmless)
            return false;
        if (hides(style))
            return true;
        m_harmless = style;
        return false;
    }

    void end(Tag tag)
    {
        int &open = m_open[std::size_t(tag)];
        if (open == 0 && isBlock(tag) && tag != Tag::P)
            return; // ends nothing
        open = std::max(0, open - 1);
        if (tag == Tag::A)
            m_links = std::max(0, m_links - 1);
        else if (tag == Tag::Pre)
            m_preserved = std::max(0, m_preserved - 1);
        else if (tag == Tag::Blockquote)
            m_quotes = std::max(0, m_quotes - 1);
        else if (tag == Tag::Br)
            m_breaks = std::min(m_breaks + 1, 3);
        breakLine(tag);
    }

    void breakLine(Tag tag)
    {
        if (!isBlock(tag))
            return;
        const bool apart = tag == Tag::P || tag == Tag::Pre || tag == Tag::Blockquote || tag == Tag::Ul || tag == Tag::Ol || tag == Tag::Dl
            || (tag >= Tag::H1 && tag <= Tag::H6);
        m_breaks = std::max(m_breaks, apart ? 2 : 1);
    }

    void addImage(QByteArrayView alt)
    {
        if (alt.isEmpty())
            return;
        if (m_links == 0)
            append("[");
        addText(alt);
        m_space = false;
        if (m_links == 0)
            append("]");
    }

    void addText(QByteArrayView text)
    {
        const char *at = text.data();
        const char *const end = at + text.size();
        while (at < end && m_exact) {
            const char *const word = at;
            while (at < end && (Plain[uchar(*at)] || (*at == ' ' && at > word && end - at > 1 && Plain[uchar(at[1])])))
                ++at; // words with single blanks between them are as they will be
            if (at > word)
                append({ word, at - word });
            if (at == end)
                return;
            const auto c = uchar(*at);
            if (c == '&')
                at += addReference({ at, end - at });
            else if (c >= 0x80)
                at += addCharacter({ at, end - at });
            else if (++at; c != 0x7f)
                blank(c == '\n');
        }
    }

    qsizetype addReference(QByteArrayView text)
    {
        const CharacterReference reference = characterReference(text);
        if (reference.kind == CharacterReference::Kind::None)
            append("&");
        else if (reference.kind == CharacterReference::Kind::Unknown)
            m_exact = false;
        else
            addDecoded(reference.character, {});
        return reference.length;
    }

    //! One character outside ASCII as it stands.
    qsizetype addCharacter(QByteArrayView text)
    {
        const auto lead = uchar(text[0]);
        const qsizetype length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
        const auto continues = [](char c) { return (uchar(c) & 0xc0) == 0x80; };
        if (length == 1 || length > text.size() || !std::all_of(text.begin() + 1, text.begin() + length, continues)) {
            append("\xef\xbf\xbd"); // no UTF-8
            return 1;
        }
        char32_t character = lead & (0x7fU >> length);
        for (qsizetype i = 1; i < length; ++i)
            character = (character << 6) | (uchar(text[i]) & 0x3fU);
        addDecoded(character, text.first(length));
        return length;
    }

    //! \a bytes: the same in UTF-8 where it is at hand.
    void addDecoded(char32_t c, QByteArrayView bytes)
    {
        // Marks for a layout that plain text does not have, controls, and what is no character.
        const bool unseen = c == 0xad || c == 0x200b || c == 0xfeff || c == 0x202d || c == 0x202e || (c >= 0x7f && c < 0xa0 && c != 0x85) || (c >= 0xfdd0 && c <= 0xfdef)
            || c == 0xfffe || c == 0xffff;
        if (unseen)
            return;
        if (c < 0x20 || QChar::isSpace(c))
            blank(c == '\n');
        else if (bytes.isEmpty())
            append(QStringView(QChar::fromUcs4(c)).toUtf8());
        else
            append(bytes);
    }

    void blank(bool lineEnd)
    {
        if (lineEnd && m_preserved > 0)
            m_breaks = std::min(m_breaks + 1, 3);
        m_space = true;
    }

    void append(QByteArrayView bytes)
    {
        if (m_breaks > 0 || m_out.isEmpty())
            startLine();
        else if (m_space)
            m_out += ' ';
        m_space = false;
        m_out += bytes;
    }

    void startLine()
    {
        if (!m_out.isEmpty())
            m_out += QByteArrayView("\n\n\n").first(m_breaks);
        for (int i = 0; i < m_quotes; ++i)
            m_out += '>';
        if (m_quotes > 0)
            m_out += ' ';
        m_breaks = 0;
    }

    Tokenizer m_tokenizer;
    const qsizetype m_enough;
    QByteArray m_out;
    QByteArrayView m_harmless;        //!< the last style that hides nothing
    std::array<int, std::size_t(Tag::Wbr) + 1> m_open {}; //!< by tag; those that end by themselves are not counted down
    int m_breaks = 0;
    int m_quotes = 0;
    int m_links = 0;
    int m_preserved = 0;
    bool m_space = false;
    bool m_exact = true;
};

} // namespace

QByteArray htmlWordsUtf8(QByteArrayView utf8, qsizetype enough)
{
    WordReader reader(utf8.first(std::min(utf8.size(), limits::HtmlSourceBytes)), enough);
    return reader.read() ? reader.takeText() : htmlToText(utf8, { .linkTargets = false }).toUtf8();
}

QString htmlWords(QByteArrayView utf8)
{
    return QString::fromUtf8(htmlWordsUtf8(utf8));
}

} // namespace golub::html
