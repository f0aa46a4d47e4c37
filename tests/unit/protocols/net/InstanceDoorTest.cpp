// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/InstanceDoor.h"

#include "tests/support/WaitUntil.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <optional>

using namespace golub;

namespace {

class InstanceDoorTest : public testing::Test
{
protected:
    InstanceDoorTest()
    {
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
        QFile::setPermissions(runtime.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    std::optional<bool> call(const QByteArray &words)
    {
        std::optional<bool> heard;
        net::InstanceDoor::call(profile.path(), words, &context, [&heard](bool yes) { heard = yes; });
        EXPECT_FALSE(heard) << "never inside the call";
        EXPECT_TRUE(test::waitUntil([&heard] { return heard.has_value(); }));
        return heard;
    }

    QTemporaryDir runtime;
    QTemporaryDir profile;
    QObject context;
};

TEST_F(InstanceDoorTest, ALaterOneSaysWhatItWasStartedFor)
{
    net::InstanceDoor door;
    ASSERT_TRUE(door.listen(profile.path()));
    QByteArrayList words;
    QObject::connect(&door, &net::InstanceDoor::called, &context, [&words](const QByteArray &said) { words += said; });
    EXPECT_EQ(call("mailto:a@example.org?subject=x"), true);
    EXPECT_EQ(call("two\nlines"), true);
    EXPECT_EQ(words, (QByteArrayList { "mailto:a@example.org?subject=x", "two lines" }));
}

TEST_F(InstanceDoorTest, NobodyThereIsSaid)
{
    EXPECT_EQ(call("x"), false);
    { // gone again, and another profile has another door
        net::InstanceDoor door;
        ASSERT_TRUE(door.listen(runtime.path()));
        EXPECT_EQ(call("x"), false);
    }
    EXPECT_EQ(call("x"), false);
}

TEST_F(InstanceDoorTest, WhatACrashLeftDoesNotBar)
{
    net::InstanceDoor first;
    ASSERT_TRUE(first.listen(profile.path()));
    net::InstanceDoor second; // the first one's socket file is still there
    EXPECT_TRUE(second.listen(profile.path()));
    EXPECT_EQ(call("x"), true);
}

TEST_F(InstanceDoorTest, AnEndlessLineIsNotTaken)
{
    net::InstanceDoor door;
    ASSERT_TRUE(door.listen(profile.path()));
    int calls = 0;
    QObject::connect(&door, &net::InstanceDoor::called, &context, [&calls] { ++calls; });
    EXPECT_EQ(call(QByteArray(2 * net::InstanceDoor::LongestCall, 'x')), false);
    EXPECT_EQ(calls, 0);
}

} // namespace
