// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/Preview.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string preview(const char *text, qsizetype length = 200)
{
    const QString found = previewText(QString::fromUtf8(text), length);
    EXPECT_EQ(s(found), s(previewOfUtf8(text, length)));
    return s(found);
}

TEST(Preview, firstUsefulWords)
{
    EXPECT_EQ(preview("Hello Ala,\n\nthe   train leaves\nat noon.\n"), "Hello Ala, the train leaves at noon.");
    EXPECT_EQ(preview("word word", 4), "word");
    EXPECT_EQ(preview(""), "");
    EXPECT_EQ(preview("text\n-- \nAla Nowak"), "text");
    EXPECT_EQ(preview("=====\nNEWS\n-----\nof the week"), "NEWS of the week");
}

TEST(Preview, tellsWhenTheRestDoesNotMatter)
{
    bool enough = true;
    EXPECT_EQ(s(previewText(u"one\ntwo", 200, &enough)), "one two");
    EXPECT_FALSE(enough) << "more could follow";
    EXPECT_EQ(s(previewText(u"one\n-- \nAla", 200, &enough)), "one");
    EXPECT_TRUE(enough) << "nothing counts behind the signature";
    const QString lines = QStringLiteral("ten chars.\n").repeated(100);
    EXPECT_EQ(previewText(lines, 200, &enough), previewText(QStringView(lines).left(500), 200));
    EXPECT_TRUE(enough);
    EXPECT_FALSE((previewText(lines.left(330), 200, &enough), enough)) << "an announcement could still go away";
}

TEST(Preview, ordinaryLinesAreWhatTheyAre)
{
    EXPECT_EQ(preview("Zażółć gęślą jaźń.\nПривет, мир!\n山田太郎"), "Zażółć gęślą jaźń. Привет, мир! 山田太郎");
    EXPECT_EQ(preview("a\u00A0b\u3000c \t d\u2003e"), "a b c d e") << "every blank is one";
    EXPECT_EQ(preview("\u00ADsoft\u00AD\u061C\u3164 hyphen"), "soft hyphen");
}

TEST(Preview, quotesAndTheirAnnouncementDoNotCount)
{
    EXPECT_EQ(preview("> is it noon?\n\nYes."), "Yes.");
    EXPECT_EQ(preview("On Monday Ala <ala@example.org>\nwrote:\n> is it noon?\nYes.\n"), "Yes.");
    EXPECT_EQ(preview("Thanks!\n\nW dniu 5.01 Ala pisze:\n> x\n"), "Thanks!");
    EXPECT_EQ(preview("Three things:\nbread\nmilk\n"), "Three things: bread milk");
    EXPECT_EQ(preview("Ala wrote:\n> > only\n> quotes\n"), "only quotes"); // better than nothing
}

TEST(Preview, paddingAndPlaceholdersDoNotCount)
{
    EXPECT_EQ(preview("Sale\u200C \u200C\u034F \u00AD\uFEFF\u2007 now"), "Sale now");
    EXPECT_EQ(preview("[image: Logo] Dear Ala [cid:image001.png@01D]"), "Dear Ala");
    EXPECT_EQ(preview("See the plan <https://example.org/x> today"), "See the plan today");
    EXPECT_EQ(preview("👩\u200D🚀 می\u200Cروم"), "👩\u200D🚀 می\u200Cروم"); // joiners within emoji and words stay
    EXPECT_EQ(preview("abc🚀", 4), "abc");                                // no half characters
}

} // namespace
} // namespace golub::mime
