// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Draft.h"

#include <QByteArray>

namespace golub::compose {

//! A message to be edited again: recipients (Bcc too), subject, threading, text, HTML and attachments; no id, no account.
Draft draftFromMessage(const QByteArray &raw);

} // namespace golub::compose
