// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace golub {

//! One limit of a quota root (RFC 9208).
struct QuotaResource {
    QString root = {};
    QString name = {};               //!< "STORAGE", "MESSAGE", …
    qint64 used = 0;                 //!< STORAGE in bytes
    qint64 limit = 0;
    bool operator==(const QuotaResource &) const = default;
    bool isNearlyFull() const { return limit > 0 && used >= limit - limit / 10; }
};

} // namespace golub
