// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/MailReport.h"

namespace golub::compose {

//! Why a message was not delivered, and what to do, in plain words: by the enhanced status code (RFC 3463, RFC 7505, RFC 7372), else by the
//! words of the server. Never empty. Translated.
QString explanationOf(const DeliveryNews &news);

//! \a report with the explanations in its news.
MailReport explained(MailReport report);
QList<DeliveryNews> explained(QList<DeliveryNews> news);

} // namespace golub::compose
