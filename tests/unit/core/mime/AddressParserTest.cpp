// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/AddressParser.h"

#include <gtest/gtest.h>

#include <chrono>

namespace golub::mime {
namespace {

std::string parsed(QByteArrayView field)
{
    return s(parseAddresses(field));
}

TEST(AddressParser, plainForms)
{
    EXPECT_EQ(parsed("a@b.example"), " <a@b.example>");
    EXPECT_EQ(parsed("<a@b.example>"), " <a@b.example>");
    EXPECT_EQ(parsed("Ala Nowak <a@b.example>, \"Jan \\\"J\\\" K.\" <j@b.example>"), "Ala Nowak <a@b.example>|Jan \"J\" K. <j@b.example>");
    EXPECT_EQ(parsed("a@b.example (Ala (the cat))"), "Ala (the cat) <a@b.example>");
    EXPECT_EQ(parsed(""), "");
    EXPECT_EQ(parsed(" , ,, "), "");
}

TEST(AddressParser, encodedAndRawNames)
{
    EXPECT_EQ(parsed("=?utf-8?q?=C5=BB=C3=B3=C5=82w?= =?utf-8?q?_A?= <a@b.example>"), "Żółw A <a@b.example>");
    EXPECT_EQ(parsed("\"=?utf-8?q?=C5=BB?=\" <a@b.example>"), "Ż <a@b.example>");
    EXPECT_EQ(parsed("=?utf-8?Q?Doe,_John?= <a@b.example>"), "Doe, John <a@b.example>");
    EXPECT_EQ(parsed("\xC5\xBB\xC3\xB3\xC5\x82w <a@b.example>"), "Żółw <a@b.example>");
    EXPECT_EQ(parsed("\xC5\xBC@b\xC5\xBC.example"), " <ż@bż.example>");
}

TEST(AddressParser, groups)
{
    EXPECT_EQ(parsed("undisclosed-recipients:;"), "undisclosed-recipients:[]");
    EXPECT_EQ(parsed("Team: a@b.example, Jan <j@b.example>; c@d.example"), "Team:[ <a@b.example>Jan <j@b.example>]| <c@d.example>");
    EXPECT_EQ(parsed("Open: a@b.example"), "Open:[ <a@b.example>]");
}

TEST(AddressParser, obsoleteForms)
{
    EXPECT_EQ(parsed("<@r1.example,@r2.example:a@b.example>"), " <a@b.example>");
    EXPECT_EQ(parsed("a . b @ c . example"), " <a.b@c.example>");
    EXPECT_EQ(parsed("John Q. Public <j@b.example>"), "John Q. Public <j@b.example>");
    EXPECT_EQ(parsed("\"a b\"@c.example"), " <\"a b\"@c.example>");
    EXPECT_EQ(parsed("\"ab\"@c.example"), " <ab@c.example>");
    EXPECT_EQ(parsed("a@[192.0.2.1]"), " <a@[192.0.2.1]>");
    EXPECT_EQ(parsed("a@[IPv6:2001:db8::1]"), " <a@[IPv6:2001:db8::1]>");
}

TEST(AddressParser, marksWithoutTheirCounterpart)
{
    EXPECT_EQ(parsed("\"Ala <ala@a.example>, Ola <ola@o.example>"), "Ala <ala@a.example>|Ola <ola@o.example>");
    EXPECT_EQ(parsed("(Ala <ala@a.example>"), "Ala <ala@a.example>");
    EXPECT_EQ(parsed("Ala) <ala@a.example>"), "Ala) <ala@a.example>");
    EXPECT_EQ(parsed("ala@a.example>"), " <ala@a.example>");
    EXPECT_EQ(parsed("<<<ala@a.example>>>"), " <ala@a.example>");
    EXPECT_EQ(parsed("<ala@a.example, ola@o.example>"), " <ala@a.example>| <ola@o.example>");
    EXPECT_EQ(parsed("ala@a.example ("), " <ala@a.example>");
    EXPECT_EQ(parsed("<"), "");
    EXPECT_EQ(parsed("\""), "");
}

TEST(AddressParser, forgottenCommas)
{
    EXPECT_EQ(parsed("ala@a.example ola@o.example"), " <ala@a.example>| <ola@o.example>");
    EXPECT_EQ(parsed("<ala@a.example> \"Ola\" <ola@o.example>"), " <ala@a.example>|Ola <ola@o.example>");
    EXPECT_EQ(parsed("Ala ala@a.example Ola ola@o.example"), "Ala <ala@a.example>|Ola <ola@o.example>");
    EXPECT_EQ(parsed("ala@a.example: <ola@o.example>"), " <ala@a.example>| <ola@o.example>");
}

TEST(AddressParser, namesAroundTheAddress)
{
    EXPECT_EQ(parsed("<ala@a.example> Ala"), "Ala <ala@a.example>");
    EXPECT_EQ(parsed("ala@a.example Ala Kot"), "Ala Kot <ala@a.example>");
    EXPECT_EQ(parsed("John <Jo> Doe <jd@d.example>"), "John <Jo> Doe <jd@d.example>");
    EXPECT_EQ(parsed("just some words"), "just some words <>");
    EXPECT_EQ(parsed("\"quoted\""), "quoted <>");
    EXPECT_EQ(parsed("root"), " <root>");
    EXPECT_EQ(parsed("=?utf-8?Q?Ala_<ala@a.example>?="), "Ala <ala@a.example> <>"); // encoded, so no address (RFC 2047 section 5)
    EXPECT_EQ(parsed("\"Ala\r\nKot\" <ala@a.example>"), "Ala Kot <ala@a.example>");
    EXPECT_EQ(parsed("ala@"), " <ala@>");
    EXPECT_EQ(parsed("=?utf-8?Q?=22Kot,_Ala=22?= <ala@a.example>"), "Kot, Ala <ala@a.example>");
    EXPECT_EQ(parsed("Kot(a cat)Ala <ala@a.example>"), "Kot Ala <ala@a.example>");
}

// Only behind a bare address a comment is the name, as it was before there were angle brackets (RFC 5322, appendix A.6.3).
TEST(AddressParser, commentsAsNames)
{
    EXPECT_EQ(parsed("ala@a.example (Ala\t Kot)"), "Ala Kot <ala@a.example>");
    EXPECT_EQ(parsed("(Ala) ala@a.example"), "Ala <ala@a.example>");
    EXPECT_EQ(parsed("ala(her)@(its)a.example (Ala) (Kot)"), "Ala Kot <ala@a.example>");
    EXPECT_EQ(parsed("<ala@a.example> (at home)"), " <ala@a.example>");
    EXPECT_EQ(parsed("a.(the greatest) kot@(the)a.example"), " <a.kot@a.example>");
}

TEST(AddressParser, groupsInGroupsAndTheirNeighbours)
{
    EXPECT_EQ(parsed("Out: In: a@a.example;, b@b.example;, c@c.example"), "Out:[ <a@a.example> <b@b.example>]| <c@c.example>");
    EXPECT_EQ(parsed("Title, Group: a@a.example;"), " <Title>|Group:[ <a@a.example>]");
    EXPECT_EQ(parsed(":;"), "");
}

TEST(AddressParser, domains)
{
    EXPECT_EQ(parsed("ala@a.example."), " <ala@a.example>");
    EXPECT_EQ(parsed("<\"\"@a.example>"), " <\"\"@a.example>");
    EXPECT_EQ(parsed("ala@(home)[192.0.2.1]"), " <ala@[192.0.2.1]>");
    EXPECT_EQ(parsed("<ala@[192.0.2.1>, ola@o.example"), " <ala@[192.0.2.1>| <ola@o.example>");
    EXPECT_EQ(parsed("<ala@[192.0.2.1 <b>]>, ola@o.example"), " <ala@[192.0.2.1<b>]>| <ola@o.example>");

    EXPECT_EQ(parsed("ala@xn--w-uga1v8h.example"), " <ala@żółw.example>");
    EXPECT_EQ(parsed("ala@exam\x01ple.org"), " <ala@example.org>");
    EXPECT_EQ(parsed("ala@b@аррӏе.example"), " <ala@b@xn--80ak6aa92e.example>");
    EXPECT_EQ(parsed("ala@аррӏе.example"), " <ala@xn--80ak6aa92e.example>");
}

TEST(AddressParser, wrongButReadable)
{
    EXPECT_EQ(parsed("Doe, John <j@b.example>, x@y.example"), "Doe, John <j@b.example>| <x@y.example>");
    EXPECT_EQ(parsed("j@b.example <j@b.example>"), "j@b.example <j@b.example>");
    EXPECT_EQ(parsed("John <j@b.example"), "John <j@b.example>");
    EXPECT_EQ(parsed("John <<j@b.example>>"), "John <j@b.example>");
    EXPECT_EQ(parsed("a@b.example; c@d.example"), " <a@b.example>| <c@d.example>");
    EXPECT_EQ(parsed("John Doe j@b.example"), "John Doe <j@b.example>");
    EXPECT_EQ(parsed("mailto:a@b.example"), " <a@b.example>");
    EXPECT_EQ(parsed("root, postmaster"), " <root>| <postmaster>");
    EXPECT_EQ(parsed("\"never closed <a@b.example>"), "never closed <a@b.example>");
    EXPECT_EQ(parsed("(never closed"), "");
}

TEST(AddressParser, foldedFields)
{
    EXPECT_EQ(parsed("a@b.example,\r\n\tJan\r\n Kowalski <j@b.example>"), " <a@b.example>|Jan Kowalski <j@b.example>");
}

TEST(AddressParser, hostileInputIsLinear)
{
    const auto begin = std::chrono::steady_clock::now();
    for (const char *piece : { "=?", "(", "<", "\"", "a@", ",", "a,", ":", "a:", "[", "\\", "<@a,", "a b ", "=?a?q?," })
        parseAddresses(QByteArray(piece).repeated(100000));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

TEST(AddressParser, typedLists)
{
    EXPECT_EQ(s(parseTypedAddresses(QStringLiteral("Ala <a@b.example>; c@d.example\ne@f.example"))), "Ala <a@b.example>| <c@d.example>| <e@f.example>");
    EXPECT_EQ(s(parseTypedAddresses(QStringLiteral("Żółw <z@b.example>"))), "Żółw <z@b.example>");
}

TEST(AddressParser, plausibility)
{
    for (const char *good : { "a@b", "a.b+c@d.example", "\"a b\"@c.example", "a@[192.0.2.1]", "ż@ż.example" })
        EXPECT_TRUE(isPlausibleAddress(QString::fromUtf8(good))) << good;
    for (const char *bad : { "", "a", "@b", "a@", "a b@c", "a@b c", "a@b..c", ".a@b", "a@.b", "a@b>", "a\r\n@b", "a@b\n" })
        EXPECT_FALSE(isPlausibleAddress(QString::fromUtf8(bad))) << bad;
}

std::string encoded(const AddressList &list, bool utf8 = false)
{
    qsizetype column = 4;
    return s(encodeAddresses(list, column, utf8));
}

TEST(AddressEncoder, names)
{
    EXPECT_EQ(encoded(AddressList::of({ { QStringLiteral("Ala"), QStringLiteral("a@b.example") } })), "Ala <a@b.example>");
    EXPECT_EQ(encoded(AddressList::of({ { QStringLiteral("Nowak, Ala"), QStringLiteral("a@b.example") } })), "\"Nowak, Ala\" <a@b.example>");
    EXPECT_EQ(encoded(AddressList::of({ { QStringLiteral("Żółw"), QStringLiteral("a@b.example") } })), "=?UTF-8?B?xbvDs8WCdw==?= <a@b.example>");
    EXPECT_EQ(encoded(AddressList::of({ { QStringLiteral("Żółw"), QStringLiteral("ż@b.example") } }), true), "\"Żółw\" <ż@b.example>");
}

TEST(AddressEncoder, nothingBreaksOut)
{
    EXPECT_EQ(encoded(AddressList::of({ { QStringLiteral("A\r\nBcc: x@y"), QStringLiteral("a@b.example") } })), "\"A Bcc: x@y\" <a@b.example>");
    EXPECT_EQ(encoded(AddressList::of({ { {}, QStringLiteral("a@b.example>\r\nBcc: x@y") } })), "\"a@b.example> Bcc: x\"@y");
    EXPECT_EQ(encoded(AddressList::of({ { {}, QStringLiteral("a@b c") }, { {}, QStringLiteral("x@y.example") } })), "x@y.example");
    EXPECT_EQ(s(encodeAddress(QStringLiteral("a b@c.example"))), "\"a b\"@c.example");
    EXPECT_EQ(s(encodeAddress(QStringLiteral("a@żółw.example"))), "a@xn--w-uga1v8h.example");
}

TEST(AddressEncoder, wordsAndLiteralsStayApart)
{
    // Without brackets "c," would be read as half of the name behind it.
    EXPECT_EQ(encoded(AddressList::of({ { {}, QStringLiteral("c") }, { QStringLiteral("Ala"), QStringLiteral("a@b.example") } })), "<c>, Ala <a@b.example>");
    // Without brackets the address is an encoded word, and the comma belongs to a name.
    const AddressList encodedWord = AddressList::of({ { {}, QStringLiteral("=?utf-8?q?a@=?=") }, { QStringLiteral("Ala"), QStringLiteral("a@b.example") } });
    EXPECT_EQ(encoded(encodedWord), "<=?utf-8?q?a@=?=>, Ala <a@b.example>");
    qsizetype column = 4;
    EXPECT_EQ(s(parseAddresses(encodeAddresses(encodedWord, column))), s(encodedWord));
    EXPECT_EQ(s(encodeAddress(QStringLiteral("a@["))), "");
    EXPECT_EQ(s(encodeAddress(QStringLiteral("a@[IPv6:2001:db8::1]"))), "a@[IPv6:2001:db8::1]");
    EXPECT_EQ(s(encodeAddress(QStringLiteral("a@b:c"))), "");
    EXPECT_EQ(parsed("John <a@[192.0.2.1>, b@c.example"), "John <a@[192.0.2.1>| <b@c.example>");
}

TEST(AddressEncoder, longListsFoldAndComeBack)
{
    QList<Address> many;
    for (int i = 0; i < 60; ++i)
        many.append({ QStringLiteral("Użytkownik, numer %1 „cudzysłów”").arg(i), QStringLiteral("uzytkownik.%1@example.org").arg(i) });
    many.append({ QStringLiteral("Имя Отчество Фамилия ").repeated(8).trimmed(), QStringLiteral("long@example.org") });
    many.append({ QStringLiteral("Plain \"Nick\" Name (x)"), QStringLiteral("\"odd local\"@example.org") });
    AddressList list = AddressList::of(many);
    list.append({ {}, true, QStringLiteral("Grupa: żółta"), { many[0], many[1] } });
    list.append({ {}, true, QStringLiteral("undisclosed-recipients"), {} });
    qsizetype column = 4;
    const QByteArray written = encodeAddresses(list, column);
    for (const QByteArray &line : written.split('\n'))
        EXPECT_LE(line.size(), 79) << s(line);
    EXPECT_EQ(s(parseAddresses(written)), s(list));
}

} // namespace
} // namespace golub::mime
