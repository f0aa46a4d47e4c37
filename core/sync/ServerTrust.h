// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"
#include "core/ports/ServerFacts.h"
#include "core/store/MessageStore.h"
#include "core/sync/Quarantine.h"

#include <chrono>

namespace golub::sync {

//! What a worker remembers of its server over sessions: what it can do, what it is not believed in, and when it wants to be left alone.
class ServerTrust
{
public:
    ServerTrust(store::MessageStore &store, const Account &account);

    Trust trust() const;
    QByteArrayList distrusted() const;
    //! Takes the contradictions down, durably; true where one was new.
    bool convict(const QList<Contradiction> &contradictions);

    void met(const ServerFacts &facts);
    //! Connections at once, as far as is known.
    int connectionLimit() const;

    //! The server asked for a pause.
    void askedToWait(const Error &error, const QDateTime &now);
    //! One that is not over.
    std::optional<store::ServerPause> pause() const;

private:
    QList<store::QuarantinedCapability> quarantined() const;

    store::MessageStore &m_store;
    QString m_host;
    quint16 m_port;
};

} // namespace golub::sync
