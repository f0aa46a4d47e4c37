// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/smtp/Engine.h"
#include "tests/support/Transcript.h"

namespace golub::smtp::test {

//! Plays a transcript with the engine. Words to the test (see Transcript.h), before the first line where they are settings:
//!   @security tls|starttls|none   (starttls where not said)     @allow-cleartext
//!   @auth auto|none|plain|login|cram-md5|scram-sha-1|scram-sha-256     @user, @password, @nonce text
//!   @window bytes             content window
//!   @from, @to address        the next submission's envelope (ala@example.org to bob@example.net)     @message text with \r\n
//!   @without-chunking         DATA even where the server has BDAT
//!   @submit                   hands it to the engine        @deny        BeforeData is answered with an error from here on
//!   @expect accepted|<kind>   how the next submission ends  @closed normal|<kind>     how the session ends
//!   @recipient address accepted|refused|pending code        @mechanism name           what signed in
//!   @error text               is part of the last error's text, detail or reply     @quit
struct Play {
    void run(const golub::test::Transcript &transcript, qsizetype chunk);

    // The next submission, besides what the transcript says; an empty message is left to it.
    SubmissionOptions submissionOptions;
    QByteArray message;
    std::function<Result<QByteArray>()> sevenBit;

    Options options;
    QList<SubmissionReport> reports;
    QList<QByteArray> events;
    std::optional<Error> closeReason;
    bool closed = false;
    QByteArray logged;
    Capabilities capabilities;
    QByteArray mechanism;
    int permissionsAsked = 0;
};

//! Plays it at every chunk size; the last play is returned.
Play playAll(const golub::test::Transcript &transcript, const std::function<void(Play &)> &prepare = {});
inline Play playAll(const char *transcript) { return playAll(golub::test::Transcript::parse(transcript, QStringLiteral("here"))); }

} // namespace golub::smtp::test
