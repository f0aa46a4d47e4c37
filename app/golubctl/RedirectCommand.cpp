// SPDX-License-Identifier: GPL-3.0-or-later
// Sending a message on as it is.
#include "app/golubctl/Ctl.h"

#include "core/mime/AddressParser.h"
#include "core/store/StoreReader.h"

namespace golub::ctl {

void Ctl::redirect()
{
    const auto ids = messageIds(m_arguments.words.mid(1, 1));
    if (!ids)
        return;
    const QStringList recipients = m_arguments.words.mid(2);
    if (recipients.isEmpty()) {
        usage(tr("To whom? \"golubctl redirect ID ADDRESS...\""));
        return;
    }
    if (!openReader())
        return;
    const auto message = m_reader->summary(ids->first());
    const QString name = m_arguments.value(QStringLiteral("account"));
    const auto account = !name.isEmpty() ? accountNamed(name) : message ? Result<AccountId>(message->account) : Result<AccountId>(message.error());
    const auto accounts = m_reader->accounts();
    if (!message || !account || !accounts) {
        fail(!message ? message.error() : !account ? account.error() : accounts.error());
        return;
    }
    Redirection to;
    to.account = *account;
    for (const QString &recipient : recipients)
        to.to += mime::parseTypedAddresses(recipient).mailboxes();
    for (const Account &candidate : *accounts) {
        if (candidate.id == *account)
            to.from = candidate.identities.isEmpty() ? Address { candidate.name, candidate.address } : candidate.identities.first().from();
    }
    withService([this, id = ids->first(), to] { queued(m_service->redirect(id, to)); });
}

} // namespace golub::ctl
