// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MessageIds.h"

#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"

#include <QRandomGenerator>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace golub::mime {
namespace {

constexpr qsizetype IdsPerField = 1000;   // a References field of thousands is an attack or a bug; the newest ids are the last
constexpr qsizetype IdLength = 998;

bool isIdChar(char c)
{
    return c > ' ' && c < 0x7F && c != '<' && c != '>';
}

QString cleanId(QByteArrayView bytes)
{
    if (std::all_of(bytes.begin(), bytes.end(), isIdChar))
        return bytes.size() > IdLength ? QString() : QString::fromLatin1(bytes);
    QByteArray out;
    out.reserve(bytes.size());
    for (const char c : bytes) {
        if (!ascii::isSpace(c) && !ascii::isControl(c) && c != '<' && c != '>')
            out += c;
    }
    if (out.isEmpty() || out.size() > IdLength)
        return {};
    return ascii::isAscii(out) ? QString::fromLatin1(out) : decodeUnlabelled(out);
}

void addId(QStringList &ids, QSet<QString> &seen, QByteArrayView bytes)
{
    constexpr qsizetype Few = 16; // most threads are short: looking through them is cheaper than a set
    QString id = cleanId(bytes);
    if (id.isEmpty() || (ids.size() <= Few ? ids.contains(id) : seen.contains(id)))
        return;
    if (ids.size() == Few)
        seen = QSet<QString>(ids.begin(), ids.end());
    if (ids.size() >= Few)
        seen.insert(id);
    ids.append(std::move(id));
}

void addBareIds(QStringList &ids, QSet<QString> &seen, QByteArrayView field)
{
    qsizetype i = 0;
    while (i < field.size()) {
        while (i < field.size() && (ascii::isSpace(field[i]) || field[i] == ',' || field[i] == ';'))
            ++i;
        const qsizetype start = i;
        while (i < field.size() && !ascii::isSpace(field[i]) && field[i] != ',' && field[i] != ';')
            ++i;
        const QByteArrayView token = field.sliced(start, i - start);
        if (ascii::find(token, '@') < token.size())
            addId(ids, seen, token);
    }
}

} // namespace

RandomSource systemRandom()
{
    return [] { return QRandomGenerator::system()->generate64(); };
}

QStringList parseMessageIds(QByteArrayView field)
{
    QStringList ids;
    QSet<QString> seen;
    qsizetype open = ascii::find(field, '<');
    if (open == field.size())
        addBareIds(ids, seen, field);
    while (open < field.size()) {
        qsizetype close = ascii::find(field, '>', open + 1);
        const qsizetype nextOpen = ascii::find(field, '<', open + 1);
        if (nextOpen < close) // "<a@b <c@d>": the first was never closed
            close = nextOpen;
        addId(ids, seen, field.sliced(open + 1, close - open - 1));
        open = nextOpen;
    }
    return ids.size() > IdsPerField ? ids.last(IdsPerField) : ids;
}

QString parseMessageId(QByteArrayView field)
{
    const qsizetype open = ascii::find(field, '<');
    if (open < field.size()) {
        const QString id = cleanId(field.sliced(open + 1, ascii::find(field, '>', open + 1) - open - 1));
        if (!id.isEmpty())
            return id;
    }
    const QByteArrayView bare = ascii::trimmed(field);
    qsizetype end = 0;
    while (end < bare.size() && !ascii::isSpace(bare[end]))
        ++end;
    return cleanId(bare.first(end));
}

QString makeMessageId(const QString &domain, const RandomSource &random)
{
    QByteArray ace = QUrl::toAce(domain);
    bool usable = !ace.isEmpty() && ace.size() <= 255 && !ace.startsWith('.') && !ace.endsWith('.');
    for (const char c : std::as_const(ace))
        usable = usable && (ascii::isLetter(c) || ascii::isDigit(c) || c == '-' || c == '.');
    if (!usable)
        ace = "localhost.localdomain";
    const auto part = [&random] { return QString::number(random(), 36).rightJustified(13, u'0'); };
    const QString left = part();
    return left + u'.' + part() + u'@' + QString::fromLatin1(ace);
}

} // namespace golub::mime
