// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/CredentialStore.h"

#include <QObject>

namespace golub::app {

//! Passwords in the system's keychain (Secret Service, KWallet, …), never in a file of ours.
//!
//! NotFound: no such entry, or the keychain is locked. Cancelled: the user said no. Storage: no keychain answers; the caller keeps the
//! password in memory instead. Needs the event loop of its thread; no completion comes after destruction.
class KeychainCredentialStore final : public CredentialStore
{
public:
    KeychainCredentialStore();
    ~KeychainCredentialStore() override;

    void read(const QString &key, Done<Secret> done) override;
    void write(const QString &key, const Secret &secret, Done<void> done) override;
    void remove(const QString &key, Done<void> done) override;

    //! Whether a keychain answers here; asks it for an entry that is not there. Comes later; never an error.
    static void probe(Done<bool> done);

private:
    QObject m_context;               //!< what the jobs report to: with it, nothing comes after destruction
};

} // namespace golub::app
