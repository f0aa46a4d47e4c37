// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/smtp/Engine.h"

#include <deque>

namespace golub::smtp {

//! One message on its way (part of the Engine).
struct Engine::Transaction {
    //! What the server still owes an answer to, in the order of asking (RFC 2920).
    enum class Awaited : quint8 { Mail, Recipient, Data, EndOfData };

    Submission submission;
    QByteArray content;              // what is sent: the message, or its 7-bit form
    Path from;
    QList<Path> to;
    QList<OutboxRecipient> recipients;
    Command::MailParameters parameters;
    Command::RecipientParameters recipientParameters;
    bool pipelined = false;
    bool chunked = false;            // BDAT instead of DATA
    bool oneFlight = false;          // everything in one group, the content too

    std::deque<Awaited> awaited;
    bool begun = false;              // MAIL was sent
    bool dataAsked = false;          // DATA was sent
    bool dataOpen = false;           // 354 came: whatever is sent next is content
    qsizetype asked = 0;             // RCPT sent
    qsizetype answered = 0;          // RCPT answered
    std::optional<Error> refusal;    // of MAIL or DATA, while answers to what was sent behind it are still due
    bool mailRefused = false;        // it was MAIL
    bool permitted = false;          // the answer to BeforeData was yes
    bool chunkingRefused = false;
    HandoverEnd end = HandoverEnd::Lost; // why nobody knows, where nobody does
    DotStuffer stuffer;
    qsizetype contentSent = 0;       // bytes of content handed over

    //! Those that this transaction may name at all (LIMITS); the others wait for the next.
    qsizetype namedRecipients = 0;
    bool anyAccepted() const;
    std::chrono::milliseconds patience() const; //!< for the next answer (RFC 5321 section 4.5.3.2)
};

//! A refusal as an error.
Error refusalOf(const Reply &reply);

} // namespace golub::smtp
