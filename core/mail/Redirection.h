// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/mail/Address.h"

#include <QList>

namespace golub {

//! Who sends a message on to whom, as it is.
struct Redirection {
    AccountId account;            //!< the one that sends
    Address from;
    QList<Address> to;
    QList<Address> cc = {};
    QList<Address> bcc = {};
};

} // namespace golub
