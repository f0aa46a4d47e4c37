// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace golub::ui {

//! A quiet button with a triangle that folds something out and in.
class FoldButton : public QToolButton
{
    Q_OBJECT
public:
    FoldButton(const QString &text, QWidget *parent);
    bool isOpen() const { return m_open; }
    //! Emits folded() where it changes something.
    void setOpen(bool open);

Q_SIGNALS:
    void folded(bool open);

private:
    bool m_open = false;
};

} // namespace golub::ui
