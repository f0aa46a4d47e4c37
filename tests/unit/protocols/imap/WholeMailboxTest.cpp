// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/WholeMailbox.h"

#include <gtest/gtest.h>

#include <vector>

namespace golub::imap {
namespace {

//! Asks for everything; the most answers to one set, and how many sets it took. Every message must be told, once.
struct Walk {
    qint64 most = 0;
    int sets = 0;
};

Walk walk(const std::vector<quint32> &uids, qint64 atOnce)
{
    WholeMailbox whole(atOnce);
    Walk walk;
    qint64 seen = 0;
    size_t at = 0;
    while (const auto next = whole.next(qint64(uids.size()), seen)) {
        const size_t before = at;
        while (at < uids.size() && next->contains(Uid { uids[at] }))
            ++at;
        walk.most = std::max(walk.most, qint64(at - before));
        seen += qint64(at - before);
        ++walk.sets;
        EXPECT_LT(walk.sets, 1000);
        if (walk.sets >= 1000)
            break;
    }
    EXPECT_EQ(at, uids.size());
    return walk;
}

TEST(WholeMailbox, asUsualIsOneSet)
{
    EXPECT_EQ(WholeMailbox().next(500'000, 0)->toText(), "1:*");
    WholeMailbox whole;
    EXPECT_TRUE(whole.next(3, 0));
    EXPECT_FALSE(whole.next(3, 3));
    EXPECT_EQ(walk({}, 10).sets, 1);
}

TEST(WholeMailbox, noSetHasMoreAnswersThanItMay)
{
    std::vector<quint32> dense;
    for (quint32 uid = 1; uid <= 1000; ++uid)
        dense.push_back(uid);
    EXPECT_EQ(walk(dense, 100).most, 100);
    std::vector<quint32> shifted;
    for (const quint32 uid : dense)
        shifted.push_back(uid + 1500);
    EXPECT_LE(walk(shifted, 1000).most, 1000);
}

TEST(WholeMailbox, uidsThatAreFarApartTakeFewSets)
{
    std::vector<quint32> sparse;
    for (quint32 i = 0; i < 1000; ++i)
        sparse.push_back(4'000'000 * (i + 1));
    EXPECT_LT(walk(sparse, 100).sets, 60);
}

} // namespace
} // namespace golub::imap
