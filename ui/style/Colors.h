// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace golub::ui {

//! The colours of one scheme. Text colours reach 4.5:1 on every surface they are used on (ColorsTest).
struct Colors {
    bool dark = false;
    QColor window;            //!< toolbars, bars, dialogs
    QColor sidebar;           //!< the folder pane
    QColor base;              //!< lists, text
    QColor text;
    QColor muted;             //!< secondary text
    QColor border;            //!< hairlines between panes
    QColor outline;           //!< edges of what can be ticked: 3:1 on window and base
    QColor hover;             //!< laid over a surface
    QColor accent;
    QColor onAccent;
    QColor selection;         //!< a selected row in the pane that has the focus
    QColor selectionInactive; //!< a selected row elsewhere
    QColor link;
    QColor star;
    QColor danger;
    QColor warning;
    QColor good;
};

const Colors &colorsFor(bool dark);
//! The scheme a palette belongs to, by how light its window colour is.
const Colors &colorsOf(const QPalette &palette);
bool isDark(const QPalette &palette);
QPalette paletteFor(const Colors &colors);
//! (L1 + 0.05) / (L2 + 0.05) as WCAG 2 defines it.
double contrast(const QColor &a, const QColor &b);

} // namespace golub::ui
