// SPDX-License-Identifier: GPL-3.0-or-later
// Messages whose structure is broken, in the ways in which it is seen to break.
#include "tests/unit/core/mime/Helpers.h"

#include "core/base/Limits.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string content(const QByteArray &raw, const MessageTree &tree, int part)
{
    return s(decodedContent(raw, tree.parts[size_t(part)]));
}

TEST(Structure, wrongBoundaryParameterIsReplacedByTheOneTheBodyShows)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=said\n\n--real\nContent-Type: text/plain\n\none\n--real\nContent-Type: text/html\n\n<p>two\n--real--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,text/html)");
    EXPECT_EQ(content(raw, tree, 1), "one");
    EXPECT_EQ(content(raw, tree, 2), "<p>two");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::GuessedBoundary));
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::BoundaryNotFound));
}

TEST(Structure, missingBoundaryParameterIsGuessed)
{
    const QByteArray raw = "Content-Type: multipart/alternative\n\npreamble\n--x\n\none\n--x\nContent-Type: text/html\n\n<p>two\n--x--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/alternative(text/plain,text/html)");
    EXPECT_EQ(content(raw, tree, 1), "one");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::MissingBoundary));
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::GuessedBoundary));
}

TEST(Structure, guessedBoundaryStaysInsideOfTheOuterPart)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: multipart/alternative; boundary=wrong\n\n--in\nContent-Type: text/plain\n\none\n--in--\n--out\n\nlast\n--out--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(multipart/alternative(text/plain),text/plain)");
    EXPECT_EQ(s(plainText(raw, tree)), "one\nlast");
}

TEST(Structure, dashesInATextAreNoBoundary)
{
    for (const QByteArray &text : { QByteArray("Hello\n-- \nAla\n"), QByteArray("-----Original Message-----\nFrom: x\n\n-----Original Message-----\n"), QByteArray("--\n--\n--\n") }) {
        const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n" + text;
        const MessageTree tree = readMessage(raw);
        EXPECT_EQ(outline(tree), "multipart/mixed");
        EXPECT_EQ(s(plainText(raw, tree)), s(text));
    }
}

TEST(Structure, encodedMultipartIsOpened)
{
    const QByteArray inside = "--b\r\n\r\none\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>two\r\n--b--\r\n";
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n" + inside.toBase64() + "\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,text/html)");
    EXPECT_EQ(content(raw, tree, 1), "one");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::InvalidEncoding));
}

TEST(Structure, encodingOfAMultipartThatIsNotEncodedIsIgnored)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n--b\n\na=41b\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain)");
    EXPECT_EQ(content(raw, tree, 1), "a=41b");
}

TEST(Structure, quotedPrintableMessageIsOpened)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
                           "Subject: =3D?utf-8?q?za=3DC5=3DBC=3DC3=3DB3=3DC5=3D82=3DC4=3D87?=3D\nContent-Type: text/plain; charset=3Dutf-8\n\nza=C5=BC=C3=B3=C5=82=C4=87\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(message/rfc822(text/plain))");
    EXPECT_EQ(s(headerField(raw, tree.parts[2], "subject")->text()), "zażółć");
    EXPECT_EQ(s(decodedText(raw, tree.parts[2])), "zażółć");
}

TEST(Structure, messageInAMessageInAMessage)
{
    QByteArray inner = "Subject: deepest\r\n\r\nhere\r\n";
    for (int i = 0; i < 3; ++i)
        inner = "Subject: around\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inner.toBase64() + "\r\n";
    const MessageTree tree = readMessage(inner);
    EXPECT_EQ(outline(tree), "message/rfc822(message/rfc822(message/rfc822(text/plain)))");
    EXPECT_EQ(content(inner, tree, 3), "here\r\n");
}

TEST(Structure, clashingBoundaryIsSaid)
{
    const MessageTree tree = readMessage("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/alternative; boundary=x\n\n--x\n\none\n--x--\n--x--\n");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::ClashingBoundary));
    EXPECT_FALSE(hasDiagnostic(readMessage("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=xy\n\n--xy\n\none\n--xy--\n--x--\n"), DiagnosticKind::ClashingBoundary));
}

TEST(Structure, partThatEndsWithItsHeader)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n--b\nContent-Type: text/html\n\n<p>\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,text/html)");
    EXPECT_EQ(content(raw, tree, 1), "");
    EXPECT_EQ(content(raw, tree, 2), "<p>");
}

TEST(Structure, headerThatRunsIntoItsOwnBoundary)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\nSubject: x\n--b\nContent-Type: text/html\n\n<p>\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/html)");
    EXPECT_EQ(content(raw, tree, 1), "<p>");
    EXPECT_EQ(s(tree.envelope.subject), "x");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::MissingHeaderEnd));
}

TEST(Structure, boundaryBehindContentWithoutALineEnd)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\naGVsbG8=--b\n\ntwo--b--\nepilogue\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,text/plain)");
    EXPECT_EQ(content(raw, tree, 1), "hello");
    EXPECT_EQ(content(raw, tree, 2), "two");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::UnclosedBoundary));
}

TEST(Structure, boundaryNamedInAClosedPartIsText)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nthe line is --b\nyes\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(content(raw, tree, 1), "the line is --b\nyes");
}

TEST(Structure, boundaryLineRightBeforeTheClosingOneHoldsAnEmptyPart)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\npreamble\n--b\n--b--\nepilogue\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain)");
    EXPECT_EQ(s(plainText(raw, tree)), "");
}

TEST(Structure, doubledBoundaryLineBeginsOnePart)
{
    EXPECT_EQ(outline(readMessage("Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\nContent-Type: text/html\n\n<p>\n--b--\n")), "multipart/mixed(text/html)");
}

TEST(Structure, closingBoundaryAtTheVeryEndWithoutALineEnd)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(content(raw, tree, 1), "one");
    EXPECT_FALSE(hasDiagnostic(tree, DiagnosticKind::UnclosedBoundary));
}

TEST(Structure, boundaryInEveryQuotedForm)
{
    for (const QByteArray &parameter : { QByteArray("boundary=\"a b\""), QByteArray("boundary=\"a\\ b\""), QByteArray("boundary = \"a b\" "), QByteArray("BOUNDARY=\"a b\""), QByteArray("charset=x; boundary=\"a b\"; y=z"),
             QByteArray("boundary*=us-ascii''a%20b"), QByteArray("boundary*0=\"a \"; boundary*1=b"), QByteArray("boundary=\"a b") }) {
        const QByteArray raw = "Content-Type: multipart/mixed; " + parameter + "\n\n--a b\n\none\n--a b--\n";
        EXPECT_EQ(outline(readMessage(raw)), "multipart/mixed(text/plain)") << parameter.toStdString();
    }
}

TEST(Structure, boundaryOfSpecialCharacters)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=\"'()+_,-./:=?\"\n\n--'()+_,-./:=?\n\none\n--'()+_,-./:=?--\n";
    EXPECT_EQ(outline(readMessage(raw)), "multipart/mixed(text/plain)");
}

TEST(Structure, boundaryThatEndsWithDashes)
{
    // "--b--" opens what "b--" delimits, and closes nothing.
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=\"b--\"\n\n--b--\n\none\n--b--\n\ntwo\n--b----\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,text/plain)");
    EXPECT_EQ(content(raw, tree, 2), "two");
}

TEST(Structure, relatedRootByStart)
{
    const QByteArray raw = "Content-Type: multipart/related; start=\"<root@x>\"; type=\"text/html\"; boundary=b\n\n--b\nContent-Type: image/png\nContent-ID: <pic@x>\n\nPNG\n--b\nContent-Type: text/html\nContent-ID: <root@x>\n\n<img src=\"cid:pic@x\">\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(s(htmlText(raw, tree)), "<img src=\"cid:pic@x\">");
    EXPECT_EQ(tree.attachments, QList<int> { 1 });
    EXPECT_EQ(partByContentId(tree, QStringLiteral("pic@x")), 1);
}

TEST(Structure, signedPartKeepsItsBytesWhateverTheyAre)
{
    // RFC 1847 section 2.1: from behind the boundary's line end to before the line end in front of the next boundary.
    for (const QByteArray &part : { QByteArray("Content-Type: text/plain\r\n\r\ntrailing blanks  \r\nand\ttabs \r\n"), QByteArray("\r\nno header\r\n"), QByteArray("Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nx\r\n--i--"),
             QByteArray("Content-Type: text/plain\n\nlone LF\nmixed\r\n"), QByteArray("Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nbody\r\n") }) {
        const QByteArray raw = "Content-Type: multipart/signed; boundary=s; micalg=pgp-sha256; protocol=\"application/pgp-signature\"\r\n\r\nThis is signed.\r\n--s\r\n" + part
            + "\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\nsig\r\n--s--\r\n";
        const MessageTree tree = readMessage(raw);
        ASSERT_EQ(tree.signedPart, 0);
        const Part &inner = tree.parts[size_t(tree.root().children.front())];
        EXPECT_EQ(s(rawPart(raw, inner)), s(QByteArrayView(part)));
    }
}

TEST(Structure, encryptedPartIsFound)
{
    const QByteArray raw = "Content-Type: multipart/encrypted; boundary=e; protocol=\"application/pgp-encrypted\"\n\n--e\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--e\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--e--\n";
    EXPECT_EQ(readMessage(raw).encryptedPart, 0);
}

TEST(Structure, reportKeepsItsThreeParts)
{
    const QByteArray raw = "Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\n\nSorry.\n--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\n--r\nContent-Type: text/rfc822-headers\n\nSubject: lost\n--r--\n";
    EXPECT_EQ(outline(readMessage(raw)), "multipart/report(text/plain,message/delivery-status,text/rfc822-headers)");
}

TEST(Structure, headerBytesLimitIsExact)
{
    // A field begins within the limit, or is not read.
    const auto message = [](qsizetype before) { return "X: " + QByteArray(before - 4, 'a') + "\nSubject: late\n\nbody"; };
    const MessageTree fits = readMessage(message(limits::HeaderBytes));
    EXPECT_FALSE(hasDiagnostic(fits, DiagnosticKind::HeaderBytesLimit));
    EXPECT_EQ(s(fits.envelope.subject), "late");
    const MessageTree over = readMessage(message(limits::HeaderBytes + 1));
    EXPECT_TRUE(hasDiagnostic(over, DiagnosticKind::HeaderBytesLimit));
    EXPECT_EQ(s(over.envelope.subject), "");
}

TEST(Structure, longLinesAreReadWhole)
{
    const QByteArray line(20 * 1024 * 1024, 'x');
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + line + "\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(tree.parts[1].body.length, line.size());
}

TEST(Structure, encodedMessagesEndAtTheirDepth)
{
    const auto wrapped = [](int levels) {
        QByteArray message = "\r\nbottom\r\n";
        for (int i = 0; i < levels; ++i)
            message = "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + message.toBase64() + "\r\n";
        return message;
    };
    const MessageTree eight = readMessage(wrapped(8));
    EXPECT_TRUE(eight.parts.back().isText());
    const MessageTree nine = readMessage(wrapped(9));
    EXPECT_EQ(nine.parts.size(), 9U);
    EXPECT_TRUE(nine.parts.back().isMessage); // as a file
}

} // namespace
} // namespace golub::mime
