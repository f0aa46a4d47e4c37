// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Pop3Ledger.h"

#include <QByteArray>
#include <QByteArrayView>

namespace golub::sync {

//! Of a message, or of its beginning: all fields, without the line that ends them.
QByteArrayView headerOf(QByteArrayView raw);

//! What a message is known by where its UIDL says nothing: a digest of the fields that no server changes (Message-ID, Date, From, To,
//! Subject). Empty where there are too few of them to tell messages apart.
QByteArray headerFingerprint(QByteArrayView header);

//! Whether two sizes may be of one message: servers count line ends and fields of their own (Status, X-UIDL) differently.
bool sizesAgree(qint64 listed, qint64 stored);

//! Ledger rows that the server no longer lists, by which a message with a new UIDL may be known.
class MissingRows
{
public:
    MissingRows(const QHash<QByteArray, store::Pop3Ledger::Row> &rows, const QList<QByteArray> &listed);
    bool isEmpty() const { return m_entries.isEmpty(); }
    //! Whether it is worth asking for the header of a message of this size.
    bool mayHold(qint64 size) const;
    //! Takes the row of the message with this header out: its old UIDL, empty where there is none.
    QByteArray take(const QByteArray &fingerprint, qint64 size);

private:
    struct Entry {
        QByteArray uidl;
        QByteArray fingerprint;
        qint64 size = -1;
    };
    QList<Entry> m_entries;
};

} // namespace golub::sync
