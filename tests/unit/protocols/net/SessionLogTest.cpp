// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/SessionLog.h"

#include "tests/support/ScriptedTransport.h"

#include <gtest/gtest.h>

using namespace golub;

namespace {

//! What a saved log would hold, of bytes that come in pieces of \a chunk.
class Written
{
public:
    explicit Written(qsizetype chunk = 0) : m_chunk(chunk) { }
    Written &server(const QByteArray &bytes)
    {
        const qsizetype size = m_chunk > 0 ? m_chunk : bytes.size();
        for (qsizetype at = 0; at < bytes.size(); at += size)
            m_log.server(bytes.mid(at, size));
        return *this;
    }
    Written &client(const QByteArray &bytes, const std::optional<QByteArray> &text = {})
    {
        m_log.client(bytes, text);
        return *this;
    }
    Written &closed()
    {
        m_log.closed({});
        return *this;
    }
    QByteArray text() const
    {
        QByteArray all;
        for (const ProtocolLine &line : m_recorder.lines) {
            const char *const prefixes[] = { "C: ", "S: ", "TLS ", "X ", "# " };
            all += prefixes[int(line.kind)] + line.text + '\n';
        }
        return all;
    }

private:
    test::FakeClock m_clock;
    test::LogRecorder m_recorder;
    qsizetype m_chunk;
    net::SessionLog m_log { &m_recorder, m_clock, {} };
};

constexpr qsizetype Chunks[] = { 1, 2, 3, 7, 0 };

} // namespace

TEST(SessionLog, SplitsLinesWhereverTheBytesAreCut)
{
    for (const qsizetype chunk : Chunks)
        EXPECT_EQ(Written(chunk).server("220 hi\r\n250-a\r\n250  b\r\n").text(), "S: 220 hi\nS: 250-a\nS: 250  b\n") << chunk;
}

TEST(SessionLog, ControlAndDirectionCharactersAreTakenOut)
{
    EXPECT_EQ(Written().server("220 a\x1b[2Jb\x07\xe2\x80\xae c\r\n").text(), "S: 220 a[2Jb c\n");
}

TEST(SessionLog, BytesThatAreNoUtf8AreShownAsLatin1)
{
    EXPECT_EQ(Written().server("220 caf\xe9\r\n").text(), "S: 220 café\n");
}

TEST(SessionLog, AMessageInAnImapLiteralIsLeftOut)
{
    const QByteArray body = QByteArray("Subject: private\r\n") + QByteArray(300, 'y');
    const QByteArray bytes = "* OK hi\r\n* 1 FETCH (UID 7 BODY[] {" + QByteArray::number(body.size()) + "}\r\n" + body + " FLAGS (\\Seen))\r\nA1 OK done\r\n";
    for (const qsizetype chunk : Chunks) {
        EXPECT_EQ(Written(chunk).server(bytes).text(),
            "S: * OK hi\nS: * 1 FETCH (UID 7 BODY[] {318}\n# {318} bytes left out\nS:  FLAGS (\\Seen))\nS: A1 OK done\n")
            << chunk;
    }
}

TEST(SessionLog, AShortMessageInAnImapLiteralIsLeftOutToo)
{
    EXPECT_EQ(Written().server("* OK hi\r\n* 1 FETCH (UID 7 BODY[] {3}\r\nabc UID 7)\r\n").text(),
        "S: * OK hi\nS: * 1 FETCH (UID 7 BODY[] {3}\n# {3} bytes left out\nS:  UID 7)\n");
}

TEST(SessionLog, OfAMailboxTheFirstMessagesAreShownAndTheOthersCounted)
{
    QByteArray answer = "* OK hello\r\n";
    for (int i = 1; i <= 7; ++i)
        answer += "* " + QByteArray::number(i) + " FETCH (BODY[HEADER] {4}\r\nHead BODY[TEXT] {3}\r\nx\r\n FLAGS (\\Seen))\r\n";
    answer += "* 8 FETCH (FLAGS ())\r\n* 9 FETCH (BODY[] {1}\r\nx)\r\na OK done\r\n";
    for (const qsizetype chunk : Chunks) {
        const QByteArray text = Written(chunk).server(answer).text();
        EXPECT_TRUE(text.contains("S: * 5 FETCH (BODY[HEADER] {4}\n# {4} bytes left out\nS:  BODY[TEXT] {3}\n# {3} bytes left out\nS:  FLAGS (\\Seen))\n"
                                  "# 2 more answers with mail, 14 bytes, left out\nS: * 8 FETCH (FLAGS ())\nS: * 9 FETCH (BODY[] {1}\n"))
            << chunk << '\n' << text.toStdString();
        EXPECT_TRUE(text.endsWith("S: )\nS: a OK done\n")) << chunk;
    }
}

TEST(SessionLog, ALiteralOfAtMost256BytesIsShown)
{
    const QByteArray shown(256, 'n');
    const QByteArray hidden(257, 'n');
    EXPECT_TRUE(Written().server("* OK\r\n* LIST () \"/\" {256}\r\n" + shown + "\r\n").text().contains(shown));
    EXPECT_FALSE(Written().server("* OK\r\n* LIST () \"/\" {257}\r\n" + hidden + "\r\n").text().contains("nnn"));
}

TEST(SessionLog, BracesAtTheEndOfAnSmtpLineAreNoLiteral)
{
    EXPECT_EQ(Written().server("220 hi {1000}\r\n250 ok\r\n").text(), "S: 220 hi {1000}\nS: 250 ok\n");
}

TEST(SessionLog, WhatRetrBringsIsLeftOutAlsoWhenPipelined)
{
    for (const qsizetype chunk : Chunks) {
        Written log(chunk);
        log.server("+OK hi\r\n").client("STAT\r\nRETR 1\r\nTOP 2 0\r\nRETR 9\r\n");
        log.server("+OK 2 99\r\n+OK 20 octets\r\nSubject: a\r\n\r\n..dot\r\n.\r\n+OK\r\nSubject: b\r\n.\r\n-ERR no such message\r\n");
        EXPECT_EQ(log.text(),
            "S: +OK hi\nC: STAT\nC: RETR 1\nC: TOP 2 0\nC: RETR 9\nS: +OK 2 99\nS: +OK 20 octets\n# [3] lines with 21 bytes left out\nS: .\n"
            "S: +OK\n# [1] lines with 12 bytes left out\nS: .\nS: -ERR no such message\n")
            << chunk;
    }
}

TEST(SessionLog, PopListsAndChallengesAreShown)
{
    Written log;
    log.server("+OK hi\r\n").client("AUTH PLAIN\r\n").server("+ \r\n").client("c2VjcmV0\r\n", "<redacted>").server("+OK\r\n").client("UIDL\r\n");
    log.server("+OK\r\n1 abc\r\n.\r\n").client("RETR 1\r\n").server("+OK\r\nprivate\r\n.\r\n");
    EXPECT_TRUE(log.text().contains("S: 1 abc\nS: .\n"));
    EXPECT_FALSE(log.text().contains("private"));
    EXPECT_FALSE(log.text().contains("c2Vj"));
}

TEST(SessionLog, ALongLineIsCutAndItsLengthIsSaid)
{
    const QByteArray text = Written(1000).server("220 " + QByteArray(100'000, 'z') + "\r\n250 ok\r\n").text();
    EXPECT_LT(text.size(), 10'000);
    EXPECT_TRUE(text.contains("# that line has 100006 bytes\nS: 250 ok\n"));
}

TEST(SessionLog, ALineWithoutEndIsShownWhenTheConnectionCloses)
{
    EXPECT_EQ(Written().server("220 hal").closed().text(), "S: 220 hal\n# that line was not ended\nX \n");
}

TEST(SessionLog, ClientPiecesOfOneLineAreJoined)
{
    EXPECT_EQ(Written().server("* OK\r\n").client("A1 APPEND ").client("x {3}\r\n").server("+ go\r\n").client("abc").client("\r\n").text(),
        "S: * OK\nC: A1 APPEND x {3}\nS: + go\nC: abc\n");
}

TEST(SessionLog, BulkFromTheClientIsOnlyCounted)
{
    EXPECT_EQ(Written().client(QByteArray(4097, 'm')).text(), "C: <4097 bytes>\n");
    EXPECT_EQ(Written().client("secret stuff\r\n", "<message>").text(), "C: <message>\n");
}

TEST(SessionLog, EverySessionHasItsNumber)
{
    test::FakeClock clock;
    const net::SessionLog a(nullptr, clock, {});
    const net::SessionLog b(nullptr, clock, {});
    EXPECT_NE(a.session(), b.session());
}
