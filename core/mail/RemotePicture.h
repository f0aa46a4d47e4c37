// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace golub {

//! A picture that a message wants from the network.
struct RemotePicture {
    QString id;                   //!< its content id in the message's HTML; made of the address, equal for equal ones
    QString url;                  //!< https, whatever was written
    bool operator==(const RemotePicture &) const = default;
};

} // namespace golub
