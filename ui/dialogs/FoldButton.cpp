// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/FoldButton.h"

#include "ui/style/Icons.h"

namespace golub::ui {

FoldButton::FoldButton(const QString &text, QWidget *parent)
    : QToolButton(parent)
{
    setText(text);
    setAutoRaise(true);
    setIcon(ui::icon(QStringLiteral("chevron-right")));
    setIconSize({ 14, 14 });
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(this, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
}

void FoldButton::setOpen(bool open)
{
    if (open == m_open)
        return;
    m_open = open;
    setIcon(ui::icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    Q_EMIT folded(open);
}

} // namespace golub::ui
