// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/OutboxSender.h"
#include "core/service/Activity.h"
#include "core/sync/AccountWorker.h"

#include <memory>
#include <optional>

namespace golub::service {

//! What runs for one account while it is open.
struct AccountRuntime {
    Account account;
    std::unique_ptr<sync::AccountWorker> worker;
    std::unique_ptr<compose::OutboxSender> sender;
    AccountStatus status;
    std::optional<Error> noPassword;         //!< why the password source gave none, for what would only say that it is missing
    std::optional<Error> noOutgoingPassword;
    Secret outgoingToken = {};               //!< as last given to the sender
};

} // namespace golub::service
