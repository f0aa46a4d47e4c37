// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/MailboxCodec.h"

#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace golub::imap {
namespace {

constexpr QByteArrayView Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

bool isDirect(char16_t c)
{
    return c >= 0x20 && c <= 0x7e;
}

// One shifted sequence, without "&" and "-". None where it is not the canonical spelling of something that needs one.
std::optional<QString> decodeShifted(QByteArrayView shifted)
{
    QString text;
    quint32 bits = 0;
    int count = 0;
    for (const char c : shifted) {
        const qsizetype value = Alphabet.indexOf(c);
        if (value < 0)
            return std::nullopt;
        bits = (bits << 6) | quint32(value);
        count += 6;
        if (count >= 16) {
            count -= 16;
            const auto unit = char16_t(bits >> count);
            if (isDirect(unit))
                return std::nullopt; // must stand for itself; "/" hidden here would make a hierarchy of its own
            text.append(QChar(unit));
            bits &= (1U << count) - 1;
        }
    }
    if (count >= 6 || bits != 0 || text.isEmpty())
        return std::nullopt;
    for (qsizetype i = 0; i < text.size(); ++i) { // surrogates only in pairs
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (text[i].isSurrogate())
            return std::nullopt;
    }
    return text;
}

std::optional<QString> decodeUtf7(QByteArrayView wire)
{
    QString path;
    for (qsizetype i = 0; i < wire.size(); ++i) {
        const char c = wire[i];
        if (c != '&') {
            path.append(QLatin1Char(c));
            continue;
        }
        const qsizetype end = wire.indexOf('-', i);
        if (end < 0)
            return std::nullopt;
        const QByteArrayView shifted = wire.sliced(i + 1, end - i - 1);
        if (shifted.isEmpty()) {
            path.append(u'&');
        } else if (const auto text = decodeShifted(shifted)) {
            path.append(*text);
        } else {
            return std::nullopt;
        }
        i = end;
    }
    return path;
}

void encodeShifted(QByteArray &wire, QStringView units)
{
    wire.append('&');
    quint32 bits = 0;
    int count = 0;
    for (const QChar unit : units) {
        bits = (bits << 16) | unit.unicode();
        count += 16;
        while (count >= 6) {
            count -= 6;
            wire.append(Alphabet[(bits >> count) & 0x3f]);
        }
        bits &= (1U << count) - 1;
    }
    if (count > 0)
        wire.append(Alphabet[(bits << (6 - count)) & 0x3f]);
    wire.append('-');
}

} // namespace

QString decodeMailboxName(QByteArrayView wire)
{
    const bool ascii = std::all_of(wire.begin(), wire.end(), [](char c) { return quint8(c) < 0x80; });
    if (ascii) {
        if (auto path = decodeUtf7(wire))
            return *path;
        return QString::fromLatin1(wire);
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString path = decoder.decode(wire);
    return decoder.hasError() ? QString::fromLatin1(wire) : path;
}

QByteArray encodeMailboxName(QStringView path)
{
    QByteArray wire;
    for (qsizetype i = 0; i < path.size();) {
        if (path[i] == u'&') {
            wire.append("&-");
            ++i;
        } else if (isDirect(path[i].unicode())) {
            wire.append(char(path[i].unicode()));
            ++i;
        } else {
            qsizetype end = i;
            while (end < path.size() && !isDirect(path[end].unicode()))
                ++end;
            encodeShifted(wire, path.sliced(i, end - i));
            i = end;
        }
    }
    return wire;
}

MailboxName mailboxNameFromWire(const QByteArray &wire, char delimiter)
{
    QString path = decodeMailboxName(wire);
    // INBOX is the inbox in whatever case (RFC 9051 section 5.1); some have the folders below it as "Inbox/…".
    static constexpr QStringView Inbox = u"INBOX";
    const bool below = delimiter != '\0' && path.size() > Inbox.size() && path.at(Inbox.size()) == QLatin1Char(delimiter);
    if (below && path.startsWith(Inbox, Qt::CaseInsensitive))
        path = Inbox.toString() + path.sliced(Inbox.size());
    return { wire, std::move(path), delimiter == '\0' ? QChar() : QChar(QLatin1Char(delimiter)) };
}

} // namespace golub::imap
