// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"

#include <QLineEdit>

class QAction;

namespace golub::ui {

//! A line for a password, with an eye to look at what was typed. Undo and the input method's memory are off.
class PasswordField : public QLineEdit
{
    Q_OBJECT
public:
    explicit PasswordField(QWidget *parent);
    Secret secret() const { return Secret(text().toUtf8()); }

private:
    void setShown(bool shown);
    QAction *m_eye;
};

} // namespace golub::ui
