// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MimeWriter.h"

namespace golub::mime {

//! `; name="=?UTF-8?…?="`: what RFC 2047 forbids and Outlook needs beside RFC 2231's filename*.
QByteArray encodeNameForOutlook(const QString &value, qsizetype &column);

} // namespace golub::mime
