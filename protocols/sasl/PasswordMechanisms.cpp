// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/PasswordMechanisms.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace golub::sasl {
namespace {

// NUL separates the parts of PLAIN, and no server takes it in the others.
Outcome checkNoNul(const Credentials &credentials)
{
    if (credentials.user.contains(QChar(u'\0')) || credentials.secret.reveal().contains('\0')) {
        return Error { ErrorKind::InvalidInput,
            QCoreApplication::translate("Sasl", "The user name or the password holds a character that cannot be sent. Enter them again.") };
    }
    return {};
}

} // namespace

Error unexpectedChallenge(const QByteArray &mechanism)
{
    return Error::of(ErrorKind::Protocol, QStringLiteral("The server asked too often during %1.").arg(QLatin1String(mechanism)));
}

Result<Secret> Plain::step(const QByteArray &)
{
    if (std::exchange(m_done, true))
        return unexpectedChallenge(name());
    if (const Outcome usable = checkNoNul(m_credentials); !usable)
        return usable.error();
    return Secret('\0' + m_credentials.user.toUtf8() + '\0' + m_credentials.secret.reveal());
}

Result<Secret> Login::step(const QByteArray &)
{
    if (const Outcome usable = checkNoNul(m_credentials); !usable)
        return usable.error();
    switch (m_step++) {
    case 0:
        return Secret(m_credentials.user.toUtf8());
    case 1:
        return m_credentials.secret;
    default:
        return unexpectedChallenge(name());
    }
}

Result<Secret> CramMd5::step(const QByteArray &challenge)
{
    if (std::exchange(m_done, true))
        return unexpectedChallenge(name());
    if (const Outcome usable = checkNoNul(m_credentials); !usable)
        return usable.error();
    if (challenge.isEmpty())
        return Error::of(ErrorKind::Protocol, QStringLiteral("The CRAM-MD5 challenge is empty."));
    const QByteArray digest
        = QMessageAuthenticationCode::hash(challenge, m_credentials.secret.reveal(), QCryptographicHash::Md5).toHex();
    return Secret(m_credentials.user.toUtf8() + ' ' + digest);
}

} // namespace golub::sasl
