// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace golub::html {

//! An href that may be followed: http, https (with a host), mailto, tel; as an ASCII URL. Empty for everything else: relative addresses,
//! javascript:, data:, file: and the like, however they are spelt.
QString safeLink(const QString &href);

//! "cid:" + the content id, percent-encoded; \a id receives it decoded. Empty where \a src is no usable cid: address.
QString contentIdUrl(const QString &src, QString &id);

//! The https address of a picture on the network: "http:" and "//" are read as https, because nothing is fetched in the clear. Empty for all others.
QString remotePictureUrl(const QString &src);

//! A "data:" bitmap (PNG, JPEG, GIF, WebP, BMP; base64) in normal form; empty for anything else.
QString safeDataUrl(const QByteArray &src);

} // namespace golub::html
