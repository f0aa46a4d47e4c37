// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace golub::html {

//! A link in plain text.
struct TextLink {
    qsizetype start = 0;          //!< in UTF-16 units
    qsizetype length = 0;
    QString target;               //!< http:, https:, mailto: or tel: URL, ASCII (host names in punycode)
};

//! http, https, www. and mail addresses in \a text, in order, without the punctuation of the sentence around them.
QList<TextLink> findLinks(QStringView text);

//! The colours of quote levels and of the signature; any CSS colour. The defaults can be read on light and on dark pages.
struct TextStyle {
    QString signatureColor = QStringLiteral("#808080");
    QStringList quoteColors = { QStringLiteral("#4a86c8"), QStringLiteral("#4f9a4f"), QStringLiteral("#b0762f"), QStringLiteral("#9a6ab8") };
};

//! Our own HTML for QTextBrowser out of plain text (LF or CRLF): nested quotes as bars in a colour of their level, the signature
//! (from the last "-- " line) dimmed, links and mail addresses live, blanks and line ends kept. Linear time. What is longer than
//! limits::HtmlBytes characters or limits::HtmlTextLines lines ends with "[…]".
QString textToHtml(QStringView text, const TextStyle &style = {});

//! Plain text as HTML without any recognition: escaped, line ends as <br>, runs of blanks kept.
QString escapeLines(QStringView text);

} // namespace golub::html
