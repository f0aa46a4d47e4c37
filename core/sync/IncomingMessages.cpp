// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/IncomingMessages.h"

#include "core/mime/MessageTree.h"
#include "core/store/ContactTable.h"
#include "core/store/MessageTable.h"

#include <QHash>

#include <algorithm>
#include <utility>
#include <vector>

namespace golub::sync {
namespace {

constexpr quint32 RowsAtOnce = 10'000; // by UID

//! \a envelope: of the message's header fields.
store::IncomingMessage incomingOf(const RemoteMessage &message, const Envelope &envelope, bool keepsKeywords)
{
    store::IncomingMessage incoming;
    incoming.uid = message.uid;
    incoming.flags = message.flags;
    incoming.modSeq = message.modSeq;
    incoming.internalDate = message.internalDate;
    incoming.size = message.size;
    incoming.hasAttachments = message.hasAttachments;
    incoming.envelope = envelope;
    incoming.emailId = QString::fromLatin1(message.emailId);
    incoming.remoteThread = QString::fromLatin1(message.threadId);
    incoming.labels = message.labels;
    incoming.saveDate = message.saveDate;
    incoming.preview = message.preview;
    incoming.keepsKeywords = keepsKeywords;
    return incoming;
}

//! Whose addresses a mailbox's messages show: senders, or in Sent those who were written to.
class People
{
public:
    explicit People(const Mailbox &mailbox)
        : m_wanted(mailbox.role != MailboxRole::Junk && mailbox.role != MailboxRole::Trash), m_own(mailbox.role == MailboxRole::Sent)
    {
    }
    void add(const store::IncomingMessage &message)
    {
        if (!m_wanted)
            return;
        for (const AddressEntry &entry : m_own ? message.envelope.to : message.envelope.from) {
            if (!entry.isGroup)
                m_people.append({ entry.mailbox, message.internalDate });
            for (const Address &member : entry.members)
                m_people.append({ member, message.internalDate });
        }
    }
    Outcome collect(store::ContactTable &contacts) const { return contacts.collect(m_people, m_own); }

private:
    bool m_wanted;
    bool m_own;
    QList<store::ContactTable::Seen> m_people;
};

} // namespace

Result<QList<MessageId>> addWhole(store::MessageStore &store, const Mailbox &mailbox, const QList<RemoteMessage> &messages,
    const store::BodyIntake::Batch &bodies, bool keepsKeywords)
{
    std::vector<std::pair<Uid, qsizetype>> order; // light to sort
    order.reserve(size_t(messages.size()));
    for (qsizetype i = 0; i < messages.size(); ++i) {
        if (bodies.at(i)) // else too large: nothing of it is kept
            order.emplace_back(messages.at(i).uid, i);
    }
    std::sort(order.begin(), order.end());
    People people(mailbox);
    QList<store::MessageTable::Taken> taken;
    taken.reserve(qsizetype(order.size()));
    for (const auto &[uid, i] : order) {
        const store::BodyIntake::Taken &body = *bodies.at(i);
        taken.append({ incomingOf(messages.at(i), body.text.envelope, keepsKeywords), body.hash, body.text });
        people.add(taken.last().message);
    }
    QList<MessageId> added;
    const Outcome done = store.bulkTransaction([&]() -> Outcome {
        const auto ids = store.messages().insertTaken(mailbox.id, taken);
        if (!ids)
            return ids.error();
        for (const MessageId id : *ids) {
            if (id.isValid())
                added.prepend(id);
        }
        return people.collect(store.contacts());
    });
    if (!done)
        return done.error();
    return added;
}

Result<QList<MessageId>> addIncoming(store::MessageStore &store, const Mailbox &mailbox, const QList<RemoteMessage> &messages, bool keepsKeywords)
{
    QList<RemoteMessage> ascending = messages;
    std::sort(ascending.begin(), ascending.end(), [](const RemoteMessage &a, const RemoteMessage &b) { return a.uid < b.uid; });
    const bool collects = mailbox.role != MailboxRole::Junk && mailbox.role != MailboxRole::Trash;
    const bool own = mailbox.role == MailboxRole::Sent;
    QList<MessageId> added;
    const Outcome done = store.transaction([&]() -> Outcome {
        for (const RemoteMessage &message : std::as_const(ascending)) {
            const store::IncomingMessage incoming = incomingOf(message, mime::readEnvelope(message.header), keepsKeywords);
            const auto id = store.messages().insert(mailbox.id, incoming);
            if (!id)
                return id.error();
            if (!id->isValid())
                continue; // a pending operation took it away from here
            added.prepend(*id);
            const auto &people = own ? incoming.envelope.to : incoming.envelope.from;
            if (const Outcome collected = collects ? store.contacts().collect(people.mailboxes(), incoming.internalDate, own) : Outcome(); !collected)
                return collected;
        }
        return {};
    });
    if (!done)
        return done.error();
    return added;
}

Outcome eachKnown(store::MessageStore &store, MailboxId mailbox, const QList<RemoteMessage> &messages,
    const std::function<Outcome(const RemoteMessage &, const store::MessageTable::Known &)> &call)
{
    std::vector<const RemoteMessage *> order;
    order.reserve(size_t(messages.size()));
    for (const RemoteMessage &message : messages)
        order.push_back(&message);
    std::sort(order.begin(), order.end(), [](const auto *a, const auto *b) { return a->uid < b->uid; });
    for (auto next = order.begin(); next != order.end();) {
        const quint32 first = (*next)->uid.value;
        const auto end = std::find_if(next, order.end(), [first](const auto *message) { return message->uid.value - first >= RowsAtOnce; });
        const auto known = store.messages().known(mailbox, { first, (*std::prev(end))->uid.value });
        if (!known)
            return known.error();
        auto row = known->begin();
        for (; next != end; ++next) {
            row = std::find_if(row, known->end(), [&next](const auto &one) { return one.uid >= (*next)->uid; });
            if (row == known->end() || row->uid != (*next)->uid)
                continue;
            if (const Outcome called = call(**next, *row); !called)
                return called;
        }
    }
    return {};
}

Result<qint64> updateServerFlags(store::MessageStore &store, MailboxId mailbox, const QList<RemoteMessage> &messages)
{
    if (messages.isEmpty())
        return qint64(0);
    qint64 changed = 0;
    const Outcome done = store.transaction([&]() -> Outcome {
        return eachKnown(store, mailbox, messages, [&](const RemoteMessage &message, const store::MessageTable::Known &row) -> Outcome {
            if (row.serverFlags == message.flags)
                return {};
            ++changed;
            return store.messages().setServerFlags(row.id, message.flags, message.modSeq);
        });
    });
    if (!done)
        return done.error();
    return changed;
}

} // namespace golub::sync
