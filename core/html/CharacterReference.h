// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace golub::html {

//! "&amp;", "&#261;": what stands at the beginning of a text.
struct CharacterReference {
    enum class Kind : quint8 {
        None,        //!< an ampersand that means itself
        Character,
        Unknown      //!< one of the rare names that only the tree builder knows
    };
    Kind kind = Kind::None;
    char32_t character = 0;
    qsizetype length = 1;             //!< of the reference with its ampersand
};

//! \a text begins with an ampersand. As the HTML standard reads text (section 13.2.5.72), with the names of HTML 4.
CharacterReference characterReference(QByteArrayView text);

} // namespace golub::html
