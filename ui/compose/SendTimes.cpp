// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/SendTimes.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTimeZone>

#include <algorithm>

namespace golub::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golub::ui::SendTimes)
};

const QTime Evening(18, 0);
const QTime Morning(8, 0);
constexpr qint64 SoonEnough = 30 * 60; // s: "this evening" a few minutes before it is of no use
constexpr int LongestUndo = 120;
constexpr int UsualUndo = 10;

QString undoKey() { return QStringLiteral("composer/undoSeconds"); }

} // namespace

QList<SendTime> sendTimes(const QDateTime &now)
{
    QList<SendTime> times;
    const QDate today = now.date();
    const QDateTime evening(today, Evening, now.timeZone());
    if (now.secsTo(evening) >= SoonEnough)
        times += { QStringLiteral("evening"), Text::tr("This evening"), evening };
    times += { QStringLiteral("tomorrow"), Text::tr("Tomorrow morning"), QDateTime(today.addDays(1), Morning, now.timeZone()) };
    const int toMonday = 8 - today.dayOfWeek(); // 1 on Sunday: that is tomorrow
    if (toMonday > 1)
        times += { QStringLiteral("monday"), Text::tr("Monday morning"), QDateTime(today.addDays(toMonday), Morning, now.timeZone()) };
    return times;
}

std::chrono::seconds undoDelay()
{
    bool ok = false;
    const int seconds = QSettings().value(undoKey(), UsualUndo).toInt(&ok);
    return std::chrono::seconds(std::clamp(ok ? seconds : UsualUndo, 0, LongestUndo));
}

void setUndoDelay(std::chrono::seconds delay)
{
    QSettings().setValue(undoKey(), std::clamp(int(delay.count()), 0, LongestUndo));
}

QList<std::chrono::seconds> undoDelays()
{
    using std::chrono::seconds;
    return { seconds(0), seconds(5), seconds(10), seconds(30), seconds(60), seconds(120) };
}

QString undoDelayText(std::chrono::seconds delay)
{
    //: How long sending may be taken back
    return delay.count() == 0 ? Text::tr("Not at all: it is sent at once") : Text::tr("For %n second(s)", nullptr, int(delay.count()));
}

} // namespace golub::ui
