// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

//! Every limit on what comes from outside, in one place; each has a test at n and at n+1. Sizes are bytes.
namespace golub::limits {

// wire
inline constexpr qsizetype LineLength = 64 * 1024;           //!< one protocol line without its CRLF
inline constexpr qsizetype ImapLineLength = 16 * 1024 * 1024; //!< one IMAP response outside literals: SEARCH names every UID in one line
inline constexpr int ImapValues = 500'000;                   //!< atoms, strings and lists of one IMAP response
inline constexpr qsizetype ImapUidRanges = 4'000'000;        //!< ranges of a set of UIDs that one request gathers
inline constexpr qint64 ImapUnasked = 1'000'000;             //!< IMAP responses in a row that nothing asked for
inline constexpr int ImapUidMap = 100'000;                   //!< pairs of one COPYUID
inline constexpr qint64 LiteralLength = 256LL * 1024 * 1024; //!< one literal, which is one message or part at most
inline constexpr int ListDepth = 64;                         //!< nested parentheses in an IMAP response
inline constexpr qsizetype ReplyLines = 512;                 //!< lines of one multi-line SMTP reply
inline constexpr qint64 MaildropMessages = 1'000'000;        //!< lines of a POP3 UIDL or LIST answer
inline constexpr qsizetype SaslChallenge = 64 * 1024;        //!< one base64 challenge
inline constexpr quint32 ScramIterations = 1'000'000;        //!< more would stall the sign-in
inline constexpr quint32 ScramIterationsMin = 4'096;         //!< fewer would make the password cheap to guess (RFC 7677 section 4)
inline constexpr int MailboxCount = 100'000;                 //!< mailboxes of one account

// MIME
inline constexpr int MimeDepth = 64;
inline constexpr int MimeParts = 10'000;
inline constexpr int HeaderFields = 2'000;
inline constexpr qsizetype HeaderBytes = 256 * 1024;         //!< one header section
inline constexpr int AddressesPerField = 10'000;
inline constexpr int ParametersPerField = 200;

// HTML (what QTextDocument survives, measured)
inline constexpr qsizetype HtmlBytes = 2 * 1024 * 1024;
inline constexpr qsizetype HtmlSourceBytes = 16 * 1024 * 1024; //!< what is looked at, pictures inside ("data:") included
inline constexpr qsizetype HtmlDataBytes = 8 * 1024 * 1024;    //!< those pictures together
inline constexpr int HtmlOpenTags = 512;                       //!< nesting that the tree builder gets to see
inline constexpr int HtmlTableDepth = 6;
inline constexpr int HtmlElementDepth = 80;
inline constexpr int HtmlNodes = 50'000;
inline constexpr int HtmlTableCells = 20'000;                  //!< rows × columns of all tables together
inline constexpr int HtmlTableRows = 2'000;
inline constexpr int HtmlImages = 500;
inline constexpr int HtmlTextLines = 30'000;                   //!< of a plain text that is shown
inline constexpr qsizetype HtmlStyleBytes = 64 * 1024;
inline constexpr int HtmlWordLength = 1'000;
inline constexpr int HtmlSpan = 200;

// windows
inline constexpr int WindowRows = 500;                       //!< rows that a reader window may ask for at once

// search
inline constexpr qsizetype SearchText = 4'000;               //!< characters of a search as typed
inline constexpr int SearchTerms = 64;                       //!< words and phrases of one search
inline constexpr qsizetype IndexedText = 1024 * 1024;        //!< characters of one message's text that go into the index

} // namespace golub::limits
