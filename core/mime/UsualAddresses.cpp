// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "core/mime/Ascii.h"
#include "core/mime/UsualForms.h"

#include <array>

namespace golub::mime {
namespace {

// What a character may be part of. "?" is in none but comments: it could begin an encoded word.
enum Part : quint8 { Domain = 1, Local = 2, Word = 4, Quoted = 8, Comment = 16 };

constexpr std::array<quint8, 256> makeParts()
{
    std::array<quint8, 256> parts {};
    for (int i = ' '; i < 0x7F; ++i) {
        const char c = char(i);
        const bool alphanumeric = ascii::isLetter(c) || ascii::isDigit(c);
        const auto isOneOf = [c](QByteArrayView set) {
            for (const char one : set) {
                if (one == c)
                    return true;
            }
            return false;
        };
        unsigned part = 0;
        if (alphanumeric || isOneOf(".-_"))
            part |= Domain;
        if (alphanumeric || isOneOf(".-_+=!#$%&'*/^`{|}"))
            part |= Local | Word;
        if (!isOneOf("\"\\?~"))
            part |= Quoted;
        if (!isOneOf("()\\?~<@\""))
            part |= Comment;
        parts[size_t(i)] = quint8(part);
    }
    return parts;
}
constexpr auto Parts = makeParts();

class Reader
{
public:
    explicit Reader(QByteArrayView field)
        : m_at(field.data())
        , m_end(field.data() + field.size())
    {
    }

    bool read(AddressList &list)
    {
        skipBlanks();
        while (m_at < m_end) {
            if (*m_at == ',') { // one too many
                ++m_at;
                skipBlanks();
                continue;
            }
            if (list.size() >= limits::AddressesPerField || !readMailbox(list))
                return false;
            skipBlanks();
            if (m_at == m_end)
                break;
            if (*m_at++ != ',')
                return false;
            skipBlanks();
        }
        return true;
    }

private:
    bool skipBlanks()
    {
        const char *const start = m_at;
        while (m_at < m_end && ascii::isSpace(*m_at))
            ++m_at;
        return m_at > start;
    }

    QByteArrayView take(quint8 part)
    {
        const char *const start = m_at;
        while (m_at < m_end && Parts[static_cast<unsigned char>(*m_at)] & part)
            ++m_at;
        return { start, m_at - start };
    }

    bool isAt(char c) const { return m_at < m_end && *m_at == c; }

    bool readMailbox(AddressList &list)
    {
        const char *const start = m_at;
        if (isAt('"'))
            return readQuotedName(list);
        take(Local);
        if (isAt('@'))
            return readBare(start, list);
        m_at = start;
        return isAt('=') && start + 1 < m_end && start[1] == '?' ? readEncodedName(list) : readWords(list);
    }

    // user@host, user@host (Name)
    bool readBare(const char *start, AddressList &list)
    {
        if (!readDomain(start))
            return false;
        const QByteArrayView spec(start, m_at - start);
        skipBlanks();
        QString name;
        if (isAt('(')) {
            ++m_at;
            const QByteArrayView comment = take(Comment);
            if (!isAt(')'))
                return false;
            ++m_at;
            name = QString::fromLatin1(comment).simplified();
        }
        return append(list, std::move(name), spec);
    }

    // From the "@" on; false where the whole since \a start is not what it seems to be.
    bool readDomain(const char *start)
    {
        if (m_at == start)
            return false;
        ++m_at;
        const QByteArrayView domain = take(Domain);
        if (domain.isEmpty() || domain.back() == '.')
            return false;
        for (qsizetype i = 0; i + 3 < domain.size(); ++i) { // an international name, to be shown as such
            if (domain[i + 2] == '-' && domain[i + 3] == '-')
                return false;
        }
        return true;
    }

    bool readQuotedName(AddressList &list)
    {
        ++m_at;
        const QByteArrayView quoted = take(Quoted);
        if (!isAt('"'))
            return false;
        ++m_at;
        skipBlanks();
        return isAt('<') && readAngle(list, QString::fromLatin1(ascii::trimmed(quoted)));
    }

    // Up to the "<" there is nothing but encoded words: those hold none.
    bool readEncodedName(AddressList &list)
    {
        const char *const start = m_at;
        while (m_at < m_end && *m_at != '<' && *m_at != '"' && *m_at != '(' && *m_at != ',')
            ++m_at;
        QString name;
        if (!isAt('<') || !readUsualWords({ start, m_at - start }, name) || name.contains(u'"'))
            return false;
        return readAngle(list, name.trimmed());
    }

    bool readWords(AddressList &list)
    {
        QByteArrayView words;
        const char *const start = m_at;
        bool oneBlankBetween = true;
        for (;;) {
            const QByteArrayView word = take(Word);
            if (word.isEmpty())
                break;
            words = { start, m_at - start };
            const char *const behind = m_at;
            skipBlanks();
            oneBlankBetween = oneBlankBetween && (isAt('<') || m_at == behind || (m_at - behind == 1 && *behind == ' '));
        }
        return isAt('<') && readAngle(list, oneBlankBetween ? QString::fromLatin1(words) : QString::fromLatin1(words).simplified());
    }

    bool readAngle(AddressList &list, QString &&name)
    {
        const char *const start = ++m_at;
        take(Local);
        if (!isAt('@') || !readDomain(start) || !isAt('>'))
            return false;
        const QByteArrayView spec(start, m_at - start);
        ++m_at;
        return append(list, std::move(name), spec);
    }

    static bool append(AddressList &list, QString &&name, QByteArrayView spec)
    {
        list.append({ { std::move(name), QString::fromLatin1(spec) }, false, {}, {} });
        return true;
    }

    const char *m_at;
    const char *const m_end;
};

} // namespace

bool readUsualAddresses(QByteArrayView field, AddressList &list)
{
    return Reader(field).read(list);
}

} // namespace golub::mime
