// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/FilesInText.h"

#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/YEnc.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

// "Cat" in uuencode.
const char *const Cat = "begin 644 cat.txt\n#0V%T\n`\nend\n";

QByteArray yEncoded(const QByteArray &content)
{
    QByteArray out;
    for (const char c : content) {
        const char shifted = char(static_cast<unsigned char>(c) + 42);
        if (shifted == 0 || shifted == '\n' || shifted == '\r' || shifted == '=')
            (out += '=') += char(static_cast<unsigned char>(shifted) + 64);
        else
            out += shifted;
    }
    return out;
}

QByteArray everyByte()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes += char(i);
    return bytes;
}

std::string names(const MessageTree &tree)
{
    std::string out;
    for (const int index : tree.filesInText)
        out += s(tree.parts[size_t(index)].name) + " " + s(tree.parts[size_t(index)].mediaType()) + "|";
    return out;
}

TEST(FilesInText, uuencodedFileBecomesAnAttachmentAndLeavesTheText)
{
    const QByteArray raw = QByteArray("From: a@b\n\nBefore\n") + Cat + "After\n";
    const MessageTree tree = readMessage(raw);
    ASSERT_EQ(names(tree), "cat.txt text/plain|");
    const int file = tree.filesInText.front();
    EXPECT_EQ(tree.attachments, QList<int> { file });
    EXPECT_EQ(s(decodedContent(raw, tree.parts[size_t(file)])), "Cat");
    EXPECT_EQ(tree.parts[size_t(file)].parent, 0);
    EXPECT_EQ(s(plainText(raw, tree)), "Before\nAfter\n");
    EXPECT_TRUE(tree.hasAttachments());
    EXPECT_FALSE(hasDiagnostic(tree, DiagnosticKind::TruncatedContent));
}

TEST(FilesInText, everyTransferEncodingOfTheText)
{
    const QByteArray text = QByteArray("Before\r\n") + QByteArray(Cat).replace("\n", "\r\n") + "After\r\n";
    const QByteArray quotedPrintable = QByteArray(text).replace("=", "=3D");
    for (const QByteArray &raw : { "Content-Type: text/plain\r\n\r\n" + text, "Content-Transfer-Encoding: base64\r\n\r\n" + text.toBase64() + "\r\n",
             "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quotedPrintable }) {
        const MessageTree tree = readMessage(raw);
        ASSERT_EQ(tree.filesInText.size(), 1U) << raw.toStdString();
        EXPECT_EQ(s(decodedContent(raw, tree.parts[size_t(tree.filesInText[0])])), "Cat");
        EXPECT_EQ(s(plainText(raw, tree)), "Before\nAfter\n");
    }
}

TEST(FilesInText, severalFilesAndNamesWithBlanks)
{
    const QByteArray raw = QByteArray("\n\n") + Cat + "between\nbegin 0755 my photo.jpg\n#0V%T\n \nend\n" + "begin-base64 644 c.bin\nQ2F0\n====\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(names(tree), "cat.txt text/plain|my photo.jpg image/jpeg|c.bin application/octet-stream|");
    for (const int index : tree.filesInText)
        EXPECT_EQ(s(decodedContent(raw, tree.parts[size_t(index)])), "Cat");
    EXPECT_EQ(s(plainText(raw, tree)).find("begin"), std::string::npos);
}

TEST(FilesInText, beginInASentenceIsNoFile)
{
    for (const QByteArray &text : { QByteArray("begin 100 miles from here\nand go on in small letters.\n"), QByteArray("begin with this\n"), QByteArray("begin 644\n#0V%T\n`\nend\n"), QByteArray(" begin 644 cat.txt\n#0V%T\n`\nend\n"),
             QByteArray("We begin 644 cat.txt\n#0V%T\n`\nend\n"), QByteArray("=ybegin of a story\n=yend\n"), QByteArray("begin 988 cat.txt\n#0V%T\n`\nend\n") }) {
        const QByteArray raw = "From: a@b\n\n" + text;
        const MessageTree tree = readMessage(raw);
        EXPECT_TRUE(tree.filesInText.empty()) << text.toStdString();
        EXPECT_EQ(s(plainText(raw, tree)), s(text));
    }
}

TEST(FilesInText, fileWithoutAnEndIsKeptAndSaid)
{
    const QByteArray raw = "\n\nbegin 644 cat.txt\n#0V%T\n";
    const MessageTree tree = readMessage(raw);
    ASSERT_EQ(tree.filesInText.size(), 1U);
    EXPECT_EQ(s(decodedContent(raw, tree.parts[size_t(tree.filesInText[0])])), "Cat");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::TruncatedContent));
}

TEST(FilesInText, textAttachmentsAreLeftAlone)
{
    const QByteArray raw = QByteArray("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHi\n--b\nContent-Type: text/plain; name=a.uue\nContent-Disposition: attachment\n\n") + Cat + "--b--\n";
    EXPECT_TRUE(readMessage(raw).filesInText.empty());
}

TEST(FilesInText, yEncHoldsEveryByte)
{
    const QByteArray bytes = everyByte();
    const QByteArray raw = "From: a@b\n\nLook:\n=ybegin line=128 size=256 name=all bytes.bin\n" + yEncoded(bytes) + "\n=yend size=256 crc32=29058c73\nBye\n";
    const MessageTree tree = readMessage(raw);
    ASSERT_EQ(names(tree), "all bytes.bin application/octet-stream|");
    EXPECT_EQ(decodedContent(raw, tree.parts[size_t(tree.filesInText[0])]), bytes);
    EXPECT_FALSE(hasDiagnostic(tree, DiagnosticKind::ChecksumMismatch));
    EXPECT_FALSE(hasDiagnostic(tree, DiagnosticKind::TruncatedContent));
    EXPECT_EQ(s(plainText(raw, tree)), "Look:\nBye\n");
}

TEST(FilesInText, yEncWithAnotherChecksumOrLengthIsSaid)
{
    const QByteArray head = "\n\n=ybegin line=128 size=3 name=c\n" + yEncoded("Cat");
    EXPECT_TRUE(hasDiagnostic(readMessage(head + "\n=yend size=3 crc32=00000000\n"), DiagnosticKind::ChecksumMismatch));
    EXPECT_TRUE(hasDiagnostic(readMessage(head + "\n=yend size=4\n"), DiagnosticKind::TruncatedContent));
    EXPECT_TRUE(hasDiagnostic(readMessage(head + "\n"), DiagnosticKind::TruncatedContent));
    EXPECT_FALSE(hasDiagnostic(readMessage(head + "\n=yend size=3\n"), DiagnosticKind::TruncatedContent));
}

TEST(FilesInText, yEncPiecesOfOneMessageAreOneFile)
{
    const QByteArray raw = "\n\n=ybegin part=2 total=2 line=128 size=6 name=ab.txt\n=ypart begin=4 end=6\n" + yEncoded("fed") + "\n=yend size=3 part=2\n"
        + "=ybegin part=1 total=2 line=128 size=6 name=ab.txt\n=ypart begin=1 end=3\n" + yEncoded("abc") + "\n=yend size=3 part=1\n";
    const MessageTree tree = readMessage(raw);
    ASSERT_EQ(tree.filesInText.size(), 1U);
    EXPECT_EQ(s(decodedContent(raw, tree.parts[size_t(tree.filesInText[0])])), "abcfed");
    EXPECT_FALSE(hasDiagnostic(tree, DiagnosticKind::TruncatedContent));
}

TEST(FilesInText, yEncPieceAloneSaysThatSomethingIsMissing)
{
    const QByteArray raw = "\n\n=ybegin part=1 total=2 line=128 size=6 name=ab.txt\n=ypart begin=1 end=3\n" + yEncoded("abc") + "\n=yend size=3 part=1 pcrc32=352441c2\n";
    const MessageTree tree = readMessage(raw);
    ASSERT_EQ(tree.filesInText.size(), 1U);
    EXPECT_EQ(s(decodedContent(raw, tree.parts[size_t(tree.filesInText[0])])), "abc");
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::TruncatedContent));
    EXPECT_FALSE(hasDiagnostic(tree, DiagnosticKind::ChecksumMismatch));
}

TEST(FilesInText, yEncPiecesOfSeveralMessagesAreJoined)
{
    std::vector<YEncBlock> pieces(3);
    pieces[0] = { "f", "cd", 0, 6, 2, 3, 2, true, true };
    pieces[1] = { "f", "ab", 0, 6, 1, 3, 0, true, true };
    pieces[2] = { "f", "ef", 0, 6, 3, 3, 4, true, true };
    const YEncFile whole = joinYEncBlocks(pieces);
    EXPECT_EQ(s(whole.content), "abcdef");
    EXPECT_TRUE(whole.isComplete);
    pieces.pop_back();
    EXPECT_FALSE(joinYEncBlocks(pieces).isComplete);
    pieces.push_back(pieces[0]); // twice
    EXPECT_EQ(s(joinYEncBlocks(pieces).content), "abcd");
}

TEST(FilesInText, limitOfFiles)
{
    const auto count = [](int files) { return findFilesInText(QByteArray(Cat).repeated(files)).size(); };
    EXPECT_EQ(count(FilesInTextLimit), size_t(FilesInTextLimit));
    EXPECT_EQ(count(FilesInTextLimit + 1), size_t(FilesInTextLimit));
}

} // namespace
} // namespace golub::mime
