// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFormLayout>
#include <QList>

namespace golub::ui {

//! A form as all dialogs have it: fields as wide as there is room, long labels above their field where it is narrow.
QFormLayout *newForm(QWidget *parent = nullptr);
//! Gives the labels of several forms below each other one width, so that their fields line up.
void alignLabels(const QList<QFormLayout *> &forms);

} // namespace golub::ui
