// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Ids.h"
#include "core/mail/Address.h"
#include "core/mail/SubmissionOptions.h"
#include "core/mail/Uncertainty.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace golub {

//! The ledger's states. Each is durable before its effect begins; from Uncertain nothing is ever sent again without proof or the user's word.
//!   Held (to be taken back for some seconds, or until a time) → Queued when its time has come or the user says so
//!   Queued → Claimed → Sending → Accepted | Refused | Uncertain | Queued (temporary refusal, nothing handed over)
//!   Claimed, found at start-up → Queued (no byte of data had left); Sending, found at start-up → Uncertain
//!   Uncertain → Accepted | Queued (the user's word, or proof)
//!   Accepted for some recipients: Queued for those whom the server takes only later; refused ones stay visible → Queued | Cancelled (the user)
enum class OutboxState : quint8 { Queued, Claimed, Sending, Uncertain, Accepted, Refused, Cancelled, Held };
QString outboxStateName(OutboxState state);

enum class RecipientState : quint8 { Pending, Accepted, Refused };

struct OutboxRecipient {
    QString address;
    RecipientState state = RecipientState::Pending;
    ServerReply reply = {};       //!< the server's exact answer
};

//! Why a message is Held.
enum class Hold : quint8 { None, Undo, Scheduled };

//! The copy in the Sent mailbox has a life of its own.
enum class SentCopyState : quint8 { Waiting, Done, NotWanted, Failed };

struct OutboxEntry {
    OutboxId id;
    AccountId account;
    QString subject;
    QString messageIdHeader;
    QString envelopeFrom;
    QList<OutboxRecipient> recipients;
    OutboxState state = OutboxState::Queued;
    int attempts = 0;
    QDateTime created;
    QDateTime nextTry;            //!< invalid: at once
    qint64 size = 0;
    Error lastError = {};         //!< meaningful where hasError
    bool hasError = false;
    SentCopyState sentCopy = SentCopyState::Waiting;
    MessageId original = {};      //!< the message that was answered or forwarded
    bool isForward = false;
    Hold hold = Hold::None;
    QDateTime heldUntil = {};     //!< while Held, and after it (to say that it went late)
    SubmissionOptions options = {};
    Uncertainty uncertainty = {}; //!< of the last hand-over that began; counts while Uncertain
};

} // namespace golub
