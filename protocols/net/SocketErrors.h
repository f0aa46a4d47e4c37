// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QAbstractSocket>

namespace golub::net {

//! How far a connection was when it failed: the same socket error means another thing.
enum class Stage { Connecting, Clear, Handshaking, Encrypted };

//! What a socket's error means for the program and in words that a person can act on. \a words are the library's, for "Details".
Error socketError(QAbstractSocket::SocketError error, Stage stage, const QString &words);

} // namespace golub::net
