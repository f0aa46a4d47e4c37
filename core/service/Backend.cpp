// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/Backend.h"

#include "core/service/PictureFetcher.h"

#include "core/account/Discoverer.h"
#include "core/account/ProviderDirectory.h"
#include "core/base/Log.h"
#include "core/base/TextSafety.h"
#include "core/service/AccountRuntime.h"
#include "core/service/SelfMessage.h"
#include "core/store/AccountTable.h"
#include "core/store/BodyIntake.h"
#include "core/store/CertificateTable.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/OperationTable.h"
#include "core/store/OutboxTable.h"
#include "core/sync/ImapWorker.h"
#include "core/sync/MessageAnalysis.h"
#include "core/sync/Pop3Worker.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace golub::service {
namespace {

using namespace std::chrono_literals;
constexpr auto DraftRests = std::chrono::seconds(20); //!< before it goes to the server
constexpr auto CleanEvery = 30min;
constexpr auto BodiesRest = 12h; //!< before a script that synchronizes compresses them
constexpr auto WakeEvery = 1min;
constexpr int IndexedAtOnce = 200; //!< messages; short enough that mail is fetched and sent in between

AccountStatus::State stateOf(sync::WorkerStatus::State state)
{
    using W = sync::WorkerStatus::State;
    switch (state) {
    case W::Idle: return AccountStatus::State::Idle;
    case W::Offline: return AccountStatus::State::Offline;
    case W::Connecting: return AccountStatus::State::Connecting;
    case W::Synchronizing: return AccountStatus::State::Synchronizing;
    case W::WaitingToRetry: return AccountStatus::State::WaitingToRetry;
    case W::NeedsUser: return AccountStatus::State::NeedsUser;
    }
    return AccountStatus::State::Idle;
}

//! \a error, and where it only says that no password is known, why that is so.
Error withReason(const Error &error, const std::optional<Error> &noPassword)
{
    return error.kind == ErrorKind::CredentialMissing && noPassword ? *noPassword : error;
}

} // namespace

Backend::Backend(BackendParts parts) : m_parts(std::move(parts)) { }

Backend::~Backend()
{
    m_clock.cancelTimer(m_indexTimer);
    m_clock.cancelTimer(m_wakeTimer);
    m_clock.cancelTimer(m_importTimer);
    m_tests.clear();
    m_accounts.clear(); // workers before the store they write to
}

Outcome Backend::open()
{
    auto opened = store::MessageStore::open(m_parts.profileDirectory, m_clock, sync::analyze);
    if (!opened)
        return opened.error();
    m_store = std::move(*opened);
    if (m_parts.intakeThread)
        m_store->useThreads();
    m_store->setListener([this](const ChangeSet &changes) { Q_EMIT changed(changes); });
    DraftPublisher::Hooks drafts;
    drafts.folder = [this](AccountId id) -> Result<MailboxId> {
        const AccountRuntime *found = runtime(id);
        if (!found || found->account.protocol != IncomingProtocol::Imap)
            return Error::of(ErrorKind::NotFound);
        return ensureMailbox(id, MailboxRole::Drafts);
    };
    drafts.journalled = [this](AccountId id) {
        if (AccountRuntime *found = runtime(id))
            found->worker->operationsPending();
    };
    // Who writes saves all the time; a script saves once, and ends.
    m_drafts = std::make_unique<DraftPublisher>(*m_store, m_clock, std::move(drafts), m_parts.keepInStep ? DraftRests : 0ms);
    m_sent = std::make_unique<SentKeeper>(*m_store, m_clock, [this](const Account &account) {
        const auto provider = m_parts.providers ? m_parts.providers->find(account.address) : Result<account::ProviderMatch>(Error::of(ErrorKind::NotFound));
        return provider && provider->sentSavedByServer;
    }, sentHooks());
    m_factory = m_parts.makeRemoteFactory(*this, *this, m_clock);
    m_credentials = std::make_unique<CredentialKeeper>(m_parts.makeKeychain ? m_parts.makeKeychain() : nullptr, m_parts.runPasswordCommand);
    m_signIns = std::make_unique<SignInDesk>(m_parts.signIn, m_credentials->keychain(), m_clock);
    m_signIns->setRenewed([this](AccountId id, const Secret &token) { tokenRenewed(id, token); });
    return {};
}

void Backend::start()
{
    const auto accounts = m_store->accounts().all();
    for (const Account &account : accounts.value_or({}))
        startAccount(account);
    m_drafts->catchUp();
    if (m_parts.keepInStep) {
        watchForSleep();
        if (m_parts.watchNetwork)
            m_networkWatch = m_parts.watchNetwork([this] { networkChanged(); });
    }
    continueIndexing();
}

void Backend::continueIndexing()
{
    const auto left = m_store->continueIndexing(IndexedAtOnce);
    if (left && *left > 0)
        m_indexTimer = m_clock.startTimer(0ms, [this] { continueIndexing(); });
    else
        m_indexTimer = m_clock.startTimer(CleanEvery, [this] { clean(); });
}

//! Bodies that nothing refers to any more are collected now and then, and the others compressed, never in the way of something.
void Backend::clean()
{
    if (const auto collected = m_store->collectOrphans(); !collected)
        qCWarning(logStore) << "orphans:" << collected.error().text << collected.error().detail;
    if (const Outcome trimmed = m_store->operations().trim(); !trimmed)
        qCWarning(logStore) << "journal:" << trimmed.error().text << trimmed.error().detail;
    m_store->squeezeBodies();
    m_indexTimer = m_clock.startTimer(CleanEvery, [this] { clean(); });
}

void Backend::tidy(MailService::Tidying what, std::chrono::milliseconds atMost, Done<bool> done)
{
    if (what == MailService::Tidying::WhatRests && !m_store->hasRestingBodies(BodiesRest)) {
        done(false);
        return;
    }
    const auto end = m_clock.monotonic() + atMost;
    if (what == MailService::Tidying::Everything) {
        const auto collected = m_store->collectOrphans();
        const Outcome trimmed = collected ? m_store->operations().trim() : Outcome(collected.error());
        if (!trimmed) {
            done(trimmed.error());
            return;
        }
    }
    m_store->squeezeBodies([this, end] { return m_clock.monotonic() < end; }, [done = std::move(done)](bool more) { done(more); });
}

bool Backend::hasKeychain() const
{
    return m_credentials && m_credentials->hasKeychain();
}

bool Backend::isAccepted(const QString &host, quint16 port, const QByteArray &sha256) const
{
    return m_store->certificates().isAccepted(host, port, sha256);
}

std::optional<SeenCertificate> Backend::lastSeen(const QString &host, quint16 port) const
{
    return m_store->certificates().lastSeen(host, port).value_or({});
}

void Backend::connected(const QString &host, quint16 port, const CertificateInfo &certificate, bool trusted)
{
    if (const Outcome noted = m_store->certificates().seen(host, port, certificate, trusted); !noted)
        qCWarning(logStore) << "certificate of" << host << noted.error().text << noted.error().detail;
}

void Backend::clientCertificateShown(const QString &file, const QDateTime &until)
{
    constexpr qint64 WarnDays = 14;
    if (m_clock.utcNow().daysTo(until) > WarnDays || m_endingCertificates.contains(file))
        return;
    m_endingCertificates.insert(file);
    Q_EMIT noticed(tr("Your certificate %1 expires on %2. Get a new one in time from whoever issued it.")
                       .arg(textsafety::printable(file, 200), QLocale().toString(until.toLocalTime().date(), QLocale::LongFormat)));
}

bool Backend::isCappedAtTls12(const QString &host) const
{
    return m_parts.providers && m_parts.providers->isCappedAtTls12(host);
}

SignInStrength Backend::bestSignIn(AccountId account, const QString &host, quint16 port) const
{
    return m_store->servers().bestSignIn(account, host, port).value_or({});
}

void Backend::signedIn(AccountId account, const QString &host, quint16 port, const SignInStrength &strength)
{
    if (!runtime(account))
        return; // a test of an account that is not saved
    if (const Outcome noted = m_store->servers().signedIn(account, host, port, strength); !noted)
        qCWarning(logStore) << "sign-in at" << host << noted.error().text << noted.error().detail;
}

void Backend::offered(const QString &host, quint16 port, const QStringList &capabilities)
{
    store::ServerRecord record = m_store->servers().find(host, port).value_or(store::ServerRecord { host, port });
    record.capabilities = capabilities;
    (void)m_store->servers().remember(record); // learned again with the next message
}

QByteArray Backend::notes(const QString &host, quint16 port) const
{
    return m_store->servers().notes(host, port).value_or(QByteArray());
}

void Backend::keepNotes(const QString &host, quint16 port, const QByteArray &notes)
{
    if (const Outcome kept = m_store->servers().setNotes(host, port, notes); !kept)
        qCWarning(logStore) << "notes of" << host << kept.error().text << kept.error().detail;
}

void Backend::record(const ProtocolLine &line)
{
    Q_EMIT protocolLineAdded(line);
}

// --- what runs

AccountRuntime *Backend::runtime(AccountId id)
{
    const auto it = m_accounts.find(id);
    return it == m_accounts.end() ? nullptr : it->second.get();
}

void Backend::startAccount(const Account &account)
{
    auto runtime = std::make_unique<AccountRuntime>();
    runtime->account = account;
    runtime->status.account = account.id;
    sync::AccountWorker::Hooks hooks;
    hooks.status = [this, id = account.id](const sync::WorkerStatus &status) {
        AccountStatus out;
        out.account = id;
        out.state = stateOf(status.state);
        out.what = status.what;
        out.done = status.done;
        out.total = status.total;
        out.nextTry = status.nextTry;
        out.hasError = status.hasError;
        out.error = status.error;
        workerStatus(id, out);
    };
    hooks.newInInbox = [this, id = account.id](const QList<MessageId> &ids) {
        QList<MessageSummary> messages;
        for (const MessageId message : ids) {
            const auto summary = m_store->messages().summary(message);
            if (summary && !summary->flags.has(Flag::Seen))
                messages.append(*summary);
        }
        if (!messages.isEmpty())
            Q_EMIT newMessages(id, messages);
    };
    hooks.needsUser = [this, id = account.id](const Error &error) { askUser(id, false, error); };
    if (account.usesToken(account.incoming)) {
        hooks.renewSecret = [this, id = account.id](const Secret &refused, Done<Secret> done) { renewToken(id, false, refused, std::move(done)); };
    }
    if (account.protocol == IncomingProtocol::Imap)
        runtime->worker = std::make_unique<sync::ImapWorker>(account, *m_store, *m_factory, m_clock, std::move(hooks), &m_governor);
    else
        runtime->worker = std::make_unique<sync::Pop3Worker>(account, *m_store, *m_factory, m_clock, std::move(hooks));

    compose::OutboxSender::Hooks sending;
    sending.needsUser = [this, id = account.id](const Error &error) { askUser(id, true, error); };
    sending.accepted = [this](OutboxId id) { accepted(id); };
    sending.late = [this](const OutboxEntry &entry) {
        Q_EMIT noticed(tr("“%1” was to be sent at %2, when Golub was not running or offline. It is sent now.")
                           .arg(textsafety::printable(entry.subject, 80), QLocale().toString(entry.heldUntil.toLocalTime(), QLocale::ShortFormat)));
    };
    sending.settled = [this](OutboxId id) { outboxSettled(id); };
    runtime->sender = std::make_unique<compose::OutboxSender>(account, *m_store, *m_factory, m_clock, std::move(sending));
    m_accounts[account.id] = std::move(runtime);
    catchUpAccepted(account.id);
    if (!m_offline)
        giveSecrets(account.id);
}

void Backend::stopAccount(AccountId id)
{
    if (AccountRuntime *runtime = this->runtime(id)) {
        runtime->worker->stop();
        m_sent->forget(id);
        runtime->sender->stop();
        m_accounts.erase(id);
    }
}

void Backend::giveSecrets(AccountId id)
{
    AccountRuntime *runtime = this->runtime(id);
    if (!runtime)
        return;
    const Account account = runtime->account;
    if (account.incoming.clientCertificate.isEmpty() && account.outgoing.clientCertificate.isEmpty()) {
        giveSignInSecrets(account);
        return;
    }
    m_credentials->passphrase(account, [this, account](const Result<Secret> &passphrase) {
        if (!this->runtime(account.id) || m_offline)
            return;
        m_factory->setCertificatePassphrase(account.id, passphrase.value_or(Secret()));
        giveSignInSecrets(account);
    });
}

void Backend::giveSignInSecrets(const Account &account)
{
    const AccountId id = account.id;
    const auto mode = m_parts.keepInStep ? sync::AccountWorker::Mode::KeepInStep : sync::AccountWorker::Mode::OnDemand;
    secretFor(account, false, [this, id, mode](const Result<Secret> &secret) {
        AccountRuntime *found = this->runtime(id);
        if (!found || m_offline)
            return;
        found->noPassword = secret ? std::nullopt : std::optional(secret.error());
        if (secret)
            found->worker->setSecret(*secret);
        found->worker->start(mode); // without a password it asks
    });
    secretFor(account, true, [this, id](const Result<Secret> &secret) {
        AccountRuntime *found = this->runtime(id);
        if (!found || m_offline)
            return;
        found->noOutgoingPassword = secret ? std::nullopt : std::optional(secret.error());
        if (secret)
            found->sender->setSecret(*secret);
        found->sender->start();
    });
}

void Backend::askUser(AccountId id, bool outgoing, const Error &why)
{
    AccountRuntime *runtime = this->runtime(id);
    if (!runtime || (outgoing && renewsOutgoing(*runtime, why)))
        return;
    const Error reason = withReason(why, outgoing ? runtime->noOutgoingPassword : runtime->noPassword);
    requestUser(*runtime, outgoing, inWordsForTokens(runtime->account, outgoing, reason));
}

void Backend::requestUser(AccountRuntime &runtime, bool outgoing, const Error &error)
{
    UserRequest request;
    request.account = runtime.account.id;
    request.accountName = runtime.account.name;
    request.outgoing = outgoing;
    request.error = error;
    const bool browser = runtime.account.oauth.isUsed() && runtime.account.secretSource != SecretSource::Command
        && runtime.account.usesToken(outgoing ? runtime.account.outgoing : runtime.account.incoming);
    if (error.kind == ErrorKind::AuthFailed && !browser)
        m_credentials->distrust(runtime.account, outgoing);
    if (outgoing) { // the incoming side's trouble comes with its own status
        runtime.status.state = AccountStatus::State::NeedsUser;
        runtime.status.hasError = true;
        runtime.status.error = error;
        Q_EMIT statusChanged(runtime.status);
    }
    if (browser && (error.kind == ErrorKind::AuthFailed || error.kind == ErrorKind::CredentialMissing || error.kind == ErrorKind::InvalidInput))
        request.kind = UserRequest::Kind::SignIn;
    else if (error.kind == ErrorKind::AuthFailed || error.kind == ErrorKind::CredentialMissing)
        request.kind = UserRequest::Kind::Password;
    else if (error.kind == ErrorKind::CertificateRejected && error.certificate)
        request.kind = UserRequest::Kind::Certificate;
    else if (error.kind == ErrorKind::Weakened && error.weakness)
        request.kind = UserRequest::Kind::Weakened;
    else
        return; // the status says what is wrong
    Q_EMIT userNeeded(request);
}

void Backend::workerStatus(AccountId id, const AccountStatus &status)
{
    AccountRuntime *runtime = this->runtime(id);
    if (!runtime)
        return;
    runtime->status = status;
    runtime->status.error = inWordsForTokens(runtime->account, false, withReason(status.error, runtime->noPassword));
    if (status.state == AccountStatus::State::Idle)
        settleSent(id);
    Q_EMIT statusChanged(runtime->status);
}

void Backend::setOffline(bool offline)
{
    if (m_offline == offline)
        return;
    m_offline = offline;
    for (auto &[id, runtime] : m_accounts) {
        if (offline) {
            runtime->worker->stop();
            runtime->sender->stop();
        } else {
            giveSecrets(id);
        }
    }
}

//! One look a minute for all accounts.
void Backend::watchForSleep()
{
    if (m_wake.slept(m_clock.utcNow(), m_clock.monotonic()))
        networkChanged();
    m_wakeTimer = m_clock.startTimer(WakeEvery, [this] { watchForSleep(); });
}

void Backend::networkChanged()
{
    if (m_offline)
        return;
    for (auto &[id, runtime] : m_accounts) {
        runtime->worker->networkChanged();
        runtime->sender->retryNow();
    }
}

void Backend::synchronize(const MailService::SyncOptions &options, Done<QList<MailboxSyncReport>> done)
{
    struct Round {
        Done<QList<MailboxSyncReport>> done;
        QList<MailboxSyncReport> reports;
        std::optional<Error> error;
        int outstanding = 1;
        bool several = false;
        void finish()
        {
            if (--outstanding > 0)
                return;
            if (error && !several)
                done(*error);
            else
                done(reports);
        }
    };
    auto round = std::make_shared<Round>();
    int accounts = 0;
    round->done = std::move(done);
    m_store->setIndexing(options.index);
    for (auto &[id, runtime] : m_accounts) {
        if (!options.accounts.isEmpty() && !options.accounts.contains(id))
            continue;
        ++round->outstanding;
        ++accounts;
        runtime->sender->retryNow();
        runtime->worker->synchronize({ options.mailbox, options.headersOnly, options.audit },
            [this, round, account = id, name = runtime->account.name](const Result<QList<sync::MailboxReport>> &reports) {
                if (reports) {
                    for (const sync::MailboxReport &report : *reports) {
                        round->reports.append({ name, report.path, report.added, report.changed, report.removed, report.operationsDone,
                            report.wire.bytesSent + report.wire.bytesReceived, report.wire.commands, report.seconds, report.error.has_value(),
                            report.error.value_or(Error {}) });
                    }
                } else {
                    // What the others brought is told all the same.
                    const AccountRuntime *found = this->runtime(account);
                    MailboxSyncReport failed;
                    failed.account = name;
                    failed.hasError = true;
                    failed.error = withReason(reports.error(), found ? found->noPassword : std::nullopt);
                    if (found)
                        failed.error = inWordsForTokens(found->account, false, failed.error);
                    round->error = failed.error;
                    round->reports.append(failed);
                }
                round->finish();
            });
    }
    round->several = accounts > 1;
    // The first count is this call's own: the completion comes later in any case.
    m_clock.startTimer(0ms, [round] { round->finish(); });
}

// --- accounts

void Backend::addAccount(const Account &account, const AccountSecrets &secrets, Done<AccountId> done)
{
    const auto id = m_store->accounts().add(account);
    if (!id) {
        done(id.error());
        return;
    }
    const auto stored = m_store->accounts().find(*id);
    if (!stored) {
        done(stored.error());
        return;
    }
    const auto start = [this, account = *stored, secrets, done](const Outcome &) {
        if (!secrets.clientCertificate.isEmpty())
            m_credentials->setPassphrase(account, secrets.clientCertificate, [](const Outcome &) { });
        // A keychain that cannot be written is no reason to refuse: the password is in memory, and will be asked for next time.
        startAccount(account);
        done(account.id);
    };
    const auto incoming = [this, account = *stored, secrets, start](const Outcome &) {
        if (secrets.outgoing.isEmpty())
            start({});
        else
            m_credentials->set(account, true, secrets.outgoing, true, start);
    };
    const auto tokens = [this, account = *stored, secrets, incoming](const Outcome &) {
        if (secrets.incoming.isEmpty())
            incoming({});
        else
            m_credentials->set(account, false, secrets.incoming, true, incoming);
    };
    if (secrets.tokens.isEmpty() && secrets.clientSecret.isEmpty())
        tokens({});
    else
        m_signIns->store(*stored, secrets.tokens, secrets.clientSecret, tokens);
}

void Backend::updateAccount(const Account &account, const AccountSecrets &secrets, Done<void> done)
{
    if (const Outcome updated = m_store->accounts().update(account); !updated) {
        done(updated);
        return;
    }
    const auto stored = m_store->accounts().find(account.id);
    if (!stored) {
        done(stored.error());
        return;
    }
    if (!secrets.incoming.isEmpty())
        m_credentials->set(*stored, false, secrets.incoming, true, [](const Outcome &) { });
    if (!secrets.outgoing.isEmpty())
        m_credentials->set(*stored, true, secrets.outgoing, true, [](const Outcome &) { });
    if (!secrets.clientCertificate.isEmpty())
        m_credentials->setPassphrase(*stored, secrets.clientCertificate, [](const Outcome &) { });
    stopAccount(account.id);
    const auto start = [this, account = *stored, done](const Outcome &) {
        startAccount(account);
        done({});
    };
    if (secrets.tokens.isEmpty() && secrets.clientSecret.isEmpty())
        start({});
    else
        m_signIns->store(*stored, secrets.tokens, secrets.clientSecret, start);
}

void Backend::removeAccount(AccountId id, Done<void> done)
{
    stopAccount(id);
    const Outcome removed = m_store->accounts().remove(id);
    if (removed) {
        m_credentials->remove(id);
        m_signIns->accountRemoved(id);
    }
    done(removed);
}

void Backend::testAccount(const Account &account, const AccountSecrets &secrets, std::function<void(const ConnectionStep &)> step,
    Done<ConnectionReport> done)
{
    if (const Secret &passphrase = secrets.clientCertificate.isEmpty() ? secrets.incoming : secrets.clientCertificate;
        !account.incoming.clientCertificate.isEmpty() && !passphrase.isEmpty())
        m_factory->setCertificatePassphrase(account.id, passphrase);
    const auto run = [this, account, step = std::move(step), done](const Secret &incoming, const Secret &outgoing) {
        m_tests.push_back(m_factory->connectionTest(account, incoming, outgoing));
        ConnectionTest *test = m_tests.back().get();
        const auto told = [this, account, step](const ConnectionStep &passed) { step(inWordsForTokens(account, passed)); };
        test->start(told, [this, test, account, done](const Result<ConnectionReport> &report) {
            Result<ConnectionReport> worded = report;
            if (worded) {
                for (ConnectionStep &each : worded->steps)
                    each = inWordsForTokens(account, std::move(each));
            }
            done(worded);
            // Not here: this is a callback of the test itself.
            m_clock.startTimer(0ms, [this, test] { std::erase_if(m_tests, [test](const auto &t) { return t.get() == test; }); });
        });
    };
    secretToTest(account, false, secrets, [this, run, account, secrets, done](const Result<Secret> &incoming) {
        if (!incoming && account.incoming.auth != AuthMethod::None) {
            done(incoming.error()); // trying an empty password would only count as a failed sign-in
            return;
        }
        secretToTest(account, true, secrets, [run, account, incoming, done](const Result<Secret> &outgoing) {
            // Without one of its own the outgoing server gets the incoming one's password; never a token as a password, nor the reverse.
            const bool alike = account.usesToken(account.incoming) == account.usesToken(account.outgoing);
            if (outgoing || alike || account.outgoing.auth == AuthMethod::None)
                run(incoming.value_or(Secret()), outgoing.value_or(Secret()));
            else
                done(outgoing.error());
        });
    });
}

void Backend::providePassword(AccountId id, bool outgoing, const Secret &password, bool remember, Done<void> done)
{
    AccountRuntime *runtime = this->runtime(id);
    if (!runtime) {
        done(Error::of(ErrorKind::NotFound));
        return;
    }
    m_credentials->set(runtime->account, outgoing, password, remember, [this, id, outgoing, password, done](const Outcome &outcome) {
        if (AccountRuntime *found = this->runtime(id)) {
            if (outgoing) {
                found->sender->setSecret(password);
            } else {
                found->worker->setSecret(password);
                giveSecrets(id); // the outgoing server may use the same
            }
        }
        done(outcome);
    });
}

void Backend::acceptCertificate(const QString &host, quint16 port, const QByteArray &sha256, const QDateTime &until, Done<void> done)
{
    const Outcome accepted = m_store->certificates().accept(host, port, sha256, until);
    done(accepted);
    if (accepted)
        retryServer(host, port);
}

void Backend::revokeCertificate(const QString &host, quint16 port, const QByteArray &sha256, Done<void> done)
{
    done(m_store->certificates().revoke(host, port, sha256));
}

void Backend::acceptWeaker(AccountId id, const QString &host, quint16 port, const SignInStrength &strength, Done<void> done)
{
    if (!runtime(id)) {
        done(Error::of(ErrorKind::NotFound));
        return;
    }
    const Outcome accepted = m_store->servers().acceptSignIn(id, host, port, strength);
    done(accepted);
    if (accepted)
        retryServer(host, port);
}

void Backend::retryServer(const QString &host, quint16 port)
{
    for (auto &[id, runtime] : m_accounts) {
        if (runtime->account.incoming.host == host && runtime->account.incoming.port == port)
            runtime->worker->retryNow();
        if (runtime->account.outgoing.host == host && runtime->account.outgoing.port == port)
            runtime->sender->retryNow();
    }
}

} // namespace golub::service
