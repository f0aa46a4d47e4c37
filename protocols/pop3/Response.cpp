// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/pop3/Response.h"

#include "protocols/wire/ProtocolText.h"

#include <algorithm>
#include <limits>

namespace golub::pop3 {
namespace {

// RFC 1939 section 7 allows 70; some servers use more. What is longer is not an id but an attack on memory.
constexpr qsizetype MaxUidl = 512;

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.chop(1);
    return text;
}

// "+OK" and "-ERR" stand alone or before something that is not a letter or a digit.
std::optional<QByteArrayView> behindWord(QByteArrayView line, QByteArrayView word)
{
    if (line.size() < word.size() || !wire::sameKeyword(line.first(word.size()), word))
        return std::nullopt;
    const QByteArrayView rest = line.sliced(word.size());
    const char next = rest.isEmpty() ? ' ' : rest.front();
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
    return letter ? std::nullopt : std::optional<QByteArrayView>(trimmed(rest));
}

bool isCodeCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/' || c == '_' || c == '.';
}

// RFC 2449 section 8: "[" level *("/" level) "]" at the start of the text.
void takeCode(Status &status, QByteArrayView text)
{
    const qsizetype end = text.startsWith('[') ? text.indexOf(']') : -1;
    if (end > 1 && end < 64 && std::all_of(text.begin() + 1, text.begin() + end, isCodeCharacter)) {
        status.code = text.sliced(1, end - 1).toByteArray().toUpper();
        text = trimmed(text.sliced(end + 1));
    }
    status.text = text.toByteArray();
}

std::optional<quint32> messageNumber(const QByteArray &word)
{
    bool ok = false;
    const quint32 number = !word.isEmpty() && word.at(0) >= '0' && word.at(0) <= '9' ? word.toUInt(&ok) : 0;
    return ok && number > 0 ? std::optional<quint32>(number) : std::nullopt;
}

} // namespace

ServerReply Status::toServerReply() const
{
    return { 0, QString::fromLatin1(code), wire::safeText(text) };
}

Result<Status> parseStatus(QByteArrayView line)
{
    Status status;
    if (const auto text = behindWord(line, "+OK")) {
        status.ok = true;
        takeCode(status, *text);
        return status;
    }
    if (const auto text = behindWord(line, "-ERR")) {
        takeCode(status, *text);
        return status;
    }
    if (line == "+" || line.startsWith("+ ")) {
        status.isContinuation = true;
        status.text = trimmed(line.sliced(1)).toByteArray();
        return status;
    }
    return Error::of(ErrorKind::Protocol, QStringLiteral("Not a POP3 answer: %1").arg(wire::safeText(line)));
}

ErrorKind kindOfRefusal(const Status &status)
{
    if (status.code == "IN-USE" || status.code == "LOGIN-DELAY" || status.code == "SYS/TEMP")
        return ErrorKind::ServerTemporary;
    if (status.code == "AUTH")
        return ErrorKind::AuthFailed;
    return ErrorKind::ServerRefused;
}

QByteArray apopStamp(QByteArrayView greeting)
{
    const qsizetype start = greeting.lastIndexOf('<');
    const qsizetype end = greeting.lastIndexOf('>');
    if (start < 0 || end < start)
        return {};
    const QByteArrayView stamp = greeting.sliced(start, end - start + 1);
    return stamp.contains('@') ? stamp.toByteArray() : QByteArray();
}

std::optional<MaildropMessage> parseUidlLine(QByteArrayView line)
{
    const QByteArrayView text = trimmed(line);
    qsizetype end = 0;
    while (end < text.size() && text[end] != ' ' && text[end] != '\t')
        ++end;
    const auto number = messageNumber(text.first(end).toByteArray());
    const QByteArrayView uidl = trimmed(text.sliced(end));
    const bool control = std::any_of(uidl.begin(), uidl.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
    if (!number || uidl.isEmpty() || uidl.size() > MaxUidl || control)
        return std::nullopt;
    return MaildropMessage { *number, uidl.toByteArray(), -1 };
}

std::optional<MaildropMessage> parseListLine(QByteArrayView line)
{
    const QList<QByteArray> words = wire::words(line);
    const auto number = words.isEmpty() ? std::nullopt : messageNumber(words.first());
    if (!number)
        return std::nullopt;
    bool ok = false;
    const qint64 size = words.size() > 1 ? words.at(1).toLongLong(&ok) : -1;
    return MaildropMessage { *number, {}, ok && size >= 0 ? size : -1 };
}

void Capabilities::addLine(QByteArrayView line)
{
    known = true;
    lines.append(line.toByteArray());
    const QList<QByteArray> words = wire::words(line);
    if (words.isEmpty())
        return;
    const QByteArray keyword = words.first().toUpper();
    if (keyword == "STLS")
        startTls = true;
    else if (keyword == "TOP")
        top = true;
    else if (keyword == "UIDL")
        uidl = true;
    else if (keyword == "USER")
        user = true;
    else if (keyword == "RESP-CODES")
        respCodes = true;
    else if (keyword == "PIPELINING")
        pipelining = true;
    else if (keyword == "UTF8")
        utf8 = true;
    else if (keyword == "LOGIN-DELAY") // a maximum with "USER" behind it: the user's own comes after the sign-in, and may be less
        loginDelay = std::chrono::seconds(std::max(0, words.value(1).toInt()));
    else if (keyword == "SASL") {
        for (const QByteArray &word : words.sliced(1)) {
            if (!sasl.contains(word.toUpper()))
                sasl.append(word.toUpper());
        }
    }
}

} // namespace golub::pop3
