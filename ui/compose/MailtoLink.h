// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Draft.h"

class QUrl;

namespace golub::ui {

//! What a mailto: link (RFC 6068) asked for.
struct MailtoFilling {
    bool refusedAttachment = false;   //!< it wanted a file of this computer to go along
    QStringList refusedAddresses = {}; //!< could not be addresses, safe to show
};

//! Puts To, Cc, Bcc, subject, body and In-Reply-To of the link into \a draft; nothing else of it is taken, least of all files and header
//! fields. What it gives is on one line each (but the body), without controls, of bounded length. A link is a stranger's word: it is shown in
//! the composer and sent by a person, never by itself.
MailtoFilling fillFromMailto(Draft &draft, const QUrl &mailto);

} // namespace golub::ui
