// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/LineEnds.h"

#include <gtest/gtest.h>

namespace golub {
namespace {

TEST(LineEnds, EveryLineEndBecomesCrlf)
{
    EXPECT_EQ(withCrlf("a\nb\rc\r\nd"), "a\r\nb\r\nc\r\nd");
    EXPECT_EQ(withCrlf("\n\r"), "\r\n\r\n");
    EXPECT_EQ(withCrlf("\r\r\n\n"), "\r\n\r\n\r\n");
    EXPECT_EQ(withCrlf("a\r"), "a\r\n");
    EXPECT_EQ(withCrlf("a\r\n.\r\n"), "a\r\n.\r\n");
    EXPECT_EQ(withCrlf({}), "");
}

} // namespace
} // namespace golub
