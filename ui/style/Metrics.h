// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

//! Distances of the windows in device-independent pixels, so that everything lines up on one grid of four.
namespace golub::ui::metrics {

inline constexpr int Tiny = 4;
inline constexpr int Small = 8;
inline constexpr int Medium = 12;
inline constexpr int Large = 16;
inline constexpr int Huge = 24;

inline constexpr int Radius = 6;          //!< corners of buttons, selections and cards
inline constexpr int IconSmall = 16;
inline constexpr int IconNormal = 20;
inline constexpr int Avatar = 36;
inline constexpr int ReadingWidth = 820;  //!< the widest that plain text is set, for lines that the eye can follow

} // namespace golub::ui::metrics
