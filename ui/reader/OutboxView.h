// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Outbox.h"

#include <QScrollArea>

class QVBoxLayout;

namespace golub::ui {

//! One outbox entry: its state in plain words, the server's exact answer, what became of each recipient, and what can be done.
class OutboxView : public QScrollArea
{
    Q_OBJECT
public:
    explicit OutboxView(QWidget *parent);
    void show(const OutboxEntry &entry);

Q_SIGNALS:
    void retryAsked(golub::OutboxId id);
    //! Back to a draft, to be corrected and sent again.
    void editAsked(golub::OutboxId id);
    //! Back to a draft, and left there.
    void takeBackAsked(golub::OutboxId id);
    void resolveAsked(golub::OutboxId id, bool sent);
    //! An uncertain one is looked for once more.
    void lookAsked(golub::OutboxId id);

private:
    void addRecipients(QVBoxLayout *column, const OutboxEntry &entry);
    void addButtons(QVBoxLayout *column, const OutboxEntry &entry);
};

//! What to tell the user about an entry: what happened and what the buttons mean.
QString outboxAdvice(const OutboxEntry &entry);

} // namespace golub::ui
