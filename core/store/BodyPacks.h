// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QByteArrayView>
#include <QDateTime>
#include <QString>

namespace golub::store {

class Database;

//! Where stored bytes stand in a pack.
struct PackPlace {
    qint64 pack = 0;                  //!< the file's number, from 1 on
    qint64 offset = 0;
    qint64 length = 0;
    friend bool operator==(const PackPlace &, const PackPlace &) = default;
};

//! The folder bodies/ beside bodies.sqlite: files to which bodies are appended and that never change but for that. A database of large rows
//! writes each byte twice, into its log and into its file; here it is written once. Rows of bodies.sqlite say what stands where, and only
//! what they name counts: bytes behind the last of them are a crash's, and are written over.
//!
//! One thread at a time appends. Readers need no object: readPack().
class BodyPacks
{
public:
    //! \a packBytes: a file that has so many gets no more.
    explicit BodyPacks(Database &database, qint64 packBytes = 256LL * 1024 * 1024);
    ~BodyPacks();
    BodyPacks(const BodyPacks &) = delete;
    BodyPacks &operator=(const BodyPacks &) = delete;

    //! Where the next \a length bytes will stand. StorageFull, Storage.
    Result<PackPlace> next(qint64 length);
    //! At the place that next() told. It is in the file after sync(): many go there with one call, and fill its pages without gaps.
    Outcome append(const PackPlace &place, const QByteArray &bytes);
    //! What was appended is on the disk; rows may name it.
    Outcome sync();
    //! Their transaction is committed.
    void keep() { m_kept = m_end; }
    //! It is not: what was appended since is nothing.
    void abandon();

private:
    Outcome goOn();
    Outcome begin(qint64 pack, qint64 end);
    Outcome write();
    void close();

    Database &m_database;
    qint64 m_packBytes;
    int m_descriptor = -1;
    qint64 m_pack = 0;
    qint64 m_end = 0;
    qint64 m_kept = 0;                //!< the end that rows name
    QList<QByteArray> m_waiting;      //!< to be written, up to m_end
    qint64 m_waitingBytes = 0;
    bool m_dirty = false;
};

//! Storage where they are not there.
Result<QByteArray> readPack(const Database &database, const PackPlace &place);

//! When the file came to be; invalid where it is gone. What is appended, and what is given back, does not count.
QDateTime packMade(const Database &database, qint64 pack);

//! Forgets the rows of packs that are gone or too short: what they name is lost, and can be stored again.
Outcome dropLostPacks(Database &database);
//! Gives the disk back what no row names; of all packs, while nobody appends, or of one (nothing behind its last row, where somebody may).
Outcome releasePacks(Database &database);
Outcome releasePack(Database &database, qint64 pack);

} // namespace golub::store
