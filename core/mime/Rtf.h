// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace golub::mime {

//! What an RTF body carries ([MS-OXRTFEX]): Outlook wraps HTML and plain text into RTF.
enum class RtfContent : quint8 { Rtf, Html, Text };

struct RtfBody {
    RtfContent content = RtfContent::Rtf;
    //! Html: the HTML that was wrapped. Text: the text that was wrapped. Rtf: its text without any formatting. LF line ends.
    QString text;
};

inline constexpr int RtfGroupDepth = 2'000;   //!< groups inside of groups; what is deeper is left out

//! Reads any bytes as RTF; linear, no recursion.
RtfBody readRtf(QByteArrayView rtf);

} // namespace golub::mime
