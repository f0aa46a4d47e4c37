// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageTree.h"

namespace golub::mime {

//! True for winmail.dat: application/ms-tnef and its relatives, or a file of that name.
bool isTnefPart(const Part &part);

//! What a TNEF stream holds, as a MIME part (header and content) that readMessage() understands: the body in each form there is
//! (text/plain, application/rtf, text/html in multipart/alternative), the invitation as text/calendar, and the attachments; messages
//! inside become message/rfc822. Contents are binary, as they stand in the stream; those of inner messages base64, so that they can be
//! saved as .eml files. Null where there is nothing in it. Deterministic; linear in the size; at most TnefNesting messages deep.
QByteArray tnefToMime(QByteArrayView tnef, bool *damaged = nullptr);

inline constexpr int TnefNesting = 8;         //!< messages inside of messages of one stream; deeper ones stay winmail.dat files
inline constexpr int TnefMessages = 500;      //!< of one stream

} // namespace golub::mime
