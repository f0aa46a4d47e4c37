// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/protocols/imap/EngineHarness.h"

namespace golub::imap {
namespace {

using test::Harness;
using test::playEverywhere;

const QByteArray WithIdle("TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1 IDLE] hi\n");
const QByteArray WithoutIdle("TLS\nS: * PREAUTH [CAPABILITY IMAP4rev1] hi\n");

TEST(ImapIdle, anotherCommandEndsIt)
{
    playEverywhere({}, WithIdle + "@idle\nC: A1 IDLE\nS: + idling\nS: * 4 EXISTS\n@submit noop\nC: DONE\nS: A1 OK\nC: A2 NOOP\nS: A2 OK\n", [](Harness &h) {
        ASSERT_EQ(h.completed.size(), 2);
        EXPECT_TRUE(h.completed[0].result) << "the wait";
        EXPECT_TRUE(h.completed[1].result);
        EXPECT_EQ(h.unsolicited, 1);
    });
}

TEST(ImapIdle, doneWaitsForTheContinuation)
{
    playEverywhere({}, WithIdle + "@idle\nC: A1 IDLE\n@submit noop\nS: + idling\nC: DONE\nS: A1 OK\nC: A2 NOOP\nS: A2 OK\n",
        [](Harness &h) { EXPECT_EQ(h.completed.size(), 2); });
}

TEST(ImapIdle, isRenewedEveryNineMinutes)
{
    playEverywhere({}, WithIdle + "@idle\nC: A1 IDLE\nS: + idling\nTIME +8min\nS: * OK still here\nTIME +1min\nC: DONE\nS: A1 OK\nC: A2 IDLE\nS: + idling\nTIME +9min\nC: DONE\nS: A2 OK\nC: A3 IDLE\n",
        [](Harness &h) { EXPECT_TRUE(h.completed.isEmpty()); });
}

TEST(ImapIdle, silenceAfterDoneIsADeadConnection)
{
    playEverywhere({}, WithIdle + "@idle\nC: A1 IDLE\nS: + idling\nTIME +9min\nC: DONE\nTIME +61s\nX\n", [](Harness &h) {
        EXPECT_EQ(h.closedKind(), ErrorKind::Timeout);
        ASSERT_EQ(h.completed.size(), 1);
        EXPECT_EQ(h.completed[0].result.error().kind, ErrorKind::Timeout);
    });
}

TEST(ImapIdle, refusedMeansPolling)
{
    playEverywhere({}, WithIdle + "@idle\nC: A1 IDLE\nS: A1 BAD unknown\nTIME +2min\nC: A2 NOOP\nS: * 3 EXISTS\nS: A2 OK\nTIME +2min\nC: A3 NOOP\nS: A3 OK\n@submit noop\nC: A4 NOOP\nS: A4 OK\n",
        [](Harness &h) {
            EXPECT_EQ(h.completed.size(), 2);
            EXPECT_EQ(h.unsolicited, 1);
        });
}

TEST(ImapIdle, withoutTheCapabilityItPolls)
{
    playEverywhere({}, WithoutIdle + "@idle\nTIME +2min\nC: A1 NOOP\n@submit list\nS: A1 OK\nC: A2 LIST \"\" \"*\"\nS: A2 OK\n", [](Harness &h) { EXPECT_EQ(h.completed.size(), 2); });
}

TEST(ImapIdle, aServerThatDoesNotAnswerThePollIsDead)
{
    playEverywhere({}, WithoutIdle + "@idle\nTIME +2min\nC: A1 NOOP\nTIME +2min\nX\n", [](Harness &h) { EXPECT_EQ(h.closedKind(), ErrorKind::Timeout); });
}

TEST(ImapIdle, endedByTheServerIsBegunAgainButNotForEver)
{
    playEverywhere({}, WithIdle + "@idle\nC: A1 IDLE\nS: + idling\nS: A1 OK that was it\nC: A2 IDLE\nS: + idling\nS: A2 OK again\nC: A3 IDLE\nS: + idling\nS: A3 OK and again\nTIME +2min\nC: A4 NOOP\nS: A4 OK\n",
        [](Harness &h) { EXPECT_TRUE(h.completed.isEmpty()); });
}

TEST(ImapIdle, byeFailsTheWait)
{
    playEverywhere({}, WithIdle + "@idle\nC: A1 IDLE\nS: + idling\nS: * BYE Session expired\nX\n", [](Harness &h) {
        ASSERT_EQ(h.completed.size(), 1);
        EXPECT_EQ(h.completed[0].result.error().kind, ErrorKind::ConnectionLost);
    });
}

TEST(ImapIdle, logoutEndsIt)
{
    playEverywhere({}, WithIdle + "@idle\nC: A1 IDLE\nS: + idling\n@logout\nC: DONE\nS: A1 OK\nC: A2 LOGOUT\nS: * BYE\nS: A2 OK\nX\n", [](Harness &h) {
        EXPECT_EQ(h.completed.size(), 2);
        EXPECT_FALSE(h.runner.closeReason());
    });
}

} // namespace
} // namespace golub::imap
