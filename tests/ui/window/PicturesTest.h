// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace golub::tests {

//! Draws the window in its main states, light and dark, English and Polish: the pictures are looked at by people; the test proves that
//! each state can be reached and drawn.
class PicturesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void welcome();
    void reading_data();
    void reading();
    void polish_data();
    void polish();
};

} // namespace golub::tests
