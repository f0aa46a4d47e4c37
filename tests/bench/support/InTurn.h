// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>

//! Measuring two programs that do the same work.
namespace golub::bench {

struct InTurnResult {
    double oursPerSecond = 0;     //!< bytes in a second of the thread's processor time, the median of the rounds
    double peerPerSecond = 0;
    double ratio() const { return peerPerSecond > 0 ? oursPerSecond / peerPerSecond : 0; }
};

//! Runs both \a rounds times in turn, so that both meet the same weather, each long enough for the clock, and prints what it saw.
//! \a bytes is what one call of either reads.
InTurnResult measureInTurn(qint64 bytes, int rounds, const std::function<void()> &ours, const std::function<void()> &peer);

//! The line by which results are found.
void printRatio(const QByteArray &name, double ratio, const QByteArray &peer);

} // namespace golub::bench
