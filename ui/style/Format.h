// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Address.h"

#include <QColor>
#include <QDateTime>
#include <QLocale>
#include <QString>

class QPainter;
class QRect;

namespace golub::ui {

//! "14:32" or "2:32 pm", as the locale writes it, but never with seconds.
QString shortTime(const QTime &time, const QLocale &locale);
//! For lists: "14:32" today, "Yesterday", "Tue" this week, "3 Mar" this year, "03.03.2019" before.
QString shortDate(const QDateTime &date, const QDateTime &now, const QLocale &locale);
//! For the reader: "Tuesday, 3 March 2026, 14:32", with "today"/"yesterday" where it is so.
QString longDate(const QDateTime &date, const QDateTime &now, const QLocale &locale);
//! "2.3 MB".
QString dataSize(qint64 bytes, const QLocale &locale);
//! "in 5 min", "in 2 h"; "now" where it is past.
QString untilText(const QDateTime &when, const QDateTime &now);

//! One or two letters for a person without a picture.
QString initials(const Address &address);
//! The same colour for the same address, always; white text reads on it.
QColor avatarColor(const Address &address);
void paintAvatar(QPainter *painter, const QRect &rect, const Address &address);

} // namespace golub::ui
