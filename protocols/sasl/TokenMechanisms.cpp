// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/TokenMechanisms.h"

#include "protocols/sasl/PasswordMechanisms.h"
#include "protocols/wire/ProtocolText.h"

#include <algorithm>
#include <utility>

namespace golub::sasl {
namespace {

constexpr char Separator = '\x01'; // kvsep of RFC 7628 section 3.1

//! Separators in a name or token would begin a field of somebody's choice.
Outcome checkFields(const Credentials &credentials)
{
    const auto isBad = [](const QByteArray &text) { return std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < 0x20; }); };
    if (isBad(credentials.user.toUtf8()) || isBad(credentials.secret.reveal())) {
        return Error { ErrorKind::InvalidInput,
            QCoreApplication::translate("Sasl", "The user name or the password holds a character that cannot be sent. Enter them again.") };
    }
    return {};
}

// RFC 5801 section 4: "," and "=" would end the name.
QByteArray gs2Name(QByteArray name)
{
    return name.replace('=', "=3D").replace(',', "=2C");
}

} // namespace

Result<Secret> OAuthBearer::step(const QByteArray &challenge)
{
    if (const Outcome usable = checkFields(m_credentials); !usable)
        return usable.error();
    switch (m_step++) {
    case 0: {
        QByteArray out = "n,a=" + gs2Name(m_credentials.user.toUtf8()) + ',' + Separator;
        if (!m_credentials.host.isEmpty())
            out += "host=" + m_credentials.host + Separator + "port=" + QByteArray::number(m_credentials.port) + Separator;
        return Secret(out + "auth=Bearer " + m_credentials.secret.reveal() + Separator + Separator);
    }
    case 1: // why not, as JSON (RFC 7628 section 3.2.2); the refusal itself comes after this answer
        m_failure = wire::safeText(challenge);
        return Secret(QByteArray(1, Separator));
    default:
        return unexpectedChallenge(name());
    }
}

Result<Secret> XOAuth2::step(const QByteArray &challenge)
{
    if (const Outcome usable = checkFields(m_credentials); !usable)
        return usable.error();
    switch (m_step++) {
    case 0:
        return Secret("user=" + m_credentials.user.toUtf8() + Separator + "auth=Bearer " + m_credentials.secret.reveal() + Separator + Separator);
    case 1:
        m_failure = wire::safeText(challenge);
        return Secret();
    default:
        return unexpectedChallenge(name());
    }
}

Result<Secret> External::step(const QByteArray &)
{
    if (std::exchange(m_done, true))
        return unexpectedChallenge(name());
    // The user to act as; empty: whoever the certificate names.
    return Secret(m_credentials.user.toUtf8());
}

} // namespace golub::sasl
