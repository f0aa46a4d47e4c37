// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Operation.h"
#include "core/store/Journal.h"
#include "core/store/OperationTable.h"

#include <QList>

namespace golub::store {

class StoreContext;

//! What an operation does to the rows here: when it is made, when the server has done its half, when it is taken back.
class LocalHalf
{
public:
    //! What becomes of rows that an append or a copy made, when that is taken back.
    enum class Rows : quint8 { Hide, Remove };

    explicit LocalHalf(StoreContext &context) : m_context(context), m_rows(context) { }

    Outcome perform(OperationId id);
    //! The server did it; \a uids: where its messages are now, as far as it told.
    Outcome settle(OperationId id, const QList<Placed> &uids);
    //! The operation must not be live any more.
    Outcome takeBack(OperationId id, Rows created);
    //! Rows that a failed append or copy keeps hidden go for good.
    Outcome dropCreated(OperationId id);
    //! A failed operation is to be tried again: from where its messages are now.
    Outcome aimAnew(OperationId id);

private:
    Outcome performOn(const Operation &operation, const JournalTarget &target);
    Outcome settleOn(const Operation &operation, const JournalTarget &target, const Place &destination);
    Outcome takeBackFrom(const Operation &operation, const JournalTarget &target, Rows created);
    Outcome takeBackCreated(MessageId row, OperationId id, Rows created);

    StoreContext &m_context;
    MessageRows m_rows;
};

} // namespace golub::store
