// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

//! Reports that mail systems send about messages (multipart/report, RFC 6522), read into facts.
namespace golub::mime {

//! What became of one recipient (RFC 3464 section 2.3).
struct RecipientStatus {
    QString originalRecipient;    //!< the address, without its type
    QString finalRecipient;
    QByteArray action;            //!< lower case: "failed", "delayed", "delivered", "relayed", "expanded"; others as they stand
    QByteArray status;            //!< "5.1.1"; empty where there is no such number
    QString remoteMta;
    QString diagnosticCode;       //!< what the other server said, without its type
    QDateTime lastAttempt;
    QDateTime willRetryUntil;
    //! True for what will not be tried again: failed, or a status of class 5 where no action stands.
    bool isFailure() const;
};

//! A delivery status notification.
struct DeliveryReport {
    QString reportingMta;
    QString envelopeId;           //!< Original-Envelope-Id
    QDateTime arrival;
    QList<RecipientStatus> recipients;
    QString originalMessageId;    //!< of the message or header that came back with it; without angle brackets
};
//! Of the first message/delivery-status (or message/global-delivery-status) in \a tree; nothing where there is none.
std::optional<DeliveryReport> deliveryReport(QByteArrayView raw, const MessageTree &tree);

//! A message disposition notification (RFC 8098): somebody's client says what happened to a mail.
struct DispositionReport {
    QString reportingAgent;
    QString originalRecipient;
    QString finalRecipient;
    QString originalMessageId;    //!< without angle brackets
    QByteArray actionMode;        //!< "manual-action" or "automatic-action"
    QByteArray sendingMode;       //!< "mdn-sent-manually" or "mdn-sent-automatically"
    QByteArray disposition;       //!< "displayed", "deleted", "dispatched", "processed", …
    QList<QByteArray> modifiers;  //!< "error", …
};
std::optional<DispositionReport> dispositionReport(QByteArrayView raw, const MessageTree &tree);

//! Of the message that a report brought back, whole or as its header alone; empty where there is none.
Envelope returnedEnvelope(QByteArrayView raw, const MessageTree &tree);

//! An abuse report (RFC 5965).
struct FeedbackReport {
    QByteArray feedbackType;      //!< lower case: "abuse", "fraud", …
    QString userAgent;
    QString originalMailFrom;
    QString sourceIp;
    QString arrivalDate;
    QString originalMessageId;
};
std::optional<FeedbackReport> feedbackReport(QByteArrayView raw, const MessageTree &tree);

} // namespace golub::mime
