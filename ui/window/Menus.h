// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;
class QMenu;
class QToolBar;
class QWidget;

namespace golub::ui {

class ActionRegistry;

//! Fills the menu bar from the registry; \a encoding stands in the view menu.
void buildMenus(QMainWindow *window, const ActionRegistry &actions, QMenu *encoding);
//! The main toolbar, with \a search at its end.
QToolBar *buildToolBar(QMainWindow *window, const ActionRegistry &actions, QWidget *search);

} // namespace golub::ui
