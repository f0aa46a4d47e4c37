// SPDX-License-Identifier: GPL-3.0-or-later
// Setting up an account, in the engine thread: its servers are found, and a message goes through.
#include "core/account/Discoverer.h"
#include "core/account/ProviderDirectory.h"
#include "core/service/AccountRuntime.h"
#include "core/service/Backend.h"
#include "core/service/PictureFetcher.h"
#include "core/service/SelfMessage.h"
#include "core/store/DraftTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/store/OutboxTable.h"

namespace golub::service {

void Backend::discover(quint64 ticket, const QString &address, const DiscoveryOptions &options,
    std::function<void(const Discovery &)> found, Done<Discovery> done)
{
    // Working offline is the person's wish: then only what is known here counts.
    auto network = m_offline || !m_factory ? nullptr : m_factory->discoveryNetwork();
    auto discoverer = std::make_unique<account::Discoverer>(m_parts.providers.get(), std::move(network), m_clock);
    account::Discoverer *const running = discoverer.get();
    m_discoveries[ticket] = std::move(discoverer);
    running->start(address, options, std::move(found), [this, ticket, done = std::move(done)](const Result<Discovery> &result) {
        done(result);
        // Not here: this is a callback of the discoverer itself.
        m_clock.startTimer(std::chrono::milliseconds(0), [this, ticket] { stopDiscovery(ticket); });
    });
}

void Backend::stopDiscovery(quint64 ticket)
{
    m_discoveries.erase(ticket);
}

void Backend::fetchPictures(quint64 ticket, const QList<RemotePicture> &pictures, std::function<void(qint64, qint64)> progress,
    Done<QHash<QString, QByteArray>> done)
{
    if (m_offline) {
        done(Error::of(ErrorKind::Offline));
        return;
    }
    auto fetcher = std::make_unique<PictureFetcher>(m_factory ? m_factory->discoveryNetwork() : nullptr);
    PictureFetcher *const running = fetcher.get();
    m_pictures[ticket] = std::move(fetcher);
    running->start(pictures, std::move(progress), [this, ticket, done = std::move(done)](const Result<QHash<QString, QByteArray>> &result) {
        done(result);
        // Not here: this is a callback of the fetcher itself.
        m_clock.startTimer(std::chrono::milliseconds(0), [this, ticket] { stopPictures(ticket); });
    });
}

void Backend::stopPictures(quint64 ticket)
{
    m_pictures.erase(ticket);
}

void Backend::sendToSelf(quint64 ticket, AccountId id, std::function<void(const ConnectionStep &)> step, Done<ConnectionReport> done)
{
    AccountRuntime *const runtime = this->runtime(id);
    if (!runtime) {
        done(Error::of(ErrorKind::NotFound, QStringLiteral("account")));
        return;
    }
    SelfMessageWays ways;
    ways.send = [this](const Draft &draft, Done<OutboxId> queued) { send(draft, {}, std::move(queued)); };
    ways.entry = [this](OutboxId outbox) { return m_store->outbox().find(outbox); };
    ways.takeBack = [this](OutboxId outbox) {
        cancelOutbox(outbox, [this](const Result<DraftId> &draft) {
            if (draft)
                removeDraft(*draft, [](const Outcome &) { });
        });
    };
    ways.find = [this, id](const QString &messageIdHeader) {
        QList<MessageCopy> copies;
        const auto ids = m_store->messages().findByMessageId(id, messageIdHeader);
        for (const MessageId message : ids.value_or({})) {
            const auto summary = m_store->messages().summary(message);
            const auto mailbox = summary ? m_store->mailboxes().find(summary->mailbox) : Result<Mailbox>(Error::of(ErrorKind::NotFound));
            if (mailbox)
                copies += { message, mailbox->role };
        }
        return copies;
    };
    ways.synchronize = [this, id](Done<void> synchronized) {
        MailService::SyncOptions options;
        options.accounts = { id };
        synchronize(options, [synchronized = std::move(synchronized)](const Result<QList<MailboxSyncReport>> &reports) {
            synchronized(reports ? Outcome() : Outcome(reports.error()));
        });
    };
    ways.remove = [this, id](const QList<MessageId> &messages) {
        const auto operation = m_store->operations().expunge(messages);
        operationDone(operation, id, [](const Result<OperationId> &) { });
        return operation ? Outcome() : Outcome(operation.error());
    };
    auto &message = m_selfMessages[ticket];
    message = std::make_unique<SelfMessage>(runtime->account, std::move(ways), m_clock);
    message->start(std::move(step), [this, ticket, done = std::move(done)](const Result<ConnectionReport> &report) {
        done(report);
        // Not here: this is a callback of the message itself.
        m_clock.startTimer(std::chrono::milliseconds(0), [this, ticket] { stopSelfMessage(ticket); });
    });
}

void Backend::stopSelfMessage(quint64 ticket)
{
    m_selfMessages.erase(ticket);
}

} // namespace golub::service
