// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/Format.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFont>
#include <QPainter>

#include <array>

namespace golub::ui {
namespace {

QString dayAndMonth(const QDate &date, const QLocale &locale)
{
    //: Format of a date in this year, see QLocale::toString: d day, MMM short month
    return locale.toString(date, QCoreApplication::translate("golub::ui::Format", "d MMM"));
}

} // namespace

QString shortTime(const QTime &time, const QLocale &locale)
{
    // The C locale has seconds in its short format.
    return locale.toString(time, locale.timeFormat(QLocale::ShortFormat).remove(QStringLiteral(":ss")));
}

QString shortDate(const QDateTime &date, const QDateTime &now, const QLocale &locale)
{
    if (!date.isValid())
        return {};
    const QDateTime local = date.toLocalTime();
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return shortTime(local.time(), locale);
    if (days == 1)
        return QCoreApplication::translate("golub::ui::Format", "Yesterday");
    if (days > 1 && days < 7)
        return locale.dayName(local.date().dayOfWeek(), QLocale::ShortFormat);
    if (local.date().year() == now.toLocalTime().date().year())
        return dayAndMonth(local.date(), locale);
    return locale.toString(local.date(), QLocale::ShortFormat);
}

QString longDate(const QDateTime &date, const QDateTime &now, const QLocale &locale)
{
    if (!date.isValid())
        return QCoreApplication::translate("golub::ui::Format", "No date");
    const QDateTime local = date.toLocalTime();
    const QString time = shortTime(local.time(), locale);
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return QCoreApplication::translate("golub::ui::Format", "Today, %1").arg(time);
    if (days == 1)
        return QCoreApplication::translate("golub::ui::Format", "Yesterday, %1").arg(time);
    return QStringLiteral("%1, %2").arg(locale.toString(local.date(), QLocale::LongFormat), time);
}

QString dataSize(qint64 bytes, const QLocale &locale)
{
    // Qt knows one form of "bytes"; many languages have more.
    const int few = int(qBound(qint64(0), bytes, qint64(1000)));
    if (few < 1000)
        return QCoreApplication::translate("golub::ui::Format", "%n byte(s)", nullptr, few);
    return locale.formattedDataSize(qMax<qint64>(0, bytes), bytes < 10'000 || bytes >= 10'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString untilText(const QDateTime &when, const QDateTime &now)
{
    const qint64 seconds = now.secsTo(when);
    if (!when.isValid() || seconds <= 0)
        return QCoreApplication::translate("golub::ui::Format", "now");
    if (seconds < 90)
        return QCoreApplication::translate("golub::ui::Format", "in %1 s").arg(seconds);
    if (seconds < 90 * 60)
        return QCoreApplication::translate("golub::ui::Format", "in %1 min").arg((seconds + 30) / 60);
    return QCoreApplication::translate("golub::ui::Format", "in %1 h").arg((seconds + 1800) / 3600);
}

QString initials(const Address &address)
{
    const QString name = address.name.isEmpty() ? address.localPart() : address.name;
    QString letters;
    bool atWordStart = true;
    for (qsizetype i = 0; i < name.size() && letters.size() < 2; ++i) {
        const QChar c = name.at(i);
        if (c.isLetterOrNumber()) {
            // An ideograph says enough alone; two would not fit.
            if (atWordStart && c.script() == QChar::Script_Han)
                return letters.isEmpty() ? QString(c) : letters;
            if (atWordStart)
                letters += c.toUpper();
            atWordStart = false;
        } else {
            atWordStart = c.isSpace() || c == u'-' || c == u'.' || c == u'"' || c == u'(';
        }
    }
    return letters.isEmpty() ? QStringLiteral("?") : letters;
}

QColor avatarColor(const Address &address)
{
    static constexpr std::array<QRgb, 10> Shades { 0x3f6fb5, 0x2f7d6b, 0x8a5a9e, 0xb0563b, 0x5d7a2f, 0x9a4565, 0x4a6b7c, 0x7a6a2c, 0x5a5fb0, 0x8b5e3c };
    const QString key = (address.address.isEmpty() ? address.name : address.address).toLower();
    const QByteArray hash = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Md5);
    unsigned sum = 0;
    for (const char byte : hash)
        sum = sum * 31 + static_cast<unsigned char>(byte);
    return QColor(Shades.at(sum % Shades.size()));
}

void paintAvatar(QPainter *painter, const QRect &rect, const Address &address)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(avatarColor(address));
    painter->drawEllipse(rect);
    QFont font = painter->font();
    font.setPixelSize(qMax(8, rect.height() * 2 / 5));
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(Qt::white);
    painter->drawText(rect, Qt::AlignCenter, initials(address));
    painter->restore();
}

} // namespace golub::ui
