// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/pop3/Engine.h"

#include <QHash>

namespace golub::pop3 {

//! A request that is being carried out (part of the Engine).
struct Engine::Running {
    quint64 id = 0;
    Request request;
    Step step = Step::Status;
    Answer answer;
    bool usesTop = false;                  // TOP was sent, not RETR
    bool uidlSent = false;                 // UIDL went together with LIST
    std::optional<Error> listError;        // of LIST, while the answer to UIDL is still due
    qint64 lines = 0;                      // of the current multi-line answer
    QHash<quint32, qsizetype> positions;   // number → index in answer.messages
};

} // namespace golub::pop3
