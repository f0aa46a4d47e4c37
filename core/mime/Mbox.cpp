// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Mbox.h"

#include "core/mime/Ascii.h"
#include "core/mime/HeaderScanner.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cstring>

namespace golub::mime {
namespace {

constexpr QByteArrayView From = "From ";

qsizetype indexOf(QByteArrayView text, QByteArrayView wanted, qsizetype from)
{
    if (from >= text.size())
        return -1;
    const void *const hit = memmem(text.data() + from, size_t(text.size() - from), wanted.data(), size_t(wanted.size()));
    return hit ? static_cast<const char *>(hit) - text.data() : -1;
}

qsizetype nextLine(QByteArrayView bytes, qsizetype line)
{
    return qMin(ascii::find(bytes, '\n', line) + 1, bytes.size());
}

// "09:07" somewhere in it; or what Mozilla's first programs wrote instead of all that.
bool isStamped(QByteArrayView line)
{
    if (ascii::trimmed(line) == "From -")
        return true;
    for (qsizetype i = 2; i + 2 < line.size(); ++i) {
        if (line[i] == ':' && ascii::isDigit(line[i - 1]) && ascii::isDigit(line[i + 1]) && ascii::isDigit(line[i + 2]))
            return true;
    }
    return false;
}

// The line end before a place, and the one before that: an empty line.
bool isBehindEmptyLine(QByteArrayView bytes, qsizetype at)
{
    if (at < 1 || bytes[at - 1] != '\n')
        return at == 0;
    qsizetype end = at - 1;
    if (end > 0 && bytes[end - 1] == '\r')
        --end;
    return end == 0 || bytes[end - 1] == '\n';
}

bool beginsField(QByteArrayView bytes, qsizetype line)
{
    qsizetype at = line;
    while (at < bytes.size() && ascii::isNameChar(bytes[at]))
        ++at;
    const qsizetype name = at;
    while (at < bytes.size() && ascii::isBlank(bytes[at]))
        ++at;
    return name > line && at < bytes.size() && bytes[at] == ':';
}

// Quoted "From " lines in front of the header are copies of the separator.
qsizetype skipQuotedFrom(QByteArrayView bytes, qsizetype line)
{
    while (bytes.sliced(line).startsWith(">From "))
        line = nextLine(bytes, line);
    return line;
}

} // namespace

MboxReader::MboxReader(QByteArrayView bytes) : m_bytes(bytes)
{
    qsizetype start = bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    while (start < bytes.size() && (bytes[start] == '\n' || bytes[start] == '\r'))
        ++start;
    if (bytes.sliced(start).startsWith(From))
        m_next = start;
}

bool MboxReader::isFromLine(qsizetype line) const
{
    const qsizetype next = nextLine(m_bytes, line);
    const bool field = beginsField(m_bytes, skipQuotedFrom(m_bytes, next));
    const QByteArrayView words = m_bytes.sliced(line, next - line);
    if (!field)
        return isBehindEmptyLine(m_bytes, line) && mboxTime(words);
    return isBehindEmptyLine(m_bytes, line) || isStamped(words);
}

std::optional<qsizetype> MboxReader::findLine(qsizetype from) const
{
    for (qsizetype at = indexOf(m_bytes, "\nFrom ", qMax<qsizetype>(0, from - 1)); at >= 0; at = indexOf(m_bytes, "\nFrom ", at + 1)) {
        if (isFromLine(at + 1))
            return at + 1;
    }
    return {};
}

std::optional<qsizetype> MboxReader::endByLength(qsizetype start) const
{
    HeaderScanner scanner(m_bytes, start);
    RawField field;
    qint64 length = -1;
    while (scanner.next(field)) {
        if (!ascii::equalsIgnoreCase(field.name.of(m_bytes), "content-length"))
            continue;
        bool ok = false;
        const qint64 value = ascii::trimmed(field.value.of(m_bytes)).toByteArray().toLongLong(&ok);
        length = ok ? value : -1;
    }
    if (length < 0 || length > m_bytes.size() - scanner.bodyStart())
        return {};
    const qsizetype end = scanner.bodyStart() + qsizetype(length);
    qsizetype behind = end;
    while (behind < m_bytes.size() && (m_bytes[behind] == '\n' || m_bytes[behind] == '\r'))
        ++behind;
    const bool fits = behind == m_bytes.size() || (m_bytes.sliced(behind).startsWith(From) && behind > 0 && m_bytes[behind - 1] == '\n');
    return fits ? std::optional(end) : std::nullopt;
}

std::optional<MboxEntry> MboxReader::next()
{
    if (!m_next)
        return {};
    MboxEntry entry;
    const qsizetype line = *m_next;
    const qsizetype start = nextLine(m_bytes, line);
    entry.line = { line, start - line };
    const std::optional<qsizetype> given = endByLength(start);
    qsizetype end = m_bytes.size();
    if (given) {
        end = *given;
        entry.isQuoted = false;
        qsizetype behind = end;
        while (behind < m_bytes.size() && (m_bytes[behind] == '\n' || m_bytes[behind] == '\r'))
            ++behind;
        m_next = behind < m_bytes.size() ? std::optional(behind) : std::nullopt;
    } else {
        m_next = findLine(start);
        end = m_next.value_or(m_bytes.size());
        if (isBehindEmptyLine(m_bytes, end) && end > start) { // it belongs to the separator
            --end;
            if (end > start && m_bytes[end - 1] == '\r')
                --end;
        }
    }
    entry.message = { start, qMax<qsizetype>(0, end - start) };
    return entry;
}

std::optional<qint64> mboxTime(QByteArrayView line)
{
    constexpr qsizetype MostWords = 12;
    static constexpr std::array Months { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    int month = 0;
    int day = 0;
    int year = 0;
    QTime time;
    int zone = 0;
    const QList<QByteArray> words = line.first(qMin<qsizetype>(line.size(), 500)).toByteArray().simplified().split(' ');
    for (qsizetype i = 2; i < qMin(words.size(), MostWords); ++i) {
        const QByteArray &word = words.at(i);
        bool isNumber = false;
        const int number = word.toInt(&isNumber);
        if (const auto found = std::find_if(Months.begin(), Months.end(), [&word](const char *name) { return word.compare(name, Qt::CaseInsensitive) == 0; });
            found != Months.end())
            month = int(found - Months.begin()) + 1;
        else if (word.contains(':'))
            time = QTime::fromString(QString::fromLatin1(word), word.count(':') == 1 ? QStringLiteral("H:m") : QStringLiteral("H:m:s"));
        else if (isNumber && word.size() == 5 && (word[0] == '+' || word[0] == '-'))
            zone = (number / 100) * 3600 + (number % 100) * 60;
        else if (isNumber && word.size() == 4)
            year = number;
        else if (isNumber && word.size() <= 2)
            day = number;
    }
    const QDate date(year, month, day);
    if (!date.isValid() || !time.isValid())
        return {};
    return QDateTime(date, time, Qt::UTC).toSecsSinceEpoch() - zone;
}

QByteArray mboxMessage(QByteArrayView bytes, const MboxEntry &entry)
{
    const QByteArrayView message = entry.message.of(bytes);
    if (!entry.isQuoted)
        return message.toByteArray();
    QByteArray out;
    out.reserve(message.size());
    for (qsizetype line = 0; line < message.size();) {
        const qsizetype next = nextLine(message, line);
        qsizetype at = line;
        while (at < next && message[at] == '>')
            ++at;
        const bool quoted = at > line && message.sliced(at).startsWith(From);
        out += message.sliced(quoted ? line + 1 : line, next - line - (quoted ? 1 : 0));
        line = next;
    }
    return out;
}

} // namespace golub::mime
