// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the reading pane that knows what became of mail: reports on what was sent, receipts for what was read.
#include "ui/reader/ReaderPane.h"

#include "ui/reader/ReportBar.h"

#include <algorithm>

namespace golub::ui {

//! Whether it was written from the account that it is in: only then reports on it count.
bool ReaderPane::isOwn() const
{
    const QList<Account> accounts = m_service.accounts();
    return std::any_of(accounts.begin(), accounts.end(), [this, from = sender()](const Account &account) {
        const auto isFrom = [&from](const Identity &identity) { return identity.address.compare(from, Qt::CaseInsensitive) == 0; };
        return account.id == m_view.summary.account
            && (account.address.compare(from, Qt::CaseInsensitive) == 0 || std::any_of(account.identities.begin(), account.identities.end(), isFrom));
    });
}

//! A report may have come while the message is open. The text stays as it is, and where the reader has scrolled to.
void ReaderPane::refreshDeliveries()
{
    auto *job = m_service.openMessage(m_message, m_charset);
    connect(job, &service::Job::finished, this, [this, job, id = m_message] {
        if (job->error() || id != m_message || !m_loaded || job->value().deliveries == m_view.deliveries)
            return;
        m_view.deliveries = job->value().deliveries;
        m_reports->show(m_view, receiptRule());
    });
}

SendingPreferences::Receipts ReaderPane::receiptRule() const
{
    const QList<Account> accounts = m_service.accounts();
    for (const Account &account : accounts) {
        if (account.id == m_view.summary.account)
            return account.sending.receipts;
    }
    return SendingPreferences::Receipts::Ask;
}

void ReaderPane::answerReceipt(MessageId id, bool send)
{
    if (m_view.summary.id == id)
        m_view.receipt.reset();
    auto *job = m_service.answerReceipt(id, send);
    connect(job, &service::Job::finished, this, [this, job] {
        if (job->error() && job->error()->kind != ErrorKind::Conflict) // Conflict: it was answered before
            Q_EMIT failed(*job->error());
    });
}

} // namespace golub::ui
