// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

//! A message from "type:name:disposition" leaves and multiparts, written as nested lists: mixed(text/plain,image/png:a.png).
QByteArray entity(const std::string &spec, size_t &pos, int &counter)
{
    std::string word;
    while (pos < spec.size() && spec[pos] != '(' && spec[pos] != ')' && spec[pos] != ',')
        word += spec[pos++];
    if (pos < spec.size() && spec[pos] == '(') {
        const QByteArray boundary = "b" + QByteArray::number(counter++) + "e";
        QByteArray out = "Content-Type: multipart/" + QByteArray::fromStdString(word) + "; boundary=" + boundary + "\n\n";
        while (pos < spec.size() && spec[pos] != ')') {
            ++pos;
            out += "--" + boundary + "\n" + entity(spec, pos, counter) + "\n";
        }
        ++pos;
        return out + "--" + boundary + "--\n";
    }
    const QList<QByteArray> fields = QByteArray::fromStdString(word).split(':');
    QByteArray out = "Content-Type: " + fields[0] + "\n";
    if (fields.size() > 1)
        out += "Content-Disposition: " + (fields.size() > 2 ? fields[2] : QByteArray("inline")) + "; filename=\"" + fields[1] + "\"\n";
    return out + "\n" + fields[0] + "\n";
}

std::string selection(const std::string &spec)
{
    size_t pos = 0;
    int counter = 0;
    const MessageTree tree = readMessage(entity(spec, pos, counter));
    const auto list = [&tree](const QList<int> &parts) {
        std::string out;
        for (const int part : parts)
            out += (out.empty() ? "" : " ") + s(tree.parts[size_t(part)].mediaType());
        return out;
    };
    return list(tree.textBody) + " | " + list(tree.htmlBody) + " | " + list(tree.attachments);
}

TEST(BodySelection, oneTextServesBoth)
{
    EXPECT_EQ(selection("text/plain"), "text/plain | text/plain | ");
    EXPECT_EQ(selection("text/html"), "text/html | text/html | ");
    EXPECT_EQ(selection("application/pdf"), " |  | application/pdf");
}

TEST(BodySelection, alternative)
{
    EXPECT_EQ(selection("alternative(text/plain,text/html)"), "text/plain | text/html | ");
    EXPECT_EQ(selection("alternative(text/plain,text/html,text/calendar)"), "text/plain | text/html | text/calendar");
    EXPECT_EQ(selection("alternative(text/html)"), "text/html | text/html | ");
}

TEST(BodySelection, relatedImagesAreAttachmentsOfTheHtml)
{
    EXPECT_EQ(selection("alternative(text/plain,related(text/html,image/png))"), "text/plain | text/html | image/png");
}

TEST(BodySelection, textAndImagesInARowAreTheBody)
{
    EXPECT_EQ(selection("mixed(text/plain,image/png,text/plain)"), "text/plain image/png text/plain | text/plain image/png text/plain | image/png");
}

TEST(BodySelection, namedTextBehindTheFirstIsAnAttachment)
{
    EXPECT_EQ(selection("mixed(text/plain,text/plain:notes.txt)"), "text/plain | text/plain | text/plain");
    EXPECT_EQ(selection("mixed(text/plain,text/plain:notes.txt:attachment)"), "text/plain | text/plain | text/plain");
    EXPECT_EQ(selection("mixed(text/plain:all.txt:attachment)"), " |  | text/plain");
}

// The example of RFC 8621 section 4.1.4.
TEST(BodySelection, exampleOfTheRfc)
{
    EXPECT_EQ(selection("mixed(text/plain,mixed(alternative(mixed(text/plain,image/jpeg:C,text/plain),related(text/html,image/jpeg:F)),image/jpeg:G:attachment,application/x-excel:H,message/rfc822:J),text/plain)"),
        "text/plain text/plain image/jpeg text/plain text/plain | text/plain text/html text/plain | image/jpeg image/jpeg image/jpeg application/x-excel message/rfc822");
}

TEST(BodySelection, textEnrichedStandsInForHtml)
{
    EXPECT_EQ(selection("text/enriched"), "text/enriched | text/enriched | ");
    EXPECT_EQ(selection("alternative(text/plain,text/enriched)"), "text/plain | text/enriched | ");
    EXPECT_EQ(selection("alternative(text/plain,text/enriched,text/html)"), "text/plain | text/html | ");
}

TEST(BodySelection, formsForOtherReadersAreNoAttachments)
{
    EXPECT_EQ(selection("alternative(text/plain,text/x-amp-html,text/html)"), "text/plain | text/html | ");
    EXPECT_EQ(selection("mixed(text/plain,text/x-amp-html)"), "text/plain | text/plain | text/x-amp-html");
}

TEST(BodySelection, startOfRelatedIsTheRoot)
{
    const QByteArray raw = "Content-Type: multipart/related; boundary=b; start=\"<root>\"\n\n--b\nContent-Type: image/png\nContent-ID: <img>\n\nx\n--b\nContent-Type: text/html\nContent-ID: <root>\n\n<p>\n--b--\n";
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(tree.htmlBody, QList<int> { 2 });
    EXPECT_EQ(tree.attachments, QList<int> { 1 });
    EXPECT_FALSE(tree.hasAttachments());
}

TEST(BodySelection, encryptedAndSigned)
{
    EXPECT_EQ(readMessage("Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n").encryptedPart, 0);
    EXPECT_EQ(readMessage("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nx").encryptedPart, 0);
    const MessageTree opaque = readMessage("Content-Type: application/x-pkcs7-mime; smime-type=signed-data\n\nx");
    EXPECT_EQ(opaque.signedPart, 0);
    EXPECT_EQ(opaque.encryptedPart, -1);
}

} // namespace
} // namespace golub::mime
