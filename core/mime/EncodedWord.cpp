// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/EncodedWord.h"

#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/TransferDecoder.h"

namespace golub::mime {
namespace {

// "=?charset*language?B?text?=" taken apart; end is behind it.
struct Word {
    QByteArrayView charset;
    bool base64 = false;
    QByteArrayView text;
    qsizetype end = 0;
};

bool findWordEnd(QByteArrayView value, qsizetype textStart, qsizetype &textEnd)
{
    for (qsizetype i = ascii::find(value, '?', textStart); i + 1 < value.size(); i = ascii::find(value, '?', i + 1)) {
        // "?==20": the mark itself, where the text begins with an escape, is no end
        if (value[i + 1] == '=') {
            textEnd = i;
            return true;
        }
    }
    return false;
}

// The grammar of RFC 2047 section 2, but blanks inside the text are let pass: some senders forget to encode them.
bool readWord(QByteArrayView value, qsizetype start, Word &word)
{
    const qsizetype charsetEnd = ascii::find(value, '?', start + 2);
    if (charsetEnd == start + 2 || charsetEnd - start > 80 || charsetEnd + 2 >= value.size() || value[charsetEnd + 2] != '?')
        return false;
    word.charset = value.sliced(start + 2, charsetEnd - start - 2);
    for (const char c : word.charset) {
        if (ascii::isSpace(c))
            return false;
    }
    const char encoding = ascii::lower(value[charsetEnd + 1]);
    if (encoding != 'b' && encoding != 'q')
        return false;
    word.base64 = encoding == 'b';
    const qsizetype textStart = charsetEnd + 3;
    qsizetype textEnd = 0;
    if (!findWordEnd(value, textStart, textEnd))
        return false;
    word.text = value.sliced(textStart, textEnd - textStart);
    word.charset = word.charset.first(ascii::find(word.charset, '*')); // RFC 2231 section 5: the language
    word.end = textEnd + 2;
    return true;
}

QByteArray decodeQ(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '_') {
            out += ' ';
        } else if (c == '=' && i + 2 < text.size() && ascii::hexValue(text[i + 1]) >= 0 && ascii::hexValue(text[i + 2]) >= 0) {
            out += char(ascii::hexValue(text[i + 1]) << 4 | ascii::hexValue(text[i + 2]));
            i += 2;
        } else if (c != '\r' && c != '\n') {
            out += c;
        }
    }
    return out;
}

// Characters are often cut between words, and so is base64 text: bytes of adjacent words in one charset are put together before they are read.
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
            m_bytes += decodeQ(word.text);
            return;
        }
        m_base64 += word.text;
        if (m_base64.size() % 4 == 0 || word.text.endsWith('='))
            flushBase64();
    }

    void flush()
    {
        if (!m_active)
            return;
        flushBase64();
        m_out += decodeCharset(m_bytes, m_charset);
        m_bytes.clear();
        m_active = false;
    }

    bool isActive() const { return m_active; }

private:
    void flushBase64()
    {
        if (!m_base64.isEmpty())
            m_bytes += decodeTransfer(m_base64, Encoding::Base64);
        m_base64.clear();
    }

    QString &m_out;
    QByteArray m_charset;
    QByteArray m_bytes;
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
    for (const char c : bytes) {
        if (c != '\r' && c != '\n')
            unfolded += c;
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
    return mark < text.size() && readWord(text, mark, word);
}

QString decodeHeaderText(QByteArrayView value)
{
    value = ascii::trimmed(value);
    QString out;
    Run run(out);
    qsizetype plain = 0;
    qsizetype mark = findMark(value, 0);
    // Whether "?=" comes at all is asked once, not for each mark: a field of nothing but marks stays linear.
    qsizetype lastEnd = -1;
    for (qsizetype i = value.size() - 1; i > 0 && lastEnd < 0; --i) {
        if (value[i] == '=' && value[i - 1] == '?')
            lastEnd = i;
    }
    while (mark < value.size() && mark < lastEnd) {
        Word word;
        if (!readWord(value, mark, word)) {
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
