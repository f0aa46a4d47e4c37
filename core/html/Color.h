// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace golub::html {

struct Rgb {
    quint8 red = 0;
    quint8 green = 0;
    quint8 blue = 0;
    bool operator==(const Rgb &) const = default;
};

//! #rgb, #rrggbb, rgb(), rgba() (nothing where mostly transparent), the common names, and bare hex digits as in bgcolor="ffffff".
std::optional<Rgb> parseColor(QStringView text);
//! "#rrggbb"
QString colorName(Rgb color);
//! WCAG 2 contrast ratio, 1 to 21.
double contrast(Rgb a, Rgb b);
//! True for black, white and what lies between.
bool isGrey(Rgb color);
//! The same hue, so light that it can be read on white and on a dark page.
Rgb legibleAnywhere(Rgb color);

} // namespace golub::html
