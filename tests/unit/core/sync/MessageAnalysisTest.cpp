// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MessageAnalysis.h"

#include <gtest/gtest.h>

namespace golub::sync {
namespace {

TEST(MessageAnalysis, previewIsTheAuthorsFirstWords)
{
    const store::MessageText text = analyze("Subject: x\nContent-Type: text/plain; charset=utf-8\n\n> is it noon?\n\nYes, at noon.\n-- \nAla\n");
    EXPECT_EQ(text.preview, QStringLiteral("Yes, at noon."));
}

TEST(MessageAnalysis, anHtmlMailWithAFooterIsIndexedWhole)
{
    const store::MessageText text = analyze("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n"
                                            "<div style=\"display:none\">hidden</div><p>See <a href=\"https://example.org/x\">the plan</a></p>\n--b\n"
                                            "Content-Type: text/plain\n\nthe footer\n--b--\n");
    EXPECT_TRUE(text.preview.startsWith(u"See the plan the footer")) << text.preview.toStdString();
    EXPECT_TRUE(text.text.contains("the footer"));
    EXPECT_FALSE(text.text.contains("hidden"));
}

TEST(MessageAnalysis, picturesAmongTheTextAreAttachments)
{
    const store::MessageText text = analyze("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nbefore\n--b\nContent-Type: image/png; name=a.png\n"
                                            "Content-Disposition: inline\n\nx\n--b\n\nafter\n--b--\n");
    EXPECT_TRUE(text.hasAttachments);
    EXPECT_EQ(text.preview, QStringLiteral("before after"));
}

// What people remember of a mail stands as often in what is attached to it.
TEST(MessageAnalysis, filesOfTextAndAttachedMessagesAreFound)
{
    const QByteArray inner = "Subject: =?utf-8?q?za=C5=BC=C3=B3=C5=82cone?=\nFrom: Ewa <ewa@inner.example>\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\n"
                             "innerplain\n--i\nContent-Type: text/html\n\n<p>innerhtml</p>\n--i--\n";
    const store::MessageText text = analyze("Subject: outer\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nthe body\n"
                                            "--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\nContent-Transfer-Encoding: base64\n\n"
        + QByteArray("tea;sugar\n").toBase64()
        + "\n--b\nContent-Type: text/html\nContent-Disposition: attachment; filename=a.html\n\n<style>.hiddenstyle{}</style><b>marked</b>up\n"
          "--b\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n"
        + inner + "\n--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=a.bin\n\nbinarywords\n--b--\n");
    for (const char *word : { "the body", "tea;sugar", "markedup", "innerplain", "ewa@inner.example", "zażółcone" })
        EXPECT_TRUE(text.text.contains(word)) << word << " in " << text.text.toStdString();
    for (const char *word : { "innerhtml", "hiddenstyle", "binarywords" })
        EXPECT_FALSE(text.text.contains(word)) << word;
    EXPECT_EQ(text.preview, QStringLiteral("the body"));
    EXPECT_EQ(text.text.count("the body"), 1) << "what is shown is there once";
}

TEST(MessageAnalysis, aReportIsFoundByWhatItReports)
{
    const store::MessageText text = analyze("Subject: failed\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry\n"
                                            "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; nobody@example.org\n"
                                            "--b\nContent-Type: text/rfc822-headers\n\nSubject: holidays\n--b--\n");
    for (const char *word : { "Sorry", "nobody@example.org", "holidays" })
        EXPECT_TRUE(text.text.contains(word)) << word;
}

TEST(MessageAnalysis, longFilesAreFoundByTheirBeginnings)
{
    const store::MessageText text = analyze("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nbody\n--b\nContent-Type: text/plain\n"
                                            "Content-Disposition: attachment; filename=log\n\nbeginning\n"
        + QByteArray("0123456789 line\n").repeated(100'000) + "\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=b\n\nsecondfile\n--b--\n");
    EXPECT_TRUE(text.text.contains("beginning"));
    EXPECT_LT(text.text.size(), 300 * 1024);
}

} // namespace
} // namespace golub::sync
