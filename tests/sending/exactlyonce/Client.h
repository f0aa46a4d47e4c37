// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace golub::once {

//! One life of the program: it opens the profile, asks the person about what is uncertain, queues a message, sends what is due, and ends.
struct Life {
    std::string profile;
    int port = 0;
    bool tls = false;
    std::string caFile;
    std::string subject;                   //!< of the message to queue; empty: none
    std::vector<std::string> recipients;
    std::size_t bytes = 0;                 //!< of its text
    int tell = -1;                         //!< "queued SUBJECT", "uncertain SUBJECT recipient recipient…", "left COUNT"
    int hear = -1;                         //!< the answer to "uncertain": s (sent), u (unsent) or w (wait)
};

//! In a process of its own; the exit status is 0 where nothing went wrong in itself.
int live(const Life &life);

} // namespace golub::once
