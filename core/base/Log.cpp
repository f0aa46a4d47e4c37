// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Log.h"

namespace golub {
Q_LOGGING_CATEGORY(logStore, "mail.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logSync, "mail.sync", QtInfoMsg)
Q_LOGGING_CATEGORY(logOperations, "mail.operations", QtInfoMsg)
Q_LOGGING_CATEGORY(logOutbox, "mail.outbox", QtInfoMsg)
Q_LOGGING_CATEGORY(logNet, "mail.net", QtInfoMsg)
Q_LOGGING_CATEGORY(logUi, "mail.ui", QtInfoMsg)
} // namespace golub
