// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Mailbox.h"

#include <array>

namespace golub {

QString MailboxName::leaf() const
{
    return delimiter.isNull() ? path : path.section(delimiter, -1);
}

QStringList MailboxName::parts() const
{
    return delimiter.isNull() ? QStringList { path } : path.split(delimiter);
}

QString roleName(MailboxRole role)
{
    static constexpr std::array Names { "", "inbox", "drafts", "sent", "archive", "junk", "trash", "all", "flagged", "important" };
    return QString::fromLatin1(Names.at(static_cast<std::size_t>(role)));
}

} // namespace golub
