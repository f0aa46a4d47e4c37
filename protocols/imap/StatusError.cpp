// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/StatusError.h"

#include "protocols/wire/ProtocolText.h"
#include "protocols/wire/RetryAfter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace golub::imap {
namespace {

std::optional<ErrorKind> kindOf(const ResponseCode &code)
{
    static constexpr std::array<std::pair<const char *, ErrorKind>, 20> Kinds { {
        { "UNAVAILABLE", ErrorKind::ServerTemporary },
        { "INUSE", ErrorKind::ServerTemporary },
        { "IN-USE", ErrorKind::ServerTemporary },
        { "LIMIT", ErrorKind::ServerTemporary },
        { "SERVERBUG", ErrorKind::ServerTemporary },
        { "THROTTLED", ErrorKind::ServerTemporary },
        { "AUTHENTICATIONFAILED", ErrorKind::AuthFailed },
        { "AUTHORIZATIONFAILED", ErrorKind::AuthFailed },
        { "EXPIRED", ErrorKind::AuthFailed },
        { "WEBALERT", ErrorKind::AuthFailed },
        { "PRIVACYREQUIRED", ErrorKind::Tls },
        { "NONEXISTENT", ErrorKind::NotFound },
        { "TRYCREATE", ErrorKind::NotFound },
        { "ALREADYEXISTS", ErrorKind::Conflict },
        { "OVERQUOTA", ErrorKind::ServerRefused },
        { "NOPERM", ErrorKind::ServerRefused },
        { "CANNOT", ErrorKind::ServerRefused },
        { "CONTACTADMIN", ErrorKind::ServerRefused },
        { "TOOBIG", ErrorKind::ServerRefused },
        { "CLIENTBUG", ErrorKind::ServerRefused },
    } };
    for (const auto &[name, kind] : Kinds) {
        if (code.is(name))
            return kind;
    }
    return std::nullopt;
}

QString specialText(const Status &status)
{
    if (status.code.is("OVERQUOTA"))
        return QCoreApplication::translate("Imap", "The mailbox is full. Delete something or ask the provider for more space.");
    if (status.code.is("EXPIRED"))
        return QCoreApplication::translate("Imap", "The password has expired. Set a new one at the provider.");
    if (status.code.is("NOPERM"))
        return QCoreApplication::translate("Imap", "You are not allowed to do this on the server.");
    if (status.code.is("TOOBIG"))
        return QCoreApplication::translate("Imap", "The message is larger than the server takes.");
    return {};
}

bool hasTooManyConnections(QByteArrayView lowered)
{
    static constexpr std::array<QByteArrayView, 5> Words { "too many connections", "maximum number of connections", "too many simultaneous connections",
        "concurrent connections", "too many sessions" };
    return std::any_of(Words.begin(), Words.end(), [lowered](QByteArrayView words) { return lowered.contains(words); });
}

// What the server asked for; where it only says that it cannot now, the time after which another try is no rudeness.
std::optional<std::chrono::seconds> retryAfter(const Status &status, QByteArrayView lowered)
{
    using std::chrono::seconds;
    if (const auto asked = wire::retryAfterFrom(status.text))
        return asked;
    if (hasTooManyConnections(lowered))
        return seconds(120);
    if (status.code.is("UNAVAILABLE") || status.code.is("LIMIT") || status.code.is("THROTTLED") || lowered.contains("throttled"))
        return seconds(60);
    if (status.code.is("INUSE") || status.code.is("IN-USE"))
        return seconds(30);
    return std::nullopt;
}

} // namespace

ServerReply replyOf(const Status &status)
{
    return { 0, wire::safeText(status.code.name), wire::safeText(status.text) };
}

bool isSignInWithoutMailbox(const Status &status)
{
    return status.text.toLower().contains("authenticated but not connected");
}

Error errorOf(const Status &status)
{
    const QByteArray text = status.text.toLower();
    ErrorKind kind = kindOf(status.code).value_or(status.condition == Condition::Bye ? ErrorKind::ConnectionLost : ErrorKind::ServerRefused);
    if (isSignInWithoutMailbox(status)) {
        return { ErrorKind::ServerRefused,
            QCoreApplication::translate("Imap", "The password is right, but the server does not let IMAP in. Switch IMAP on for this mailbox, or ask its administrator."),
            {}, replyOf(status), {} };
    }
    if (text.contains("throttled") || text.contains("backoff") || hasTooManyConnections(text))
        kind = ErrorKind::ServerTemporary;
    Error error = Error::of(kind, {}, replyOf(status));
    if (kind == ErrorKind::ServerTemporary || kind == ErrorKind::ConnectionLost)
        error.retryAfter = retryAfter(status, text);
    if (const QString special = specialText(status); !special.isEmpty())
        error.text = special;
    return error;
}

Error signInErrorOf(const Status &status)
{
    Error error = errorOf(status);
    if (status.code.is("REFERRAL")) { // RFC 2221; whoever is followed by itself gets the password
        error.text = QCoreApplication::translate("Imap", "This server sends you to another one. Golub does not go there by itself: ask the provider which server is yours, and enter it in the account's settings.");
        return error;
    }
    if (error.kind == ErrorKind::ServerRefused && status.condition == Condition::No && !kindOf(status.code))
        return Error::of(ErrorKind::AuthFailed, {}, error.reply);
    return error;
}

} // namespace golub::imap
