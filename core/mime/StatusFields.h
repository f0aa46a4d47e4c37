// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageContent.h"

namespace golub::mime {

//! The groups of fields in a message/delivery-status (RFC 3464: the first about the message, one for each recipient behind it), or the one
//! group of a message/disposition-notification (RFC 8098) or message/feedback-report (RFC 5965). Empty groups do not count.
QList<QList<HeaderField>> readStatusGroups(QByteArrayView content);

} // namespace golub::mime
