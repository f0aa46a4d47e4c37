// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Flags.h"
#include "core/mail/Uid.h"

#include <QByteArray>
#include <QDate>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace golub {

//! A search that the server carries out in the selected mailbox. Everything that is set must hold; an empty one matches all.
struct RemoteQuery {
    struct Term {
        enum class Field : quint8 { Any, From, To, Cc, Bcc, Subject, Body, Header } field = Field::Any;
        QString text;
        bool negated = false;
        QByteArray header = {};      //!< the field's name, for Field::Header
    };
    //! All groups must match; of a group's terms at least one.
    QList<QList<Term>> groups = {};
    Flags with = {};
    Flags without = {};
    QDate since = {};                //!< received on this day or later, by the server's calendar
    QDate before = {};
    qint64 largerThan = -1;          //!< bytes
    qint64 smallerThan = -1;
    std::optional<std::chrono::seconds> younger = {}; //!< by the minute where the server has WITHIN, else by the day (too many, never too few)
    UidSet among = {};               //!< only these; empty for all
    QByteArray emailId = {};         //!< OBJECTID or X-GM-MSGID
    QByteArray threadId = {};        //!< OBJECTID or X-GM-THRID
    QString gmail = {};              //!< Gmail's own language (X-GM-RAW); refused by others
};

enum class RemoteSortKey : quint8 { Arrival, Date, From, To, Cc, Subject, Size };
struct RemoteSortOrder {
    RemoteSortKey key = RemoteSortKey::Date;
    bool descending = false;
};

} // namespace golub
