// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Operation.h"
#include "core/mail/Outbox.h"

#include <QDateTime>
#include <QString>

namespace golub::ui {

//! "Waiting", "Being sent", "Not sent", "Sent?" …
QString outboxStateText(const OutboxEntry &entry);
//! State, the server's answer and the next try in one line.
QString outboxSummary(const OutboxEntry &entry, const QDateTime &now);
//! Refused or uncertain: nothing goes on without the user's word.
bool outboxNeedsUser(const OutboxEntry &entry);
//! Accepted for some and refused for others.
bool outboxPartlySent(const OutboxEntry &entry);
//! The server's answer as it came: "550 5.1.1 No such user here".
QString replyText(const ServerReply &reply);
QString recipientStateText(RecipientState state);
//! "Move 3 messages", "Mark 1 message" …
QString operationText(const Operation &operation);

} // namespace golub::ui
