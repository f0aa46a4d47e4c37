// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace golub::mime {

struct Parameter {
    QByteArray name;      //!< lower case, without the stars of RFC 2231
    QString value;        //!< decoded
    bool operator==(const Parameter &) const = default;
};

//! Parameters of a header field in their order, each name once.
class Parameters : public QList<Parameter>
{
public:
    using QList<Parameter>::QList;
    //! Empty where there is none. \a name in lower case.
    QString value(QByteArrayView name) const;
    bool contains(QByteArrayView name) const;
};

//! A Content-Type or Content-Disposition, read.
struct ParameterizedValue {
    QByteArray value;     //!< "text/plain" or "attachment", lower case, without comments and blanks; empty where there is none
    Parameters params;
};

//! Reads "value; name=value; …" of any quality: comments, quoted strings, unquoted blanks, RFC 2231 (continuations in any order,
//! charset and language), RFC 2047 where it does not belong, raw 8-bit bytes. \a field is folded or unfolded, without its name.
ParameterizedValue parseParameters(QByteArrayView field);

//! A Content-Type as RFC 2045 section 5.2 wants it: lower-case type and subtype; text/plain where it cannot be read.
struct ContentType {
    QByteArray type = "text";
    QByteArray subtype = "plain";
    Parameters params;
    bool valid = true;    //!< false: the defaults stand in for something unreadable
};
ContentType parseContentType(QByteArrayView field);

//! "; name=value", as short as its value allows: a token, a quoted string, or RFC 2231 (UTF-8, cut so that no line passes 78 characters).
//! Continuation lines begin with CRLF and a blank. \a column is where the current line ends and is updated.
QByteArray encodeParameter(QByteArrayView name, const QString &value, qsizetype &column);

} // namespace golub::mime
