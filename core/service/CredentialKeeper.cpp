// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/CredentialKeeper.h"

namespace golub::service {

CredentialKeeper::CredentialKeeper(std::unique_ptr<CredentialStore> keychain, RunPasswordCommand runCommand)
    : m_keychain(std::move(keychain)), m_runCommand(std::move(runCommand)), m_alive(std::make_shared<bool>(true))
{
}

CredentialKeeper::~CredentialKeeper() = default;

QString CredentialKeeper::keyOf(AccountId account, bool outgoing)
{
    return QStringLiteral("account/%1/%2").arg(account.value).arg(outgoing ? QStringLiteral("outgoing") : QStringLiteral("incoming"));
}

void CredentialKeeper::get(const Account &account, bool outgoing, Done<Secret> done)
{
    // Certificates and tickets need no password.
    const AuthMethod method = outgoing ? account.outgoing.auth : account.incoming.auth;
    if (method == AuthMethod::External || method == AuthMethod::Gssapi) {
        done(Secret());
        return;
    }
    const auto alive = std::weak_ptr(m_alive);
    fetch(account, outgoing, [this, alive, account, outgoing, done = std::move(done)](const Result<Secret> &secret) {
        if (alive.expired())
            return;
        if (secret || !outgoing || m_distrusted.contains(keyOf(account.id, true))) {
            done(secret);
            return;
        }
        fetch(account, false, done);
    });
}

void CredentialKeeper::fetch(const Account &account, bool outgoing, Done<Secret> done)
{
    const QString key = keyOf(account.id, outgoing);
    if (const auto known = m_memory.constFind(key); known != m_memory.constEnd()) {
        done(*known);
        return;
    }
    if (m_distrusted.contains(key)) {
        done(Error::of(ErrorKind::CredentialMissing));
        return;
    }
    const bool fromCommand = account.secretSource == SecretSource::Command;
    const auto remembered = [this, alive = std::weak_ptr(m_alive), key, fromCommand, done](const Result<Secret> &secret) {
        if (alive.expired())
            return;
        if (secret)
            m_memory.insert(key, *secret);
        if (secret) {
            done(*secret);
            return;
        }
        // Whatever the reason (locked, not there, no service): the way on is to ask. A command's own trouble is told with its words.
        Error missing = Error::of(ErrorKind::CredentialMissing, secret.error().detail);
        if (fromCommand)
            missing.text = secret.error().text;
        done(missing);
    };
    if (fromCommand && m_runCommand)
        runCommand(account.secretCommand, remembered);
    else if (account.secretSource == SecretSource::Keychain && m_keychain)
        m_keychain->read(key, remembered);
    else
        done(Error::of(ErrorKind::CredentialMissing));
}

//! Both servers of an account are asked for at once: one run serves both.
void CredentialKeeper::runCommand(const QStringList &command, Done<Secret> done)
{
    QList<Done<Secret>> &waiting = m_runs[command];
    waiting.append(std::move(done));
    if (waiting.size() > 1)
        return;
    m_runCommand(command, [this, alive = std::weak_ptr(m_alive), command](const Result<Secret> &secret) {
        if (alive.expired())
            return;
        const QList<Done<Secret>> served = m_runs.take(command);
        for (const Done<Secret> &each : served) {
            if (!alive.expired())
                each(secret);
        }
    });
}

void CredentialKeeper::set(const Account &account, bool outgoing, const Secret &secret, bool remember, Done<void> done)
{
    const QString key = keyOf(account.id, outgoing);
    m_memory.insert(key, secret);
    m_distrusted.remove(key);
    if (remember && m_keychain && account.secretSource == SecretSource::Keychain)
        m_keychain->write(key, secret, std::move(done));
    else
        done({});
}

void CredentialKeeper::forget(const Account &account, bool outgoing)
{
    m_memory.remove(keyOf(account.id, outgoing));
}

void CredentialKeeper::distrust(const Account &account, bool outgoing)
{
    const QString key = keyOf(account.id, outgoing);
    m_memory.remove(key);
    m_distrusted.insert(key);
}

QString CredentialKeeper::passphraseKeyOf(AccountId account)
{
    return QStringLiteral("account/%1/client-certificate").arg(account.value);
}

void CredentialKeeper::passphrase(const Account &account, Done<Secret> done)
{
    const QString key = passphraseKeyOf(account.id);
    if (const auto known = m_memory.constFind(key); known != m_memory.constEnd()) {
        done(*known);
        return;
    }
    const auto other = [this, account, done = std::move(done), alive = std::weak_ptr(m_alive)](const Result<Secret> &secret) {
        if (alive.expired())
            return;
        if (secret) {
            m_memory.insert(passphraseKeyOf(account.id), *secret);
            done(*secret);
        } else if (account.incoming.auth == AuthMethod::External) {
            fetch(account, false, [done](const Result<Secret> &own) { done(own.value_or(Secret())); });
        } else {
            done(Secret());
        }
    };
    if (m_keychain)
        m_keychain->read(key, other);
    else
        other(Error::of(ErrorKind::NotFound));
}

void CredentialKeeper::setPassphrase(const Account &account, const Secret &passphrase, Done<void> done)
{
    const QString key = passphraseKeyOf(account.id);
    m_memory.insert(key, passphrase);
    if (m_keychain)
        m_keychain->write(key, passphrase, std::move(done));
    else
        done({});
}

void CredentialKeeper::remove(AccountId account)
{
    m_memory.remove(passphraseKeyOf(account));
    if (m_keychain)
        m_keychain->remove(passphraseKeyOf(account), [](const Outcome &) { });
    for (const bool outgoing : { false, true }) {
        const QString key = keyOf(account, outgoing);
        m_memory.remove(key);
        m_distrusted.remove(key);
        if (m_keychain)
            m_keychain->remove(key, [](const Outcome &) { });
    }
}

} // namespace golub::service
