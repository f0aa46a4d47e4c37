// SPDX-License-Identifier: GPL-3.0-or-later
// Sending with golubctl, and the outbox.
#include "app/golubctl/Ctl.h"
#include "app/golubctl/JsonOutput.h"

#include "core/account/AccountJson.h"
#include "core/store/StoreReader.h"

#include <QJsonDocument>

namespace golub::ctl {

void Ctl::send()
{
    const bool fromDraft = m_arguments.has(QStringLiteral("file"));
    const QString path = m_arguments.value(fromDraft ? QStringLiteral("file") : QStringLiteral("eml"));
    if (path.isEmpty()) {
        usage(tr("send needs --file D.json or --eml FILE."));
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
        withService([this, account = *account, bytes] { queued(m_service->sendRaw(account, bytes)); });
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
    withService([this, draft = *draft] { queued(m_service->send(draft)); });
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
        done(QJsonObject { { QStringLiteral("id"), id.value }, { QStringLiteral("state"), QStringLiteral("queued") } }, QString::number(id.value));
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
        case OutboxState::Accepted: {
            QStringList text { tr("Accepted.") };
            for (const OutboxRecipient &recipient : entry->recipients)
                text += QStringLiteral("%1: %2").arg(recipient.address, recipient.reply.text);
            // The Sent copy is on its way, too.
            waitForOperations(toJson(*entry), text.join(u'\n'));
            return;
        }
        case OutboxState::Refused:
        case OutboxState::Uncertain:
        case OutboxState::Cancelled:
            failSending(*entry);
            return;
        case OutboxState::Queued:
            if (entry->hasError && entry->attempts > 0)
                failSending(*entry); // stays in the outbox and is tried again
            return;
        case OutboxState::Claimed:
        case OutboxState::Sending:
            return;
        }
    };
    connect(m_service.get(), &Service::changed, this, check);
    check();
}

void Ctl::failSending(const OutboxEntry &entry)
{
    Error error = entry.lastError;
    if (!entry.hasError)
        error = Error::of(ErrorKind::ServerRefused);
    if (!m_arguments.json) {
        fail(error);
        return;
    }
    QJsonObject json = toJson(entry);
    json.insert(QStringLiteral("error"), toJson(error));
    printFailure(json, error);
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
        } else if (verb == u"cancel") {
            disconnect(m_service.get(), &Service::userNeeded, this, nullptr);
            onFinished(m_service->cancelOutbox(id), [this, json](service::ResultJob<DraftId> *job) {
                QJsonObject out = json;
                out.insert(QStringLiteral("draft"), job->value().value);
                done(out, tr("Taken back; it is a draft again."));
            });
        } else {
            onFinished(m_service->resolveOutbox(id, word == u"sent"), [this, json](auto *) { waitForOperations(json, tr("Noted.")); });
        }
    });
}

} // namespace golub::ctl
