// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/MailReport.h"
#include "core/mime/MessageTree.h"

#include <optional>

namespace golub::mime {

//! What a message reports on another one: a delivery status notification, a reading receipt, or a bounce in a server's own words (BounceForms.h).
//! Nothing for any other message, also for one that merely quotes or attaches a report. Linear; at most 100 recipients.
std::optional<MailReport> mailReport(QByteArrayView raw, const MessageTree &tree);

//! "5.1.1" in what a server said: the enhanced status code (RFC 3463), empty where there is none.
QString enhancedStatusIn(const QString &words);

} // namespace golub::mime
