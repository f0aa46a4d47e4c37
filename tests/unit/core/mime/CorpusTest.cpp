// SPDX-License-Identifier: GPL-3.0-or-later
// Every mail of other projects' test sets is read within the limits, and what is said about it holds together.
#include "tests/unit/core/mime/Corpora.h"
#include "tests/unit/core/mime/Helpers.h"

#include "core/base/Limits.h"
#include "core/mime/Inspect.h"

#include <QDirIterator>
#include <QProcess>

#include <gtest/gtest.h>

#include <chrono>

namespace golub::mime {
namespace {

void expectConsistent(const QByteArray &raw, const std::string &label)
{
    const auto begin = std::chrono::steady_clock::now();
    const MessageTree tree = readMessage(raw);
    ASSERT_FALSE(tree.parts.empty()) << label;
    EXPECT_LE(tree.parts.size(), size_t(limits::MimeParts)) << label;
    for (size_t i = 0; i < tree.parts.size(); ++i) {
        const Part &part = tree.parts[i];
        const qsizetype size = part.source.isNull() ? raw.size() : part.source.size();
        EXPECT_LT(part.depth, limits::MimeDepth) << label;
        EXPECT_TRUE(part.header.offset >= 0 && part.header.end() <= part.body.offset && part.body.end() <= size) << label << " part " << i;
        for (const int child : part.children) {
            ASSERT_TRUE(child > int(i) && child < int(tree.parts.size())) << label;
            EXPECT_EQ(tree.parts[size_t(child)].parent, int(i)) << label;
        }
        EXPECT_EQ(decodedSize(raw, part), decodedContent(raw, part).size()) << label;
        EXPECT_FALSE(attachmentName(tree, int(i)).isEmpty()) << label;
    }
    EXPECT_FALSE(inspect(raw).isEmpty()) << label;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5)) << label;
}

// The number found: so that a moved folder does not look like success.
int readFolder(const QString &path)
{
    int count = 0;
    QDirIterator files(path, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        expectConsistent(fileContent(file), file.toStdString());
        ++count;
    }
    return count;
}

// The archive's files one behind another.
QByteArray unpacked(const QString &archive)
{
    QProcess tar;
    tar.start(QStringLiteral("tar"), { QStringLiteral("-xJOf"), archive });
    tar.waitForFinished(60'000);
    return tar.readAllStandardOutput();
}

TEST(Corpus, enmime)
{
    GOLUB_NEED_CORPORA("enmime");
    EXPECT_GE(readFolder(corpora + QStringLiteral("/enmime")), 119);
}

TEST(Corpus, rubyMail)
{
    GOLUB_NEED_CORPORA("ruby-mail");
    EXPECT_GE(readFolder(corpora + QStringLiteral("/ruby-mail")), 114);
}

TEST(Corpus, kdeMimetreeparser)
{
    GOLUB_NEED_CORPORA("kde-mimetreeparser");
    EXPECT_GE(readFolder(corpora + QStringLiteral("/kde-mimetreeparser")), 78);
}

TEST(Corpus, mimekit)
{
    GOLUB_NEED_CORPORA("mimekit");
    EXPECT_GE(readFolder(corpora + QStringLiteral("/mimekit")), 100);
}

TEST(Corpus, pythonEmail)
{
    GOLUB_NEED_CORPORA("python-email");
    EXPECT_GE(readFolder(corpora + QStringLiteral("/python-email/data")), 47);
}

TEST(Corpus, spamassassin)
{
    GOLUB_NEED_CORPORA("spamassassin");
    const QByteArray all = unpacked(corpora + QStringLiteral("/spamassassin/easy-ham-1.tar.xz"));
    ASSERT_GT(all.size(), 1000000) << "tar with xz is needed here";
    // The mails one behind another are cut where each begins: with its mbox line, or with the first field that all of them have.
    int count = 0;
    qsizetype start = 0;
    while (start < all.size()) {
        qsizetype end = all.indexOf("\nReturn-Path: <", start + 1);
        end = end < 0 ? all.size() : end + 1;
        expectConsistent(all.mid(start, end - start), "mail " + std::to_string(count));
        start = end;
        ++count;
    }
    EXPECT_GT(count, 1000);
}

} // namespace
} // namespace golub::mime
