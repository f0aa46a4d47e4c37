// SPDX-License-Identifier: GPL-3.0-or-later
// What another project's tests say is inside of its TNEF files: each is put into a mail and read as one.
#include "tests/unit/core/mime/Corpora.h"
#include "tests/unit/core/mime/Helpers.h"

#include <QJsonArray>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace golub::mime {
namespace {

QByteArray mailAround(const QByteArray &tnef)
{
    return "From: a@example.org\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + tnef.toBase64() + "\r\n";
}

// The names there: "Untitled Attachment.1" tells two of one name apart, "message.*" are the bodies.
std::string nameOf(const Part &part)
{
    if (part.is("text", "html") && part.name.isEmpty())
        return "message.html";
    if (part.is("text", "plain") && part.name.isEmpty())
        return "message.txt";
    return s(part.name);
}

bool isObject(const std::string &name)
{
    return name.rfind("Untitled", 0) == 0;
}

// The files there went through a tool that changes line ends.
QByteArray withoutCr(QByteArray bytes)
{
    return bytes.replace("\r\n", "\n");
}

// [MS-OXCDATA] section 2.11.1: 16 bytes of an object's value say what it is and are not its content; that project's files have them.
constexpr qsizetype ObjectIdSize = 16;

TEST(TnefCorpus, everyFileIsFoundWithItsContent)
{
    GOLUB_NEED_CORPORA("mimekit");
    int rows = 0;
    int files = 0;
    for (const QJsonObject &row : jsonLines(corpora + QStringLiteral("/expect/mimekit.jsonl"))) {
        if (row[QStringLiteral("kind")].toString() != QLatin1String("tnef"))
            continue;
        ++rows;
        const QString file = corpora + QStringLiteral("/mimekit/") + row[QStringLiteral("file")].toString();
        const QByteArray raw = mailAround(fileContent(file));
        const MessageTree tree = readMessage(raw);
        std::multimap<std::string, QByteArray> found;
        for (const Part &part : tree.parts) {
            if (!part.isMultipart && part.isLeaf())
                found.emplace(nameOf(part), withoutCr(decodedContent(raw, part)));
        }
        for (const QJsonValue &value : row[QStringLiteral("extracted")].toArray()) {
            const QString wanted = value.toObject()[QStringLiteral("name")].toString();
            if (file.endsWith(QLatin1String("christmas.tnef")) && isObject(s(wanted)))
                continue; // messages inside of the message: ours are mails (below)
            const std::string name = isObject(s(wanted)) && wanted.contains(u'.') ? s(wanted.section(u'.', 0, 0)) : s(wanted);
            const QByteArray content = fileContent(file.chopped(5) + u'/' + wanted);
            const QByteArray expected = withoutCr(isObject(name) ? content.mid(ObjectIdSize) : content);
            const auto [begin, end] = found.equal_range(name);
            EXPECT_TRUE(std::any_of(begin, end, [&](const auto &entry) { return entry.second == expected; })) << s(file) << ": no " << name;
            ++files;
        }
    }
    EXPECT_EQ(rows, 19);
    EXPECT_EQ(files, 45);
}

TEST(TnefCorpus, messagesInsideAreMails)
{
    GOLUB_NEED_CORPORA("mimekit");
    const QByteArray raw = mailAround(fileContent(corpora + QStringLiteral("/mimekit/UnitTests/TestData/tnef/christmas.tnef")));
    const MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree),
        "application/ms-tnef(multipart/mixed(multipart/alternative(text/plain,application/rtf),image/jpeg,"
        "message/rfc822(multipart/mixed(multipart/alternative(text/plain,application/rtf))),"
        "message/rfc822(multipart/mixed(multipart/alternative(text/plain,application/rtf,text/calendar),image/jpeg))))");
}

} // namespace
} // namespace golub::mime
