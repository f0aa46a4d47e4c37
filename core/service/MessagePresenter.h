// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/service/MessageView.h"
#include "core/store/PartialBody.h"

namespace golub::service {

//! Makes a raw message ready to be shown. \a charset: the one the reader chose; empty for what the message says. Pure: runs in the pool.
MessageView present(const MessageSummary &summary, const QByteArray &raw, const QByteArray &charset = {});

//! The same of a message that is here in part.
MessageView presentPartial(const MessageSummary &summary, const store::PartialBody &partial, const QByteArray &charset = {});

//! The decoded content of one part (AttachmentView::part). NotFound.
Result<QByteArray> partContent(const QByteArray &raw, int part);

} // namespace golub::service
