// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "protocols/imap/ImapSession.h"
#include "protocols/imap/MailboxCodec.h"
#include "protocols/imap/MailboxRequests.h"
#include "protocols/imap/WaitRequests.h"
#include "protocols/wire/ProtocolText.h"

#include <QCoreApplication>

#include <algorithm>

// What the server tells on its own, and to whom.
namespace golub::imap {

void ImapSession::onUnsolicited(const Response &response)
{
    if (const auto *status = std::get_if<Status>(&response)) {
        onStatus(*status);
    } else if (const auto *id = std::get_if<IdData>(&response)) {
        m_named = m_driver.clock().utcNow();
        const auto name = std::find_if(id->fields.begin(), id->fields.end(), [](const auto &field) { return field.first.compare("name", Qt::CaseInsensitive) == 0; });
        if (name != id->fields.end() && !name->second.isEmpty())
            m_serverName = wire::safeText(name->second);
    } else if (const auto *counts = std::get_if<StatusData>(&response)) {
        onCounts(*counts);
    } else if (const auto *list = std::get_if<ListData>(&response)) {
        m_delimiter = list->delimiter;
        m_mailboxesChanged |= m_notifying;
    } else if (!m_selection) {
        return;
    } else if (const auto *exists = std::get_if<ExistsData>(&response)) {
        m_selection->news.newMessages |= exists->count > m_selection->exists;
        m_selection->exists = exists->count;
    } else if (std::holds_alternative<ExpungeData>(response)) {
        m_selection->news.removed = true;
        m_selection->exists = std::max<qint64>(0, m_selection->exists - 1);
    } else if (const auto *vanished = std::get_if<VanishedData>(&response); vanished && !vanished->earlier) {
        m_selection->news.removed = true;
        m_selection->exists = std::max<qint64>(0, m_selection->exists - vanished->uids.count());
    } else if (const auto *fetch = std::get_if<FetchData>(&response)) {
        m_selection->news.flagsChanged |= fetch->flags.has_value();
    }
    deliverNews();
}

void ImapSession::onStatus(const Status &status)
{
    if (status.code.is("NOTIFICATIONOVERFLOW")) { // RFC 5465 section 5.8: NOTIFY is off from here on, and something was missed
        m_notifying = false;
        m_mailboxesChanged = true;
        if (m_selection)
            m_selection->news.newMessages = m_selection->news.flagsChanged = m_selection->news.removed = true;
    } else if (status.code.is("UIDVALIDITY") && m_selection && m_selection->uidValidity.isValid() && status.code.number != m_selection->uidValidity.value) {
        // Every UID means something else now: nothing may be done with those that are known here.
        abort(Error::of(ErrorKind::ConnectionLost, QCoreApplication::translate("Imap", "The folder was rebuilt on the server while it was open.")));
    }
}

void ImapSession::onCounts(const StatusData &data)
{
    if (m_notifying && (m_counted.contains(data.mailbox) || m_counted.size() < limits::MailboxCount))
        addCounts(m_counted[data.mailbox], data);
}

// What happened while other requests ran is told when waiting begins; many changes at once are told once.
void ImapSession::deliverNews()
{
    if (!m_newsHandler || m_newsPosted)
        return;
    const bool selected = m_selection && (m_selection->news.newMessages || m_selection->news.removed || m_selection->news.flagsChanged);
    if (!selected && m_counted.isEmpty() && !m_mailboxesChanged)
        return;
    m_newsPosted = true;
    m_driver.later([this] {
        m_newsPosted = false;
        // The handler may destroy all of this.
        const std::weak_ptr<bool> alive = m_alive;
        const auto handler = m_newsHandler;
        const QList<MailboxNews> all = handler ? takeNews() : QList<MailboxNews>();
        for (const MailboxNews &news : all) {
            if (alive.expired())
                return;
            (*handler)(news);
        }
    });
}

QList<MailboxNews> ImapSession::takeNews()
{
    QList<MailboxNews> all;
    if (m_selection && (m_selection->news.newMessages || m_selection->news.removed || m_selection->news.flagsChanged))
        all.append(std::exchange(m_selection->news, {}));
    for (auto it = m_counted.cbegin(); it != m_counted.cend(); ++it) {
        MailboxNews news;
        const auto known = std::find_if(m_watched.cbegin(), m_watched.cend(), [&it](const MailboxName &name) { return name.wire == it.key(); });
        news.mailbox = known != m_watched.cend() ? *known : mailboxNameFromWire(it.key(), m_delimiter);
        news.counts = *it;
        all.append(news);
    }
    m_counted.clear();
    if (std::exchange(m_mailboxesChanged, false)) {
        MailboxNews news;
        news.mailboxesChanged = true;
        all.append(news);
    }
    return all;
}

void ImapSession::beginWaiting(const std::shared_ptr<NewsHandler> &handler, const std::function<void(quint64)> &asked)
{
    if (!m_queue.empty())
        return asked(0);
    m_newsHandler = handler;
    deliverNews();
    m_driver.submit([&asked](Engine &engine) { asked(engine.idle()); });
}

void ImapSession::idle(NewsHandler news, Done<void> done)
{
    const auto handler = std::make_shared<NewsHandler>(std::move(news));
    add(std::make_unique<IdleRequest>(*this, [this, handler](const auto &asked) { beginWaiting(handler, asked); }, std::move(done)));
}

void ImapSession::watch(const QList<MailboxName> &mailboxes, NewsHandler news, Done<void> done)
{
    const auto handler = std::make_shared<NewsHandler>(std::move(news));
    const auto begin = [this, handler](const auto &asked) { beginWaiting(handler, asked); };
    const bool same = m_notifying && m_watched == mailboxes;
    if (same)
        return add(std::make_unique<IdleRequest>(*this, begin, std::move(done)));
    const auto set = [this, mailboxes](bool on) {
        m_notifying = on;
        m_watched = mailboxes;
    };
    add(std::make_unique<WatchRequest>(*this, mailboxes, set, begin, std::move(done)));
}

} // namespace golub::imap
