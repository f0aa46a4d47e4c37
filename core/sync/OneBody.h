// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"

namespace golub::sync {

//! Fetches the body of one message that somebody waits for. NotFound where the server does not send it.
void fetchOneBody(RemoteStore &remote, store::MessageStore &store, const Clock &clock, MessageId id, Done<void> done);

//! What somebody hears who opens a message over limits::LiteralLength; \a size 0: not known.
Error tooLargeToFetch(qint64 size);

} // namespace golub::sync
