// SPDX-License-Identifier: GPL-3.0-or-later
// A server may tell of one message in several FETCH responses, in any order (RFC 9051 section 7.5.2).
#include "protocols/imap/FetchGatherer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

namespace golub::imap {
namespace {

using Need = FetchGatherer::Need;

FetchData about(quint32 uid)
{
    FetchData data;
    data.uid = { uid };
    return data;
}

FetchData flags(quint32 uid, Flags value = Flag::Seen)
{
    FetchData data = about(uid);
    data.flags = std::move(value);
    return data;
}

FetchData size(quint32 uid)
{
    FetchData data = about(uid);
    data.size = 10;
    return data;
}

FetchData date(quint32 uid)
{
    FetchData data = about(uid);
    data.internalDate = QDateTime::fromSecsSinceEpoch(1'000'000'000, Qt::UTC);
    return data;
}

FetchData section(quint32 uid, const QByteArray &name)
{
    FetchData data = about(uid);
    data.sections.append({ name, false, {}, "Subject: x\r\n\r\n" });
    return data;
}

struct Gathered {
    explicit Gathered(Need need)
        : gatherer(need, [this](FetchData &data) {
              QByteArray text = QByteArray::number(data.uid.value);
              text += data.sections.isEmpty() ? "" : " content";
              text += data.flags ? ' ' + data.flags->names().join(u',').toLatin1() : "";
              text += data.size ? " size" : "";
              text += data.internalDate.isValid() ? " date" : "";
              told.append(text);
          })
    {
    }
    bool add(FetchData data) { return gatherer.add(data); }
    QByteArrayList told;
    FetchGatherer gatherer;
};

TEST(FetchGatherer, putsThePiecesOfAMessageTogetherInAnyOrder)
{
    std::vector<int> order { 0, 1, 2, 3 };
    do {
        Gathered gathered(Need::Header);
        for (const quint32 uid : { 7u, 8u }) {
            const std::array pieces { flags(uid), size(uid), date(uid), section(uid, "HEADER.FIELDS (SUBJECT)") };
            for (const int i : order)
                gathered.add(pieces[size_t(i)]);
        }
        gathered.gatherer.end();
        EXPECT_EQ(gathered.told, (QByteArrayList { "7 content seen size date", "8 content seen size date" }));
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST(FetchGatherer, putsThemTogetherWhenTheServerGoesItemByItem)
{
    Gathered gathered(Need::Whole);
    for (const quint32 uid : { 1u, 2u, 3u })
        EXPECT_FALSE(gathered.add(flags(uid))) << "may be news as well";
    for (const quint32 uid : { 1u, 2u, 3u })
        EXPECT_TRUE(gathered.add(date(uid)));
    for (const quint32 uid : { 1u, 2u, 3u })
        EXPECT_TRUE(gathered.add(section(uid, "")));
    EXPECT_EQ(gathered.told, (QByteArrayList { "1 content seen date", "2 content seen date", "3 content seen date" }));
}

TEST(FetchGatherer, tellsWhatCameInOnePieceAtOnce)
{
    Gathered gathered(Need::Header);
    FetchData data = section(5, "HEADER.FIELDS (SUBJECT)");
    data.flags = Flags();
    data.size = 1;
    data.internalDate = date(5).internalDate;
    EXPECT_TRUE(gathered.add(data));
    EXPECT_EQ(gathered.told.size(), 1);
    EXPECT_TRUE(gathered.add(section(5, "HEADER.FIELDS (SUBJECT)"))); // said again
    EXPECT_FALSE(gathered.add(flags(5)));
    gathered.gatherer.end();
    EXPECT_EQ(gathered.told.size(), 1);
}

TEST(FetchGatherer, tellsWhatAServerNeverCompletes)
{
    Gathered gathered(Need::Header);
    gathered.add(section(1, "HEADER.FIELDS (SUBJECT)"));
    gathered.add(section(2, "HEADER.FIELDS (SUBJECT)"));
    EXPECT_EQ(gathered.told, QByteArrayList { "1 content" });
    gathered.add(size(3)); // it is there; its header cannot be had
    gathered.add(flags(4)); // news, and nothing that was asked for
    gathered.gatherer.end();
    EXPECT_EQ(gathered.told, (QByteArrayList { "1 content", "2 content", "3 size" }));
}

TEST(FetchGatherer, takesFlagsAloneWhereFlagsWereAskedFor)
{
    Gathered gathered(Need::Flags);
    EXPECT_TRUE(gathered.add(flags(1)));
    EXPECT_FALSE(gathered.add(size(2)));
    EXPECT_EQ(gathered.told, QByteArrayList { "1 seen" });
}

TEST(FetchGatherer, wantsNothingButContentWhereContentWasAskedFor)
{
    Gathered gathered(Need::Content);
    EXPECT_FALSE(gathered.add(flags(1)));
    EXPECT_TRUE(gathered.add(section(1, "")));
    EXPECT_EQ(gathered.told, QByteArrayList { "1 content" });
}

} // namespace
} // namespace golub::imap
