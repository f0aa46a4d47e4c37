// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

//! What a stranger wrote, made safe to show on one or several lines or to log.
namespace golub::textsafety {

//! Without C0/C1 controls (newline and tab become a blank), bidi overrides and isolates, and line separators; at most \a maxLength characters.
QString printable(QStringView text, qsizetype maxLength = 2000);
//! The same from bytes: UTF-8 where valid, else Latin-1.
QString printable(QByteArrayView bytes, qsizetype maxLength = 2000);
//! Like printable(), but keeps line feeds.
QString printableLines(QStringView text, qsizetype maxLength = 20000);

} // namespace golub::textsafety
