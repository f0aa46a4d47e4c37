// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/SubmissionOptions.h"

#include <QDateTime>
#include <QMenu>

namespace golub::ui {

//! The menu at the Send button: now, or at which time; what the server is asked for besides; and how long "Send" may be taken back. The times are
//! those of the moment it opens.
class SendMenu : public QMenu
{
    Q_OBJECT
public:
    explicit SendMenu(QWidget *parent);
    //! What was ticked for this message.
    SubmissionOptions wishes() const { return m_wishes; }

Q_SIGNALS:
    void nowChosen();
    //! \a atServer: the server is to keep it until then, not Golub.
    void timeChosen(const QDateTime &at, bool atServer);

private:
    void fill();
    void addDeliveryMenu();
    void addUndoMenu();
    void pickTime();

    SubmissionOptions m_wishes;
};

} // namespace golub::ui
