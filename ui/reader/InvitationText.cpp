// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/InvitationText.h"

#include "ui/style/Format.h"

#include <QCoreApplication>
#include <QStringList>
#include <QTimeZone>

namespace golub::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(golub::ui::InvitationText)
};

QString heading(const Invitation &invitation)
{
    const QString what = invitation.summary.isEmpty() ? Text::tr("(no title)") : invitation.summary;
    switch (invitation.kind) {
    case Invitation::Kind::Request:
        return Text::tr("Invitation: %1").arg(what);
    case Invitation::Kind::Cancel:
        return Text::tr("Cancelled: %1").arg(what);
    case Invitation::Kind::Reply:
        break;
    case Invitation::Kind::Event:
        return Text::tr("Event: %1").arg(what);
    }
    const QString who = invitation.organizer.shortName();
    switch (invitation.answer) {
    case Invitation::Answer::Accepted:
        //: %1 is a person, %2 the title of a meeting
        return Text::tr("%1 will come: %2").arg(who, what);
    case Invitation::Answer::Declined:
        return Text::tr("%1 will not come: %2").arg(who, what);
    case Invitation::Answer::Tentative:
        return Text::tr("%1 may come: %2").arg(who, what);
    case Invitation::Answer::None:
        break;
    }
    return Text::tr("An answer from %1: %2").arg(who, what);
}

QString day(const QDate &date, const QLocale &locale)
{
    return locale.toString(date, QStringLiteral("dddd, d MMMM yyyy"));
}

} // namespace

QString invitationTime(const Invitation &invitation, const QDateTime &now, const QLocale &locale)
{
    if (!invitation.start.isValid())
        return {};
    if (invitation.allDay) {
        const QDate last = invitation.end.isValid() ? invitation.end.date().addDays(-1) : invitation.start.date();
        const QString first = day(invitation.start.date(), locale);
        return last > invitation.start.date() ? QStringLiteral("%1 – %2").arg(first, day(last, locale)) : Text::tr("%1, all day").arg(first);
    }
    const QDateTime start = invitation.start.toTimeZone(now.timeZone());
    QString text = QStringLiteral("%1, %2").arg(day(start.date(), locale), shortTime(start.time(), locale));
    if (invitation.end.isValid()) {
        const QDateTime end = invitation.end.toTimeZone(now.timeZone());
        text += end.date() == start.date() ? QStringLiteral("–%1").arg(shortTime(end.time(), locale))
                                           : QStringLiteral(" – %1, %2").arg(day(end.date(), locale), shortTime(end.time(), locale));
    }
    const bool elsewhere = invitation.start.timeSpec() == Qt::TimeZone && invitation.start.offsetFromUtc() != start.offsetFromUtc();
    if (elsewhere)
        //: %1 is a time of day, %2 a time zone such as Europe/Warsaw
        text += u' ' + Text::tr("(%1 in %2)").arg(shortTime(invitation.start.time(), locale), QString::fromLatin1(invitation.start.timeZone().id()));
    return text;
}

QString invitationText(const Invitation &invitation, const QDateTime &now, const QLocale &locale)
{
    QStringList lines { heading(invitation) };
    QString when = invitationTime(invitation, now, locale);
    if (!when.isEmpty() && invitation.repeats)
        when = Text::tr("%1, and again").arg(when);
    if (!when.isEmpty())
        lines += when;
    if (!invitation.location.isEmpty())
        lines += Text::tr("Place: %1").arg(invitation.location);
    if (invitation.kind != Invitation::Kind::Reply && !invitation.organizer.isEmpty())
        lines += Text::tr("From: %1").arg(invitation.organizer.display());
    return lines.join(u'\n');
}

} // namespace golub::ui
