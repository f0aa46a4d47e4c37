// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "core/store/BodyIntake.h"
#include "core/store/MessageStore.h"

#include <QSet>

#include <functional>
#include <memory>

namespace golub::sync {

//! Takes whole messages from a connection into the store: in batches through the store's intake, and the connection is held back while too
//! much waits there, so that memory stays bounded whatever the sizes are. Ends with the one who made it; batches on their way into the
//! store get their rows all the same.
class Reception
{
public:
    //! What came, without the raw bytes.
    using Messages = QList<RemoteMessage>;
    //! Gives rows to a batch whose bodies are durable, in the store's thread where it has one (MessageStore::behind()). Called in the order
    //! in which they came, but for those that somebody waits for; after the Reception is gone, too.
    using Keep = std::function<Outcome(const Messages &messages, const store::BodyIntake::Batch &bodies)>;

    Reception(store::MessageStore &store, AccountId account, Keep keep);
    ~Reception();
    Reception(const Reception &) = delete;
    Reception &operator=(const Reception &) = delete;

    struct Answer {
        UidSet unanswered;            //!< the server ended well and sent nothing for these
        QList<Uid> broken;            //!< the connection ended with these asked for and not there, in the order in which they were wanted
        Outcome outcome;
    };
    //! Of the selected mailbox. \a done comes when the server has answered and there is room for more; or, with \a atOnce (somebody waits for
    //! them), when they are stored.
    void fetch(RemoteStore &remote, const UidSet &uids, bool atOnce, std::function<void(const Answer &)> done);
    //! Messages that are not here at all: with flags, dates and sizes. \a done as without \a atOnce.
    void fetchNew(RemoteStore &remote, const UidSet &uids, std::function<void(const Answer &)> done);
    //! Behind everything that is under way: what became of it.
    void settle(Done<void> done);
    //! The first failure to store. Nothing is stored after it.
    const Outcome &stored() const;
    //! Came and is not stored yet.
    const QSet<quint32> &underWay() const;
    qint64 bytesReceived() const { return m_bytesReceived; }

private:
    struct State;
    struct Fetch;
    using Ask = void (RemoteStore::*)(const UidSet &, EachRemoteMessage, Done<void>);
    void ask(Ask how, const std::shared_ptr<Fetch> &fetch);
    void take(const std::shared_ptr<Fetch> &fetch, const RemoteMessage &message);
    void submit(const std::shared_ptr<Fetch> &fetch);
    void end(const std::shared_ptr<Fetch> &fetch, const Outcome &outcome);

    std::shared_ptr<State> m_state;
    qint64 m_bytesReceived = 0;
};

} // namespace golub::sync
