// SPDX-License-Identifier: GPL-3.0-or-later
// Reading receipts that others want (RFC 8098): "receipt ID" tells of the wish, "send" and "decline" answer it, once for ever.
#include "app/golubctl/Ctl.h"
#include "app/golubctl/JsonOutput.h"
#include "core/store/StoreReader.h"

#include <QJsonArray>

namespace golub::ctl {

void Ctl::receipt()
{
    const auto ids = messageIds(m_arguments.words.mid(1, 1));
    if (!ids)
        return;
    const QString answer = m_arguments.word(2);
    if (!answer.isEmpty() && answer != u"send" && answer != u"decline") {
        usage(tr("receipt takes the message's id, and \"send\" or \"decline\" to answer."));
        return;
    }
    withService([this, id = ids->first(), answer] {
        onFinished(m_service->openMessage(id), [this, id, answer](service::ResultJob<service::MessageView> *job) {
            const auto wish = job->value().receipt;
            if (answer.isEmpty())
                tellOfReceipt(id, wish);
            else if (!wish)
                fail(Error { ErrorKind::NotFound, tr("This message wants no receipt, or it was answered already.") });
            else
                answerReceipt(id, answer == u"send");
        });
    });
}

void Ctl::tellOfReceipt(MessageId id, const std::optional<service::ReceiptWish> &wish)
{
    QJsonArray json;
    QStringList addresses;
    for (const Address &address : wish ? wish->to : QList<Address>()) {
        json.append(address.address);
        addresses += address.address;
    }
    const QJsonObject out { { QStringLiteral("id"), id.value }, { QStringLiteral("wanted"), wish.has_value() }, { QStringLiteral("to"), json },
        { QStringLiteral("doubtful"), wish && wish->isDoubtful } };
    if (!wish) {
        done(out, tr("This message wants no receipt, or it was answered already."));
        return;
    }
    QString text = tr("A receipt is wanted at %1.").arg(addresses.join(QStringLiteral(", ")));
    if (wish->isDoubtful)
        text += u' ' + tr("That is not where the message came from.");
    done(out, text + u'\n' + tr("golubctl receipt %1 send|decline").arg(id.value));
}

void Ctl::answerReceipt(MessageId id, bool send)
{
    service::ResultJob<OutboxId> *job = m_service->answerReceipt(id, send);
    if (send) {
        queued(job);
        return;
    }
    onFinished(job, [this, id](auto *) {
        waitWhile([this] { return isPlaying(); }, [this, id] {
            done(QJsonObject { { QStringLiteral("id"), id.value }, { QStringLiteral("sent"), false } },
                tr("No receipt is sent, and nobody is asked again."));
        });
    });
}

} // namespace golub::ctl
