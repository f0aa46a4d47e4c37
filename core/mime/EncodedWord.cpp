// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/EncodedWord.h"

#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/TransferDecoder.h"
#include "core/mime/UnicodeDecoder.h"
#include "core/mime/UsualForms.h"

#include <algorithm>

namespace golub::mime {
namespace {

// "=?charset*language?B?text?=" taken apart; end is behind it.
struct Word {
    QByteArrayView charset;
    bool base64 = false;
    QByteArrayView text;
    qsizetype end = 0;
};

// "=?charset?B?" or "…?Q?" at \a start: where the text begins, -1 where there is no such thing.
qsizetype wordText(QByteArrayView value, qsizetype start, Word &word)
{
    constexpr qsizetype LongestCharset = 78;
    const qsizetype limit = qMin(value.size(), start + 2 + LongestCharset);
    if (start + 2 >= limit || value[start] != '=' || value[start + 1] != '?')
        return -1;
    const qsizetype charsetEnd = ascii::find(value.first(limit), '?', start + 2);
    if (charsetEnd == limit || charsetEnd + 2 >= value.size() || value[charsetEnd + 2] != '?')
        return -1;
    word.charset = ascii::trimmed(value.sliced(start + 2, charsetEnd - start - 2));
    word.charset = word.charset.first(ascii::find(word.charset, '*')); // RFC 2231 section 5: the language
    if (word.charset.size() > 2 && word.charset.startsWith('"') && word.charset.endsWith('"'))
        word.charset = word.charset.sliced(1).chopped(1);
    if (word.charset.isEmpty() || std::any_of(word.charset.begin(), word.charset.end(), ascii::isSpace))
        return -1;
    const char encoding = ascii::lower(value[charsetEnd + 1]);
    if (encoding != 'b' && encoding != 'q')
        return -1;
    word.base64 = encoding == 'b';
    return charsetEnd + 3;
}

// "Why?=20Because?=": a question mark that was not encoded, before an escape, ends nothing where another end follows in the same word.
bool isRawQuestionMark(QByteArrayView value, qsizetype mark)
{
    if (mark + 3 >= value.size() || ascii::hexValue(value[mark + 2]) < 0 || ascii::hexValue(value[mark + 3]) < 0)
        return false;
    for (qsizetype i = mark + 4; i + 1 < value.size() && !ascii::isSpace(value[i]); ++i) {
        if (value[i] == '?' && value[i + 1] == '=')
            return true;
        if (value[i] == '=' && value[i + 1] == '?')
            return false;
    }
    return false;
}

// Without its "?=" a word is one if it is in one piece, in a charset that we know, and says something that has to be decoded.
bool endsUnmarked(QByteArrayView value, qsizetype textStart, qsizetype end, Word &word)
{
    word.text = value.sliced(textStart, end - textStart);
    if (word.text.endsWith('?'))
        word.text.chop(1);
    word.end = end;
    const auto isEscape = [&word](qsizetype i) { return i + 2 < word.text.size() && ascii::hexValue(word.text[i + 1]) >= 0 && ascii::hexValue(word.text[i + 2]) >= 0; };
    const bool onePiece = std::none_of(word.text.begin(), word.text.end(), [](char c) { return c == '?' || ascii::isSpace(c); });
    return onePiece && (word.base64 ? word.text.size() >= 4 : isEscape(ascii::find(word.text, '='))) && !canonicalCharset(word.charset).isEmpty();
}

// Where the text that begins at \a textStart ends, and what follows it. Blanks inside are let pass: some senders forget to encode them.
// \a markComes: there is a "?=" somewhere behind; without that one is not searched for again and again.
bool findWordEnd(QByteArrayView value, qsizetype textStart, bool markComes, Word &word)
{
    qsizetype firstBlank = value.size();
    qsizetype blank = -1; // where the blanks that end before i begin
    for (qsizetype i = textStart; i < value.size(); ++i) {
        const char c = value[i];
        if (c == '?' && i + 1 < value.size() && value[i + 1] == '=' && (word.base64 || !isRawQuestionMark(value, i))) {
            word.text = value.sliced(textStart, i - textStart);
            word.end = i + 2;
            return true;
        }
        if (!markComes && (ascii::isSpace(c) || c == '?'))
            return (c != '?' || i + 1 == value.size()) && endsUnmarked(value, textStart, c == '?' ? i + 1 : i, word);
        Word next;
        if (c == '=' && blank >= 0 && wordText(value, i, next) >= 0)
            return endsUnmarked(value, textStart, blank, word);
        if (!ascii::isSpace(c))
            blank = -1;
        else if (blank < 0)
            firstBlank = qMin(firstBlank, blank = i);
    }
    return endsUnmarked(value, textStart, firstBlank, word);
}

// The grammar of RFC 2047 section 2, and what is still readable.
bool readWord(QByteArrayView value, qsizetype start, bool markComes, Word &word)
{
    const qsizetype textStart = wordText(value, start, word);
    return textStart >= 0 && findWordEnd(value, textStart, markComes, word);
}

// Folded inside of a word: a blank there is the fold's, unless the sender leaves blanks as they are.
bool hasRawBlanks(QByteArrayView text)
{
    bool fold = false;
    for (const char c : text) {
        if (c == '\r' || c == '\n')
            fold = true;
        else if (!ascii::isBlank(c))
            fold = false;
        else if (!fold)
            return true;
    }
    return false;
}

void decodeQ(QByteArrayView text, QByteArray &out)
{
    const bool keepBlanks = ascii::find(text, '\n') == text.size() || hasRawBlanks(text);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '_') {
            out += ' ';
        } else if (c == '=' && i + 2 < text.size() && ascii::hexValue(text[i + 1]) >= 0 && ascii::hexValue(text[i + 2]) >= 0) {
            out += char(ascii::hexValue(text[i + 1]) << 4 | ascii::hexValue(text[i + 2]));
            i += 2;
        } else if (c != '\r' && c != '\n' && (keepBlanks || !ascii::isBlank(c))) {
            out += c;
        }
    }
}

// "=" or "=C" at the end of a word, whose other half stands in the next one.
qsizetype cutEscape(QByteArrayView text)
{
    const qsizetype size = text.size();
    if (size > 0 && text[size - 1] == '=')
        return 1;
    return size > 1 && text[size - 2] == '=' && ascii::hexValue(text[size - 1]) >= 0 ? 2 : 0;
}

// UTF-8 that lost a byte, as against text in another charset that only says to be UTF-8: more beginnings of its sequences than strays.
bool isDamagedUtf8(QByteArrayView bytes)
{
    int sequences = 0;
    int strays = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (!ascii::isHighBit(bytes[i]))
            continue;
        const auto isTail = [&bytes](qsizetype at) { return at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0) == 0x80; };
        const bool lead = static_cast<unsigned char>(bytes[i]) >= 0xC2 && static_cast<unsigned char>(bytes[i]) < 0xF5 && isTail(i + 1);
        ++(lead ? sequences : strays);
        while (lead && isTail(i + 1))
            ++i;
    }
    return sequences > strays;
}

QString decodeLabelled(const QByteArray &bytes, const QByteArray &charset)
{
    if (canonicalCharset(charset) == "UTF-8" && isDamagedUtf8(bytes))
        return decodeUtf8(bytes);
    return decodeCharset(bytes, charset);
}

// Characters are often cut between words, and so are escapes and base64 text: adjacent words in one charset are put together before they are
// read.
class Run
{
public:
    explicit Run(QString &out) : m_out(out) { }

    void add(const Word &word)
    {
        if (!m_active || !ascii::equalsIgnoreCase(word.charset, m_charset)) {
            flush();
            m_charset = ascii::toLower(word.charset);
            m_active = true;
        }
        if (!word.base64) {
            flushBase64();
            m_quoted += word.text;
            const QByteArray cut = m_quoted.last(cutEscape(m_quoted));
            m_quoted.chop(cut.size());
            decodeQ(m_quoted, m_bytes);
            m_quoted = cut;
            return;
        }
        flushQuoted();
        m_base64 += word.text;
        if (m_base64.size() % 4 == 0 || word.text.endsWith('='))
            flushBase64();
    }

    void flush()
    {
        if (!m_active)
            return;
        flushQuoted();
        flushBase64();
        m_out += decodeLabelled(m_bytes, m_charset);
        m_bytes.clear();
        m_active = false;
    }

    bool isActive() const { return m_active; }

private:
    void flushQuoted()
    {
        m_bytes += m_quoted;
        m_quoted.clear();
    }

    void flushBase64()
    {
        if (!m_base64.isEmpty())
            m_bytes += decodeTransfer(m_base64, Encoding::Base64);
        m_base64.clear();
    }

    QString &m_out;
    QByteArray m_charset;
    QByteArray m_bytes;
    QByteArray m_quoted;          // the cut escape that the last word ended with
    QByteArray m_base64;
    bool m_active = false;
};

// Unfolding (RFC 5322 section 2.2.3), and raw bytes read by guess.
void appendPlain(QString &out, QByteArrayView bytes)
{
    if (ascii::find(bytes, '\n') == bytes.size() && ascii::find(bytes, '\r') == bytes.size()) {
        out += decodeUnlabelled(bytes);
        return;
    }
    QByteArray unfolded;
    unfolded.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const bool lineEnd = bytes[i] == '\r' || bytes[i] == '\n';
        if (!lineEnd)
            unfolded += bytes[i];
        else if (i + 1 < bytes.size() && !ascii::isSpace(bytes[i + 1])) // a fold without its blank
            unfolded += ' ';
    }
    out += decodeUnlabelled(unfolded);
}

bool isBlankOnly(QByteArrayView bytes)
{
    return ascii::trimmed(bytes).isEmpty();
}

qsizetype findMark(QByteArrayView value, qsizetype from)
{
    for (qsizetype i = ascii::find(value, '=', from); i + 1 < value.size(); i = ascii::find(value, '=', i + 1)) {
        if (value[i + 1] == '?')
            return i;
    }
    return value.size();
}

// Nothing that an encoded word smuggles in may break lines or end strings; blanks stand in.
void removeControls(QString &text)
{
    for (QChar &c : text) {
        if ((c.unicode() < 0x20 && c != u'\t') || c.unicode() == 0x7F || c.unicode() == 0x2028 || c.unicode() == 0x2029)
            c = u' ';
    }
}

} // namespace

bool hasEncodedWord(QByteArrayView text)
{
    const qsizetype mark = findMark(text, 0);
    Word word;
    return mark < text.size() && readWord(text, mark, true, word);
}

QString decodeHeaderText(QByteArrayView value)
{
    QString usual;
    return readUsualText(value, usual) || readUsualWords(value, usual) ? usual : decodeAnyHeaderText(value);
}

QString decodeAnyHeaderText(QByteArrayView value)
{
    value = ascii::trimmed(value);
    QString out;
    Run run(out);
    qsizetype plain = 0;
    qsizetype mark = findMark(value, 0);
    qsizetype lastEnd = -1;
    for (qsizetype i = value.size() - 1; i > 0 && lastEnd < 0; --i) {
        if (value[i] == '=' && value[i - 1] == '?')
            lastEnd = i;
    }
    while (mark < value.size()) {
        Word word;
        if (!readWord(value, mark, mark < lastEnd, word)) {
            mark = findMark(value, mark + 1);
            continue;
        }
        const QByteArrayView between = value.sliced(plain, mark - plain);
        if (!run.isActive() || !isBlankOnly(between)) { // blanks between two words do not count (RFC 2047 section 6.2)
            run.flush();
            appendPlain(out, between);
        }
        run.add(word);
        plain = word.end;
        mark = findMark(value, plain);
    }
    run.flush();
    appendPlain(out, value.sliced(plain));
    removeControls(out);
    return out;
}

} // namespace golub::mime
