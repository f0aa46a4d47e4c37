// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace golub::ui {

//! What a newcomer sees: what Golub does, and the one button that matters.
class WelcomePage : public QWidget
{
    Q_OBJECT
public:
    WelcomePage(QAction *addAccount, QWidget *parent);
};

} // namespace golub::ui
