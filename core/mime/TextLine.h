// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/Ascii.h"

namespace golub::mime {

//! A line of content and where the next one begins.
struct TextLine {
    QByteArrayView text;          //!< without its end (CRLF or LF)
    qsizetype next = 0;
};

inline TextLine lineAt(QByteArrayView bytes, qsizetype start)
{
    const qsizetype end = ascii::find(bytes, '\n', start);
    QByteArrayView text = bytes.sliced(start, end - start);
    if (text.endsWith('\r'))
        text.chop(1);
    return { text, qMin(end + 1, bytes.size()) };
}

} // namespace golub::mime
