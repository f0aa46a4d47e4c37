// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/base/Limits.h"
#include "core/mime/Parameters.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string fileName(QByteArrayView field)
{
    return s(parseParameters(field).params.value("filename"));
}

std::string type(QByteArrayView field)
{
    const ContentType parsed = parseContentType(field);
    return s(parsed.type + '/' + parsed.subtype) + (parsed.valid ? "" : "!");
}

TEST(Parameters, contentTypes)
{
    EXPECT_EQ(type("text/plain"), "text/plain");
    EXPECT_EQ(type(" TEXT / Html ; charset=x"), "text/html");
    EXPECT_EQ(type("(a) text (b)/(c)plain(d)"), "text/plain");
    EXPECT_EQ(type("text"), "text/plain!");
    EXPECT_EQ(type(""), "text/plain!");
    EXPECT_EQ(type("image/jpeg/foo"), "text/plain!");
    EXPECT_EQ(type("multipart/mixed boundary=b"), "multipart/mixed");
    EXPECT_EQ(s(parseContentType("multipart/mixed boundary=b").params.value("boundary")), "b");
}

TEST(Parameters, plainValues)
{
    const Parameters params = parseContentType("text/plain; A=1; b = \"two \\\"2\\\"\"; c=three (comment); A=again").params;
    EXPECT_EQ(s(params.value("a")), "1");
    EXPECT_EQ(s(params.value("b")), "two \"2\"");
    EXPECT_EQ(s(params.value("c")), "three");
    EXPECT_EQ(fileName("attachment; (a) filename (b) = (c) a.txt (d)"), "a.txt");
    EXPECT_EQ(params.size(), 3);
}

TEST(Parameters, unquotedRubbish)
{
    EXPECT_EQ(fileName("attachment; filename=my report (1).pdf; size=3"), "my report (1).pdf");
    EXPECT_EQ(fileName("attachment; filename=foo[1](2).html"), "foo[1](2).html");
    EXPECT_EQ(fileName("attachment; filename=\"open.txt"), "open.txt");
    EXPECT_EQ(fileName("attachment; filename=\"a.html\".txt"), "a.html");
    EXPECT_EQ(fileName("attachment; size=\"1\" filename=\"no-semicolon.txt\""), "no-semicolon.txt");
    EXPECT_EQ(fileName("attachment;;; filename=a"), "a");
    EXPECT_EQ(fileName("attachment; filename=\"folded\r\n name.txt\""), "folded name.txt");
}

TEST(Parameters, rfc2231)
{
    EXPECT_EQ(fileName("attachment; filename*=UTF-8''%C5%BC%C3%B3%C5%82w.txt"), "żółw.txt");
    EXPECT_EQ(fileName("attachment; filename*=iso-8859-2'pl'%BF.txt"), "ż.txt");
    EXPECT_EQ(fileName("attachment; filename*1=\"b.txt\"; filename*0=\"a\""), "ab.txt");
    EXPECT_EQ(fileName("attachment; filename*0*=utf-8''%C5; filename*1*=%BC; filename*2=\".txt\""), "ż.txt");
    EXPECT_EQ(fileName("attachment; filename=\"ascii.txt\"; filename*=UTF-8''%C5%BC.txt"), "ż.txt");
    EXPECT_EQ(fileName("attachment; filename=\"ascii.txt\"; filename*=UTF-8''%FF.txt"), "ascii.txt");
    EXPECT_EQ(fileName("attachment; filename*=no-ticks%20here"), "no-ticks here");
    EXPECT_EQ(fileName("attachment; filename*=UTF-8''100%.txt"), "100%.txt");
    EXPECT_EQ(fileName("attachment; filename*=UTF-8''a%41"), "aA");
}

TEST(Parameters, brokenMediaTypes)
{
    EXPECT_EQ(type("application/pdf x"), "application/pdf");
    EXPECT_EQ(type("\"text/html\"; charset=utf-8"), "text/html");
    EXPECT_EQ(type("Content-Type: text/html; charset=utf-8"), "text/html");
    EXPECT_EQ(type("text/html, text/plain"), "text/html");
    EXPECT_EQ(s(parseParameters("attachment x; filename=a.txt").value), "attachment");
    EXPECT_EQ(s(parseParameters("attachment(a comment); filename=a.txt").value), "attachment");
}

TEST(Parameters, forgottenSemicolons)
{
    EXPECT_EQ(fileName("attachment filename=\"a b.txt\""), "a b.txt");
    EXPECT_EQ(fileName("attachment; size=12 filename=a.txt"), "a.txt");
    EXPECT_EQ(fileName("attachment;\r\n x-one=1\r\n filename=a.txt"), "a.txt");
    EXPECT_EQ(fileName("attachment\r\n filename*0*=utf-8''%C5%BC\r\n filename*1*=%C3%B3\r\n filename*2=.txt"), "żó.txt");
    EXPECT_EQ(fileName("attachment; filename=sum of x=2.txt"), "sum of x=2.txt");
    EXPECT_EQ(s(parseContentType("text/plain; charset=utf-8 format=flowed").params.value("charset")), "utf-8");
    EXPECT_EQ(s(parseContentType("text/plain; charset=utf-8 format=flowed").params.value("format")), "flowed");
}

TEST(Parameters, quotesAndBackslashesThatWereNotEscaped)
{
    EXPECT_EQ(fileName("attachment; filename=\"the \"new\" plan.txt\"; size=3"), "the \"new\" plan.txt");
    EXPECT_EQ(fileName("attachment; filename=\"C:\\plans\\new.txt\""), "C:\\plans\\new.txt");
    EXPECT_EQ(fileName("attachment; filename=\"C:\\\\plans\\\\new.txt\""), "C:\\plans\\new.txt");
    EXPECT_EQ(fileName("attachment; filename=\"a\\"), "a");
    EXPECT_EQ(fileName("attachment; filename=\"a\\\"b\\\\c.txt\""), "a\"b\\c.txt");
}

TEST(Parameters, continuationsThatAreNotWhole)
{
    EXPECT_EQ(fileName("attachment; filename*0=a; filename*1=b; filename*3=d"), "ab");
    EXPECT_EQ(fileName("attachment; filename*0=a; filename*0=z; filename*1=b"), "ab");
    EXPECT_EQ(fileName("attachment; filename*1=b; filename*2=c"), "bc");
    EXPECT_EQ(fileName("attachment; filename=whole.txt; filename*1=b; filename*2=c"), "whole.txt");
    EXPECT_EQ(fileName("attachment; filename*0=a; filename*01=b"), "a");
    EXPECT_EQ(fileName("attachment; filename*0*=utf-8''%C5; filename=fallback.txt"), "fallback.txt");
    EXPECT_EQ(fileName("attachment; filename*0*=utf-8''%C5%BC; filename*1*=utf-8''%C3%B3.txt"), "żó.txt");
    EXPECT_EQ(parseParameters("attachment; filename*1a=x; filename**=y; filename*-1=z").params.size(), 0);
}

TEST(Parameters, encodedWordsWhereTheyDoNotBelong)
{
    EXPECT_EQ(fileName("attachment; filename=\"=?UTF-8?Q?=C5=BC=C3=B3?= =?UTF-8?Q?=C5=82w.txt?=\""), "żółw.txt");
    EXPECT_EQ(fileName("attachment; filename==?UTF-8?B?xbw=?=.txt"), "ż.txt");
    EXPECT_EQ(fileName("attachment; filename*0=\"=?UTF-8?B?\"; filename*1=\"xbw=?=.txt\""), "ż.txt");
}

TEST(Parameters, rawBytes)
{
    EXPECT_EQ(fileName("attachment; filename=\"\xC5\xBC.txt\""), "ż.txt");
    EXPECT_EQ(fileName("attachment; filename=\"caf\xE9.txt\""), "café.txt");
}

TEST(Parameters, limit)
{
    QByteArray field = "x/y";
    for (int i = 0; i < limits::ParametersPerField + 5; ++i)
        field += "; p" + QByteArray::number(i) + "=1";
    EXPECT_EQ(parseContentType(field).params.size(), limits::ParametersPerField);
}

TEST(Parameters, writtenValuesComeBack)
{
    const QStringList names { QStringLiteral("a.txt"), QStringLiteral("with blank.txt"), QStringLiteral("quote\"back\\slash"), QStringLiteral("żółw i gęś.pdf"),
        QStringLiteral("Отчёт за январь 2026 года, окончательная версия.docx"), QStringLiteral("日本語のファイル名.txt").repeated(10), QStringLiteral("x").repeated(180),
        QStringLiteral("🕊️.png"), QStringLiteral("100%'s*.txt"), QStringLiteral("=?utf-8?q?x?=") };
    for (const QString &name : names) {
        qsizetype column = 31;
        const QByteArray field = "attachment" + encodeParameter("filename", name, column);
        EXPECT_EQ(fileName(field), s(name));
        for (const QByteArray &line : field.split('\n'))
            EXPECT_LE(line.size(), 79);
    }
}

} // namespace
} // namespace golub::mime
