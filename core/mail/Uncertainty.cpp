// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Uncertainty.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace golub {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Uncertainty)
};

QString timeText(const QDateTime &when)
{
    const QDateTime local = when.toLocalTime();
    return QStringLiteral("%1 %2").arg(QLocale().toString(local.date(), QLocale::ShortFormat), local.time().toString(u"HH:mm:ss"));
}

QString endText(const Uncertainty &of)
{
    switch (of.end) {
    case HandoverEnd::Stopped:
        return Text::tr("Golub was stopped while the message was on its way. How much of it had arrived by then is not known.");
    case HandoverEnd::Lost:
        return Text::tr("The connection was lost at %1, after the end of the message and before the server's answer to it.").arg(timeText(of.ended));
    case HandoverEnd::Silent:
        return Text::tr("The whole message was handed over. Until %1 the server did not answer.").arg(timeText(of.ended));
    case HandoverEnd::Unclear:
        return Text::tr("The whole message was handed over. What the server answered at %1 says neither yes nor no.").arg(timeText(of.ended));
    }
    return {};
}

QString lookText(const Uncertainty::Look &look)
{
    const bool sent = look.place == Uncertainty::Place::Sent;
    switch (look.finding) {
    case Uncertainty::Finding::Nothing:
        return sent ? Text::tr("The folder of sent mail was looked through at %1: it is not there.").arg(timeText(look.when))
                    : Text::tr("All mail was searched at %1: it is not there.").arg(timeText(look.when));
    case Uncertainty::Finding::NoFolder: // an account without All Mail is the usual one
        return sent ? Text::tr("There is no folder of sent mail at the server that could be looked through.") : QString();
    case Uncertainty::Finding::NotReached:
        return sent ? Text::tr("The folder of sent mail could not be looked through at %1: the server was not reached.").arg(timeText(look.when))
                    : Text::tr("All mail could not be searched at %1: the server was not reached.").arg(timeText(look.when));
    }
    return {};
}

} // namespace

void Uncertainty::note(const Look &look)
{
    looks.removeIf([&look](const Look &other) { return other.place == look.place; });
    looks.append(look);
}

QStringList uncertaintyFacts(const Uncertainty &of)
{
    QStringList facts;
    if (of.begun.isValid())
        facts += Text::tr("The message began to leave for %1 at %2.").arg(of.server, timeText(of.begun));
    if (of.begun.isValid() || of.end != HandoverEnd::Stopped)
        facts += endText(of);
    for (const Uncertainty::Look &look : of.looks)
        facts += lookText(look);
    if (of.looks.isEmpty())
        facts += Text::tr("Whether a copy is at the server was not looked at yet.");
    facts.removeAll(QString());
    return facts;
}

} // namespace golub
