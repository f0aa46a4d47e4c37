// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Invitation.h"

#include <QLocale>

namespace golub::ui {

//! What an invitation says, for the reader: what, when, where and who, a line each. Times are this computer's; where the invitation names
//! another zone, its own follow.
QString invitationText(const Invitation &invitation, const QDateTime &now, const QLocale &locale);
//! "Tuesday, 24 November 2026, 10:00–11:30". Empty where nothing is said.
QString invitationTime(const Invitation &invitation, const QDateTime &now, const QLocale &locale);

} // namespace golub::ui
