// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/AccountRequests.h"

#include "protocols/wire/ProtocolText.h"

#include <QCoreApplication>

#include <limits>

namespace golub::imap {
namespace {

constexpr qsizetype MostResources = 1'000;
constexpr qint64 StorageUnit = 1024;

qint64 scaled(qint64 value, qint64 unit)
{
    value = std::max<qint64>(0, value);
    return value > std::numeric_limits<qint64>::max() / unit ? std::numeric_limits<qint64>::max() : value * unit;
}

bool hasMetadata(const RequestHost &host, const MailboxName &mailbox)
{
    return host.capabilities().has("METADATA") || (mailbox.wire.isEmpty() && host.capabilities().has("METADATA-SERVER"));
}

Error noMetadata()
{
    return { ErrorKind::ServerRefused, QCoreApplication::translate("Imap", "The server keeps no notes about folders.") };
}

} // namespace

void QuotaRequest::start()
{
    if (!host().capabilities().quota())
        return finish(m_resources);
    run(std::move(Command("GETQUOTAROOT", Expect::Quota).astring("INBOX")), orFail([this](const Status &) { finish(m_resources); }));
}

bool QuotaRequest::onData(Response &response)
{
    const auto *quota = std::get_if<QuotaData>(&response);
    if (!quota)
        return std::holds_alternative<QuotaRootData>(response);
    for (const QuotaData::Resource &resource : quota->resources) {
        if (m_resources.size() >= MostResources)
            break;
        const qint64 unit = resource.name == "STORAGE" ? StorageUnit : 1;
        m_resources.append({ wire::safeText(quota->root), wire::safeText(resource.name), scaled(resource.usage, unit), scaled(resource.limit, unit) });
    }
    return true;
}

void MetadataRequest::start()
{
    if (!hasMetadata(host(), m_mailbox))
        return fail(noMetadata());
    Command command("GETMETADATA", Expect::Metadata);
    command.mailbox(m_mailbox).open();
    for (const QByteArray &entry : std::as_const(m_entries))
        command.astring(entry);
    run(std::move(command.close()), orFail([this](const Status &) { finish(m_found); }));
}

bool MetadataRequest::onData(Response &response)
{
    const auto *metadata = std::get_if<MetadataData>(&response);
    if (!metadata)
        return false;
    for (const auto &[entry, value] : metadata->entries) {
        if (value && m_entries.contains(entry))
            m_found.append({ entry, *value });
    }
    return true;
}

void SetMetadataRequest::start()
{
    if (!hasMetadata(host(), m_mailbox))
        return fail(noMetadata());
    Command command("SETMETADATA", Expect::Metadata);
    command.mailbox(m_mailbox).open().astring(m_entry);
    m_value ? command.astring(*m_value) : command.word("NIL");
    run(std::move(command.close()), orFail([this](const Status &) { finish({}); }));
}

} // namespace golub::imap
