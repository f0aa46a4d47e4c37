// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/SelectRequest.h"

#include <limits>

namespace golub::imap {
namespace {

quint32 toUInt32(quint64 number)
{
    return number > std::numeric_limits<quint32>::max() ? 0 : quint32(number);
}

} // namespace

MailboxRights rightsFrom(QByteArrayView letters)
{
    const auto any = [letters](QByteArrayView wanted) {
        for (const char c : wanted) {
            if (letters.contains(c))
                return true;
        }
        return false;
    };
    MailboxRights rights;
    rights.canRead = any("r");
    rights.canInsert = any("i");
    rights.canSetFlags = any("w");
    rights.canSetSeen = any("s");
    // "d" and "c" are what RFC 2086 had; "d" then stood for t and e together.
    rights.canDelete = any("d") || (any("t") && any("e"));
    rights.canCreate = any("kc");
    return rights;
}

SelectRequest::SelectRequest(RequestHost &host, MailboxName mailbox, std::optional<KnownMailbox> known, SelectSink sink, Done<SelectedMailbox> done,
    When when)
    : RequestFor(host, std::move(done)),
      m_mailbox(std::move(mailbox)),
      m_when(when),
      m_known(std::move(known)),
      m_sink(std::make_shared<SelectSink>(std::move(sink)))
{
}

bool SelectRequest::isOpen() const
{
    const auto &selection = host().selection();
    return m_when == When::IfNotOpen && !m_started && selection && selection->name.wire == m_mailbox.wire;
}

//! Where nothing is asked, it stands in nobody's way.
std::optional<Claim> SelectRequest::claim() const
{
    return isOpen() ? std::optional(Claim {}) : std::nullopt;
}

void SelectRequest::start()
{
    if (isOpen()) {
        SelectedMailbox told = host().selection()->told;
        told.exists = host().selection()->exists;
        return finish(told);
    }
    m_started = true;
    // Whatever happens, the mailbox that was selected before is not any more (RFC 9051 section 6.3.2).
    host().selection().reset();
    const bool known = m_known && m_known->uidValidity.isValid() && m_known->highestModSeq.isValid();
    select(known && host().capabilities().qresync());
    if (host().capabilities().has("ACL"))
        run(std::move(Command("MYRIGHTS", Expect::Other).mailbox(m_mailbox)), [this](const Result<Status> &) { deliver(); });
}

Command SelectRequest::command(const MailboxName &mailbox, const Capabilities &capabilities)
{
    Command command("SELECT", Expect::Select);
    command.mailbox(mailbox).first();
    if (capabilities.condStore() && !capabilities.enable())
        command.word("(CONDSTORE)");
    return command;
}

void SelectRequest::select(bool resync)
{
    m_resync = resync;
    m_selected = {};
    Command command = SelectRequest::command(m_mailbox, host().capabilities());
    if (resync) {
        command.open().word("QRESYNC").open().number(m_known->uidValidity.value).number(m_known->highestModSeq.value);
        // Without the known UIDs the server names all that ever vanished.
        if (const QByteArray uids = m_known->uids.toText(); !uids.isEmpty() && uids.size() <= host().quirks().commandLength)
            command.uids(m_known->uids);
        command.close().close().answers(m_known->uids.count());
    }
    run(std::move(command), [this](const Result<Status> &result) {
        if (result)
            return onSelected(*result);
        // Announced, and not understood after all: once more without, and never again here.
        const bool again = m_resync && result.error().kind == ErrorKind::ServerRefused;
        if (!again)
            fail(result.error());
        host().selectionFailed(result.error());
        if (again) {
            host().distrust("QRESYNC");
            select(false);
        }
    });
}

void SelectRequest::onSelected(const Status &status)
{
    onCode(status.code);
    m_selected.keywordsAllowed = !m_permanentFlags || m_permanentFlags->keywordsAllowed;
    m_selected.modSeqSupported = m_selected.highestModSeq.isValid() && host().capabilities().condStore();
    // A server that never said ENABLED may have left QRESYNC out of its answer; one that keeps no mod-sequences here has nothing to tell.
    m_selected.resynced = m_resync && host().isEnabled("QRESYNC") && m_selected.modSeqSupported && m_selected.uidValidity == m_known->uidValidity;
    host().selection() = Selection { m_mailbox, m_selected.uidValidity, m_selected.exists, m_permanentFlags };
    deliver();
}

void SelectRequest::deliver()
{
    if (running() > 0 || m_finished)
        return;
    if (host().selection()) {
        host().selection()->told = m_selected;
        host().selection()->told.resynced = false;
    }
    finish(m_selected);
}

bool SelectRequest::onData(Response &response)
{
    if (const auto *exists = std::get_if<ExistsData>(&response)) {
        m_selected.exists = exists->count;
    } else if (const auto *status = std::get_if<Status>(&response)) {
        onCode(status->code);
    } else if (auto *fetch = std::get_if<FetchData>(&response)) {
        if (host().selection())
            return false; // the answer is complete: this is somebody else's
        onFetch(*fetch);
    } else if (const auto *vanished = std::get_if<VanishedData>(&response); vanished && m_resync && vanished->earlier) {
        if (m_sink->vanished)
            host().later([sink = m_sink, uids = vanished->uids] { sink->vanished(uids); });
    } else if (const auto *other = std::get_if<OtherData>(&response); other && other->name == "MYRIGHTS") {
        m_selected.rights = rightsFrom(QByteArrayView(other->text).sliced(other->text.lastIndexOf(' ') + 1));
    } else {
        return std::holds_alternative<FlagsData>(response) || std::holds_alternative<RecentData>(response);
    }
    return true;
}

void SelectRequest::onFetch(FetchData &data)
{
    if (!m_resync || !data.uid.isValid() || !data.flags || !m_sink->changed)
        return;
    RemoteMessage message;
    message.uid = data.uid;
    message.flags = *data.flags;
    message.modSeq = data.modSeq;
    host().later([sink = m_sink, message = std::move(message)] { sink->changed(message); });
}

void SelectRequest::onCode(const ResponseCode &code)
{
    if (code.is("CLOSED")) { // what came until now was said about the mailbox before (RFC 7162 section 3.2.11)
        m_selected = {};
        m_permanentFlags.reset();
    } else if (code.is("UIDVALIDITY")) {
        m_selected.uidValidity.value = toUInt32(code.number);
    } else if (code.is("UIDNEXT")) {
        m_selected.uidNext.value = toUInt32(code.number);
    } else if (code.is("HIGHESTMODSEQ")) {
        m_selected.highestModSeq.value = code.number;
    } else if (code.is("NOMODSEQ")) {
        m_selected.highestModSeq = {};
    } else if (code.is("MAILBOXID")) {
        m_selected.mailboxId = code.text.mid(code.text.startsWith('(') ? 1 : 0).replace(')', QByteArray());
    } else if (code.is("PERMANENTFLAGS")) {
        m_permanentFlags = code.flags;
    } else if (code.is("READ-ONLY")) {
        m_selected.readOnly = true;
    } else if (code.is("READ-WRITE")) {
        m_selected.readOnly = false;
    }
}

void UnselectRequest::start()
{
    host().selection().reset();
    if (!host().capabilities().unselect())
        return finish({});
    run(std::move(Command("UNSELECT").alone()), orFail([this](const Status &) { finish({}); }));
}

} // namespace golub::imap
