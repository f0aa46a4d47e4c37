// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/UncertaintyRecord.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace golub::store {
namespace {

const QLatin1String Server("server");
const QLatin1String Begun("begun");
const QLatin1String Ended("ended");
const QLatin1String End("end");
const QLatin1String Looks("looks");
const QLatin1String Place("place");
const QLatin1String Finding("finding");
const QLatin1String When("when");

QJsonValue timeValue(const QDateTime &when)
{
    return when.isValid() ? QJsonValue(when.toMSecsSinceEpoch()) : QJsonValue();
}

QDateTime timeOf(const QJsonValue &value)
{
    return value.isDouble() ? QDateTime::fromMSecsSinceEpoch(value.toInteger(), Qt::UTC) : QDateTime();
}

//! A number that is no value of ours (a damaged row) counts as the first one.
template<class E>
E enumOf(const QJsonValue &value, E last)
{
    const int number = value.toInt();
    return number >= 0 && number <= int(last) ? E(number) : E {};
}

} // namespace

QString uncertaintyText(const Uncertainty &uncertainty)
{
    QJsonArray looks;
    for (const Uncertainty::Look &look : uncertainty.looks)
        looks.append(QJsonObject { { Place, int(look.place) }, { Finding, int(look.finding) }, { When, timeValue(look.when) } });
    const QJsonObject object { { Server, uncertainty.server }, { Begun, timeValue(uncertainty.begun) }, { Ended, timeValue(uncertainty.ended) },
        { End, int(uncertainty.end) }, { Looks, looks } };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Uncertainty uncertaintyOf(const QString &text)
{
    Uncertainty uncertainty;
    if (text.isEmpty())
        return uncertainty;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    uncertainty.server = object.value(Server).toString();
    uncertainty.begun = timeOf(object.value(Begun));
    uncertainty.ended = timeOf(object.value(Ended));
    uncertainty.end = enumOf(object.value(End), HandoverEnd::Unclear);
    const QJsonArray looks = object.value(Looks).toArray();
    for (const QJsonValue &value : looks) {
        const QJsonObject look = value.toObject();
        uncertainty.note({ enumOf(look.value(Place), Uncertainty::Place::AllMail), enumOf(look.value(Finding), Uncertainty::Finding::NotReached),
            timeOf(look.value(When)) });
    }
    return uncertainty;
}

} // namespace golub::store
