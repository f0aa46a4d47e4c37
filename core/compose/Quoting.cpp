// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/Quoting.h"

#include "core/mime/HeaderValue.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace golub::compose {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ReplyBuilder)
};

constexpr qsizetype LongestSignature = 15; //!< lines; RFC 3676 section 4.3 thinks of four

//! The locale's long date without the day of the week: "3 May 2026", "3 maja 2026".
QString longDate(const QLocale &locale, QDate date)
{
    QString format = locale.dateFormat(QLocale::LongFormat);
    static const QRegularExpression Weekday(QStringLiteral("^d{3,4}[,. ]*|[,. ]*d{3,4}$"));
    return locale.toString(date, format.remove(Weekday));
}

QString oneLine(const QString &text)
{
    return mime::sanitizedHeaderValue(text).simplified();
}

} // namespace

QString quoteText(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line.prepend(line.startsWith(u'>') ? QStringLiteral(">") : line.isEmpty() ? QStringLiteral(">") : QStringLiteral("> "));
    return lines.join(u'\n');
}

QString withoutSignature(const QString &text)
{
    QStringList lines = text.split(u'\n');
    const qsizetype mark = lines.lastIndexOf(QStringLiteral("-- "));
    if (mark >= 0) {
        // An answer written above what it quotes, or a forwarded message below, has its signature in the middle.
        qsizetype end = lines.size();
        bool more = end - mark > LongestSignature;
        for (qsizetype i = mark + 1; i < end; ++i)
            more = more || lines[i].startsWith(u'>') || lines[i].startsWith(QLatin1String("-----"));
        if (more) {
            const qsizetype empty = lines.indexOf(QString(), mark);
            end = empty < 0 ? mark : empty;
        }
        lines.remove(mark, end - mark);
    }
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    while (!lines.isEmpty() && lines.first().trimmed().isEmpty())
        lines.removeFirst();
    return lines.join(u'\n');
}

QString signatureBlock(const Identity &identity)
{
    return identity.signature.trimmed().isEmpty() ? QString() : QStringLiteral("-- \n") + identity.signature;
}

QString attribution(const Envelope &envelope, const QLocale &locale, const QTimeZone &zone)
{
    const QString who = envelope.from.isEmpty() ? Text::tr("Somebody") : oneLine(envelope.from.mailboxes().value(0).shortName());
    if (!envelope.date.isValid())
        return Text::tr("%1 wrote:").arg(who);
    const QDateTime date = envelope.date.toTimeZone(zone);
    // The C locale's short form has seconds, which nobody writes.
    const QString timeFormat = locale.timeFormat(QLocale::ShortFormat).remove(QStringLiteral(":ss"));
    return Text::tr("On %1 at %2, %3 wrote:").arg(longDate(locale, date.date()), locale.toString(date.time(), timeFormat), who);
}

QStringList forwardHeader(const Envelope &envelope, const QLocale &locale, const QTimeZone &zone)
{
    QStringList lines { Text::tr("-------- Forwarded message --------") };
    lines += Text::tr("From: %1").arg(oneLine(envelope.from.display()));
    if (envelope.date.isValid())
        lines += Text::tr("Date: %1").arg(locale.toString(envelope.date.toTimeZone(zone), QLocale::LongFormat));
    lines += Text::tr("Subject: %1").arg(oneLine(envelope.subject));
    lines += Text::tr("To: %1").arg(oneLine(envelope.to.display()));
    if (!envelope.cc.isEmpty())
        lines += Text::tr("Cc: %1").arg(oneLine(envelope.cc.display()));
    return lines;
}

} // namespace golub::compose
