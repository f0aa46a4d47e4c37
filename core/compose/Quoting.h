// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"
#include "core/mail/Envelope.h"

#include <QLocale>
#include <QString>
#include <QStringList>
#include <QTimeZone>

namespace golub::compose {

//! "> " before each line, ">" before quoted ones. Long lines stay: format=flowed breaks them with their marks when the message is written.
QString quoteText(const QString &text);
//! Without the author's signature (from the last "-- " line on; only up to an empty line where more follows than a signature) and without the
//! empty lines at both ends.
QString withoutSignature(const QString &text);
//! The signature as it stands in a text: "-- ", line end, text; empty for an empty one.
QString signatureBlock(const Identity &identity);

//! "On 3 May 2026 at 14:05, Jan Kos wrote:" in the user's language.
QString attribution(const Envelope &envelope, const QLocale &locale, const QTimeZone &zone);
//! The lines above a forwarded text: who wrote what when to whom.
QStringList forwardHeader(const Envelope &envelope, const QLocale &locale, const QTimeZone &zone);

} // namespace golub::compose
