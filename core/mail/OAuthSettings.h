// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace golub {

//! How an account signs in by OAuth 2.0 (RFC 6749, RFC 8252). Tokens and the client's secret are in the keychain, never here.
struct OAuthSettings {
    QString provider = {};            //!< a row of the provider data, or the https address of an issuer; empty: the account does not use OAuth
    QString clientId = {};            //!< the user's own registration; empty: the row's
    QString tenant = {};              //!< Microsoft's own tenants; empty: the row's default
    QString login = {};               //!< who signs in, where it is not the account's address (a shared mailbox)
    QString scopes = {};              //!< blanks between; empty: the row's
    bool isUsed() const { return !provider.isEmpty(); }
    bool operator==(const OAuthSettings &) const = default;
};

} // namespace golub
