// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/SendingPreferences.h"
#include "core/service/MessageView.h"

#include <QObject>

class QVBoxLayout;
class QWidget;

namespace golub::ui {

class NoticeBar;

//! Lines above a message that reports on one that was sent, that has such reports itself, or whose sender wants a reading receipt.
class ReportBar : public QObject
{
    Q_OBJECT
public:
    //! Its lines are \a page's, and stand in \a column.
    ReportBar(QWidget *page, QVBoxLayout *column);

    //! \a receipts: the account's rule for reading receipts.
    void show(const service::MessageView &view, SendingPreferences::Receipts receipts);
    void clear();

Q_SIGNALS:
    //! Correct the addresses, and send what did not arrive once more.
    void resendAsked(golub::MessageId report);
    void receiptAnswered(golub::MessageId message, bool send);

private:
    void showReport(const service::MessageView &view);
    void showDeliveries(const service::MessageView &view);
    void showReceipt(const service::MessageView &view, SendingPreferences::Receipts receipts);

    NoticeBar *m_report;
    NoticeBar *m_deliveries;
    NoticeBar *m_receipt;
};

} // namespace golub::ui
