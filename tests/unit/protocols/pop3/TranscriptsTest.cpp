// SPDX-License-Identifier: GPL-3.0-or-later
#include "Pop3Play.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace golub::pop3::test {
namespace {

// Every dialogue under tests/data/transcripts/pop3, each at every chunk size.
TEST(Pop3TranscriptsTest, EveryServerIsUnderstood)
{
    const QStringList files = golub::test::transcriptFiles(QStringLiteral("pop3"));
    ASSERT_GE(files.size(), 12) << "the transcripts are not where they should be";
    for (const QString &file : files) {
        SCOPED_TRACE(file.toStdString());
        const Play play = playAll(golub::test::Transcript::load(file));
        EXPECT_FALSE(play.events.isEmpty() && !play.closed);
    }
}

// Recorded answers of other servers, where the test material is at hand: every line is understood by the parser that gets it.
TEST(Pop3TranscriptsTest, RecordedAnswersParse)
{
    QString root = qEnvironmentVariable("GOLUB_CORPORA");
    if (root.isEmpty())
        root = QStringLiteral(GOLUB_SOURCE_DIR "/../shared/corpora");
    QFile rows(root + QStringLiteral("/expect/mailkit.jsonl"));
    if (!rows.open(QIODevice::ReadOnly))
        GTEST_SKIP() << "the corpora are not here";
    int answers = 0;
    while (!rows.atEnd()) {
        const QJsonObject row = QJsonDocument::fromJson(rows.readLine()).object();
        if (row.value(u"kind").toString() != u"pop3_replay")
            continue;
        for (const auto &value : row.value(u"steps").toArray()) {
            const QString name = value.toObject().value(u"server_file").toString();
            QFile file(root + QStringLiteral("/mailkit/") + name);
            if (name.isEmpty() || !file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray first = file.readLine().trimmed();
            SCOPED_TRACE(name.toStdString());
            EXPECT_TRUE(parseStatus(first).has_value()) << first.constData();
            ++answers;
        }
    }
    EXPECT_GT(answers, 10);
}

} // namespace
} // namespace golub::pop3::test
