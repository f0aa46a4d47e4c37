// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Mailbox.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

//! Mailbox names between wire and people: modified UTF-7 (RFC 3501 section 5.1.3), and UTF-8 where a server sends it.
namespace golub::imap {

//! Never fails: what is not proper modified UTF-7 is taken as UTF-8, else Latin-1, and shown as it stands.
QString decodeMailboxName(QByteArrayView wire);
//! Modified UTF-7, the only spelling of this name.
QByteArray encodeMailboxName(QStringView path);

//! A mailbox as LIST gives it. The wire bytes are kept whatever they decode to.
MailboxName mailboxNameFromWire(const QByteArray &wire, char delimiter);

} // namespace golub::imap
