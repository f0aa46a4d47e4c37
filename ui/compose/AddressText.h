// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Address.h"

#include <QList>
#include <QString>

//! Addresses as people type and paste them: commas, semicolons and line ends between them, quoted names, "Name
//! <address>", groups, "mailto:". Any text is taken, in linear time; what cannot be an address is kept as it was typed
//! and says what is wrong.
namespace golub::ui::addresstext {

struct Piece
{
    Address address; //!< address.address is the text as typed where nothing better was found
    qsizetype start = 0; //!< of the trimmed piece in the text
    qsizetype length = 0;
    QString problem = {}; //!< translated; empty where the address can be used
};

//! Typed: a comma separates always. Pasted: "Nowak, Anna <anna@example.org>" is one person, as other programs copy it.
enum class Source { Typed, Pasted };

QList<Piece> parse(const QString &text, Source source = Source::Typed);
//! What keeps an addr-spec from being used; empty if nothing. Translated.
QString problemOf(const QString &addrSpec);
//! The form that parse() reads back: names with special characters are quoted.
QString toText(const Address &address);
QString toText(const QList<Address> &addresses);

} // namespace golub::ui::addresstext
