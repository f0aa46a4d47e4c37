// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace golub::mime {

struct Part;

//! The two formats that mail had before HTML.
enum class EnrichedKind : quint8 {
    Enriched,         //!< text/enriched (RFC 1896)
    RichText,         //!< text/richtext (RFC 1341 section 7.1.3)
};

//! True for text/enriched and text/richtext.
bool isEnriched(const Part &part);
EnrichedKind enrichedKind(const Part &part);

//! What a person reads, LF line ends; excerpts are quoted with "> ". Any text is accepted; linear.
QString enrichedToText(QStringView source, EnrichedKind kind);
//! The same with its formatting, as HTML like a mailer's (to be sanitized as any other).
QString enrichedToHtml(QStringView source, EnrichedKind kind);

} // namespace golub::mime
