// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/ReplyRecipients.h"

#include "core/mime/HeaderValue.h"

#include <algorithm>
#include <utility>

namespace golub::compose {
namespace {

bool same(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

//! Names come from strangers: one line each, or the message could not be sent.
void addUnique(QList<Address> &into, const QList<Address> &addresses, const QList<Address> &others = {})
{
    for (const Address &address : addresses) {
        const auto equal = [&address](const Address &known) { return same(known.address, address.address); };
        if (!address.address.isEmpty() && std::none_of(into.begin(), into.end(), equal) && std::none_of(others.begin(), others.end(), equal))
            into += Address { mime::sanitizedHeaderValue(address.name).simplified(), address.address };
    }
}

QList<Address> withoutOwn(const Account &account, QList<Address> addresses)
{
    addresses.removeIf([&account](const Address &address) { return isOwnAddress(account, address.address); });
    return addresses;
}

} // namespace

bool isOwnAddress(const Account &account, const QString &address)
{
    return same(account.address, address)
        || std::any_of(account.identities.begin(), account.identities.end(), [&address](const Identity &identity) { return same(identity.address, address); });
}

void setRecipients(Draft &draft, const OriginalMessage &original, const Account &account, ReplyKind kind)
{
    const Envelope &envelope = original.envelope;
    const QList<Address> from = envelope.from.mailboxes();
    const QList<Address> to = envelope.to.mailboxes();
    const QList<Address> cc = envelope.cc.mailboxes();
    const QList<Address> replyTo = envelope.replyTo.mailboxes();
    if (kind == ReplyKind::List && !original.listPost.isEmpty()) {
        addUnique(draft.to, { original.listPost });
        return;
    }
    const bool everybody = kind == ReplyKind::All || kind == ReplyKind::List;
    const bool mine = !from.isEmpty() && std::all_of(from.begin(), from.end(), [&account](const Address &address) { return isOwnAddress(account, address.address); });
    if (mine && !to.isEmpty() && withoutOwn(account, replyTo).isEmpty()) {
        // An answer to one's own message goes on talking to those it was written to.
        addUnique(draft.to, to);
        if (everybody)
            addUnique(draft.cc, cc, draft.to);
        return;
    }
    if (everybody && !original.mailFollowupTo.isEmpty()) {
        addUnique(draft.to, withoutOwn(account, original.mailFollowupTo));
        if (!draft.to.isEmpty())
            return;
    }
    // Mail-Reply-To is the author's own word where a list has put itself into Reply-To.
    const QList<Address> author = !original.mailReplyTo.isEmpty() ? original.mailReplyTo : replyTo.isEmpty() ? from : replyTo;
    addUnique(draft.to, author);
    if (!everybody)
        return;
    draft.to = withoutOwn(account, draft.to);
    addUnique(draft.to, withoutOwn(account, to));
    addUnique(draft.cc, withoutOwn(account, cc), draft.to);
    if (!original.listPost.isEmpty())
        addUnique(draft.cc, { original.listPost }, draft.to);
    if (draft.to.isEmpty() && draft.cc.isEmpty())
        addUnique(draft.to, author);
    else if (draft.to.isEmpty())
        std::swap(draft.to, draft.cc);
}

} // namespace golub::compose
