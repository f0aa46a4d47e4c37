// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/ProtocolLine.h"

namespace golub {

//! Takes the lines of all sessions, in the thread of the sessions.
class ProtocolLogSink
{
public:
    virtual ~ProtocolLogSink() = default;
    virtual void record(const ProtocolLine &line) = 0;
};

} // namespace golub
