// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Message.h"

#include <QList>

namespace golub::ui {

//! What the desktop says of new mail: plain text, strangers' words made safe.
struct NewMailText {
    QString title;
    QString text;                 //!< at most three lines
};

//! One message: who wrote it, and what about. Several: how many, and the newest three.
NewMailText newMailText(const QList<MessageSummary> &messages);

} // namespace golub::ui
