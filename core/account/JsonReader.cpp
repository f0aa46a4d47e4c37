// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/JsonReader.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace golub::account {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Account)
};

} // namespace

QJsonValue JsonReader::take(const QString &name)
{
    m_known.insert(name);
    return m_object.value(name);
}

QString JsonReader::text(const QString &name, const QString &fallback)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return fallback;
    if (!value.isString())
        fail(name, Text::tr("this must be a text"));
    return value.toString(fallback);
}

qint64 JsonReader::number(const QString &name, qint64 fallback)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return fallback;
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number != double(qint64(number)))
        fail(name, Text::tr("this must be a whole number"));
    return value.toInteger(fallback);
}

bool JsonReader::boolean(const QString &name, bool fallback)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return fallback;
    if (!value.isBool())
        fail(name, Text::tr("this must be true or false"));
    return value.toBool(fallback);
}

QStringList JsonReader::texts(const QString &name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    if (value.isString())
        return { value.toString() };
    QStringList texts;
    const QJsonArray items = value.toArray();
    for (const QJsonValue &item : items) {
        if (!item.isString())
            fail(name, Text::tr("this must be a list of texts"));
        texts += item.toString();
    }
    if (!value.isArray())
        fail(name, Text::tr("this must be a list of texts"));
    return texts;
}

JsonReader JsonReader::object(const QString &name)
{
    const QJsonValue value = take(name);
    if (!value.isUndefined() && !value.isNull() && !value.isObject())
        fail(name, Text::tr("this must be an object"));
    return JsonReader(value.toObject(), pathOf(name), *m_errors);
}

QList<JsonReader> JsonReader::objects(const QString &name)
{
    const QJsonValue value = take(name);
    QList<JsonReader> readers;
    if (!value.isUndefined() && !value.isNull() && !value.isArray())
        fail(name, Text::tr("this must be a list of objects"));
    const QJsonArray items = value.toArray();
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (!items.at(i).isObject())
            fail(name, Text::tr("this must be a list of objects"));
        readers += JsonReader(items.at(i).toObject(), QStringLiteral("%1[%2]").arg(pathOf(name)).arg(i), *m_errors);
    }
    return readers;
}

void JsonReader::finish()
{
    const QStringList present = m_object.keys();
    for (const QString &name : present) {
        if (m_known.contains(name))
            continue;
        const bool secret = name.contains(u"password", Qt::CaseInsensitive) || name.contains(u"token", Qt::CaseInsensitive);
        m_errors->add(pathOf(name), secret ? Text::tr("secrets do not belong into files. Use \"secret\": {\"source\": \"keychain\"} or a command that prints it")
                                           : Text::tr("this field is not known"));
    }
}

void JsonReader::fail(const QString &name, const QString &what)
{
    m_errors->add(pathOf(name), what);
}

} // namespace golub::account
