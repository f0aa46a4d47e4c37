// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/SpecialUse.h"

#include "protocols/imap/MailboxCodec.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <utility>

namespace golub::imap {
namespace {

struct Guess {
    MailboxRole role;
    QStringView name;                // lower case
};

// What common servers and clients call them.
constexpr std::array Guesses {
    Guess { MailboxRole::Drafts, u"drafts" }, Guess { MailboxRole::Drafts, u"draft" }, Guess { MailboxRole::Drafts, u"szkice" },
    Guess { MailboxRole::Drafts, u"kopie robocze" }, Guess { MailboxRole::Drafts, u"robocze" }, Guess { MailboxRole::Drafts, u"wersje robocze" },
    Guess { MailboxRole::Drafts, u"skice" }, Guess { MailboxRole::Drafts, u"nacrti" }, Guess { MailboxRole::Drafts, u"черновики" },
    Guess { MailboxRole::Drafts, u"entwürfe" }, Guess { MailboxRole::Drafts, u"entwurf" },
    Guess { MailboxRole::Sent, u"sent" }, Guess { MailboxRole::Sent, u"sent items" }, Guess { MailboxRole::Sent, u"sent messages" },
    Guess { MailboxRole::Sent, u"sent mail" }, Guess { MailboxRole::Sent, u"sent-mail" }, Guess { MailboxRole::Sent, u"wysłane" },
    Guess { MailboxRole::Sent, u"elementy wysłane" }, Guess { MailboxRole::Sent, u"poczta wysłana" }, Guess { MailboxRole::Sent, u"poslano" },
    Guess { MailboxRole::Sent, u"poslane poruke" }, Guess { MailboxRole::Sent, u"poslane stavke" }, Guess { MailboxRole::Sent, u"отправленные" },
    Guess { MailboxRole::Sent, u"gesendet" }, Guess { MailboxRole::Sent, u"gesendete objekte" }, Guess { MailboxRole::Sent, u"gesendete elemente" },
    Guess { MailboxRole::Trash, u"trash" }, Guess { MailboxRole::Trash, u"deleted items" }, Guess { MailboxRole::Trash, u"deleted messages" },
    Guess { MailboxRole::Trash, u"deleted" }, Guess { MailboxRole::Trash, u"bin" }, Guess { MailboxRole::Trash, u"kosz" },
    Guess { MailboxRole::Trash, u"elementy usunięte" }, Guess { MailboxRole::Trash, u"usunięte" }, Guess { MailboxRole::Trash, u"smeće" },
    Guess { MailboxRole::Trash, u"otpad" }, Guess { MailboxRole::Trash, u"koš za smeće" }, Guess { MailboxRole::Trash, u"izbrisane stavke" },
    Guess { MailboxRole::Trash, u"корзина" }, Guess { MailboxRole::Trash, u"удалённые" }, Guess { MailboxRole::Trash, u"удаленные" },
    Guess { MailboxRole::Trash, u"papierkorb" }, Guess { MailboxRole::Trash, u"gelöschte objekte" }, Guess { MailboxRole::Trash, u"gelöschte elemente" },
    Guess { MailboxRole::Junk, u"junk" }, Guess { MailboxRole::Junk, u"spam" }, Guess { MailboxRole::Junk, u"junk e-mail" },
    Guess { MailboxRole::Junk, u"junk email" }, Guess { MailboxRole::Junk, u"bulk mail" }, Guess { MailboxRole::Junk, u"wiadomości-śmieci" },
    Guess { MailboxRole::Junk, u"niechciane" }, Guess { MailboxRole::Junk, u"neželjena pošta" }, Guess { MailboxRole::Junk, u"bezvrijedna e-pošta" },
    Guess { MailboxRole::Junk, u"спам" }, Guess { MailboxRole::Junk, u"нежелательная почта" }, Guess { MailboxRole::Junk, u"spamverdacht" },
    Guess { MailboxRole::Junk, u"unerwünscht" }, Guess { MailboxRole::Junk, u"junk-e-mail" },
    Guess { MailboxRole::Archive, u"archive" }, Guess { MailboxRole::Archive, u"archives" }, Guess { MailboxRole::Archive, u"archiwum" },
    Guess { MailboxRole::Archive, u"arhiva" }, Guess { MailboxRole::Archive, u"arhiv" }, Guess { MailboxRole::Archive, u"архив" },
    Guess { MailboxRole::Archive, u"archiv" },
};

constexpr std::array<std::pair<const char *, MailboxRole>, 12> Attributes { {
    { "\\inbox", MailboxRole::Inbox },
    { "\\drafts", MailboxRole::Drafts },
    { "\\sent", MailboxRole::Sent },
    { "\\archive", MailboxRole::Archive },
    { "\\junk", MailboxRole::Junk },
    { "\\spam", MailboxRole::Junk }, // XLIST
    { "\\trash", MailboxRole::Trash },
    { "\\all", MailboxRole::All },
    { "\\allmail", MailboxRole::All }, // XLIST
    { "\\flagged", MailboxRole::Flagged },
    { "\\starred", MailboxRole::Flagged }, // XLIST
    { "\\important", MailboxRole::Important },
} };

bool isAtTop(const MailboxName &name)
{
    const QStringList parts = name.parts();
    return parts.size() == 1 || (parts.size() == 2 && parts.first().compare(u"INBOX", Qt::CaseInsensitive) == 0);
}

void guessRoles(QList<RemoteMailbox> &mailboxes)
{
    QSet<MailboxRole> given;
    for (const RemoteMailbox &mailbox : std::as_const(mailboxes))
        given.insert(mailbox.role);
    // In the order of the table, so that "Sent" wins over a rarer name.
    QHash<QString, qsizetype> byName;
    for (qsizetype i = 0; i < mailboxes.size(); ++i) {
        if (mailboxes[i].role == MailboxRole::None && mailboxes[i].selectable && isAtTop(mailboxes[i].name))
            byName.insert(mailboxes[i].name.leaf().toLower().normalized(QString::NormalizationForm_C), i);
    }
    for (const Guess &guess : Guesses) {
        const auto it = byName.constFind(guess.name.toString());
        if (it != byName.constEnd() && !given.contains(guess.role)) {
            mailboxes[*it].role = guess.role;
            given.insert(guess.role);
        }
    }
}

} // namespace

MailboxRole roleFromAttributes(const ListData &list)
{
    if (list.name == "INBOX")
        return MailboxRole::Inbox;
    for (const auto &[attribute, role] : Attributes) {
        if (list.has(attribute))
            return role;
    }
    return MailboxRole::None;
}

QByteArray attributeOf(MailboxRole role)
{
    // As RFC 6154 writes them: the first of each role in the table, but INBOX has none to give.
    switch (role) {
    case MailboxRole::Drafts:
        return "\\Drafts";
    case MailboxRole::Sent:
        return "\\Sent";
    case MailboxRole::Archive:
        return "\\Archive";
    case MailboxRole::Junk:
        return "\\Junk";
    case MailboxRole::Trash:
        return "\\Trash";
    case MailboxRole::All:
        return "\\All";
    case MailboxRole::Flagged:
        return "\\Flagged";
    case MailboxRole::Important:
        return "\\Important";
    default:
        return {};
    }
}

bool holdsMail(const ListData &list)
{
    static constexpr std::array Others { "\\calendar", "\\contacts", "\\tasks", "\\notes", "\\journal", "\\addressbook", "\\x-calendar", "\\x-contacts",
        "\\x-tasks", "\\x-notes", "\\x-files" };
    return std::none_of(Others.begin(), Others.end(), [&list](const char *attribute) { return list.has(attribute); });
}

MailboxRole roleFromName(const QString &leaf)
{
    const QString name = leaf.toLower().normalized(QString::NormalizationForm_C);
    for (const Guess &guess : Guesses) {
        if (guess.name == name)
            return guess.role;
    }
    return MailboxRole::None;
}

QList<RemoteMailbox> mailboxesFrom(const QList<ListData> &lists)
{
    QList<RemoteMailbox> mailboxes;
    QHash<QByteArray, qsizetype> known;
    QSet<MailboxRole> given;
    for (const ListData &list : lists) {
        // XLIST gives INBOX a translated name, under which it cannot be selected.
        const bool inbox = list.kind == ListData::Kind::XList && list.has("\\inbox");
        const QByteArray wire = inbox ? QByteArray("INBOX") : list.name;
        if (wire.isEmpty() || known.contains(wire))
            continue;
        known.insert(wire, mailboxes.size());
        RemoteMailbox mailbox { mailboxNameFromWire(wire, list.delimiter) };
        // Some servers end the names of those that can only hold others with the delimiter.
        if (mailbox.name.path.size() > 1 && !mailbox.name.delimiter.isNull() && mailbox.name.path.endsWith(mailbox.name.delimiter))
            mailbox.name.path.chop(1);
        mailbox.role = wire == "INBOX" ? MailboxRole::Inbox : roleFromAttributes(list);
        mailbox.selectable = !list.has("\\noselect") && !list.has("\\nonexistent");
        mailbox.subscribed = list.has("\\subscribed");
        mailbox.noInferiors = list.has("\\noinferiors");
        if (mailbox.role != MailboxRole::None && (given.contains(mailbox.role) || !mailbox.selectable))
            mailbox.role = MailboxRole::None;
        given.insert(mailbox.role);
        mailboxes.append(mailbox);
    }
    if (!known.contains("INBOX"))
        mailboxes.prepend({ mailboxNameFromWire("INBOX", lists.isEmpty() ? '\0' : lists.first().delimiter), MailboxRole::Inbox, true });
    guessRoles(mailboxes);
    return mailboxes;
}

} // namespace golub::imap
