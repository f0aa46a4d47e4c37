// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace golub::account {

//! True for a hint that resources/providers.json may name.
bool isProviderHint(const QString &id);
//! What a hint says to the person who sets up an account, translated; empty for an unknown one.
QString providerHint(const QString &id, const QString &providerName);

} // namespace golub::account
