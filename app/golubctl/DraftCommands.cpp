// SPDX-License-Identifier: GPL-3.0-or-later
// Drafts, and single attachments.
#include "app/golubctl/Ctl.h"
#include "app/golubctl/JsonOutput.h"

#include "core/account/AccountJson.h"
#include "core/store/StoreReader.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace golub::ctl {
namespace {

QJsonObject draftJson(const Draft &draft)
{
    QJsonArray to;
    for (const Address &address : draft.to)
        to.append(address.display());
    QJsonArray attachments;
    for (const DraftAttachment &attachment : draft.attachments)
        attachments.append(attachment.name);
    return { { QStringLiteral("id"), draft.id.value }, { QStringLiteral("account"), draft.account.value }, { QStringLiteral("to"), to },
        { QStringLiteral("subject"), draft.subject }, { QStringLiteral("text"), draft.text }, { QStringLiteral("html"), draft.html },
        { QStringLiteral("attachments"), attachments }, { QStringLiteral("on_server"), draft.onServer.value } };
}

} // namespace

void Ctl::draftList()
{
    if (!openReader())
        return;
    const auto drafts = m_reader->drafts();
    if (!drafts) {
        fail(drafts.error());
        return;
    }
    QJsonArray array;
    QStringList text;
    for (const Draft &draft : *drafts) {
        array.append(draftJson(draft));
        text += QStringLiteral("%1  %2").arg(draft.id.value).arg(draft.subject);
    }
    done(array, text.join(u'\n'));
}

//! Until the account's drafts folder has it, or the server cannot be reached.
void Ctl::finishDraft(AccountId account, const QJsonObject &json)
{
    const auto accounts = m_reader->accounts();
    const bool imap = std::any_of(accounts->cbegin(), accounts->cend(),
        [account](const Account &one) { return one.id == account && one.protocol == IncomingProtocol::Imap; });
    const auto begun = std::make_shared<bool>(!imap);
    waitWhile(
        [this, begun] {
            *begun = *begun || isPlaying();
            return !*begun || isPlaying();
        },
        [this, json] { done(json, QString::number(json.value(u"id").toInteger())); });
}

void Ctl::draftSave()
{
    const QString path = m_arguments.value(QStringLiteral("file"));
    if (path.isEmpty() || m_arguments.words.size() > 3) {
        usage(tr("draft save needs --file D.json, and takes the number of a draft to be replaced."));
        return;
    }
    if (!openReader())
        return;
    Error error;
    const QByteArray bytes = readInput(path, &error);
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    const auto draft = error.text.isEmpty() ? account::draftFromJson(document.object()) : Result<Draft>(error);
    const auto accounts = m_reader->accounts();
    if (!draft || !accounts || accounts->isEmpty()) {
        fail(!draft ? draft.error() : accounts ? Error { ErrorKind::NotFound, tr("There is no account yet. Add one first.") } : accounts.error());
        return;
    }
    const QString name = document.object().value(u"account").toString();
    const auto account = name.isEmpty() ? Result<AccountId>(accounts->first().id) : accountNamed(name);
    if (!account) {
        fail(account.error());
        return;
    }
    Draft saved = *draft;
    saved.account = *account;
    saved.id = DraftId { m_arguments.word(2).toLongLong() };
    for (const Account &candidate : *accounts) {
        if (candidate.id == *account && saved.from.isEmpty() && !candidate.identities.isEmpty())
            saved.from = candidate.identities.first().from();
    }
    withService([this, saved] {
        onFinished(m_service->saveDraft(saved), [this, account = saved.account](service::ResultJob<DraftId> *job) {
            finishDraft(account, { { QStringLiteral("id"), job->value().value } });
        });
    });
}

//! A message of a drafts folder becomes a draft here.
void Ctl::draftOpen()
{
    const auto ids = messageIds(m_arguments.words.mid(2));
    if (!ids)
        return;
    withService([this, id = ids->first()] {
        onFinished(m_service->openDraft(id), [this](service::ResultJob<Draft> *opened) {
            if (opened->value().id.isValid()) {
                done(draftJson(opened->value()), QString::number(opened->value().id.value));
                return;
            }
            onFinished(m_service->saveDraft(opened->value()), [this, draft = opened->value()](service::ResultJob<DraftId> *job) {
                Draft kept = draft;
                kept.id = job->value();
                finishDraft(kept.account, draftJson(kept));
            });
        });
    });
}

void Ctl::draftRemove()
{
    bool ok = false;
    const DraftId id { m_arguments.word(2).toLongLong(&ok) };
    if (!ok) {
        usage(tr("Which draft? \"golubctl draft list\" shows them."));
        return;
    }
    withService([this, id] {
        onFinished(m_service->removeDraft(id), [this, id](auto *) {
            waitWhile([this] { return isPlaying(); }, [this, id] { done(QJsonObject { { QStringLiteral("id"), id.value } }, {}); });
        });
    });
}

void Ctl::attachments()
{
    const auto ids = messageIds(m_arguments.words.mid(1));
    if (!ids)
        return;
    withService([this, id = ids->first()] {
        onFinished(m_service->openMessage(id), [this](service::ResultJob<service::MessageView> *job) {
            QJsonArray array;
            QStringList text;
            for (const service::AttachmentView &attachment : job->value().attachments) {
                array.append(QJsonObject { { QStringLiteral("part"), attachment.part }, { QStringLiteral("name"), attachment.name },
                    { QStringLiteral("type"), attachment.type }, { QStringLiteral("size"), attachment.size },
                    { QStringLiteral("here"), attachment.isHere } });
                text += QStringLiteral("%1  %2  %3").arg(attachment.part).arg(attachment.size).arg(attachment.name);
            }
            done(array, text.join(u'\n'));
        });
    });
}

void Ctl::attachment()
{
    bool ok = false;
    const int part = m_arguments.word(2).toInt(&ok);
    const auto ids = messageIds(m_arguments.words.mid(1, 1));
    if (!ids)
        return;
    if (!ok || m_arguments.words.size() != 4) {
        usage(tr("attachment takes a message, the number of a part as \"golubctl attachments\" shows it, and a file, or - for standard output."));
        return;
    }
    withService([this, id = ids->first(), part, path = m_arguments.word(3)] {
        auto *job = m_service->attachment(id, part);
        if (isatty(fileno(stderr))) {
            connect(job, &service::Job::progressed, this, [](const QString &, qint64 now, qint64 total) {
                std::fprintf(stderr, "\r%lld / %lld", static_cast<long long>(now), static_cast<long long>(total));
            });
        }
        onFinished(job, [this, path](service::ResultJob<QByteArray> *finished) {
            const QByteArray &content = finished->value();
            if (path == u"-") {
                std::fwrite(content.constData(), 1, size_t(content.size()), stdout);
                std::fflush(stdout);
                end(0);
                return;
            }
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
                fail(Error { ErrorKind::Storage, tr("The file %1 cannot be written: %2").arg(path, file.errorString()) });
                return;
            }
            done(QJsonObject { { QStringLiteral("file"), path }, { QStringLiteral("size"), content.size() } }, path);
        });
    });
}

} // namespace golub::ctl
