// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
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

} // namespace golub::mime
