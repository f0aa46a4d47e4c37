// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

class QColor;
class QPainter;
class QRect;

namespace golub::ui {

//! An icon of our own set (resources/icons/<name>.svg) in the text colour of the palette that is in force when it is painted, sharp at
//! every scale. An unknown name gives a null icon.
QIcon icon(const QString &name);
//! The same in a fixed colour.
QIcon icon(const QString &name, const QColor &color);
//! Paints one without the detour over QIcon.
void paintIcon(QPainter *painter, const QString &name, const QRect &rect, const QColor &color);
//! The program's own picture.
QIcon applicationIcon();
bool hasIcon(const QString &name);

} // namespace golub::ui
