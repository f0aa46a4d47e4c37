// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/IndexStructure.h"
#include "core/search/Varint.h"

#include <gtest/gtest.h>

#include <limits>

namespace golub::search {
namespace {

IndexStructure someStructure()
{
    IndexStructure structure;
    structure.cookie = 7;
    structure.written = 1'234'567;
    structure.levels = { { 2, { { 3, 1, 20 }, { 9, 5, 300 }, { 1, 1, 1 } } }, { 0, { { 2, 1, 100'000 } } } };
    return structure;
}

TEST(IndexStructure, ComesBackAsItWas)
{
    EXPECT_EQ(IndexStructure::parse(someStructure().bytes()), someStructure());
    EXPECT_EQ(IndexStructure::parse(IndexStructure().bytes()), IndexStructure());
    EXPECT_TRUE(IndexStructure::parse(QByteArray::fromHex("000000030101050001010104"))) << "as FTS5 writes it";
}

TEST(IndexStructure, DamagedOrNewerIsRefused)
{
    const QByteArray good = someStructure().bytes();
    for (qsizetype size = 0; size < good.size(); ++size)
        EXPECT_FALSE(IndexStructure::parse(good.first(size))) << size;
    EXPECT_FALSE(IndexStructure::parse(good + '\0'));
    EXPECT_FALSE(IndexStructure::parse(QByteArray::fromHex("00000003" "ff000001" "000000"))) << "FTS5's second form";
    EXPECT_FALSE(IndexStructure::parse(QByteArray::fromHex("00000003" "01" "01" "05" "00" "01" "000102"))) << "a segment without an id";
    EXPECT_FALSE(IndexStructure::parse(QByteArray::fromHex("00000003" "01" "01" "05" "00" "01" "010201"))) << "it ends before it begins";
    EXPECT_FALSE(IndexStructure::parse(QByteArray::fromHex("00000003" "01" "01" "05" "02" "01" "010102"))) << "more are merged than there are";
    EXPECT_FALSE(IndexStructure::parse(QByteArray::fromHex("00000003" "01" "02" "05" "00" "01" "010102"))) << "the sum is another";
}

TEST(IndexStructure, IdsAreFreeUntilAllAreTaken)
{
    IndexStructure structure = someStructure();
    EXPECT_EQ(structure.freeId(), 4);
    while (structure.segments() < 2000) {
        ASSERT_NE(structure.freeId(), 0);
        structure.add({ structure.freeId(), 1, 1 });
    }
    EXPECT_EQ(structure.freeId(), 0);
    EXPECT_TRUE(IndexStructure::parse(structure.bytes()));
}

TEST(IndexStructure, NewSegmentsStandWhereNoMergeIsDisturbed)
{
    // FTS5 merges the first segments of a level and appends to the last one of the next.
    IndexStructure structure = someStructure();
    structure.levels[1] = { 1, { { 2, 1, 900 }, { 11, 1, 700 } } };
    structure.add({ 4, 1, 2 });
    structure.add({ 5, 1, 500 });
    EXPECT_EQ(structure.levels[0].segments.back().id, 4);
    EXPECT_EQ(structure.levels[1].segments.front().id, 2);
    EXPECT_EQ(structure.levels[1].segments[1].id, 5);
    EXPECT_EQ(structure.levels[1].segments.back().id, 11);
    EXPECT_EQ(structure.written, 1'234'567U + 502);
    EXPECT_TRUE(structure.isMerging());

    IndexStructure first;
    first.add({ 1, 1, 500 });
    ASSERT_EQ(first.levels.size(), 2U);
    EXPECT_EQ(first.levels[1].segments.size(), 1U);
    EXPECT_FALSE(first.isMerging());
}

TEST(Varint, EveryLengthComesBack)
{
    for (int bits = 0; bits < 64; ++bits) {
        for (const quint64 value : { quint64(1) << bits, (quint64(1) << bits) - 1, (quint64(1) << bits) + 0x55, ~quint64(0) >> bits }) {
            QByteArray bytes;
            appendVarint(bytes, value);
            EXPECT_LE(bytes.size(), VarintMax);
            const char *at = bytes.constBegin();
            EXPECT_EQ(takeVarint(at, bytes.constEnd()), value);
            EXPECT_EQ(at, bytes.constEnd()) << value;
        }
    }
    QByteArray bytes;
    appendVarint(bytes, 0x1234567);
    EXPECT_EQ(bytes.toHex(), "898d8a67") << "the highest bits first";
    const char *at = bytes.constBegin();
    takeVarint(at, bytes.constBegin() + 2);
    EXPECT_EQ(at, bytes.constBegin() + 2) << "never beyond the end";
}

} // namespace
} // namespace golub::search
