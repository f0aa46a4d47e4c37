// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/golubctl/SendTime.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <limits>

namespace golub::ctl {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golubctl)
};

//! "+10min" as seconds; nothing for anything else.
std::optional<qint64> interval(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^\\+(\\d{1,9})(s|min|h|d)$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(2);
    const qint64 seconds = unit == u"s" ? 1 : unit == u"min" ? 60 : unit == u"h" ? 3600 : 86400;
    return match.captured(1).toLongLong() * seconds;
}

} // namespace

Result<QDateTime> parseSendTime(const QString &text, const QDateTime &now)
{
    const QString trimmed = text.trimmed();
    if (const auto seconds = interval(trimmed); seconds && *seconds > 0)
        return now.addSecs(*seconds);
    static const QRegularExpression clock(QStringLiteral("^\\d{1,2}:\\d{2}$"));
    QDateTime at;
    if (clock.match(trimmed).hasMatch()) {
        const QTime time = QTime::fromString(trimmed, QStringLiteral("h:mm"));
        if (time.isValid()) {
            at = QDateTime(now.date(), time);
            if (at <= now)
                at = QDateTime(now.date().addDays(1), time);
        }
    } else {
        at = QDateTime::fromString(QString(trimmed).replace(u' ', u'T'), Qt::ISODate);
    }
    if (!at.isValid()) {
        return Error { ErrorKind::InvalidInput,
            Text::tr("“%1” is no time. Write 2026-12-24T18:00, 18:00, or +10min, +2h, +3d.").arg(text) };
    }
    if (at <= now)
        return Error { ErrorKind::InvalidInput, Text::tr("“%1” has passed. Leave --at out to send at once.").arg(text) };
    return at;
}

} // namespace golub::ctl
