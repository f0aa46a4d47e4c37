// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/PartRequests.h"

#include <algorithm>
#include <vector>

namespace golub::imap {
namespace {

Claim fetching(Uid uid)
{
    Claim claim;
    claim.fetch = true;
    claim.uids = UidSet::of(uid);
    claim.mailbox = true;
    return claim;
}

} // namespace

QList<RemotePart> partsOf(const BodyPart &root)
{
    struct Entry {
        const BodyPart *part;
        int parent;
        QByteArray section;
    };
    QList<RemotePart> parts;
    // The message's own body is "1" where it is a single part (RFC 9051 section 6.4.5.1).
    std::vector<Entry> pending { { &root, -1, root.isMultipart() ? QByteArray() : QByteArray("1") } };
    while (!pending.empty()) {
        const Entry entry = std::move(pending.back());
        pending.pop_back();
        const int index = int(parts.size());
        RemotePart part;
        part.parent = entry.parent;
        part.section = entry.section;
        part.type = entry.part->type + '/' + entry.part->subtype;
        part.encoding = entry.part->encoding;
        part.contentId = entry.part->id;
        part.isAttachment = entry.part->disposition == "attachment" || !entry.part->fileName().isEmpty();
        part.size = entry.part->size;
        parts.append(part);
        if (!entry.part->isMultipart())
            continue;
        for (size_t i = entry.part->parts.size(); i-- > 0;) {
            const QByteArray number = QByteArray::number(qulonglong(i + 1));
            pending.push_back({ &entry.part->parts[i], index, entry.section.isEmpty() ? number : entry.section + '.' + number });
        }
    }
    return parts;
}

void StructureRequest::start()
{
    if (!host().mailboxExpected())
        return fail(host().noMailbox());
    if (host().headerCare() != HeaderCare::None)
        return fail(Error::of(ErrorKind::ServerRefused, QStringLiteral("BODYSTRUCTURE ends the connection")));
    Command command("UID FETCH", Expect::Fetch);
    command.uids(UidSet::of(m_uid)).word("(UID BODYSTRUCTURE)");
    run(std::move(command), orFail([this](const Status &) {
        if (m_structure)
            finish(partsOf(*m_structure));
        else
            fail(Error::of(ErrorKind::NotFound));
    }));
}

std::optional<Claim> StructureRequest::claim() const
{
    return fetching(m_uid);
}

bool StructureRequest::onData(Response &response)
{
    auto *data = std::get_if<FetchData>(&response);
    if (!data || data->uid != m_uid || !data->structure)
        return false;
    m_structure = std::move(data->structure);
    return true;
}

void SectionsRequest::start()
{
    if (!host().mailboxExpected())
        return fail(host().noMailbox());
    Command command("UID FETCH", Expect::Fetch);
    command.uids(UidSet::of(m_uid)).open().word("UID");
    for (const QByteArray &section : std::as_const(m_sections))
        command.section(section);
    run(std::move(command.close()), orFail([this](const Status &) {
        if (m_answered)
            finish(m_data);
        else
            fail(Error::of(ErrorKind::NotFound));
    }));
}

std::optional<Claim> SectionsRequest::claim() const
{
    return fetching(m_uid);
}

//! The answer may come in several pieces.
bool SectionsRequest::onData(Response &response)
{
    auto *data = std::get_if<FetchData>(&response);
    if (!data || (data->uid.isValid() && data->uid != m_uid) || data->sections.isEmpty())
        return false;
    bool ours = false;
    for (FetchedSection &section : data->sections) {
        const qsizetype at = m_sections.indexOf(section.section);
        if (at < 0 || section.binary)
            continue;
        ours = true;
        if (section.data)
            m_data[at] = std::move(*section.data);
    }
    m_answered = m_answered || ours;
    return ours;
}

} // namespace golub::imap
