// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/AddressInput.h"

#include <gtest/gtest.h>

namespace golub::compose {
namespace {

QList<Address> parsed(const char16_t *text)
{
    const Result<QList<Address>> addresses = parseAddressInput(QString::fromUtf16(text));
    EXPECT_TRUE(addresses) << (addresses ? "" : addresses.error().text.toStdString());
    return addresses.value_or({});
}

Address address(const char16_t *name, const char16_t *spec)
{
    return { QString::fromUtf16(name), QString::fromUtf16(spec) };
}

TEST(AddressInput, takesCommasSemicolonsAndLines)
{
    const QList<Address> expected { address(u"", u"ala@example.org"), address(u"", u"ewa@example.org"), address(u"", u"jan@example.org") };
    EXPECT_EQ(parsed(u"ala@example.org, ewa@example.org; jan@example.org"), expected);
    EXPECT_EQ(parsed(u"ala@example.org\newa@example.org\r\n jan@example.org ,;\n"), expected);
    EXPECT_TRUE(parsed(u" , ;\n").isEmpty());
}

TEST(AddressInput, readsNames)
{
    EXPECT_EQ(parsed(u"Ala Nowak <ala@example.org>"), QList<Address> { address(u"Ala Nowak", u"ala@example.org") });
    EXPECT_EQ(parsed(u"\"Nowak, Ala \\\"A\\\"; x\" <ala@example.org>, Иван <ivan@пример.рф>"),
        (QList<Address> { address(u"Nowak, Ala \"A\"; x", u"ala@example.org"), address(u"Иван", u"ivan@пример.рф") }));
    EXPECT_EQ(parsed(u"<ala@example.org>"), QList<Address> { address(u"", u"ala@example.org") });
    EXPECT_EQ(parsed(u"ala@example.org <ala@example.org>"), QList<Address> { address(u"", u"ala@example.org") });
    EXPECT_EQ(parsed(u"mailto:ala@example.org"), QList<Address> { address(u"", u"ala@example.org") });
}

TEST(AddressInput, namesThePieceThatIsNoAddress)
{
    for (const char16_t *bad : { u"ala", u"ala@", u"@example.org", u"Ala <ala", u"Ala <ala@example.org> x", u"ala@exa mple.org", u"ala@example..org", u"ala@-x.org",
             u"Nowak <>", u"a b@example.org", u"ala@example.org." }) {
        const Result<QList<Address>> addresses = parseAddressInput(QStringLiteral("ewa@example.org, ") + QString::fromUtf16(bad));
        ASSERT_FALSE(addresses) << QString::fromUtf16(bad).toStdString();
        EXPECT_EQ(addresses.error().kind, ErrorKind::InvalidInput);
        EXPECT_TRUE(addresses.error().text.contains(QString::fromUtf16(bad))) << addresses.error().text.toStdString();
    }
}

TEST(AddressInput, takesQuotedLocalPartsThatSmtpCanSay)
{
    for (const char16_t *good : { u"\"ala nowak\"@example.org", u"\"a\\\"b\"@example.org", u"\"a@b\"@example.org" })
        EXPECT_TRUE(isUsableAddress(QString::fromUtf16(good))) << QString::fromUtf16(good).toStdString();
    for (const char16_t *bad : { u"\"\"@example.org", u"\"@example.org", u"\"a\"b\"@example.org", u"\"a\\\"@example.org", u"\"a> NOTIFY=NEVER\"@example.org",
             u"\"x\" <evil@example.net>, \"y\"@example.org", u"\"a\r\nb\"@example.org" })
        EXPECT_FALSE(isUsableAddress(QString::fromUtf16(bad))) << QString::fromUtf16(bad).toStdString();
}

TEST(AddressInput, survivesARoundTrip)
{
    const QList<Address> addresses { address(u"Nowak, Ala", u"ala@example.org"), address(u"", u"ewa@example.org"), address(u"Jan \"J\" \\ Kos", u"jan@example.org"),
        address(u"Łukasz Żak", u"l@example.org"), address(u"a@b <c>; d", u"x@example.org") };
    const Result<QList<Address>> read = parseAddressInput(addressInputText(addresses));
    ASSERT_TRUE(read) << addressInputText(addresses).toStdString();
    EXPECT_EQ(*read, addresses);
}

} // namespace
} // namespace golub::compose
