// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Operation.h"

#include <array>

namespace golub {

QString operationKindName(OperationKind kind)
{
    static constexpr std::array Names { "flags", "move", "copy", "expunge", "append", "create-mailbox", "replace" };
    return QString::fromLatin1(Names.at(static_cast<std::size_t>(kind)));
}

QString operationStateName(OperationState state)
{
    static constexpr std::array Names { "pending", "running", "done", "failed", "cancelled" };
    return QString::fromLatin1(Names.at(static_cast<std::size_t>(state)));
}

} // namespace golub
