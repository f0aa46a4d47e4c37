// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/Reply.h"

#include "core/base/Limits.h"
#include "protocols/wire/ProtocolText.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace golub::smtp {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// One to three digits at the start of \a text.
qsizetype digitsAt(QByteArrayView text)
{
    qsizetype count = 0;
    while (count < text.size() && count < 4 && isDigit(text[count]))
        ++count;
    return count >= 1 && count <= 3 ? count : 0;
}

QByteArrayView trimmedLeft(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    return text;
}

} // namespace

ServerReply Reply::toServerReply() const
{
    QStringList texts;
    for (const QByteArray &line : lines) {
        QByteArrayView text = line;
        if (const QByteArray status = enhancedStatus(code, text); !status.isEmpty())
            text = trimmedLeft(text.sliced(status.size()));
        texts.append(wire::safeText(text));
    }
    return { code, QString::fromLatin1(enhanced), texts.join(u'\n').left(20000) };
}

Result<ReplyLine> parseReplyLine(QByteArrayView line)
{
    const QByteArrayView rest = trimmedLeft(line);
    const bool hasCode = rest.size() >= 3 && isDigit(rest[0]) && isDigit(rest[1]) && isDigit(rest[2]);
    // A fourth digit makes it another number; the first digit of a reply is 2 to 5 (RFC 5321 section 4.2.1; 1 is never sent).
    if (!hasCode || rest[0] < '2' || rest[0] > '5' || (rest.size() > 3 && isDigit(rest[3])))
        return Error::of(ErrorKind::Protocol, QStringLiteral("Not an SMTP reply: %1").arg(wire::safeText(line)));
    ReplyLine out;
    out.code = rest.first(3).toByteArray().toInt();
    QByteArrayView text = rest.sliced(3);
    if (!text.isEmpty() && text.front() == '-') {
        out.last = false;
        text = text.sliced(1);
    } else if (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t')) {
        text = text.sliced(1);
    }
    out.text = text.toByteArray();
    return out;
}

QByteArray enhancedStatus(int code, QByteArrayView text)
{
    // RFC 3463 section 2: class "." subject "." detail; the class repeats the code's first digit.
    if (text.size() < 5 || text[0] != char('0' + code / 100) || text[1] != '.')
        return {};
    const qsizetype subject = digitsAt(text.sliced(2));
    if (subject == 0 || 2 + subject >= text.size() || text[2 + subject] != '.')
        return {};
    const qsizetype detail = digitsAt(text.sliced(3 + subject));
    const qsizetype end = 3 + subject + detail;
    if (detail == 0 || (end < text.size() && text[end] != ' ' && text[end] != '\t'))
        return {};
    return text.first(end).toByteArray();
}

Result<std::optional<Reply>> ReplyAssembler::add(QByteArrayView line)
{
    // Blank lines between replies say nothing.
    if (!isOpen() && trimmedLeft(line).isEmpty())
        return std::optional<Reply>();
    auto parsed = parseReplyLine(line);
    if (!parsed) {
        if (!isOpen())
            return parsed.error();
        // Within a reply, a line without its code is taken as one more line of text.
        parsed = ReplyLine { m_reply.code, false, line.toByteArray() };
    }
    if (m_reply.lines.size() >= limits::ReplyLines)
        return Error::of(ErrorKind::LimitExceeded, QStringLiteral("A reply of more than %1 lines.").arg(limits::ReplyLines));
    m_reply.code = std::max(m_reply.code, parsed->code);
    m_reply.lines.append(parsed->text);
    if (const QByteArray status = enhancedStatus(parsed->code, parsed->text); !status.isEmpty())
        m_reply.enhanced = status;
    if (!parsed->last)
        return std::optional<Reply>();
    return std::optional<Reply>(std::exchange(m_reply, {}));
}

} // namespace golub::smtp
