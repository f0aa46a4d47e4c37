// SPDX-License-Identifier: GPL-3.0-or-later
#include "SmtpPlay.h"

namespace golub::smtp::test {
namespace {

// Every dialogue under tests/data/transcripts/smtp, each at every chunk size.
TEST(SmtpTranscriptsTest, EveryServerIsUnderstood)
{
    const QStringList files = golub::test::transcriptFiles(QStringLiteral("smtp"));
    ASSERT_GE(files.size(), 15) << "the transcripts are not where they should be";
    for (const QString &file : files) {
        SCOPED_TRACE(file.toStdString());
        const Play play = playAll(golub::test::Transcript::load(file));
        EXPECT_FALSE(play.events.isEmpty() && !play.closed);
    }
}

} // namespace
} // namespace golub::smtp::test
