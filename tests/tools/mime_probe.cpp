// SPDX-License-Identifier: GPL-3.0-or-later
// Reads {"kind", "input"} lines and writes one JSON value a line: the parsers of core/mime and core/html for test sets of any origin.
#include "core/html/HtmlToText.h"
#include "core/html/Sanitizer.h"
#include "core/mime/AddressParser.h"
#include "core/mime/BaseSubject.h"
#include "core/mime/Charset.h"
#include "core/mime/Charset.h"
#include "core/mime/DateParser.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/Flowed.h"
#include "core/mime/Inspect.h"
#include "core/mime/Parameters.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace {

using namespace golub;

QString text(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

bool isHalf(const QString &text, qsizetype i)
{
    const bool pairFirst = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
    const bool pairSecond = text[i].isLowSurrogate() && i > 0 && text[i - 1].isHighSurrogate();
    return text[i].isSurrogate() && !pairFirst && !pairSecond;
}

// Half surrogates from U+DC80 on are how some test sets write bytes that were no UTF-8. Where they make UTF-8 after all, it is that.
QByteArray toBytes(QString input)
{
    QByteArray raw;
    QString whole;
    for (qsizetype i = 0; i < input.size(); ++i) {
        if (!isHalf(input, i)) {
            whole += input[i];
            continue;
        }
        raw += whole.toUtf8() + char(input[i].unicode() & 0xFF);
        whole.clear();
    }
    raw += whole.toUtf8();
    if (mime::isValidUtf8(raw))
        return raw;
    for (qsizetype i = 0; i < input.size(); ++i) {
        if (isHalf(input, i))
            input[i] = QChar::ReplacementCharacter;
    }
    return input.toUtf8();
}

QJsonObject paramsToJson(const mime::Parameters &params)
{
    QJsonObject out;
    for (const mime::Parameter &parameter : params)
        out[text(parameter.name)] = parameter.value;
    return out;
}

QJsonValue fileName(const mime::Parameters &params, QByteArrayView name)
{
    return params.contains(name) ? QJsonValue(params.value(name)) : QJsonValue();
}

QJsonValue contentType(const QByteArray &input)
{
    const mime::ContentType type = mime::parseContentType(input);
    return QJsonObject { { QStringLiteral("type"), text(type.type + '/' + type.subtype) }, { QStringLiteral("params"), paramsToJson(type.params) },
        { QStringLiteral("filename"), fileName(type.params, "name") } };
}

QJsonValue contentDisposition(const QByteArray &input)
{
    const mime::ParameterizedValue value = mime::parseParameters(input);
    const bool nothing = value.value.isEmpty() && value.params.isEmpty();
    return QJsonObject { { QStringLiteral("type"), nothing ? QJsonValue() : QJsonValue(text(value.value)) },
        { QStringLiteral("params"), paramsToJson(value.params) }, { QStringLiteral("filename"), fileName(value.params, "filename") } };
}

bool optionOf(const QJsonObject &line, const QString &name)
{
    return line[name].toBool() || line[QStringLiteral("options")].toObject()[name].toBool();
}

QJsonValue answer(const QJsonObject &line)
{
    const QString kind = line[QStringLiteral("kind")].toString();
    const QString input = line[QStringLiteral("input")].toString();
    const QByteArray bytes = toBytes(input);
    const bool delSp = optionOf(line, QStringLiteral("delsp")) || optionOf(line, QStringLiteral("DeleteSpace"));
    if (kind == QLatin1String("rfc2047_decode"))
        return mime::decodeHeaderText(bytes);
    if (kind == QLatin1String("address_list"))
        return mime::addressesToJson(mime::parseAddresses(bytes));
    if (kind == QLatin1String("content_type"))
        return contentType(bytes);
    if (kind == QLatin1String("content_disposition"))
        return contentDisposition(bytes);
    if (kind == QLatin1String("date")) {
        const QString date = mime::isoDateText(mime::parseDate(bytes));
        return date.isEmpty() ? QJsonValue() : QJsonValue(date);
    }
    if (kind == QLatin1String("flowed_to_text"))
        return mime::flowedToText(input, delSp);
    if (kind == QLatin1String("text_to_flowed"))
        return mime::textToFlowed(input, delSp);
    if (kind == QLatin1String("base_subject"))
        return mime::baseSubject(input);
    if (kind == QLatin1String("html_sanitize"))
        return html::sanitize(QStringView(input)).html;
    if (kind == QLatin1String("html_to_text"))
        return html::htmlToText(QStringView(input));
    if (kind == QLatin1String("charset_decode")) // bytes in base64; without a charset: guessed
        return mime::decodeCharset(QByteArray::fromBase64(line[QStringLiteral("base64")].toString().toLatin1()), line[QStringLiteral("charset")].toString().toLatin1());
    if (kind == QLatin1String("charset_guess"))
        return text(mime::guessCharset(QByteArray::fromBase64(line[QStringLiteral("base64")].toString().toLatin1())));
    if (kind == QLatin1String("inspect")) // a whole message, in base64 because its bytes are no JSON text
        return mime::inspect(QByteArray::fromBase64(line[QStringLiteral("base64")].toString().toLatin1()));
    return QJsonObject { { QStringLiteral("error"), QStringLiteral("unknown kind") } };
}

// A bare value has no document of its own in Qt: printed as the only element of a list, without the brackets.
QByteArray toJson(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QFile in;
    QFile out;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly))
        return 1;
    while (!in.atEnd()) {
        const QByteArray line = in.readLine().trimmed();
        if (line.isEmpty())
            continue;
        QJsonParseError error {};
        const QJsonDocument document = QJsonDocument::fromJson(line, &error);
        const QJsonValue result = error.error == QJsonParseError::NoError && document.isObject()
            ? answer(document.object())
            : QJsonValue(QJsonObject { { QStringLiteral("error"), error.errorString() } });
        out.write(toJson(result) + '\n');
        out.flush();
    }
    return 0;
}
