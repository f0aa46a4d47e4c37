// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/ReadableDomain.h"

#include <QUrl>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string readable(const char *domain)
{
    return s(readableDomain(QString::fromUtf8(domain)));
}

TEST(ReadableDomain, honestNamesAreShownAsTheirOwnersWriteThem)
{
    for (const char *name : { "żółw.example", "müller.example", "名がドメイン.example", "郵件.商務", "пример.example", "почта.рф", "παράδειγμα.example", "한국.example",
             "राम.example", "şey.example", "mail2żółw.example", "việt.example" }) {
        EXPECT_EQ(readable(name), name);
        const QByteArray ace = QUrl::toAce(QString::fromUtf8(name), QUrl::IgnoreIDNWhitelist);
        EXPECT_TRUE(ace.contains("xn--")) << name;
        EXPECT_EQ(readable(ace.constData()), name);
    }
}

TEST(ReadableDomain, plainNamesStay)
{
    for (const char *name : { "", "example.org", "EXAMPLE.org", "[192.0.2.1]", "a..b", "xn--", "xn--zzzz-invalid-9", "under_score.example" })
        EXPECT_EQ(readable(name), name);
}

// Letters of another script among Latin ones, or a whole word that looks Latin and is not.
TEST(ReadableDomain, namesThatCouldPassForOthersAreShownInAscii)
{
    EXPECT_EQ(readable("xn--80ak6aa92e.com"), "xn--80ak6aa92e.com");
    EXPECT_EQ(readable("аррӏе.com"), "xn--80ak6aa92e.com");
    for (const char *name : { "pаypal.example", "exаmple.org", "gооgle.example", "αβ-latin.example", "ɢoogle.example", "paypaı.example", "аһа.example" }) {
        const std::string shown = readable(name);
        EXPECT_EQ(shown.rfind("xn--", 0), 0U) << name;
        EXPECT_EQ(readable(shown.c_str()), shown);
    }
}

TEST(ReadableDomain, wordsThatLookLatinAreAtHomeInTheirCountries)
{
    EXPECT_EQ(readable("сосо.ru"), "сосо.ru");
    EXPECT_EQ(readable("сосо.рф"), "сосо.рф");
    EXPECT_EQ(readable("ısı.tr"), "ısı.tr");
}

TEST(ReadableDomain, invisibleCharactersAreNotHidden)
{
    EXPECT_EQ(readable("exa\u200Bmple.org"), "example.org");
    EXPECT_EQ(readable("\u0387s.example"), "\u00B7s.example"); // one sign in two forms
    EXPECT_NE(readable("e\u0301\u0301\u0301x.example"), "e\u0301\u0301\u0301x.example");
}

} // namespace
} // namespace golub::mime
