// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Outbox.h"

#include <array>

namespace golub {

QString outboxStateName(OutboxState state)
{
    static constexpr std::array Names { "queued", "claimed", "sending", "uncertain", "accepted", "refused", "cancelled", "held" };
    return QString::fromLatin1(Names.at(static_cast<std::size_t>(state)));
}

} // namespace golub
