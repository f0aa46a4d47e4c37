// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/Parameters.h"

#include <QByteArray>
#include <QByteArrayView>

namespace golub::mime {

struct RawParameter {
    QByteArrayView name;
    QByteArray value;             //!< unquoted, unescaped, unfolded
    bool quoted = false;
    bool bare = false;            //!< a name without "="
};

//! Cuts a field of the form "value; name=value; …" into its pieces without reading meaning into them.
class ParameterScanner
{
public:
    explicit ParameterScanner(QByteArrayView field) : m_field(field) { }

    //! What stands before the first ";", comments and blanks around it removed.
    QByteArray takeValue();
    //! "type/subtype" in lower case; false where there is no such thing. Goes on to the first parameter either way.
    bool takeMediaType(QByteArray &type, QByteArray &subtype);
    bool nextParameter(RawParameter &parameter);

private:
    void skipSpaceAndComments();
    void skipComment();
    QByteArray takeQuoted();
    QByteArray takeUnquoted();
    QByteArray takeToken();
    bool startsParameter(qsizetype from) const;
    bool startsKnownParameter(qsizetype from) const;
    qsizetype nextWithoutSemicolon(qsizetype from, qsizetype end) const;
    bool endsQuoted(qsizetype behind) const;
    qsizetype strayQuotesEnd(qsizetype quote) const;

    QByteArrayView m_field;
    qsizetype m_pos = 0;
    bool m_insideList = false;    // the position is right before a parameter's name
};

//! As parseContentType(), with the boundary's bytes as they stand: a boundary is bytes, not text.
ContentType parseContentType(QByteArrayView field, QByteArray *rawBoundary);

} // namespace golub::mime
