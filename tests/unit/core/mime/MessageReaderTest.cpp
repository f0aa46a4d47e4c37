// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/base/Limits.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string content(const QByteArray &raw, const MessageTree &tree, int part)
{
    return s(decodedContent(raw, tree.parts[size_t(part)]));
}

TEST(MessageReader, emptyInputIsAnEmptyText)
{
    const MessageTree tree = readMessage({});
    ASSERT_EQ(tree.parts.size(), 1U);
    EXPECT_EQ(outline(tree), "text/plain");
    EXPECT_EQ(tree.root().body.length, 0);
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::MissingFrom));
}

TEST(MessageReader, textWithoutAnyHeaderIsTheBody)
{
    const QByteArray raw = "hello world, this is no header\nsecond line\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(content(raw, tree, 0), s(QByteArrayView(raw)));
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::MissingHeaderEnd));
}

TEST(MessageReader, simpleMessageHasExactOffsets)
{
    for (const QByteArray &eol : { QByteArray("\r\n"), QByteArray("\n") }) {
        QByteArray raw = "From: Ala <ala@example.org>\nSubject: One\n two\nDate: Mon, 5 Jan 2026 09:07:03 +0100\n\nBody\nline\n";
        raw.replace("\n", eol);
        const MessageTree tree = readMessage(raw);
        const Part &root = tree.root();
        EXPECT_EQ(root.body.offset, raw.indexOf("Body"));
        EXPECT_EQ(root.body.end(), raw.size());
        EXPECT_EQ(root.header.offset, 0);
        EXPECT_EQ(root.header.end() + eol.size(), root.body.offset);
        EXPECT_EQ(s(tree.envelope.subject), "One two");
        EXPECT_EQ(s(tree.envelope.from), "Ala <ala@example.org>");
        EXPECT_TRUE(tree.diagnostics.empty());
    }
}

TEST(MessageReader, lineEndBeforeTheBoundaryBelongsToIt)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\n\r\none\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\ntwo\r\n--b--\r\nepilogue\r\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,text/html)");
    EXPECT_EQ(content(raw, tree, 1), "one\r\n");
    EXPECT_EQ(content(raw, tree, 2), "two");
    EXPECT_EQ(tree.root().body.end(), raw.size());
}

TEST(MessageReader, boundariesThatArePrefixesOfEachOther)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=ab\n\n--ab\nContent-Type: multipart/alternative; boundary=abc\n\n--abc\n\none\n--abc\n\ntwo\n--abc--\n--ab\n\nthree\n--ab--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(multipart/alternative(text/plain,text/plain),text/plain)");
    EXPECT_EQ(content(raw, tree, 4), "three");
}

TEST(MessageReader, innerMultipartThatIsNeverClosedEndsWithTheOuterBoundary)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: multipart/alternative; boundary=in\n\n--in\n\none\n--out\n\ntwo\n--out--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(multipart/alternative(text/plain),text/plain)");
    EXPECT_EQ(content(raw, tree, 2), "one");
    EXPECT_EQ(content(raw, tree, 3), "two");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::UnclosedBoundary));
}

TEST(MessageReader, sameBoundaryInsideAndOutside)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/alternative; boundary=x\n\n--x\n\none\n--x--\n--x--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(multipart/alternative(text/plain))");
    EXPECT_EQ(content(raw, tree, 2), "one");
}

TEST(MessageReader, truncatedMultipartKeepsWhatCame)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\nContent-Type: text/html\n\n<p>tw";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,text/html)");
    EXPECT_EQ(content(raw, tree, 2), "<p>tw");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::UnclosedBoundary));
}

TEST(MessageReader, boundaryLineMayHaveTrailingBlanksButNoText)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b \t\n\none\n--b no\nmore\n--b--  \n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain)");
    EXPECT_EQ(content(raw, tree, 1), "one\n--b no\nmore");
}

TEST(MessageReader, multipartWithoutPartsShowsItsText)
{
    const QByteArray raw = "From: a@b\nContent-Type: multipart/mixed; boundary=b\n\nJust text.\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::BoundaryNotFound));
    EXPECT_EQ(s(plainText(raw, tree)), "Just text.\n");
    const MessageTree noParameter = readMessage("Content-Type: multipart/mixed\n\nJust text.\n");
    EXPECT_TRUE(hasDiagnostic(noParameter, DiagnosticKind::MissingBoundary));
}

TEST(MessageReader, nestedMessageIsAChild)
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee below\n--b\nContent-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/html\n\n<p>hi\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,message/rfc822(text/html))");
    EXPECT_EQ(content(raw, tree, 3), "<p>hi");
    EXPECT_TRUE(tree.parts[2].isMessage);
    EXPECT_EQ(s(headerField(raw, tree.parts[3], "subject")->text()), "inner");
    EXPECT_EQ(tree.attachments, QList<int> { 2 });
}

TEST(MessageReader, base64MessageIsOpened)
{
    const QByteArray inner = "Subject: inner\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\ndeep\r\n--q--\r\n";
    const QByteArray raw = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner.toBase64() + "\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "message/rfc822(multipart/mixed(text/plain))");
    EXPECT_EQ(content(raw, tree, 2), "deep");
    EXPECT_EQ(s(headerField(raw, tree.parts[1], "Subject")->text()), "inner");
}

TEST(MessageReader, digestPartsAreMessagesByDefault)
{
    const QByteArray raw = "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nfirst\n--b\nContent-Type: text/plain\n\nsecond\n--b--\n";
    EXPECT_EQ(outline(readMessage(raw)), "multipart/digest(message/rfc822(text/plain),text/plain)");
}

TEST(MessageReader, signedPartIsByteExact)
{
    const QByteArray part = "Content-Type: text/plain\r\n\r\nsigned  text \r\n\r\n";
    const QByteArray raw = "Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\r\n\r\n--b\r\n" + part
        + "\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nsig\r\n--b--\r\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(tree.signedPart, 0);
    EXPECT_EQ(s(rawPart(raw, tree.parts[1])), s(QByteArrayView(part)));
    EXPECT_FALSE(tree.hasAttachments());
}

TEST(MessageReader, brokenHeaderLinesAreSkipped)
{
    const QByteArray raw = "From mbox@line Mon Jan  5\nSubject: a subject that was\nwrapped without a blank\nFrom: a@b.example\n: nonsense\nTo : c@d.example\n\nBody\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(s(tree.envelope.subject), "a subject that was");
    EXPECT_EQ(s(tree.envelope.from), " <a@b.example>");
    EXPECT_EQ(s(tree.envelope.to), " <c@d.example>");
    EXPECT_EQ(content(raw, tree, 0), "Body\n");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::HeaderWithoutColon));
}

TEST(MessageReader, missingEmptyLineStartsTheBody)
{
    const QByteArray raw = "From: a@b.example\nSubject: x\nDear all,\nhow are you?\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(content(raw, tree, 0), "Dear all,\nhow are you?\n");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::MissingHeaderEnd));
}

TEST(MessageReader, repeatedFields)
{
    const MessageTree tree = readMessage("From: a@b.example\nFrom: evil@c.example\nTo: x@y.example\nTo: z@y.example\n\n");
    EXPECT_EQ(s(tree.envelope.from), " <a@b.example>");
    EXPECT_EQ(s(tree.envelope.to), " <x@y.example>| <z@y.example>");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::DuplicateField));
}

TEST(MessageReader, invalidContentTypeIsTextOrAFile)
{
    EXPECT_EQ(outline(readMessage("Content-Type: rubbish\n\nx")), "text/plain");
    EXPECT_EQ(outline(readMessage("Content-Type: ; name=a.zip\n\nx")), "application/octet-stream");
    EXPECT_TRUE(hasDiagnostic(readMessage("Content-Type: text/\n\nx"), DiagnosticKind::InvalidContentType));
}

TEST(MessageReader, unknownEncodingPassesTheBytes)
{
    const QByteArray raw = "Content-Transfer-Encoding: x-secret\n\nabc=41";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(content(raw, tree, 0), "abc=41");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::InvalidEncoding));
}

TEST(MessageReader, envelopeOfAHeaderAlone)
{
    const Envelope envelope = readEnvelope("Subject: =?utf-8?q?za=C5=BC=C3=B3=C5=82=C4=87?=\r\nFrom: x@y.example\r\nReferences: <a@b> <c@d>\r\n\tjunk <e@f>\r\n\r\nTo: not@this.example\r\n");
    EXPECT_EQ(s(envelope.subject), "zażółć");
    EXPECT_EQ(envelope.references, (QStringList { QStringLiteral("a@b"), QStringLiteral("c@d"), QStringLiteral("e@f") }));
    EXPECT_TRUE(envelope.to.isEmpty());
}

QByteArray nestedMultiparts(int depth)
{
    QByteArray raw;
    for (int i = 0; i < depth; ++i) {
        const QByteArray boundary = "b" + QByteArray::number(i) + "x";
        raw += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
    }
    return raw + "\nbottom\n";
}

TEST(MessageReader, depthLimit)
{
    const MessageTree fits = readMessage(nestedMultiparts(limits::MimeDepth - 1));
    EXPECT_EQ(fits.parts.size(), size_t(limits::MimeDepth));
    EXPECT_FALSE(hasDiagnostic(fits, DiagnosticKind::DepthLimit));
    const MessageTree deeper = readMessage(nestedMultiparts(limits::MimeDepth));
    EXPECT_EQ(deeper.parts.size(), size_t(limits::MimeDepth));
    EXPECT_TRUE(hasDiagnostic(deeper, DiagnosticKind::DepthLimit));
    QByteArray messages;
    for (int i = 0; i < 1000; ++i)
        messages += "Content-Type: message/rfc822\n\n";
    EXPECT_EQ(readMessage(messages).parts.size(), size_t(limits::MimeDepth));
}

TEST(MessageReader, partsLimit)
{
    const auto message = [](int parts) {
        QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n";
        for (int i = 0; i < parts; ++i)
            raw += "--b\n\nx\n";
        return raw + "--b--\n";
    };
    const MessageTree fits = readMessage(message(limits::MimeParts - 1));
    EXPECT_EQ(fits.parts.size(), size_t(limits::MimeParts));
    EXPECT_FALSE(hasDiagnostic(fits, DiagnosticKind::PartsLimit));
    const MessageTree more = readMessage(message(limits::MimeParts));
    EXPECT_EQ(more.parts.size(), size_t(limits::MimeParts));
    EXPECT_TRUE(hasDiagnostic(more, DiagnosticKind::PartsLimit));
}

TEST(MessageReader, headerLimits)
{
    QByteArray many;
    for (int i = 0; i < limits::HeaderFields; ++i)
        many += "X: y\n";
    EXPECT_FALSE(hasDiagnostic(readMessage(many + "\nbody"), DiagnosticKind::HeaderFieldsLimit));
    const QByteArray over = many + "Subject: late\n\nbody";
    const MessageTree tree = readMessage(over);
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::HeaderFieldsLimit));
    EXPECT_TRUE(tree.envelope.subject.isEmpty());
    EXPECT_EQ(content(over, tree, 0), "body");
    const QByteArray big = "X: " + QByteArray(limits::HeaderBytes, 'a') + "\nSubject: late\n\nbody";
    const MessageTree bigTree = readMessage(big);
    EXPECT_TRUE(hasDiagnostic(bigTree, DiagnosticKind::HeaderBytesLimit));
    EXPECT_EQ(content(big, bigTree, 0), "body");
}

TEST(MessageReader, addressesLimit)
{
    QByteArray raw = "To: ";
    for (int i = 0; i < limits::AddressesPerField + 10; ++i)
        raw += "a@b,";
    EXPECT_EQ(readMessage(raw + "\n\n").envelope.to.size(), limits::AddressesPerField);
}

} // namespace
} // namespace golub::mime
