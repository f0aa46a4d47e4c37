// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/AdviceTexts.h"

#include <QCoreApplication>

#include <array>

namespace golub::account {
namespace {

struct Explanation {
    const char *id;
    const char *text;
};

constexpr const char *Context = "Advice";

// %1 is the provider or the server, %2 the account's address. Each says what the refusal means, then what to do.
constexpr std::array Explanations {
    // signing in
    Explanation { "mailbox_access_off",
        QT_TRANSLATE_NOOP("Advice",
            "%1 accepted the sign-in but gave no mailbox; the password is right. Usual reasons: IMAP and POP3 are switched off for this mailbox, its "
            "licence is missing, or another account than %2 was chosen in the browser. Switch them on in the web mail's settings, or ask the administrator.") },
    Explanation { "smtp_sign_in_off",
        QT_TRANSLATE_NOOP("Advice",
            "%1 has sending from mail programs (SMTP AUTH) switched off for this mailbox or the whole organisation; the password is right. The "
            "administrator can switch it on.") },
    Explanation { "browser_only",
        QT_TRANSLATE_NOOP("Advice",
            "%1 takes no passwords from mail programs any more. Choose sign-in through the browser (OAuth 2.0) in the account's settings.") },
    Explanation { "organisation_forbids",
        QT_TRANSLATE_NOOP("Advice", "The security rules of your organisation keep mail programs from signing in at %1. Ask its administrator.") },
    Explanation { "app_password",
        QT_TRANSLATE_NOOP("Advice",
            "%1 wants an app password here, not your usual one. Make one in the security settings of your account and enter it instead.") },
    Explanation { "password_or_app_password",
        QT_TRANSLATE_NOOP("Advice",
            "%1 did not accept the user name or the password. Your usual password may not be enough: make an app password in the security settings of "
            "your account and enter it, or sign in through the browser.") },
    Explanation { "web_sign_in",
        QT_TRANSLATE_NOOP("Advice",
            "%1 wants to see you in the web browser first. Sign in to the web mail there, confirm that it was you, then try again.") },
    Explanation { "switch_on_imap",
        QT_TRANSLATE_NOOP("Advice", "IMAP is switched off at %1. Switch it on in the settings of the web mail, then try again.") },
    Explanation { "switch_on_pop3",
        QT_TRANSLATE_NOOP("Advice", "POP3 is switched off at %1. Switch it on in the settings of the web mail, then try again.") },
    Explanation { "switch_on_or_password",
        QT_TRANSLATE_NOOP("Advice",
            "%1 refused the sign-in. Two usual reasons: access for mail programs (IMAP, POP3) is not switched on in the settings of the web mail, or the "
            "password is wrong; with two-step sign-in it must be an app password.") },
    Explanation { "authorization_code",
        QT_TRANSLATE_NOOP("Advice",
            "%1 wants an authorisation code instead of the password: make one in the settings of the web mail, where POP3, IMAP and SMTP are switched on.") },
    Explanation { "client_not_trusted",
        QT_TRANSLATE_NOOP("Advice",
            "%1 does not trust this sign-in. Use an authorisation code instead of the password, and let IMAP answer who the program is (account settings).") },
    Explanation { "accept_terms",
        QT_TRANSLATE_NOOP("Advice", "%1 wants you to accept its terms or to give a telephone number first. Sign in to the web mail and do it there.") },
    Explanation { "no_right_to_service",
        QT_TRANSLATE_NOOP("Advice",
            "%1 does not let this user send or read with mail programs. Switch it on in the settings of the web mail, and use an app password.") },
    Explanation { "full_address",
        QT_TRANSLATE_NOOP("Advice", "%1 wants the whole address as the user name: enter %2.") },
    Explanation { "domain_user",
        QT_TRANSLATE_NOOP("Advice",
            "%1 refused the sign-in. Exchange servers of organisations often want the user name with the domain (DOMAIN\\user) and may have passwords for mail "
            "programs switched off. Check both with the administrator.") },
    Explanation { "token_ended",
        QT_TRANSLATE_NOOP("Advice", "The sign-in through the browser is not valid any more at %1. Sign in again.") },
    Explanation { "password_expired",
        QT_TRANSLATE_NOOP("Advice", "The password has expired. Set a new one at %1, then enter it here.") },
    Explanation { "mail_password",
        QT_TRANSLATE_NOOP("Advice",
            "%1 has a separate password for mail programs. Set it in the customer centre and enter it here instead of the usual one.") },
    Explanation { "bridge_password",
        QT_TRANSLATE_NOOP("Advice", "Enter the user name and the password that the Bridge program shows, not those of your account.") },
    Explanation { "too_many_sign_ins",
        QT_TRANSLATE_NOOP("Advice", "%1 has seen too many attempts to sign in and refuses all for a while. Wait an hour, then check the password.") },
    Explanation { "sign_in_for_a_while_not",
        QT_TRANSLATE_NOOP("Advice", "%1 cannot check passwords just now. Nothing is wrong with yours; Golub tries again by itself.") },
    Explanation { "account_blocked",
        QT_TRANSLATE_NOOP("Advice",
            "%1 has blocked this account, mostly because strange mail was sent from it. Sign in to the web mail, follow what it says and change the password.") },
    Explanation { "encryption_first",
        QT_TRANSLATE_NOOP("Advice", "%1 takes passwords and mail over encrypted connections only. Choose TLS or STARTTLS in the account's settings.") },
    Explanation { "sign_in_for_sending",
        QT_TRANSLATE_NOOP("Advice",
            "%1 takes mail for others only from users who sign in. Choose a sign-in for the outgoing server in the account's settings, and check "
            "that it is your provider's server for sending (port 465 or 587).") },
    Explanation { "mechanism_off",
        QT_TRANSLATE_NOOP("Advice",
            "Signing in is switched off at %1, or this kind of it. Set the sign-in to automatic; where that does not help, the server's administrator "
            "has to allow it.") },
    Explanation { "contact_admin", QT_TRANSLATE_NOOP("Advice", "Only the administrator of %1 can help here. Tell them the server's words.") },
    // connections
    Explanation { "too_many_connections",
        QT_TRANSLATE_NOOP("Advice",
            "Too many connections are open to %1, from this program and others such as your telephone. Golub waits and tries again; close other mail programs if "
            "it lasts.") },
    Explanation { "slow_down",
        QT_TRANSLATE_NOOP("Advice", "%1 wants fewer requests for a while. Golub waits as long as it was told, then goes on by itself.") },
    Explanation { "traffic_used_up",
        QT_TRANSLATE_NOOP("Advice", "The amount of mail that %1 lets through in a day is used up. Everything goes on by itself within 24 hours.") },
    Explanation { "mailbox_in_use",
        QT_TRANSLATE_NOOP("Advice",
            "Another program, or an earlier connection, has the mailbox at %1 open, and POP3 lets in one at a time. Golub tries again by itself.") },
    Explanation { "login_delay",
        QT_TRANSLATE_NOOP("Advice", "%1 allows a sign-in only every few minutes. Golub waits and tries again by itself.") },
    Explanation { "server_trouble",
        QT_TRANSLATE_NOOP("Advice", "Something is wrong at %1 itself; nothing here can be corrected. Golub tries again by itself.") },
    // sending
    Explanation { "sending_limit",
        QT_TRANSLATE_NOOP("Advice", "As much has been sent from this account as %1 allows in an hour or a day. Send it later; the message is kept.") },
    Explanation { "too_many_recipients",
        QT_TRANSLATE_NOOP("Advice", "%1 takes fewer recipients at once. Send the message to smaller groups.") },
    Explanation { "looks_like_spam",
        QT_TRANSLATE_NOOP("Advice",
            "%1 takes this message for spam. Take out links and pictures or write more of your own words, then try again; if all your mail is refused, sign in "
            "to the web mail and see what it says.") },
    Explanation { "open_the_link",
        QT_TRANSLATE_NOOP("Advice",
            "%1 takes this message for spam and wants to know that you are a person. Open the link in its answer, or send one message from the web mail, then "
            "try again.") },
    Explanation { "content_blocked",
        QT_TRANSLATE_NOOP("Advice", "%1 does not let this content through, mostly because of an attached program or archive. Share the file in another way.") },
    Explanation { "virus_found",
        QT_TRANSLATE_NOOP("Advice", "%1 found harmful software in the message. Do not send the attachment; check the computer it comes from.") },
    Explanation { "too_large",
        QT_TRANSLATE_NOOP("Advice", "The message is larger than %1 takes. Make attachments smaller or share them by a link.") },
    Explanation { "not_your_address",
        QT_TRANSLATE_NOOP("Advice",
            "%1 lets this account send only from its own addresses. Choose another sender, or register the address at the provider as one of yours.") },
    Explanation { "bad_sender",
        QT_TRANSLATE_NOOP("Advice", "%1 does not know the domain of the sender's address. Check how the address is spelled in the account's settings.") },
    Explanation { "no_such_recipient",
        QT_TRANSLATE_NOOP("Advice", "There is no such recipient. Check how the address is spelled, or ask the person for the right one.") },
    Explanation { "no_such_domain",
        QT_TRANSLATE_NOOP("Advice", "The part of the recipient's address behind the @ does not exist or takes no mail. Check how it is spelled.") },
    Explanation { "recipient_full",
        QT_TRANSLATE_NOOP("Advice", "The recipient's mailbox is full. Tell them in another way, and send the message again later.") },
    Explanation { "recipient_not_taking",
        QT_TRANSLATE_NOOP("Advice", "The recipient's mailbox is switched off or takes no mail from you. Ask them in another way.") },
    Explanation { "own_mailbox_full",
        QT_TRANSLATE_NOOP("Advice", "Your mailbox at %1 is full. Delete large messages, empty the trash, or ask for more space.") },
    Explanation { "come_back_later",
        QT_TRANSLATE_NOOP("Advice",
            "The server asks to come back in some minutes, which keeps spam away (greylisting). Nothing is wrong; Golub tries again by itself.") },
    Explanation { "address_on_blocklist",
        QT_TRANSLATE_NOOP("Advice",
            "The network you are in has a bad name: its address is on a list of senders of spam. Check that the outgoing server is your provider's, with sign-in "
            "and port 465 or 587; else try another network or tell your internet provider.") },
    Explanation { "sender_not_proven",
        QT_TRANSLATE_NOOP("Advice",
            "The recipient's server cannot see that this server may send for the sender's domain (SPF, DKIM, DMARC). Send through the servers of the address's "
            "own provider.") },
    Explanation { "server_full", QT_TRANSLATE_NOOP("Advice", "%1 has no space left just now. Golub tries again by itself.") },
};

} // namespace

QString adviceText(const QString &id, const QString &server, const QString &address)
{
    for (const Explanation &explanation : Explanations) {
        if (id == QLatin1StringView(explanation.id)) {
            const QString text = QCoreApplication::translate(Context, explanation.text);
            return text.contains(QLatin1StringView("%2")) ? text.arg(server, address) : text.contains(QLatin1StringView("%1")) ? text.arg(server) : text;
        }
    }
    return {};
}

} // namespace golub::account
