// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace golub::wire {

//! What the log shows in the place of a secret.
inline constexpr QByteArrayView Redacted = "<redacted>";

//! One line of a server's words, safe to show: no controls, no bidi overrides, bounded (core/base/TextSafety.h).
QString safeText(QByteArrayView bytes);
//! The same for the protocol log: UTF-8, at most 1000 characters.
QByteArray safeLogText(QByteArrayView bytes);
//! True where \a bytes hold CR, LF or NUL: such bytes never become part of a command.
bool breaksLines(QByteArrayView bytes);
//! ASCII comparison without regard to case.
bool sameKeyword(QByteArrayView a, QByteArrayView b);
//! Cuts at blanks and tabs; empty pieces are left out.
QList<QByteArray> words(QByteArrayView line);

} // namespace golub::wire
