// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/SignInPlan.h"

#include "protocols/wire/ProtocolText.h"

#include <QCoreApplication>

#include <memory>
#include <optional>

namespace golub::sasl {
namespace {

using Proof = SignInStrength::Proof;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sasl)
};

QString wordsFor(const SignInStrength &before, const SignInStrength &offered)
{
    if (before.tls && !offered.tls)
        return Text::tr("The connection to this server was encrypted before, and is not now.");
    if (before.proof == Proof::BoundScram && offered.proof == Proof::Scram)
        return Text::tr("Until now this server tied the sign-in to the encrypted connection, so that nobody could stand in between. It does not offer that any more.");
    if (before.proof >= Proof::Scram)
        return Text::tr("Until now this server let you sign in without seeing your password, and proved that it is the right one. It does not offer that any more.");
    return Text::tr("Until now this server let you sign in without seeing your password. It does not offer that any more.");
}

Error weakened(const Credentials &credentials, const SignInStrength &offered)
{
    Error error = Error::of(ErrorKind::Weakened);
    error.text = Text::tr("%1 Either it was changed, or somebody on the way is after your password. Nothing was sent. Ask your provider before you go on.")
                     .arg(wordsFor(credentials.floor, offered));
    error.weakness = std::make_shared<const SignInWeakness>(
        SignInWeakness { QString::fromUtf8(credentials.host), credentials.port, credentials.floor, offered });
    return error;
}

Error unsupported(const Offer &offer)
{
    const QString list = offer.mechanisms.isEmpty() ? QStringLiteral("nothing") : wire::safeText(offer.mechanisms.join(' '));
    return Error::of(ErrorKind::AuthUnsupported, QStringLiteral("The server offers: %1").arg(list));
}

} // namespace

SignInStrength strengthOf(AuthMethod method, bool encrypted, bool bound)
{
    switch (method) {
    case AuthMethod::Auto:
    case AuthMethod::Plain:
    case AuthMethod::Login:
        return { encrypted, Proof::Password };
    case AuthMethod::CramMd5:
    case AuthMethod::Apop:
        return { encrypted, Proof::Challenge };
    case AuthMethod::ScramSha1:
    case AuthMethod::ScramSha256:
    case AuthMethod::ScramSha512:
        return { encrypted, bound ? Proof::BoundScram : Proof::Scram };
    case AuthMethod::OAuthBearer:
    case AuthMethod::XOAuth2:
    case AuthMethod::External:
    case AuthMethod::Gssapi:
    case AuthMethod::None:
        break;
    }
    return { encrypted, Proof::None };
}

Result<SignInPlan> planSignIn(const Offer &offer, AuthMethod wanted, const Credentials &credentials)
{
    if (credentials.floor.tls && !offer.encrypted)
        return weakened(credentials, { false, credentials.floor.proof });
    SignInPlan plan;
    plan.whenRefused = unsupported(offer);
    if (wanted == AuthMethod::None)
        return plan;
    if (credentials.secret.isEmpty() && needsSecret(wanted))
        return Error::of(ErrorKind::CredentialMissing);

    const bool cleartext = offer.encrypted || offer.allowCleartext;
    const bool canBind = offer.encrypted && credentials.serverEndPoint;
    const bool compared = wanted == AuthMethod::Auto && !credentials.isToken;
    std::optional<SignInStrength> weaker; // the best of what is left out because it is less than before
    const auto take = [&](const SignInStrength &strength) {
        if (!compared || strength.reaches(credentials.floor))
            return true;
        weaker = weaker ? weaker->raisedTo(strength) : strength;
        return false;
    };
    for (const AuthMethod method : candidates(offer.mechanisms, wanted, cleartext, credentials.isToken, canBind)) {
        if (take(strengthOf(method, offer.encrypted, canBind && offersBound(offer.mechanisms, method))))
            plan.methods.append(method);
    }
    const bool byPassword = wanted == AuthMethod::Auto || wanted == AuthMethod::Plain || wanted == AuthMethod::Login;
    if (offer.hasPasswordCommand && byPassword && cleartext && !credentials.isToken)
        plan.usePasswordCommand = take(strengthOf(AuthMethod::Plain, offer.encrypted, false));

    if (weaker)
        plan.whenRefused = weakened(credentials, *weaker);
    if (!plan.methods.isEmpty() || plan.usePasswordCommand)
        return plan;
    // LOGINDISABLED (RFC 9051 section 6.2.3), no AUTH before STARTTLS (RFC 4954 section 4), or nothing that may be sent in the clear: no other
    // way of signing in would help.
    if (!weaker && !offer.encrypted && (!offer.hasPasswordCommand || !offer.allowCleartext))
        plan.whenRefused.text = Text::tr("Nobody can sign in to this server over an open connection. Choose STARTTLS or TLS for the connection in the account's settings.");
    return plan.whenRefused;
}

Error startTlsGone()
{
    return { ErrorKind::Tls,
        Text::tr("Until now this server offered encryption (STARTTLS), and now it does not. Somebody on the way may be taking the offer out. "
                 "Nothing was sent. Try another network, or ask your provider.") };
}

} // namespace golub::sasl
