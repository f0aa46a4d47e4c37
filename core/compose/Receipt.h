// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compose/MessageBuilder.h"
#include "core/mail/Account.h"
#include "core/mime/MessageTree.h"

#include <optional>

//! Reading receipts (message disposition notifications, RFC 8098): whether a message may be answered with one, and the answer.
namespace golub::compose {

//! The wish of a message for a receipt.
struct ReceiptRequest {
    QList<Address> to;
    //! Not without asking the reader (RFC 8098 section 2.1): several addresses, or another one than the message came from.
    bool isDoubtful = false;
};

//! Nothing where \a raw does not ask, or must not be answered: mail of lists and machines, reports, and wishes with requirements that nobody here
//! knows. Whether it is one's own mail is for the caller to say.
std::optional<ReceiptRequest> receiptRequest(const QByteArray &raw, const mime::MessageTree &tree);

//! "It was displayed", from the identity that \a raw was written to; its envelope has no sender, so that nothing answers it. \a automatic: by the
//! account's rule, without a question. NotFound where receiptRequest() gives nothing.
Result<BuiltMessage> buildReceipt(const QByteArray &raw, const Account &account, bool automatic, const BuildContext &context);

} // namespace golub::compose
