// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace golub::ui {

class SpellChecker;

//! The languages that the spelling is checked in; several at once for those who mix them.
class SpellMenu : public QMenu
{
    Q_OBJECT
public:
    SpellMenu(SpellChecker *checker, QWidget *parent);

private:
    void fill();
    void choose();

    SpellChecker *m_checker;
};

} // namespace golub::ui
