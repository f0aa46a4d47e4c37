// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>

namespace golub::ui {

//! A time at which people want their mail to leave.
struct SendTime {
    QString name;                 //!< for tests and object names: "evening", "tomorrow", "monday"
    QString text;                 //!< "This evening"
    QDateTime at;
};

//! What the menu offers at \a now: this evening (18:00, while that is at least half an hour away), tomorrow morning and Monday morning (08:00).
QList<SendTime> sendTimes(const QDateTime &now);

//! How long a message may be taken back after "Send": 0 to 120 s, as this user chose, 10 s at first.
std::chrono::seconds undoDelay();
void setUndoDelay(std::chrono::seconds delay);
//! What is offered: 0 first.
QList<std::chrono::seconds> undoDelays();
//! "10 seconds", "Not at all".
QString undoDelayText(std::chrono::seconds delay);

} // namespace golub::ui
