// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QList>
#include <QMetaType>
#include <QSet>

namespace golub {

//! What one commit changed: ids, not rows. Whoever shows something asks the reader again for what it shows.
struct ChangeSet {
    bool accounts = false;             //!< accounts or identities
    bool mailboxList = false;          //!< mailboxes added, renamed, removed
    QSet<MailboxId> mailboxes = {};    //!< their counters or contents changed
    QSet<MessageId> added = {};
    QSet<MessageId> changed = {};      //!< flags, body arrived, …
    QSet<MessageId> removed = {};      //!< gone from their mailbox (a move removes and adds)
    bool drafts = false;
    bool outbox = false;
    bool operations = false;

    bool isEmpty() const
    {
        return !accounts && !mailboxList && mailboxes.isEmpty() && added.isEmpty() && changed.isEmpty() && removed.isEmpty() && !drafts && !outbox && !operations;
    }
    void unite(const ChangeSet &other)
    {
        accounts |= other.accounts;
        mailboxList |= other.mailboxList;
        mailboxes.unite(other.mailboxes);
        added.unite(other.added);
        changed.unite(other.changed);
        removed.unite(other.removed);
        drafts |= other.drafts;
        outbox |= other.outbox;
        operations |= other.operations;
    }
};

} // namespace golub

Q_DECLARE_METATYPE(golub::ChangeSet)
