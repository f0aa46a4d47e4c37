// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogues of tests/data/transcripts/imap, one folder a server. Words to the test:
//   @security starttls|none, @send-id   how the account is set up (before the first line)
//   @submit noop|list|select|append|fetch, @idle, @logout   what the client is asked to do
//   @expect ready | completed ok|KIND (of the last command) | data N | alerts N | closed KIND
#include "tests/unit/protocols/imap/EngineHarness.h"

#include <algorithm>
#include <cctype>

namespace golub::imap {
namespace {

using golub::test::Transcript;
using golub::test::TranscriptStep;

class ImapTranscripts : public ::testing::TestWithParam<QString>
{
};

Options optionsOf(Transcript &transcript)
{
    Options options;
    transcript.steps.removeIf([&options](const TranscriptStep &step) {
        if (step.kind != TranscriptStep::Kind::Directive || (step.bytes != "security" && step.bytes != "send-id"))
            return false;
        if (step.bytes == "send-id")
            options.tellName = true;
        else
            options.security = step.value == "starttls" ? Security::StartTls : Security::None;
        return true;
    });
    return options;
}

void expect(test::Harness &harness, const QByteArray &what)
{
    const QByteArrayList words = what.split(' ');
    if (words[0] == "ready") {
        EXPECT_TRUE(harness.ready);
    } else if (words[0] == "completed") {
        ASSERT_FALSE(harness.completed.isEmpty());
        const auto &result = harness.completed.last().result;
        EXPECT_EQ(result ? QByteArray("ok") : kindName(result.error().kind).toUtf8(), words.value(1));
    } else if (words[0] == "data") {
        EXPECT_EQ(harness.data, words.value(1).toInt());
    } else if (words[0] == "alerts") {
        EXPECT_EQ(harness.alerts.size(), words.value(1).toInt());
    } else if (words[0] == "closed") {
        EXPECT_EQ(kindName(harness.closedKind()).toUtf8(), words.value(1));
    } else {
        ADD_FAILURE() << "unknown expectation " << what.constData();
    }
}

TEST_P(ImapTranscripts, playAtEveryChunkSize)
{
    Transcript transcript = Transcript::load(GetParam());
    const Options options = optionsOf(transcript);
    for (const qsizetype chunk : golub::test::ChunkSizes) {
        SCOPED_TRACE("chunk size " + std::to_string(chunk));
        test::Harness harness(options, chunk);
        harness.runner.cleartextAllowed = options.security == Security::None;
        harness.runner.onDirective = [&harness](const QByteArray &name, const QByteArray &value) {
            if (name == "expect")
                expect(harness, value);
            else
                harness.direct(name, value);
        };
        harness.runner.run(transcript);
        if (HasFailure())
            return;
    }
}

INSTANTIATE_TEST_SUITE_P(Servers, ImapTranscripts, ::testing::ValuesIn(golub::test::transcriptFiles(QStringLiteral("imap"))),
    [](const auto &tested) {
        std::string name = tested.param.section(u'/', -2).chopped(4).toStdString();
        std::replace_if(name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
        return name;
    });

} // namespace
} // namespace golub::imap
