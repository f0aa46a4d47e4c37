// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Command.h"

#include <gtest/gtest.h>

namespace golub::imap {
namespace {

QByteArray wire(const std::vector<Segment> &segments)
{
    QByteArray all;
    for (const Segment &segment : segments)
        all += segment.bytes + (segment.wait ? "<wait>" : "");
    return all;
}

QByteArray logged(const std::vector<Segment> &segments)
{
    QByteArray all;
    for (const Segment &segment : segments)
        all += segment.logText.value_or(segment.bytes);
    return all;
}

Capabilities with(const char *capability)
{
    return Capabilities::fromWords({ capability });
}

TEST(ImapCommand, putsBlanksWhereTheyBelong)
{
    Command command("UID FETCH");
    command.uids(UidSet::fromText("1:3,7")).open().word("UID").word("FLAGS").close().open().word("CHANGEDSINCE").number(5).close();
    EXPECT_EQ(wire(command.encode("A1", {})), "A1 UID FETCH 1:3,7 (UID FLAGS) (CHANGEDSINCE 5)\r\n");
    EXPECT_EQ(wire(Command("UID STORE").flags({}).encode("A1", {})), "A1 UID STORE ()\r\n");
}

TEST(ImapCommand, quotesOrSendsLiterals)
{
    EXPECT_EQ(wire(Command("X").astring("a \"b\\c").encode("A1", {})), "A1 X \"a \\\"b\\\\c\"\r\n");
    EXPECT_EQ(wire(Command("X").astring("").encode("A1", {})), "A1 X \"\"\r\n");
    EXPECT_EQ(wire(Command("X").astring("\xc5\x82").encode("A1", {})), "A1 X {2}\r\n<wait>\xc5\x82\r\n");
    EXPECT_EQ(wire(Command("X").astring("a\r\nA2 DELETE b").astring("c").encode("A1", {})), "A1 X {14}\r\n<wait>a\r\nA2 DELETE b \"c\"\r\n");
    EXPECT_TRUE(wire(Command("X").astring(QByteArray(1001, 'x')).encode("A1", {})).startsWith("A1 X {1001}\r\n<wait>"));
    EXPECT_TRUE(Command("X").astring(QByteArray("\0", 1)).error().has_value());
}

TEST(ImapCommand, waitsOnlyWhereItMust)
{
    const QByteArray small(4096, 'x');
    const QByteArray big(4097, 'x');
    EXPECT_FALSE(wire(Command("X").literal(big).encode("A1", with("LITERAL+"))).contains("<wait>"));
    EXPECT_FALSE(wire(Command("X").literal(small).encode("A1", with("LITERAL-"))).contains("<wait>"));
    EXPECT_TRUE(wire(Command("X").literal(big).encode("A1", with("LITERAL-"))).contains("{4097}\r\n<wait>"));
    EXPECT_TRUE(wire(Command("X").literal(small).encode("A1", {})).contains("<wait>"));
}

TEST(ImapCommand, atomsAreChecked)
{
    for (const char *bad : { "", "a b", "a\r\nb", "(", "a\"", "a\\", "%", "*", "]", "{5}", "\xc5\x82" })
        EXPECT_TRUE(Command("X").atom(bad).error().has_value()) << bad;
    EXPECT_FALSE(Command("X").atom("SCRAM-SHA-256").error().has_value());
    EXPECT_TRUE(Command("UID STORE").flags(Flags({}, { QStringLiteral("za\u017c\u00f3\u0142\u0107") })).error().has_value());
    EXPECT_TRUE(Command("UID FETCH").uids({}).error().has_value());
}

TEST(ImapCommand, secretsAreMarkedAndNeverLogged)
{
    for (const char *secret : { "simple", "with \"quotes\"", "za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87", "line\r\nbreak" }) {
        for (const char *capability : { "IMAP4rev1", "LITERAL+" }) {
            const auto segments = Command("LOGIN").astring("ala").secret(Secret(secret)).encode("A1", with(capability));
            EXPECT_TRUE(segments.back().secret);
            EXPECT_FALSE(logged(segments).contains(secret)) << secret;
            EXPECT_TRUE(logged(segments).contains("<redacted>"));
        }
    }
    const auto segments = Command("AUTHENTICATE PLAIN").base64(Secret("AGFsYQB0YWpuZQ==")).encode("A1", {});
    EXPECT_EQ(wire(segments), "A1 AUTHENTICATE PLAIN AGFsYQB0YWpuZQ==\r\n");
    EXPECT_EQ(logged(segments), "A1 AUTHENTICATE PLAIN <redacted>\r\n");
    EXPECT_TRUE(Command("AUTHENTICATE PLAIN").base64(Secret("a b")).error().has_value());
    EXPECT_TRUE(Command("LOGIN").secret(Secret(QByteArray("a\0b", 3))).error().has_value());
}

TEST(ImapCommand, messagesAreNeitherCopiedNorLogged)
{
    const QByteArray message(100'000, 'm');
    const auto segments = Command("APPEND").astring("Sent").literal(message).encode("A1", {});
    ASSERT_EQ(segments.size(), 3U);
    EXPECT_EQ(segments[1].bytes.constData(), message.constData()) << "shared";
    EXPECT_EQ(segments[1].logText, "<100000 bytes>");
    EXPECT_EQ(wire(segments), "A1 APPEND \"Sent\" {100000}\r\n<wait>" + message + "\r\n");
}

TEST(ImapCommand, datesAreInUtc)
{
    const QDateTime time(QDate(2026, 3, 1), QTime(1, 2, 3), Qt::OffsetFromUTC, 3600);
    EXPECT_EQ(wire(Command("X").dateTime(time).encode("A1", {})), "A1 X \"01-Mar-2026 00:02:03 +0000\"\r\n");
}

} // namespace
} // namespace golub::imap
