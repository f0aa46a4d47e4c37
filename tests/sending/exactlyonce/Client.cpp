// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sending/exactlyonce/Client.h"

#include "core/compose/OutboxSender.h"
#include "core/store/AccountTable.h"
#include "core/store/OutboxTable.h"
#include "core/sync/MessageAnalysis.h"
#include "protocols/net/SslTransport.h"
#include "protocols/smtp/SmtpSubmitter.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <unistd.h>

namespace golub::once {
namespace {

using namespace std::chrono_literals;

class OnlySending final : public RemoteFactory
{
public:
    explicit OnlySending(Clock &clock) : m_clock(clock) { }
    std::unique_ptr<RemoteStore> remoteStore(const Account &, const Secret &) override { return {}; }
    std::unique_ptr<Maildrop> maildrop(const Account &, const Secret &) override { return {}; }
    std::unique_ptr<ConnectionTest> connectionTest(const Account &, const Secret &, const Secret &) override { return {}; }
    std::unique_ptr<Submitter> submitter(const Account &account, const Secret &secret) override
    {
        const ServerSettings &server = account.outgoing;
        net::Connection connection;
        connection.endpoint.host = server.host;
        connection.endpoint.port = server.port;
        connection.endpoint.security = server.security;
        connection.endpoint.caFile = server.caFile;
        connection.transport = std::make_unique<net::SslTransport>(m_clock, nullptr);
        connection.clock = &m_clock;
        return std::make_unique<smtp::SmtpSubmitter>(smtp::optionsFor(server, {}, secret), std::move(connection));
    }

private:
    Clock &m_clock;
};

void tell(const Life &life, const QByteArray &line)
{
    const QByteArray bytes = line + '\n';
    if (::write(life.tell, bytes.constData(), std::size_t(bytes.size())) != bytes.size())
        std::_Exit(3);
}

Result<Account> accountIn(store::MessageStore &store, const Life &life)
{
    const auto all = store.accounts().all();
    if (!all)
        return all.error();
    Account account = all->isEmpty() ? Account() : all->first();
    account.name = account.address = QStringLiteral("ala@example.org");
    account.outgoing.host = QStringLiteral("localhost");
    account.outgoing.port = quint16(life.port);
    account.outgoing.security = life.tls ? Security::Tls : Security::None;
    account.outgoing.auth = AuthMethod::None;
    account.outgoing.caFile = QString::fromStdString(life.caFile);
    account.identities = { Identity { {}, QStringLiteral("Ala"), account.address } };
    if (!all->isEmpty())
        return account;
    const auto id = store.accounts().add(account);
    if (!id)
        return id.error();
    return store.accounts().find(*id);
}

Outcome askAboutTheUncertain(store::MessageStore &store, const Life &life)
{
    const auto entries = store.outbox().all();
    if (!entries)
        return entries.error();
    for (const OutboxEntry &entry : *entries) {
        if (entry.state != OutboxState::Uncertain)
            continue;
        QByteArray question = "uncertain " + entry.subject.toLatin1();
        for (const OutboxRecipient &recipient : entry.recipients) {
            if (recipient.state == RecipientState::Pending && recipient.reply.code < 400)
                question += ' ' + recipient.address.toLatin1();
        }
        tell(life, question);
        char answer = 'w';
        if (::read(life.hear, &answer, 1) != 1)
            std::_Exit(3);
        if (answer == 'w')
            continue;
        if (const Outcome resolved = store.outbox().resolve(entry.id, answer == 's'); !resolved)
            return resolved;
    }
    return {};
}

Outcome queue(store::MessageStore &store, const Account &account, const Life &life, Clock &clock)
{
    OutboxEntry entry;
    entry.account = account.id;
    entry.subject = QString::fromStdString(life.subject);
    entry.messageIdHeader = entry.subject + QStringLiteral("@example.org");
    entry.envelopeFrom = account.address;
    entry.created = clock.utcNow();
    entry.sentCopy = SentCopyState::NotWanted;
    for (const std::string &recipient : life.recipients)
        entry.recipients.append({ QString::fromStdString(recipient) });
    QByteArray text;
    while (std::size_t(text.size()) < life.bytes)
        text += "A line of the message number " + QByteArray::number(text.size()) + ", and a dot:\r\n.\r\n";
    const QByteArray message = "From: ala@example.org\r\nTo: bob@example.org\r\nSubject: " + QByteArray::fromStdString(life.subject)
        + "\r\nMessage-ID: <" + QByteArray::fromStdString(life.subject) + "@example.org>\r\n\r\n" + text;
    const auto id = store.outbox().queue(entry, message, message);
    if (!id)
        return id.error();
    tell(life, "queued " + QByteArray::fromStdString(life.subject));
    return {};
}

//! What still has to be sent, and is not the person's to decide.
int underWay(store::MessageStore &store)
{
    int count = 0;
    for (const OutboxEntry &entry : store.outbox().all().value_or({}))
        count += entry.state == OutboxState::Queued || entry.state == OutboxState::Claimed || entry.state == OutboxState::Sending;
    return count;
}

int failed(const char *what, const Error &error)
{
    fprintf(stderr, "%s: %s %s\n", what, qPrintable(error.text), qPrintable(error.detail));
    return 2;
}

} // namespace

int live(const Life &life)
{
    int argc = 1;
    char name[] = "once";
    char *argv[] = { name, nullptr };
    QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("*.info=false\n*.warning=false"));
    SystemClock clock;
    auto store = store::MessageStore::open(QString::fromStdString(life.profile), clock, sync::analyze);
    if (!store)
        return failed("open", store.error());
    const auto account = accountIn(**store, life);
    if (!account)
        return failed("account", account.error());
    if (const Outcome asked = askAboutTheUncertain(**store, life); !asked)
        return failed("resolve", asked.error());
    if (!life.subject.empty()) {
        if (const Outcome queued = queue(**store, *account, life, clock); !queued)
            return failed("queue", queued.error());
    }
    OnlySending factory(clock);
    int hurried = 0;
    compose::OutboxSender *running = nullptr;
    compose::OutboxSender::Hooks hooks;
    hooks.needsUser = [](const Error &) { QCoreApplication::exit(1); };
    // What was put off is tried again at once, a few times: this life has no hour to wait.
    hooks.settled = [&](OutboxId) {
        clock.startTimer(0ms, [&] {
            if (underWay(**store) == 0 || ++hurried > 8)
                QCoreApplication::exit(0);
            else if (!running->isSending())
                running->retryNow();
        });
    };
    compose::OutboxSender sender(*account, **store, factory, clock, hooks);
    running = &sender;
    sender.setSecret(Secret("none"));
    sender.start();
    sender.retryNow();
    int status = 0;
    if (underWay(**store) > 0) {
        clock.startTimer(20s, [] { QCoreApplication::exit(4); });
        status = QCoreApplication::exec();
    }
    tell(life, "left " + QByteArray::number(underWay(**store)));
    return status;
}

} // namespace golub::once
