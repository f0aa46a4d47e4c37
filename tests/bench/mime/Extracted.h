// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <vector>

namespace golub::bench {

//! What was read out of a message, in a form that two readers can be compared in: UTF-8, blanks and line ends made equal.
struct Extracted {
    QByteArray subject;
    QList<QByteArray> addresses;  //!< addr-specs of From, To and Cc in order
    QByteArray messageId;
    qint64 date = 0;              //!< seconds since 1970; 0 where there is none
    QList<QByteArray> references; //!< those of In-Reply-To as well
    QByteArray text;              //!< of all text parts
    QList<qint64> sizes;          //!< bytes of the other parts, decoded, in order
};

//! One space for each run of blanks; none at the ends.
QByteArray simplified(const QByteArray &text);

//! Prints for each fact in how many messages both say the same. False where a share is below what is asked: then the work was not the same.
bool compareExtracted(const std::vector<Extracted> &ours, const std::vector<Extracted> &peer, bool bodies);

} // namespace golub::bench
