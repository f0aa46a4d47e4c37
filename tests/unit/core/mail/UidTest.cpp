// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mail/Uid.h"

#include <gtest/gtest.h>

using namespace golub;

TEST(UidSet, JoinsNeighboursAndOverlaps)
{
    UidSet set;
    for (const quint32 uid : { 5u, 3u, 4u, 9u, 1u, 4u })
        set.insert(Uid { uid });
    EXPECT_EQ(set.toText(), "1,3:5,9");
    EXPECT_EQ(set.count(), 5);
    set.insert(UidSet::range(Uid { 2 }, Uid { 8 }));
    EXPECT_EQ(set.toText(), "1:9");
    EXPECT_TRUE(set.contains(Uid { 8 }));
    EXPECT_FALSE(set.contains(Uid { 10 }));
}

TEST(UidSet, ReadsItsOwnText)
{
    const UidSet set = UidSet::fromText("7,1:3,4294967295");
    EXPECT_EQ(set.toText(), "1:3,7,4294967295");
    EXPECT_TRUE(UidSet::fromText("1:*").isEmpty());
    EXPECT_TRUE(UidSet::fromText("0").isEmpty());
}

TEST(UidSet, OpenEndIsAStarOnTheWire)
{
    EXPECT_EQ(UidSet::from(Uid { 7 }).toText(), "7:*");
    EXPECT_TRUE(UidSet::from(Uid { 7 }).hasOpenEnd());
    EXPECT_FALSE(UidSet::fromText("1:7").hasOpenEnd());
}

TEST(UidSet, CutsNewestFirst)
{
    const auto chunks = UidSet::fromText("1:10,20:25").chunksNewestFirst(8);
    ASSERT_EQ(chunks.size(), 2);
    EXPECT_EQ(chunks[0].toText(), "9:10,20:25");
    EXPECT_EQ(chunks[1].toText(), "1:8");
}
