// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Maildrop.h"
#include "core/store/Pop3Ledger.h"
#include "core/sync/Pop3Match.h"
#include "core/sync/Pop3Worker.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <chrono>
#include <memory>
#include <optional>

namespace golub::sync {

constexpr int MostRefusals = 20; //!< messages of a session that the server cannot give, or will not delete, before it is a fault of the server

//! What Pop3Worker knows while one session with the server lasts.
struct Pop3Worker::Session {
    std::unique_ptr<Maildrop> maildrop;
    bool isOpen = false;
    QList<MaildropMessage> messages = {};      //!< as listed; uidl is filled in where the server has none
    QList<MaildropMessage> toRetrieve = {};    //!< newest first
    QList<MaildropMessage> toPreview = {};     //!< newest first
    QList<Wish> wishes = {};                   //!< what somebody waits for
    QList<MaildropMessage> toDelete = {};
    QList<QByteArray> marked = {};
    QSet<QByteArray> confirmed = {};           //!< UIDLs that name here what they name there: fetched, or looked at, in this session
    MailboxReport report = {};
    std::chrono::milliseconds began = {};
    qint64 total = 0;
    QHash<QByteArray, store::Pop3Ledger::Row> rows = {};
    QHash<QByteArray, int> alike = {};         //!< how often each header was met, where there is no UIDL
    std::optional<MissingRows> hereBefore = {}; //!< what a message may be that is met under a new name, before all are
    std::optional<MissingRows> missing = {};   //!< while messages with new UIDLs are compared with what is here
    qsizetype outstanding = 0;                 //!< answers that are due
    qint64 outstandingBytes = 0;
    int refusals = 0;                          //!< messages that the server could not give
    int deletionsRefused = 0;
    std::optional<Error> notDeleted = {};
    bool first = false;                        //!< nothing was ever fetched for this account: no "new mail" for each old message
    QList<MessageId> added = {};
};

} // namespace golub::sync
