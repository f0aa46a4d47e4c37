// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QString>

namespace golub::oauth {

//! Where in the sign-in something was refused: the same word means different things.
enum class Stage : quint8 { Browser, Code, Refresh };

//! A refusal (RFC 6749 sections 4.1.2.1 and 5.2, and the codes that providers put into the description) in words that say what to do.
//! CredentialMissing: signing in again helps. AuthFailed: the person or an administrator must change something first. InvalidInput: the
//! client id, its secret or the scopes are wrong. ServerTemporary: later.
Error troubleOf(const QString &code, const QString &description, Stage stage, const QString &providerName);

//! An error of a sign-in that a person waits for: nothing tries it again by itself, whatever the kind's own words say.
Error notNow(const Error &error, const QString &providerName);

//! A mail server refused a token that the provider had just given: never "wrong password".
Error tokenRefused(const Error &refusal, const QString &providerName);
//! There are no tokens (any more) that could be used: the person has to sign in.
Error signInNeeded(const QString &providerName, const QString &detail = {});
//! No client id: what to do, with the app password as the other way where there is one.
Error clientIdMissing(const QString &providerName, bool hasAppPasswords);

} // namespace golub::oauth
