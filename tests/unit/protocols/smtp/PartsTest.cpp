// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "protocols/smtp/Capabilities.h"
#include "protocols/smtp/Command.h"
#include "protocols/smtp/DotStuffer.h"
#include "protocols/smtp/Reply.h"
#include "tests/support/Transcript.h"

#include <gtest/gtest.h>

namespace golub::smtp {
namespace {

std::optional<Reply> replyOf(const QList<QByteArray> &lines)
{
    ReplyAssembler assembler;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        auto reply = assembler.add(lines.at(i));
        if (!reply)
            return std::nullopt;
        if (*reply) {
            EXPECT_EQ(i + 1, lines.size()) << "ended too early";
            return *reply;
        }
    }
    return std::nullopt;
}

TEST(ReplyTest, OneLine)
{
    const auto reply = replyOf({ "250 2.1.5 Ok" });
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->code, 250);
    EXPECT_EQ(reply->enhanced, "2.1.5");
    EXPECT_EQ(reply->toServerReply(), (ServerReply { 250, QStringLiteral("2.1.5"), QStringLiteral("Ok") }));
}

TEST(ReplyTest, SeveralLines)
{
    const auto reply = replyOf({ "550-5.1.1 No such", "550-5.1.1 user", "550 5.1.1 here" });
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->toServerReply(), (ServerReply { 550, QStringLiteral("5.1.1"), QStringLiteral("No such\nuser\nhere") }));
}

TEST(ReplyTest, BrokenFormsAreUnderstood)
{
    EXPECT_EQ(replyOf({ "250" })->code, 250);
    EXPECT_EQ(replyOf({ "250\ttab" })->lines, QList<QByteArray> { "tab" });
    EXPECT_EQ(replyOf({ " 250 blank before" })->code, 250);
    EXPECT_EQ(replyOf({ "250OK" })->code, 250);
    EXPECT_EQ(replyOf({ "", "220 after an empty line" })->code, 220);
    EXPECT_EQ(replyOf({ "250-host", "SIZE 100", "250 HELP" })->lines, (QList<QByteArray> { "host", "SIZE 100", "HELP" }));
}

TEST(ReplyTest, LinesThatDisagreeCountAsTheWorst)
{
    EXPECT_EQ(replyOf({ "250-fine", "550 not at all" })->code, 550);
    EXPECT_EQ(replyOf({ "550-not at all", "250 fine" })->code, 550);
}

TEST(ReplyTest, WhatIsNoReplyIsRefused)
{
    for (const char *bad : { "* OK IMAP4rev1 ready", "+OK POP3", "25", "2500 x", "199 x", "600 x", "HTTP/1.1 400 Bad Request", "2 5 0", "\xff\xff\xff" }) {
        ReplyAssembler assembler;
        const auto reply = assembler.add(bad);
        ASSERT_FALSE(reply.has_value()) << bad;
        EXPECT_EQ(reply.error().kind, ErrorKind::Protocol);
    }
}

TEST(ReplyTest, LineCountHoldsItsLimitExactly)
{
    QList<QByteArray> lines(limits::ReplyLines - 1, "250-x");
    EXPECT_TRUE(replyOf(lines + QList<QByteArray> { "250 end" }).has_value());
    ReplyAssembler assembler;
    for (qsizetype i = 0; i < limits::ReplyLines; ++i)
        ASSERT_TRUE(assembler.add("250-x").has_value());
    EXPECT_EQ(assembler.add("250 end").error().kind, ErrorKind::LimitExceeded);
}

TEST(ReplyTest, EnhancedStatusFitsItsClass)
{
    EXPECT_EQ(enhancedStatus(550, "5.7.139 Authentication unsuccessful"), "5.7.139");
    EXPECT_EQ(enhancedStatus(550, "5.7.1"), "5.7.1");
    EXPECT_EQ(enhancedStatus(550, "4.7.1 x"), "");
    EXPECT_EQ(enhancedStatus(250, "2.0 x"), "");
    EXPECT_EQ(enhancedStatus(250, "2.1.5:x"), "");
    EXPECT_EQ(enhancedStatus(250, "2.1234.5 x"), "");
    EXPECT_EQ(enhancedStatus(250, "10.1.1.1 is you"), "");
}

TEST(ReplyTest, ServerWordsAreMadeSafe)
{
    const auto reply = replyOf({ "550 go \x1b]0;away\x07 \xE2\x80\xAE" "now" });
    EXPECT_EQ(reply->toServerReply().text, QStringLiteral("go ]0;away now"));
}

TEST(CapabilitiesTest, ReadsWhatServersOffer)
{
    const Capabilities c = Capabilities::fromReply(*replyOf({ "250-mail.example.org Hello", "250-SIZE 52428800", "250-8BITMIME", "250-PIPELINING",
        "250-AUTH PLAIN LOGIN", "250-AUTH=PLAIN LOGIN CRAM-MD5", "250-CHUNKING", "250-starttls", "250-DSN", "250-ENHANCEDSTATUSCODES",
        "250 SMTPUTF8" }));
    EXPECT_TRUE(c.extended && c.size && c.eightBitMime && c.pipelining && c.chunking && c.startTls && c.dsn && c.enhancedStatusCodes && c.smtpUtf8);
    EXPECT_EQ(c.maxSize, 52428800);
    EXPECT_EQ(c.auth, (QList<QByteArray> { "PLAIN", "LOGIN", "CRAM-MD5" }));
}

TEST(CapabilitiesTest, OddSizesNameNoLimit)
{
    for (const char *line : { "250 SIZE", "250 SIZE 0", "250 SIZE -1", "250 SIZE 99999999999999999999", "250 SIZE lots" }) {
        const Capabilities c = Capabilities::fromReply(*replyOf({ "250-host", line }));
        EXPECT_TRUE(c.size) << line;
        EXPECT_EQ(c.maxSize, 0) << line;
    }
    EXPECT_FALSE(Capabilities::fromReply(*replyOf({ "250 SIZE 100" })).size) << "the first line is the server's name";
}

QByteArray stuff(const QByteArray &message, qsizetype chunk)
{
    DotStuffer stuffer;
    QByteArray out;
    for (qsizetype at = 0; at < message.size(); at += std::min(chunk, message.size() - at))
        out += stuffer.add(QByteArrayView(message).sliced(at, std::min(chunk, message.size() - at)));
    return out + stuffer.finish();
}

TEST(DotStufferTest, PreparesContent)
{
    const std::pair<QByteArray, QByteArray> cases[] = {
        { "", ".\r\n" },
        { "a\r\n", "a\r\n.\r\n" },
        { "a", "a\r\n.\r\n" },
        { ".", "..\r\n.\r\n" },
        { ".\r\n", "..\r\n.\r\n" },
        { "a\r\n.b\r\n..\r\n", "a\r\n..b\r\n...\r\n.\r\n" },
        { "a.b\r\n", "a.b\r\n.\r\n" },
        // Each of these would end the message early at one server or another (SMTP smuggling).
        { "a\n.\nb", "a\r\n..\r\nb\r\n.\r\n" },
        { "a\r.\rb", "a\r\n..\r\nb\r\n.\r\n" },
        { "a\r\n.\nMAIL", "a\r\n..\r\nMAIL\r\n.\r\n" },
        { "a\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n" },
        { "a\r\r\n.b\r", "a\r\n\r\n..b\r\n.\r\n" },
        { "a\n\r.b", "a\r\n\r\n..b\r\n.\r\n" },
        { "\r\n", "\r\n.\r\n" },
        { "a\r", "a\r\n.\r\n" },
    };
    for (const auto &[in, out] : cases) {
        for (const qsizetype chunk : test::ChunkSizes)
            EXPECT_EQ(stuff(in, chunk), out) << in.toPercentEncoding().constData() << " in chunks of " << chunk;
    }
}

TEST(PathTest, TakesAddressesThatExist)
{
    for (const char *good : { "ala@example.org", "a.b+c@x", "\"quoted local\"@example.org", "a..b.@example.jp", "o'neil@example.org",
             "x@[192.0.2.1]", "x@[IPv6:2001:db8::1]", "\"a@b\"@example.org", "!#$%&'*+-/=?^_`{|}~@example.org" }) {
        const auto path = Path::parse(QString::fromLatin1(good));
        ASSERT_TRUE(path.has_value()) << good;
        EXPECT_EQ(path->wire(), '<' + QByteArray(good) + '>');
        EXPECT_FALSE(path->needsUtf8());
    }
    EXPECT_EQ(Path::parse(QString(), true)->wire(), "<>");
}

TEST(PathTest, InternationalAddresses)
{
    EXPECT_EQ(Path::parse(QStringLiteral("ala@żółw.example"))->wire(), "<ala@xn--w-uga1v8h.example>");
    EXPECT_FALSE(Path::parse(QStringLiteral("ala@żółw.example"))->needsUtf8());
    EXPECT_TRUE(Path::parse(QStringLiteral("żaba@example.org"))->needsUtf8());
}

TEST(PathTest, CommandInjectionIsRefused)
{
    const QString bad[] = { QStringLiteral("a@b\r\nRCPT TO:<evil@x>"), QStringLiteral("a\n@b"), QStringLiteral("a@b\r"), QStringLiteral("a@b>"),
        QStringLiteral("<a@b"), QStringLiteral("a@b> SIZE=1"), QStringLiteral("a b@c"), QStringLiteral("a@b c"), QStringLiteral("\"a\"b\"@c"),
        QStringLiteral("\"a\\\"@c"), QStringLiteral("a@"), QStringLiteral("@b"), QStringLiteral("a"), QString(), QStringLiteral("a@b,c@d"),
        QStringLiteral("a\u2028@b"), QStringLiteral("a\u0085@b"), QString(QStringLiteral("a") + QChar(u'\0') + QStringLiteral("@b")),
        QStringLiteral("a@\u0430\u2028b"), QString(400, u'a') + QStringLiteral("@b") };
    for (const QString &address : bad) {
        const auto path = Path::parse(address);
        ASSERT_FALSE(path.has_value()) << address.toStdString();
        EXPECT_EQ(path.error().kind, ErrorKind::InvalidInput);
    }
}

TEST(PathTest, TheErrorNamesTheAddress)
{
    EXPECT_TRUE(Path::parse(QStringLiteral("not an address")).error().text.contains(QStringLiteral("not an address")));
}

TEST(CommandTest, HelloNamesThatServersRefuseBecomeALiteral)
{
    EXPECT_EQ(Command::ehlo("laptop.example.org").line(), "EHLO laptop.example.org\r\n");
    for (const char *bad : { "my_laptop.example.org", "laptop", "", "a b.c", "x.org\r\nMAIL", ".org", "[x y]" })
        EXPECT_EQ(Command::ehlo(bad).line(), "EHLO [127.0.0.1]\r\n") << bad;
    EXPECT_EQ(Command::helo("[192.0.2.7]").line(), "HELO [192.0.2.7]\r\n");
}

TEST(CommandTest, SecretsAreRedacted)
{
    const Command auth = Command::auth("PLAIN", Secret("AHVzZXIAcGFzcw=="));
    EXPECT_EQ(auth.line(), "AUTH PLAIN AHVzZXIAcGFzcw==\r\n");
    EXPECT_EQ(auth.logText(), "AUTH PLAIN <redacted>");
    EXPECT_TRUE(auth.isSecret());
    EXPECT_EQ(Command::authResponse(Secret("c2VjcmV0")).logText(), "<redacted>");
    EXPECT_FALSE(Command::auth("CRAM-MD5", {}).isSecret());
}

TEST(CommandTest, MailParameters)
{
    const Path from = *Path::parse(QStringLiteral("a@b.c"));
    EXPECT_EQ(Command::mail(from, {}).line(), "MAIL FROM:<a@b.c>\r\n");
    EXPECT_EQ(Command::mail(from, { 12, Command::Body::EightBit, true }).line(), "MAIL FROM:<a@b.c> SIZE=12 BODY=8BITMIME SMTPUTF8\r\n");
}

} // namespace
} // namespace golub::smtp
