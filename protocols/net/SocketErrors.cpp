// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/SocketErrors.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace golub::net {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Net)
};

//! TLS alerts by which servers refuse a client's certificate or its absence (RFC 8446 section 6.2).
bool isAboutOurCertificate(const QString &words)
{
    static constexpr QLatin1StringView Alerts[] = { QLatin1StringView("alert certificate required"), QLatin1StringView("alert bad certificate"),
        QLatin1StringView("alert certificate unknown"), QLatin1StringView("alert unknown ca"), QLatin1StringView("alert certificate expired"),
        QLatin1StringView("alert certificate revoked"), QLatin1StringView("alert access denied") };
    return std::any_of(std::begin(Alerts), std::end(Alerts), [&words](QLatin1StringView alert) { return words.contains(alert, Qt::CaseInsensitive); });
}

//! OpenSSL's words tell the three usual mistakes apart; where they do not, the general sentence stands.
QString handshakeText(const QString &words)
{
    const auto has = [&](QLatin1StringView part) { return words.contains(part, Qt::CaseInsensitive); };
    if (has(QLatin1StringView("wrong version number")) || has(QLatin1StringView("packet length too long")) || has(QLatin1StringView("http request")))
        return Text::tr("The server does not speak TLS at this point. Check the port and the security setting: TLS and STARTTLS use different ports.");
    if (has(QLatin1StringView("unsupported protocol")) || has(QLatin1StringView("protocol version")) || has(QLatin1StringView("no protocols available")))
        return Text::tr("The server only offers an outdated version of TLS, which is not safe. TLS 1.2 or later is needed; ask whoever runs the server.");
    if (has(QLatin1StringView("key too small")) || has(QLatin1StringView("md too weak")) || has(QLatin1StringView("key too weak")))
        return Text::tr("The server's certificate has a key or a signature that is too weak to be safe. Its operator has to replace it.");
    if (isAboutOurCertificate(words))
        return Text::tr("The server wants a certificate from you, and not the one that it got. Check the client certificate in the account settings, or ask the operator.");
    return describe(ErrorKind::Tls);
}

} // namespace

Error socketError(QAbstractSocket::SocketError error, Stage stage, const QString &words)
{
    const QString detail = textsafety::printable(words, 500);
    const auto of = [&](ErrorKind kind) { return Error::of(kind, detail); };
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return of(ErrorKind::HostNotFound);
    case QAbstractSocket::ConnectionRefusedError:
    case QAbstractSocket::SocketAccessError:
        return of(ErrorKind::ConnectionRefused);
    case QAbstractSocket::SocketTimeoutError:
        return of(ErrorKind::Timeout);
    case QAbstractSocket::NetworkError:
        return of(stage == Stage::Connecting ? ErrorKind::Offline : ErrorKind::ConnectionLost);
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        if (stage == Stage::Encrypted && !isAboutOurCertificate(words)) // TLS 1.3 tells after the handshake
            return of(ErrorKind::ConnectionLost); // a record that cannot be read: somebody damaged or cut the stream
        return { ErrorKind::Tls, handshakeText(words), detail, {}, {} };
    case QAbstractSocket::RemoteHostClosedError:
        if (stage != Stage::Handshaking)
            return of(ErrorKind::ConnectionLost);
        return { ErrorKind::ConnectionLost,
            Text::tr("The server closed the connection while the secure connection was being made. Check the port and the security setting."),
            detail, {}, {} };
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return of(ErrorKind::Offline);
    default:
        return of(stage == Stage::Connecting ? ErrorKind::Offline : ErrorKind::ConnectionLost);
    }
}

} // namespace golub::net
