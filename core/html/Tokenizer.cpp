// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Tokenizer.h"

#include "core/html/NameTable.h"

#include <algorithm>
#include <array>

namespace golub::html {
namespace {

constexpr NameTable KnownAttributes(std::array<QByteArrayView, 32> { "align", "alt", "background", "bgcolor", "border", "cellpadding", "cellspacing", "class",
    "code", "color", "colspan", "data", "dir", "face", "height", "hidden", "href", "id", "lang", "rel", "role", "rowspan", "size", "src", "srcset",
    "start", "style", "text", "title", "type", "valign", "width" });
static_assert(KnownAttributes.isComplete());

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

//! Into the memory that \a into has already.
void setLower(QByteArray &into, QByteArrayView name)
{
    into.resize(name.size());
    std::transform(name.begin(), name.end(), into.begin(), lower);
}

//! The entry of the table, null where there is none.
QByteArrayView knownAttribute(QByteArrayView name)
{
    std::array<char, 12> folded;
    if (name.size() > qsizetype(folded.size()))
        return {};
    std::transform(name.begin(), name.end(), folded.begin(), lower);
    const int place = KnownAttributes.find({ folded.data(), name.size() });
    return place < 0 ? QByteArrayView() : KnownAttributes[place];
}

//! Cheap, and true for some others.
bool mayBeOfWords(QByteArrayView name)
{
    const char first = lower(name.front());
    return (name.size() == 5 && first == 's') || (name.size() == 3 && first == 'a') || (name.size() == 6 && first == 'h');
}

//! \a known: an entry of the table, like the names of all attributes.
bool hasAttribute(const Token &token, QByteArrayView known)
{
    return std::any_of(token.attributes.begin(), token.attributes.end(), [known](const RawAttribute &attribute) { return attribute.name.data() == known.data(); });
}

bool startsWithNoCase(QByteArrayView text, QByteArrayView lower)
{
    return text.size() >= lower.size() && qstrnicmp(text.data(), lower.size(), lower.data(), lower.size()) == 0;
}

} // namespace

QByteArrayView Token::attribute(QByteArrayView wanted) const
{
    for (const RawAttribute &attribute : attributes) {
        if (attribute.name.size() == wanted.size() && attribute.name.front() == wanted.front() && attribute.name == wanted)
            return attribute.value;
    }
    return {};
}

bool Tokenizer::startsTag(qsizetype at) const
{
    if (at + 1 >= m_html.size())
        return false;
    const char c = m_html[at + 1];
    return isLetter(c) || c == '!' || c == '?' || (c == '/' && at + 2 < m_html.size());
}

bool Tokenizer::next(Token &token)
{
    while (m_at < m_html.size()) {
        if (m_html[m_at] == '<' && startsTag(m_at)) {
            if (readTag(token))
                return true;
            continue;
        }
        qsizetype end = m_at + 1;
        for (;;) {
            end = m_html.indexOf('<', end);
            if (end < 0 || startsTag(end))
                break;
            ++end;
        }
        if (end < 0)
            end = m_html.size();
        token.kind = Token::Kind::Text;
        token.text = m_html.sliced(m_at, end - m_at);
        token.info = nullptr;
        token.attributes.clear();
        m_at = end;
        return true;
    }
    return false;
}

bool Tokenizer::readTag(Token &token)
{
    const char first = m_html[m_at + 1];
    const bool end = first == '/';
    if (first == '!' || first == '?' || (end && !isLetter(m_html[m_at + 2]))) {
        skipMarkupDeclaration();
        return false;
    }
    m_at += end ? 2 : 1;
    const qsizetype nameStart = m_at;
    while (m_at < m_html.size() && !isSpace(m_html[m_at]) && m_html[m_at] != '/' && m_html[m_at] != '>')
        ++m_at;
    setLower(token.name, m_html.sliced(nameStart, std::min<qsizetype>(m_at - nameStart, 32)));
    token.text = {};
    token.info = tagInfo(token.name);
    readAttributes(token);
    if (end) {
        token.kind = Token::Kind::End;
        return true;
    }
    token.kind = Token::Kind::Start;
    if (token.info && token.info->fate == Fate::Style) {
        token.kind = Token::Kind::Style;
        token.text = rawTextUntilEnd(token.name);
    } else if (token.info && token.info->fate == Fate::RawText) {
        (void)rawTextUntilEnd(token.name);
    }
    return true;
}

void Tokenizer::readAttributes(Token &token)
{
    token.attributes.clear();
    const qsizetype size = m_html.size();
    for (;;) {
        while (m_at < size && (isSpace(m_html[m_at]) || m_html[m_at] == '/'))
            ++m_at;
        if (m_at >= size)
            return;
        if (m_html[m_at] == '>') {
            ++m_at;
            return;
        }
        const qsizetype nameStart = m_at;
        ++m_at; // a "=" in the first place belongs to the name
        while (m_at < size && !isSpace(m_html[m_at]) && m_html[m_at] != '/' && m_html[m_at] != '>' && m_html[m_at] != '=')
            ++m_at;
        const QByteArrayView name = m_html.sliced(nameStart, m_at - nameStart);
        while (m_at < size && isSpace(m_html[m_at]))
            ++m_at;
        QByteArrayView value;
        if (m_at < size && m_html[m_at] == '=') {
            ++m_at;
            while (m_at < size && isSpace(m_html[m_at]))
                ++m_at;
            if (m_at < size && (m_html[m_at] == '"' || m_html[m_at] == '\'')) {
                const qsizetype close = m_html.indexOf(m_html[m_at], m_at + 1);
                const qsizetype valueEnd = close < 0 ? size : close;
                value = m_html.sliced(m_at + 1, valueEnd - m_at - 1);
                m_at = close < 0 ? size : close + 1;
            } else {
                const qsizetype start = m_at;
                while (m_at < size && !isSpace(m_html[m_at]) && m_html[m_at] != '>')
                    ++m_at;
                value = m_html.sliced(start, m_at - start);
            }
        }
        if (m_attributes == Attributes::OfWords && !mayBeOfWords(name))
            continue;
        if (const QByteArrayView known = knownAttribute(name); !known.isNull() && !hasAttribute(token, known))
            token.attributes.push_back({ known, value.isNull() ? QByteArrayView("") : value });
    }
}

void Tokenizer::skipMarkupDeclaration()
{
    const QByteArrayView rest = m_html.sliced(m_at);
    if (rest.startsWith("<!--")) {
        // "<!-->" and "<!--->" are whole comments.
        if (rest.startsWith("<!-->") || rest.startsWith("<!--->")) {
            m_at += rest.startsWith("<!-->") ? 5 : 6;
            return;
        }
        for (qsizetype at = 4;;) {
            at = rest.indexOf("--", at);
            if (at < 0) {
                m_at = m_html.size();
                return;
            }
            if (at + 2 < rest.size() && rest[at + 2] == '>') {
                m_at += at + 3;
                return;
            }
            if (at + 3 < rest.size() && rest[at + 2] == '!' && rest[at + 3] == '>') {
                m_at += at + 4;
                return;
            }
            ++at;
        }
    }
    const qsizetype close = rest.indexOf('>');
    m_at = close < 0 ? m_html.size() : m_at + close + 1;
}

QByteArrayView Tokenizer::rawTextUntilEnd(QByteArrayView name)
{
    const qsizetype start = m_at;
    for (qsizetype at = start;;) {
        at = m_html.indexOf("</", at);
        if (at < 0) {
            m_at = m_html.size();
            return m_html.sliced(start);
        }
        const QByteArrayView rest = m_html.sliced(at + 2);
        if (startsWithNoCase(rest, name) && (rest.size() == name.size() || isSpace(rest[name.size()]) || rest[name.size()] == '/' || rest[name.size()] == '>')) {
            const qsizetype close = m_html.indexOf('>', at);
            m_at = close < 0 ? m_html.size() : close + 1;
            return m_html.sliced(start, at - start);
        }
        at += 2;
    }
}

} // namespace golub::html
