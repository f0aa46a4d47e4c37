// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/pop3/Command.h"

#include "protocols/wire/ProtocolText.h"

#include <QCryptographicHash>

#include <algorithm>

namespace golub::pop3 {
namespace {

Outcome checkArgument(const QByteArray &bytes)
{
    const bool control = std::any_of(bytes.begin(), bytes.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
    if (!control && !bytes.isEmpty())
        return {};
    return Error { ErrorKind::InvalidInput,
        QCoreApplication::translate("Pop3", "The user name or the password is empty or holds a character that cannot be sent. Enter them again.") };
}

} // namespace

Result<Command> Command::user(const QString &name)
{
    const QByteArray bytes = name.toUtf8();
    if (const Outcome usable = checkArgument(bytes); !usable)
        return usable.error();
    return Command("USER " + bytes);
}

Result<Command> Command::pass(const Secret &password)
{
    if (const Outcome usable = checkArgument(password.reveal()); !usable)
        return usable.error();
    Command command("PASS " + password.reveal());
    command.m_logText = "PASS " + wire::Redacted.toByteArray();
    return command;
}

Result<Command> Command::apop(const QString &name, const QByteArray &stamp, const Secret &password)
{
    const QByteArray bytes = name.toUtf8();
    const bool spaced = bytes.contains(' '); // would be read as the digest
    if (const Outcome usable = checkArgument(spaced ? QByteArray() : bytes); !usable)
        return usable.error();
    const QByteArray digest = QCryptographicHash::hash(stamp + password.reveal(), QCryptographicHash::Md5).toHex();
    Command command("APOP " + bytes + ' ' + digest);
    command.m_logText = "APOP " + bytes + ' ' + wire::Redacted.toByteArray();
    return command;
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

Command Command::retr(quint32 number)
{
    return Command("RETR " + QByteArray::number(number));
}

Command Command::top(quint32 number, quint32 lines)
{
    return Command("TOP " + QByteArray::number(number) + ' ' + QByteArray::number(lines));
}

Command Command::dele(quint32 number)
{
    return Command("DELE " + QByteArray::number(number));
}

} // namespace golub::pop3
