// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace golub::pop3 {

//! A command line, made of typed parts only: numbers, mechanism names and arguments without control characters.
class Command
{
public:
    static Command capa() { return Command("CAPA"); }
    static Command stls() { return Command("STLS"); }
    //! InvalidInput where the name holds a control character.
    static Result<Command> user(const QString &name);
    //! The same for the password; redacted in logText().
    static Result<Command> pass(const Secret &password);
    static Command utf8() { return Command("UTF8"); }
    //! APOP with the greeting's \a stamp. InvalidInput as for user().
    static Result<Command> apop(const QString &name, const QByteArray &stamp, const Secret &password);
    static Command auth(const QByteArray &mechanism, const std::optional<Secret> &initialResponse);
    //! A base64 line within AUTH, redacted.
    static Command authResponse(const Secret &line);
    //! "*", which ends AUTH (RFC 5034 section 4).
    static Command authCancel() { return Command("*"); }
    static Command stat() { return Command("STAT"); }
    static Command list() { return Command("LIST"); }
    static Command uidl() { return Command("UIDL"); }
    static Command retr(quint32 number);
    static Command top(quint32 number, quint32 lines);
    static Command dele(quint32 number);
    static Command rset() { return Command("RSET"); }
    static Command noop() { return Command("NOOP"); }
    static Command quit() { return Command("QUIT"); }

    const QByteArray &line() const { return m_line; } //!< with CRLF
    bool isSecret() const { return m_logText.has_value(); }
    const std::optional<QByteArray> &logText() const { return m_logText; }

private:
    explicit Command(const QByteArray &line) : m_line(line + "\r\n") { }
    QByteArray m_line;
    std::optional<QByteArray> m_logText;
};

} // namespace golub::pop3
