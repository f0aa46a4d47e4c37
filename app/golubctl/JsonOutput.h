// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/MailReport.h"
#include "core/mail/Account.h"
#include "core/mail/ConnectionStep.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Message.h"
#include "core/mail/Operation.h"
#include "core/mail/Outbox.h"
#include "core/service/Activity.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

//! What golubctl prints with --json, in one place.
namespace golub::ctl {

//! One text for the person: what is known of this very refusal, in place of the general words for its kind (which may say the opposite).
QString sentenceOf(const Error &error);
//! "The server answered: 535 5.7.8 …", empty where it said nothing.
QString replyOf(const Error &error);
QJsonObject toJson(const Error &error);
QJsonObject toJson(const ServerReply &reply);
QJsonObject toJson(const Mailbox &mailbox, const QString &accountName);
QJsonObject toJson(const MessageSummary &message);
QJsonObject toJson(const Operation &operation);
QJsonObject toJson(const OutboxEntry &entry);
QJsonArray toJson(const QList<DeliveryNews> &news);
QJsonObject toJson(const ConnectionStep &step);
QJsonObject toJson(const service::MailboxSyncReport &report);
//! "tls+scram", "clear+password": how a sign-in is protected.
QString strengthName(const SignInStrength &strength);
std::optional<SignInStrength> strengthFrom(const QString &name);
//! "2026-05-03T12:05:00Z", or null where invalid.
QJsonValue toJson(const QDateTime &time);
//! Opaque to the caller: what `list --after` takes.
QString cursorText(const MessageSummary &message);
//! Null on anything but such a text.
ListCursor cursorFromText(const QString &text);

template<class List>
QJsonArray toJsonArray(const List &list)
{
    QJsonArray array;
    for (const auto &item : list)
        array.append(toJson(item));
    return array;
}

} // namespace golub::ctl
