// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "core/mime/Ascii.h"
#include "core/mime/UsualForms.h"

#include <array>

namespace golub::mime {
namespace {

enum Part : quint8 { Name = 1, Token = 2, Quoted = 4 };

// Without what begins encoded words ("=?"), Chinese in HZ ("~{") and the extended names of RFC 2231 ("*").
constexpr std::array<quint8, 256> makeParts()
{
    std::array<quint8, 256> parts {};
    for (int i = ' '; i < 0x7F; ++i) {
        const char c = char(i);
        unsigned part = c == '"' || c == '\\' || c == '?' || c == '~' ? 0U : unsigned(Quoted);
        if (ascii::isLetter(c) || ascii::isDigit(c) || c == '-')
            part |= Name | Token;
        for (const char one : { '.', '_', '+', '!', '#', '$', '%', '&', '^' })
            part |= c == one ? unsigned(Token) : 0U;
        parts[size_t(i)] = quint8(part);
    }
    return parts;
}
constexpr auto Parts = makeParts();

// Names and values that cost no allocation; all lower case.
constexpr QByteArrayView Usual[] = { "text", "plain", "html", "multipart", "mixed", "alternative", "application", "image", "charset", "boundary",
    "name", "filename", "attachment", "inline", "related", "format", "delsp", "octet-stream", "pdf", "jpeg", "png", "gif", "message", "rfc822", "signed",
    "report", "type", "start", "protocol", "micalg", "audio", "video", "calendar" };

QByteArray lowerCase(QByteArrayView text)
{
    for (const QByteArrayView usual : Usual) {
        if (ascii::equalsIgnoreCase(text, usual))
            return QByteArray::fromRawData(usual.data(), usual.size());
    }
    return ascii::toLower(text);
}

class Reader
{
public:
    explicit Reader(QByteArrayView field)
        : m_at(field.data())
        , m_end(field.data() + field.size())
    {
    }

    void skipBlanks()
    {
        while (m_at < m_end && ascii::isSpace(*m_at))
            ++m_at;
    }

    QByteArrayView take(quint8 part)
    {
        const char *const start = m_at;
        while (m_at < m_end && Parts[static_cast<unsigned char>(*m_at)] & part)
            ++m_at;
        return { start, m_at - start };
    }

    bool take(char c)
    {
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }

    // From behind the value to the end of the field.
    bool takeParameters(Parameters &params, QByteArray *rawBoundary)
    {
        skipBlanks();
        while (take(';')) {
            skipBlanks();
            if (m_at == m_end || *m_at == ';')
                continue;
            if (!takeParameter(params, rawBoundary))
                return false;
            skipBlanks();
        }
        return m_at == m_end;
    }

private:
    bool takeParameter(Parameters &params, QByteArray *rawBoundary)
    {
        const QByteArrayView rawName = take(Name);
        if (rawName.isEmpty() || !take('='))
            return false;
        const bool isQuoted = take('"');
        const QByteArrayView value = take(isQuoted ? Quoted : Token);
        if (isQuoted ? !take('"') : value.isEmpty())
            return false;
        QByteArray name = lowerCase(rawName);
        if (params.contains(name) || params.size() >= limits::ParametersPerField)
            return false;
        if (rawBoundary && name == "boundary")
            *rawBoundary = value.isEmpty() ? QByteArray("") : value.toByteArray();
        params.append({ std::move(name), QString::fromLatin1(value) });
        return true;
    }

    const char *m_at;
    const char *const m_end;
};

} // namespace

bool readUsualContentType(QByteArrayView field, ContentType &type, QByteArray *rawBoundary)
{
    Reader reader(field);
    reader.skipBlanks();
    const QByteArrayView major = reader.take(Token);
    if (major.isEmpty() || !reader.take('/'))
        return false;
    const QByteArrayView minor = reader.take(Token);
    if (minor.isEmpty() || !reader.takeParameters(type.params, rawBoundary))
        return false;
    type.type = lowerCase(major);
    type.subtype = lowerCase(minor);
    type.valid = true;
    return true;
}

bool readUsualParameters(QByteArrayView field, ParameterizedValue &value)
{
    Reader reader(field);
    reader.skipBlanks();
    const QByteArrayView word = reader.take(Token);
    if (word.isEmpty() || !reader.takeParameters(value.params, nullptr))
        return false;
    value.value = lowerCase(word);
    return true;
}

} // namespace golub::mime
