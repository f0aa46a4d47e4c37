// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/MailService.h"

#include <QHash>
#include <QList>

namespace golub::ui {

//! The part of one mailbox that is in memory: a few pages of rows, newest first, fetched from the service when a row is asked for and
//! dropped again, the longest unused first. Memory stays the same for ten messages and for a million.
class MessageWindow
{
public:
    static constexpr int PageRows = 100;
    static constexpr int MaxPages = 16;

    explicit MessageWindow(service::MailService &service) : m_service(service) { }

    //! Another mailbox (or the same one anew): forgets every row and asks for the count.
    void open(MailboxId mailbox);
    MailboxId mailbox() const { return m_mailbox; }
    //! As of open() or refresh().
    qint64 count() const { return m_count; }
    //! The row; an empty summary where the mailbox became shorter in the meantime.
    MessageSummary at(qint64 row);
    //! −1 where the row is not in memory.
    qint64 cachedRow(MessageId id) const;
    //! Forgets the rows and asks for the count again.
    void refresh();
    //! Fetches anew those of \a ids that are in memory; returns their rows.
    QList<qint64> update(const QSet<MessageId> &ids);
    int cachedPages() const { return int(m_pages.size()); }

private:
    QList<MessageSummary> &load(qint64 page);

    service::MailService &m_service;
    MailboxId m_mailbox;
    qint64 m_count = 0;
    QHash<qint64, QList<MessageSummary>> m_pages;
    QList<qint64> m_recent; // page numbers, the latest used last
};

} // namespace golub::ui
