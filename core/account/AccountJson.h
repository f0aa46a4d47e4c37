// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Account.h"
#include "core/mail/Draft.h"
#include "core/mail/SubmissionOptions.h"

#include <QJsonObject>
#include <QStringList>

namespace golub::account {

//! The account file of golubctl. InvalidInput names the field that is wrong. Unknown fields are refused, a "password" field with the hint
//! that secrets do not belong into files.
Result<Account> accountFromJson(const QJsonObject &json);
QJsonObject accountToJson(const Account &account);
//! The draft file of golubctl send.
Result<Draft> draftFromJson(const QJsonObject &json);
//! What the same file asks of the server: "notify": ["success", "failure", "delay"] or "never", "return_full": true, "require_tls": true,
//! "deliver_by": seconds.
Result<SubmissionOptions> submissionFromJson(const QJsonObject &json);

//! What is wrong with settings before any connection, translated; empty if nothing: missing host, port 0, cleartext to a host that is not
//! loopback without permission, address without domain, no identity.
QStringList problemsOf(const Account &account);

} // namespace golub::account
