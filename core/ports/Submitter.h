// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Outbox.h"
#include "core/mail/SubmissionOptions.h"
#include "core/ports/RemoteStore.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>

namespace golub {

struct Submission {
    QString envelopeFrom;
    QStringList recipients;          //!< addr-specs, each once
    QByteArray message;              //!< RFC 5322, CRLF only, without Bcc; not dot-stuffed
    SubmissionOptions options = {};
    //! The same message in 7 bits and lines of at most 998 bytes, for servers that take nothing else. Not set: sent as it is.
    std::function<Result<QByteArray>()> sevenBit = {};
    bool withoutChunking = false;    //!< DATA even where the server offers BDAT: see SubmissionReport::chunkingRefused
};

//! How a submission ended. Exactly one of: accepted; refused for good or for now (error says which); unknown (ErrorKind::UnknownDelivery).
struct SubmissionReport {
    bool accepted = false;           //!< the server took responsibility for every recipient that is Accepted
    QList<OutboxRecipient> recipients;
    ServerReply finalReply = {};     //!< the answer to the end of data
    std::optional<Error> error = {}; //!< set where not accepted
    HandoverEnd end = HandoverEnd::Lost; //!< what made it unknown, for ErrorKind::UnknownDelivery
    bool chunkingRefused = false;    //!< the server offers CHUNKING and cannot do it: try again at once without
    bool connectionSpent = false;    //!< no further message goes over this connection: it is closed, or the server takes no more (LIMITS MAILMAX)
};

//! Hands messages to a submission server (RFC 6409). One object is one connection: made closed, may submit several messages in turn.
class Submitter
{
public:
    virtual ~Submitter() = default;

    //! Called once, before the first byte of the message leaves, with what the server has said of each recipient: it makes "sending" durable.
    //! Where message and envelope go in one flight nobody was answered for yet. If it returns an error, the transaction is aborted with that
    //! error and nothing is sent.
    using BeforeData = std::function<Outcome(const QList<OutboxRecipient> &recipients)>;
    virtual void submit(const Submission &submission, BeforeData beforeData, std::function<void(SubmissionReport)> done) = 0;
    //! What the server offered once the connection was secured and signed in (the lines of its answer to EHLO); empty before that, or where it
    //! knows no EHLO.
    virtual QStringList capabilities() const { return {}; }
    //! QUIT without waiting for more than its answer.
    virtual void close() = 0;
    virtual WireStatistics statistics() const = 0;
};

} // namespace golub
