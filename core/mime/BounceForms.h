// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/MailReport.h"

#include <QStringList>

#include <optional>

namespace golub::mime {

//! Reads a bounce in a server's own words. \a text is the message's plain text, \a recipients what X-Failed-Recipients names (they win over
//! what the text seems to say). Nothing where the text is of no known form. Of the message that came back in the text, its id and subject.
std::optional<MailReport> bounceInWords(const QString &text, const QStringList &recipients);

} // namespace golub::mime
