// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Links.h"
#include "core/html/TextToHtml.h"

#include <algorithm>
#include <array>

namespace golub::html {
namespace {

constexpr qsizetype MaxLink = 4096;
constexpr qsizetype MaxLocalPart = 64;

bool endsLink(QChar c)
{
    if (c.isSpace() || c.unicode() < 0x21 || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
        return true;
    return QStringView(u"<>\"`{}|\\^“”„«»‹›。，、；：？！）（」「』『】【》《…").contains(c);
}

bool isWordCharacter(QChar c)
{
    // Scripts without blanks between words do not join an address behind them.
    const bool joins = c.isLetterOrNumber() && (c.unicode() < 0x2e80 || c.unicode() > 0xd7a3);
    return joins || c == u'_' || c == u'-' || c == u'.' || c == u'@';
}

bool isLocalCharacter(QChar c)
{
    return c.isLetterOrNumber() || QStringView(u".!#$%&'*+/=?^_`{|}~-").contains(c);
}

bool isDomainCharacter(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c == u'-' || c == u'.';
}

//! Without the punctuation of the sentence; a closing bracket stays where its opening one is part of the link.
qsizetype trimmedEnd(QStringView text, qsizetype start, qsizetype end)
{
    static constexpr std::array<std::pair<char16_t, char16_t>, 2> Brackets { { { u'(', u')' }, { u'[', u']' } } };
    std::array<int, 2> balance {};
    for (qsizetype i = start; i < end; ++i) {
        for (std::size_t b = 0; b < Brackets.size(); ++b)
            balance[b] += text[i] == Brackets[b].first ? 1 : text[i] == Brackets[b].second ? -1 : 0;
    }
    while (end > start) {
        const QChar last = text[end - 1];
        if (QStringView(u".,;:!?'*_~").contains(last)) {
            --end;
            continue;
        }
        bool unbalanced = false;
        for (std::size_t b = 0; b < Brackets.size(); ++b) {
            if (last == Brackets[b].second && balance[b] < 0) {
                ++balance[b];
                unbalanced = true;
            } else if (last == Brackets[b].first) {
                --balance[b];
                unbalanced = true;
            }
        }
        if (!unbalanced)
            break;
        --end;
    }
    return end;
}

qsizetype linkEnd(QStringView text, qsizetype start)
{
    qsizetype end = start;
    while (end < text.size() && end - start < MaxLink && !endsLink(text[end]))
        ++end;
    return trimmedEnd(text, start, end);
}

bool startsWith(QStringView text, qsizetype at, QStringView what)
{
    return text.sliced(at).startsWith(what, Qt::CaseInsensitive);
}

//! A web address or mailto: at \a at; length 0 where there is none.
TextLink schemeLink(QStringView text, qsizetype at)
{
    TextLink link { at, 0, {} };
    for (const QStringView prefix : { QStringView(u"https://"), QStringView(u"http://"), QStringView(u"mailto:"), QStringView(u"www.") }) {
        if (!startsWith(text, at, prefix))
            continue;
        const qsizetype end = linkEnd(text, at);
        if (end - at <= prefix.size())
            return link;
        const QString address = text.sliced(at, end - at).toString();
        const bool web = prefix == u"www.";
        if (web && !QStringView(address).sliced(4).contains(u'.'))
            return link;
        link.target = safeLink(web ? QStringLiteral("https://") + address : address);
        link.length = link.target.isEmpty() ? 0 : end - at;
        return link;
    }
    return link;
}

//! A mail address around the @ at \a at, not reaching before \a from.
TextLink mailLink(QStringView text, qsizetype at, qsizetype from)
{
    TextLink link;
    qsizetype start = at;
    while (start > from && at - start < MaxLocalPart && isLocalCharacter(text[start - 1]))
        --start;
    while (start < at && !text[start].isLetterOrNumber())
        ++start;
    qsizetype end = at + 1;
    while (end < text.size() && end - at < 255 && isDomainCharacter(text[end]))
        ++end;
    while (end > at + 1 && (text[end - 1] == u'.' || text[end - 1] == u'-'))
        --end;
    const QStringView domain = text.sliced(at + 1, end - at - 1);
    const qsizetype dot = domain.lastIndexOf(u'.');
    if (start == at || text[at - 1] == u'.' || dot <= 0 || domain.size() - dot < 3 || domain.front() == u'.' || domain.contains(QStringView(u"..")))
        return link;
    const bool letters = std::all_of(domain.begin() + dot + 1, domain.end(), [](QChar c) { return c.isLetter() || c.isMark(); })
        || domain.sliced(dot + 1).startsWith(u"xn--");
    if (!letters)
        return link;
    link.target = safeLink(QStringLiteral("mailto:") + text.sliced(start, end - start).toString());
    link.start = start;
    link.length = link.target.isEmpty() ? 0 : end - start;
    return link;
}

} // namespace

QList<TextLink> findLinks(QStringView text)
{
    QList<TextLink> links;
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size();) {
        const char16_t c = text[i].unicode();
        TextLink link;
        const bool wordStart = i == from || !isWordCharacter(text[i - 1]);
        if (wordStart && (c == u'h' || c == u'H' || c == u'w' || c == u'W' || c == u'm' || c == u'M'))
            link = schemeLink(text, i);
        else if (c == u'@')
            link = mailLink(text, i, from);
        if (link.length > 0) {
            i = link.start + link.length;
            from = i;
            links.append(link);
        } else {
            ++i;
        }
    }
    return links;
}

} // namespace golub::html
