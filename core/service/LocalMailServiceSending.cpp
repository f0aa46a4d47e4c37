// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the service that knows about mail once it was sent, and about receipts for mail that was read.
#include "core/service/LocalMailService.h"

#include "core/account/ProviderDirectory.h"
#include "core/compose/DeliveryReasons.h"
#include "core/compose/ReplyRecipients.h"
#include "core/service/PostedJob.h"
#include "core/store/StoreReader.h"

#include <utility>

namespace golub::service {
ResultJob<Draft> *LocalMailService::prepareResend(MessageId report)
{
    return post<Draft>(tr("Preparing the message"), [report](Backend &backend, Done<Draft> done) { backend.prepareResend(report, std::move(done)); });
}

ResultJob<OutboxId> *LocalMailService::answerReceipt(MessageId id, bool send)
{
    return post<OutboxId>(tr("Answering"), [id, send](Backend &backend, Done<OutboxId> done) { backend.answerReceipt(id, send, std::move(done)); });
}

SendingFacts LocalMailService::sendingFacts(AccountId account) const
{
    const ServerSettings server = accountWith(account).outgoing;
    const auto record = m_reader->server(server.host, server.port);
    SendingFacts facts;
    if (!record || record->capabilities.isEmpty()) {
        facts.maxSize = m_providers ? m_providers->maxSizeAt(server.host) : 0;
        return facts;
    }
    facts.known = true;
    for (const QString &line : record->capabilities) {
        const QString keyword = line.section(u' ', 0, 0).toUpper();
        if (keyword == u"SIZE")
            facts.maxSize = qMax<qint64>(0, line.section(u' ', 1, 1).toLongLong());
        else if (keyword == u"SMTPUTF8")
            facts.smtpUtf8 = true;
        else if (keyword == u"DSN")
            facts.reports = true;
        else if (keyword == u"DELIVERBY")
            facts.deliverBy = true;
        else if (keyword == u"REQUIRETLS")
            facts.requireTls = true;
        else if (keyword == u"FUTURERELEASE")
            facts.holdsMail = true;
    }
    return facts;
}

void LocalMailService::complete(MessageView &view) const
{
    const MessageId id = view.summary.id;
    view.deliveries = compose::explained(m_reader->deliveryNews(id).value_or({}));
    if (view.report) {
        view.report->report = compose::explained(view.report->report);
        if (const auto original = m_reader->sentOriginal(view.summary.account, view.report->report)) {
            view.report->isOurs = original->isOurs;
            view.report->sent = original->copy;
            view.report->subject = original->isOurs ? original->subject : view.report->report.originalSubject;
        }
    }
    if (!view.receipt)
        return;
    const QString messageId = view.envelope.messageIdHeader;
    const auto answered = m_reader->isReceiptAnswered(view.summary.account, messageId.isEmpty() ? u'#' + QString::number(id.value) : messageId);
    const auto mailbox = m_reader->mailbox(view.summary.mailbox);
    const bool isJunk = mailbox && mailbox->role == MailboxRole::Junk;
    const QList<Address> from = view.envelope.from.mailboxes();
    const bool isOwn = from.isEmpty() || compose::isOwnAddress(accountWith(view.summary.account), from.first().address);
    const bool isDone = isOwn || view.summary.flags.hasKeyword(QStringLiteral("$MDNSent")) || answered.value_or(true);
    if (isDone || isJunk || view.summary.flags.has(Flag::Draft))
        view.receipt.reset();
}

std::function<void(const Result<MessageView> &)> LocalMailService::completed(std::function<void(const Result<MessageView> &)> settle)
{
    return [this, settle = std::move(settle)](Result<MessageView> result) {
        QMetaObject::invokeMethod(
            this,
            [this, settle, result]() mutable {
                if (result)
                    complete(*result);
                settle(result);
            },
            Qt::QueuedConnection);
    };
}

} // namespace golub::service
