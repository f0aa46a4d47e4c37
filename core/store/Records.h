// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"
#include "core/mail/Draft.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Message.h"
#include "core/mail/Operation.h"
#include "core/mail/Outbox.h"
#include "core/store/ServerTable.h"
#include "core/store/sqlite/Database.h"

#include <QList>

#include <optional>

//! Rows of mail.sqlite as values: what the writer's tables and the readers share.
namespace golub::store {

// --- parts of rows
QString keywordsText(const Flags &flags);
Flags flagsOf(qint64 system, const QString &keywords);
QString errorText(const Error &error);
//! Nothing for an empty text.
std::optional<Error> errorOf(const QString &text);
QString replyText(const ServerReply &reply);
ServerReply replyOf(const QString &text);

// --- whole rows
Result<QList<Account>> readAccounts(Database &mail, AccountId id = {});
Result<QList<Mailbox>> readMailboxes(Database &mail, AccountId account = {});
Result<Mailbox> readMailbox(Database &mail, MailboxId id);
//! The columns of a MessageSummary, of the table "m".
#define GOLUB_SUMMARY                                                                                                          \
    "m.id, m.account, m.mailbox, m.uid, m.date_ms, m.sent_ms, m.sent_offset, m.from_name, m.from_address, m.to_display, "        \
    "m.subject, m.flags, m.keywords, m.size, m.thread_id, m.has_attachments, m.has_body, m.preview"
MessageSummary summaryOf(const Statement &row);
Result<QList<MessageSummary>> summariesOf(Statement &rows);
Result<MessageSummary> readSummary(Database &mail, MessageId id);
//! The body's hash; NotFound where the message or its body is not here.
Result<QByteArray> readBodyHash(Database &mail, MessageId id);
Result<QList<Operation>> readOpenOperations(Database &mail, AccountId account = {});
//! The newest \a limit that are Done or Cancelled, oldest first.
Result<QList<Operation>> readFinishedOperations(Database &mail, int limit);
//! Some are Pending or Running; quick, however many there are.
Result<bool> readIsPlaying(Database &mail);
Result<Operation> readOperation(Database &mail, OperationId id);
Result<QList<QuarantinedCapability>> readQuarantine(Database &mail, const QDateTime &now, const QString &host = {}, quint16 port = 0);
Result<ServerRecord> readServer(Database &mail, const QString &host, quint16 port);
Result<QList<QuotaResource>> readQuota(Database &mail, AccountId account);
Result<QList<OutboxEntry>> readOutbox(Database &mail);
Result<OutboxEntry> readOutboxEntry(Database &mail, OutboxId id);
Result<QList<Draft>> readDrafts(Database &mail, Database &bodies, DraftId id = {});
Result<QList<Address>> completeAddress(Database &mail, const QString &prefix, int limit);

} // namespace golub::store
