// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/Command.h"

#include "core/base/TextSafety.h"
#include "protocols/wire/ProtocolText.h"

#include <QUrl>

#include <algorithm>

namespace golub::smtp {
namespace {

constexpr auto DefaultHello = "[127.0.0.1]";
constexpr qsizetype MaxAddress = 320; // RFC 3696 section 3: 64 + 1 + 255

Error unusable(const QString &address)
{
    return { ErrorKind::InvalidInput,
        QCoreApplication::translate("Smtp", "The address “%1” cannot be used. Check its spelling.").arg(textsafety::printable(address, 200)) };
}

bool isForbidden(QChar c)
{
    return c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0) || c == u'<' || c == u'>' || c.unicode() == 0x2028
        || c.unicode() == 0x2029;
}

// RFC 5321 section 4.1.2: Dot-string or Quoted-string. Dots may stand anywhere: some providers gave out such addresses.
bool isLocalPart(QStringView local)
{
    if (local.isEmpty())
        return false;
    if (local.startsWith(u'"')) {
        if (local.size() < 3 || !local.endsWith(u'"'))
            return false;
        bool escaped = false;
        for (const QChar c : local.sliced(1, local.size() - 2)) {
            if (!escaped && c == u'"')
                return false;
            escaped = !escaped && c == u'\\';
        }
        return !escaped;
    }
    return std::none_of(local.begin(), local.end(), [](QChar c) { return c.isSpace() || QStringView(u"()[]\\,;:@\"").contains(c); });
}

bool isHostLike(QByteArrayView domain)
{
    return !domain.isEmpty() && std::all_of(domain.begin(), domain.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
    });
}

bool isAddressLiteral(QByteArrayView domain)
{
    return domain.size() > 2 && domain.startsWith('[') && domain.endsWith(']')
        && std::all_of(domain.begin() + 1, domain.end() - 1, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ':' || c == '.';
           });
}

QByteArray domainOnWire(QStringView domain)
{
    if (std::all_of(domain.begin(), domain.end(), [](QChar c) { return c.unicode() < 0x80; })) {
        const QByteArray ascii = domain.toLatin1();
        return isHostLike(ascii) || isAddressLiteral(ascii) ? ascii : QByteArray();
    }
    return QUrl::toAce(domain.toString());
}

// RFC 3461 section 4.
QByteArray xtext(const QByteArray &bytes)
{
    QByteArray out;
    for (const char c : bytes) {
        if (c > 0x20 && c < 0x7F && c != '+' && c != '=')
            out += c;
        else
            out += '+' + QByteArray(1, c).toHex().toUpper();
    }
    return out;
}

//! RFC 6533 section 3: in UTF-8 as it is, but for these signs.
QByteArray unitext(const QByteArray &address)
{
    QByteArray out;
    for (const char c : address)
        out += c == '+' || c == '=' || c == '\\' || c == ' ' ? "\\x{" + QByteArray(1, c).toHex().toUpper() + '}' : QByteArray(1, c);
    return out;
}

// Exim refuses "_" and names that are not fully qualified: an address literal always passes.
QByteArray helloName(const QByteArray &name)
{
    const bool host = isHostLike(name) && name.contains('.') && !name.contains('_') && !name.startsWith('.') && !name.endsWith('.');
    return host || isAddressLiteral(name) ? name : QByteArray(DefaultHello);
}

} // namespace

Result<Path> Path::parse(const QString &address, bool nullAllowed)
{
    if (address.isEmpty() && nullAllowed)
        return Path();
    const qsizetype at = address.lastIndexOf(u'@');
    if (at <= 0 || address.size() > MaxAddress || std::any_of(address.begin(), address.end(), isForbidden))
        return unusable(address);
    const QStringView local = QStringView(address).first(at);
    const QByteArray domain = domainOnWire(QStringView(address).sliced(at + 1));
    if (domain.isEmpty() || !isLocalPart(local))
        return unusable(address);
    Path path;
    const QByteArray localBytes = local.toUtf8();
    path.m_bytes = localBytes + '@' + domain;
    path.m_needsUtf8 = std::any_of(localBytes.begin(), localBytes.end(), [](char c) { return (c & 0x80) != 0; });
    // What was checked as text holds for the bytes too; this is the last door.
    if (wire::breaksLines(path.m_bytes))
        return unusable(address);
    return path;
}

QByteArray Path::domain() const
{
    return m_bytes.mid(m_bytes.lastIndexOf('@') + 1).toLower();
}

Command Command::ehlo(const QByteArray &name)
{
    return Command("EHLO " + helloName(name));
}

Command Command::helo(const QByteArray &name)
{
    return Command("HELO " + helloName(name));
}

Command Command::startTls()
{
    return Command("STARTTLS");
}

Command Command::auth(const QByteArray &mechanism, const std::optional<Secret> &initialResponse)
{
    if (!initialResponse)
        return Command("AUTH " + mechanism);
    Command command("AUTH " + mechanism + ' ' + initialResponse->reveal());
    command.m_logText = "AUTH " + mechanism + ' ' + wire::Redacted.toByteArray();
    return command;
}

Command Command::authResponse(const Secret &line)
{
    Command command(line.reveal());
    command.m_logText = wire::Redacted.toByteArray();
    return command;
}

Command Command::authCancel()
{
    return Command("*");
}

Command Command::mail(const Path &from, const MailParameters &parameters)
{
    QByteArray line = "MAIL FROM:" + from.wire();
    if (parameters.size)
        line += " SIZE=" + QByteArray::number(*parameters.size);
    if (parameters.body != Body::SevenBit)
        line += parameters.body == Body::Binary ? " BODY=BINARYMIME" : " BODY=8BITMIME";
    if (parameters.smtpUtf8)
        line += " SMTPUTF8";
    if (parameters.requireTls)
        line += " REQUIRETLS";
    if (parameters.returnFull)
        line += *parameters.returnFull ? " RET=FULL" : " RET=HDRS";
    if (!parameters.envelopeId.isEmpty())
        line += " ENVID=" + xtext(parameters.envelopeId);
    // RFC 2852 section 4: "R" would return mail that is late; a report that it is late ("N") loses nothing.
    if (parameters.deliverBy)
        line += " BY=" + QByteArray::number(qint64(parameters.deliverBy->count())) + ";N";
    if (parameters.holdUntil.isValid())
        line += " HOLDUNTIL=" + parameters.holdUntil.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'").toLatin1();
    return Command(line);
}

Command Command::rcpt(const Path &to, const RecipientParameters &parameters)
{
    QByteArray line = "RCPT TO:" + to.wire();
    if (!parameters.notify.isEmpty())
        line += " NOTIFY=" + parameters.notify;
    // RFC 6533 section 3 has a form for UTF-8 addresses of its own.
    if (parameters.originalRecipient)
        line += to.needsUtf8() ? " ORCPT=utf-8;" + unitext(to.address()) : " ORCPT=rfc822;" + xtext(to.address());
    return Command(line);
}

Command Command::bdat(qsizetype size)
{
    return Command("BDAT " + QByteArray::number(qint64(size)) + " LAST");
}

Command Command::data()
{
    return Command("DATA");
}

Command Command::rset()
{
    return Command("RSET");
}

Command Command::quit()
{
    return Command("QUIT");
}

} // namespace golub::smtp
