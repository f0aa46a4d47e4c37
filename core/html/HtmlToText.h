// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace golub::html {

struct TextOptions {
    bool linkTargets = true;      //!< "text <https://…>" where the text does not say the target; false for previews and the search index
    bool quoteMarks = true;       //!< blockquotes as "> "; false: their text only
};

//! What a person would read, as plain text with LF: paragraphs, "> " quotes, "- " and "1. " lists, tables row by row with " | ", images by
//! their alternative text. Scripts, style sheets and hidden text are left out. Any bytes are accepted, in linear time.
QString htmlToText(QByteArrayView utf8, const TextOptions &options = {});
QString htmlToText(QStringView html, const TextOptions &options = {});

} // namespace golub::html
