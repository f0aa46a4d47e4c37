// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace golub::sasl {

//! SASLprep (RFC 4013) as UTF-8, for queries: characters newer than Unicode 3.2 pass. InvalidInput for controls and mixed directions.
Result<QByteArray> saslPrep(const QString &text);
//! A password for SCRAM: prepared where it is UTF-8, as it is where it is not (somebody set it in another encoding).
Result<QByteArray> preparedPassword(const QByteArray &password);

} // namespace golub::sasl
