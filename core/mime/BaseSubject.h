// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace golub::mime {

//! The base subject of RFC 5256 section 2.1, with the reply and forward prefixes of many languages (Re, Odp, AW, SV, RES, Отв, 回复 …).
//! Case is kept: compare with case folding.
QString baseSubject(const QString &subject);
//! True where the subject has a reply or forward prefix, or a trailer "(fwd)".
bool isReplyOrForward(const QString &subject);
//! "Re: " before the subject without its reply prefixes.
QString replySubject(const QString &subject);
//! "Fwd: " likewise.
QString forwardSubject(const QString &subject);

} // namespace golub::mime
