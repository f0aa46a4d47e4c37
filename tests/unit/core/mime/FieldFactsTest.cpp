// SPDX-License-Identifier: GPL-3.0-or-later
// What other projects' tests say about single fields. A full pass but for the rows listed here, each with what decides it.
#include "tests/unit/core/mime/Corpora.h"
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/AddressParser.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/Flowed.h"
#include "core/mime/Parameters.h"

#include <QJsonArray>
#include <QMap>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

struct Disputed {
    const char *input;
    const char *why;
};

constexpr const char *Continuations = "RFC 2231 section 3: continuations are put together; HTTP (RFC 8187) does not have them";
constexpr const char *EncodedWords = "mail clients write RFC 2047 into file names, and all of them read it; HTTP does not";
constexpr const char *Percent = "percent signs in a plain value are text (RFC 2045 section 5.1); browsers' form data is not mail";
constexpr const char *Damaged = "RFC 2231 does not say what a broken escape means: a readable name beats none where there is no other";
constexpr const char *QuotedExtended = "quoted extended values are common in mail (python-email asserts that they are decoded)";
constexpr const char *C1 = "iso-8859-1 is read as windows-1252: nobody puts C1 controls into a name";
constexpr const char *NoExtended = "asks for an option that leaves RFC 2231 undone";
constexpr const char *AnyCharset = "RFC 2231 allows every registered charset, RFC 8187 only UTF-8";

constexpr Disputed DisputedFields[] = {
    { "<>", "RFC 5322 section 3.4 has no empty angle-addr outside of Return-Path: it is no address" },
    { "attachment; filename*=\"UTF-8''%E2%82%AC%20rates.pdf\"", QuotedExtended },
    { "attachment; filename*=\"UTF-8''foo-%c3%a4.html\"", QuotedExtended },
    { "attachment; filename*=\"foo%20bar.html\"", QuotedExtended },
    { "attachment; filename*=UTF-8''%E4%20rates.pdf", Damaged },
    { "attachment; filename*=UTF-8''%E4%20rates.pdf; filename*=UTF-8''second.html", Damaged },
    { "attachment; filename*=ISO-8859-1''%A3%2rates.pdf", Damaged },
    { "attachment; filename*=UTF-8''foo%", Damaged },
    { "attachment; filename*=UTF-8''f%oo.html", Damaged },
    { "attachment; filename*=UTF-8'foo-%c3%a4.html", Damaged },
    { "attachment; filename*=''foo-%c3%a4-%e2%82%ac.html", "RFC 2231 section 4: charset and language may be empty" },
    { "attachment; filename *=UTF-8''foo-%c3%a4.html", "a blank before the star belongs to no name (RFC 2045 section 5.1)" },
    { "attachment; filename*=ISO-8859-1''%82%20rates.pdf", C1 },
    { "attachment; filename*=iso-8859-1''foo-%c3%a4-%e2%82%ac.html", C1 },
    { "attachment; filename*=ISO-8859-2''%A4%20rates.pdf", AnyCharset },
    { "attachment; filename=\"EURO rates.pdf\"; filename*=ISO-8859-2''%A4%20rates.pdf", AnyCharset },
    { "attachment; filename=\"bar", "an unclosed quote ends with the field: the name is all there" },
    { "attachment; filename*0=\"foo.\"; filename*1=\"html\"", Continuations },
    { "attachment; filename*0=\"foo\"; filename*1=\"\\b\\a\\r.html\"", Continuations },
    { "attachment; filename*0*=UTF-8''foo-%c3%a4; filename*1=\".html\"", Continuations },
    { "attachment; filename*0=\"foo\"; filename*01=\"bar\"", Continuations },
    { "attachment; filename*0=\"foo\"; filename*2=\"bar\"", Continuations },
    { "attachment; filename*1=\"foo.\"; filename*2=\"html\"", Continuations },
    { "attachment; filename*1=\"bar\"; filename*0=\"foo\"", Continuations },
    { "attachment; filename==?ISO-8859-1?Q?foo-=E4.html?=", EncodedWords },
    { "attachment; filename=\"=?ISO-8859-1?Q?foo-=E4.html?=\"", EncodedWords },
    { "attachment filename=bar", "RFC 2183 section 2: the type is a token, no blank is part of it" },
    { "attachment; foo=foo filename=bar", "RFC 2045 section 5.1: an unquoted value is a token; a known name behind a blank is the next parameter" },
    { "form-data; name=\"upload\"; filename=\"the %22plans%22.pdf\"", Percent },
    { "form-data; name=\"upload\"; filename=\"foo%0abar%0d.txt\"", Percent },
    { "form-data; name=\"upload\"; filename=\"foo%0Abar%0D.txt\"", Percent },
};

bool isDisputed(const QJsonObject &row)
{
    const QByteArray input = row[QStringLiteral("input")].toString().toUtf8();
    for (const Disputed &disputed : DisputedFields) {
        if (input == disputed.input)
            return true;
    }
    const QJsonArray path = row[QStringLiteral("path")].toArray();
    return path.contains(QStringLiteral("when \"extended\" option is false")) && *NoExtended != 0;
}

// Half surrogates stand for bytes that are no UTF-8.
QByteArray toBytes(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isSurrogate() && !(text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) && !(text[i].isLowSurrogate() && i > 0 && text[i - 1].isHighSurrogate()))
            text[i] = QChar::ReplacementCharacter;
    }
    return text.toUtf8();
}

std::string paramsOf(const Parameters &params)
{
    QMap<QString, QString> sorted;
    for (const Parameter &parameter : params)
        sorted[QString::fromUtf8(parameter.name)] = parameter.value;
    std::string out;
    for (auto it = sorted.cbegin(); it != sorted.cend(); ++it)
        out += s(it.key()) + "=" + s(it.value()) + ";";
    return out;
}

// Names with stars are RFC 2231's way to write, not names: that set keeps them beside what they mean.
std::string paramsOf(const QJsonObject &params)
{
    std::string out;
    for (auto it = params.begin(); it != params.end(); ++it) {
        if (!it.key().contains(u'*'))
            out += s(it.key()) + "=" + s(it.value().toString()) + ";";
    }
    return out;
}

struct Verdict {
    std::string expected;
    std::string found;
};

// Nothing where a row states something else than a mail fact that core/mime answers.
std::optional<Verdict> judge(const QJsonObject &row)
{
    const QString kind = row[QStringLiteral("kind")].toString();
    const QString input = row[QStringLiteral("input")].toString();
    const QString expected = row[QStringLiteral("expected")].toString();
    const QByteArray bytes = toBytes(input);
    const QJsonObject params = row[QStringLiteral("params")].toObject();
    const bool delSp = row[QStringLiteral("options")].toObject()[QStringLiteral("DeleteSpace")].toBool();
    if (kind == QLatin1String("content_type")) {
        const ContentType type = parseContentType(bytes);
        return Verdict { s(row[QStringLiteral("type")].toString()) + "|" + paramsOf(params), s(type.type + '/' + type.subtype) + "|" + paramsOf(type.params) };
    }
    if (kind == QLatin1String("content_disposition")) {
        const ParameterizedValue value = parseParameters(bytes);
        return Verdict { s(row[QStringLiteral("type")].toString()) + "|" + paramsOf(params), s(value.value) + "|" + paramsOf(value.params) };
    }
    if (kind == QLatin1String("address"))
        return Verdict { s(row[QStringLiteral("display_name")].toString()) + " <" + s(row[QStringLiteral("address")].toString()) + ">", s(parseAddresses(bytes)) };
    if (kind == QLatin1String("unstructured") || kind == QLatin1String("encoded_word"))
        return Verdict { s(expected), s(decodeHeaderText(bytes)) };
    if (kind == QLatin1String("header_decode"))
        return Verdict { s(expected), s(headerFieldsOf(bytes).value(0).text()) };
    if (kind == QLatin1String("parameter"))
        return Verdict { s(expected), s(parseContentType("x/y; " + bytes).params.value(row[QStringLiteral("name")].toString().toUtf8())) };
    if (kind == QLatin1String("flowed_to_text"))
        return Verdict { s(expected), s(flowedToText(input, delSp)) };
    if (kind == QLatin1String("text_to_flowed"))
        return Verdict { s(expected), s(textToFlowed(input, delSp)) };
    return {};
}

int checkFile(const QString &path)
{
    int checked = 0;
    for (const QJsonObject &row : jsonLines(path)) {
        const std::optional<Verdict> verdict = judge(row);
        if (!verdict)
            continue;
        ++checked;
        const std::string label = row[QStringLiteral("kind")].toString().toStdString() + " " + row[QStringLiteral("input")].toString().toStdString();
        if (isDisputed(row))
            EXPECT_NE(verdict->found, verdict->expected) << "no longer disputed: " << label;
        else
            EXPECT_EQ(verdict->found, verdict->expected) << label;
    }
    return checked;
}

TEST(FieldFacts, pythonEmail)
{
    GOLUB_NEED_CORPORA("expect");
    EXPECT_GE(checkFile(corpora + QStringLiteral("/expect/python-email.jsonl")), 85);
}

TEST(FieldFacts, mimekit)
{
    GOLUB_NEED_CORPORA("expect");
    EXPECT_GE(checkFile(corpora + QStringLiteral("/expect/mimekit.jsonl")), 15);
}

TEST(FieldFacts, tc2231)
{
    GOLUB_NEED_CORPORA("expect");
    EXPECT_GE(checkFile(corpora + QStringLiteral("/expect/tc2231-jshttp.jsonl")), 135);
}

} // namespace
} // namespace golub::mime
