// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QMenu>

namespace golub::ui {

//! The menu at the Send button: now, or at which time; and how long "Send" may be taken back. The times are those of the moment it opens.
class SendMenu : public QMenu
{
    Q_OBJECT
public:
    explicit SendMenu(QWidget *parent);

Q_SIGNALS:
    void nowChosen();
    void timeChosen(const QDateTime &at);

private:
    void fill();
    void addUndoMenu();
    void pickTime();
};

} // namespace golub::ui
