// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"
#include "core/mail/Draft.h"
#include "core/mail/Mailbox.h"
#include "core/service/MailService.h"

#include <QString>

namespace golub::ui {

//! What a folder is called: "Inbox", "Sent", … translated for those with a role, else the last part of its path.
QString folderName(const Mailbox &mailbox);
//! The whole way for pickers: "Praca / Projekty / Zagreb".
QString folderPath(const Mailbox &mailbox, const QString &accountName);
//! The name of its icon in our set.
QString folderIcon(MailboxRole role);
//! Inbox first, then the other roles in the order people expect, then names.
int folderRank(MailboxRole role);
//! What an account is called: its name, or its address.
QString accountName(const Account &account);

//! Drafts that no account's drafts folder shows: on this computer only, or not there yet.
QList<Draft> draftsOnlyHere(const service::MailService &service);

} // namespace golub::ui
