// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace golub::mime {

//! A stranger's file name for the disk and the screen: last path component only, no controls, direction overrides or characters that any
//! file system forbids, no leading or trailing dots and blanks, no reserved Windows name, at most 200 UTF-8 bytes with the extension kept.
//! Empty where nothing is left.
QString safeFileName(const QString &name);
//! An extension with its dot for a media type ("image/png" → ".png"); empty where unknown.
QString extensionForType(const QByteArray &mediaType);
//! A media type by the file name's extension; "application/octet-stream" where unknown.
QByteArray typeForFileName(const QString &name);

} // namespace golub::mime
