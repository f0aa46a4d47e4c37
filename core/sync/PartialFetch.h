// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"
#include "core/store/PartialBody.h"
#include "core/sync/AccountWorker.h"

#include <optional>

namespace golub::sync {

//! A message up to so many bytes comes whole in any case: asking for its structure first would cost a round trip more than it spares.
inline constexpr qint64 SmallMessage = 256 * 1024;

//! Brings what fetch.extent says of one message of an IMAP mailbox into the store. What cannot be had in parts comes whole. \a remote must
//! outlive the call, or be destroyed together with what \a done refers to.
void fetchMessage(RemoteStore &remote, store::MessageStore &store, const Clock &clock, const Fetch &fetch, Done<void> done);

//! Which parts of a message are worth bringing to read it, and how the rest is put together. Pure.
struct PartialPlan {
    bool whole = false;                   //!< parts would spare nothing, or could not be put together
    QByteArrayList sections = {};         //!< to be asked for; "HEADER" is the first
    QList<bool> isBody = {};              //!< of each part: its content is among the sections
};
PartialPlan planPartial(const QList<RemotePart> &parts, qint64 messageSize);
//! The message of the same structure, in which the parts that were not asked for are empty; nothing where that does not read as \a parts.
std::optional<store::PartialBody> assemblePartial(const QList<RemotePart> &parts, const PartialPlan &plan, const QByteArrayList &content);

} // namespace golub::sync
