// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/OneBody.h"

#include "core/base/Limits.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/sync/BodySync.h"

#include <QCoreApplication>

namespace golub::sync {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

} // namespace

Error tooLargeToFetch(qint64 size)
{
    return { ErrorKind::InvalidInput, Text::tr("This message is larger than Golub can take. Open it in the provider's web mail."),
        size > 0 ? QString::number(size) : QString() };
}

void fetchOneBody(RemoteStore &remote, store::MessageStore &store, const Clock &clock, MessageId id, Done<void> done)
{
    const auto summary = store.messages().summary(id);
    const auto mailbox = summary ? store.mailboxes().find(summary->mailbox) : Result<Mailbox>(summary.error());
    if (!mailbox || !summary->uid.isValid()) {
        done(mailbox ? Error::of(ErrorKind::NotFound, QStringLiteral("no UID")) : mailbox.error());
        return;
    }
    if (summary->size > limits::LiteralLength) {
        done(tooLargeToFetch(summary->size));
        return;
    }
    auto bodies = std::make_shared<BodySync>(store, clock, *mailbox);
    bodies->fetch(remote, UidSet::of(summary->uid), [&store, id, bodies, done = std::move(done)](const Outcome &outcome) {
        const bool here = outcome && store.messages().body(id).has_value();
        done(outcome && !here ? Outcome(Error::of(ErrorKind::NotFound, QStringLiteral("the server sent nothing"))) : outcome);
    });
}

} // namespace golub::sync
