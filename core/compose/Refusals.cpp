// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/Refusals.h"

#include <algorithm>

namespace golub::compose {

bool soundsTemporary(const ServerReply &reply)
{
    if (reply.code < 500 || reply.code > 599)
        return false;
    // RFC 3463 section 3.2: X.1.n is about an address, however friendly the words are.
    const auto says = [&](QLatin1StringView words) { return reply.text.contains(words, Qt::CaseInsensitive); };
    if (reply.enhanced.startsWith(u"5.1.") || says(QLatin1StringView("does not exist")) || says(QLatin1StringView("unknown user")))
        return false;
    if (reply.enhanced == u"5.5.0" && says(QLatin1StringView("unavailable")) && !says(QLatin1StringView("mailbox")))
        return true;
    return says(QLatin1StringView("try again later")) || says(QLatin1StringView("try later")) || says(QLatin1StringView("temporar"));
}

SubmissionReport withoutLies(SubmissionReport report)
{
    bool lied = false;
    for (OutboxRecipient &recipient : report.recipients) {
        if (recipient.state != RecipientState::Refused || !soundsTemporary(recipient.reply))
            continue;
        recipient.state = RecipientState::Pending;
        lied = true;
    }
    if (report.error && report.error->kind == ErrorKind::ServerRefused && (lied || soundsTemporary(report.error->reply)))
        report.error = Error::of(ErrorKind::ServerTemporary, report.error->detail, report.error->reply);
    return report;
}

bool nobodyIsLeft(const SubmissionReport &report)
{
    const auto refused = [](const OutboxRecipient &recipient) { return recipient.state == RecipientState::Refused; };
    return !report.recipients.isEmpty() && std::all_of(report.recipients.begin(), report.recipients.end(), refused);
}

} // namespace golub::compose
