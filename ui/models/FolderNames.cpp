// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/FolderNames.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>

#include <array>

namespace golub::ui {
namespace {

struct RoleInfo {
    const char *name;
    const char *icon;
    int rank;
};

// In the order of MailboxRole.
constexpr std::array Roles {
    RoleInfo { "", "folder", 9 },
    RoleInfo { QT_TRANSLATE_NOOP("golub::ui::FolderNames", "Inbox"), "inbox", 0 },
    RoleInfo { QT_TRANSLATE_NOOP("golub::ui::FolderNames", "Drafts"), "drafts", 2 },
    RoleInfo { QT_TRANSLATE_NOOP("golub::ui::FolderNames", "Sent"), "sent", 3 },
    RoleInfo { QT_TRANSLATE_NOOP("golub::ui::FolderNames", "Archive"), "archive", 4 },
    RoleInfo { QT_TRANSLATE_NOOP("golub::ui::FolderNames", "Junk"), "junk", 5 },
    RoleInfo { QT_TRANSLATE_NOOP("golub::ui::FolderNames", "Trash"), "trash", 6 },
    RoleInfo { QT_TRANSLATE_NOOP("golub::ui::FolderNames", "All mail"), "all-mail", 7 },
    RoleInfo { QT_TRANSLATE_NOOP("golub::ui::FolderNames", "Starred"), "star", 1 },
    RoleInfo { QT_TRANSLATE_NOOP("golub::ui::FolderNames", "Important"), "important", 1 },
};

const RoleInfo &infoOf(MailboxRole role)
{
    return Roles.at(static_cast<std::size_t>(role));
}

} // namespace

QString folderName(const Mailbox &mailbox)
{
    if (mailbox.role == MailboxRole::None)
        return textsafety::printable(mailbox.name.leaf(), 200);
    return QCoreApplication::translate("golub::ui::FolderNames", infoOf(mailbox.role).name);
}

QString folderPath(const Mailbox &mailbox, const QString &accountName)
{
    QStringList parts { accountName };
    if (mailbox.role == MailboxRole::None)
        parts += mailbox.name.parts();
    else
        parts += folderName(mailbox);
    return textsafety::printable(parts.join(QStringLiteral(" / ")), 400);
}

QString folderIcon(MailboxRole role)
{
    return QString::fromLatin1(infoOf(role).icon);
}

int folderRank(MailboxRole role)
{
    return infoOf(role).rank;
}

QString accountName(const Account &account)
{
    return textsafety::printable(account.name.isEmpty() ? account.address : account.name, 200);
}

QList<Draft> draftsOnlyHere(const service::MailService &service)
{
    QList<Draft> drafts = service.drafts();
    drafts.removeIf([](const Draft &draft) { return draft.onServer.isValid(); });
    return drafts;
}

} // namespace golub::ui
