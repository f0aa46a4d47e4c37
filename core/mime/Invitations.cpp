// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Invitations.h"

#include "core/base/TextSafety.h"
#include "core/mime/MessageContent.h"

#include <QTimeZone>

#include <algorithm>
#include <utility>

namespace golub::mime {
namespace {

constexpr qsizetype CalendarLength = 256 * 1024;
constexpr qsizetype TextLength = 500;

//! A content line (RFC 5545 section 3.1), unfolded.
struct Line {
    QString name;                                //!< upper case
    QList<std::pair<QString, QString>> parameters; //!< names in upper case, values without quotes
    QString value;

    QString parameter(QStringView wanted) const
    {
        const auto found = std::find_if(parameters.begin(), parameters.end(), [wanted](const auto &one) { return one.first == wanted; });
        return found == parameters.end() ? QString() : found->second;
    }
};

Line readLine(const QString &text)
{
    Line line;
    bool quoted = false;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'"')
            quoted = !quoted;
        if (quoted || (c != u';' && c != u':'))
            continue;
        const QString piece = text.mid(begin, i - begin);
        begin = i + 1;
        if (line.name.isEmpty()) {
            line.name = piece.trimmed().toUpper();
        } else {
            const qsizetype equals = piece.indexOf(u'=');
            line.parameters += { piece.left(equals).toUpper(), equals < 0 ? QString() : piece.mid(equals + 1).remove(u'"') };
        }
        if (c == u':') {
            line.value = text.mid(begin);
            return line;
        }
    }
    return {}; // without a value it is no content line
}

//! TEXT (section 3.3.11) as one line that can be shown.
QString plainText(const QString &escaped)
{
    QString out;
    out.reserve(escaped.size());
    for (qsizetype i = 0; i < escaped.size() && out.size() <= TextLength; ++i) {
        if (escaped.at(i) != u'\\' || i + 1 == escaped.size()) {
            out += escaped.at(i);
            continue;
        }
        const QChar next = escaped.at(++i);
        out += next == u'n' || next == u'N' ? QChar(u' ') : next;
    }
    return textsafety::printable(out, TextLength).simplified();
}

QTimeZone zoneNamed(const QString &id)
{
    const bool isName = !id.isEmpty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](QChar c) { return c.unicode() < 128 && c.isPrint(); });
    if (!isName)
        return {};
    QByteArray name = QTimeZone::windowsIdToDefaultIanaId(id.toLatin1());
    // "/mozilla.org/20050126_1/Europe/Warsaw": some put who says so before the name.
    if (name.isEmpty())
        name = id.toLatin1().split('/').mid(id.startsWith(u'/') ? 3 : 0).join('/');
    return QTimeZone::isTimeZoneIdAvailable(name) ? QTimeZone(name) : QTimeZone();
}

//! DATE-TIME or DATE (sections 3.3.4 and 3.3.5).
QDateTime readMoment(const Line &line, bool &allDay)
{
    const QDate date = QDate::fromString(line.value.left(8), QStringLiteral("yyyyMMdd"));
    allDay = line.value.size() == 8;
    if (allDay)
        return QDateTime(date, QTime(0, 0));
    if (line.value.size() < 15 || line.value.at(8).toUpper() != u'T')
        return {};
    const QTime time = QTime::fromString(line.value.mid(9, 6), QStringLiteral("HHmmss"));
    if (line.value.endsWith(u'Z', Qt::CaseInsensitive))
        return QDateTime(date, time, Qt::UTC);
    const QTimeZone zone = zoneNamed(line.parameter(u"TZID"));
    return zone.isValid() ? QDateTime(date, time, zone) : QDateTime(date, time);
}

//! DURATION (section 3.3.6) in seconds; 0 for what is none, or is longer than ten years.
qint64 readDuration(const QString &value)
{
    constexpr qint64 Most = 10LL * 366 * 24 * 3600;
    if (!value.startsWith(u'P') && !value.startsWith(u"+P"))
        return 0;
    qint64 seconds = 0;
    qint64 number = 0;
    bool inTime = false;
    for (const QChar c : QStringView(value).sliced(value.indexOf(u'P') + 1)) {
        if (c.isDigit() && c.unicode() < 128) {
            number = number * 10 + c.digitValue();
        } else if (c == u'T') {
            inTime = true;
        } else {
            const qint64 unit = c == u'W' ? 7 * 86400 : c == u'D' ? 86400 : !inTime ? 0 : c == u'H' ? 3600 : c == u'M' ? 60 : c == u'S' ? 1 : 0;
            seconds += number * unit;
            number = 0;
        }
        if (number > Most || seconds > Most)
            return 0;
    }
    return seconds;
}

Address readAddress(const Line &line)
{
    QString address = line.value.trimmed();
    if (address.startsWith(u"mailto:", Qt::CaseInsensitive))
        address.remove(0, 7);
    Address out;
    out.name = plainText(line.parameter(u"CN"));
    out.address = textsafety::printable(address, 320);
    return out;
}

Invitation::Answer readAnswer(const QString &status)
{
    const QString upper = status.toUpper();
    return upper == u"ACCEPTED" ? Invitation::Answer::Accepted
        : upper == u"DECLINED"  ? Invitation::Answer::Declined
        : upper == u"TENTATIVE" ? Invitation::Answer::Tentative
                                : Invitation::Answer::None;
}

class Reader
{
public:
    void read(const Line &line)
    {
        if (line.name == u"BEGIN") {
            ++m_depth;
            if (!m_inEvent && !m_found && line.value.compare(u"VEVENT", Qt::CaseInsensitive) == 0) {
                m_inEvent = m_found = true;
                m_eventDepth = m_depth;
            }
        } else if (line.name == u"END") {
            if (m_inEvent && m_depth == m_eventDepth)
                m_inEvent = false;
            --m_depth;
        } else if (line.name == u"METHOD" && m_method.isEmpty()) {
            m_method = line.value.trimmed().toUpper();
        } else if (m_inEvent && m_depth == m_eventDepth) { // alarms are deeper
            readEvent(line);
        }
    }

    std::optional<Invitation> result()
    {
        if (!m_found)
            return std::nullopt;
        if (m_method == u"REPLY") {
            m_event.kind = Invitation::Kind::Reply;
            m_event.organizer = m_attendee;
            m_event.answer = m_answer;
        } else if (m_method == u"CANCEL" || m_cancelled) {
            m_event.kind = Invitation::Kind::Cancel;
        } else if (m_method == u"REQUEST") {
            m_event.kind = Invitation::Kind::Request;
        }
        if (!m_event.end.isValid() && m_event.start.isValid() && m_duration > 0)
            m_event.end = m_event.start.addSecs(m_duration);
        if (m_event.end.isValid() && m_event.end < m_event.start)
            m_event.end = {};
        return m_event;
    }

private:
    void readEvent(const Line &line)
    {
        bool isDate = false;
        if (line.name == u"SUMMARY") {
            m_event.summary = plainText(line.value);
        } else if (line.name == u"LOCATION") {
            m_event.location = plainText(line.value);
        } else if (line.name == u"DTSTART") {
            m_event.start = readMoment(line, m_event.allDay);
        } else if (line.name == u"DTEND") {
            m_event.end = readMoment(line, isDate);
        } else if (line.name == u"DURATION") {
            m_duration = readDuration(line.value.trimmed().toUpper());
        } else if (line.name == u"ORGANIZER") {
            m_event.organizer = readAddress(line);
        } else if (line.name == u"ATTENDEE" && m_attendee.address.isEmpty()) {
            m_attendee = readAddress(line);
            m_answer = readAnswer(line.parameter(u"PARTSTAT"));
        } else if (line.name == u"RRULE" || line.name == u"RDATE") {
            m_event.repeats = true;
        } else if (line.name == u"STATUS") {
            m_cancelled = line.value.trimmed().compare(u"CANCELLED", Qt::CaseInsensitive) == 0;
        }
    }

    Invitation m_event;
    Address m_attendee;
    Invitation::Answer m_answer = Invitation::Answer::None;
    QString m_method;
    qint64 m_duration = 0;
    int m_depth = 0;
    int m_eventDepth = 0;
    bool m_inEvent = false;
    bool m_found = false;
    bool m_cancelled = false;
};

} // namespace

std::optional<Invitation> readCalendar(QStringView calendar)
{
    Reader reader;
    QString line;
    const auto flush = [&] {
        if (!line.isEmpty())
            reader.read(readLine(line));
        line.clear();
    };
    const qsizetype size = std::min(calendar.size(), CalendarLength);
    for (qsizetype at = 0; at < size;) {
        qsizetype end = at;
        while (end < size && calendar.at(end) != u'\n' && calendar.at(end) != u'\r')
            ++end;
        QStringView piece = calendar.sliced(at, end - at);
        at = end + 1;
        const bool continues = !piece.isEmpty() && (piece.front() == u' ' || piece.front() == u'\t'); // section 3.1, folded
        if (!piece.isEmpty() && !continues)
            flush();
        line += continues ? piece.sliced(1) : piece;
    }
    flush();
    return reader.result();
}

std::optional<Invitation> readInvitation(QByteArrayView raw, const MessageTree &tree)
{
    for (const Part &part : tree.parts) {
        const bool isCalendar = part.is("text", "calendar") || part.is("application", "ics");
        if (!isCalendar || part.depth > 6)
            continue;
        return readCalendar(decodedText(raw, part));
    }
    return std::nullopt;
}

} // namespace golub::mime
