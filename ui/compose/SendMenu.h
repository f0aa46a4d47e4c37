// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/SendingFacts.h"
#include "core/mail/SubmissionOptions.h"

#include <QDateTime>
#include <QMenu>

#include <functional>

namespace golub::ui {

//! The menu at the Send button: now, or at which time; what the server is asked for besides; and how long "Send" may be taken back. The times are
//! those of the moment it opens.
class SendMenu : public QMenu
{
    Q_OBJECT
public:
    explicit SendMenu(QWidget *parent);
    //! What is ticked for this message.
    SubmissionOptions wishes() const { return m_wishes; }
    void setWishes(const SubmissionOptions &wishes);
    //! Asked each time the menu opens: what the server is known not to do cannot be ticked.
    void setFacts(std::function<SendingFacts()> facts) { m_facts = std::move(facts); }

Q_SIGNALS:
    void wishesChanged();
    void nowChosen();
    //! \a atServer: the server is to keep it until then, not Golub.
    void timeChosen(const QDateTime &at, bool atServer);

private:
    void fill();
    void addDeliveryMenu();
    void addUndoMenu();
    void pickTime();

    SubmissionOptions m_wishes;
    std::function<SendingFacts()> m_facts;
};

} // namespace golub::ui
