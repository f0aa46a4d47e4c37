// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QtGlobal>

#include <compare>

namespace golub {

//! A row id of the store with a type of its own, so that a mailbox's id is never taken for a message's. 0 is "none".
template<class Tag>
struct Id {
    qint64 value = 0;
    bool isValid() const { return value > 0; }
    auto operator<=>(const Id &) const = default;
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return ::qHash(id.value, seed); }
};

using AccountId = Id<struct AccountTag>;
using IdentityId = Id<struct IdentityTag>;
using MailboxId = Id<struct MailboxTag>;
using MessageId = Id<struct MessageTag>; //!< a message in one mailbox; the header field is always called messageIdHeader
using OperationId = Id<struct OperationTag>;
using OutboxId = Id<struct OutboxTag>;
using DraftId = Id<struct DraftTag>;

} // namespace golub

Q_DECLARE_METATYPE(golub::AccountId)
Q_DECLARE_METATYPE(golub::MailboxId)
Q_DECLARE_METATYPE(golub::MessageId)
Q_DECLARE_METATYPE(golub::OutboxId)
Q_DECLARE_METATYPE(golub::DraftId)
Q_DECLARE_METATYPE(golub::OperationId)
