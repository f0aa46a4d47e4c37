// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"
#include "core/mail/Mailbox.h"

#include <QStringList>

namespace golub::store {

//! Server settings and lists as JSON columns: they are read and written whole, never searched.
QString settingsText(const ServerSettings &settings);
QString limitsText(const SyncLimits &limits);
SyncLimits limitsOf(const QString &text);
QString oauthText(const OAuthSettings &oauth);
OAuthSettings oauthOf(const QString &text);
QString sendingText(const SendingPreferences &sending);
SendingPreferences sendingOf(const QString &text);
//! MYRIGHTS as bits.
int rightsBits(const MailboxRights &rights);
QString listText(const QStringList &list);
QStringList listOf(const QString &text);

} // namespace golub::store
