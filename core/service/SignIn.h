// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"
#include "core/service/Job.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace golub::service {

//! A provider where one signs in through the browser (OAuth 2.0).
struct SignInProvider {
    QString id;                   //!< OAuthSettings::provider; empty: none is known
    QString name;
    bool hasTenants = false;      //!< OAuthSettings::tenant means something
    bool needsSecret = false;     //!< a client there has a secret
    bool hasClient = false;       //!< works without a client id of one's own
    QString redirect;             //!< to be registered for a client of one's own
    QUrl registration;            //!< the page to do that; may be empty
    QString howToRegister;        //!< translated
    QUrl appPassword;             //!< the page that makes app passwords, the way without a client id; may be empty
    bool isKnown() const { return !id.isEmpty(); }
};

//! What an account was granted, and until when.
struct SignInGrant {
    bool isSignedIn = false;
    QString providerName;
    QString login;
    QStringList scopes;
    QDateTime since;              //!< when the person agreed
    QDateTime accessUntil;        //!< of the current access token; invalid: not known
    bool renewsItself = false;    //!< there is a refresh token: it goes on until it is revoked
    bool canBeRevoked = false;    //!< forgetting it also tells the provider
};

//! A sign-in through the browser. Its value is what AccountSecrets::tokens takes, for an account that is not saved yet.
class SignInJob : public ResultJob<Secret>
{
    Q_OBJECT
public:
    using ResultJob<Secret>::ResultJob;

Q_SIGNALS:
    //! The address to open in the person's own browser. It comes once, and holds no secret.
    void pageReady(const QUrl &page);
};

} // namespace golub::service
