// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/LocalMailService.h"

#include "core/account/AccountJson.h"
#include "core/account/ProviderDirectory.h"
#include "core/base/Limits.h"
#include "core/service/PostedJob.h"
#include "core/store/StoreReader.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>

#include <utility>

namespace golub::service {
namespace {

constexpr size_t LogLines = 5000;

template<class T>
T valueOr(const Result<T> &result, T fallback = {})
{
    return result ? *result : fallback;
}

} // namespace

LocalMailService::LocalMailService(std::shared_ptr<const account::ProviderDirectory> providers) : m_providers(std::move(providers)) { }

LocalMailService::~LocalMailService()
{
    m_pool.clear();
    if (!m_backend)
        return;
    // The backend's completions point at this object, so it has to be gone before this object is. It does not wait for anything itself.
    if (m_backend->thread() == QThread::currentThread()) {
        delete m_backend;
        return;
    }
    // Not as an event of its own: Qt still writes to the receiver of a call when the call returns.
    auto *anchor = new QObject;
    anchor->moveToThread(m_backend->thread());
    QMetaObject::invokeMethod(
        anchor,
        [anchor, backend = m_backend] {
            delete backend;
            anchor->deleteLater();
        },
        Qt::BlockingQueuedConnection);
}

void LocalMailService::open(BackendParts parts, QThread *engineThread, QObject *context, Opened done)
{
    auto *anchor = new QObject;
    if (engineThread)
        anchor->moveToThread(engineThread);
    const QString directory = parts.profileDirectory;
    auto *raw = new LocalMailService(parts.providers);
    raw->m_signInProviders = parts.signIn.providers;
    raw->m_advisor = parts.advisor;
    const auto finish = [guard = QPointer<QObject>(context), directory, raw, done](Backend *backend, const Outcome &opened, bool hasKeychain) {
        std::unique_ptr<LocalMailService> service(raw);
        service->m_backend = backend;
        if (!guard)
            return;
        if (!opened) {
            done(opened.error());
            return;
        }
        auto reader = store::StoreReader::open(directory);
        if (!reader) {
            done(reader.error());
            return;
        }
        service->m_reader = std::move(*reader);
        service->m_hasKeychain = hasKeychain;
        // Queued: whoever takes the service connects to its signals first.
        QMetaObject::invokeMethod(backend, &Backend::start, Qt::QueuedConnection);
        done(std::move(service));
    };
    QMetaObject::invokeMethod(
        anchor,
        [anchor, raw, parts = std::move(parts), finish]() mutable {
            anchor->deleteLater();
            auto *backend = new Backend(std::move(parts));
            raw->connectBackend(backend);
            const Outcome opened = backend->open();
            const bool hasKeychain = backend->hasKeychain();
            QMetaObject::invokeMethod(raw, [finish, backend, opened, hasKeychain] { finish(backend, opened, hasKeychain); },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void LocalMailService::connectBackend(Backend *backend)
{
    connect(backend, &Backend::changed, this, &MailService::changed);
    connect(backend, &Backend::userNeeded, this, [this](const UserRequest &request) { Q_EMIT userNeeded(advised(request)); });
    connect(backend, &Backend::newMessages, this, &MailService::newMessages);
    connect(backend, &Backend::noticed, this, &MailService::noticed);
    connect(backend, &Backend::statusChanged, this, [this](const AccountStatus &status) {
        m_status.insert(status.account, advised(status));
        Q_EMIT statusChanged(m_status.value(status.account));
    });
    connect(backend, &Backend::protocolLineAdded, this, [this](const ProtocolLine &line) {
        m_log.push_back(line);
        if (m_log.size() > LogLines)
            m_log.pop_front();
        Q_EMIT protocolLineAdded(line);
    });
}

Job *LocalMailService::postPlain(const QString &title, std::function<void(Backend &, Done<void>)> work)
{
    return post<Nothing>(title, [work = std::move(work)](Backend &backend, Done<Nothing> done) {
        work(backend, [done = std::move(done)](const Outcome &outcome) {
            if (outcome)
                done(Nothing {});
            else
                done(outcome.error());
        });
    });
}

// --- accounts

QList<Account> LocalMailService::accounts() const
{
    return valueOr(m_reader->accounts());
}

ProviderSuggestion LocalMailService::suggestServers(const QString &address) const
{
    ProviderSuggestion suggestion;
    const auto match = m_providers ? m_providers->find(address) : Result<account::ProviderMatch>(Error::of(ErrorKind::NotFound));
    if (match) {
        suggestion.known = true;
        suggestion.providerName = match->providerName;
        suggestion.imap = match->imap;
        suggestion.pop3 = match->pop3;
        suggestion.outgoing = match->outgoing;
        suggestion.hints = match->hints;
        suggestion.helpUrl = match->helpUrl;
        return suggestion;
    }
    const QString domain = Address { {}, address }.domain();
    if (domain.isEmpty())
        return suggestion;
    // The usual names, for the manual way to start with; the test shows whether they are right.
    const auto server = [&address](const QString &host, quint16 port, Security security) {
        ServerSettings settings;
        settings.host = host;
        settings.port = port;
        settings.security = security;
        settings.user = address;
        return settings;
    };
    suggestion.imap = { server(QStringLiteral("imap.") + domain, 993, Security::Tls) };
    suggestion.pop3 = { server(QStringLiteral("pop.") + domain, 995, Security::Tls) };
    suggestion.outgoing = { server(QStringLiteral("smtp.") + domain, 465, Security::Tls) };
    return suggestion;
}

QStringList LocalMailService::validate(const Account &account) const
{
    return account::problemsOf(account);
}

ResultJob<ConnectionReport> *LocalMailService::testAccount(const Account &account, const AccountSecrets &secrets)
{
    auto *job = new PostedJob<ConnectionReport>(tr("Testing the settings"));
    job->setParent(this);
    const QPointer<PostedJob<ConnectionReport>> guard(job);
    job->onCancel = [] { }; // the test ends by itself; nobody waits for it any more
    QMetaObject::invokeMethod(
        m_backend,
        [this, backend = m_backend, guard, account, secrets] {
            const auto steps = std::make_shared<int>(0);
            backend->testAccount(
                account, secrets,
                [this, guard, steps](const ConnectionStep &step) {
                    const QString what = step.server + u' ' + step.name;
                    QMetaObject::invokeMethod(
                        this,
                        [guard, what, count = ++*steps] {
                            if (guard)
                                guard->report(what, count, 0);
                        },
                        Qt::QueuedConnection);
                },
                [this, guard, account](const Result<ConnectionReport> &report) {
                    QMetaObject::invokeMethod(
                        this,
                        [this, guard, account, report] {
                            if (guard)
                                guard->settle(report ? advised(*report, account) : report);
                        },
                        Qt::QueuedConnection);
                });
        },
        Qt::QueuedConnection);
    return job;
}

ResultJob<AccountId> *LocalMailService::addAccount(const Account &account, const AccountSecrets &secrets)
{
    return post<AccountId>(tr("Adding the account"), [account, secrets](Backend &backend, Done<AccountId> done) {
        backend.addAccount(account, secrets, std::move(done));
    });
}

Job *LocalMailService::updateAccount(const Account &account, const AccountSecrets &secrets)
{
    return postPlain(tr("Changing the account"), [account, secrets](Backend &backend, Done<void> done) {
        backend.updateAccount(account, secrets, std::move(done));
    });
}

Job *LocalMailService::removeAccount(AccountId id)
{
    return postPlain(tr("Removing the account"), [id](Backend &backend, Done<void> done) { backend.removeAccount(id, std::move(done)); });
}

Job *LocalMailService::providePassword(AccountId id, bool outgoing, const Secret &password, bool remember)
{
    return postPlain(tr("Signing in"), [=](Backend &backend, Done<void> done) {
        backend.providePassword(id, outgoing, password, remember, std::move(done));
    });
}

Job *LocalMailService::acceptCertificate(const QString &host, quint16 port, const QByteArray &sha256, const QDateTime &until)
{
    return postPlain(tr("Accepting the certificate"), [=](Backend &backend, Done<void> done) {
        backend.acceptCertificate(host, port, sha256, until, std::move(done));
    });
}

QList<CertificateException> LocalMailService::certificateExceptions() const
{
    return valueOr(m_reader->certificateExceptions(QDateTime::currentDateTimeUtc()));
}

Job *LocalMailService::revokeCertificate(const QString &host, quint16 port, const QByteArray &sha256)
{
    return postPlain(tr("Taking back trust in the certificate"), [=](Backend &backend, Done<void> done) {
        backend.revokeCertificate(host, port, sha256, std::move(done));
    });
}

Job *LocalMailService::acceptWeaker(AccountId id, const QString &host, quint16 port, const SignInStrength &strength)
{
    return postPlain(tr("Accepting less protection"), [=](Backend &backend, Done<void> done) {
        backend.acceptWeaker(id, host, port, strength, std::move(done));
    });
}

// --- reading

QList<Mailbox> LocalMailService::mailboxes(AccountId account) const
{
    return valueOr(m_reader->mailboxes(account));
}

qint64 LocalMailService::messageCount(MailboxId mailbox) const
{
    return valueOr(m_reader->count(mailbox), qint64(0));
}

QList<MessageSummary> LocalMailService::messages(MailboxId mailbox, qint64 offset, int limit) const
{
    return valueOr(m_reader->windowAt(mailbox, offset, qMin(limit, limits::WindowRows)));
}

QList<MessageSummary> LocalMailService::messagesAfter(MailboxId mailbox, ListCursor after, int limit) const
{
    return valueOr(m_reader->window(mailbox, after, qMin(limit, limits::WindowRows)));
}

QList<MessageSummary> LocalMailService::summaries(const QList<MessageId> &ids) const
{
    return valueOr(m_reader->summaries(ids));
}

qint64 LocalMailService::position(MessageId id) const
{
    return valueOr(m_reader->position(id), qint64(-1));
}

Result<QByteArray> LocalMailService::rawMessage(MessageId id) const
{
    return m_reader->body(id);
}

Result<MailService::SearchResult> LocalMailService::search(
    const QString &query, AccountId account, MailboxId mailbox, ListCursor after, int limit) const
{
    QElapsedTimer timer;
    timer.start();
    const auto hits = m_reader->search(query, account, mailbox, after, qMin(limit, limits::WindowRows));
    if (!hits)
        return hits.error();
    return SearchResult { hits->hits, hits->total, hits->coverage, timer.elapsed() };
}

QList<Address> LocalMailService::completeAddress(const QString &prefix, int limit) const
{
    return valueOr(m_reader->completeAddress(prefix, limit));
}

QList<Operation> LocalMailService::openOperations() const
{
    QList<Operation> operations = valueOr(m_reader->openOperations());
    for (Operation &operation : operations) {
        if (operation.hasError)
            operation.lastError = advised(operation.lastError, accountWith(operation.account), false);
    }
    return operations;
}

QList<Operation> LocalMailService::finishedOperations(int limit) const
{
    return valueOr(m_reader->finishedOperations(limit));
}

QList<Draft> LocalMailService::drafts() const
{
    return valueOr(m_reader->drafts());
}

QList<OutboxEntry> LocalMailService::outbox() const
{
    return advised(valueOr(m_reader->outbox()));
}

QList<AccountStatus> LocalMailService::status() const
{
    return m_status.values();
}

QList<QuotaResource> LocalMailService::quota(AccountId account) const
{
    return valueOr(m_reader->quota(account));
}

QList<ProtocolLine> LocalMailService::protocolLog(int limit) const
{
    const auto count = qsizetype(qMin(m_log.size(), size_t(qMax(limit, 0))));
    return QList<ProtocolLine>(m_log.cend() - count, m_log.cend());
}

// --- synchronising

ResultJob<QList<MailboxSyncReport>> *LocalMailService::synchronize(const SyncOptions &options)
{
    return post<QList<MailboxSyncReport>>(tr("Getting mail"), [options](Backend &backend, Done<QList<MailboxSyncReport>> done) {
        backend.synchronize(options, std::move(done));
    });
}

void LocalMailService::setOffline(bool offline)
{
    m_offline = offline;
    QMetaObject::invokeMethod(m_backend, [backend = m_backend, offline] { backend->setOffline(offline); }, Qt::QueuedConnection);
}

} // namespace golub::service
