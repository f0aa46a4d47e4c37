// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/SevenBit.h"

#include "core/mime/Ascii.h"
#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"
#include "core/mime/TransferEncoder.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

// Nothing that a server of RFC 821 could trip over.
void expectNarrow(const QByteArray &message)
{
    const ContentFacts facts = contentFacts(message);
    EXPECT_TRUE(facts.ascii);
    EXPECT_FALSE(facts.hasNul);
    EXPECT_TRUE(facts.canonicalLines);
    EXPECT_LE(facts.longestLine, 998);
}

QByteArray narrow(const QByteArray &message)
{
    const Result<QByteArray> out = toSevenBit(message);
    EXPECT_TRUE(out);
    const QByteArray bytes = out.value_or({});
    expectNarrow(bytes);
    return bytes;
}

TEST(SevenBitTest, WhatIsNarrowAlreadyStaysAsItIs)
{
    const QByteArray message = "Subject: x\r\nContent-Type: text/plain\r\n\r\nHello\r\n.\r\n";
    EXPECT_EQ(narrow(message), message);
}

TEST(SevenBitTest, TextBecomesQuotedPrintable)
{
    const QByteArray out = narrow("Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nX-Kept: as it is\r\n\r\n\xC5\xBC\xC3\xB3\xC5\x82ty\r\n");
    EXPECT_EQ(out, "Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nX-Kept: as it is\r\n\r\n=C5=BC=C3=B3=C5=82ty\r\n");
}

TEST(SevenBitTest, TextWithoutEncodingGetsOne)
{
    const QByteArray out = narrow("Content-Type: text/plain; charset=iso-8859-2\r\nSubject: x\r\n\r\n\xBF\r\n");
    const MessageTree tree = readMessage(out);
    EXPECT_EQ(tree.root().encoding, Encoding::QuotedPrintable);
    EXPECT_EQ(decodedText(out, tree.root()), QStringLiteral("ż\n"));
}

TEST(SevenBitTest, LongLinesAreNarrowed)
{
    const QByteArray line(5000, 'x');
    const QByteArray out = narrow("Subject: x\r\n\r\n" + line + "\r\n");
    EXPECT_EQ(decodedContent(out, readMessage(out).root()), line + "\r\n");
}

TEST(SevenBitTest, EachPartForItself)
{
    const QByteArray image("\x89PNG\0\xFF\n\r", 8);
    const QByteArray out = narrow("Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                                  "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xC4\x85\r\n"
                                  "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n\r\n" + image + "\r\n"
                                  "--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b--\r\n");
    const MessageTree tree = readMessage(out);
    ASSERT_EQ(tree.parts.size(), 4U);
    EXPECT_EQ(tree.root().encoding, Encoding::SevenBit);
    EXPECT_EQ(decodedText(out, tree.parts[1]), QStringLiteral("ą"));
    EXPECT_EQ(decodedContent(out, tree.parts[2]), image);
    EXPECT_EQ(tree.parts[3].encoding, Encoding::SevenBit);
}

TEST(SevenBitTest, RawHeadersBecomeEncodedWords)
{
    const QByteArray out = narrow("From: Zo\xC5\xBC <zoz@example.org>\r\nSubject: za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87\r\n\r\nx\r\n");
    const MessageTree tree = readMessage(out);
    EXPECT_EQ(tree.envelope.subject, QStringLiteral("zażółć"));
    ASSERT_EQ(tree.envelope.from.size(), 1);
    EXPECT_EQ(tree.envelope.from.first().mailbox.name, QStringLiteral("Zoż"));
    EXPECT_EQ(tree.envelope.from.first().mailbox.address, QStringLiteral("zoz@example.org"));
}

TEST(SevenBitTest, AMessageInsideIsNarrowedToo)
{
    const QByteArray out = narrow("Subject: x\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                                  "Subject: y\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xC4\x85\r\n");
    const MessageTree tree = readMessage(out);
    ASSERT_EQ(tree.parts.size(), 2U);
    EXPECT_EQ(decodedText(out, tree.parts[1]), QStringLiteral("ą\n"));
}

// RFC 1847 section 2.1: what was signed is not touched.
TEST(SevenBitTest, ASignatureIsNotBroken)
{
    const Result<QByteArray> out = toSevenBit("Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\r\n\r\n"
                                              "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xC4\x85\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n");
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().kind, ErrorKind::InvalidInput);
}

} // namespace
} // namespace golub::mime
