// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/EchoFilter.h"

#include "protocols/wire/Base64.h"
#include "protocols/wire/ProtocolText.h"

#include <algorithm>

namespace golub::net {
namespace {

constexpr qsizetype Shortest = 4;        // what is shorter stands in every other line by chance
constexpr qsizetype MostSecrets = 32;
constexpr qsizetype Recognised = 12;     // so many bytes are no chance: the rest of the secret goes with them

QByteArray unquoted(const QByteArray &word)
{
    QByteArray out;
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (word.at(i) == '\\' && i + 1 < word.size())
            ++i;
        out += word.at(i);
    }
    return out;
}

// The last argument, as it stands there: `A1 LOGIN ala "my word"` and `AUTH PLAIN AGFsYQ==`.
QByteArray lastArgument(const QByteArray &line)
{
    if (!line.endsWith('"'))
        return line.mid(line.lastIndexOf(' ') + 1);
    // Before the closing quote, which may have a blank of the secret's own in front of it.
    const qsizetype open = line.size() < 3 ? -1 : line.lastIndexOf(" \"", line.size() - 3);
    return open < 0 ? line : line.sliced(open + 2).chopped(1);
}

bool isCommand(const QByteArray &line)
{
    const QByteArrayList words = line.split(' ').mid(0, 2);
    const QByteArray second = words.value(1).toUpper();
    return second == "LOGIN" || second == "AUTHENTICATE" || line.startsWith("AUTH ") || line.startsWith("PASS ") || line.startsWith("APOP ");
}

// An IMAP literal: behind its length (LITERAL+), or alone after the server's leave. It may hold anything but NUL.
QByteArray literalOf(QByteArrayView sent)
{
    QByteArray text = sent.toByteArray();
    if (text.endsWith("\r\n"))
        text.chop(2);
    if (const qsizetype length = text.indexOf("}\r\n"); length >= 0)
        return text.mid(length + 3);
    return isCommand(text) ? QByteArray() : text;
}

// What base64 hides is last, too: PLAIN's password, the token, CRAM-MD5's digest.
QByteArray lastField(const QByteArray &decoded)
{
    QByteArray fields = decoded;
    while (fields.endsWith('\x01') || fields.endsWith('\0'))
        fields.chop(1);
    const auto isSeparator = [](char c) { return c == '\0' || c == '\x01' || c == ' '; };
    const auto start = std::find_if(fields.crbegin(), fields.crend(), isSeparator);
    return fields.last(start - fields.crbegin());
}

} // namespace

void EchoFilter::add(const QByteArray &secret)
{
    if (secret.size() < Shortest || m_secrets.contains(secret) || m_secrets.size() >= MostSecrets)
        return;
    const auto place = std::find_if(m_secrets.begin(), m_secrets.end(), [&secret](const QByteArray &other) { return other.size() < secret.size(); });
    m_secrets.insert(place, secret);
}

void EchoFilter::hide(QByteArrayView sentLine)
{
    const QByteArray line = sentLine.trimmed().toByteArray();
    const QByteArray argument = lastArgument(line);
    add(argument);
    add(unquoted(argument));
    add(literalOf(sentLine));
    if (line.startsWith("PASS ")) // a POP3 password is the rest of the line, blanks and all
        add(line.mid(5));
    if (const auto decoded = wire::decodeBase64(argument); decoded && !decoded->isEmpty()) {
        add(lastField(*decoded));
        add(*decoded);
    }
}

QByteArray EchoFilter::clean(const QByteArray &line) const
{
    QByteArray out = line;
    for (const QByteArray &secret : m_secrets) {
        const QByteArray start = secret.first(std::min(secret.size(), Recognised));
        for (qsizetype at = out.indexOf(start); at >= 0; at = out.indexOf(start, at)) {
            qsizetype length = start.size();
            while (length < secret.size() && at + length < out.size() && out.at(at + length) == secret.at(length))
                ++length;
            out.replace(at, length, wire::Redacted.toByteArray());
            at += wire::Redacted.size();
        }
    }
    return out;
}

} // namespace golub::net
