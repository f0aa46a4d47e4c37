// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QByteArray>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

//! What an engine wants done. Engines know no socket, clock or QObject: bytes go in by receive(), effects come out by takeEffects().
//! The state settles first, the effects are drained after, so nothing re-enters.
namespace golub::wire {

//! Write these bytes. Where logText is set, the protocol log shows it instead (secrets are redacted by the engine, which knows them).
struct Send {
    QByteArray bytes;
    bool secret = false;             //!< carries a secret: never before TLS unless the settings allow cleartext (a fuzzer's invariant)
    std::optional<QByteArray> logText = {};
};

//! Begin TLS now. The driver refuses where bytes are pending, and calls tlsEstablished() when the handshake is done.
struct StartTls { };

//! From here on both directions are compressed (COMPRESS=DEFLATE, RFC 4978). \a rest came behind the answer that said so: it is compressed too.
struct StartCompression {
    QByteArray rest = {};
};

//! Call deadlineExpired() unless another SetDeadline comes first; none cancels.
struct SetDeadline {
    std::optional<std::chrono::milliseconds> in;
};

//! Close the connection; nothing is sent any more. \a why is none for a normal end.
struct Close {
    std::optional<Error> why = {};
};

//! An engine E has: using Event = std::variant<…>; void connected(bool tls); void receive(QByteArrayView); void tlsEstablished();
//! void deadlineExpired(); void connectionLost(const Error &); std::vector<Effect<Event>> takeEffects();
template<class Event>
using Effect = std::variant<Send, StartTls, StartCompression, SetDeadline, Close, Event>;

template<class Event>
using Effects = std::vector<Effect<Event>>;

} // namespace golub::wire
