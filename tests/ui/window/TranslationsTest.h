// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace golub::tests {

//! The texts of every language: complete, with the right plurals, and with keys that do not collide.
class TranslationsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void polishIsComplete();
    void englishHasEveryPlural();
    void englishCounts_data();
    void englishCounts();
    void polishCounts();
    void menusHaveDifferentKeys_data();
    void menusHaveDifferentKeys();
};

} // namespace golub::tests
