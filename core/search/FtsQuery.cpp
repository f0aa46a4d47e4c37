// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/FtsQuery.h"

#include "core/search/Tokenizer.h"

namespace golub::search {
namespace {

QString columns(Term::Field field)
{
    switch (field) {
    case Term::Field::From:
        return QStringLiteral("sender : ");
    case Term::Field::To:
        return QStringLiteral("recipients : ");
    case Term::Field::Subject:
        return QStringLiteral("subject : ");
    case Term::Field::Body:
        return QStringLiteral("{body attachments} : ");
    case Term::Field::Any:
        break;
    }
    return {};
}

//! Empty where nothing of the term is ever indexed ("!!!").
QString expression(const Term &term)
{
    // Split here, not by FTS5, so that quotes and operators in the text have no meaning there.
    const QStringList words = tokens(term.text, Purpose::Query);
    if (words.isEmpty())
        return {};
    return columns(term.field) + u'"' + words.join(u' ') + u'"' + (term.phrase ? QString() : QStringLiteral(" *"));
}

QString joined(const QStringList &parts, const QString &with)
{
    return parts.size() == 1 ? parts.first() : u'(' + parts.join(with) + u')';
}

} // namespace

FtsQuery toFts(const Query &query)
{
    FtsQuery result;
    QStringList wanted;
    QStringList excluded;
    for (const QList<Term> &group : query.groups) {
        QStringList alternatives;
        bool negated = false;
        for (const Term &term : group) {
            negated = negated || term.negated;
            if (const QString part = expression(term); !part.isEmpty())
                alternatives.append(part);
        }
        if (alternatives.isEmpty())
            result.impossible = result.impossible || !negated;
        else
            (negated ? excluded : wanted).append(joined(alternatives, QStringLiteral(" OR ")));
    }
    if (wanted.isEmpty()) {
        result.exclude = excluded.join(QStringLiteral(" OR "));
        return result;
    }
    result.match = joined(wanted, QStringLiteral(" AND "));
    if (!excluded.isEmpty())
        result.match += QStringLiteral(" NOT ") + joined(excluded, QStringLiteral(" OR "));
    return result;
}

} // namespace golub::search
