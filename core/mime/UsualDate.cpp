// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Ascii.h"
#include "core/mime/UsualForms.h"

namespace golub::mime {
namespace {

// Three letters in any case as one number.
constexpr quint32 three(const char *word)
{
    return quint32(ascii::lower(word[0])) << 16 | quint32(ascii::lower(word[1])) << 8 | quint32(ascii::lower(word[2]));
}
constexpr quint32 Months[] = { three("jan"), three("feb"), three("mar"), three("apr"), three("may"), three("jun"), three("jul"), three("aug"),
    three("sep"), three("oct"), three("nov"), three("dec") };
constexpr quint32 Days[] = { three("mon"), three("tue"), three("wed"), three("thu"), three("fri"), three("sat"), three("sun") };

class Reader
{
public:
    explicit Reader(QByteArrayView field)
        : m_at(field.data())
        , m_end(field.data() + field.size())
    {
    }

    bool read(QDateTime &date)
    {
        int day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0, offset = 0;
        const bool usual = skipWeekday() && number(1, 2, day) && blanks() && name(Months, month) && blanks() && number(4, 4, year) && blanks()
            && number(2, 2, hour) && take(':') && number(2, 2, minute) && seconds(second) && blanks() && zone(offset) && atEnd();
        if (!usual || hour > 23 || minute > 59 || second > 59)
            return false;
        const QDate calendar(year, month, day);
        if (!calendar.isValid())
            return false;
        date = QDateTime(calendar, QTime(hour, minute, second), Qt::OffsetFromUTC, offset);
        return true;
    }

private:
    bool take(char c)
    {
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }

    bool blanks()
    {
        const char *const start = m_at;
        while (take(' ')) { }
        return m_at > start;
    }

    bool skipWeekday()
    {
        blanks();
        if (m_at == m_end || ascii::isDigit(*m_at))
            return true;
        int day = 0;
        return name(Days, day) && take(',') && blanks();
    }

    template<size_t N>
    bool name(const quint32 (&names)[N], int &number)
    {
        if (m_end - m_at < 3)
            return false;
        const quint32 wanted = three(m_at);
        for (size_t i = 0; i < N; ++i) {
            if (names[i] == wanted) {
                number = int(i) + 1;
                m_at += 3;
                return true;
            }
        }
        return false;
    }

    // Not followed by another digit.
    bool number(int least, int most, int &value)
    {
        int digits = 0;
        for (value = 0; m_at < m_end && ascii::isDigit(*m_at) && digits < most; ++m_at, ++digits)
            value = value * 10 + (*m_at - '0');
        return digits >= least && (m_at == m_end || !ascii::isDigit(*m_at));
    }

    bool seconds(int &second) { return !take(':') || number(2, 2, second); }

    // Seconds from UTC.
    bool zone(int &offset)
    {
        if (m_end - m_at >= 3 && three(m_at) == three("gmt")) {
            m_at += 3;
            return true;
        }
        const bool west = take('-');
        int value = 0;
        if ((!west && !take('+')) || !number(4, 4, value) || value % 100 > 59 || value > 1400)
            return false;
        offset = (value / 100 * 60 + value % 100) * (west ? -60 : 60);
        return true;
    }

    bool atEnd()
    {
        blanks();
        if (take('(')) {
            while (m_at < m_end && *m_at != '(' && *m_at != ')')
                ++m_at;
            if (!take(')'))
                return false;
        }
        blanks();
        return m_at == m_end;
    }

    const char *m_at;
    const char *const m_end;
};

} // namespace

bool readUsualDate(QByteArrayView field, QDateTime &date)
{
    constexpr qsizetype LongestUsual = 100;
    return field.size() <= LongestUsual && Reader(field).read(date);
}

} // namespace golub::mime
