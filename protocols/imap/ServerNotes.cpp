// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ServerNotes.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdlib>

namespace golub::imap {
namespace {

constexpr int BrokenAtMost = 2;
constexpr qint64 CareLasts = 7 * 24 * 60 * 60; // seconds

QByteArrayList wordsOf(const QJsonValue &json)
{
    const QByteArray words = json.toString().toLatin1();
    return words.isEmpty() ? QByteArrayList() : words.split(' ');
}

QString textOf(const QByteArrayList &words)
{
    return QString::fromLatin1(words.join(' '));
}

} // namespace

ServerNotes ServerNotes::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    ServerNotes notes;
    notes.offered = wordsOf(object.value(u"offered"));
    notes.capabilities = wordsOf(object.value(u"capabilities"));
    notes.idName = object.value(u"idName").toString().toLatin1();
    notes.idVendor = object.value(u"idVendor").toString().toLatin1();
    notes.named = QDateTime::fromString(object.value(u"named").toString(), Qt::ISODate);
    notes.nothingBehindSignIn = object.value(u"nothingBehindSignIn").toBool();
    notes.headerCare = HeaderCare(std::clamp(object.value(u"headerCare").toInt(), 0, int(HeaderCare::Facts)));
    notes.brokenHeaders = std::max(0, object.value(u"brokenHeaders").toInt());
    notes.carefulSince = QDateTime::fromString(object.value(u"carefulSince").toString(), Qt::ISODate);
    return notes;
}

QByteArray ServerNotes::toJson() const
{
    QJsonObject object { { QStringLiteral("offered"), textOf(offered) }, { QStringLiteral("capabilities"), textOf(capabilities) } };
    if (!idName.isEmpty())
        object.insert(QStringLiteral("idName"), QString::fromLatin1(idName));
    if (!idVendor.isEmpty())
        object.insert(QStringLiteral("idVendor"), QString::fromLatin1(idVendor));
    if (named.isValid())
        object.insert(QStringLiteral("named"), named.toString(Qt::ISODate));
    if (nothingBehindSignIn)
        object.insert(QStringLiteral("nothingBehindSignIn"), true);
    if (headerCare != HeaderCare::None)
        object.insert(QStringLiteral("headerCare"), int(headerCare));
    if (brokenHeaders > 0)
        object.insert(QStringLiteral("brokenHeaders"), brokenHeaders);
    if (carefulSince.isValid())
        object.insert(QStringLiteral("carefulSince"), carefulSince.toString(Qt::ISODate));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

void ServerNotes::headersAsked(bool broken, const QDateTime &now)
{
    if (!broken) {
        brokenHeaders = 0;
        if (headerCare == HeaderCare::None)
            carefulSince = {};
        return;
    }
    carefulSince = now;
    if (++brokenHeaders < BrokenAtMost)
        return;
    brokenHeaders = BrokenAtMost - 1; // what does not help at once does not help
    headerCare = HeaderCare(std::min(int(headerCare) + 1, int(HeaderCare::Facts)));
}

void ServerNotes::forgetOldCare(const QDateTime &now)
{
    if (carefulSince.isValid() && std::abs(carefulSince.secsTo(now)) < CareLasts) // clocks are set back, too
        return;
    headerCare = HeaderCare::None;
    brokenHeaders = 0;
    carefulSince = {};
}

} // namespace golub::imap
