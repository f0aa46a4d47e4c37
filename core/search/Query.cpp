// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Query.h"

#include "core/base/Limits.h"

#include <QCoreApplication>

#include <array>

namespace golub::search {
namespace {

//! One piece of the text: an operator with its value, or a word or phrase.
struct Piece {
    QString name;                     //!< the operator, lower case; empty for plain text
    QString text;
    bool quoted = false;
    bool negated = false;
};

constexpr std::array Operators { u"from", u"to", u"subject", u"body", u"in", u"has", u"is", u"after", u"before", u"larger", u"smaller" };

Error invalid(const char *text, const QString &what)
{
    return { ErrorKind::InvalidInput, QCoreApplication::translate("Search", text).arg(what), what };
}

bool isOperator(const QString &name)
{
    return std::any_of(Operators.begin(), Operators.end(), [&name](const char16_t *known) { return name == QStringView(known); });
}

class Scanner
{
public:
    explicit Scanner(const QString &text) : m_text(text) { }

    bool next(Piece &piece)
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace())
            ++m_at;
        if (m_at >= m_text.size())
            return false;
        piece = {};
        if (m_text.at(m_at) == u'-' && m_at + 1 < m_text.size() && !m_text.at(m_at + 1).isSpace()) {
            piece.negated = true;
            ++m_at;
        }
        takeName(piece);
        takeText(piece);
        return true;
    }

private:
    void takeName(Piece &piece)
    {
        qsizetype end = m_at;
        while (end < m_text.size() && m_text.at(end).isLetter())
            ++end;
        if (end >= m_text.size() || m_text.at(end) != u':')
            return;
        const QString name = m_text.mid(m_at, end - m_at).toLower();
        if (!isOperator(name))
            return; // "Re: …" and "https://…" are text
        piece.name = name;
        m_at = end + 1;
    }
    void takeText(Piece &piece)
    {
        if (m_at < m_text.size() && m_text.at(m_at) == u'"') {
            const qsizetype close = m_text.indexOf(u'"', m_at + 1);
            const qsizetype end = close < 0 ? m_text.size() : close;
            piece.text = m_text.mid(m_at + 1, end - m_at - 1);
            piece.quoted = true;
            m_at = close < 0 ? end : close + 1;
            return;
        }
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && !m_text.at(m_at).isSpace() && m_text.at(m_at) != u'"')
            ++m_at;
        piece.text = m_text.mid(begin, m_at - begin);
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

Outcome setState(Query &query, const Piece &piece)
{
    const QString value = piece.text.toLower();
    const bool wanted = !piece.negated;
    if (value == u"unread")
        query.seen = !wanted;
    else if (value == u"read")
        query.seen = wanted;
    else if (value == u"flagged" || value == u"starred")
        query.flagged = wanted;
    else if (value == u"answered")
        query.answered = wanted;
    else
        return invalid(QT_TRANSLATE_NOOP("Search", "“is:” takes unread, read, flagged or answered, not “%1”."), piece.text);
    return {};
}

Outcome setDate(QDate &date, const Piece &piece)
{
    date = QDate::fromString(piece.text, Qt::ISODate);
    if (!date.isValid() || piece.text.size() != 10)
        return invalid(QT_TRANSLATE_NOOP("Search", "“%1:” takes a date such as 2026-03-31."), piece.name);
    return {};
}

Outcome setSize(qint64 &size, const Piece &piece)
{
    QString digits = piece.text.toLower();
    qint64 unit = 1;
    if (digits.endsWith(u'b'))
        digits.chop(1);
    for (const auto &[letter, bytes] : { std::pair { u'k', 1024LL }, std::pair { u'm', 1024LL * 1024 }, std::pair { u'g', 1024LL * 1024 * 1024 } }) {
        if (digits.endsWith(letter)) {
            unit = bytes;
            digits.chop(1);
            break;
        }
    }
    bool ok = false;
    const qint64 number = digits.toLongLong(&ok);
    if (!ok || number < 0 || number > (1LL << 50) / unit)
        return invalid(QT_TRANSLATE_NOOP("Search", "“%1:” takes a size such as 200k or 10M."), piece.name);
    size = number * unit;
    return {};
}

//! Operators that filter; each stands for itself and cannot be joined with OR.
Outcome applyFilter(Query &query, const Piece &piece)
{
    if (piece.name == u"is")
        return setState(query, piece);
    if (piece.negated)
        return invalid(QT_TRANSLATE_NOOP("Search", "“%1:” cannot be excluded with a minus."), piece.name);
    if (piece.name == u"after")
        return setDate(query.after, piece);
    if (piece.name == u"before")
        return setDate(query.before, piece);
    if (piece.name == u"larger")
        return setSize(query.largerThan, piece);
    if (piece.name == u"smaller")
        return setSize(query.smallerThan, piece);
    if (piece.name == u"in") {
        query.inMailboxes.append(piece.text.toLower());
        return {};
    }
    if (!piece.text.startsWith(u"attachment", Qt::CaseInsensitive))
        return invalid(QT_TRANSLATE_NOOP("Search", "“has:” takes attachment, not “%1”."), piece.text);
    query.hasAttachment = true;
    return {};
}

Term termOf(const Piece &piece)
{
    Term term { Term::Field::Any, piece.text, piece.quoted, piece.negated };
    if (piece.name == u"from")
        term.field = Term::Field::From;
    else if (piece.name == u"to")
        term.field = Term::Field::To;
    else if (piece.name == u"subject")
        term.field = Term::Field::Subject;
    else if (piece.name == u"body")
        term.field = Term::Field::Body;
    return term;
}

bool isFilter(const Piece &piece)
{
    return !piece.name.isEmpty() && termOf(piece).field == Term::Field::Any;
}

class Parser
{
public:
    Result<Query> parse(const QString &text)
    {
        Scanner scanner(text);
        Piece piece;
        while (scanner.next(piece)) {
            if (Outcome done = take(piece); !done)
                return done.error();
        }
        return m_query;
    }

private:
    Outcome take(const Piece &piece)
    {
        const bool afterOr = std::exchange(m_afterOr, false);
        if (piece.name.isEmpty() && !piece.quoted && !piece.negated && piece.text == u"OR") {
            m_afterOr = m_afterTerm; // at the beginning it joins nothing
            return {};
        }
        if (piece.text.isEmpty() && !piece.name.isEmpty())
            return invalid(QT_TRANSLATE_NOOP("Search", "“%1:” needs a value right behind the colon."), piece.name);
        if (piece.text.isEmpty())
            return {};
        m_afterTerm = !isFilter(piece);
        if (!m_afterTerm) {
            if (afterOr)
                return invalid(QT_TRANSLATE_NOOP("Search", "OR joins words, not “%1:”."), piece.name);
            return applyFilter(m_query, piece);
        }
        return addTerm(termOf(piece), afterOr);
    }
    Outcome addTerm(const Term &term, bool afterOr)
    {
        if (++m_terms > limits::SearchTerms)
            return invalid(QT_TRANSLATE_NOOP("Search", "A search takes at most %1 words."), QString::number(limits::SearchTerms));
        if (!afterOr) {
            m_query.groups.append({ term });
            return {};
        }
        if (term.negated || m_query.groups.last().last().negated)
            return invalid(QT_TRANSLATE_NOOP("Search", "An excluded word cannot be joined with OR (“%1”)."), term.text);
        m_query.groups.last().append(term);
        return {};
    }

    Query m_query;
    int m_terms = 0;
    bool m_afterOr = false;
    bool m_afterTerm = false;
};

} // namespace

bool Query::isEmpty() const
{
    return groups.isEmpty() && inMailboxes.isEmpty() && !hasAttachment && !seen && !flagged && !answered && !after.isValid()
        && !before.isValid() && largerThan < 0 && smallerThan < 0;
}

Result<Query> parseQuery(const QString &text)
{
    if (text.size() > limits::SearchText)
        return invalid(QT_TRANSLATE_NOOP("Search", "A search takes at most %1 characters."), QString::number(limits::SearchText));
    return Parser().parse(text);
}

} // namespace golub::search
