// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Invitation.h"
#include "core/mime/MessageTree.h"

#include <QStringView>

#include <optional>

namespace golub::mime {

//! The first event of a calendar (RFC 5545), of which at most 256 KiB are read. Nothing where there is no event in it. Zones are those that the
//! system knows by their names, or by the names that Windows has for them; what VTIMEZONE says is not computed. Linear.
std::optional<Invitation> readCalendar(QStringView calendar);

//! The same of the message's calendar part, if it has one.
std::optional<Invitation> readInvitation(QByteArrayView raw, const MessageTree &tree);

} // namespace golub::mime
