// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/MessageTable.h"

#include <QByteArray>

namespace golub::sync {

//! What lists and the index need of a raw message: envelope, attachments, preview and text. Pure; any thread.
store::MessageText analyze(const QByteArray &raw);

} // namespace golub::sync
