// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

//! How long an engine waits, and why. All are generous: a client that gives up early loses or doubles mail.
namespace golub::wire::timeouts {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

//! TCP and the first address: a person is waiting, and a dead host answers to nothing.
inline constexpr milliseconds Connect = seconds(30);
//! The TLS handshake: a few round trips and the peer's arithmetic.
inline constexpr milliseconds TlsHandshake = seconds(60);

// RFC 5321 section 4.5.3.2
inline constexpr milliseconds SmtpGreeting = minutes(5);      //!< 4.5.3.2.1; servers delay it on purpose (greet pause)
inline constexpr milliseconds SmtpCommand = minutes(5);       //!< EHLO, STARTTLS, AUTH, RSET: no figure of their own, MAIL's is taken
inline constexpr milliseconds SmtpMail = minutes(5);          //!< 4.5.3.2.2
inline constexpr milliseconds SmtpRecipient = minutes(5);     //!< 4.5.3.2.3; slow where earlier recipients were refused
inline constexpr milliseconds SmtpData = minutes(2);          //!< 4.5.3.2.4
inline constexpr milliseconds SmtpDataBlock = minutes(3);     //!< 4.5.3.2.5: one block leaving this side
inline constexpr milliseconds SmtpEndOfData = minutes(10);    //!< 4.5.3.2.6: giving up early sends mail twice
inline constexpr milliseconds SmtpQuit = seconds(10);         //!< nothing depends on the answer

// RFC 1939 section 3: a server may end a session after ten minutes of silence, so it may also think that long.
inline constexpr milliseconds Pop3Greeting = minutes(5);
inline constexpr milliseconds Pop3Command = minutes(5);       //!< large maildrops are read at PASS, UIDL and QUIT
inline constexpr milliseconds Pop3Silence = minutes(3);       //!< between two pieces of a long answer

// RFC 9051 section 5.4: not less than 30 minutes for a server's autologout; the client's patience is shorter.
inline constexpr milliseconds ImapGreeting = minutes(2);
inline constexpr milliseconds ImapCommand = minutes(5);       //!< SELECT and SEARCH of huge mailboxes
inline constexpr milliseconds ImapSilence = minutes(3);       //!< between two pieces of a long answer
inline constexpr milliseconds ImapLogout = seconds(10);

} // namespace golub::wire::timeouts
