// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Account.h"
#include "core/ports/CredentialStore.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <memory>

namespace golub::service {

//! Runs a password command (msmtp's passwordeval); the app implements it.
using RunPasswordCommand = std::function<void(const QStringList &command, Done<Secret> done)>;

//! The passwords of all accounts: from memory, else from where the account's settings say. Lives in the engine thread.
class CredentialKeeper
{
public:
    //! \a keychain may be null: then passwords are kept in memory only.
    CredentialKeeper(std::unique_ptr<CredentialStore> keychain, RunPasswordCommand runCommand);
    ~CredentialKeeper();

    bool hasKeychain() const { return m_keychain != nullptr; }
    //! For other secrets than passwords; null where there is none.
    CredentialStore *keychain() const { return m_keychain.get(); }
    //! Forgets what a password command printed, so that it is run again: what it prints may be an access token.
    void forget(const Account &account, bool outgoing);
    //! CredentialMissing: ask the user. The outgoing password is the incoming one where none of its own is known.
    void get(const Account &account, bool outgoing, Done<Secret> done);
    //! \a remember: also into the keychain, if there is one and the account uses it.
    void set(const Account &account, bool outgoing, const Secret &secret, bool remember, Done<void> done);
    //! A password was refused: not used again without asking. The keychain is left as it is.
    void distrust(const Account &account, bool outgoing);
    //! What opens the file of the account's client certificate; an empty secret where nothing is known. Where the certificate alone signs in
    //! (EXTERNAL), the account's password is taken for it.
    void passphrase(const Account &account, Done<Secret> done);
    void setPassphrase(const Account &account, const Secret &passphrase, Done<void> done);
    void remove(AccountId account);

private:
    static QString keyOf(AccountId account, bool outgoing);
    static QString passphraseKeyOf(AccountId account);
    void fetch(const Account &account, bool outgoing, Done<Secret> done);
    void runCommand(const QStringList &command, Done<Secret> done);

    std::unique_ptr<CredentialStore> m_keychain;
    RunPasswordCommand m_runCommand;
    QHash<QString, Secret> m_memory;
    QSet<QString> m_distrusted;
    QHash<QStringList, QList<Done<Secret>>> m_runs; //!< commands under way, and who waits
    std::shared_ptr<bool> m_alive;
};

} // namespace golub::service
