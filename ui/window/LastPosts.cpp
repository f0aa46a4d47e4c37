// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/LastPosts.h"

#include <algorithm>

namespace golub::ui {
namespace {

bool canBeTakenBack(const OutboxEntry &entry)
{
    return entry.state == OutboxState::Held && entry.hold == Hold::Undo;
}

//! What waits for another try, or for the network, does not hold the program.
bool isOnItsWay(const OutboxEntry &entry)
{
    const bool next = entry.state == OutboxState::Queued && !entry.hasError && !entry.nextTry.isValid();
    return next || canBeTakenBack(entry) || entry.state == OutboxState::Claimed || entry.state == OutboxState::Sending;
}

} // namespace

void LastPosts::see(service::MailService &service)
{
    const QList<OutboxEntry> outbox = service.outbox();
    if (service.isOffline() || std::none_of(outbox.cbegin(), outbox.cend(), isOnItsWay))
        return;
    for (const OutboxEntry &entry : outbox) {
        if (canBeTakenBack(entry))
            service.retryOutbox(entry.id);
    }
    new LastPosts(service);
}

LastPosts::LastPosts(service::MailService &service) : QObject(&service), m_service(service)
{
    connect(&service, &service::MailService::changed, this, [this](const ChangeSet &changes) {
        if (changes.outbox)
            look();
    });
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &QObject::deleteLater);
    m_limit.start(LongestWait);
}

void LastPosts::look()
{
    const QList<OutboxEntry> outbox = m_service.outbox();
    if (std::none_of(outbox.cbegin(), outbox.cend(), isOnItsWay))
        deleteLater();
}

} // namespace golub::ui
