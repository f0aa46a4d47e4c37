// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mail/Message.h"

#include <QByteArray>
#include <QList>

namespace golub::store {

class Database;

//! A part of a message that is not here with the message's texts.
struct AbsentPart {
    int part = -1;                    //!< its index in the tree of PartialBody::raw
    QByteArray section = {};          //!< where the server has it ("2.1")
    QByteArray encoding = {};         //!< as it is transferred there
    qint64 size = 0;                  //!< bytes as encoded, as the server says
    QByteArray hash = {};             //!< of its decoded content in bodies.sqlite, once it was fetched
};

//! What is here of a large message: a message of the same structure, in which the parts that are not here are empty. Of a POP3 message, its
//! beginning (TOP); nothing is absent then, it merely ends early.
struct PartialBody {
    QByteArray raw;
    QList<AbsentPart> absent = {};
    //! The content of an absent part that has been fetched since; NotFound.
    const AbsentPart *find(int part) const;
};

Result<PartialBody> readPartialBody(Database &mail, Database &bodies, MessageId id);

} // namespace golub::store
