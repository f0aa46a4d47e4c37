// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/mime/Extracted.h"

#include <memory>

//! The same work with either reader: the envelope, the text of all text parts, and the size of all other parts when decoded.
namespace golub::bench {

enum class Work : quint8 { Message, Headers };

//! A reader over a fixed set of mails, which stay in memory.
class Side
{
public:
    virtual ~Side() = default;
    //! Reads them all and keeps nothing. The result depends on everything read, so that nothing can be left out.
    virtual quint64 readAll() = 0;
    //! Reads them all and keeps what was read.
    virtual std::vector<Extracted> extractAll() = 0;
};

std::unique_ptr<Side> golubSide(const QList<QByteArray> &mails, Work work);
std::unique_ptr<Side> gmimeSide(const QList<QByteArray> &mails, Work work);
//! "GMime 3.2.13"
QByteArray gmimeVersion();

} // namespace golub::bench
