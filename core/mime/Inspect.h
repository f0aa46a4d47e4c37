// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace golub {
class AddressList;
}

namespace golub::mime {

//! A message's structure as `golubctl inspect` prints it.
QJsonObject inspect(QByteArrayView raw);
//! An address list as in inspect(): {"name", "address"} or {"group", "members"}.
QJsonArray addressesToJson(const AddressList &addresses);
//! "2026-01-05T09:07:03+01:00"; empty for an invalid date.
QString isoDateText(const QDateTime &date);

} // namespace golub::mime
