// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <algorithm>

namespace golub {

//! How well a sign-in is protected. The best that an account once had at a server is the least that it takes there without asking.
struct SignInStrength {
    //! What the server, or whoever stands in between, gets to see. Tokens, tickets and certificates are not compared: None.
    enum class Proof : quint8 {
        None,
        Password,   //!< the password itself: PLAIN, LOGIN, USER and PASS
        Challenge,  //!< a proof of knowing it: CRAM-MD5, APOP
        Scram,      //!< and the server has to prove the same
        BoundScram, //!< and both are tied to this very TLS connection
    };
    bool tls = false;
    Proof proof = Proof::None;

    //! False where something is missing that \a floor has.
    bool reaches(const SignInStrength &floor) const { return (tls || !floor.tls) && proof >= floor.proof; }
    SignInStrength raisedTo(const SignInStrength &other) const { return { tls || other.tls, std::max(proof, other.proof) }; }
    bool operator==(const SignInStrength &) const = default;
};

//! A server that offers less than it did: for ErrorKind::Weakened.
struct SignInWeakness {
    QString host;
    quint16 port = 0;
    SignInStrength before;
    SignInStrength offered;       //!< the best that can be had now
    bool operator==(const SignInWeakness &) const = default;
};

} // namespace golub
