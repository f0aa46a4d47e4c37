// SPDX-License-Identifier: GPL-3.0-or-later
// What golubctl changes: local at once, at the servers when they can be reached.
#include "app/golubctl/Ctl.h"
#include "app/golubctl/JsonOutput.h"

#include "core/account/AccountJson.h"
#include "core/store/StoreReader.h"

#include <QJsonDocument>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace golub::ctl {
namespace {

using namespace std::chrono_literals;
constexpr auto TidiedWithin = 1000ms;  //!< at the end of a synchronisation that brought nothing in bulk
constexpr auto RemoteHalfWithin = 30s; //!< after that the command is done, and the journal plays later

Result<QJsonObject> objectFrom(const QByteArray &bytes, const QString &path)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isObject()) {
        return Error { ErrorKind::InvalidInput,
            Ctl::tr("%1 is not a JSON object: %2 (at byte %3).").arg(path, problem.errorString()).arg(problem.offset) };
    }
    return document.object();
}

//! As RFC 9051 has them (flag-keyword is an atom); a system flag may have its backslash.
std::optional<Flags> flagsNamed(const QString &name)
{
    const Flags flags = Flags::fromName(name.startsWith(u'\\') ? name.mid(1) : name);
    if (flags.keywords().isEmpty())
        return flags;
    constexpr QStringView Specials = u"(){%*\"\\]";
    const bool valid = !name.isEmpty() && std::all_of(name.begin(), name.end(), [Specials](QChar c) { return c > u' ' && c < QChar(0x7f) && !Specials.contains(c); });
    return valid ? std::optional(flags) : std::nullopt;
}

} // namespace

//! Refused is worse than what the person can mend at once, and that than what mends itself.
bool Ctl::isWorse(ErrorKind a, ErrorKind b)
{
    return exitStatus(a) < exitStatus(b);
}

void Ctl::accountAdd()
{
    const QString path = m_arguments.value(QStringLiteral("file"));
    if (path.isEmpty()) {
        usage(tr("account add needs --file A.json."));
        return;
    }
    Error error;
    const QByteArray bytes = readInput(path, &error);
    const auto json = error.text.isEmpty() ? objectFrom(bytes, path) : Result<QJsonObject>(error);
    const auto account = json ? account::accountFromJson(*json) : Result<Account>(json.error());
    if (!account) {
        fail(account.error());
        return;
    }
    const QStringList problems = account::problemsOf(*account);
    if (!problems.isEmpty()) {
        fail(Error { ErrorKind::InvalidInput, problems.join(u' ') });
        return;
    }
    service::AccountSecrets secrets;
    secrets.incoming = secretFromInput(QStringLiteral("password-stdin"));
    secrets.clientSecret = secretFromInput(QStringLiteral("client-secret-stdin"));
    withService([this, account = *account, secrets] {
        disconnect(m_service.get(), &Service::userNeeded, this, nullptr); // a missing password is asked for when it is needed
        onFinished(m_service->addAccount(account, secrets), [this](service::ResultJob<AccountId> *job) {
            done(QJsonObject { { QStringLiteral("id"), job->value().value } }, QString::number(job->value().value));
        });
    });
}

void Ctl::accountRemove()
{
    if (!namesAccount())
        return;
    if (!openReader())
        return;
    const auto id = accountNamed(m_arguments.word(2));
    if (!id) {
        fail(id.error());
        return;
    }
    withService([this, id = *id] {
        disconnect(m_service.get(), &Service::userNeeded, this, nullptr);
        onFinished(m_service->removeAccount(id),
            [this, id](auto *) { done(QJsonObject { { QStringLiteral("id"), id.value } }, tr("Removed here; the server was not touched.")); });
    });
}

void Ctl::synchronize()
{
    if (!openReader())
        return;
    Service::SyncOptions options;
    options.mailbox = m_arguments.value(QStringLiteral("mailbox"));
    options.audit = m_arguments.has(QStringLiteral("audit"));
    options.headersOnly = m_arguments.has(QStringLiteral("headers-only"));
    options.index = !m_arguments.has(QStringLiteral("no-index"));
    for (const QString &name : m_arguments.words.mid(1)) {
        const auto id = accountNamed(name);
        if (!id) {
            fail(id.error());
            return;
        }
        options.accounts.append(*id);
    }
    withService([this, options] {
        QList<Account> asked = m_service->accounts();
        if (!options.accounts.isEmpty())
            asked.removeIf([&options](const Account &account) { return !options.accounts.contains(account.id); });
        m_failsInPart = asked.size() > 1;
        signInFirst(asked, [this, options] { synchronizeNow(options); });
    });
}

void Ctl::synchronizeNow(const Service::SyncOptions &options)
{
    // A server that wants to be left alone for a moment: whoever waits with it sees why.
    connect(m_service.get(), &Service::statusChanged, this, [told = QString()](const service::AccountStatus &status) mutable {
        if (status.state == service::AccountStatus::State::WaitingToRetry && !status.what.isEmpty() && status.what != std::exchange(told, status.what))
            std::fprintf(stderr, "%s\n", qUtf8Printable(status.what));
    });
    onFinished(m_service->synchronize(options), [this](service::ResultJob<QList<service::MailboxSyncReport>> *job) {
        QStringList text;
        std::optional<Error> failed;
        for (const service::MailboxSyncReport &report : job->value()) {
            if (report.hasError) {
                text += QStringLiteral("%1 %2: %3 %4").arg(report.account, report.mailbox, report.error.text, report.error.reply.text);
                if (report.mailbox.isEmpty() && (!failed || isWorse(report.error.kind, failed->kind)))
                    failed = report.error;
                continue;
            }
            text += tr("%1 %2: %3 new, %4 changed, %5 gone, %6 operations, %7 bytes, %8 commands, %9 s")
                        .arg(report.account, report.mailbox)
                        .arg(report.added)
                        .arg(report.changed)
                        .arg(report.removed)
                        .arg(report.operationsDone)
                        .arg(report.bytes)
                        .arg(report.commands)
                        .arg(report.seconds, 0, 'f', 2);
        }
        // What waited in the outbox goes out with it, and its copies to Sent.
        waitWhile(
            [this, sent = std::make_shared<bool>(false)] {
                *sent = *sent || isSubmitting();
                return isSubmitting() || (*sent && isPlaying());
            },
            [this, json = toJsonArray(job->value()), text, failed] {
                tidyThen([this, json, text, failed] {
                    if (failed)
                        doneInPart(json, text.join(u'\n'), *failed);
                    else
                        done(json, text.join(u'\n'));
                });
            });
    });
}

//! Where only scripts use the profile, nobody else compresses what came in bulk.
void Ctl::tidyThen(std::function<void()> then)
{
    if (m_ended)
        return;
    disconnect(m_service.get(), nullptr, this, nullptr);
    onFinished(m_service->tidy(Service::Tidying::WhatRests, TidiedWithin), [then = std::move(then)](auto *) { then(); });
}

void Ctl::clean()
{
    const QString wanted = m_arguments.value(QStringLiteral("seconds"));
    bool ok = true;
    const int seconds = wanted.isEmpty() ? 3600 : wanted.toInt(&ok);
    if (!ok || seconds < 0) {
        usage(tr("--seconds takes a number."));
        return;
    }
    withService([this, seconds] {
        m_service->setOffline(true);
        onFinished(m_service->tidy(Service::Tidying::Everything, std::chrono::seconds(seconds)), [this](service::ResultJob<bool> *job) {
            done(QJsonObject { { QStringLiteral("more"), job->value() } }, job->value() ? tr("There is more to do.") : tr("Everything is tidy."));
        });
    });
}

void Ctl::finishOperation(service::ResultJob<OperationId> *job)
{
    onFinished(job, [this](service::ResultJob<OperationId> *finished) {
        waitWhile([this] { return isPlaying(); }, [this, id = finished->value()] { endOperation(id); });
    });
}

void Ctl::endOperation(OperationId id, QJsonObject json)
{
    json.insert(QStringLiteral("operation"), id.value);
    const auto open = m_reader->openOperations();
    for (const Operation &operation : open.value_or({})) {
        if (operation.id != id || operation.state != OperationState::Failed)
            continue;
        const Error error = advised(operation.lastError, operation.account, false);
        json.insert(QStringLiteral("error"), toJson(error));
        printFailure(json, error);
        return;
    }
    done(json, QString::number(id.value));
}

bool Ctl::isPlaying() const
{
    return m_reader->isPlaying().value_or(false);
}

void Ctl::waitWhile(std::function<bool()> waiting, std::function<void()> finish)
{
    // A missing password or a dead network only delays the remote half: the command itself is done.
    disconnect(m_service.get(), &Service::userNeeded, this, nullptr);
    connect(m_service.get(), &Service::changed, this, [waiting, finish] {
        if (!waiting())
            finish();
    });
    connect(m_service.get(), &Service::statusChanged, this, [finish](const service::AccountStatus &status) {
        if (status.hasError)
            finish();
    });
    QTimer::singleShot(RemoteHalfWithin, this, finish);
    if (!waiting())
        finish();
}

void Ctl::flag()
{
    QStringList ids;
    Flags add;
    Flags remove;
    for (const QString &word : m_arguments.words.mid(1)) {
        if (!word.startsWith(u'+') && !word.startsWith(u'-')) {
            ids.append(word);
            continue;
        }
        const auto flags = flagsNamed(word.mid(1));
        if (!flags) {
            usage(tr("\"%1\" cannot be a flag: seen, answered, flagged, draft, or a keyword of ASCII letters, digits and signs, without blanks.").arg(word.mid(1)));
            return;
        }
        (word.startsWith(u'+') ? add : remove).add(*flags);
    }
    const auto messages = messageIds(ids);
    if (!messages)
        return;
    if (add.isEmpty() && remove.isEmpty()) {
        usage(tr("flag takes +name or -name: seen, answered, flagged, draft, or a keyword."));
        return;
    }
    withService([this, messages = *messages, add, remove] { finishOperation(m_service->changeFlags(messages, add, remove)); });
}

void Ctl::moveOrCopy(bool copy)
{
    if (m_arguments.words.size() < 3) {
        usage(tr("move and copy take message ids and a folder."));
        return;
    }
    const auto messages = messageIds(m_arguments.words.mid(1, m_arguments.words.size() - 2));
    if (!messages || !openReader())
        return;
    const auto summary = m_reader->summary(messages->first());
    if (!summary) {
        fail(summary.error());
        return;
    }
    // The folder of the messages' own account, unless --account says otherwise.
    Result<Mailbox> destination = mailboxNamed(m_arguments.words.last());
    const auto own = m_reader->mailboxes(summary->account);
    for (const Mailbox &mailbox : own.value_or({})) {
        if (mailbox.name.path == m_arguments.words.last() || roleName(mailbox.role) == m_arguments.words.last().toLower())
            destination = mailbox;
    }
    if (!destination) {
        fail(destination.error());
        return;
    }
    withService([this, messages = *messages, id = destination->id, copy] {
        finishOperation(copy ? m_service->copy(messages, id) : m_service->move(messages, id));
    });
}

void Ctl::moveToRole(MailboxRole role)
{
    const auto messages = messageIds(m_arguments.words.mid(1));
    if (messages)
        withService([this, messages = *messages, role] { finishOperation(m_service->moveToRole(messages, role)); });
}

void Ctl::undo()
{
    OperationId id;
    if (m_arguments.words.size() > 1) {
        bool ok = false;
        id.value = m_arguments.word(1).toLongLong(&ok);
        if (!ok) {
            usage(tr("undo takes the number of an operation, or nothing for the last one."));
            return;
        }
    }
    withService([this, id] {
        onFinished(m_service->undo(id), [this](service::ResultJob<Undone> *job) {
            const Undone undone = job->value();
            QJsonArray skipped;
            for (const OperationId passed : undone.skipped) {
                skipped.append(passed.value);
                std::cerr << tr("Nothing of operation %1 is left to be undone; the one before it was taken.").arg(passed.value).toStdString() << '\n';
            }
            const QJsonObject json { { QStringLiteral("undone"), undone.undone.value }, { QStringLiteral("skipped"), skipped } };
            waitWhile([this] { return isPlaying(); }, [this, id = undone.operation, json] { endOperation(id, json); });
        });
    });
}

void Ctl::operationsChange()
{
    bool ok = false;
    const OperationId id { m_arguments.word(2).toLongLong(&ok) };
    if (!ok) {
        usage(tr("Which operation? \"golubctl operations list\" shows them."));
        return;
    }
    const bool retry = m_arguments.word(1) == u"retry";
    withService([this, id, retry] {
        onFinished(retry ? m_service->retryOperation(id) : m_service->cancelOperation(id), [this, id, retry](auto *) {
            if (retry)
                waitWhile([this] { return isPlaying(); }, [this, id] { endOperation(id); });
            else
                endOperation(id);
        });
    });
}

} // namespace golub::ctl
