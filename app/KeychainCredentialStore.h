// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/CredentialStore.h"

#include <memory>

namespace golub::app {

//! Passwords in the system's keychain (Secret Service, KWallet, …), never in a file of ours.
//!
//! NotFound: no such entry, or the keychain is locked. Cancelled: the user said no. Storage: no keychain answers; the caller keeps the
//! password in memory instead. Needs the event loops of its thread and of the main thread; no completion comes after destruction.
//!
//! The library's jobs all run in the main thread, whatever thread asks: its queue of jobs lives in the thread that used it first, and touches
//! jobs of other threads after they are gone.
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

    //! Where completions are called; destroying it ends them.
    class Context;

private:
    std::unique_ptr<Context> m_context;
};

} // namespace golub::app
