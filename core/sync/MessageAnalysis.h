// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/MessageTable.h"

#include <QByteArray>

namespace golub::sync {

//! What lists and the index need of a raw message: envelope, attachments, preview and text. Pure; any thread.
store::MessageText analyze(const QByteArray &raw);
//! The same without what only the index needs (text and attachment names): for mail that is not indexed, or not yet.
store::MessageText analyzeForList(const QByteArray &raw);

} // namespace golub::sync
