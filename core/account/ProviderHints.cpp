// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/ProviderHints.h"

#include <QCoreApplication>

#include <array>

namespace golub::account {
namespace {

struct Hint {
    const char *id;
    const char *text;
};

constexpr const char *Context = "ProviderHints";

constexpr std::array Hints {
    Hint { "enable_imap_in_webmail",
        QT_TRANSLATE_NOOP("ProviderHints", "Switch on IMAP (or “mail programs”) in the settings of the web mail of %1 first.") },
    Hint { "enable_pop_in_webmail", QT_TRANSLATE_NOOP("ProviderHints", "Switch on POP3 in the settings of the web mail of %1 first.") },
    Hint { "app_password",
        QT_TRANSLATE_NOOP("ProviderHints",
            "%1 wants an app password here: make one in the security settings of your account and enter it instead of your usual password.") },
    Hint { "app_password_with_2fa",
        QT_TRANSLATE_NOOP("ProviderHints", "If you use two-step sign-in at %1, make an app password and enter it instead of your usual password.") },
    Hint { "oauth_only",
        QT_TRANSLATE_NOOP("ProviderHints",
            "%1 takes no password from mail programs: sign in through the browser (below).") },
    Hint { "oauth_or_app_password",
        QT_TRANSLATE_NOOP("ProviderHints",
            "%1 refuses your usual password. Switch on two-step sign-in, make an app password in the security settings of your account and enter it "
            "here, or sign in through the browser. Accounts of an organisation may allow only the browser.") },
    Hint { "authorization_code",
        QT_TRANSLATE_NOOP("ProviderHints",
            "%1 wants an authorisation code instead of the password: make one in the settings of the web mail, under POP3/IMAP/SMTP.") },
    Hint { "separate_mail_password",
        QT_TRANSLATE_NOOP("ProviderHints", "%1 has a separate password for mail programs: set it in the customer centre and enter it here.") },
    Hint { "pop_only", QT_TRANSLATE_NOOP("ProviderHints", "%1 offers POP3 only: folders and read marks stay on this computer.") },
    Hint { "bridge",
        QT_TRANSLATE_NOOP("ProviderHints",
            "%1 needs its Bridge program on this computer: start it, and enter the user name and password that the Bridge shows, not those of your "
            "account. Accept the Bridge's certificate once.") },
    Hint { "no_imap",
        QT_TRANSLATE_NOOP("ProviderHints", "%1 cannot be used with any mail program: it offers neither IMAP nor POP3 nor SMTP, only its own programs.") },
    Hint { "paid_only", QT_TRANSLATE_NOOP("ProviderHints", "%1 offers access for mail programs with paid plans only in some countries.") },
    Hint { "leave_on_server",
        QT_TRANSLATE_NOOP("ProviderHints", "Deleting over POP3 also deletes in the web mail of %1: keep “leave messages on the server” on.") },
    Hint { "alias_cannot_sign_in",
        QT_TRANSLATE_NOOP("ProviderHints", "Aliases cannot sign in at %1: use the main address of the account as the user name.") },
    Hint { "per_institution",
        QT_TRANSLATE_NOOP("ProviderHints", "Each institution at %1 has servers of its own: ask its computer centre, or look at its pages.") },
    Hint { "check_servers",
        QT_TRANSLATE_NOOP("ProviderHints", "The server names of %1 could not be checked lately: if the test fails, compare them with its help pages.") },
};

} // namespace

bool isProviderHint(const QString &id)
{
    return !providerHint(id, {}).isEmpty();
}

QString providerHint(const QString &id, const QString &providerName)
{
    for (const Hint &hint : Hints) {
        if (id == QLatin1String(hint.id))
            return QCoreApplication::translate(Context, hint.text).arg(providerName);
    }
    return {};
}

} // namespace golub::account
