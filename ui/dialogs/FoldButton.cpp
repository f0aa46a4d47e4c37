// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/FoldButton.h"

namespace golub::ui {

FoldButton::FoldButton(const QString &text, QWidget *parent)
    : QToolButton(parent)
{
    setText(text);
    setAutoRaise(true);
    setArrowType(Qt::RightArrow);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(this, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
}

void FoldButton::setOpen(bool open)
{
    if (open == m_open)
        return;
    m_open = open;
    setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    Q_EMIT folded(open);
}

} // namespace golub::ui
