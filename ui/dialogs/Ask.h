// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMessageBox>

#include <functional>

namespace golub::ui {

//! What a question is about, which decides its picture.
enum class AskKind { Question, Notice, Warning };

//! Asks without blocking: shows a window-modal box over \a parent and returns at once. \a answered is called once, when
//! the box closes, with the button pressed (Escape presses the rejecting one); not at all where \a parent dies first.
//! \a text is shown as plain text, so that nothing a stranger wrote in it is taken for markup. The default button is
//! the rejecting one where there is one. Returns the box (it deletes itself), so that a caller may set details or other
//! button texts before the event loop runs.
QMessageBox *ask(QWidget *parent, const QString &title, const QString &text, QMessageBox::StandardButtons buttons,
    std::function<void(QMessageBox::StandardButton)> answered = {}, AskKind kind = AskKind::Question);

//! A notice with one button.
QMessageBox *notify(QWidget *parent, const QString &title, const QString &text, const QString &details = {});

} // namespace golub::ui
