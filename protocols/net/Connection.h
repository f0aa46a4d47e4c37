// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/ports/ProtocolLogSink.h"
#include "protocols/net/Transport.h"

#include <functional>
#include <memory>

namespace golub::net {

//! What an adapter needs to have one connection: handed to its constructor and passed on to its SessionDriver.
struct Connection {
    Endpoint endpoint;
    std::unique_ptr<Transport> transport;  //!< not opened yet; SslTransport in the program, ScriptedTransport in tests
    Clock *clock = nullptr;                //!< not owned, outlives the connection
    ProtocolLogSink *log = nullptr;        //!< not owned, may be null
    QString label = {};                    //!< for the protocol log: "ala@example.org imap imap.example.org:993"
    //! What must be had before connecting (a ticket): calls back later, once, and not after this is gone; may be empty.
    std::function<void(std::function<void()> ready)> prepare = {};
};

} // namespace golub::net
