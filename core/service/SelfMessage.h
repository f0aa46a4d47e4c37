// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/mail/Account.h"
#include "core/mail/ConnectionStep.h"
#include "core/mail/Draft.h"
#include "core/mail/Mailbox.h"
#include "core/mail/Outbox.h"
#include "core/ports/Done.h"

#include <chrono>
#include <functional>
#include <memory>

namespace golub::service {

//! A copy of the message, and what the mailbox it is in is for.
struct MessageCopy {
    MessageId id;
    MailboxRole role = MailboxRole::None;
};

//! What a message to oneself needs of the service. Completions come later.
struct SelfMessageWays {
    std::function<void(const Draft &, Done<OutboxId>)> send;
    std::function<Result<OutboxEntry>(OutboxId)> entry;
    //! Takes it out of the outbox, with no draft left.
    std::function<void(OutboxId)> takeBack;
    std::function<QList<MessageCopy>(const QString &messageIdHeader)> find;
    std::function<void(Done<void>)> synchronize;
    //! For good.
    std::function<Outcome(const QList<MessageId> &)> remove;
};

//! The last step of the connection doctor: a small message from an account to itself. It goes through the ordinary outbox, is found by its
//! Message-ID where it arrives, and every copy of it is removed. Steps "sent", "arrived", "removed".
class SelfMessage
{
public:
    static constexpr std::chrono::seconds SentWithin { 120 };
    static constexpr std::chrono::seconds ArrivesWithin { 180 };

    //! \a clock outlives it.
    SelfMessage(Account account, SelfMessageWays ways, Clock &clock);
    ~SelfMessage();
    //! Once. Destroying it stops it; then the message stays wherever it is.
    void start(std::function<void(const ConnectionStep &)> step, Done<ConnectionReport> done);

private:
    void watchOutbox();
    void sent();
    void look();
    void arrived(const QList<MessageCopy> &copies);
    void clearUp();
    void cleared(const Outcome &synchronized);
    void passed(const ServerSettings &server, const char *name, const QString &facts);
    void failed(const ServerSettings &server, const char *name, const Error &error);
    void finish();
    void later(std::chrono::milliseconds delay, void (SelfMessage::*what)());
    std::chrono::milliseconds sinceStep() const { return m_clock.monotonic() - m_stepBegan; }
    //! Wraps a completion so that it does not come back after destruction.
    template<class T>
    Done<T> guarded(std::function<void(const Result<T> &)> then) const;

    Account m_account;
    SelfMessageWays m_ways;
    Clock &m_clock;
    std::function<void(const ConnectionStep &)> m_step;
    Done<ConnectionReport> m_done;
    ConnectionReport m_report;
    OutboxId m_outbox;
    QString m_messageId;
    int m_looks = 0;
    std::chrono::milliseconds m_stepBegan { 0 };
    Clock::TimerId m_timer = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace golub::service
