// SPDX-License-Identifier: GPL-3.0-or-later
// Every dialogue under tests/data/transcripts/smtp-client, with the whole of sending.
#include "tests/sending/ClientPlay.h"
#include "tests/support/Transcript.h"

#include <algorithm>
#include <cctype>

using namespace golub::test;

namespace {

std::string nameOfCase(const testing::TestParamInfo<QString> &file)
{
    std::string name = file.param.section(u'/', -2).chopped(4).toStdString();
    std::replace_if(name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
}

class ClientTranscriptsTest : public ClientPlay, public testing::WithParamInterface<QString>
{
};

} // namespace

TEST_P(ClientTranscriptsTest, IsSentAsTheServerWantsIt)
{
    for (const qsizetype chunk : { 0, 1, 7 }) {
        SCOPED_TRACE("in chunks of " + std::to_string(chunk));
        play(GetParam(), chunk);
        if (HasFailure())
            return;
    }
}

INSTANTIATE_TEST_SUITE_P(Servers, ClientTranscriptsTest, testing::ValuesIn(transcriptFiles(QStringLiteral("smtp-client"))), nameOfCase);
