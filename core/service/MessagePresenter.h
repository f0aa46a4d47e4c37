// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/service/MessageView.h"
#include "core/store/PartialBody.h"

namespace golub::service {

struct PresentOptions {
    QByteArray charset = {};      //!< the one the reader chose; empty for what the message says
    bool remotePictures = false;  //!< leave room for them: they are asked for
};

//! Makes a raw message ready to be shown. Pure: runs in the pool.
MessageView present(const MessageSummary &summary, const QByteArray &raw, const PresentOptions &options = {});

//! The same of a message that is here in part.
MessageView presentPartial(const MessageSummary &summary, const store::PartialBody &partial, const PresentOptions &options = {});

//! \a view, for which room was left, with the pictures that came (by id).
MessageView withPictures(MessageView view, const QHash<QString, QByteArray> &pictures);

//! The decoded content of one part (AttachmentView::part). NotFound.
Result<QByteArray> partContent(const QByteArray &raw, int part);

} // namespace golub::service
