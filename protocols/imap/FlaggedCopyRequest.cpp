// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/FlaggedCopyRequest.h"

#include "core/base/Limits.h"

#include <algorithm>
#include <map>

namespace golub::imap {

void FlaggedCopyRequest::start()
{
    m_placed = UidValidity();
    if (!host().selection())
        return fail(host().noMailbox());
    if (m_uids.isEmpty())
        return finish(RemoteStore::UidMap());
    m_source = host().selection()->name;
    readFlags();
}

void FlaggedCopyRequest::readFlags()
{
    run(std::move(Command("UID FETCH", Expect::Fetch).uids(m_uids).word("(UID FLAGS)")), orFail([this](const Status &) { noteUidNext(); }));
}

void FlaggedCopyRequest::noteUidNext()
{
    Command command("STATUS", Expect::Status);
    command.mailbox(m_destination).open().items("UIDNEXT").close();
    run(std::move(command), [this](const Result<Status> &) { copy(); }); // what is wrong with it COPY says, too
}

void FlaggedCopyRequest::copy()
{
    run(std::move(Command("UID COPY", Expect::Select).uids(m_uids).mailbox(m_destination)), orFail([this](const Status &status) {
        if (status.code.is("COPYUID")) {
            m_placed = status.code.uidValidity;
            m_map = status.code.pairs;
        }
        const bool any = std::any_of(m_flags.cbegin(), m_flags.cend(), [](const Flags &flags) { return !flags.isEmpty(); });
        any && m_uidNext > 0 ? openDestination() : finish(m_map);
    }));
}

Command FlaggedCopyRequest::select(const MailboxName &mailbox) const
{
    Command command("SELECT", Expect::Select);
    command.mailbox(mailbox).first();
    return command;
}

void FlaggedCopyRequest::openDestination()
{
    m_away = true;
    run(select(m_destination), [this](const Result<Status> &result) {
        const bool ours = result && m_uidNextAfter == m_uidNext + quint64(m_flags.size());
        ours ? setFlags() : openSource();
    });
}

void FlaggedCopyRequest::setFlags()
{
    quint64 uid = m_uidNext;
    std::map<QStringList, std::pair<Flags, QList<Uid>>> byFlags;
    for (const Flags &flags : std::as_const(m_flags)) {
        auto &group = byFlags[flags.names()];
        group.first = flags;
        group.second.append(Uid { quint32(uid++) });
    }
    for (const auto &[names, group] : byFlags) {
        if (group.first.isEmpty())
            continue;
        run(std::move(Command("UID STORE", Expect::Fetch).uids(UidSet(group.second)).word("+FLAGS.SILENT").flags(group.first)),
            [this](const Result<Status> &) {
                if (running() == 0)
                    openSource();
            });
    }
}

void FlaggedCopyRequest::openSource()
{
    run(select(m_source), orFail([this](const Status &) {
        // Whoever asked goes on with the mailbox as it was.
        m_away = false;
        auto &selection = host().selection();
        if (!selection || selection->uidValidity != m_uidValidity)
            return host().abort(Error::of(ErrorKind::ConnectionLost));
        selection->exists = m_exists;
        finish(m_map);
    }));
}

bool FlaggedCopyRequest::onData(Response &response)
{
    if (const auto *fetch = std::get_if<FetchData>(&response)) {
        if (m_away)
            return true;
        if (!fetch->uid.isValid() || !fetch->flags || !m_uids.contains(fetch->uid) || m_flags.size() >= limits::ImapUidMap)
            return false;
        m_flags.insert(fetch->uid.value, *fetch->flags);
        return true;
    }
    if (const auto *counts = std::get_if<StatusData>(&response)) {
        m_uidNext = quint64(counts->uidNext.value_or(0));
        return true;
    }
    if (!m_away)
        return false;
    if (const auto *exists = std::get_if<ExistsData>(&response)) {
        m_exists = exists->count;
    } else if (const auto *status = std::get_if<Status>(&response)) {
        if (status->code.is("UIDNEXT"))
            m_uidNextAfter = status->code.number;
        else if (status->code.is("UIDVALIDITY"))
            m_uidValidity.value = quint32(status->code.number);
    }
    return true;
}

} // namespace golub::imap
