// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace golub::smtp {

//! An addr-spec that may stand between < and > on the wire (RFC 5321 section 4.1.2). It can only be made by parsing, so CR, LF, NUL and
//! angle brackets never reach a command.
class Path
{
public:
    //! InvalidInput naming the address where it cannot be sent; \a nullAllowed lets the empty reverse-path through.
    static Result<Path> parse(const QString &address, bool nullAllowed = false);
    //! True where SMTPUTF8 (RFC 6531) is needed. A non-ASCII domain with an ASCII local part is sent in its ACE form instead.
    bool needsUtf8() const { return m_needsUtf8; }
    //! With the angle brackets.
    QByteArray wire() const { return '<' + m_bytes + '>'; }
    //! Without them.
    QByteArray address() const { return m_bytes; }
    //! In lower case.
    QByteArray domain() const;
    bool operator==(const Path &) const = default;

private:
    QByteArray m_bytes;
    bool m_needsUtf8 = false;
};

//! A command line, made of typed parts only.
class Command
{
public:
    //! \a name: host name or address literal; anything else becomes [127.0.0.1] (some servers refuse "_" and bare names).
    static Command ehlo(const QByteArray &name);
    static Command helo(const QByteArray &name);
    static Command startTls();
    //! The initial response is redacted in logText().
    static Command auth(const QByteArray &mechanism, const std::optional<Secret> &initialResponse);
    //! A base64 line within AUTH, redacted.
    static Command authResponse(const Secret &line);
    //! "*", which ends AUTH (RFC 4954 section 4).
    static Command authCancel();
    enum class Body : quint8 { SevenBit, EightBit, Binary };
    struct MailParameters {
        std::optional<qint64> size = {};
        Body body = Body::SevenBit;  //!< nothing is said for SevenBit
        bool smtpUtf8 = false;
        bool requireTls = false;
        std::optional<bool> returnFull = {};             //!< RET=FULL or HDRS
        QByteArray envelopeId = {};                      //!< ENVID, sent as xtext
        std::optional<std::chrono::seconds> deliverBy = {};
        QDateTime holdUntil = {};                        //!< HOLDUNTIL, where valid
    };
    static Command mail(const Path &from, const MailParameters &parameters);
    struct RecipientParameters {
        QByteArray notify = {};                          //!< "SUCCESS,FAILURE", empty: nothing is said
        bool originalRecipient = false;                  //!< ORCPT
    };
    static Command rcpt(const Path &to, const RecipientParameters &parameters);
    //! BDAT (RFC 3030): the only chunk, and the last.
    static Command bdat(qsizetype size);
    static Command data();
    static Command rset();
    static Command quit();

    const QByteArray &line() const { return m_line; } //!< with CRLF
    bool isSecret() const { return m_logText.has_value(); }
    const std::optional<QByteArray> &logText() const { return m_logText; }

private:
    explicit Command(const QByteArray &line) : m_line(line + "\r\n") { }
    QByteArray m_line;
    std::optional<QByteArray> m_logText;
};

} // namespace golub::smtp
