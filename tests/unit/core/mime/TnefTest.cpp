// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Tnef.h"

#include "tests/unit/core/mime/Helpers.h"
#include "tests/unit/core/mime/TnefBuilder.h"

#include "core/mime/Inspect.h"
#include "core/mime/TnefMime.h"

#include <QJsonArray>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

using Properties = TnefBuilder::Properties;

std::string attachments(const QByteArray &raw, const MessageTree &tree)
{
    std::string out;
    for (const int index : tree.attachments) {
        const Part &part = tree.parts[size_t(index)];
        out += s(part.name) + " " + s(part.mediaType()) + " " + s(decodedContent(raw, part)) + "|";
    }
    return out;
}

TEST(Tnef, filesBecomeAttachmentsInsteadOfWinmailDat)
{
    const QByteArray raw = TnefBuilder().beginAttachment().attachmentTitle("REPORT~1.PDF").attachmentData("pdf")
                               .attachmentProperties(Properties().text(0x3707, "report.pdf").text(0x370E, "application/pdf"))
                               .beginAttachment().attachmentTitle("note.txt").attachmentData("note").mail();
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(attachments(raw, tree), "report.pdf application/pdf pdf|note.txt text/plain note|");
    EXPECT_TRUE(tree.hasAttachments());
    EXPECT_FALSE(hasDiagnostic(tree, DiagnosticKind::DamagedTnef));
}

TEST(Tnef, isKnownByTypeAndByFileName)
{
    const QByteArray tnef = TnefBuilder().beginAttachment().attachmentTitle("a.txt").attachmentData("x").bytes().toBase64();
    for (const QByteArray &type : { QByteArray("application/ms-tnef"), QByteArray("Application/VND.MS-TNEF"), QByteArray("application/octet-stream; name=winmail.dat"), QByteArray("application/octet-stream; name=WINMAIL.DAT") }) {
        const QByteArray raw = "Content-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + tnef + "\r\n";
        EXPECT_EQ(attachments(raw, readMessage(raw)), "a.txt text/plain x|") << type.toStdString();
    }
    const QByteArray other = "Content-Type: application/octet-stream; name=winmail.dat\r\n\r\nno TNEF\r\n";
    const MessageTree tree = readMessage(other);
    EXPECT_EQ(tree.attachments, QList<int> { 0 });
    EXPECT_TRUE(hasDiagnostic(tree, DiagnosticKind::DamagedTnef));
}

TEST(Tnef, unicodeNamesIdsAndTypes)
{
    const QByteArray raw = TnefBuilder().codepage(1250).messageProperties(Properties().binary(0x1013, "<img src=\"cid:pic@x\">").number(0x3FDE, 65001))
                               .beginAttachment().attachmentTitle("za\xBF\xF3\xB3\xE6.txt").attachmentData("1")
                               .beginAttachment().attachmentProperties(Properties().unicode(0x3707, QStringLiteral("gęś.png")).unicode(0x3712, QStringLiteral("pic@x")).unicode(0x370E, QStringLiteral("image/png")).number(0x3714, 4).binary(0x3701, "PNG"))
                               .mail();
    const MessageTree tree = readMessage(raw);
    const int picture = partByContentId(tree, QStringLiteral("pic@x"));
    ASSERT_GE(picture, 0);
    EXPECT_EQ(s(tree.parts[size_t(picture)].name), "gęś.png");
    EXPECT_EQ(tree.parts[size_t(picture)].disposition, Disposition::Inline);
    EXPECT_EQ(s(decodedContent(raw, tree.parts[size_t(picture)])), "PNG");
    EXPECT_EQ(s(htmlText(raw, tree)), "<img src=\"cid:pic@x\">");
    EXPECT_EQ(s(tree.parts[size_t(tree.attachments.last())].name), "zażółć.txt");
}

TEST(Tnef, bodyInEachForm)
{
    const QByteArray plain = TnefBuilder().codepage(1250).attribute(TnefBuilder::Message, 0x0002800C, QByteArray("za\xBF\xF3\xB3\xE6\0", 7)).mail();
    EXPECT_EQ(s(plainText(plain, readMessage(plain))), "zażółć");
    const QByteArray unicode = TnefBuilder().messageProperties(Properties().unicode(0x1000, QStringLiteral("zażółć"))).mail();
    EXPECT_EQ(s(plainText(unicode, readMessage(unicode))), "zażółć");
    const QByteArray html = TnefBuilder().messageProperties(Properties().binary(0x1013, "<p>za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87").number(0x3FDE, 65001)).mail();
    EXPECT_EQ(s(htmlText(html, readMessage(html))), "<p>zażółć");
    const QByteArray wrapped = TnefBuilder().messageProperties(Properties().binary(0x1009, storedRtf("{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}Hi{\\*\\htmltag72 </p>}}"))).mail();
    const MessageTree tree = readMessage(wrapped);
    EXPECT_EQ(s(htmlText(wrapped, tree)), "<p>Hi</p>");
    EXPECT_TRUE(tree.attachments.isEmpty()); // the RTF says nothing more
    const QByteArray rtf = TnefBuilder().messageProperties(Properties().binary(0x1009, storedRtf("{\\rtf1\\ansi {\\b Hi}\\par there}"))).mail();
    EXPECT_EQ(s(plainText(rtf, readMessage(rtf))), "Hi\nthere");
    EXPECT_EQ(attachments(rtf, readMessage(rtf)), "message.rtf application/rtf {\\rtf1\\ansi {\\b Hi}\\par there}|");
}

QByteArray mailWithText(const QByteArray &text, const QByteArray &tnef)
{
    return "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + text + "\r\n--b\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n" + tnef.toBase64() + "\r\n--b--\r\n";
}

TEST(Tnef, bodyThatSaysWhatTheTextSaysIsItsHtml)
{
    const QByteArray tnef = TnefBuilder().messageProperties(Properties().binary(0x1013, "<p>Hello <b>dear</b> world")).bytes();
    const QByteArray same = mailWithText("Hello dear world", tnef);
    const MessageTree tree = readMessage(same);
    EXPECT_EQ(s(plainText(same, tree)), "Hello dear world");
    EXPECT_EQ(s(htmlText(same, tree)), "<p>Hello <b>dear</b> world");
    EXPECT_TRUE(tree.attachments.isEmpty());
    // Somebody forwarded a winmail.dat: both must be readable.
    const QByteArray other = mailWithText("Can you open this file? I cannot.", tnef);
    const MessageTree otherTree = readMessage(other);
    EXPECT_EQ(s(htmlText(other, otherTree)), "");
    EXPECT_EQ(otherTree.attachments.size(), 1);
    EXPECT_EQ(s(decodedContent(other, otherTree.parts[size_t(otherTree.attachments[0])])), "<p>Hello <b>dear</b> world");
}

const QByteArray MessageObject = QByteArray::fromHex("0703020000000000c000000000000046");

QByteArray nested(int levels)
{
    QByteArray tnef = TnefBuilder().attribute(TnefBuilder::Message, 0x0002800C, QByteArray("bottom\0", 7)).bytes();
    for (int i = 0; i < levels; ++i)
        tnef = TnefBuilder().beginAttachment().attachmentProperties(Properties().number(0x3705, 5).object(0x3701, MessageObject + tnef)).bytes();
    return tnef;
}

TEST(Tnef, messageInsideIsAMessage)
{
    const QByteArray inner = TnefBuilder().messageProperties(Properties().unicode(0x0037, QStringLiteral("Zażółć")).unicode(0x0C1A, QStringLiteral("Ala Kot")).unicode(0x0C1F, QStringLiteral("ala@example.org"))
                                     .time(0x0039, QDateTime(QDate(2026, 1, 5), QTime(9, 7, 3), Qt::UTC)).text(0x1035, "<in@example.org>").unicode(0x1000, QStringLiteral("Cześć")))
                                 .recipients({ Properties().unicode(0x3001, QStringLiteral("Ola")).text(0x39FE, "ola@example.org").number(0x0C15, 1), Properties().text(0x3001, "/O=X/CN=Y").text(0x3003, "/O=X/CN=Y").number(0x0C15, 2) })
                                 .beginAttachment().attachmentTitle("a.bin").attachmentData(QByteArray("\0\r\n\xFF", 4)).bytes();
    const QByteArray raw = TnefBuilder().beginAttachment().attachmentProperties(Properties().number(0x3705, 5).unicode(0x3001, QStringLiteral("Zażółć")).object(0x3701, MessageObject + inner)).mail();
    const MessageTree tree = readMessage(raw);
    ASSERT_EQ(tree.attachments.size(), 1);
    const Part &message = tree.parts[size_t(tree.attachments[0])];
    EXPECT_TRUE(message.isMessage);
    EXPECT_EQ(s(message.name), "Zażółć.eml");
    // What is saved is a mail of its own, which others can read: 7bit.
    const QByteArray eml = rawContent(raw, message).toByteArray();
    EXPECT_TRUE(std::all_of(eml.begin(), eml.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    const MessageTree saved = readMessage(eml);
    EXPECT_EQ(s(saved.envelope.subject), "Zażółć");
    EXPECT_EQ(s(saved.envelope.from), "Ala Kot <ala@example.org>");
    EXPECT_EQ(s(saved.envelope.to), "Ola <ola@example.org>");
    EXPECT_EQ(s(saved.envelope.messageIdHeader), "in@example.org");
    EXPECT_EQ(saved.envelope.date.toSecsSinceEpoch(), 1767604023);
    EXPECT_EQ(s(plainText(eml, saved)), "Cześć");
    ASSERT_EQ(saved.attachments.size(), 1);
    EXPECT_EQ(decodedContent(eml, saved.parts[size_t(saved.attachments[0])]), QByteArray("\0\r\n\xFF", 4));
}

TEST(Tnef, nestingHasALimit)
{
    const auto messages = [](int levels) { return tnefToMime(nested(levels)).count("Content-Type: message/rfc822"); };
    EXPECT_EQ(messages(1), 1);
    const QByteArray fits = tnefToMime(nested(TnefNesting - 1));
    EXPECT_FALSE(fits.contains("application/octet-stream"));
    // One more stays a file; bytes inside of base64 cannot be looked for, but something must be there.
    bool damaged = false;
    EXPECT_FALSE(tnefToMime(nested(TnefNesting + 3), &damaged).isEmpty());
}

TEST(Tnef, attachmentsHaveALimit)
{
    const auto stream = [](int count) {
        TnefBuilder builder;
        for (int i = 0; i < count; ++i)
            builder.beginAttachment();
        return builder.bytes();
    };
    const QByteArray at = stream(TnefAttachmentsLimit);
    EXPECT_FALSE(readTnef(at).damaged);
    EXPECT_EQ(readTnef(at).attachments.size(), size_t(TnefAttachmentsLimit));
    const QByteArray over = stream(TnefAttachmentsLimit + 1);
    EXPECT_TRUE(readTnef(over).damaged);
    EXPECT_EQ(readTnef(over).attachments.size(), size_t(TnefAttachmentsLimit));
}

TEST(Tnef, propertiesHaveALimit)
{
    const auto stream = [](int count) {
        Properties properties;
        for (int i = 0; i < count; ++i)
            properties.number(0x0017, 1);
        return TnefBuilder().messageProperties(properties).bytes();
    };
    const QByteArray at = stream(TnefPropertiesLimit);
    EXPECT_FALSE(readTnef(at).damaged);
    const QByteArray over = stream(TnefPropertiesLimit + 1);
    EXPECT_TRUE(readTnef(over).damaged);
    EXPECT_EQ(readTnef(over).properties.all.size(), size_t(TnefPropertiesLimit));
}

TEST(Tnef, damageKeepsWhatCameBefore)
{
    const QByteArray whole = TnefBuilder().beginAttachment().attachmentTitle("a.txt").attachmentData("first").beginAttachment().attachmentTitle("b.txt").attachmentData("second").bytes();
    const TnefMessage cut = readTnef(QByteArrayView(whole).chopped(5));
    EXPECT_TRUE(cut.damaged);
    ASSERT_EQ(cut.attachments.size(), 2U);
    EXPECT_EQ(s(cut.attachments[0].data), "first");
    EXPECT_EQ(s(cut.attachments[1].data), "sec");
    QByteArray wrongSum = whole;
    wrongSum[whole.indexOf("first") + 1] = 'I';
    EXPECT_TRUE(readTnef(wrongSum).damaged);
    EXPECT_EQ(readTnef(wrongSum).attachments.size(), 2U);
    for (qsizetype i = 0; i < whole.size(); ++i)
        readTnef(QByteArrayView(whole).first(i)); // nothing happens
}

TEST(Tnef, inspectShowsBothTheFileAndWhatIsInside)
{
    const QJsonObject object = inspect(TnefBuilder().beginAttachment().attachmentTitle("a.txt").attachmentData("x").mail());
    const QJsonArray leaves = object[QStringLiteral("leaves")].toArray();
    ASSERT_EQ(leaves.size(), 2);
    EXPECT_EQ(s(leaves[0].toObject()[QStringLiteral("type")].toString()), "application/ms-tnef");
    EXPECT_EQ(s(leaves[1].toObject()[QStringLiteral("filename")].toString()), "a.txt");
    ASSERT_EQ(object[QStringLiteral("attachments")].toArray().size(), 1);
    EXPECT_EQ(s(object[QStringLiteral("attachments")].toArray()[0].toObject()[QStringLiteral("name")].toString()), "a.txt");
    EXPECT_EQ(object[QStringLiteral("tree")].toObject()[QStringLiteral("children")].toArray().size(), 1);
}

} // namespace
} // namespace golub::mime
