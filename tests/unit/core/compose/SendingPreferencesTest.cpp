// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/MessageBuilder.h"
#include "core/mail/SendingPreferences.h"

#include "core/compose/DraftFromMessage.h"
#include "tests/support/FakeClock.h"

#include <gtest/gtest.h>

// What a message tells of the one who wrote it.
namespace golub::compose {
namespace {

Draft draft()
{
    Draft draft;
    draft.from = { QStringLiteral("Ala"), QStringLiteral("ala@żółw.example") };
    draft.to = { { {}, QStringLiteral("ola@example.net") } };
    draft.bcc = { { {}, QStringLiteral("secret@example.net") } };
    draft.subject = QStringLiteral("Plan");
    draft.text = QStringLiteral("Text");
    return draft;
}

BuiltMessage built(const Draft &draft, const SendingPreferences &preferences)
{
    test::FakeClock clock;
    const auto message = build(draft, BuildContext::of(clock, preferences));
    EXPECT_TRUE(message);
    return message.value_or(BuiltMessage {});
}

TEST(SendingPreferences, TheProgramIsNotToldUnlessWanted)
{
    EXPECT_FALSE(built(draft(), {}).message.contains("User-Agent"));
    EXPECT_FALSE(built(draft(), {}).message.contains("Golub"));
    SendingPreferences told;
    told.userAgent = true;
    EXPECT_TRUE(built(draft(), told).message.contains("\r\nUser-Agent: Golub/"));
}

TEST(SendingPreferences, TheTimeZoneCanBeKept)
{
    qputenv("TZ", "Asia/Tokyo");
    tzset();
    EXPECT_TRUE(built(draft(), {}).message.contains(" +0900\r\n"));
    SendingPreferences kept;
    kept.utcDates = true;
    const QByteArray message = built(draft(), kept).message;
    EXPECT_TRUE(message.contains(" +0000\r\n"));
    EXPECT_FALSE(message.contains("+0900"));
    qunsetenv("TZ");
    tzset();
}

TEST(SendingPreferences, BlindCopiesStandInTheEnvelopeOnly)
{
    const BuiltMessage message = built(draft(), {});
    EXPECT_TRUE(message.recipients.contains(QStringLiteral("secret@example.net")));
    EXPECT_FALSE(message.message.contains("secret@example.net"));
    EXPECT_FALSE(message.message.toLower().contains("bcc:"));
    EXPECT_TRUE(message.sentCopy.contains("secret@example.net"));
}

TEST(SendingPreferences, TheMachinesNameStandsNowhere)
{
    const QByteArray host = QSysInfo::machineHostName().toUtf8();
    if (host.size() < 4 || host == "localhost")
        GTEST_SKIP() << "this machine has no name that could be told from other words";
    EXPECT_FALSE(built(draft(), {}).message.contains(host));
}

TEST(SendingPreferences, AWishForAReceiptGoesToTheSender)
{
    Draft asking = draft();
    asking.wantsReceipt = true;
    const BuiltMessage message = built(asking, {});
    EXPECT_TRUE(message.message.contains("\r\nDisposition-Notification-To: <ala@xn--w-uga1v8h.example>\r\n")) << message.message.constData();
    EXPECT_TRUE(draftFromMessage(message.message).wantsReceipt) << "and is still there when the message is taken back";
    EXPECT_FALSE(draftFromMessage(built(draft(), {}).message).wantsReceipt);
}

} // namespace
} // namespace golub::compose
