// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Address.h"

#include <QDateTime>
#include <QList>

namespace golub::store {

class StoreContext;

//! Addresses collected from mail written and read, for completion: those written to first, then the most recent.
class ContactTable
{
public:
    explicit ContactTable(StoreContext &context) : m_context(context) { }
    struct Seen {
        Address address;
        QDateTime when;
    };
    Outcome collect(const QList<Address> &addresses, const QDateTime &when, bool writtenTo);
    Outcome collect(const QList<Seen> &people, bool writtenTo);
    //! Matches the beginning of any word of the name or of the address, without case and diacritics.
    Result<QList<Address>> complete(const QString &prefix, int limit) const;

private:
    StoreContext &m_context;
};

} // namespace golub::store
