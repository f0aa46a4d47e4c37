// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/TransferDecoder.h"
#include "core/mime/TransferEncoder.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

QByteArray decodeInPieces(const QByteArray &input, Encoding encoding, qsizetype piece)
{
    TransferDecoder decoder(encoding);
    QByteArray out;
    for (qsizetype i = 0; i < input.size(); i += piece)
        decoder.decode(QByteArrayView(input).sliced(i, qMin(piece, input.size() - i)), out);
    decoder.finish(out);
    return out;
}

TEST(TransferDecoder, piecesMakeNoDifference)
{
    const QByteArray qp = "a=C5=BC=\r\nb=3D = \t\r\nc=zz=4";
    const QByteArray base64 = "aGVsbG8g\r\nd29y bGQ=\r\naGk=";
    const QByteArray uu = "junk\r\nbegin 644 a.txt\r\n+:&5L;&\\@=V]R;&0 \r\n`\r\nend\r\nmore\r\n";
    for (const qsizetype piece : { 1, 2, 3, 7, 1000 }) {
        EXPECT_EQ(s(decodeInPieces(qp, Encoding::QuotedPrintable, piece)), "a\xC5\xBC" "b= c=zz=4") << piece;
        EXPECT_EQ(s(decodeInPieces(base64, Encoding::Base64, piece)), "hello worldhi") << piece;
        EXPECT_EQ(s(decodeInPieces(uu, Encoding::UuEncode, piece)), "hello world") << piece;
    }
}

TEST(TransferDecoder, base64Damage)
{
    bool damage = true;
    EXPECT_EQ(s(decodeTransfer("aGk=", Encoding::Base64, &damage)), "hi");
    EXPECT_FALSE(damage);
    EXPECT_EQ(s(decodeTransfer("dm\x01k===", Encoding::Base64, &damage)), "vi");
    EXPECT_TRUE(damage);
    EXPECT_EQ(s(decodeTransfer("dmk", Encoding::Base64)), "vi");
    EXPECT_EQ(s(decodeTransfer("", Encoding::Base64)), "");
    EXPECT_EQ(s(decodeTransfer("A", Encoding::Base64, &damage)), "");
    EXPECT_TRUE(damage);
}

TEST(TransferDecoder, everyByteComesBack)
{
    QByteArray all;
    for (int i = 0; i < 1000; ++i)
        all += char(i * 7);
    EXPECT_EQ(decodeTransfer(encodeBase64Lines(all), Encoding::Base64), all);
    EXPECT_EQ(decodeTransfer(encodeQuotedPrintable(all), Encoding::QuotedPrintable), all);
}

TEST(TransferEncoder, quotedPrintableLines)
{
    const QByteArray text = QByteArray("żółw ").repeated(40) + "\r\nFrom here \r\n.\r\nend\t";
    const QByteArray encoded = encodeQuotedPrintable(text);
    for (const QByteArray &line : encoded.split('\n'))
        EXPECT_LE(line.size(), 77);
    EXPECT_TRUE(encoded.contains("\r\n=46rom here=20\r\n=2E\r\nend=09"));
    EXPECT_EQ(decodeTransfer(encoded, Encoding::QuotedPrintable), text);
}

TEST(MessageContent, textIsDecodedWithItsCharset)
{
    const QByteArray raw = "Content-Type: text/plain; charset=iso-8859-2\nContent-Transfer-Encoding: quoted-printable\n\nza=BF=F3=B3=E6\r\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(s(decodedText(raw, tree.root())), "zażółć\n");
    EXPECT_EQ(s(decodedText(raw, tree.root(), "koi8-r")).size() > 5, true);
    EXPECT_NE(s(decodedText(raw, tree.root(), "koi8-r")), "zażółć\n");
}

TEST(MessageContent, decodedSizeCountsWithoutKeeping)
{
    const QByteArray data(100000, 'x');
    const QByteArray raw = "Content-Transfer-Encoding: base64\n\n" + encodeBase64Lines(data);
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(decodedSize(raw, tree.root()), data.size());
    EXPECT_EQ(decodedContent(raw, tree.root()), data);
    qsizetype largest = 0;
    decodeContent(raw, tree.root(), [&largest](QByteArrayView piece) {
        largest = qMax(largest, piece.size());
        return true;
    });
    EXPECT_LE(largest, 64 * 1024);
    int calls = 0;
    decodeContent(raw, tree.root(), [&calls](QByteArrayView) { return ++calls < 2; });
    EXPECT_EQ(calls, 2);
}

TEST(MessageContent, flowedTextIsUnwrapped)
{
    const QByteArray raw = "Content-Type: text/plain; format=flowed; delsp=yes\n\nhello wo \nrld\n> quo \n> ted\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_TRUE(tree.root().isFlowed && tree.root().isDelSp);
    EXPECT_EQ(s(plainText(raw, tree)), "hello world\n> quoted\n");
}

TEST(MessageContent, headerFields)
{
    const QByteArray raw = "X-One: a\r\n b\r\nx-one: c\r\n\r\nbody";
    const MessageTree tree = readMessage(raw);
    const QList<HeaderField> fields = headerFields(raw, tree.root());
    ASSERT_EQ(fields.size(), 2);
    EXPECT_EQ(s(QByteArrayView(fields[0].rawValue)), " a\r\n b");
    EXPECT_EQ(s(fields[0].text()), "a b");
    EXPECT_EQ(fields[1].offset, raw.indexOf("x-one"));
    EXPECT_EQ(s(headerField(raw, tree.root(), "X-ONE")->text()), "a b");
    EXPECT_FALSE(headerField(raw, tree.root(), "body"));
    EXPECT_EQ(headerFieldsOf("A: 1\nB: 2\n").size(), 2);
}

TEST(MessageContent, attachmentNames)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\n\n--b\nContent-Type: application/pdf; name=\"../../etc/a:b.pdf\"\n\n\n"
                           "--b\nContent-Type: message/rfc822\n\nSubject: x\n\n\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(s(attachmentName(tree, 1)), "part-1.png");
    EXPECT_EQ(s(attachmentName(tree, 2)), "a_b.pdf");
    EXPECT_EQ(s(attachmentName(tree, 3)), "part-3.eml");
}

TEST(MessageContent, partByContentId)
{
    const MessageTree tree = readMessage("Content-ID: <a@b>\n\nx");
    EXPECT_EQ(partByContentId(tree, QStringLiteral("a@b")), 0);
    EXPECT_EQ(partByContentId(tree, QStringLiteral("c")), -1);
    EXPECT_EQ(partByContentId(tree, {}), -1);
}

TEST(MessageContent, uuencodedBody)
{
    const QByteArray raw = "Content-Type: application/octet-stream\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n+:&5L;&\\@=V]R;&0 \n`\nend\n";
    EXPECT_EQ(s(decodedContent(raw, readMessage(raw).root())), "hello world");
}

//! The words of every kind of text are the same, whether they are made in UTF-16 or taken as they are.
TEST(MessageContent, textInUtf8IsTheTextInUtf8)
{
    const QByteArray bodies[] = { "", "plain\r\nlines\r\n", "lone\rreturns\nand \r\n both\r", "za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87\r\n", "\xEF\xBB\xBFmark",
        "broken \xC5 utf-8 \xFF", "replaced \xEF\xBF\xBD here", QByteArray("nul \0 inside", 12), "escape \x1B$B4A;z\x1B(B", "~{hz~}", "\xB1\xB6 latin two", "f=20o=\r\no =C5=BC",
        "flowed \r\nlines\r\n>quoted \r\n> more", "begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\nrest", "PHA-emFfw7M8L3A-", "<p>za\xC5\xBC</p><meta charset=\"iso-8859-2\">" };
    const char *const types[] = { "text/plain", "text/plain; charset=utf-8", "text/plain; charset=us-ascii", "text/plain; charset=iso-8859-2", "text/plain; charset=iso-2022-jp",
        "text/plain; charset=utf-16le", "text/plain; charset=utf-8; format=flowed; delsp=yes", "text/plain; charset=nobody-knows", "text/html", "text/html; charset=utf-8",
        "text/html; charset=us-ascii", "text/enriched; charset=utf-8" };
    for (const char *type : types) {
        for (const char *encoding : { "8bit", "quoted-printable", "base64" }) {
            for (const QByteArray &body : bodies) {
                const QByteArray raw = QByteArray("Content-Type: ") + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + body;
                const MessageTree tree = readMessage(raw);
                const QString text = tree.root().is("text", "html") ? partHtml(raw, tree, 0) : partText(raw, tree, 0);
                EXPECT_EQ(partUtf8(raw, tree, 0), text.toUtf8()) << raw.toStdString();
            }
        }
    }
}

} // namespace
} // namespace golub::mime
