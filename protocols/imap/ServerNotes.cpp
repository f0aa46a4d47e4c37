// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/ServerNotes.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace golub::imap {
namespace {

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
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace golub::imap
