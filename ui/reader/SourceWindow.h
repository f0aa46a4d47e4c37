// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace golub::ui {

//! A message exactly as it came, in a window of its own; deletes itself when closed.
class SourceWindow : public QWidget
{
    Q_OBJECT
public:
    SourceWindow(const QString &subject, const QByteArray &raw, QWidget *parent);
};

} // namespace golub::ui
