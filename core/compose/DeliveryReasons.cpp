// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/DeliveryReasons.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace golub::compose {
namespace {

struct Reason {
    const char *code;             //!< subject and detail of the status code, without its class
    const char *text;
};

//! The codes of RFC 3463 and the IANA registry that people meet; what is not here is told by its subject alone ("x.1.*").
constexpr std::array Reasons {
    Reason { "1.0", QT_TRANSLATE_NOOP("DeliveryReasons", "The address is not accepted. Check it for mistakes.") },
    Reason { "1.1", QT_TRANSLATE_NOOP("DeliveryReasons", "There is no such mailbox at the recipient's provider. Check the part before the @ for mistakes.") },
    Reason { "1.2", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's domain does not exist, or takes no mail. Check the part behind the @ for mistakes.") },
    Reason { "1.3", QT_TRANSLATE_NOOP("DeliveryReasons", "The address is not written correctly. Check it for mistakes.") },
    Reason { "1.4", QT_TRANSLATE_NOOP("DeliveryReasons", "The address fits several people. Use a more exact one.") },
    Reason { "1.6", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient has moved, and there is no new address. Ask for it in another way.") },
    Reason { "1.7", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server refuses your address as sender. Check the sender address of your account.") },
    Reason { "1.8", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server does not find the domain of your address. Check the sender address of your account.") },
    Reason { "1.9", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server took the message, but could not hand it on.") },
    Reason { "1.10", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's domain says that it takes no mail at all. Check the part behind the @ for mistakes.") },
    Reason { "2.0", QT_TRANSLATE_NOOP("DeliveryReasons", "There is something wrong with the recipient's mailbox. Try again later, or reach the recipient in another way.") },
    Reason { "2.1", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's mailbox is switched off, or takes no mail. Reach the recipient in another way.") },
    Reason { "2.2", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's mailbox is full. Try again later, or reach the recipient in another way.") },
    Reason { "2.3", QT_TRANSLATE_NOOP("DeliveryReasons", "The message is larger than the recipient's mailbox allows. Send less, or hand over large files in another way.") },
    Reason { "2.4", QT_TRANSLATE_NOOP("DeliveryReasons", "The mailing list could not be opened out to its members. Tell its owner.") },
    Reason { "3.0", QT_TRANSLATE_NOOP("DeliveryReasons", "There is something wrong with the recipient's mail system. Try again later.") },
    Reason { "3.1", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server has no room left. Try again later.") },
    Reason { "3.2", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server takes no mail at the moment. Try again later.") },
    Reason { "3.3", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server cannot do what the message needs.") },
    Reason { "3.4", QT_TRANSLATE_NOOP("DeliveryReasons", "The message is too large for the recipient's server. Send less, or hand over large files in another way.") },
    Reason { "3.5", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's mail system is not set up correctly. Its administrator has to mend that.") },
    Reason { "4.0", QT_TRANSLATE_NOOP("DeliveryReasons", "The way to the recipient's server is disturbed. Try again later.") },
    Reason { "4.1", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server does not answer. Try again later.") },
    Reason { "4.2", QT_TRANSLATE_NOOP("DeliveryReasons", "The connection to the recipient's server broke. Try again later.") },
    Reason { "4.3", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server could not be found because of trouble with the directory (DNS). Try again later.") },
    Reason { "4.4", QT_TRANSLATE_NOOP("DeliveryReasons", "No server takes mail for the recipient's domain. Check the part behind the @ for mistakes.") },
    Reason { "4.5", QT_TRANSLATE_NOOP("DeliveryReasons", "The servers on the way are overloaded. Try again later.") },
    Reason { "4.6", QT_TRANSLATE_NOOP("DeliveryReasons", "The message went round in a circle between servers. The recipient's forwarding is wrong; reach the recipient in another way.") },
    Reason { "4.7", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server could not be reached for so long that the message was given up. Try again later.") },
    Reason { "5.0", QT_TRANSLATE_NOOP("DeliveryReasons", "The servers did not understand each other. Try again later.") },
    Reason { "5.1", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server refused a command. Its administrator has to mend that.") },
    Reason { "5.2", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server refused a command. Its administrator has to mend that.") },
    Reason { "5.3", QT_TRANSLATE_NOOP("DeliveryReasons", "The message has too many recipients. Send it to fewer at once.") },
    Reason { "5.4", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server refused a command. Its administrator has to mend that.") },
    Reason { "6.0", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server could not take the content as it is. Try it as plain text.") },
    Reason { "6.1", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server does not take this kind of content.") },
    Reason { "6.2", QT_TRANSLATE_NOOP("DeliveryReasons", "The content would have to be changed on the way, and must not be.") },
    Reason { "6.3", QT_TRANSLATE_NOOP("DeliveryReasons", "The content would have to be changed on the way, and cannot be.") },
    Reason { "6.5", QT_TRANSLATE_NOOP("DeliveryReasons", "The content could not be changed on the way.") },
    Reason { "6.7", QT_TRANSLATE_NOOP("DeliveryReasons", "A server on the way does not know international addresses. Use another address of the recipient.") },
    Reason { "7.0", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server refused the message by its rules. What it said is below.") },
    Reason { "7.1", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server refuses mail from you, by its rules or because it takes it for spam. What it said is below.") },
    Reason { "7.2", QT_TRANSLATE_NOOP("DeliveryReasons", "You may not write to this mailing list. Ask its owner.") },
    Reason { "7.3", QT_TRANSLATE_NOOP("DeliveryReasons", "The message would have to be made readable on the way, and cannot be.") },
    Reason { "7.4", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server lacks the protection that the message asks for.") },
    Reason { "7.5", QT_TRANSLATE_NOOP("DeliveryReasons", "The protection of the message could not be opened on the way.") },
    Reason { "7.7", QT_TRANSLATE_NOOP("DeliveryReasons", "The message was changed on the way, or its signature is broken. Send it again.") },
    Reason { "7.8", QT_TRANSLATE_NOOP("DeliveryReasons", "The sign-in was refused on the way. Check the account.") },
    Reason { "7.13", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's account is switched off. Reach the recipient in another way.") },
    Reason { "7.17", QT_TRANSLATE_NOOP("DeliveryReasons", "The address belongs to somebody else by now. Ask for the new one in another way.") },
    Reason { "7.20", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server wants a valid signature (DKIM) of your provider. Your provider has to mend that.") },
    Reason { "7.21", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server wants a valid signature (DKIM) of your provider. Your provider has to mend that.") },
    Reason { "7.23", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server does not believe that your provider may send for your domain (SPF). Your provider has to mend that.") },
    Reason { "7.24", QT_TRANSLATE_NOOP("DeliveryReasons", "Your domain's rule for senders (SPF) could not be read. Your provider has to mend that.") },
    Reason { "7.25", QT_TRANSLATE_NOOP("DeliveryReasons", "Your provider's server has no name in the directory (reverse DNS). Your provider has to mend that.") },
    Reason { "7.26", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server found no proof that the message is from your domain (SPF, DKIM, DMARC). Your provider has to mend that.") },
    Reason { "7.27", QT_TRANSLATE_NOOP("DeliveryReasons", "Your domain says that it sends no mail. Check the sender address of your account.") },
    Reason { "7.28", QT_TRANSLATE_NOOP("DeliveryReasons", "Too much mail of this kind came at once. Try again later.") },
    Reason { "7.29", QT_TRANSLATE_NOOP("DeliveryReasons", "The signatures of the servers on the way (ARC) do not hold. Reach the recipient in another way.") },
    Reason { "7.30", QT_TRANSLATE_NOOP("DeliveryReasons", "A server on the way cannot promise the encryption that the message asks for. Send it without that request.") },
    Reason { "7.50", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's server limits what it takes from your provider. Try again later.") },
    Reason { "7.64", QT_TRANSLATE_NOOP("DeliveryReasons", "Your organisation's and the recipient's servers are not connected correctly. Tell your administrator.") },
    Reason { "7.124", QT_TRANSLATE_NOOP("DeliveryReasons", "You may not write to this address: it takes mail of certain senders only. Ask its owner.") },
    Reason { "7.129", QT_TRANSLATE_NOOP("DeliveryReasons", "The mailbox takes mail of certain senders only. Reach the recipient in another way.") },
    Reason { "7.133", QT_TRANSLATE_NOOP("DeliveryReasons", "Only members of its organisation may write to this group. Ask its owner.") },
    Reason { "7.134", QT_TRANSLATE_NOOP("DeliveryReasons", "Only members of its organisation may write to this mailbox. Reach the recipient in another way.") },
    Reason { "7.193", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient does not take mail from people outside of its organisation. Reach the recipient in another way.") },
    Reason { "7.509", QT_TRANSLATE_NOOP("DeliveryReasons", "Your domain's rule (DMARC) forbids what your provider sent. Your provider has to mend that.") },
    Reason { "7.520", QT_TRANSLATE_NOOP("DeliveryReasons", "Your organisation does not allow that mail is forwarded to others. Tell your administrator.") },
    Reason { "7.606", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's provider blocks your provider's server. Your provider has to ask for its release.") },
    Reason { "7.705", QT_TRANSLATE_NOOP("DeliveryReasons", "Your organisation has sent too much mail of doubtful kind, and is blocked. Tell your administrator.") },
    Reason { "7.708", QT_TRANSLATE_NOOP("DeliveryReasons", "The recipient's provider takes no mail from your provider's server. Your provider has to mend that.") },
};

//! Where the code is missing or says nothing, the words that servers use, in lower case.
struct Saying {
    const char *words;
    const char *code;
};
constexpr std::array Sayings {
    Saying { "mailbox full", "2.2" },
    Saying { "mailbox is full", "2.2" },
    Saying { "over quota", "2.2" },
    Saying { "overquota", "2.2" },
    Saying { "quota exceeded", "2.2" },
    Saying { "exceeded storage", "2.2" },
    Saying { "out of storage", "2.2" },
    Saying { "too large", "3.4" },
    Saying { "size limit", "3.4" },
    Saying { "message size exceeds", "3.4" },
    Saying { "user unknown", "1.1" },
    Saying { "unknown user", "1.1" },
    Saying { "no such user", "1.1" },
    Saying { "no such recipient", "1.1" },
    Saying { "unknown recipient", "1.1" },
    Saying { "recipient unknown", "1.1" },
    Saying { "unrouteable address", "1.1" },
    Saying { "unrouteable mail domain", "1.2" },
    Saying { "no mailbox here by that name", "1.1" },
    Saying { "mailbox unavailable", "1.1" },
    Saying { "mailbox not found", "1.1" },
    Saying { "recipient not found", "1.1" },
    Saying { "does not exist", "1.1" },
    Saying { "doesn't exist", "1.1" },
    Saying { "couldn't be found", "1.1" },
    Saying { "address not found", "1.1" },
    Saying { "user doesn't have", "1.1" },
    Saying { "account disabled", "2.1" },
    Saying { "account has been disabled", "2.1" },
    Saying { "mailbox disabled", "2.1" },
    Saying { "account is inactive", "2.1" },
    Saying { "host unknown", "1.2" },
    Saying { "host not found", "1.2" },
    Saying { "domain not found", "1.2" },
    Saying { "couldn't find any host", "1.2" },
    Saying { "name or service not known", "1.2" },
    Saying { "too many hops", "4.6" },
    Saying { "mail loop", "4.6" },
    Saying { "connection timed out", "4.1" },
    Saying { "connection refused", "4.1" },
    Saying { "wasn't able to establish an smtp connection", "4.1" },
    Saying { "retry timeout exceeded", "4.7" },
    Saying { "in the queue too long", "4.7" },
    Saying { "relay", "7.1" },
    Saying { "spam", "7.1" },
    Saying { "blocked", "7.1" },
    Saying { "blacklist", "7.1" },
    Saying { "access denied", "7.1" },
    Saying { "spf", "7.23" },
    Saying { "dmarc", "7.26" },
    Saying { "dkim", "7.20" },
};

const char *reasonFor(const QString &code)
{
    const auto found = std::find_if(Reasons.begin(), Reasons.end(), [&code](const Reason &reason) { return code == QLatin1String(reason.code); });
    return found == Reasons.end() ? nullptr : found->text;
}

QString codeOf(const QString &status)
{
    const qsizetype dot = status.indexOf(u'.');
    return dot > 0 ? status.mid(dot + 1) : QString();
}

QString codeSaid(const QString &reply)
{
    const QString lower = reply.toLower();
    const auto found = std::find_if(Sayings.begin(), Sayings.end(), [&lower](const Saying &saying) { return lower.contains(QLatin1String(saying.words)); });
    return found == Sayings.end() ? QString() : QLatin1String(found->code);
}

QString translated(const char *text)
{
    return QCoreApplication::translate("DeliveryReasons", text);
}

QString whyNot(const DeliveryNews &news)
{
    const QString code = codeOf(news.status);
    const QString said = codeSaid(news.reply);
    const bool isVague = code.isEmpty() || code.endsWith(u".0");
    if (const char *text = isVague && !said.isEmpty() ? reasonFor(said) : reasonFor(code))
        return translated(text);
    if (const char *text = reasonFor(code.section(u'.', 0, 0) + QLatin1String(".0")))
        return translated(text);
    return translated(QT_TRANSLATE_NOOP("DeliveryReasons", "The server gives no reason that Golub knows. What it said is below."));
}

} // namespace

QString explanationOf(const DeliveryNews &news)
{
    switch (news.kind) {
    case DeliveryNews::Kind::Failed:
        return whyNot(news);
    case DeliveryNews::Kind::Delayed:
        return translated(QT_TRANSLATE_NOOP("DeliveryReasons", "It has not arrived yet. The server goes on trying; there is nothing to do.")) + u' ' + whyNot(news);
    case DeliveryNews::Kind::Delivered:
        return translated(QT_TRANSLATE_NOOP("DeliveryReasons", "It has arrived at the recipient's provider."));
    case DeliveryNews::Kind::Displayed:
        return translated(QT_TRANSLATE_NOOP("DeliveryReasons", "It was displayed on the recipient's screen."));
    case DeliveryNews::Kind::Unread:
        return translated(QT_TRANSLATE_NOOP("DeliveryReasons", "It was deleted or dealt with without being displayed."));
    }
    return {};
}

MailReport explained(MailReport report)
{
    report.news = explained(std::move(report.news));
    return report;
}

QList<DeliveryNews> explained(QList<DeliveryNews> news)
{
    for (DeliveryNews &one : news)
        one.explanation = explanationOf(one);
    return news;
}

} // namespace golub::compose
