// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace golub::mime {

//! Who decodes a charset.
enum class Codec : quint8 {
    Unknown,
    Ascii,
    Utf8,
    Windows1252,
    Utf7,
    ImapUtf7,         //!< modified UTF-7 (RFC 3501 section 5.1.3)
    Utf16,            //!< order by mark or by the look of it
    Utf16Le,
    Utf16Be,
    Utf32,
    Utf32Le,
    Utf32Be,
    Iso8859_16,
    Iso2022Jp,
    Iso2022Kr,
    Icu,              //!< a converter of ICU
    Iconv,            //!< what ICU lacks: a converter of the C library, where it has one
};

struct CharsetEntry {
    Codec codec = Codec::Unknown;
    QByteArray name;              //!< the converter's; for our own codecs the charset's usual name
};

//! What a label means in mail: WHATWG and IANA names and the spellings of Outlook, Java and Python, in any case and with any punctuation.
//! Vendors' supersets stand in for the standards: iso-8859-1 is windows-1252, gb2312 is gb18030. Codec::Unknown where nobody knows it.
CharsetEntry findCharset(QByteArrayView label);

} // namespace golub::mime
