// SPDX-License-Identifier: GPL-3.0-or-later
// Sending with golubctl, and the outbox.
#include "app/golubctl/Ctl.h"
#include "app/golubctl/JsonOutput.h"
#include "app/golubctl/SendTime.h"

#include "core/account/AccountJson.h"
#include "core/store/StoreReader.h"

#include <QJsonDocument>

#include <algorithm>
#include <iostream>
#include <unistd.h>
#include <utility>

namespace golub::ctl {

void Ctl::send()
{
    const bool fromDraft = m_arguments.has(QStringLiteral("file"));
    const QString path = m_arguments.value(fromDraft ? QStringLiteral("file") : QStringLiteral("eml"));
    if (path.isEmpty()) {
        usage(tr("send needs --file D.json or --eml FILE."));
        return;
    }
    auto options = sendOptions();
    if (!options) {
        usage(options.error().text);
        return;
    }
    if (!openReader())
        return;
    Error error;
    const QByteArray bytes = readInput(path, &error);
    if (!error.text.isEmpty()) {
        fail(error);
        return;
    }
    const auto accounts = m_reader->accounts();
    if (!accounts || accounts->isEmpty()) {
        fail(accounts ? Error { ErrorKind::NotFound, tr("There is no account yet. Add one first.") } : accounts.error());
        return;
    }
    if (!fromDraft) {
        const QString name = m_arguments.value(QStringLiteral("account"));
        const auto account = name.isEmpty() ? Result<AccountId>(accounts->first().id) : accountNamed(name);
        if (!account) {
            fail(account.error());
            return;
        }
        withService([this, account = *account, bytes, options = *options] { queued(m_service->sendRaw(account, bytes, options)); });
        return;
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isObject()) {
        fail(Error { ErrorKind::InvalidInput, tr("%1 is not a JSON object: %2").arg(path, problem.errorString()) });
        return;
    }
    auto draft = account::draftFromJson(document.object());
    if (!draft) {
        fail(draft.error());
        return;
    }
    const QJsonValue named = document.object().value(QStringLiteral("account"));
    const QString name = named.isDouble() ? QString::number(named.toInteger()) : named.toString();
    const auto account = name.isEmpty() ? Result<AccountId>(accounts->first().id) : accountNamed(name);
    if (!account) {
        fail(account.error());
        return;
    }
    draft->account = *account;
    for (const Account &candidate : *accounts) {
        if (candidate.id == *account && draft->from.isEmpty())
            draft->from = candidate.identities.isEmpty() ? Address { candidate.name, candidate.address } : candidate.identities.first().from();
    }
    const auto asked = account::submissionFromJson(document.object());
    if (!asked) {
        fail(asked.error());
        return;
    }
    const QDateTime holdUntil = options->submission.holdUntil; // of the command line
    options->submission = *asked;
    if (holdUntil.isValid())
        options->submission.holdUntil = holdUntil;
    withService([this, draft = *draft, options = *options] { queued(m_service->send(draft, options)); });
}

//! --at and --undo. InvalidInput says what is wrong with them.
Result<SendOptions> Ctl::sendOptions() const
{
    SendOptions options;
    if (m_arguments.has(QStringLiteral("at"))) {
        const auto at = parseSendTime(m_arguments.value(QStringLiteral("at")), QDateTime::currentDateTime());
        if (!at)
            return at.error();
        options.at = *at;
    }
    if (m_arguments.has(QStringLiteral("held-by-server"))) {
        if (!options.at.isValid())
            return Error { ErrorKind::InvalidInput, tr("--held-by-server says who keeps the message until --at TIME.") };
        options.submission.holdUntil = std::exchange(options.at, {});
    }
    if (m_arguments.has(QStringLiteral("undo"))) {
        bool ok = false;
        const int seconds = m_arguments.value(QStringLiteral("undo")).toInt(&ok);
        if (!ok || seconds < 0 || seconds > 120)
            return Error { ErrorKind::InvalidInput, tr("--undo takes 0 to 120 seconds.") };
        options.undo = std::chrono::seconds(seconds);
    }
    return options;
}

void Ctl::queued(service::Job *job)
{
    auto *result = static_cast<service::ResultJob<OutboxId> *>(job);
    onFinished(result, [this](service::ResultJob<OutboxId> *finished) {
        const OutboxId id = finished->value();
        if (m_arguments.has(QStringLiteral("wait"))) {
            watchOutbox(id);
            return;
        }
        disconnect(m_service.get(), &Service::userNeeded, this, nullptr);
        const auto entry = m_reader->outboxEntry(id);
        const OutboxState state = entry && entry->state == OutboxState::Held ? OutboxState::Held : OutboxState::Queued;
        QJsonObject json { { QStringLiteral("id"), id.value }, { QStringLiteral("state"), outboxStateName(state) } };
        if (state == OutboxState::Held)
            json.insert(QStringLiteral("held_until"), entry->heldUntil.toUTC().toString(Qt::ISODate));
        done(json, QString::number(id.value));
    });
}

//! Until the server has answered for good, or cannot be reached now.
void Ctl::watchOutbox(OutboxId id)
{
    const auto check = [this, id] {
        const auto entry = m_reader->outboxEntry(id);
        if (!entry) {
            fail(entry.error());
            return;
        }
        switch (entry->state) {
        case OutboxState::Accepted:
            // The Sent copy is on its way, too.
            waitWhile([this] { return isSubmitting() || isPlaying(); }, [this, id] { reportAccepted(id); });
            return;
        case OutboxState::Refused:
        case OutboxState::Uncertain:
        case OutboxState::Cancelled:
            failSending(*entry);
            return;
        case OutboxState::Queued:
            // Stays in the outbox. What the person is needed for comes with the account's status, which has the certificate with it.
            if (entry->hasError ? recoveryFor(entry->lastError.kind) != Recovery::AskUser : entry->nextTry.isValid())
                failSending(*entry);
            return;
        case OutboxState::Held:
        case OutboxState::Claimed:
        case OutboxState::Sending:
            return;
        }
    };
    connect(m_service.get(), &Service::changed, this, check);
    connect(m_service.get(), &Service::statusChanged, this, [this, id](const service::AccountStatus &status) {
        auto entry = m_reader->outboxEntry(id);
        const bool about = status.hasError && entry && entry->state == OutboxState::Queued && entry->account == status.account
            && entry->hasError && entry->lastError.kind == status.error.kind;
        if (!about || (status.error.kind == ErrorKind::AuthFailed && isatty(STDIN_FILENO))) // then the password is asked for
            return;
        entry->lastError = status.error;
        failSending(*entry);
    });
    check();
}

void Ctl::reportAccepted(OutboxId id)
{
    const auto entry = m_reader->outboxEntry(id);
    if (!entry) {
        fail(entry.error());
        return;
    }
    QStringList text { tr("Accepted.") };
    QStringList refused;
    ServerReply reply;
    for (const OutboxRecipient &recipient : entry->recipients) {
        text += QStringLiteral("%1: %2").arg(recipient.address, recipient.reply.text);
        if (recipient.state != RecipientState::Refused)
            continue;
        refused += recipient.address;
        reply = recipient.reply;
    }
    if (refused.isEmpty()) {
        done(toJson(*entry), text.join(u'\n'));
        return;
    }
    const Error error { ErrorKind::ServerRefused,
        tr("Not everybody gets the message. The server refused: %1. It took the message for the others; send it to the refused ones alone.")
            .arg(refused.join(QStringLiteral(", "))),
        {}, reply };
    QJsonObject json = toJson(*entry);
    json.insert(QStringLiteral("error"), toJson(error));
    if (!m_arguments.json && !m_ended)
        std::cout << text.join(u'\n').toStdString() << std::endl;
    printFailure(json, error);
}

bool Ctl::isInOutbox(std::initializer_list<OutboxState> states) const
{
    const auto entries = m_reader->outbox();
    const QList<OutboxEntry> all = entries.value_or({});
    return std::any_of(all.cbegin(), all.cend(), [states](const OutboxEntry &entry) {
        return std::find(states.begin(), states.end(), entry.state) != states.end();
    });
}

//! Whether a message is on its way out or is next, or its copy has still to be made.
bool Ctl::isSubmitting() const
{
    if (isInOutbox({ OutboxState::Claimed, OutboxState::Sending }))
        return true;
    const auto entries = m_reader->outbox();
    const QList<OutboxEntry> all = entries.value_or({});
    return std::any_of(all.cbegin(), all.cend(), [](const OutboxEntry &entry) {
        const bool next = entry.state == OutboxState::Queued && !entry.hasError && !entry.nextTry.isValid();
        const bool due = entry.state == OutboxState::Held && entry.heldUntil <= QDateTime::currentDateTimeUtc();
        return next || due || (entry.state == OutboxState::Accepted && entry.sentCopy == SentCopyState::Waiting);
    });
}

void Ctl::failSending(const OutboxEntry &entry)
{
    Error error = advised(entry.lastError, entry.account);
    if (!entry.hasError)
        error = Error::of(entry.state == OutboxState::Queued ? ErrorKind::ServerTemporary : ErrorKind::ServerRefused);
    if (!m_arguments.json) {
        const bool first = !m_ended;
        fail(error);
        if (first && entry.state == OutboxState::Uncertain)
            std::cerr << questionAbout(entry).join(u'\n').toStdString() << std::endl;
        return;
    }
    QJsonObject json = toJson(entry);
    json.insert(QStringLiteral("error"), toJson(error));
    printFailure(json, error);
}

QStringList Ctl::questionAbout(const OutboxEntry &entry)
{
    QStringList lines;
    const QStringList facts = uncertaintyFacts(entry.uncertainty);
    for (const QString &fact : facts)
        lines += QStringLiteral("  ") + fact;
    lines += QStringLiteral("  ") + tr("If somebody got it: golubctl outbox resolve %1 sent. To send it again: golubctl outbox resolve %1 unsent. "
                        "To look for it again: golubctl outbox look %1.").arg(entry.id.value);
    return lines;
}

//! Proved, it has left the list; else its facts tell where was looked.
void Ctl::endLook(OutboxId id)
{
    const auto entry = m_reader->outboxEntry(id);
    if (!entry)
        fail(entry.error());
    else if (entry->state == OutboxState::Uncertain)
        done(toJson(*entry), questionAbout(*entry).join(u'\n'));
    else
        waitWhile([this] { return isSubmitting() || isPlaying(); }, [this, id] { reportAccepted(id); });
}

void Ctl::outboxChange()
{
    bool ok = false;
    const OutboxId id { m_arguments.word(2).toLongLong(&ok) };
    if (!ok) {
        usage(tr("Which message? \"golubctl outbox list\" shows them."));
        return;
    }
    const QString verb = m_arguments.word(1);
    const QString word = m_arguments.word(3);
    if (verb == u"resolve" && word != u"sent" && word != u"unsent") {
        usage(tr("resolve takes the message's id and \"sent\" or \"unsent\"."));
        return;
    }
    withService([this, id, verb, word] {
        const QJsonObject json { { QStringLiteral("id"), id.value } };
        if (verb == u"retry") {
            onFinished(m_service->retryOutbox(id), [this, id](auto *) { watchOutbox(id); });
        } else if (verb == u"look") {
            onFinished(m_service->lookForOutbox(id), [this, id](auto *) { endLook(id); });
        } else if (verb == u"cancel") {
            disconnect(m_service.get(), &Service::userNeeded, this, nullptr);
            onFinished(m_service->cancelOutbox(id), [this, json](service::ResultJob<DraftId> *job) {
                QJsonObject out = json;
                out.insert(QStringLiteral("draft"), job->value().value);
                done(out, tr("Taken back; it is a draft again."));
            });
        } else {
            onFinished(m_service->resolveOutbox(id, word == u"sent"), [this, json](auto *) {
                waitWhile([this] { return isSubmitting() || isPlaying(); }, [this, json] { done(json, tr("Noted.")); });
            });
        }
    });
}

} // namespace golub::ctl
