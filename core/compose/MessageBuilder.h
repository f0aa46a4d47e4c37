// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Draft.h"
#include "core/mime/MessageIds.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace golub {
class Clock;
struct SendingPreferences;
}

namespace golub::compose {

//! A message ready for the outbox: CRLF only, not dot-stuffed.
struct BuiltMessage {
    QByteArray message;           //!< for the wire: no Bcc
    QByteArray sentCopy;          //!< for Sent: with Bcc
    QString messageIdHeader;      //!< without angle brackets
    QString envelopeFrom;         //!< addr-spec
    QStringList recipients;       //!< addr-specs of To, Cc and Bcc, each once, in that order
    QString subject;
};

//! What a message takes from its surroundings.
struct BuildContext {
    QDateTime now;                //!< with the offset that the Date field shall have
    mime::RandomSource random = {}; //!< for Message-ID and boundaries; the system's where not given
    QString userAgent = {};       //!< the program's name for the header; empty: it is not told

    //! The clock's time in the local zone.
    static BuildContext of(const Clock &clock);
    //! As the account wants to be known: with or without time zone and program.
    static BuildContext of(const Clock &clock, const SendingPreferences &preferences);
};

//! Builds \a draft. Attachments with a path are read now. Errors: NotFound names a file that vanished; InvalidInput says what to change:
//! no recipient, an unusable address, a file that cannot be read or is a folder, a header field that is not allowed or has line ends.
Result<BuiltMessage> build(const Draft &draft, const BuildContext &context);

//! \a draft as a message for the drafts folder: with Bcc, and as far as it goes. What cannot be said in a header (a half-typed address) and
//! files that are not there any more are left out; the draft itself keeps them.
QByteArray buildDraft(const Draft &draft, const BuildContext &context);

//! The Message-ID's right side: the domain of the sender's address, never the machine's name.
QString messageIdDomain(const Address &from);

//! The addr-specs, each once, in their order; the case of the local part counts.
QStringList uniqueAddresses(const QList<Address> &addresses);

} // namespace golub::compose
