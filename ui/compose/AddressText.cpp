// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/AddressText.h"

#include <QCoreApplication>
#include <QStringList>

namespace golub::ui::addresstext {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(golub::ui::AddressText)
};

constexpr qsizetype LocalPartOctets = 64; // RFC 5321 section 4.5.3.1.1
constexpr qsizetype AddressOctets = 254; // section 4.5.3.1.3, without the angle brackets

bool isSeparator(QChar c)
{
    return c == u',' || c == u';' || c == u'\n' || c == u'\r' || c == u'\t' || c == QChar::ParagraphSeparator
        || c == QChar::LineSeparator;
}

//! A piece of the text between separators, and what stood in its angle brackets.
struct Span
{
    qsizetype start = 0;
    qsizetype end = 0;
    qsizetype open = -1; //!< of the first '<' outside quotes
    qsizetype close = -1; //!< of the '>' behind it
    bool sawAt = false;
    bool byComma = false; //!< what ended it was a comma
};

QList<Span> split(const QString &text)
{
    QList<Span> spans;
    Span now;
    bool quoted = false;
    // A quotation mark without a partner is an ordinary character, so that one stray mark does not swallow the rest of
    // a list.
    const qsizetype lastQuote = text.lastIndexOf(u'"');
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (quoted) {
            if (c == u'\\')
                ++i;
            else if (c == u'"')
                quoted = false;
            continue;
        }
        if (c == u'"' && i < lastQuote) {
            quoted = true;
        } else if (isSeparator(c)) {
            now.end = i;
            now.byComma = c == u',';
            spans += now;
            now = Span { i + 1 };
        } else if (c == u'<' && now.open < 0) {
            now.open = i;
        } else if (c == u'>' && now.open >= 0 && now.close < 0) {
            now.close = i;
        } else if (c == u'@') {
            now.sawAt = true;
        } else if (c == u':' && !now.sawAt && now.open < 0) {
            now.start = i + 1; // a group's name, or "mailto:"
        }
    }
    now.end = text.size();
    spans += now;
    return spans;
}

bool hasWords(const QString &text, qsizetype from, qsizetype to)
{
    return !QStringView(text).mid(from, to - from).trimmed().isEmpty();
}

//! "Nowak, Anna <anna@example.org>": a piece without an address before one that has name and address takes the comma
//! into the name.
QList<Span> withCommasInNames(const QString &text, const QList<Span> &spans)
{
    QList<Span> joined;
    for (const Span &right : spans) {
        const bool rightHasName = right.open > right.start && hasWords(text, right.start, right.open);
        Span whole = right;
        if (rightHasName && !joined.isEmpty()) {
            const Span &left = joined.constLast();
            if (left.byComma && !left.sawAt && left.open < 0 && hasWords(text, left.start, left.end)) {
                whole.start = left.start;
                joined.removeLast();
            }
        }
        joined += whole;
    }
    return joined;
}

QString unquoted(QString name)
{
    name = name.trimmed();
    if (name.size() < 2 || !name.startsWith(u'"') || !name.endsWith(u'"'))
        return name;
    QString plain;
    for (qsizetype i = 1; i + 1 < name.size(); ++i) {
        if (name.at(i) == u'\\' && i + 2 < name.size())
            ++i;
        plain += name.at(i);
    }
    return plain.trimmed();
}

Piece pieceOf(const QString &text, const Span &span)
{
    Piece piece;
    piece.start = span.start;
    qsizetype end = span.end;
    while (piece.start < end && text.at(piece.start).isSpace())
        ++piece.start;
    while (end > piece.start && text.at(end - 1).isSpace())
        --end;
    piece.length = end - piece.start;
    if (piece.length == 0)
        return piece;
    if (span.open >= 0) {
        const qsizetype close = span.close >= 0 ? span.close : end;
        piece.address.name = unquoted(text.mid(piece.start, span.open - piece.start));
        piece.address.address = text.mid(span.open + 1, close - span.open - 1).trimmed();
        if (piece.address.address.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive))
            piece.address.address.remove(0, 7);
        piece.problem = problemOf(piece.address.address);
        return piece;
    }
    QString whole = text.mid(piece.start, piece.length);
    // "anna@example.org (Anna Nowak)": the old way to write a name (RFC 5322 section 3.4).
    const qsizetype paren = whole.indexOf(u'(');
    if (paren > 0 && whole.endsWith(u')')) {
        piece.address.name = whole.mid(paren + 1, whole.size() - paren - 2).trimmed();
        whole = whole.left(paren).trimmed();
    }
    piece.address.address = whole;
    piece.problem = problemOf(whole);
    return piece;
}

QString localPartProblem(const QString &local)
{
    if (local.isEmpty())
        return Words::tr("Something is missing before the @.");
    if (local.toUtf8().size() > LocalPartOctets)
        return Words::tr("The part before the @ is too long.");
    if (local.size() > 1 && local.startsWith(u'"') && local.endsWith(u'"'))
        return {};
    for (const QChar c : local) {
        if (c.isSpace())
            return Words::tr("There is a blank in the address.");
        if (c.unicode() < 0x21 || c.unicode() == 0x7f || QStringLiteral("()<>[]:;\\\",@").contains(c))
            return Words::tr("The character %1 cannot stand in an address.")
                .arg(c.isPrint() ? QString(c) : QStringLiteral("?"));
    }
    return {};
}

QString domainProblem(const QString &domain)
{
    if (domain.isEmpty())
        return Words::tr("The part after the @ is missing.");
    if (domain.startsWith(u'[') && domain.endsWith(u']'))
        return {};
    const QStringList labels = domain.split(u'.');
    for (const QString &label : labels) {
        if (label.isEmpty())
            return Words::tr("There is a dot too many after the @.");
        if (label.startsWith(u'-') || label.endsWith(u'-'))
            return Words::tr("The part after the @ is not the name of a mail server.");
        for (const QChar c : label) {
            if (c.isSpace())
                return Words::tr("There is a blank in the address.");
            if (!c.isLetterOrNumber() && c != u'-' && c != u'_' && !c.isMark() && !c.isSurrogate())
                return Words::tr("The character %1 cannot stand in an address.")
                    .arg(c.isPrint() ? QString(c) : QStringLiteral("?"));
        }
    }
    return {};
}

} // namespace

QString problemOf(const QString &addrSpec)
{
    const qsizetype at = addrSpec.lastIndexOf(u'@');
    if (at < 0)
        return Words::tr("An address looks like name@example.org.");
    if (const QString problem = localPartProblem(addrSpec.left(at)); !problem.isEmpty())
        return problem;
    if (addrSpec.toUtf8().size() > AddressOctets)
        return Words::tr("The address is too long.");
    return domainProblem(addrSpec.mid(at + 1));
}

QList<Piece> parse(const QString &text, Source source)
{
    QList<Span> spans = split(text);
    if (source == Source::Pasted)
        spans = withCommasInNames(text, spans);
    QList<Piece> pieces;
    for (const Span &span : std::as_const(spans)) {
        const Piece piece = pieceOf(text, span);
        if (piece.length > 0)
            pieces += piece;
    }
    return pieces;
}

QString toText(const Address &address)
{
    if (address.name.isEmpty())
        return address.address;
    bool quote = false;
    QString name = address.name.simplified();
    for (const QChar c : std::as_const(name))
        quote = quote || QStringLiteral(",;:<>@()[]\"\\").contains(c);
    if (quote) {
        name.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        name = u'"' + name + u'"';
    }
    return name + QStringLiteral(" <") + address.address + u'>';
}

QString toText(const QList<Address> &addresses)
{
    QStringList parts;
    for (const Address &address : addresses)
        parts += toText(address);
    return parts.join(QStringLiteral(", "));
}

} // namespace golub::ui::addresstext
