// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/SignInStrength.h"
#include "protocols/sasl/Mechanism.h"

namespace golub::sasl {

//! What a server offers to sign in with, over which kind of connection.
struct Offer {
    QList<QByteArray> mechanisms;      //!< its list, as it stands
    bool encrypted = false;
    bool allowCleartext = false;       //!< secrets may go over an open connection: loopback, or the user's word
    bool hasPasswordCommand = false;   //!< beside SASL the protocol has LOGIN, or USER and PASS
};

//! What to try, in this order; and what to say where the server knows none of it after all.
struct SignInPlan {
    QList<AuthMethod> methods;         //!< strongest first
    bool usePasswordCommand = false;   //!< when methods are through
    Error whenRefused = {};            //!< AuthUnsupported; Weakened where there would be more, but weaker than before
};

//! Decides before anything secret leaves. Errors: CredentialMissing, AuthUnsupported, and Weakened where the connection or the offer is
//! less than credentials.floor. A method that the settings name (\a wanted is not Auto) is the user's word: only TLS is compared then.
Result<SignInPlan> planSignIn(const Offer &offer, AuthMethod wanted, const Credentials &credentials);

//! How well \a method protects; \a bound: SCRAM with channel binding.
SignInStrength strengthOf(AuthMethod method, bool encrypted, bool bound);
//! A server that stopped offering STARTTLS, though it did.
Error startTlsGone();

} // namespace golub::sasl
