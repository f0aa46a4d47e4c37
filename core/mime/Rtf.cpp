// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Rtf.h"

#include "core/mime/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/Tnef.h"

#include <QHash>

#include <limits>
#include <vector>

namespace golub::mime {
namespace {

struct Token {
    enum class Kind : quint8 { Open, Close, Word, Symbol, Byte, Text, End } kind = Kind::End;
    QByteArrayView text;      // Text; the name of a Word
    int number = 0;           // Word: its parameter; Byte: the value
    bool hasNumber = false;
    char symbol = 0;
};

class Tokens
{
public:
    explicit Tokens(QByteArrayView bytes) : m_bytes(bytes) { }

    Token next()
    {
        while (m_pos < m_bytes.size() && (m_bytes[m_pos] == '\r' || m_bytes[m_pos] == '\n' || m_bytes[m_pos] == '\0'))
            ++m_pos; // line ends of the file mean nothing
        Token token;
        if (m_pos >= m_bytes.size())
            return token;
        const char c = m_bytes[m_pos];
        if (c == '{' || c == '}') {
            ++m_pos;
            token.kind = c == '{' ? Token::Kind::Open : Token::Kind::Close;
        } else if (c == '\\') {
            ++m_pos;
            control(token);
        } else {
            plain(token);
        }
        return token;
    }

    //! What \bin says about the bytes behind it.
    void skip(int bytes) { m_pos += qBound<qsizetype>(0, qsizetype(bytes), m_bytes.size() - m_pos); }

private:
    void plain(Token &token)
    {
        const qsizetype start = m_pos;
        while (m_pos < m_bytes.size() && m_bytes[m_pos] != '\\' && m_bytes[m_pos] != '{' && m_bytes[m_pos] != '}' && m_bytes[m_pos] != '\r' && m_bytes[m_pos] != '\n'
            && m_bytes[m_pos] != '\0')
            ++m_pos;
        token.kind = Token::Kind::Text;
        token.text = m_bytes.sliced(start, m_pos - start);
    }

    void control(Token &token)
    {
        if (m_pos >= m_bytes.size())
            return;
        const char c = m_bytes[m_pos];
        if (c == '\'') {
            ++m_pos;
            const int high = m_pos < m_bytes.size() ? ascii::hexValue(m_bytes[m_pos]) : -1;
            const int low = m_pos + 1 < m_bytes.size() ? ascii::hexValue(m_bytes[m_pos + 1]) : -1;
            token.kind = Token::Kind::Byte;
            token.number = high >= 0 && low >= 0 ? high * 16 + low : '?';
            m_pos += high >= 0 && low >= 0 ? 2 : 0;
            return;
        }
        if (!ascii::isLetter(c)) {
            ++m_pos;
            token.kind = Token::Kind::Symbol;
            token.symbol = c;
            return;
        }
        const qsizetype start = m_pos;
        while (m_pos < m_bytes.size() && ascii::isLetter(m_bytes[m_pos]))
            ++m_pos;
        token.kind = Token::Kind::Word;
        token.text = m_bytes.sliced(start, m_pos - start);
        number(token);
        if (m_pos < m_bytes.size() && m_bytes[m_pos] == ' ')
            ++m_pos; // belongs to the word
    }

    void number(Token &token)
    {
        const bool minus = m_pos + 1 < m_bytes.size() && m_bytes[m_pos] == '-' && ascii::isDigit(m_bytes[m_pos + 1]);
        if (minus)
            ++m_pos;
        qint64 value = 0;
        while (m_pos < m_bytes.size() && ascii::isDigit(m_bytes[m_pos])) {
            value = qMin<qint64>(value * 10 + (m_bytes[m_pos++] - '0'), std::numeric_limits<int>::max());
            token.hasNumber = true;
        }
        token.number = int(minus ? -value : value);
    }

    QByteArrayView m_bytes;
    qsizetype m_pos = 0;
};

// Destinations whose text is not the document's.
bool isHiddenDestination(QByteArrayView word)
{
    static constexpr const char *Names[] = { "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
        "footerr", "footerf", "footnote", "annotation", "fldinst", "filetbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "themedata", "datastore", "latentstyles",
        "xmlnstbl", "mhtmltag", "pntext", "bkmkstart", "bkmkend", "nonshppict", "shppict", "generator", "listtext" };
    for (const char *const name : Names) {
        if (word == QByteArrayView(name))
            return true;
    }
    return false;
}

QByteArray charsetOfFont(int charset)
{
    switch (charset) {
    case 0:
        return QByteArrayLiteral("windows-1252");
    case 77:
        return QByteArrayLiteral("macintosh");
    case 128:
        return QByteArrayLiteral("shift_jis");
    case 129:
    case 130:
        return QByteArrayLiteral("cp949");
    case 134:
        return QByteArrayLiteral("gbk");
    case 136:
        return QByteArrayLiteral("big5");
    case 161:
        return QByteArrayLiteral("windows-1253");
    case 162:
        return QByteArrayLiteral("windows-1254");
    case 163:
        return QByteArrayLiteral("windows-1258");
    case 177:
        return QByteArrayLiteral("windows-1255");
    case 178:
        return QByteArrayLiteral("windows-1256");
    case 186:
        return QByteArrayLiteral("windows-1257");
    case 204:
        return QByteArrayLiteral("windows-1251");
    case 222:
        return QByteArrayLiteral("windows-874");
    case 238:
        return QByteArrayLiteral("windows-1250");
    default:
        return {};
    }
}

class Reader
{
public:
    explicit Reader(QByteArrayView rtf) : m_tokens(rtf) { m_groups.push_back({}); }

    RtfBody run()
    {
        for (Token token = m_tokens.next(); token.kind != Token::Kind::End; token = m_tokens.next())
            take(token);
        flush();
        m_body.text.remove(QChar(u'\0'));
        return std::move(m_body);
    }

private:
    struct Group {
        int font = -1;
        int skipPerUnicode = 1;       // \uc
        bool hidden = false;
        bool fontTable = false;
        bool htmlTag = false;         // inside of {\*\htmltag …}
        bool htmlRtf = false;         // \htmlrtf: for RTF readers only
    };

    Group &group() { return m_groups.back(); }

    void take(const Token &token)
    {
        if (token.kind != Token::Kind::Byte && token.kind != Token::Kind::Text)
            m_unicodeSkip = 0;
        switch (token.kind) {
        case Token::Kind::Open:
            flush();
            m_starred = false;
            m_groupStart = true;
            if (m_groups.size() < size_t(RtfGroupDepth)) {
                m_groups.push_back(group());
                group().fontTable = m_groups[m_groups.size() - 2].fontTable;
            } else {
                ++m_tooDeep;
            }
            return;
        case Token::Kind::Close:
            flush();
            m_starred = false;
            m_groupStart = false;
            if (m_tooDeep > 0)
                --m_tooDeep;
            else if (m_groups.size() > 1)
                m_groups.pop_back();
            return;
        case Token::Kind::Word:
            word(token);
            m_starred = false;
            m_groupStart = false;
            return;
        case Token::Kind::Symbol:
            symbol(token.symbol);
            return;
        case Token::Kind::Byte:
            m_groupStart = false;
            byte(char(token.number));
            return;
        case Token::Kind::Text:
            m_groupStart = false;
            for (const char c : token.text)
                byte(c);
            return;
        case Token::Kind::End:
            return;
        }
    }

    bool isShown() { return m_tooDeep == 0 && !group().hidden && !(group().htmlRtf && m_body.content == RtfContent::Html); }

    void symbol(char c)
    {
        switch (c) {
        case '*':
            m_starred = true;
            return;
        case '~':
            return put(m_body.content == RtfContent::Html ? QStringLiteral("&nbsp;") : QString(QChar(0xA0)));
        case '_':
            return put(QString(QChar(0x2011)));
        case '-':
            return; // a place where a word may be broken
        case '\n':
        case '\r':
            return put(QStringLiteral("\n"));
        case '\\':
        case '{':
        case '}':
            m_groupStart = false;
            return byte(c);
        default:
            return;
        }
    }

    void byte(char c)
    {
        if (m_unicodeSkip > 0) {
            --m_unicodeSkip;
            return;
        }
        if (isShown())
            m_bytes += c;
    }

    void put(const QString &text)
    {
        flush();
        if (isShown())
            m_body.text += text;
    }

    // 8-bit text of one font together: characters of several bytes come byte by byte.
    void flush()
    {
        if (m_bytes.isEmpty())
            return;
        const QByteArray charset = m_fontCharsets.value(group().font, m_defaultCharset);
        m_body.text += ascii::isAscii(m_bytes) ? QString::fromLatin1(m_bytes) : decodeCharset(m_bytes, charset);
        m_bytes.clear();
    }

    void word(const Token &token)
    {
        const QByteArrayView name = token.text;
        if (name == "u")
            return unicode(token.number);
        if (name == "bin")
            return m_tokens.skip(token.number);
        flush();
        if (name == "htmltag") {
            group().htmlTag = m_body.content == RtfContent::Html;
            group().hidden = group().hidden || !group().htmlTag;
        } else if (isHiddenDestination(name)) {
            group().hidden = true;
            group().fontTable = name == "fonttbl";
        } else if (m_starred && m_groupStart) {
            group().hidden = true; // {\*\… is for those who know it
        } else if (name == "htmlrtf") {
            group().htmlRtf = !token.hasNumber || token.number != 0;
        } else if (name == "fromhtml") {
            m_body.content = RtfContent::Html;
        } else if (name == "fromtext") {
            m_body.content = RtfContent::Text;
        } else if (name == "ansicpg") {
            const QByteArray label = tnefCodepage(quint32(qMax(0, token.number)));
            m_defaultCharset = label.isEmpty() ? m_defaultCharset : label;
        } else if (name == "uc") {
            group().skipPerUnicode = qBound(0, token.number, 100);
        } else if (name == "f") {
            group().font = token.number;
        } else if (name == "fcharset" || name == "cpg") {
            readFontCharset(name == "cpg", token.number);
        } else if (name == "plain") {
            group().font = m_defaultFont;
        } else if (name == "deff") {
            m_defaultFont = token.number;
            group().font = m_defaultFont;
        } else {
            character(name);
        }
    }

    void readFontCharset(bool codepage, int number)
    {
        if (!group().fontTable || m_fontCharsets.size() >= 10'000)
            return;
        const QByteArray label = codepage ? tnefCodepage(quint32(qMax(0, number))) : charsetOfFont(number);
        if (!label.isEmpty())
            m_fontCharsets.insert(group().font, label);
    }

    void unicode(int number)
    {
        flush();
        m_unicodeSkip = 0;
        const char16_t unit = char16_t(number < 0 ? number + 65536 : number); // signed 16 bits in the files
        if (isShown())
            m_body.text += QChar(unit);
        m_unicodeSkip = group().skipPerUnicode;
    }

    void character(QByteArrayView name)
    {
        struct Named {
            const char *name;
            char16_t character;
            const char *html;     // in HTML, characters that may mean something to it are references
        };
        static constexpr Named Characters[] = { { "par", u'\n', nullptr }, { "line", u'\n', nullptr }, { "sect", u'\n', nullptr }, { "page", u'\n', nullptr },
            { "row", u'\n', nullptr }, { "tab", u'\t', nullptr }, { "cell", u'\t', nullptr }, { "lquote", 0x2018, "&lsquo;" }, { "rquote", 0x2019, "&rsquo;" },
            { "ldblquote", 0x201C, "&ldquo;" }, { "rdblquote", 0x201D, "&rdquo;" }, { "bullet", 0x2022, "&bull;" }, { "endash", 0x2013, "&ndash;" },
            { "emdash", 0x2014, "&mdash;" }, { "emspace", 0x2003, nullptr }, { "enspace", 0x2002, nullptr } };
        for (const Named &named : Characters) {
            if (name != QByteArrayView(named.name))
                continue;
            return put(m_body.content == RtfContent::Html && named.html ? QString::fromLatin1(named.html) : QString(QChar(named.character)));
        }
    }

    Tokens m_tokens;
    RtfBody m_body;
    std::vector<Group> m_groups;
    QHash<int, QByteArray> m_fontCharsets;
    QByteArray m_defaultCharset = QByteArrayLiteral("windows-1252");
    QByteArray m_bytes;           // 8-bit text not yet decoded
    int m_defaultFont = -1;
    int m_unicodeSkip = 0;
    int m_tooDeep = 0;
    bool m_starred = false;
    bool m_groupStart = false;
};

} // namespace

RtfBody readRtf(QByteArrayView rtf)
{
    return Reader(rtf).run();
}

} // namespace golub::mime
