// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MimeWriter.h"
#include "tests/support/mail/Random.h"

namespace golub::test {

//! How large random mail may become.
struct RandomMailSize {
    int paragraphs = 8;
    int attachments = 4;
    qsizetype attachmentBytes = 4000;
    bool longLines = true;        //!< now and then a line of 200 KB
};

//! A message as a person might compose it: any language, emoji, right-to-left text, dots and From lines, long lines, recipients with
//! every kind of name, attachments of every type (also messages) with every kind of name.
mime::OutgoingMessage randomMessage(Random &random, const RandomMailSize &size = {});

//! Boundaries from the same source.
mime::WriteOptions randomOptions(Random &random);

//! A line of words in some language.
QString randomLine(Random &random, int words);

//! What a reader shows of text that was sent as format=flowed: no blanks before line ends (but the signature's), a blank behind quote marks.
QString asFlowedShows(const QString &text);

} // namespace golub::test
