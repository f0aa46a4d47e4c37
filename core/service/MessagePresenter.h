// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/service/MessageView.h"

namespace golub::service {

//! Makes a raw message ready to be shown. Pure: runs in the pool.
MessageView present(const MessageSummary &summary, const QByteArray &raw);

//! The decoded content of one part (AttachmentView::part). NotFound.
Result<QByteArray> partContent(const QByteArray &raw, int part);

} // namespace golub::service
