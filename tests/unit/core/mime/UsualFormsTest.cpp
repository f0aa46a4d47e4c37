// SPDX-License-Identifier: GPL-3.0-or-later
// What is read straight away is what the parsers that read anything make of it: over fields that are usual, nearly usual, and mutated.
#include "core/mime/UsualForms.h"
#include "tests/unit/core/mime/Helpers.h"

#include "core/base/Limits.h"

#include <gtest/gtest.h>

#include <random>

namespace golub::mime {
namespace {

constexpr const char *Addresses[] = {
    "user@example.org", " user@example.org ", "User Name <user@example.org>", "\"Name, User\" <user@example.org>", "<user@example.org>",
    "user@example.org (User Name)", "a@b.example, c@d.example,e@f.example", "Ann <a@b.example>,\r\n\t\"Bob B.\" <c@d.example>, e@f.example (E)",
    "J. R. User <user+tag=x@mail.example.org>", "Two  Blanks <a@b.example>", "Name<a@b.example>", ",a@b.example,, c@d.example,",
    "user@example.org.", "user@xn--bcher-kva.example", "user@b\xC3\xBC.example", "=?utf-8?q?x?= <a@b.example>", "Doe, John <jd@example.org>",
    "group: a@b.example;", "mailto:a@b.example", "<a@b.example> (Name)", "a@b.example Name", "a @ b.example", "\"a b\"@c.example", "name",
    "\"quo\\\"ted\" <a@b.example>", "\"  spaces  \" <a@b.example>", "\"\" <a@b.example>", "(comment) a@b.example", "a@b.example (one) (two)",
    "a@[192.0.2.1]", "<@route:a@b.example>", "a@b@c.example", "user..dot@example.org", "~{ <a@b.example>", "'quoted' <a@b.example>", "a@b.example (~{x~})",
    "first\tsecond <a@b.example>", "first\r\n second <a@b.example>", "=name <a@b.example>", "a@-b-.example, .a.@.b", "", " ", ",", "a@b.example;c@d.example",
    "=?utf-8?B?xbvDs8WCxIc=?= <a@b.example>", "=?UTF-8?b?xbvDsw==?=\r\n =?utf-8?B?xYLEhw==?= <a@b.example>, c@d.example", "=?utf-8?B?IsW7w7PFgsSHIg==?= <a@b.example>",
    "=?utf-8?B?QW5u?= Bee <a@b.example>", "=?utf-8?B?IEFubiA=?=<a@b.example>", "=?utf-8?B?QW5uCUI=?= <a@b.example>",
};

constexpr const char *Dates[] = {
    "Mon, 05 Jan 2026 09:07:03 +0100", "5 Jan 2026 09:07 -0500 (EST)", "Fri,  1 Nov 2002 23:59:59 GMT", "thu, 29 feb 2024 00:00:00 +1400",
    "Mon, 31 Feb 2026 09:07:03 +0100", "Mon, 05 Jan 26 09:07:03 +0100", "Mon, 05 Jan 2026 24:00:00 +0000", "Mon, 05 Jan 2026 23:59:60 +0000",
    "Mon, 05 Jan 2026 09:07:03 +1500", "Mon, 05 Jan 2026 09:07:03 +0060", "Mon, 05 Jan 2026 09:07:03", "Mon, 05 Jan 2026 09:07:03 EST",
    "Mon, 05 Jan 0099 09:07:03 +0000", "Mon,05 Jan 2026 09:07:03 -0000", "Mar, 05 Jan 2026 09:07:03 +0100", "Mon, 05 Jan 2026 9:07:03 +0100",
    "Mon, 05 Jan 2026 09:07:03 +0100 (", "Mon, 05 Jan 2026 09:07:03 GMT+0100", "05 Mai 2026 09:07:03 +0100", "Mon, 0 Jan 2026 09:07:03 +0100",
};

constexpr const char *Texts[] = {
    "Hello", " Hello, world! ", "folded\r\n over lines", "folded\n\tby a tab", "equals = question?", "a=?b", "=?utf-8?q?=C5=BC?=", "=\r\n?utf-8?q?x?=",
    "~{VPND~}", "~\r\n{VPND~}", "tilde ~ here~", "8-bit \xC5\xBC", "escape \x1B$B", "tab\there", "control \x01 here", "", " ", "=", "~", "ends =", "\r\n folded",
    "lone\rreturn", "DEL \x7F",
};

constexpr const char *Words[] = {
    "=?utf-8?B?xbvDs8WCxIc=?=", " =?UTF-8?b?xbvDs8WCxIc=?=\r\n\t=?utf-8?B?IGfEmcWbbMSF?= ", "=?utf-8?B?xbvDsw==?==?utf-8?B?xYLEhw==?=", "=?utf-8?B?QW5u?=",
    "=?utf-8?B?xQ==?= =?utf-8?B?uw==?=", "=?utf-8?B?w/P2?=", "=?utf-8?B?44GT44KT44Gr44Gh44Gv?=", "=?utf-8?B?77u/YWJj?=", "=?utf-8?B?YeKAqGI=?=", "=?utf-8?B?YQBi?=",
    "=?utf-8?B?fntWUE5Efn0=?=", "=?utf-8?B?YQ=?=", "=?utf-8?B?" "?=", "=?utf-8?B?QW5u?= and =?utf-8?B?QW5u?=", "=?utf-8*pl?B?xbvDs8WCxIc=?=", "=?utf-8?B?xbv Ds8WCxIc=?=",
    "=?utf-8?Q?a?=", "=?iso-8859-2?B?r/Pm?=", "=?utf-8?B?8J+agA==?=", "=?utf-8?B?7aCA?=", "=?utf-8?B?7////w==?=",
};

constexpr const char *Types[] = {
    "text/plain", "Text/PLAIN; charset=us-ascii", "text/plain; charset=\"utf-8\"; format=flowed", "multipart/mixed; boundary=\"----=_Part 1.2\"",
    "multipart/mixed;\r\n\tboundary=\"a b \"", "multipart/mixed; boundary=abc;", "multipart/mixed; boundary=\"\"", "application/x-foo+xml; name=a.txt ; size=12",
    "text/plain; charset=a; charset=b", "text/plain; charset", "text/plain; charset=", "text/plain charset=x", "text/plain; name*=utf-8''x", "text/plain; name=\"=?utf-8?q?x?=\"",
    "text/plain; name=\"a\\b\"", "text/plain; name=\"a\" b", "text/plain; name=a b", "text", "text/", "/plain", "text/plain (comment)", "text/plain; (c) charset=x", "\"text/plain\"",
    "content-type: text/plain", "text/plain; name=\"~{VPND~}\"", "text/plain;;; charset=x;;", "attachment; filename=x.txt", "inline", "attachment; filename=\"My File.doc\"; size=10",
    "text/plain; NAME=\"a;b\"", "text/plain; name=\"a\r\n b\"", "text/plain; name=\" x \"", "form-data; name=\"f\"; filename=\"C:\\x.txt\"",
};

class Mutator
{
public:
    QByteArray mutate(QByteArray field)
    {
        for (unsigned i = 1 + below(3); i > 0; --i) {
            const qsizetype at = qsizetype(below(unsigned(field.size() + 1)));
            const QByteArrayView usual(" ,;:<>@\"()=?~{}.-+aB012345\r\n\t\\[]'/*\xC5\x1B");
            const char c = below(8) == 0 ? char(below(256)) : usual[qsizetype(below(unsigned(usual.size())))];
            if (below(2) == 0 || at == field.size())
                field.insert(at, c);
            else if (below(2) == 0)
                field[at] = c;
            else
                field.remove(at, 1 + qsizetype(below(4)));
        }
        return field;
    }
    unsigned below(unsigned count) { return unsigned(m_engine() % count); }

private:
    std::mt19937 m_engine { 7 };
};

// Calls check with each field, and with many that were made of them. Returns for how many it said that they were usual.
template<size_t N, class Check>
int forFieldsLike(const char *const (&fields)[N], const Check &check)
{
    Mutator mutator;
    int usual = 0;
    for (const char *field : fields) {
        usual += check(QByteArray(field));
        for (int i = 0; i < 3000; ++i) {
            QByteArray other = mutator.mutate(field);
            if (mutator.below(8) == 0)
                other += ',' + mutator.mutate(fields[mutator.below(N)]);
            usual += check(other);
        }
    }
    return usual;
}

std::string shown(const QByteArray &field)
{
    return s(field.toPercentEncoding(" ,;:<>@\"()=?"));
}

std::string shown(const Parameters &params)
{
    std::string out;
    for (const Parameter &parameter : params)
        out += s(parameter.name) + "=" + s(parameter.value) + ";";
    return out;
}

TEST(UsualForms, addresses)
{
    const int usual = forFieldsLike(Addresses, [](const QByteArray &field) {
        AddressList list;
        const bool read = readUsualAddresses(field, list);
        if (read) {
            EXPECT_EQ(list, parseAnyAddresses(field)) << shown(field) << "\n" << s(list) << "\n" << s(parseAnyAddresses(field));
        }
        return read;
    });
    EXPECT_GT(usual, 10'000);
}

TEST(UsualForms, dates)
{
    const int usual = forFieldsLike(Dates, [](const QByteArray &field) {
        QDateTime date;
        const bool read = readUsualDate(field, date);
        if (read) {
            const QDateTime any = parseAnyDate(field);
            EXPECT_EQ(s(date.toString(Qt::ISODate)), s(any.toString(Qt::ISODate))) << shown(field);
            EXPECT_EQ(date.offsetFromUtc(), any.offsetFromUtc()) << shown(field);
        }
        return read;
    });
    EXPECT_GT(usual, 250);
}

TEST(UsualForms, everyDayOfACentury)
{
    Mutator random;
    for (QDate day(1970, 1, 1); day.year() < 2070; day = day.addDays(1)) {
        const QTime time(int(random.below(24)), int(random.below(60)), int(random.below(60)));
        const int offset = int(random.below(29)) - 14;
        const QByteArray zone = (offset < 0 ? "-" : "+") + QByteArray::number(100 + qAbs(offset)).last(2) + (random.below(2) && qAbs(offset) < 14 ? "30" : "00");
        const QByteArray field = (day.toString(u"ddd, d MMM yyyy ") + time.toString(u"HH:mm:ss ")).toLatin1() + zone;
        QDateTime date;
        ASSERT_TRUE(readUsualDate(field, date)) << shown(field);
        ASSERT_EQ(date.date(), day) << shown(field);
        ASSERT_EQ(date.time(), time) << shown(field);
        ASSERT_EQ(date.offsetFromUtc(), parseAnyDate(field).offsetFromUtc()) << shown(field);
    }
}

TEST(UsualForms, texts)
{
    const int usual = forFieldsLike(Texts, [](const QByteArray &field) {
        QString text;
        const bool read = readUsualText(field, text);
        if (read) {
            EXPECT_EQ(s(text), s(decodeAnyHeaderText(field))) << shown(field);
        }
        return read;
    });
    EXPECT_GT(usual, 10'000);
}

TEST(UsualForms, contentTypes)
{
    const int usual = forFieldsLike(Types, [](const QByteArray &field) {
        ContentType type;
        QByteArray boundary;
        const bool read = readUsualContentType(field, type, &boundary);
        if (read) {
            QByteArray anyBoundary;
            const ContentType any = parseAnyContentType(field, &anyBoundary);
            EXPECT_TRUE(any.valid) << shown(field);
            EXPECT_EQ(s(type.type + '/' + type.subtype), s(any.type + '/' + any.subtype)) << shown(field);
            EXPECT_EQ(type.params, any.params) << shown(field) << "\n" << shown(type.params) << "\n" << shown(any.params);
            EXPECT_EQ(s(boundary), s(anyBoundary)) << shown(field);
            EXPECT_EQ(boundary.isNull(), anyBoundary.isNull()) << shown(field);
        }
        return read;
    });
    EXPECT_GT(usual, 5'000);
}

TEST(UsualForms, parameters)
{
    const int usual = forFieldsLike(Types, [](const QByteArray &field) {
        ParameterizedValue value;
        const bool read = readUsualParameters(field, value);
        if (read) {
            const ParameterizedValue any = parseAnyParameters(field);
            EXPECT_EQ(s(value.value), s(any.value)) << shown(field);
            EXPECT_EQ(value.params, any.params) << shown(field) << "\n" << shown(value.params) << "\n" << shown(any.params);
        }
        return read;
    });
    EXPECT_GT(usual, 2'000);
}

TEST(UsualForms, words)
{
    const int usual = forFieldsLike(Words, [](const QByteArray &field) {
        QString text;
        const bool read = readUsualWords(field, text);
        if (read) {
            EXPECT_EQ(s(text), s(decodeAnyHeaderText(field))) << shown(field);
        }
        return read;
    });
    EXPECT_GT(usual, 300);
}

TEST(UsualForms, wordsOfAnyLength)
{
    QByteArray field;
    for (int i = 1; i < 60; ++i) {
        field += "=?utf-8?B?" + QByteArray(i % 7, 'a').append("\xC5\xBC").toBase64() + "?= ";
        QString text;
        const bool read = readUsualWords(field, text);
        EXPECT_EQ(read, field.size() <= 900);
        if (read) {
            EXPECT_EQ(s(text), s(decodeAnyHeaderText(field)));
        }
    }
}

TEST(UsualForms, theCommonOnesAreUsual)
{
    AddressList list;
    EXPECT_TRUE(readUsualAddresses("Ann <a@b.example>,\r\n\t\"Bob, B.\" <c@d.example>, e@f.example (E)", list));
    QDateTime date;
    EXPECT_TRUE(readUsualDate(" Mon, 05 Jan 2026 09:07:03 +0100 (CET)", date));
    QString text;
    EXPECT_TRUE(readUsualText(" Re: [list] What a subject?\r\n\tand more", text));
    EXPECT_TRUE(readUsualWords(" =?UTF-8?B?xbvDs8WCxIc=?=\r\n =?UTF-8?B?IGfEmcWbbMSF?=", text));
    EXPECT_EQ(s(text), "Żółć gęślą");
    EXPECT_TRUE(readUsualAddresses("=?utf-8?B?xbvDs8WCxIc=?= <a@b.example>, c@d.example", list));
    ContentType type;
    QByteArray boundary;
    EXPECT_TRUE(readUsualContentType(" multipart/mixed;\r\n\tboundary=\"----=_Part_1.2\"", type, &boundary));
    EXPECT_EQ(s(boundary), "----=_Part_1.2");
}

TEST(UsualForms, limitsHoldHereToo)
{
    QByteArray many;
    for (int i = 0; i < limits::AddressesPerField + 1; ++i)
        many += "a@b.example,";
    AddressList list;
    EXPECT_FALSE(readUsualAddresses(many, list));
    QByteArray parameters = "x/y";
    for (int i = 0; i < limits::ParametersPerField + 1; ++i)
        parameters += "; p" + QByteArray::number(i) + "=v";
    ContentType type;
    QByteArray boundary;
    EXPECT_FALSE(readUsualContentType(parameters, type, &boundary));
}

} // namespace
} // namespace golub::mime
