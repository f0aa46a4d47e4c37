// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace golub::mime {

//! A field value without controls, line breaks, lone surrogates or direction overrides: the one sanitizer of everything written into a header.
QString sanitizedHeaderValue(const QString &value);
//! True where \a name may stand as a header field name (RFC 5322 section 3.6.8), and is of a sensible length.
bool isFieldName(const QString &name);

//! "; name=…" of a Content-Type for readers that do not know RFC 2231 (Outlook): a token, a quoted string, or RFC 2047 words in quotes, which
//! RFC 2047 forbids and everybody reads. It stands beside a Content-Disposition with filename*.
QByteArray encodeNameParameter(const QString &value, qsizetype &column);

//! References of a sensible length: the first id, which names the thread, and the newest ones. At most 50 ids and about 6,000 bytes.
QStringList trimmedReferences(const QStringList &ids);

} // namespace golub::mime
