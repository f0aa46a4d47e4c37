// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/Trouble.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>

#include <array>
#include <optional>

namespace golub::oauth {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(OAuth)
};

enum class Trouble : quint8 {
    Ended,           // the grant is over: revoked, expired, password changed
    CodeOver,        // the code was used or too old
    Declined,        // the person said no
    Consent,         // the person has to agree again
    Administrator,   // only an administrator can agree
    Policy,          // the organisation's rules forbid it
    WrongAccount,    // this account does not belong there
    Client,          // client id or secret
    SecretMissing,   // this client has a secret
    Redirect,        // the registration lacks our redirect
    NotAllowed,      // the client may not do this
    Scope,
    Later,
    Request,         // we were not understood
};

// What providers put into their descriptions says more than the error does.
struct Mark {
    const char *words;
    Trouble trouble;
};
constexpr std::array Marks {
    Mark { "AADSTS65001", Trouble::Consent },       // no consent for this application
    Mark { "AADSTS65004", Trouble::Declined },
    Mark { "AADSTS90094", Trouble::Administrator }, // admin consent is needed
    Mark { "AADSTS90008", Trouble::Administrator },
    Mark { "AADSTS650052", Trouble::Administrator },
    Mark { "AADSTS50105", Trouble::Administrator }, // the user is not assigned to the application
    Mark { "AADSTS7000218", Trouble::SecretMissing },
    Mark { "AADSTS7000215", Trouble::Client },      // wrong secret
    Mark { "AADSTS7000222", Trouble::Client },      // the secret has expired
    Mark { "AADSTS700016", Trouble::Client },       // not found in this tenant
    Mark { "AADSTS700082", Trouble::Ended },        // unused for too long
    Mark { "AADSTS700084", Trouble::Ended },
    Mark { "AADSTS70000", Trouble::Ended },
    Mark { "AADSTS50173", Trouble::Ended },         // the password was changed
    Mark { "AADSTS50076", Trouble::Consent },       // a second factor is wanted
    Mark { "AADSTS50079", Trouble::Consent },
    Mark { "AADSTS50078", Trouble::Consent },
    Mark { "AADSTS50058", Trouble::Consent },
    Mark { "AADSTS53000", Trouble::Policy },
    Mark { "AADSTS53001", Trouble::Policy },
    Mark { "AADSTS53003", Trouble::Policy },        // conditional access
    Mark { "AADSTS50011", Trouble::Redirect },
    Mark { "AADSTS50020", Trouble::WrongAccount },
    Mark { "AADSTS50034", Trouble::WrongAccount },
    Mark { "AADSTS70011", Trouble::Scope },
};

struct Word {
    const char *code;
    Trouble trouble;
};
constexpr std::array Words {
    Word { "access_denied", Trouble::Declined },
    Word { "consent_required", Trouble::Consent },
    Word { "interaction_required", Trouble::Consent },
    Word { "login_required", Trouble::Consent },
    Word { "account_selection_required", Trouble::Consent },
    Word { "invalid_rapt", Trouble::Ended },
    Word { "admin_policy_enforced", Trouble::Policy },
    Word { "org_internal", Trouble::Policy },
    Word { "invalid_client", Trouble::Client },
    Word { "deleted_client", Trouble::Client },
    Word { "redirect_uri_mismatch", Trouble::Redirect },
    Word { "unauthorized_client", Trouble::NotAllowed },
    Word { "disallowed_useragent", Trouble::NotAllowed },
    Word { "invalid_scope", Trouble::Scope },
    Word { "temporarily_unavailable", Trouble::Later },
    Word { "server_error", Trouble::Later },
    Word { "slow_down", Trouble::Later },
};

//! "AADSTS700016" begins with "AADSTS70001": the number has to end where the mark does.
bool hasMark(const QString &description, const char *words)
{
    const QLatin1String mark(words);
    const qsizetype at = description.indexOf(mark);
    return at >= 0 && (at + mark.size() >= description.size() || !description.at(at + mark.size()).isDigit());
}

Trouble troubleFor(const QString &code, const QString &description, Stage stage)
{
    for (const Mark &mark : Marks) {
        if (hasMark(description, mark.words))
            return mark.trouble == Trouble::Ended && stage == Stage::Code ? Trouble::CodeOver : mark.trouble;
    }
    if (code == u"invalid_grant")
        return stage == Stage::Refresh ? Trouble::Ended : Trouble::CodeOver;
    if (code == u"invalid_request" && description.contains(QStringLiteral("client_secret is missing")))
        return Trouble::SecretMissing;
    for (const Word &word : Words) {
        if (code == QLatin1String(word.code))
            return word.trouble;
    }
    return Trouble::Request;
}

std::pair<ErrorKind, QString> wordsFor(Trouble trouble, const QString &provider)
{
    switch (trouble) {
    case Trouble::Ended:
        return { ErrorKind::CredentialMissing,
            Text::tr("The sign-in at %1 is over: it was revoked, it has expired, or the password was changed. Sign in again.").arg(provider) };
    case Trouble::CodeOver:
        return { ErrorKind::CredentialMissing, Text::tr("The sign-in at %1 took too long, or its answer was used before. Sign in again.").arg(provider) };
    case Trouble::Declined:
        return { ErrorKind::AuthFailed, Text::tr("Access was declined in the browser. Sign in again and allow it, or use an app password.") };
    case Trouble::Consent:
        return { ErrorKind::CredentialMissing, Text::tr("%1 wants you to confirm the access in the browser again. Sign in again.").arg(provider) };
    case Trouble::Administrator:
        return { ErrorKind::AuthFailed,
            Text::tr("Your organisation lets only an administrator allow this client at %1. Ask the administrator to approve it.").arg(provider) };
    case Trouble::Policy:
        return { ErrorKind::AuthFailed,
            Text::tr("The rules of your organisation at %1 forbid this sign-in (device, place or program). Ask its administrator.").arg(provider) };
    case Trouble::WrongAccount:
        return { ErrorKind::AuthFailed,
            Text::tr("The account that was chosen in the browser does not belong there. Check the tenant, and choose the account of this address.") };
    case Trouble::Client:
        return { ErrorKind::InvalidInput, Text::tr("%1 does not know this client. Check the client ID, its secret and the tenant.").arg(provider) };
    case Trouble::SecretMissing:
        return { ErrorKind::InvalidInput,
            Text::tr("%1 wants the secret of this client. Enter it beside the client ID, or register the client as one for desktops.").arg(provider) };
    case Trouble::Redirect:
        return { ErrorKind::InvalidInput,
            Text::tr("The client's registration at %1 lacks the redirect address of Golub. Add it there; the account's settings show it.").arg(provider) };
    case Trouble::NotAllowed:
        return { ErrorKind::InvalidInput,
            Text::tr("%1 does not allow this client to sign in for mail this way. Check its registration, or use another client ID.").arg(provider) };
    case Trouble::Scope:
        return { ErrorKind::InvalidInput, Text::tr("%1 does not give this client the rights to read and send mail. Check its registration.").arg(provider) };
    case Trouble::Later:
        return { ErrorKind::ServerTemporary, Text::tr("%1 cannot sign anybody in just now. Golub tries again later.").arg(provider) };
    case Trouble::Request:
        break;
    }
    return { ErrorKind::AuthFailed, Text::tr("%1 refused the sign-in. The details have its words.").arg(provider) };
}

} // namespace

Error troubleOf(const QString &code, const QString &description, Stage stage, const QString &providerName)
{
    auto [kind, text] = wordsFor(troubleFor(code, description, stage), providerName);
    Error error { kind, text };
    error.reply.enhanced = textsafety::printable(code, 80);
    error.reply.text = textsafety::printable(description, 500);
    return error;
}

Error notNow(const Error &error, const QString &providerName)
{
    Error told = error;
    if (recoveryFor(error.kind) == Recovery::Retry)
        told.text = Text::tr("You are not signed in: %1 cannot be reached, or does not answer as it should. Try again a little later.").arg(providerName);
    return told;
}

Error tokenRefused(const Error &refusal, const QString &providerName)
{
    Error error = refusal;
    error.text = providerName.isEmpty()
        ? Text::tr("The mail server did not accept the access token. Check the user name, and the program that gives the token.")
        : Text::tr("The mail server did not accept the sign-in from %1. Sign in again with the account of this address; if that does not help, access for "
                   "mail programs may be switched off there.").arg(providerName);
    return error;
}

Error signInNeeded(const QString &providerName, const QString &detail)
{
    return { ErrorKind::CredentialMissing, Text::tr("Sign in at %1 in the browser to go on.").arg(providerName), detail };
}

Error clientIdMissing(const QString &providerName, bool hasAppPasswords)
{
    return { ErrorKind::InvalidInput,
        hasAppPasswords ? Text::tr("To sign in at %1 through the browser, Golub needs a client ID of your own: register one and enter it in the account's "
                                   "settings. Or make an app password and use it as the password.").arg(providerName)
                        : Text::tr("To sign in at %1 through the browser, Golub needs a client ID of your own: register one and enter it in the account's "
                                   "settings.").arg(providerName) };
}

} // namespace golub::oauth
