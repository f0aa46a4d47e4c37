// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/AddressParser.h"

#include "core/base/Limits.h"
#include "core/mime/AddressTokens.h"
#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/ReadableDomain.h"
#include "core/mime/UsualForms.h"

#include <QByteArray>

#include <iterator>
#include <utility>
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
    const bool quoted = anyQuoted(tokens, first, last);
    const bool needsQuotes = !isDotAtom(words) && (quoted || words.contains(' '));
    return toText(needsQuotes ? quotedLocalPart(words) : words);
}

// What people see: one line, and without the quotes that some programs encode along with the name.
QString tidyName(QString name, bool wasEncoded)
{
    name.replace(u'\t', u' ');
    name = name.trimmed();
    if (wasEncoded && name.size() > 2 && name.startsWith(u'"') && name.indexOf(u'"', 1) == name.size() - 1)
        return name.mid(1, name.size() - 2).trimmed();
    return name;
}

// A display name: quoted strings without their quotes, blanks collapsed, then decoded as a whole, so that adjacent encoded words join.
QString phrase(const Tokens &tokens, size_t first, size_t last)
{
    QByteArray bytes;
    for (size_t i = first; i < last; ++i) {
        if (i > first && (tokens[i].spaceBefore || tokens[i].commentBefore))
            bytes += ' ';
        bytes += tokens[i].text;
    }
    return tidyName(decodeHeaderText(bytes), hasEncodedWord(bytes));
}

size_t findSpecial(const Tokens &tokens, char c, size_t from = 0)
{
    size_t i = from;
    while (i < tokens.size() && !isSpecial(tokens[i], c))
        ++i;
    return i;
}

// One entry's tokens between separators, its comments apart.
struct Entry {
    struct Comment {
        size_t before; // the token that it stands in front of
        QByteArray text;
    };
    Tokens tokens;
    std::vector<Comment> comments;
    void clear()
    {
        tokens.clear();
        comments.clear();
    }
};

// "user@host (Name)" is how names were written before RFC 822; comments inside of the address are none.
QString nameFromComments(const Entry &entry, size_t first, size_t last)
{
    QByteArray before;
    QByteArray behind;
    for (const Entry::Comment &comment : entry.comments) {
        if (comment.before > first && comment.before < last)
            continue;
        QByteArray &bytes = comment.before >= last ? behind : before;
        if (!bytes.isEmpty())
            bytes += ' ';
        bytes += comment.text;
    }
    const QByteArray &bytes = behind.isEmpty() ? before : behind;
    return tidyName(decodeHeaderText(bytes).simplified(), hasEncodedWord(bytes));
}

// Behind the domain that begins at \a from. Obsolete domains have blanks around their dots; other words behind are no part of it.
size_t domainEnd(const Tokens &tokens, size_t from, size_t last)
{
    size_t end = from;
    while (end < last && (end == from || !tokens[end].spaceBefore || tokens[end].text.startsWith('.') || tokens[end - 1].text.endsWith('.')))
        ++end;
    return end;
}

QString addrSpec(const Tokens &tokens, size_t first, size_t at, size_t end)
{
    QByteArray domain = joinWords(tokens, at + 1, end);
    domain.removeIf(ascii::isControl); // of no name, and nobody sees them
    while (domain.endsWith('.')) // the root of the name system: right, but not in mail (RFC 5321 section 2.3.5)
        domain.chop(1);
    const qsizetype name = domain.lastIndexOf('@') + 1; // "a@b@c" stays what it says, which is no address
    return localPart(tokens, first, at) + u'@' + toText(domain.first(name)) + readableDomain(toText(domain.sliced(name))); // "user@" is no user of this host
}

// "@a,@b:user@host" (RFC 5322 section 4.4) and "mailto:user@host": where the address itself begins.
size_t withoutRoute(const Tokens &tokens, size_t first, size_t last)
{
    if (first < last && isSpecial(tokens[first], '@')) {
        const size_t colon = findSpecial(tokens, ':', first);
        if (colon < last)
            first = colon + 1;
    }
    if (last - first > 1 && ascii::equalsIgnoreCase(tokens[first].text, "mailto") && isSpecial(tokens[first + 1], ':'))
        first += 2;
    return first;
}

// Inside of angle brackets.
QString angleAddress(const Tokens &tokens, size_t first, size_t last)
{
    first = withoutRoute(tokens, first, last);
    size_t at = last; // the last one counts: a local part may hold one unquoted
    for (size_t i = first; i < last; ++i) {
        if (isSpecial(tokens[i], '@'))
            at = i;
    }
    if (at < last)
        return addrSpec(tokens, first, at, domainEnd(tokens, at + 1, last));
    return anyQuoted(tokens, first, last) ? localPart(tokens, first, last) : toText(joinWords(tokens, first, last));
}

// Where the local part before \a at begins: the word that touches it, with what dots bind to that.
size_t localStart(const Tokens &tokens, size_t from, size_t at)
{
    if (at == from || tokens[at].spaceBefore)
        return from;
    size_t first = at - 1;
    while (first > from && (!tokens[first].spaceBefore || tokens[first].text.startsWith('.') || tokens[first - 1].text.endsWith('.')))
        --first;
    return first;
}

// Without angle brackets: "user@host", "Name user@host", "name.  obs @host", "a@host b@host", or words alone.
QList<Address> bareAddresses(const Entry &entry)
{
    const Tokens &tokens = entry.tokens;
    QList<Address> list;
    QString comment;
    size_t from = withoutRoute(tokens, 0, tokens.size());
    for (size_t at = findSpecial(tokens, '@', from); at < tokens.size(); at = findSpecial(tokens, '@', from)) {
        const size_t first = localStart(tokens, from, at);
        const size_t end = domainEnd(tokens, at + 1, tokens.size());
        Address address { phrase(tokens, from, first), addrSpec(tokens, first, at, end) };
        if (list.isEmpty())
            comment = nameFromComments(entry, first, end);
        list.append(std::move(address));
        from = end;
    }
    if (!list.isEmpty()) {
        if (list.last().name.isEmpty() && from < tokens.size()) // "user@host Name"
            list.last().name = phrase(tokens, from, tokens.size());
        if (list.first().name.isEmpty())
            list.first().name = comment;
        return list;
    }
    if (from >= tokens.size())
        return list;
    // One word is a mailbox of this host, several are a name without an address.
    const bool mailbox = tokens.size() - from == 1 && tokens[from].kind == AddressToken::Kind::Word && !hasEncodedWord(tokens[from].text);
    if (mailbox)
        list.append({ nameFromComments(entry, from, tokens.size()), toText(tokens[from].text) });
    else
        list.append({ phrase(tokens, from, tokens.size()), {} });
    return list;
}

// With angle brackets. Of several, those with an "@" inside count: "<name <user@host>", "John <nick> Doe <jd@host>".
Address angleMailbox(const Tokens &tokens)
{
    const size_t opening = findSpecial(tokens, '<');
    size_t open = opening;
    size_t close = open;
    for (size_t i = opening; i < tokens.size(); ++i) {
        if (isSpecial(tokens[i], '<'))
            open = i;
        if (isSpecial(tokens[i], '@'))
            break;
        if (i + 1 == tokens.size())
            open = opening;
    }
    while (open + 1 < tokens.size() && isSpecial(tokens[open + 1], '<'))
        ++open;
    close = findSpecial(tokens, '>', open);
    Address address;
    address.address = angleAddress(tokens, open + 1, close);
    size_t nameStart = 0;
    size_t nameEnd = open;
    while (nameStart < nameEnd && isSpecial(tokens[nameStart], '<'))
        ++nameStart;
    while (nameStart < nameEnd && isSpecial(tokens[nameEnd - 1], '<'))
        --nameEnd;
    address.name = phrase(tokens, nameStart, nameEnd);
    while (close < tokens.size() && isSpecial(tokens[close], '>'))
        ++close;
    if (address.name.isEmpty() && close < tokens.size()) // "<user@host> Name"
        address.name = phrase(tokens, close, tokens.size());
    return address;
}

class ListBuilder
{
public:
    void token(AddressToken &&token)
    {
        if (token.kind == AddressToken::Kind::Comment) {
            m_entry.comments.push_back({ m_entry.tokens.size(), token.text });
            m_commentBefore = true;
            return;
        }
        token.commentBefore = std::exchange(m_commentBefore, false);
        if (token.kind == AddressToken::Kind::Special && !takesPart(token))
            return;
        m_entry.tokens.push_back(std::move(token));
        if (m_angle == Angle::Closing)
            m_angle = m_angleHasAt ? Angle::Complete : Angle::None;
        if (m_angle == Angle::Complete && m_complete == 0)
            m_complete = m_entry.tokens.size();
    }

    AddressList finish()
    {
        endEntry();
        flushGroup();
        return std::move(m_list);
    }

    bool isFull() const { return m_count >= limits::AddressesPerField; }

private:
    enum class Angle { None, Open, Closing, Complete };

    // False: the token has done its work and is no part of the entry.
    bool takesPart(const AddressToken &token)
    {
        switch (token.text.front()) {
        case '<':
            if (m_complete > 0)
                splitBehindAngle();
            m_angle = Angle::Open;
            m_angleHasAt = false;
            return true;
        case '>':
            if (m_angle != Angle::Open)
                return token.spaceBefore && !m_hasAt; // one too many, or an arrow in a name
            m_angle = Angle::Closing;
            return true;
        case '@':
            m_hasAt = true;
            m_angleHasAt = true;
            return true;
        case ',':
            return separator();
        case ';':
            closeGroup();
            return false;
        default:
            return m_angle == Angle::Open || colon();
        }
    }

    // "<a@b> Name <c@d>" are two, the comma between them forgotten.
    void splitBehindAngle()
    {
        Entry rest;
        rest.tokens.assign(std::make_move_iterator(m_entry.tokens.begin() + std::ptrdiff_t(m_complete)), std::make_move_iterator(m_entry.tokens.end()));
        m_entry.tokens.resize(m_complete);
        endEntry();
        m_entry = std::move(rest);
    }

    // A comma inside of "<@a,@b:c@d>" separates hops, elsewhere in unclosed brackets it ends the address.
    bool separator()
    {
        if (m_angle == Angle::Open && !m_entry.tokens.empty() && findSpecial(m_entry.tokens, '@') == findSpecial(m_entry.tokens, '<') + 1)
            return true;
        // "Doe, John <jd@example.org>": words alone before a comma may be half a name. Kept until the next entry tells.
        const bool wordsOnly = !m_entry.tokens.empty() && !m_hasAt && findSpecial(m_entry.tokens, '<') == m_entry.tokens.size()
            && !anyQuoted(m_entry.tokens, 0, m_entry.tokens.size());
        if (wordsOnly && m_pending.size() < MaxPending) {
            m_pending.push_back(std::move(m_entry));
            m_entry.clear();
        } else {
            endEntry();
        }
        return false;
    }

    void prependPending()
    {
        Tokens tokens;
        for (Entry &entry : m_pending) {
            for (AddressToken &token : entry.tokens)
                tokens.push_back(std::move(token));
            tokens.push_back({ AddressToken::Kind::Special, ",", false, false });
        }
        m_entry.tokens.front().spaceBefore = true;
        for (AddressToken &token : m_entry.tokens)
            tokens.push_back(std::move(token));
        m_entry.tokens = std::move(tokens);
    }

    void endEntry()
    {
        m_angle = Angle::None;
        m_hasAt = false;
        m_angleHasAt = false;
        m_complete = 0;
        const bool angle = findSpecial(m_entry.tokens, '<') < m_entry.tokens.size();
        if (angle && !m_pending.empty() && !isSpecial(m_entry.tokens.front(), '<')) {
            prependPending();
        } else {
            for (const Entry &entry : m_pending)
                append(bareAddresses(entry));
        }
        m_pending.clear();
        if (angle)
            append({ angleMailbox(m_entry.tokens) });
        else if (!m_entry.tokens.empty())
            append(bareAddresses(m_entry));
        m_entry.clear();
    }

    // True where the colon is part of the entry.
    bool colon()
    {
        if (m_entry.tokens.empty())
            return false;
        if (isSpecial(m_entry.tokens.front(), '@') || (m_entry.tokens.size() == 1 && ascii::equalsIgnoreCase(m_entry.tokens.front().text, "mailto")))
            return true;
        if (m_hasAt) { // "user@host: other@host": an address names no group
            endEntry();
            return false;
        }
        if (m_depth > 0) { // groups do not nest (RFC 5322 section 3.4): the members belong to the outer one
            ++m_depth;
            m_entry.clear();
            return false;
        }
        Entry name = std::move(m_entry);
        m_entry.clear();
        endEntry(); // what was pending before the group's name
        m_depth = 1;
        m_group = {};
        m_group.isGroup = true;
        m_group.groupName = phrase(name.tokens, 0, name.tokens.size());
        return false;
    }

    void closeGroup()
    {
        endEntry();
        if (m_depth == 1)
            flushGroup();
        else if (m_depth > 1)
            --m_depth;
    }

    void flushGroup()
    {
        if (m_depth > 0) {
            ++m_count;
            m_list.append(std::move(m_group));
        }
        m_depth = 0;
    }

    void append(QList<Address> &&addresses)
    {
        for (Address &address : addresses) {
            if (address.address.isEmpty() && address.name.isEmpty())
                continue;
            ++m_count;
            if (m_depth > 0)
                m_group.members.append(std::move(address));
            else
                m_list.append({ std::move(address), false, {}, {} });
        }
    }

    static constexpr size_t MaxPending = 8;
    AddressList m_list;
    AddressEntry m_group;
    Entry m_entry;
    std::vector<Entry> m_pending; // words that may be the head of "Doe, John <…>", or addresses of their own
    size_t m_complete = 0;        // behind the first complete "<user@host>" of the entry; 0: there is none yet
    int m_count = 0;
    int m_depth = 0;              // of groups
    Angle m_angle = Angle::None;
    bool m_hasAt = false;         // the entry
    bool m_angleHasAt = false;    // its last angle brackets
    bool m_commentBefore = false;
};

} // namespace

AddressList parseAddresses(QByteArrayView field)
{
    AddressList usual;
    return readUsualAddresses(field, usual) ? usual : parseAnyAddresses(field);
}

AddressList parseAnyAddresses(QByteArrayView field)
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
