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
    //! There was a session, after which the account may not sign in for \a delay (LOGIN-DELAY, RFC 2449 section 6.5).
    void signedIn(std::chrono::seconds delay, const QDateTime &now);
    //! One that is not over, of either kind; its reason says until when, and how long that is.
    std::optional<store::ServerPause> pause(const QDateTime &now) const;
    //! Whoever asks for mail may as well wait for a pause that is no longer.
    static constexpr std::chrono::milliseconds ShortPause { std::chrono::seconds(45) };

    //! How fast the link is, as it was measured.
    void linkIs(bool slow, const QDateTime &now);
    //! It is another link from here on.
    void forgetLink();
    //! The last time, and not long ago.
    bool linkWasSlow(const QDateTime &now) const;

private:
    QList<store::QuarantinedCapability> quarantined() const;

    store::MessageStore &m_store;
    AccountId m_account;
    std::optional<bool> m_slowLink;  //!< as it was noted in this run
    QString m_host;
    quint16 m_port;
};

} // namespace golub::sync
