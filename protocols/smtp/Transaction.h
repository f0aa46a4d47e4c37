// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/smtp/Engine.h"

namespace golub::smtp {

//! One message on its way (part of the Engine).
struct Engine::Transaction {
    Submission submission;
    Path from;
    QList<Path> to;
    QList<OutboxRecipient> recipients;
    Command::MailParameters parameters;
    qsizetype nextRecipient = 0;
    bool begun = false;              // MAIL was sent
    DotStuffer stuffer;
    qsizetype contentSent = 0;       // bytes of submission.message handed over
};

} // namespace golub::smtp
