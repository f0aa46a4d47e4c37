// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Address.h"
#include "core/mime/Parameters.h"

#include <QByteArrayView>
#include <QDateTime>
#include <QString>

//! Nearly all fields have the forms that RFC 5322 and RFC 2045 ask for. Those are read straight away, without tokens and copies; whatever is
//! not certain to be one of them is left to the parsers that read anything. Each gives exactly what such a parser gives, or false.
namespace golub::mime {

//! "Name <user@host>", "\"Name\" <user@host>", "user@host" and "user@host (Name)" in ASCII, with commas between them; the first with a name as
//! readUsualWords() reads it.
bool readUsualAddresses(QByteArrayView field, AddressList &list);
//! "Mon, 05 Jan 2026 09:07:03 +0100", the weekday, the seconds and a comment behind it left to the sender.
bool readUsualDate(QByteArrayView field, QDateTime &date);
//! Printable ASCII, folded or not, without encoded words.
bool readUsualText(QByteArrayView field, QString &text);
//! Words of RFC 2047 in UTF-8 and base64, and nothing else.
bool readUsualWords(QByteArrayView field, QString &text);
//! "type/subtype; name=token; name=\"quoted\"". \a rawBoundary as for parseContentType().
bool readUsualContentType(QByteArrayView field, ContentType &type, QByteArray *rawBoundary);
//! "value; name=token; name=\"quoted\"".
bool readUsualParameters(QByteArrayView field, ParameterizedValue &value);

// The parsers that read anything, for the tests that both agree.
AddressList parseAnyAddresses(QByteArrayView field);
QDateTime parseAnyDate(QByteArrayView field);
QString decodeAnyHeaderText(QByteArrayView field);
ContentType parseAnyContentType(QByteArrayView field, QByteArray *rawBoundary);
ParameterizedValue parseAnyParameters(QByteArrayView field);

} // namespace golub::mime
