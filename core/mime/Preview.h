// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace golub::mime {

//! The first useful words of a text in one line, at most \a length characters: without quotes and the line that announces them, signature,
//! rules, placeholders of pictures, and the invisible characters that newsletters pad with. Where all is quoted, the quote's words.
//! \a enough: what follows behind the text, in further lines, would not change them.
QString previewText(QStringView text, qsizetype length = 200, bool *enough = nullptr);
//! The same of a text in UTF-8: no more of it is decoded than is looked at.
QString previewOfUtf8(QByteArrayView utf8, qsizetype length = 200, bool *enough = nullptr);

} // namespace golub::mime
