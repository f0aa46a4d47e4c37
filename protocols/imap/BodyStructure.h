// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Value.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>
#include <vector>

namespace golub::imap {

//! An address of an ENVELOPE (RFC 9051 section 7.5.2), bytes as sent: encoded words are not decoded here.
struct RawAddress {
    QByteArray name;
    QByteArray mailbox;
    QByteArray host;                 //!< empty: a group's start (mailbox is its name) or end (mailbox empty)
};

struct RawEnvelope {
    QByteArray date;
    QByteArray subject;
    QList<RawAddress> from, sender, replyTo, to, cc, bcc;
    QByteArray inReplyTo;
    QByteArray messageId;
};

//! A part as BODY or BODYSTRUCTURE describes it.
struct BodyPart {
    struct Parameter {
        QByteArray name;             //!< lower case
        QByteArray value;            //!< as sent
    };
    QByteArray type;                 //!< lower case; "multipart" where there are parts
    QByteArray subtype;              //!< lower case
    QList<Parameter> parameters;
    QByteArray id;
    QByteArray description;
    QByteArray encoding;             //!< lower case
    qint64 size = 0;                 //!< octets as encoded; an estimate
    QByteArray disposition;          //!< lower case, empty where there is none
    QList<Parameter> dispositionParameters;
    std::optional<RawEnvelope> envelope; //!< of message/rfc822
    std::vector<BodyPart> parts;     //!< of a multipart; of message/rfc822 the one message

    bool isMultipart() const { return type == "multipart"; }
    //! The file name of disposition or type, RFC 2231 and encoded words not decoded; empty where there is none.
    QByteArray fileName() const;
};

//! Tolerant: what is missing or of the wrong kind stays empty. Never fails, never recurses.
RawEnvelope readEnvelope(const Value &value);
BodyPart readBodyStructure(const Value &value);

//! True where a part is something to save or open: it has disposition attachment or a file name, or is no text, and is neither the
//! message's text (nor an alternative of it) nor an image inside multipart/related that the text shows.
bool hasAttachments(const BodyPart &root);

} // namespace golub::imap
