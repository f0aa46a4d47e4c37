// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

class QCoreApplication;

namespace golub {

//! Loads Golub's and Qt's own texts for \a locale. English has a file, too: it holds the plural forms. Call once, before any text is made.
void installTranslators(QCoreApplication &application, const QLocale &locale = QLocale());

} // namespace golub
