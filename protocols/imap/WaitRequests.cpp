// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/WaitRequests.h"

namespace golub::imap {

void IdleRequest::wait()
{
    m_begin([this](quint64 id) { m_id = id; });
    if (m_id == 0)
        finish({});
}

void IdleRequest::ended(quint64 id, const Result<Status> &result)
{
    if (id != m_id || m_id == 0)
        return;
    if (result)
        finish({});
    else
        fail(result.error());
}

void WatchRequest::start()
{
    if (!host().capabilities().has("NOTIFY"))
        return wait();
    Command command("NOTIFY SET STATUS");
    // RFC 5465 section 5: the selected mailbox is not among the others, and must be named.
    command.open().word("SELECTED (MessageNew MessageExpunge FlagChange)").close().open();
    if (m_mailboxes.isEmpty()) {
        command.word("PERSONAL");
    } else {
        command.word("MAILBOXES").open();
        for (const MailboxName &mailbox : std::as_const(m_mailboxes))
            command.mailbox(mailbox);
        command.close();
    }
    command.word("(MessageNew MessageExpunge FlagChange MailboxName)").close();
    m_set(true); // the counts come before the tagged answer
    run(std::move(command), [this](const Result<Status> &result) {
        if (!result && closesSession(result.error().kind))
            return fail(result.error());
        // Refused ([BADEVENT], too many mailboxes): the selected one is better than none.
        if (!result) {
            m_set(false);
            host().distrust("NOTIFY");
        }
        wait();
    });
}

} // namespace golub::imap
