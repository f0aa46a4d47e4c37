// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Mbox.h"

#include "tests/unit/core/mime/Corpora.h"
#include "tests/unit/core/mime/Helpers.h"

#include <QJsonArray>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

std::string messages(const QByteArray &mbox)
{
    std::string out;
    MboxReader reader(mbox);
    while (const std::optional<MboxEntry> entry = reader.next())
        out += s(mboxMessage(mbox, *entry)) + "|";
    return out;
}

const QByteArray Line = "From ala@example.org Mon Jan  5 09:07:03 2026\n";

TEST(Mbox, messagesWithoutTheirSeparators)
{
    EXPECT_EQ(messages(Line + "Subject: 1\n\none\n\n" + Line + "Subject: 2\n\ntwo\n"), "Subject: 1\n\none\n|Subject: 2\n\ntwo\n|");
    EXPECT_EQ(messages(QByteArray(Line + "Subject: 1\n\none\n\n" + Line + "Subject: 2\n\ntwo\n\n").replace("\n", "\r\n")), "Subject: 1\r\n\r\none\r\n|Subject: 2\r\n\r\ntwo\r\n|");
    EXPECT_EQ(messages("From - \nSubject: 1\n\none\n\nFrom - \nSubject: 2\n\n"), "Subject: 1\n\none\n|Subject: 2\n|");
    EXPECT_EQ(messages("\n\n" + Line + "Subject: 1\n\none"), "Subject: 1\n\none|");
}

TEST(Mbox, otherFilesAreNone)
{
    EXPECT_FALSE(MboxReader("Subject: x\n\n").isMbox());
    EXPECT_FALSE(MboxReader("").isMbox());
    EXPECT_FALSE(MboxReader("\n\n").isMbox());
}

TEST(Mbox, oneMarkOfQuotingGoes)
{
    EXPECT_EQ(messages(Line + "Subject: 1\n\n>From here\n>>From there\n> From mars\n>Fromage\n"), "Subject: 1\n\nFrom here\n>From there\n> From mars\n>Fromage\n|");
}

TEST(Mbox, unquotedFromInATextSplitsNothing)
{
    const QByteArray text = "Subject: 1\n\nHello,\n\nFrom now on all is well.\nThat is: good.\n\nFrom Russia with love\n";
    EXPECT_EQ(messages(Line + text), s(QByteArrayView(text)) + "|");
}

TEST(Mbox, messageWithoutAHeaderIsOneOfItsOwn)
{
    EXPECT_EQ(messages(Line + "Subject: 1\n\none\n\n" + Line + "\nonly text\n\n" + Line + "text at once\n\n" + Line + "Subject: 4\n\nfour\n"),
        "Subject: 1\n\none\n|\nonly text\n|text at once\n|Subject: 4\n\nfour\n|");
}

TEST(Mbox, datesOfEveryManner)
{
    const qint64 time = 1767604023; // 2026-01-05T09:07:03Z
    const auto is = [](const char *line) { return mboxTime(line).value_or(-1); };
    EXPECT_EQ(is("From ala@example.org Mon Jan  5 09:07:03 2026\n"), time);
    EXPECT_EQ(is("From ala at example.org  Mon Jan  5 09:07:03 2026\r\n"), time);
    EXPECT_EQ(is("From 1783@xxx Mon Jan 05 10:07:03 +0100 2026\n"), time);
    EXPECT_EQ(is("From ala@example.org Mon Jan  5 04:07:03 2026 -0500\n"), time);
    EXPECT_EQ(is("From ala@example.org Mon Jan  5 09:07:03 GMT 2026\n"), time);
    EXPECT_EQ(is("From ala@example.org Mon Jan  5 09:07 2026\n"), time - 3);
    EXPECT_EQ(is("From - Mon, 5 Jan 2026 09:07:03\n"), time);
    for (const char *line : { "From ala@example.org\n", "From now on at 10:30 we meet\n", "From Jan 5 10:30\n", "From x Mon Jan 35 09:07:03 2026\n", "From \n" })
        EXPECT_EQ(is(line), -1) << line;
}

TEST(Mbox, separatorWithoutAnEmptyLineBefore)
{
    EXPECT_EQ(messages(Line + "Subject: 1\n\none\n" + Line + "Subject: 2\n\ntwo\n"), "Subject: 1\n\none\n|Subject: 2\n\ntwo\n|");
}

TEST(Mbox, givenLengthIsBelievedWhereItFits)
{
    const QByteArray body = "one\n\n" + Line + "Subject: no message\n\n>From x\n";
    const QByteArray first = "Content-Length: " + QByteArray::number(body.size()) + "\n\n" + body;
    EXPECT_EQ(messages(Line + first + "\n" + Line + "Subject: 2\n\ntwo\n"), s(QByteArrayView(first)) + "|Subject: 2\n\ntwo\n|");
    EXPECT_EQ(messages(Line + first), s(QByteArrayView(first)) + "|");
    // Wrong by a few bytes, or by all: as if it were not there.
    EXPECT_EQ(messages(Line + "Content-Length: 2\n\none\n\n" + Line + "Subject: 2\n\ntwo\n"), "Content-Length: 2\n\none\n|Subject: 2\n\ntwo\n|");
    EXPECT_EQ(messages(Line + "Content-Length: 99999999999\n\none\n"), "Content-Length: 99999999999\n\none\n|");
}

// -- Other projects' files ------------------------------------------------------------------------------------------------------------

// Where each part begins, its content begins, and where it ends.
int compareOffsets(const MessageTree &tree, qsizetype base, int index, const QJsonObject &expected, bool crLf, const std::string &label)
{
    const Part &part = tree.parts[size_t(index)];
    const auto at = [&](const char *name) { return expected[QString::fromLatin1(name)].toInt(); };
    EXPECT_EQ(s(part.mediaType()), s(expected[QStringLiteral("mimeType")].toString().toLower())) << label;
    EXPECT_EQ(base + part.header.offset, at("beginOffset")) << label;
    int checked = 2;
    if (part.body.length > 0 || part.isMultipart) { // where an empty part begins is a matter of taste
        EXPECT_EQ(base + part.body.offset, at("headersEndOffset")) << label;
        ++checked;
    }
    // A file whose line ends were made longer has Content-Lengths that are too short: only the parts inside are where they were.
    if (!part.isMultipart && part.body.length > 0 && !(crLf && part.parent < 0)) {
        EXPECT_EQ(base + part.body.end(), at("endOffset")) << label;
        ++checked;
    }
    if (part.isMessage && !part.children.isEmpty() && expected.contains(QStringLiteral("message")))
        return checked + compareOffsets(tree, base, part.children.front(), expected[QStringLiteral("message")].toObject()[QStringLiteral("body")].toObject(), crLf, label + "/message");
    const QJsonArray children = expected[QStringLiteral("children")].toArray();
    EXPECT_EQ(part.children.size(), children.size()) << label;
    for (qsizetype i = 0; i < qMin(part.children.size(), children.size()); ++i)
        checked += compareOffsets(tree, base, part.children[i], children[i].toObject(), crLf, label + "/" + std::to_string(i));
    return checked;
}

int compareFile(const QString &folder, const QString &name, bool crLf)
{
    QByteArray mbox = fileContent(folder + name + QStringLiteral(".mbox.txt")).replace("\r\n", "\n");
    if (crLf)
        mbox.replace("\n", "\r\n");
    const QJsonArray expected = QJsonDocument::fromJson(fileContent(folder + name + (crLf ? QStringLiteral(".dos-offsets.json") : QStringLiteral(".unix-offsets.json")))).array();
    int checked = 0;
    qsizetype count = 0;
    MboxReader reader(mbox);
    while (const std::optional<MboxEntry> entry = reader.next()) {
        const std::string label = s(name) + " message " + std::to_string(count);
        const QJsonObject wanted = expected[count++].toObject();
        EXPECT_EQ(entry->line.offset, wanted[QStringLiteral("mboxMarkerOffset")].toInt()) << label;
        EXPECT_EQ(entry->message.offset, wanted[QStringLiteral("beginOffset")].toInt()) << label;
        const MessageTree tree = readMessage(entry->message.of(mbox));
        checked += 2 + compareOffsets(tree, entry->message.offset, 0, wanted[QStringLiteral("body")].toObject(), crLf, label);
    }
    EXPECT_EQ(count, expected.size()) << s(name);
    return checked;
}

TEST(Mbox, everyByteOffsetOfAnotherProjectsFiles)
{
    GOLUB_NEED_CORPORA("mimekit");
    const QString folder = corpora + QStringLiteral("/mimekit/UnitTests/TestData/mbox/");
    int checked = 0;
    for (const QString &name : { QStringLiteral("content-length"), QStringLiteral("issue1189") }) {
        checked += compareFile(folder, name, false);
        checked += compareFile(folder, name, true);
    }
    EXPECT_GT(checked, 100);
}

} // namespace
} // namespace golub::mime
