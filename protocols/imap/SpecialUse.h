// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "protocols/imap/Response.h"

#include <QList>

namespace golub::imap {

//! The role that LIST or XLIST attributes give (RFC 6154).
MailboxRole roleFromAttributes(const ListData &list);
//! The attribute of a role as CREATE (USE …) takes it ("\\Drafts"); empty for INBOX and None.
QByteArray attributeOf(MailboxRole role);
//! False for calendars, address books and the like, which some servers keep among the mailboxes.
bool holdsMail(const ListData &list);
//! The role that a name suggests, in English, Polish, Croatian, Russian and German; None where it suggests nothing.
MailboxRole roleFromName(const QString &leaf);

//! LIST responses as mailboxes: each once, INBOX always there, and roles that the server did not give guessed by name where the mailbox is
//! at the top (or directly under INBOX or a namespace). A role is given once.
QList<RemoteMailbox> mailboxesFrom(const QList<ListData> &lists);

} // namespace golub::imap
