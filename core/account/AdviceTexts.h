// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace golub::account {

//! What a row of resources/advice.json explains, translated: what the refusal means, and what to do. %1 is \a server (a provider or host), %2 the
//! \a address. Empty for an id that is not known.
QString adviceText(const QString &id, const QString &server, const QString &address);

} // namespace golub::account
