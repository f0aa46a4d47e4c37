// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteStore.h"
#include "core/store/MessageStore.h"

#include <memory>

namespace golub::sync {

//! Brings the bodies of one mailbox here, newest first, a few at a time.
class BodySync
{
public:
    BodySync(store::MessageStore &store, const Mailbox &mailbox);
    ~BodySync();
    BodySync(const BodySync &) = delete;
    BodySync &operator=(const BodySync &) = delete;

    //! Fetches the next few; \a done gets true where more are missing.
    void step(RemoteStore &remote, Done<bool> done);
    //! Fetches exactly these.
    void fetch(RemoteStore &remote, const UidSet &uids, Done<void> done);
    const Mailbox &mailbox() const { return m_mailbox; }

private:
    struct Fetch;
    Outcome flush(Fetch &fetch);

    store::MessageStore &m_store;
    Mailbox m_mailbox;
    UidSet m_unanswered; //!< UIDs the server sends nothing for: asking again would never end
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::sync
