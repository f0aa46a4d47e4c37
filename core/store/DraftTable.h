// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Draft.h"

#include <QList>

namespace golub::store {

class StoreContext;

//! Drafts, as the composer has them: every save is durable when it returns.
class DraftTable
{
public:
    explicit DraftTable(StoreContext &context) : m_context(context) { }
    //! Inserts where the id is invalid, else replaces; sets updated.
    Result<DraftId> save(const Draft &draft);
    Outcome remove(DraftId id);
    Result<Draft> find(DraftId id) const;
    Result<QList<Draft>> all() const;               //!< newest first

private:
    StoreContext &m_context;
};

} // namespace golub::store
