// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QColor>
#include <QFont>
#include <QPalette>

class QLabel;
class QWidget;

namespace golub::ui {

//! What a mark or a note says. The colours follow the palette, so they read on light and on dark.
enum class Tone { Muted, Good, Warning, Bad };

//! The text colour of a tone on this palette's windows; at least 4.5:1 against Window and Base.
QColor toneColor(const QPalette &palette, Tone tone);
//! A background that is the window's with a breath of the tone.
QColor toneBackground(const QPalette &palette, Tone tone);
QColor blend(const QColor &under, const QColor &over, double share);

//! Sets the label's text colour to the tone and keeps it right when the palette changes.
void setTone(QLabel *label, Tone tone);
//! A label that wraps, never reads markup and may be selected with the mouse.
QLabel *plainLabel(const QString &text, QWidget *parent);
//! The general font, bold and larger by \a factor.
QFont headingFont(const QFont &base, double factor = 1.25);

//! Everything an error knows beyond its text, for "Details": the server's words, the detail. Empty if nothing.
QString errorDetails(const Error &error);
//! What is known of it at this provider, else its own text, or the general sentence of its kind.
QString errorText(const Error &error);
//! Opens the page where the person can do something about it, where there is one.
void openErrorPage(const Error &error);

} // namespace golub::ui
