// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/AddressParser.h"

#include "core/base/Limits.h"
#include "core/mime/AddressTokens.h"
#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/EncodedWord.h"

#include <QByteArray>

#include <vector>

namespace golub::mime {
namespace {

using Tokens = std::vector<AddressToken>;

bool isSpecial(const AddressToken &token, char c)
{
    return token.kind == AddressToken::Kind::Special && token.text.size() == 1 && token.text.front() == c;
}

QString toText(const QByteArray &bytes)
{
    return ascii::isAscii(bytes) ? QString::fromLatin1(bytes) : decodeUnlabelled(bytes);
}

bool isDotAtom(const QByteArray &local)
{
    if (local.isEmpty() || local.startsWith('.') || local.endsWith('.') || local.contains(".."))
        return false;
    for (const char c : local) {
        if (!isAtomChar(c) && c != '.')
            return false;
    }
    return true;
}

QByteArray quotedLocalPart(const QByteArray &local)
{
    QByteArray out = "\"";
    for (const char c : local) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

// Words of a local part or a domain in obsolete syntax: blanks around dots do not count, other blanks stay one.
QByteArray joinWords(const Tokens &tokens, size_t first, size_t last)
{
    QByteArray out;
    for (size_t i = first; i < last; ++i) {
        const bool gap = i > first && tokens[i].spaceBefore && !out.endsWith('.') && !tokens[i].text.startsWith('.');
        if (gap)
            out += ' ';
        out += tokens[i].text;
    }
    return out;
}

bool anyQuoted(const Tokens &tokens, size_t first, size_t last)
{
    for (size_t i = first; i < last; ++i) {
        if (tokens[i].kind == AddressToken::Kind::Quoted)
            return true;
    }
    return false;
}

QString localPart(const Tokens &tokens, size_t first, size_t last)
{
    const QByteArray words = joinWords(tokens, first, last);
    if (words.isEmpty())
        return {};
    const bool needsQuotes = !isDotAtom(words) && (anyQuoted(tokens, first, last) || words.contains(' '));
    return toText(needsQuotes ? quotedLocalPart(words) : words);
}

// A display name: quoted strings without their quotes, blanks collapsed, then decoded as a whole, so that adjacent encoded words join.
QString phrase(const Tokens &tokens, size_t first, size_t last)
{
    QByteArray bytes;
    for (size_t i = first; i < last; ++i) {
        if (i > first && tokens[i].spaceBefore)
            bytes += ' ';
        bytes += tokens[i].text;
    }
    return decodeHeaderText(bytes).trimmed();
}

// One entry's tokens between separators.
struct Entry {
    Tokens tokens;
    QByteArray comment;           // the last one: "user@host (Name)"
    void clear()
    {
        tokens.clear();
        comment.clear();
    }
};

size_t findSpecial(const Tokens &tokens, char c, size_t from = 0)
{
    size_t i = from;
    while (i < tokens.size() && !isSpecial(tokens[i], c))
        ++i;
    return i;
}

QString addressFrom(const Tokens &tokens, size_t first, size_t last)
{
    // Route: "@a,@b:user@host" (RFC 5322 section 4.4); the route goes.
    if (first < last && isSpecial(tokens[first], '@')) {
        size_t colon = first;
        while (colon < last && !isSpecial(tokens[colon], ':'))
            ++colon;
        if (colon < last)
            first = colon + 1;
    }
    if (first < last && ascii::equalsIgnoreCase(tokens[first].text, "mailto") && last - first > 1 && isSpecial(tokens[first + 1], ':'))
        first += 2;
    size_t at = last; // the last one counts: a local part may hold one unquoted
    for (size_t i = first; i < last; ++i) {
        if (isSpecial(tokens[i], '@'))
            at = i;
    }
    if (at == last)
        return localPart(tokens, first, last);
    size_t end = at + 1; // obsolete domains have blanks around their dots; other words behind are no part of it
    while (end < last && (end == at + 1 || !tokens[end].spaceBefore || tokens[end].text.startsWith('.') || tokens[end - 1].text.endsWith('.')))
        ++end;
    const QString domain = toText(joinWords(tokens, at + 1, end));
    const QString local = localPart(tokens, first, at);
    return domain.isEmpty() ? local : local + u'@' + domain;
}

// Without angle brackets: "user@host", "Name user@host", "name.  obs @host", or a name alone.
Address bareAddress(const Entry &entry)
{
    const Tokens &tokens = entry.tokens;
    const size_t at = findSpecial(tokens, '@');
    size_t first = 0;
    if (at < tokens.size() && at > 0 && !tokens[at].spaceBefore) {
        first = at - 1;
        while (first > 0 && (!tokens[first].spaceBefore || tokens[first].text.startsWith('.') || tokens[first - 1].text.endsWith('.')))
            --first;
    }
    Address address;
    address.address = addressFrom(tokens, first, tokens.size());
    if (first > 0)
        address.name = phrase(tokens, 0, first);
    return address;
}

Address readMailbox(const Entry &entry)
{
    const Tokens &tokens = entry.tokens;
    const size_t open = findSpecial(tokens, '<');
    Address address;
    if (open == tokens.size()) {
        address = bareAddress(entry);
    } else {
        size_t first = open;
        while (first < tokens.size() && isSpecial(tokens[first], '<'))
            ++first;
        size_t last = findSpecial(tokens, '>', first);
        const size_t inner = findSpecial(tokens, '<', first); // "<name <user@host>": the inner one is meant
        if (inner < last) {
            first = inner + 1;
            last = findSpecial(tokens, '>', first);
        }
        address.address = addressFrom(tokens, first, last);
        address.name = phrase(tokens, 0, open);
    }
    if (address.name.isEmpty() && !entry.comment.isEmpty())
        address.name = decodeHeaderText(entry.comment).trimmed();
    return address;
}

class ListBuilder
{
public:
    void token(AddressToken &&token)
    {
        if (token.kind == AddressToken::Kind::Comment) {
            m_entry.comment = token.text;
            return;
        }
        if (isSpecial(token, '<'))
            m_inAngle = true;
        else if (isSpecial(token, '>'))
            m_inAngle = false;
        else if (isSpecial(token, ','))
            return separator(m_inAngle && isRoute());
        else if (isSpecial(token, ';'))
            return closeGroup();
        else if (isSpecial(token, ':') && !m_inAngle && openGroup())
            return;
        m_entry.tokens.push_back(std::move(token));
    }

    AddressList finish()
    {
        endEntry();
        flushGroup();
        return std::move(m_list);
    }

    bool isFull() const { return m_count >= limits::AddressesPerField; }

private:
    // A comma inside of "<@a,@b:c@d>" separates hops, elsewhere in unclosed brackets it ends the address.
    bool isRoute() const { return !m_entry.tokens.empty() && findSpecial(m_entry.tokens, '@') == findSpecial(m_entry.tokens, '<') + 1; }

    void separator(bool routeComma)
    {
        if (routeComma) {
            m_entry.tokens.push_back({ AddressToken::Kind::Special, ",", false });
            return;
        }
        // "Doe, John <jd@example.org>": words alone before a comma may be half a name. Kept until the next entry tells.
        const bool wordsOnly = !m_entry.tokens.empty() && findSpecial(m_entry.tokens, '@') == m_entry.tokens.size()
            && findSpecial(m_entry.tokens, '<') == m_entry.tokens.size() && !anyQuoted(m_entry.tokens, 0, m_entry.tokens.size());
        if (wordsOnly && m_pending.size() < MaxPending) {
            m_pending.push_back(std::move(m_entry));
            m_entry.clear();
            return;
        }
        endEntry();
    }

    void prependPending()
    {
        Tokens tokens;
        for (Entry &entry : m_pending) {
            for (AddressToken &token : entry.tokens)
                tokens.push_back(std::move(token));
            tokens.push_back({ AddressToken::Kind::Special, ",", false });
        }
        m_entry.tokens.front().spaceBefore = true;
        for (AddressToken &token : m_entry.tokens)
            tokens.push_back(std::move(token));
        m_entry.tokens = std::move(tokens);
    }

    void endEntry()
    {
        m_inAngle = false;
        const bool namedAngle = !m_entry.tokens.empty() && findSpecial(m_entry.tokens, '<') < m_entry.tokens.size() && !isSpecial(m_entry.tokens.front(), '<');
        if (namedAngle && !m_pending.empty()) {
            prependPending();
        } else {
            for (const Entry &entry : m_pending)
                append(readMailbox(entry));
        }
        m_pending.clear();
        if (!m_entry.tokens.empty())
            append(readMailbox(m_entry));
        m_entry.clear();
    }

    bool openGroup()
    {
        if (m_inGroup || m_entry.tokens.empty() || findSpecial(m_entry.tokens, '@') < m_entry.tokens.size())
            return false;
        if (m_entry.tokens.size() == 1 && ascii::equalsIgnoreCase(m_entry.tokens.front().text, "mailto"))
            return false;
        Entry name = std::move(m_entry);
        m_entry.clear();
        endEntry(); // what was pending before the group's name
        m_group = {};
        m_group.isGroup = true;
        m_group.groupName = phrase(name.tokens, 0, name.tokens.size());
        m_inGroup = true;
        return true;
    }

    void closeGroup()
    {
        endEntry();
        flushGroup();
    }

    void flushGroup()
    {
        if (m_inGroup) {
            ++m_count;
            m_list.append(std::move(m_group));
        }
        m_inGroup = false;
    }

    void append(Address &&address)
    {
        if (address.address.isEmpty() && address.name.isEmpty())
            return;
        ++m_count;
        if (m_inGroup)
            m_group.members.append(std::move(address));
        else
            m_list.append({ std::move(address), false, {}, {} });
    }

    static constexpr size_t MaxPending = 8;
    AddressList m_list;
    AddressEntry m_group;
    Entry m_entry;
    std::vector<Entry> m_pending; // words that may be the head of "Doe, John <…>", or addresses of their own
    int m_count = 0;
    bool m_inGroup = false;
    bool m_inAngle = false;
};

} // namespace

AddressList parseAddresses(QByteArrayView field)
{
    AddressTokenizer tokenizer(field);
    ListBuilder builder;
    AddressToken token;
    while (!builder.isFull() && tokenizer.next(token))
        builder.token(std::move(token));
    return builder.finish();
}

AddressList parseTypedAddresses(const QString &text)
{
    QString oneLine = text;
    oneLine.replace(u'\n', u','); // a list pasted from somewhere
    return parseAddresses(oneLine.toUtf8());
}

bool isPlausibleAddress(const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    if (at < 1 || at + 1 >= address.size() || address.size() > 320)
        return false;
    const QString local = address.left(at);
    const QString domain = address.mid(at + 1);
    for (const QChar c : domain) {
        const char16_t u = c.unicode();
        if (u <= u' ' || u == 0x7F || c.isSpace() || QStringView(u"<>()[]@,;:\\\"").contains(c))
            return domain.startsWith(u'[') && domain.endsWith(u']') && !domain.contains(u' ') && !domain.contains(u'<') && !domain.contains(u'>');
    }
    if (domain.startsWith(u'.') || domain.endsWith(u'.') || domain.contains(QLatin1String("..")))
        return false;
    if (local.size() >= 2 && local.startsWith(u'"') && local.endsWith(u'"')) {
        for (const QChar c : local) {
            if (c.unicode() < 0x20 || c.unicode() == 0x7F)
                return false;
        }
        return true;
    }
    if (local.startsWith(u'.') || local.endsWith(u'.') || local.contains(QLatin1String("..")))
        return false;
    for (const QChar c : local) {
        if (c.unicode() <= u' ' || c.unicode() == 0x7F || c.isSpace() || QStringView(u"<>()[],;:\\\"@").contains(c))
            return false;
    }
    return true;
}

} // namespace golub::mime
