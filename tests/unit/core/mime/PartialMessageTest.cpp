// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/PartialMessage.h"

#include "tests/unit/core/mime/Helpers.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

// The two halves of RFC 2046 section 5.2.2.2, in words of our own.
QByteArray firstHalf()
{
    return "X-Weird-Header-1: Foo\r\nFrom: ala@example.org\r\nTo: ola@example.org\r\nSubject: Audio (part 1 of 2)\r\nMessage-ID: <one@example.org>\r\nMIME-Version: 1.0\r\n"
           "Content-Type: message/partial; id=\"abc@example.org\"; number=1; total=2\r\n\r\n"
           "X-Weird-Header-1: Bar\r\nX-Weird-Header-2: Hello\r\nMessage-ID: <whole@example.org>\r\nSubject: Audio\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\nQ2F0\r\n";
}

QByteArray secondHalf()
{
    return "From: ala@example.org\r\nSubject: Audio (part 2 of 2)\r\nMessage-ID: <two@example.org>\r\nContent-Type: message/partial; id=\"abc@example.org\"; number=2; total=2\r\n\r\nRG9n\r\n";
}

TEST(PartialMessage, facts)
{
    const MessageTree tree = readMessage(firstHalf());
    const std::optional<PartialFacts> facts = partialFacts(tree.root());
    ASSERT_TRUE(facts);
    EXPECT_EQ(s(facts->id), "abc@example.org");
    EXPECT_EQ(facts->number, 1);
    EXPECT_EQ(facts->total, 2);
    EXPECT_FALSE(partialFacts(readMessage("Content-Type: message/partial; id=x\n\n").root()));
    EXPECT_FALSE(partialFacts(readMessage("Content-Type: text/plain\n\n").root()));
}

TEST(PartialMessage, piecesInAnyOrderAndTwice)
{
    for (const QList<QByteArray> &pieces : { QList<QByteArray> { firstHalf(), secondHalf() }, QList<QByteArray> { secondHalf(), firstHalf(), secondHalf() } }) {
        const std::optional<QByteArray> whole = joinPartialMessages(pieces);
        ASSERT_TRUE(whole);
        const MessageTree tree = readMessage(*whole);
        // RFC 2046 section 5.2.2.1: who and when from outside; what it is, its subject and its id from inside.
        EXPECT_EQ(s(tree.envelope.subject), "Audio");
        EXPECT_EQ(s(tree.envelope.messageIdHeader), "whole@example.org");
        EXPECT_EQ(s(tree.envelope.from), " <ala@example.org>");
        EXPECT_EQ(s(tree.envelope.to), " <ola@example.org>");
        EXPECT_EQ(s(headerField(*whole, tree.root(), "X-Weird-Header-1")->text()), "Foo");
        EXPECT_FALSE(headerField(*whole, tree.root(), "X-Weird-Header-2"));
        EXPECT_EQ(outline(tree), "text/plain");
        EXPECT_EQ(s(plainText(*whole, tree)), "CatDog");
    }
}

TEST(PartialMessage, nothingWhileAPieceIsMissing)
{
    EXPECT_FALSE(joinPartialMessages({ firstHalf() }));
    EXPECT_FALSE(joinPartialMessages({ firstHalf(), secondHalf().replace("abc@", "other@") }));
    EXPECT_FALSE(joinPartialMessages({}));
    EXPECT_FALSE(joinPartialMessages({ firstHalf().replace("; total=2", ""), secondHalf().replace("; total=2", "") }));
    EXPECT_TRUE(joinPartialMessages({ firstHalf().replace("; total=2", ""), secondHalf() }));
}

TEST(PartialMessage, numberOfPiecesHasALimit)
{
    const auto pieces = [](int count) {
        QList<QByteArray> out;
        for (int i = 1; i <= count; ++i)
            out.append("Content-Type: message/partial; id=x; number=" + QByteArray::number(i) + "; total=" + QByteArray::number(count) + "\r\n\r\n" + (i == 1 ? "\r\n" : "") + "x");
        return out;
    };
    EXPECT_TRUE(joinPartialMessages(pieces(PartialPieces)));
    EXPECT_FALSE(joinPartialMessages(pieces(PartialPieces + 1)));
}

ExternalBody external(const QByteArray &parameters, const QByteArray &inner = {})
{
    const QByteArray raw = "Content-Type: message/external-body; " + parameters + "\r\n\r\n" + inner;
    return externalBody(raw, readMessage(raw).root()).value_or(ExternalBody {});
}

TEST(ExternalBody, everyAccessType)
{
    const ExternalBody url = external("access-type=URL; URL=\"http://example.org/\r\n a/very/long\r\n /path\"; size=42", "Content-Type: image/png\r\nContent-ID: <p@x>\r\n\r\n");
    EXPECT_EQ(s(url.accessType), "url");
    EXPECT_EQ(s(url.url), "http://example.org/a/very/long/path");
    EXPECT_EQ(url.size, 42);
    EXPECT_EQ(s(url.mediaType), "image/png");
    EXPECT_EQ(s(url.contentId), "p@x");
    const ExternalBody ftp = external("name=\"draft.ps\"; site=\"ftp.example.org\"; access-type=ANON-FTP; directory=\"pub\"; mode=\"image\"; expiration=\"Fri, 14 Jun 1991 19:13:14 -0400 (EDT)\"");
    EXPECT_EQ(s(ftp.url), "ftp://ftp.example.org/pub/draft.ps");
    EXPECT_EQ(s(ftp.mode), "image");
    EXPECT_EQ(ftp.size, -1);
    const ExternalBody server = external("access-type=mail-server; server=\"listserv@example.org\"; subject=\"get draft\"");
    EXPECT_EQ(s(server.server), "listserv@example.org");
    EXPECT_EQ(s(server.subject), "get draft");
    EXPECT_EQ(s(server.url), "");
}

} // namespace
} // namespace golub::mime
