// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/pop3/Engine.h"
#include "tests/support/Transcript.h"

#include <functional>

namespace golub::pop3::test {

//! Plays a transcript with the engine. Words to the test (see Transcript.h), before the first line where they are settings:
//!   @security tls|starttls|none   (starttls where not said)     @allow-cleartext
//!   @auth auto|plain|login|cram-md5|scram-sha-1|scram-sha-256|apop   @user, @password, @nonce text
//!   @do stat|list|retr N|top N LINES|dele N|rset|noop|quit      hands a request to the engine
//!   @expect ok|<kind>         how the next request ends, in their order (@any-order: as they are answered)
//!   @listed 1=uid:size 2=…    the last list     @stat count octets     @message text with \r\n   the last message
//!   @mechanism name           what signed in    @closed normal|<kind>  how the session ends
//!   @error text               is part of the last error's text, detail or reply
struct Play {
    void run(const golub::test::Transcript &transcript, qsizetype chunk);

    bool anyOrder = false;
    Options options;
    QList<QByteArray> events;
    QList<std::pair<quint64, Result<Answer>>> answers;
    bool closed = false;
    std::optional<Error> closeReason;
    QByteArray logged;
    QByteArray mechanism;
    Capabilities capabilities;
};

//! Plays it at every chunk size; the last play is returned.
Play playAll(const golub::test::Transcript &transcript, const std::function<void(Play &)> &prepare = {});
inline Play playAll(const std::string &transcript, const std::function<void(Play &)> &prepare = {})
{
    return playAll(golub::test::Transcript::parse(QByteArray::fromStdString(transcript), QStringLiteral("here")), prepare);
}

} // namespace golub::pop3::test
