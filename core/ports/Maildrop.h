// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Done.h"
#include "core/ports/RemoteStore.h"

#include <QByteArray>
#include <QList>

namespace golub {

struct MaildropMessage {
    quint32 number = 0;              //!< valid in this session only
    QByteArray uidl;                 //!< empty where the server has no UIDL
    qint64 size = -1;                //!< an estimate, never a length
};

//! A POP3 maildrop (RFC 1939). One object is one session: made closed, used once; requests are carried out in their order.
class Maildrop
{
public:
    virtual ~Maildrop() = default;   //!< drops the connection: nothing marked is deleted

    virtual void open(Done<void> done) = 0;
    virtual void list(Done<QList<MaildropMessage>> done) = 0;
    virtual void retrieve(quint32 number, Done<QByteArray> done) = 0;
    //! Headers and \a lines lines of the body. Where TOP is missing or broken it is the whole message (RETR), and says so.
    struct Beginning {
        QByteArray bytes;
        bool whole = false;
    };
    virtual void top(quint32 number, int lines, Done<Beginning> done) = 0;
    //! Marks for deletion; takes effect with quit().
    virtual void remove(quint32 number, Done<void> done) = 0;
    //! QUIT: done without error means that the server carried the deletions out.
    virtual void quit(Done<void> done) = 0;
    //! The least between two sessions that the server asks for (LOGIN-DELAY); 0 where it does not. Known once open.
    virtual std::chrono::seconds loginDelay() const { return std::chrono::seconds(0); }
    virtual WireStatistics statistics() const = 0;
};

} // namespace golub
