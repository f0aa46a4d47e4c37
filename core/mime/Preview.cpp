// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Preview.h"

#include "core/mime/Ascii.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace golub::mime {
namespace {

constexpr qsizetype LongestLine = 1000; // of one line no more is looked at

// Characters that take no room and say nothing. Joiners matter within words and emoji only.
bool isInvisible(char16_t c)
{
    if (c >= 0x20 && c < 0xAD)
        return false;
    return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F) || c == 0x2800 || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || (c < 0x20 && c != '\t');
}

constexpr bool isPlainLetter(char16_t c)
{
    return (c > 0x20 && c < 0x7F && c != '[' && c != '<') || (c > 0xA0 && c < 0x300 && c != 0xAD) || (c >= 0x370 && c < 0x1160 && c != 0x61C)
        || (c > 0x3000 && c < 0xD800 && c != 0x3164);
}

constexpr char16_t Tabled = 0x500; // Latin, Greek and Cyrillic
constexpr auto PlainLetters = [] {
    std::array<bool, Tabled> letters {};
    for (char16_t c = 0; c < Tabled; ++c)
        letters[c] = isPlainLetter(c);
    return letters;
}();

//! Words with single blanks between them, without any character that a closer look at the line would change: nearly all lines.
bool isOrdinary(QStringView line)
{
    char16_t before = u' ';
    for (const QChar unit : line) {
        const char16_t c = unit.unicode();
        const bool letter = c < Tabled ? PlainLetters[c] : isPlainLetter(c);
        if (!letter && (c != ' ' || before == ' '))
            return false;
        before = c;
    }
    return before != ' ';
}

bool isJoiner(char16_t c)
{
    return c == 0x200C || c == 0x200D;
}

QString visible(QStringView line)
{
    if (std::none_of(line.begin(), line.end(), [](QChar c) { return isInvisible(c.unicode()); }))
        return line.toString();
    QString out;
    out.reserve(line.size());
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char16_t c = line[i].unicode();
        const bool joins = isJoiner(c) && !out.isEmpty() && !out.back().isSpace() && i + 1 < line.size() && !line[i + 1].isSpace() && !isInvisible(line[i + 1].unicode());
        if (joins || !isInvisible(c))
            out += line[i];
    }
    return out;
}

// "[image: Logo]" and "[cid:…]" stand for pictures in plain text, "<https://…>" says where the words before lead.
void removePlaceholders(QString &line)
{
    if (!line.contains(u'[') && !line.contains(u'<'))
        return;
    for (const QStringView mark : { QStringView(u"[image:"), QStringView(u"[cid:"), QStringView(u"<http://"), QStringView(u"<https://"), QStringView(u"<mailto:") }) {
        for (qsizetype at = 0; (at = line.indexOf(mark, at, Qt::CaseInsensitive)) >= 0;) {
            const qsizetype end = line.indexOf(mark.front() == u'[' ? u']' : u'>', at);
            if (end < 0)
                break;
            line.remove(at, end - at + 1);
        }
    }
}

bool isRule(QStringView line)
{
    return std::all_of(line.begin(), line.end(), [](QChar c) { return QStringView(u"-=_*#~+.·•|<>—– ").contains(c); });
}

//! \a text is simplified.
QString shortened(const QString &whole, qsizetype length)
{
    QString text = whole.left(length);
    if (text.endsWith(QChar::Null) || (!text.isEmpty() && text.back().isHighSurrogate()))
        text.chop(1);
    return text;
}

class Collector
{
public:
    explicit Collector(qsizetype length) : m_length(length) { }

    // False where the rest does not matter.
    bool add(QStringView raw)
    {
        const QStringView line = raw.trimmed();
        if (line == u"--")
            return m_lines.isEmpty() && m_quoted.isEmpty(); // the signature
        if (line.startsWith(u'>')) {
            quoted(line);
            return true;
        }
        const QString words = wordsOf(line.left(LongestLine));
        if (words.isEmpty()) {
            m_paragraph = m_lines.size();
            return true;
        }
        if (isRule(words))
            return true;
        m_lines += words;
        m_size += words.size() + 1;
        return m_size < m_length * 2; // room for an announcement that goes away again
    }

    QString result() const { return m_lines.isEmpty() ? shortened(m_quoted.join(u' ').simplified(), m_length) : shortened(m_lines.join(u' '), m_length); }

private:
    static QString wordsOf(QStringView line)
    {
        if (isOrdinary(line))
            return line.toString();
        QString words = visible(line);
        removePlaceholders(words);
        return words.simplified();
    }

    // "Ala wrote on Monday:" belongs to the quote, on however many lines it stands.
    void quoted(QStringView line)
    {
        while (line.startsWith(u'>') || line.startsWith(u' '))
            line = line.sliced(1);
        if (m_quoted.size() < 20 && !line.isEmpty() && !isRule(line))
            m_quoted += visible(line.left(LongestLine));
        constexpr qsizetype LongestAnnouncement = 3;
        if (!m_lines.isEmpty() && (m_lines.last().endsWith(u':') || m_lines.last().endsWith(u'：'))) {
            const qsizetype start = m_paragraph < m_lines.size() ? m_paragraph : m_lines.size() - 1;
            if (m_lines.size() - start <= LongestAnnouncement)
                m_lines.resize(start);
        }
        m_paragraph = m_lines.size();
    }

    const qsizetype m_length;
    QStringList m_lines;
    QStringList m_quoted;
    qsizetype m_paragraph = 0;    // where the current paragraph begins in m_lines
    qsizetype m_size = 0;
};

//! \a lineEnd: of the line that begins there. \a decoded: a line to be read.
template<typename Text, typename LineEnd, typename Decoded>
QString previewOf(Text text, qsizetype length, bool *enough, LineEnd lineEnd, Decoded decoded)
{
    Collector collector(length);
    if (enough)
        *enough = false;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype end = lineEnd(start);
        if (!collector.add(decoded(text.sliced(start, end - start)))) {
            if (enough)
                *enough = true;
            break;
        }
        start = end + 1;
    }
    return collector.result();
}

} // namespace

QString previewText(QStringView text, qsizetype length, bool *enough)
{
    const auto lineEnd = [text](qsizetype start) {
        const qsizetype end = text.indexOf(u'\n', start);
        return end < 0 ? text.size() : end;
    };
    return previewOf(text, length, enough, lineEnd, [](QStringView line) { return line; });
}

QString previewOfUtf8(QByteArrayView utf8, qsizetype length, bool *enough)
{
    const auto lineEnd = [utf8](qsizetype start) { return ascii::find(utf8, '\n', start); };
    return previewOf(utf8, length, enough, lineEnd, [](QByteArrayView line) { return QString::fromUtf8(line); });
}

} // namespace golub::mime
