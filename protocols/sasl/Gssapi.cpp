// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/Gssapi.h"

#include "protocols/sasl/PasswordMechanisms.h"

#include <QCoreApplication>

namespace golub::sasl {
namespace {

// RFC 4752 section 3.1: one byte of layers, three bytes with the largest message of a layer.
constexpr qsizetype OfferSize = 4;
constexpr char NoLayer = 1;

} // namespace

Result<Secret> Gssapi::step(const QByteArray &challenge)
{
    switch (m_step) {
    case Step::Tokens: {
        const auto token = m_context->next(challenge);
        if (!token)
            return token.error();
        if (m_context->isEstablished())
            m_step = Step::Layer;
        return Secret(*token);
    }
    case Step::Layer:
        return chooseLayer(challenge);
    case Step::Done:
        break;
    }
    return unexpectedChallenge(name());
}

Result<Secret> Gssapi::chooseLayer(const QByteArray &challenge)
{
    const auto offer = m_context->unwrap(challenge);
    if (!offer)
        return offer.error();
    if (offer->size() != OfferSize)
        return Error::of(ErrorKind::Protocol, QStringLiteral("The offer of security layers has %1 bytes.").arg(offer->size()));
    if (!(offer->at(0) & NoLayer)) {
        return Error { ErrorKind::AuthUnsupported,
            QCoreApplication::translate("Sasl", "The server wants Kerberos to encrypt the connection, which TLS does already. Its administrator can allow that.") };
    }
    const auto answer = m_context->wrap(QByteArray(1, NoLayer) + QByteArray(3, '\0') + m_user.toUtf8());
    if (!answer)
        return answer.error();
    m_step = Step::Done;
    return Secret(*answer);
}

// The server proved itself when the context was established.
Outcome Gssapi::finish() const
{
    if (m_step == Step::Done)
        return {};
    return Error::of(ErrorKind::Protocol, QStringLiteral("The server ended the Kerberos sign-in early."));
}

} // namespace golub::sasl
