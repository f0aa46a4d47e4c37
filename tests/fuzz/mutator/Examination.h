// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace golub::fuzz {

//! Does to a mail what the program does before it is shown, answered or kept: structure, every part's content, name and text, the facts of
//! `golubctl inspect`, HTML made harmless, HTML to text, a reply. Empty, or the promise that was broken.
QString examine(const QByteArray &mail);

} // namespace golub::fuzz
