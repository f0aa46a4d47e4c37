// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SubmissionRecord.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace golub::store {
namespace {

const QLatin1String Notices("notices");
const QLatin1String EnvelopeId("envelope_id");
const QLatin1String DeliverBy("deliver_by_s");
const QLatin1String HoldUntil("hold_until");
const QLatin1String RequireTls("require_tls");

enum NoticeBit { Never = 1, Success = 2, Failure = 4, Delay = 8, Full = 16 };

int bitsOf(const DeliveryNotices &notices)
{
    return (notices.never ? Never : 0) | (notices.success ? Success : 0) | (notices.failure ? Failure : 0) | (notices.delay ? Delay : 0)
        | (notices.fullMessage ? Full : 0);
}

} // namespace

QString submissionText(const SubmissionOptions &options)
{
    if (options == SubmissionOptions())
        return {};
    QJsonObject object;
    object.insert(Notices, bitsOf(options.notices));
    object.insert(EnvelopeId, QString::fromLatin1(options.envelopeId));
    if (options.deliverBy)
        object.insert(DeliverBy, qint64(options.deliverBy->count()));
    if (options.holdUntil.isValid())
        object.insert(HoldUntil, options.holdUntil.toUTC().toString(Qt::ISODate));
    object.insert(RequireTls, options.requireTls);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

SubmissionOptions submissionOf(const QString &text)
{
    SubmissionOptions options;
    if (text.isEmpty())
        return options;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    const int bits = object.value(Notices).toInt();
    options.notices = { (bits & Never) != 0, (bits & Success) != 0, (bits & Failure) != 0, (bits & Delay) != 0, (bits & Full) != 0 };
    options.envelopeId = object.value(EnvelopeId).toString().toLatin1();
    if (object.contains(DeliverBy))
        options.deliverBy = std::chrono::seconds(object.value(DeliverBy).toInteger());
    options.holdUntil = QDateTime::fromString(object.value(HoldUntil).toString(), Qt::ISODate);
    options.requireTls = object.value(RequireTls).toBool();
    return options;
}

} // namespace golub::store
