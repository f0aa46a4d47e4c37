// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that repeat what they refuse: the log, which people send to others, must not have it.
#include "protocols/net/EchoFilter.h"
#include "protocols/net/SessionLog.h"
#include "tests/support/FakeClock.h"

#include <gtest/gtest.h>

namespace golub::net {
namespace {

TEST(EchoFilterTest, TheLineItselfIsStruckOut)
{
    EchoFilter filter;
    filter.hide("AUTH PLAIN AGFsYQB0YWpuZS1oYXNsbw==\r\n");
    EXPECT_EQ(filter.clean("501 cannot decode AGFsYQB0YWpuZS1oYXNsbw=="), "501 cannot decode <redacted>");
}

TEST(EchoFilterTest, WhatItDecodesToIsStruckOut)
{
    EchoFilter filter;
    filter.hide("AUTH PLAIN " + QByteArray("\0ala\0tajne-haslo", 16).toBase64() + "\r\n");
    EXPECT_EQ(filter.clean("535 ala's password is not tajne-haslo!"), "535 ala's password is not <redacted>!");
    filter.hide(QByteArray("user=ala\x01""auth=Bearer ya29.secret\x01\x01").toBase64() + "\r\n");
    EXPECT_EQ(filter.clean("535 bad token ya29.secret"), "535 bad token <redacted>");
}

TEST(EchoFilterTest, PasswordsInTheOpenOfImapAndPop3)
{
    EchoFilter filter;
    filter.hide("A1 LOGIN \"ala\" \"my \\\"own\\\" word\"\r\n");
    EXPECT_EQ(filter.clean("A1 BAD my \"own\" word?"), "A1 BAD <redacted>?");
    filter.hide("PASS correct horse battery\r\n");
    EXPECT_EQ(filter.clean("-ERR correct horse battery staple"), "-ERR <redacted> staple");
}

TEST(EchoFilterTest, ACutTokenIsStruckOutToTheEnd)
{
    EchoFilter filter;
    const QByteArray token = QByteArray(3000, 'x').replace(5, 1, "y");
    filter.hide(token + "\r\n");
    EXPECT_EQ(filter.clean("535 " + token.first(1900)), "535 <redacted>");
}

TEST(EchoFilterTest, NothingElseIsTouched)
{
    EchoFilter filter;
    EXPECT_EQ(filter.clean("250 OK"), "250 OK");
    filter.hide("PASS ok\r\n");
    EXPECT_EQ(filter.clean("+OK ok"), "+OK ok") << "too short to be told from chance";
}

// IMAP's LOGIN (RFC 9051 section 4.3): whatever a password is made of, nothing of it is shown, and nothing about it ends the program.
TEST(EchoFilterTest, PasswordsOfEveryShapeInLogin)
{
    const std::pair<QByteArray, QByteArray> sent[] = {
        { "A1 LOGIN ala \"lead and trail \"\r\n", "lead and trail" },
        { "A1 LOGIN ala \" \\\"deep\\\\ \"\r\n", "\"deep\\" },
        { "A1 LOGIN ala {11+}\r\ntajne haslo\r\n", "tajne haslo" },
        { "tajne \xc5\xbc haslo \"\r\n", "tajne \xc5\xbc haslo" },
        { "A1 LOGIN \"ala\" \"\"\r\n", {} },
        { "\"\r\n", {} },
    };
    for (const auto &[line, secret] : sent) {
        EchoFilter filter;
        filter.hide(line);
        const QByteArray shown = filter.clean("A1 NO you said " + line);
        const bool isShown = !secret.isEmpty() && (shown.contains(secret) || shown.contains(secret.split(' ').first()));
        EXPECT_FALSE(isShown) << line.toStdString() << shown.toStdString();
    }
}

struct Lines final : ProtocolLogSink {
    void record(const ProtocolLine &line) override { all += line.text + '\n'; }
    QByteArray all;
};

TEST(EchoFilterTest, TheLogOfASessionIsClean)
{
    golub::test::FakeClock clock;
    Lines lines;
    SessionLog log(&lines, clock, QStringLiteral("ala smtp"));
    log.server("220 host ESMTP\r\n");
    const QByteArray sent = "AUTH PLAIN " + QByteArray("\0ala\0tajne-haslo", 16).toBase64() + "\r\n";
    log.hide(sent);
    log.client(sent, QByteArrayLiteral("AUTH PLAIN <redacted>\r\n"));
    log.server("535-5.7.8 you said: " + sent);
    log.server("535 5.7.8 that is tajne-haslo\r\n");
    EXPECT_FALSE(lines.all.contains("tajne-haslo")) << lines.all.constData();
    EXPECT_FALSE(lines.all.contains(QByteArray("tajne-haslo").toBase64().first(8))) << lines.all.constData();
    EXPECT_TRUE(lines.all.contains("535-5.7.8 you said: AUTH PLAIN <redacted>")) << lines.all.constData();
}

} // namespace
} // namespace golub::net
