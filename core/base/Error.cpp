// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"

#include <array>
#include <utility>

namespace golub {
namespace {

struct Row {
    ErrorKind kind;
    const char *name;
    Recovery recovery;
    bool closes;
    const char *text;
};

// One row a kind, in the order of the enum (checked by ErrorTest).
constexpr std::array Table {
    Row { ErrorKind::Cancelled, "cancelled", Recovery::GiveUp, false, QT_TRANSLATE_NOOP("Error", "Cancelled.") },
    Row { ErrorKind::Offline, "offline", Recovery::Retry, true,
        QT_TRANSLATE_NOOP("Error", "There is no network connection. Golub goes on as soon as it is back.") },
    Row { ErrorKind::HostNotFound, "host_not_found", Recovery::Retry, true,
        QT_TRANSLATE_NOOP("Error", "The server's name was not found. Check the server name and the network connection.") },
    Row { ErrorKind::ConnectionRefused, "connection_refused", Recovery::Retry, true,
        QT_TRANSLATE_NOOP("Error", "The server does not accept connections on this port. Check the port and the security setting.") },
    Row { ErrorKind::ConnectionLost, "connection_lost", Recovery::Retry, true,
        QT_TRANSLATE_NOOP("Error", "The connection to the server was lost. Golub tries again by itself.") },
    Row { ErrorKind::Timeout, "timeout", Recovery::Retry, true,
        QT_TRANSLATE_NOOP("Error", "The server did not answer in time. Golub tries again by itself.") },
    Row { ErrorKind::Tls, "tls", Recovery::AskUser, true,
        QT_TRANSLATE_NOOP("Error", "No secure connection could be made. Check the port and the security setting.") },
    Row { ErrorKind::CertificateRejected, "certificate_rejected", Recovery::AskUser, true,
        QT_TRANSLATE_NOOP("Error", "The server's certificate is not trusted. Look at the certificate before you go on.") },
    Row { ErrorKind::Weakened, "weakened", Recovery::AskUser, true,
        QT_TRANSLATE_NOOP("Error", "The server offers less protection than before. Nothing was sent; decide whether to go on.") },
    Row { ErrorKind::AuthFailed, "auth_failed", Recovery::AskUser, false,
        QT_TRANSLATE_NOOP("Error", "The server did not accept the user name or the password. Check both; some providers want an app password.") },
    Row { ErrorKind::AuthUnsupported, "auth_unsupported", Recovery::AskUser, false,
        QT_TRANSLATE_NOOP("Error", "The server offers no sign-in method that fits the settings. Set authentication to automatic.") },
    Row { ErrorKind::CredentialMissing, "credential_missing", Recovery::AskUser, false,
        QT_TRANSLATE_NOOP("Error", "The password is not known. Enter it to go on.") },
    Row { ErrorKind::ServerRefused, "server_refused", Recovery::GiveUp, false,
        QT_TRANSLATE_NOOP("Error", "The server refused this.") },
    Row { ErrorKind::ServerTemporary, "server_temporary", Recovery::Retry, false,
        QT_TRANSLATE_NOOP("Error", "The server cannot do this now. Golub tries again later.") },
    Row { ErrorKind::Protocol, "protocol", Recovery::Retry, true,
        QT_TRANSLATE_NOOP("Error", "The server answered with something that is not understood. The connection was closed for safety.") },
    Row { ErrorKind::LimitExceeded, "limit_exceeded", Recovery::GiveUp, true,
        QT_TRANSLATE_NOOP("Error", "The server sent more than is safe to accept. The connection was closed.") },
    Row { ErrorKind::UnknownDelivery, "unknown_delivery", Recovery::AskUser, true,
        QT_TRANSLATE_NOOP("Error", "The message was on its way to the server, and it is not known whether it was taken.") },
    Row { ErrorKind::Storage, "storage", Recovery::GiveUp, false,
        QT_TRANSLATE_NOOP("Error", "The local mail store could not be read or written.") },
    Row { ErrorKind::StorageFull, "storage_full", Recovery::AskUser, false,
        QT_TRANSLATE_NOOP("Error", "The disk is full. Free some space, then try again; nothing was lost.") },
    Row { ErrorKind::NotFound, "not_found", Recovery::GiveUp, false, QT_TRANSLATE_NOOP("Error", "It is not there any more.") },
    Row { ErrorKind::Conflict, "conflict", Recovery::AskUser, false,
        QT_TRANSLATE_NOOP("Error", "It is in use or exists already.") },
    Row { ErrorKind::InvalidInput, "invalid_input", Recovery::AskUser, false,
        QT_TRANSLATE_NOOP("Error", "This cannot be used as it is. Correct it and try again.") },
    Row { ErrorKind::Internal, "internal", Recovery::GiveUp, false,
        QT_TRANSLATE_NOOP("Error", "Something went wrong inside Golub. Please report it.") },
};

const Row &rowOf(ErrorKind kind)
{
    return Table.at(static_cast<std::size_t>(kind));
}

} // namespace

Error Error::of(ErrorKind kind, const QString &detail, const ServerReply &reply)
{
    return { kind, describe(kind), detail, reply, {} };
}

Recovery recoveryFor(ErrorKind kind)
{
    return rowOf(kind).recovery;
}

bool closesSession(ErrorKind kind)
{
    return rowOf(kind).closes;
}

QString describe(ErrorKind kind)
{
    return QCoreApplication::translate("Error", rowOf(kind).text);
}

QString kindName(ErrorKind kind)
{
    return QString::fromLatin1(rowOf(kind).name);
}

} // namespace golub
