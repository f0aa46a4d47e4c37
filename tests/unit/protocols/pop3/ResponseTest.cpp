// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/pop3/Response.h"

#include "protocols/pop3/Command.h"

#include <gtest/gtest.h>

namespace golub::pop3 {
namespace {

TEST(Pop3ResponseTest, StatusLines)
{
    EXPECT_EQ(*parseStatus("+OK"), (Status { true, false, {}, {} }));
    EXPECT_EQ(*parseStatus("+ok lower case"), (Status { true, false, {}, "lower case" }));
    EXPECT_EQ(*parseStatus("+OK\ttab"), (Status { true, false, {}, "tab" }));
    EXPECT_EQ(*parseStatus("-ERR [IN-USE] Do you have another POP session running?"),
        (Status { false, false, "IN-USE", "Do you have another POP session running?" }));
    EXPECT_EQ(*parseStatus("-ERR [sys/temp]later"), (Status { false, false, "SYS/TEMP", "later" }));
    EXPECT_EQ(*parseStatus("-ERR [not a code] x"), (Status { false, false, {}, "[not a code] x" }));
    EXPECT_EQ(*parseStatus("+OK[x"), (Status { true, false, {}, "[x" }));
    EXPECT_EQ(*parseStatus("+ PGE+"), (Status { false, true, {}, "PGE+" }));
    EXPECT_EQ(*parseStatus("+"), (Status { false, true, {}, {} }));
}

TEST(Pop3ResponseTest, WhatIsNoStatusIsRefused)
{
    for (const char *bad : { "", "OK", "+OKAY", "-ERROR", "* OK IMAP", "220 smtp", "ERR", " +OK", "-", "+x" }) {
        const auto status = parseStatus(bad);
        ASSERT_FALSE(status.has_value()) << bad;
        EXPECT_EQ(status.error().kind, ErrorKind::Protocol);
    }
}

TEST(Pop3ResponseTest, RefusalsHaveTheirKind)
{
    EXPECT_EQ(kindOfRefusal(*parseStatus("-ERR [IN-USE] x")), ErrorKind::ServerTemporary);
    EXPECT_EQ(kindOfRefusal(*parseStatus("-ERR [LOGIN-DELAY] x")), ErrorKind::ServerTemporary);
    EXPECT_EQ(kindOfRefusal(*parseStatus("-ERR [SYS/TEMP] x")), ErrorKind::ServerTemporary);
    EXPECT_EQ(kindOfRefusal(*parseStatus("-ERR [SYS/PERM] x")), ErrorKind::ServerRefused);
    EXPECT_EQ(kindOfRefusal(*parseStatus("-ERR [AUTH] x")), ErrorKind::AuthFailed);
    EXPECT_EQ(kindOfRefusal(*parseStatus("-ERR x")), ErrorKind::ServerRefused);
}

TEST(Pop3ResponseTest, UidlLines)
{
    EXPECT_EQ(parseUidlLine("1 whqtswO00WBw418f9t5JxYwZ")->uidl, "whqtswO00WBw418f9t5JxYwZ");
    EXPECT_EQ(parseUidlLine(" 2\tQhdPYR:00WBw1Ph7x7 ")->uidl, "QhdPYR:00WBw1Ph7x7");
    EXPECT_EQ(parseUidlLine("2 QhdPYR")->number, 2U);
    for (const char *bad : { "", "1", "1 ", "0 x", "-1 x", "x y", "4294967296 x", "1 a\x01" "b" })
        EXPECT_FALSE(parseUidlLine(bad)) << bad;
    EXPECT_TRUE(parseUidlLine("1 " + QByteArray(512, 'x')));
    EXPECT_FALSE(parseUidlLine("1 " + QByteArray(513, 'x')));
}

TEST(Pop3ResponseTest, ListLines)
{
    EXPECT_EQ(parseListLine("1 120")->size, 120);
    EXPECT_EQ(parseListLine("7 120 octets")->number, 7U);
    for (const char *odd : { "1", "1 -5", "1 many", "1 99999999999999999999" })
        EXPECT_EQ(parseListLine(odd)->size, -1) << odd;
    EXPECT_FALSE(parseListLine("none"));
}

TEST(Pop3ResponseTest, ApopStamp)
{
    EXPECT_EQ(apopStamp("+OK ready <1896.697170952@dbc.mtview.ca.us>"), "<1896.697170952@dbc.mtview.ca.us>");
    EXPECT_EQ(apopStamp("+OK <no stamp>"), "");
    EXPECT_EQ(apopStamp("+OK > <"), "");
}

TEST(Pop3ResponseTest, Capabilities)
{
    Capabilities c;
    for (const char *line : { "top", "UIDL", "USER", "SASL PLAIN login PLAIN", "RESP-CODES", "PIPELINING", "STLS", "UTF8 USER", "", "IMPLEMENTATION x y" })
        c.addLine(line);
    EXPECT_TRUE(c.known && c.top && c.uidl && c.user && c.respCodes && c.pipelining && c.startTls && c.utf8);
    EXPECT_EQ(c.sasl, (QList<QByteArray> { "PLAIN", "LOGIN" }));
}

TEST(Pop3CommandTest, ArgumentsCannotBreakTheLine)
{
    EXPECT_EQ(Command::user(QStringLiteral("za\u017C\u00F3\u0142\u0107"))->line(), "USER za\u017C\u00F3\u0142\u0107\r\n");
    EXPECT_EQ(Command::pass(Secret("with blank"))->line(), "PASS with blank\r\n");
    EXPECT_EQ(Command::pass(Secret("x"))->logText(), "PASS <redacted>");
    for (const char *bad : { "a\r\nDELE 1", "a\nb", "a\rb", "a\x7f", "" }) {
        EXPECT_EQ(Command::user(QString::fromLatin1(bad)).error().kind, ErrorKind::InvalidInput) << bad;
        EXPECT_EQ(Command::pass(Secret(bad)).error().kind, ErrorKind::InvalidInput) << bad;
    }
    EXPECT_FALSE(Command::pass(Secret(QByteArray("a\0b", 3))).has_value());
}

} // namespace
} // namespace golub::pop3
