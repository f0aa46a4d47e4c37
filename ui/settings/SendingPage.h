// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/SendingPreferences.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace golub::ui {

//! How an account sends: the copy in Sent, reading receipts, what a message tells of its sender; and, for all accounts, how long sending may be
//! taken back.
class SendingPage : public QWidget
{
    Q_OBJECT
public:
    explicit SendingPage(QWidget *parent);
    void setPreferences(const SendingPreferences &preferences);
    SendingPreferences preferences() const;
    //! Keeps what is not the account's own.
    void saveForAll() const;

private:
    QComboBox *m_sentCopy;
    QComboBox *m_receipts;
    QComboBox *m_undo;
    QCheckBox *m_userAgent;
    QCheckBox *m_utcDates;
};

} // namespace golub::ui
