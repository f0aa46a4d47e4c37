// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutator/Mutations.h"

#include <algorithm>
#include <array>

namespace golub::fuzz {
namespace {

using test::Random;

constexpr qsizetype MostBytes = 1'000'000;     // of one mutated mail
constexpr qsizetype AmplifiedBytes = 200'000;

constexpr std::array Pieces { "\r\n", "\n", "\r", "\r\n\r\n", "\n\n", "--", "--\n", "--b--\n", ":", ";", "=", "\"", "\\", "<", ">", "(", ")", "@", ",", "=?utf-8?q?", "=?utf-8?b?", "?=", "=?", "=\n", "=20",
    "\t", " ", "\xFF", "\xC5\xBC", "\xEF\xBB\xBF", "%", "*0*=", "''", "Content-Type: ", "Content-Type: multipart/mixed; boundary=\"b\"\n", "Content-Type: multipart/mixed\n", "Content-Type: message/rfc822\n",
    "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "Content-Transfer-Encoding: x-uuencode\n", "Content-Disposition: attachment; filename=\"../x\"\n", "From ", ">From ",
    "begin 644 x\n", "=ybegin line=128 size=9 name=x\n", "end\n", "-- \n", "> ", "<table><tr><td>", "</td></tr></table>", "<div style=\"", "<style>", "&#x", "&amp;", "<!--", "cid:", "\x1b$B", "\x1b(B", "+AGE-", "~{", "\x0e",
    "name*0=a; name*1=b", "charset=", "format=flowed; delsp=yes", "References: <a@b>\n", "Date: Mon, 5 Jan 2026 09:07:03 +0100\n", ".\r\n", "..\r\n" };

constexpr std::array Charsets { "utf-8", "us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-16", "windows-1250", "windows-1251", "windows-1252", "koi8-r", "koi8-u", "ibm852", "ibm866", "utf-7", "utf-16", "utf-16le",
    "utf-32", "iso-2022-jp", "iso-2022-kr", "euc-jp", "shift_jis", "gb2312", "gb18030", "hz-gb-2312", "big5", "euc-kr", "macintosh", "x-mac-ce", "unknown-8bit", "x-nonsense", "", "*", "utf-8*pl" };

constexpr std::array Encodings { "7bit", "8bit", "binary", "quoted-printable", "base64", "x-uuencode", "x-yenc", "nonsense", "" };

qsizetype lineStart(const QByteArray &mail, qsizetype at)
{
    return at <= 0 ? 0 : mail.lastIndexOf('\n', at - 1) + 1;
}

qsizetype lineEnd(const QByteArray &mail, qsizetype at)
{
    const qsizetype feed = mail.indexOf('\n', at);
    return feed < 0 ? mail.size() : feed + 1;
}

QByteArray someBytes(const QByteArray &mail, Random &random, qsizetype most)
{
    const qsizetype length = random.between(1, qMax<qsizetype>(1, qMin(most, mail.size())));
    return mail.mid(random.below(mail.size() - length + 1), length);
}

QByteArray someLine(const QByteArray &mail, Random &random)
{
    const qsizetype start = lineStart(mail, random.below(mail.size()));
    return mail.mid(start, lineEnd(mail, start) - start);
}

qsizetype headerEnd(const QByteArray &mail)
{
    const qsizetype end = mail.indexOf("\n\n");
    const qsizetype crlf = mail.indexOf("\n\r\n");
    return end < 0 ? (crlf < 0 ? mail.size() : crlf + 1) : crlf < 0 ? end + 1 : qMin(end, crlf) + 1;
}

// A line that begins with "--", and where it stands; -1 where there is none.
qsizetype someBoundary(const QByteArray &mail, Random &random)
{
    qsizetype at = mail.indexOf("\n--", random.below(mail.size()));
    if (at < 0)
        at = mail.indexOf("\n--");
    return at < 0 ? -1 : at + 1;
}

void flipBits(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    for (qsizetype i = random.between(1, 8); i > 0; --i) {
        char &c = mail[random.below(mail.size())];
        c = char(static_cast<unsigned char>(c) ^ (1u << random.below(8)));
    }
}

void setBytes(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    for (qsizetype i = random.between(1, 5); i > 0; --i)
        mail[random.below(mail.size())] = random.chance(1, 4) ? '\0' : char(random.next());
}

void cutOut(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    const qsizetype length = random.between(1, qMax<qsizetype>(1, random.chance(1, 3) ? mail.size() / 2 : qMin<qsizetype>(mail.size() - 1, 40)));
    mail.remove(random.below(mail.size() - length + 1), length);
}

void truncate(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    mail.truncate(random.between(1, mail.size()));
}

void doubleSome(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    const QByteArray piece = someBytes(mail, random, 400);
    mail.insert(random.below(mail.size() + 1), piece);
}

void splice(QByteArray &mail, const QList<QByteArray> &seeds, Random &random)
{
    const QByteArray &other = random.pick(seeds);
    if (random.chance(1, 2))
        mail = mail.left(lineEnd(mail, random.below(mail.size()))) + other.mid(lineStart(other, random.below(other.size())));
    else
        mail.insert(lineStart(mail, random.below(mail.size())), someBytes(other, random, 2000));
}

void insertPieces(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    for (qsizetype i = random.between(1, 6); i > 0; --i)
        mail.insert(random.below(mail.size() + 1), random.pick(Pieces));
}

void mangleBoundary(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    const qsizetype at = someBoundary(mail, random);
    if (at < 0)
        return insertPieces(mail, {}, random);
    const qsizetype end = lineEnd(mail, at);
    const QByteArray line = mail.mid(at, end - at);
    switch (random.below(6)) {
    case 0: mail.remove(at, end - at); break;
    case 1: mail.insert(lineStart(mail, random.below(mail.size())), line.repeated(random.between(1, 5))); break;
    case 2: mail.insert(at + random.below(line.size()), random.chance(1, 2) ? "--" : " "); break;
    case 3: mail.remove(at + random.below(line.size()), 1); break;
    case 4: mail.insert(lineStart(mail, random.below(mail.size())), line.trimmed() + "--\r\n"); break;
    default: mail.insert(random.below(mail.size()), line.trimmed()); break;
    }
}

void mangleHeader(QByteArray &mail, const QList<QByteArray> &seeds, Random &random)
{
    const qsizetype end = headerEnd(mail);
    const qsizetype at = lineStart(mail, random.below(end));
    const qsizetype next = lineEnd(mail, at);
    const QByteArray line = mail.mid(at, next - at);
    const QByteArray &other = random.pick(seeds);
    switch (random.below(8)) {
    case 0: mail.remove(at, next - at); break;
    case 1: mail.insert(at, line.repeated(random.between(1, 4))); break;
    case 2: mail.insert(at, someLine(other.left(headerEnd(other)), random)); break;
    case 3: mail.insert(at, random.chance(1, 2) ? " " : "\t"); break;
    case 4: mail.insert(at + random.below(line.size()), random.chance(1, 2) ? "\r\n " : "\n\t"); break;
    case 5: mail.insert(at + random.below(line.size()), random.pick(Pieces)); break;
    case 6: {
        const qsizetype colon = line.indexOf(':');
        const qsizetype theirs = other.indexOf(": ");
        if (colon > 0 && theirs > 0)
            mail.replace(at + colon, line.size() - colon, other.mid(theirs, lineEnd(other, theirs) - theirs));
        break;
    }
    default: mail.remove(at + qMax<qsizetype>(0, line.indexOf(':')), 1); break;
    }
}

void changeLineEnds(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    const qsizetype how = random.below(6);
    QByteArray out;
    out.reserve(mail.size() + mail.size() / 20);
    for (qsizetype i = 0; i < mail.size(); ++i) {
        const char c = mail[i];
        if (c == '\r' && i + 1 < mail.size() && mail[i + 1] == '\n')
            continue;
        if (c != '\n')
            out += c;
        else if (how == 0)
            out += "\r\n";
        else if (how == 1)
            out += '\n';
        else if (how == 2)
            out += '\r';
        else if (how == 3)
            out += random.chance(1, 2) ? "\r\n" : "\n";
        else if (how == 4)
            out += "\r\r\n";
        else
            out += random.chance(1, 10) ? "\r" : "\n";
    }
    mail = out;
}

void makeLong(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    const qsizetype at = random.below(mail.size());
    if (random.chance(1, 2)) {
        QByteArray rest = mail.mid(at, random.between(1, 4000));
        mail.replace(at, rest.size(), QByteArray(rest).replace('\n', "").replace('\r', ""));
    } else {
        mail.insert(at, QByteArray(random.between(100, random.chance(1, 20) ? 50'000 : 3000), random.chance(1, 2) ? 'x' : char(random.next())));
    }
}

template<class Labels>
void swapBehind(QByteArray &mail, Random &random, const char *mark, const char *ends, const Labels &labels)
{
    const QByteArray lower = mail.toLower();
    qsizetype at = lower.indexOf(mark, random.below(mail.size()));
    if (at < 0)
        at = lower.indexOf(mark);
    if (at < 0)
        return;
    at += qsizetype(std::strlen(mark));
    qsizetype end = at;
    while (end < mail.size() && std::strchr(ends, mail[end]) == nullptr)
        ++end;
    mail.replace(at, end - at, random.pick(labels));
}

void swapLabels(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    switch (random.below(3)) {
    case 0: return swapBehind(mail, random, "charset=", ";\r\n ", Charsets);
    case 1: return swapBehind(mail, random, "=?", "?\r\n ", Charsets);
    default: return swapBehind(mail, random, "content-transfer-encoding: ", "\r\n", Encodings);
    }
}

// What is quadratic anywhere shows with a piece a thousand times.
void repeatPiece(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    QByteArray piece;
    switch (random.below(4)) {
    case 0: piece = random.pick(Pieces); break;
    case 1: piece = QByteArray(random.pick(Pieces)) + random.pick(Pieces); break;
    case 2: piece = someLine(mail, random); break;
    default: piece = someBytes(mail, random, 60); break;
    }
    if (piece.isEmpty())
        return;
    const bool atLine = random.chance(2, 3);
    const qsizetype at = random.below(mail.size());
    const qsizetype bytes = random.chance(1, 25) ? AmplifiedBytes : 3000;
    mail.insert(atLine ? lineStart(mail, at) : at, piece.repeated(random.between(1, qMax<qsizetype>(1, bytes / piece.size()))));
}

void wrapInMail(QByteArray &mail, const QList<QByteArray> &, Random &random)
{
    const qsizetype times = random.chance(1, 10) ? random.between(1, 80) : random.between(1, 3);
    for (qsizetype i = 0; i < times && mail.size() < 50'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        switch (random.below(4)) {
        case 0: mail.prepend("Content-Type: message/rfc822\r\n\r\n"); break;
        case 1: mail = "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + mail.left(20'000).toBase64(); break;
        case 2: mail = "Content-Type: multipart/mixed; boundary=w" + number + "\r\n\r\n--w" + number + "\r\n" + mail + "\r\n--w" + number + "--\r\n"; break;
        default: mail.prepend("Content-Type: multipart/mixed; boundary=w\r\n\r\n--w\r\n"); break;
        }
    }
}

using Mutation = void (*)(QByteArray &, const QList<QByteArray> &, Random &);

// The usual ones stand more often.
constexpr std::array<Mutation, 24> Mutations { flipBits, flipBits, flipBits, setBytes, setBytes, cutOut, cutOut, cutOut, truncate, doubleSome, doubleSome, splice, splice, insertPieces, insertPieces,
    mangleBoundary, mangleBoundary, mangleHeader, mangleHeader, mangleHeader, changeLineEnds, makeLong, swapLabels, swapLabels };
constexpr std::array<Mutation, 2> RareMutations { repeatPiece, wrapInMail };

} // namespace

QByteArray mutated(const QList<QByteArray> &seeds, Random &random)
{
    QByteArray mail = random.pick(seeds);
    for (qsizetype i = random.between(1, 6); i > 0; --i) {
        if (mail.isEmpty() || mail.size() > MostBytes)
            break;
        const Mutation mutation = random.chance(1, 30) ? random.pick(RareMutations) : random.pick(Mutations);
        mutation(mail, seeds, random);
    }
    return mail.left(MostBytes);
}

} // namespace golub::fuzz
