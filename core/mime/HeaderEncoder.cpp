// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/AddressParser.h"
#include "core/mime/AddressTokens.h"
#include "core/mime/Ascii.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/HeaderValue.h"
#include "core/mime/Parameters.h"

#include <QStringView>
#include <QUrl>

namespace golub::mime {
namespace {

constexpr qsizetype LineLength = 78;           // RFC 5322 section 2.1.1, the "should"
constexpr qsizetype WordLength = 75;           // RFC 2047 section 2
constexpr QByteArrayView Fold("\r\n ");

bool isQSafe(unsigned char c, WordContext context)
{
    const char ch = char(c);
    if (ascii::isLetter(ch) || ascii::isDigit(ch))
        return true;
    if (context == WordContext::Phrase) // RFC 2047 section 5 (3)
        return std::strchr("!*+-/", ch) != nullptr && ch != 0;
    return c > 0x20 && c < 0x7F && ch != '=' && ch != '?' && ch != '_';
}

QByteArray encodeQ(const QByteArray &bytes, WordContext context)
{
    static constexpr char Hex[] = "0123456789ABCDEF";
    QByteArray out;
    for (const char ch : bytes) {
        const auto c = static_cast<unsigned char>(ch);
        if (c == ' ') {
            out += '_';
        } else if (isQSafe(c, context)) {
            out += ch;
        } else {
            out += '=';
            out += Hex[c >> 4];
            out += Hex[c & 15];
        }
    }
    return out;
}

// The shorter of the two, for each run of words on its own.
bool prefersBase64(const QByteArray &bytes, WordContext context)
{
    return encodeQ(bytes, context).size() > (bytes.size() + 2) / 3 * 4;
}

qsizetype charUnits(QStringView text, qsizetype i)
{
    return text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate() ? 2 : 1;
}

// What goes into one encoded word.
struct Chunk {
    QByteArray bytes;
    qsizetype end = 0;            // where the text goes on
    bool base64 = false;
    QByteArray word(WordContext context) const
    {
        return QByteArray("=?UTF-8?") + (base64 ? "B?" : "Q?") + (base64 ? bytes.toBase64() : encodeQ(bytes, context)) + "?=";
    }
};

// As much as fits into \a room, no character cut. Some readers (GMime) join the words of one encoding before they decode them, and stop at
// padding: so only the last word has any, and where characters of three bytes never come out even, those before them go as Q.
Chunk nextChunk(QStringView text, qsizetype from, qsizetype room, bool base64, WordContext context)
{
    Chunk chunk { {}, from, base64 };
    Chunk even { {}, from, base64 };
    Chunk odd { {}, from, false };     // the first characters up to one of three bytes
    qsizetype length = 0;
    bool leading = true;
    while (chunk.end < text.size()) {
        const qsizetype units = charUnits(text, chunk.end);
        const QByteArray next = text.mid(chunk.end, units).toUtf8();
        const qsizetype grown = base64 ? (chunk.bytes.size() + next.size() + 2) / 3 * 4 : length + encodeQ(next, context).size();
        if (grown > room && !chunk.bytes.isEmpty())
            break;
        chunk.bytes += next;
        chunk.end += units;
        length = grown;
        if (chunk.bytes.size() % 3 == 0)
            even = chunk;
        leading = leading && next.size() != 3;
        if (leading) {
            odd.bytes = chunk.bytes;
            odd.end = chunk.end;
        }
    }
    if (!base64 || chunk.end == text.size())
        return chunk;
    return even.bytes.isEmpty() ? odd : even;
}

// Appends text as encoded words, none over 75 characters, no character cut; folds between them.
void appendEncodedWords(QByteArray &out, QStringView text, WordContext context, qsizetype &column)
{
    const bool base64 = prefersBase64(text.toUtf8(), context);
    constexpr qsizetype Overhead = 12; // =?UTF-8?Q??=
    qsizetype i = 0;
    bool first = true;
    while (i < text.size()) {
        qsizetype room = qMin(WordLength, LineLength - column - (first ? 0 : 1)) - Overhead;
        if (room < 16) { // a new line
            out += Fold;
            column = 1;
            room = WordLength - Overhead - 1;
            first = true;
        }
        if (!first) {
            out += ' ';
            ++column;
        }
        const Chunk chunk = nextChunk(text, i, room, base64, context);
        const QByteArray word = chunk.word(context);
        out += word;
        column += word.size();
        i = chunk.end;
        first = false;
    }
}

struct Word {
    qsizetype start = 0;          // with the blanks before it
    qsizetype textStart = 0;
    qsizetype end = 0;
    bool encode = false;
};

bool isPlainAscii(QStringView text)
{
    for (const QChar c : text) {
        if (c.unicode() >= 0x7F || c.unicode() < 0x20)
            return false;
    }
    return true;
}

QList<Word> splitWords(QStringView text)
{
    QList<Word> words;
    qsizetype i = 0;
    while (i < text.size()) {
        Word word;
        word.start = i;
        while (i < text.size() && text[i] == u' ')
            ++i;
        word.textStart = i;
        while (i < text.size() && text[i] != u' ')
            ++i;
        word.end = i;
        const QStringView body = text.mid(word.textStart, i - word.textStart);
        // What looks like an encoded word would be read as one; what does not fit a line has no place to fold.
        word.encode = !isPlainAscii(body) || body.contains(u"=?") || body.size() > LineLength - 2 || word.textStart - word.start > LineLength / 2;
        words.append(word);
    }
    return words;
}

bool isAtomText(QStringView text)
{
    for (const QChar c : text) {
        if (c.unicode() >= 0x7F || !(isAtomChar(char(c.unicode())) || c == u' '))
            return false;
    }
    return !text.isEmpty() && !text.contains(u"  ") && !text.contains(u"=?");
}

QByteArray quoted(QByteArrayView text)
{
    QByteArray out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

// One column stays free for a comma.
void appendFolded(QByteArray &out, const QByteArray &piece, qsizetype &column)
{
    if (column > 1 && column + 1 + piece.size() >= LineLength) {
        out += Fold;
        column = 1;
    } else if (column > 1) {
        out += ' ';
        ++column;
    }
    out += piece;
    column += piece.size();
}

// A display name as it stands in a header, with folds inside.
QByteArray encodeName(const QString &name, qsizetype &column, bool utf8)
{
    const QString clean = sanitizedHeaderValue(name).trimmed();
    if (clean.isEmpty())
        return {};
    const bool ascii = isPlainAscii(clean);
    const bool lookalike = clean.contains(QLatin1String("=?"));
    if (!lookalike && (ascii || utf8) && clean.size() < LineLength - 10) {
        const QByteArray written = ascii && isAtomText(clean) ? clean.toLatin1() : quoted(clean.toUtf8());
        QByteArray out;
        if (column > 1 && column + written.size() > LineLength) {
            out += Fold;
            column = 1;
        }
        column += written.size();
        return out + written;
    }
    QByteArray out;
    appendEncodedWords(out, clean, WordContext::Phrase, column);
    return out;
}

QByteArray encodeMailbox(const Address &address, qsizetype &column, bool utf8)
{
    QByteArray spec = encodeAddress(address.address, utf8);
    if (spec.isEmpty())
        return {};
    // A word before a comma could be taken for half a name, and what looks like an encoded word for one.
    if (address.name.trimmed().isEmpty() && (!spec.contains('@') || spec.contains("=?")))
        spec = '<' + spec + '>';
    QByteArray out = encodeName(address.name, column, utf8);
    if (out.isEmpty()) {
        if (column > 1 && column + spec.size() + 1 >= LineLength) {
            out += Fold;
            column = 1;
        }
        column += spec.size();
        return out + spec;
    }
    appendFolded(out, '<' + spec + '>', column);
    return out;
}

bool isToken(const QString &value)
{
    if (value.isEmpty())
        return false;
    for (const QChar c : value) {
        if (c.unicode() <= 0x20 || c.unicode() >= 0x7F || QStringView(u"()<>@,;:\\\"/[]?='*%").contains(c))
            return false;
    }
    return true;
}

// As a token or a quoted string; empty where that would not do. Quotes and backslashes inside quotes are misread often enough to avoid them.
QByteArray simpleParameterValue(const QString &clean)
{
    if (clean.size() >= LineLength - 20 || !isPlainAscii(clean))
        return {};
    if (isToken(clean))
        return clean.toLatin1();
    const bool risky = clean.contains(u'"') || clean.contains(u'\\') || clean.contains(QLatin1String("=?"));
    return risky ? QByteArray() : quoted(clean.toLatin1());
}

void appendParameterPiece(QByteArray &out, const QByteArray &piece, qsizetype &column)
{
    out += ';';
    ++column;
    if (column + 1 + piece.size() > LineLength - 1) {
        out += Fold;
        column = 1;
    } else {
        out += ' ';
        ++column;
    }
    out += piece;
    column += piece.size();
}

QByteArray percentEncoded(QByteArrayView bytes)
{
    static constexpr char Hex[] = "0123456789ABCDEF";
    QByteArray out;
    for (const char c : bytes) {
        if (ascii::isLetter(c) || ascii::isDigit(c) || (c != 0 && std::strchr("!#$&+-.^_`{|}~", c))) {
            out += c;
        } else {
            out += '%';
            out += Hex[static_cast<unsigned char>(c) >> 4];
            out += Hex[static_cast<unsigned char>(c) & 15];
        }
    }
    return out;
}

// RFC 2231: segments cut between characters, short enough for a line each.
void appendExtended(QByteArray &out, QByteArrayView name, const QString &value, qsizetype &column)
{
    const QStringView text = value;
    QList<QByteArray> segments;
    const qsizetype room = qMax<qsizetype>(20, LineLength - 2 - name.size() - 6);
    QByteArray current = "UTF-8''";
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype units = charUnits(text, i);
        const QByteArray next = percentEncoded(text.mid(i, units).toUtf8());
        if (current.size() + next.size() > room) {
            segments.append(current);
            current.clear();
        }
        current += next;
        i += units;
    }
    segments.append(current);
    if (segments.size() == 1) {
        appendParameterPiece(out, name.toByteArray() + "*=" + segments.front(), column);
        return;
    }
    for (qsizetype n = 0; n < segments.size(); ++n)
        appendParameterPiece(out, name.toByteArray() + '*' + QByteArray::number(n) + "*=" + segments[n], column);
}

bool usableDomain(const QByteArray &domain)
{
    if (domain.isEmpty() || domain.size() > 255)
        return false;
    const bool literal = domain.size() > 2 && domain.startsWith('[') && domain.endsWith(']');
    const QByteArrayView inner = literal ? QByteArrayView(domain).sliced(1, domain.size() - 2) : QByteArrayView(domain);
    for (const char c : inner) {
        if (ascii::isSpace(c) || ascii::isControl(c) || std::strchr(literal ? "<>()@,;\"\\[]" : "<>()@,;\"\\[]:", c))
            return false;
    }
    return true;
}

} // namespace

QByteArray encodeHeaderText(const QString &text, WordContext context, qsizetype &column)
{
    const QString clean = sanitizedHeaderValue(text).trimmed();
    const QStringView view = clean;
    const QList<Word> words = splitWords(view);
    QByteArray out;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const Word &word = words[i];
        if (!word.encode) {
            const QByteArray blanks(word.textStart - word.start, ' ');
            const QByteArray body = view.mid(word.textStart, word.end - word.textStart).toLatin1();
            // Folding puts a line end before the blanks that are there: unfolding gives them back exactly.
            if (i > 0 && column + blanks.size() + body.size() > LineLength) {
                out += "\r\n";
                column = 0;
            }
            out += blanks + body;
            column += blanks.size() + body.size();
            continue;
        }
        // Words beside each other go into one run with the blanks between them, which a reader would drop otherwise.
        qsizetype last = i;
        while (last + 1 < words.size() && words[last + 1].encode)
            ++last;
        qsizetype textStart = word.textStart;
        if (i > 0) {
            if (column + 30 > LineLength) {
                out += "\r\n";
                column = 0;
            }
            out += ' ';
            ++column;
            textStart = word.start + 1; // one blank stands outside, further ones are part of the text
        }
        appendEncodedWords(out, view.mid(textStart, words[last].end - textStart), context, column);
        i = last;
    }
    return out;
}

QByteArray encodeAddress(const QString &address, bool utf8)
{
    const QString clean = sanitizedHeaderValue(address).trimmed();
    const qsizetype at = clean.lastIndexOf(u'@');
    QString local = at < 0 ? clean : clean.left(at);
    const QString domain = at < 0 ? QString() : clean.mid(at + 1);
    if (local.isEmpty())
        return {};
    if (local.size() >= 2 && local.startsWith(u'"') && local.endsWith(u'"')) { // quoted already: taken apart and quoted anew
        QString inner;
        for (qsizetype i = 1; i + 1 < local.size(); ++i) {
            if (local[i] == u'\\' && i + 2 < local.size())
                ++i;
            inner += local[i];
        }
        local = inner;
    }
    const QByteArray localBytes = local.toUtf8();
    bool atoms = !localBytes.isEmpty() && !localBytes.startsWith('.') && !localBytes.endsWith('.') && !localBytes.contains("..");
    for (const char c : localBytes)
        atoms = atoms && (isAtomChar(c) || c == '.');
    const QByteArray left = atoms ? localBytes : quoted(localBytes);
    constexpr qsizetype LongestLocalPart = 600; // RFC 5321 allows 64; it must fit a line whatever it is
    if (left.size() > LongestLocalPart)
        return {};
    if (at < 0)
        return atoms ? left : QByteArray();
    const QByteArray right = utf8 || isPlainAscii(domain) || domain.startsWith(u'[') ? domain.toUtf8() : QUrl::toAce(domain);
    return usableDomain(right) ? left + '@' + right : QByteArray();
}

QByteArray encodeAddresses(const AddressList &addresses, qsizetype &column, bool utf8)
{
    QByteArray out;
    const auto separate = [&] {
        if (out.isEmpty())
            return;
        out += ',';
        ++column;
        if (column > LineLength - 20) {
            out += Fold;
            column = 1;
        } else {
            out += ' ';
            ++column;
        }
    };
    const auto append = [&](const Address &address) {
        const qsizetype before = out.size();
        const qsizetype columnBefore = column;
        if (!out.endsWith(": "))
            separate();
        QByteArray written = encodeMailbox(address, column, utf8);
        if (written.isEmpty()) { // nothing that could be written: no trace of it either
            out.truncate(before);
            column = columnBefore;
            return;
        }
        if (written.startsWith(Fold) && out.endsWith(' '))
            out.chop(out.endsWith(Fold) ? Fold.size() : 1);
        out += written;
    };
    for (const AddressEntry &entry : addresses) {
        if (!entry.isGroup) {
            append(entry.mailbox);
            continue;
        }
        separate();
        const QByteArray name = encodeName(entry.groupName, column, utf8);
        out += (name.isEmpty() ? QByteArray("undisclosed-recipients") : name) + ": ";
        column += 2;
        for (const Address &member : entry.members)
            append(member);
        if (out.endsWith(": "))
            out.chop(1);
        out += ';';
        ++column;
    }
    return out;
}

QByteArray encodeParameter(QByteArrayView name, const QString &value, qsizetype &column)
{
    const QString clean = sanitizedHeaderValue(value);
    QByteArray out;
    if (const QByteArray simple = simpleParameterValue(clean); !simple.isEmpty())
        appendParameterPiece(out, name.toByteArray() + '=' + simple, column);
    else
        appendExtended(out, name, clean, column);
    return out;
}

QByteArray encodeNameParameter(const QString &value, qsizetype &column)
{
    const QString clean = sanitizedHeaderValue(value);
    QByteArray out;
    if (const QByteArray simple = simpleParameterValue(clean); !simple.isEmpty()) {
        appendParameterPiece(out, "name=" + simple, column);
        return out;
    }
    out = ";\r\n name=\"";
    column = 7;
    appendEncodedWords(out, clean, WordContext::Phrase, column);
    ++column;
    return out + '"';
}

} // namespace golub::mime
