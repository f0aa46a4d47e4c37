// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace golub::mime {

//! The boundary that the content of a multipart itself shows, for a parameter that is missing or wrong: of the first line that begins with
//! "--" and is followed by a Content-… field, or whose closing form ("--…--") stands further down. Empty where there is none. Linear.
QByteArray guessBoundary(QByteArrayView content);

} // namespace golub::mime
