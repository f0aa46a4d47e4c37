// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/MailboxRequests.h"

#include "core/base/Limits.h"
#include "protocols/imap/MailboxCodec.h"
#include "protocols/imap/SelectRequest.h"
#include "protocols/imap/SpecialUse.h"

#include <QCoreApplication>

#include <limits>

namespace golub::imap {
namespace {

quint32 toUInt32(quint64 number)
{
    return number > std::numeric_limits<quint32>::max() ? 0 : quint32(number);
}

// Servers may spell a name in another way than it was asked for: the other case of INBOX, UTF-8 instead of modified UTF-7.
bool isSame(const QByteArray &wire, const MailboxName &mailbox)
{
    if (wire == mailbox.wire || wire.compare(mailbox.wire, Qt::CaseInsensitive) == 0)
        return true;
    return decodeMailboxName(wire).normalized(QString::NormalizationForm_C) == decodeMailboxName(mailbox.wire).normalized(QString::NormalizationForm_C);
}

} // namespace

QByteArray statusItems(const Capabilities &capabilities, bool withSize)
{
    QByteArray items = "MESSAGES UNSEEN UIDNEXT UIDVALIDITY";
    if (capabilities.condStore())
        items += " HIGHESTMODSEQ";
    if (capabilities.statusSize() && withSize)
        items += " SIZE";
    if (capabilities.has("OBJECTID"))
        items += " MAILBOXID";
    return items;
}

void addCounts(MailboxCounts &counts, const StatusData &data)
{
    counts.messages = data.messages.value_or(counts.messages);
    counts.unseen = data.unseen.value_or(counts.unseen);
    counts.uidNext.value = toUInt32(quint64(data.uidNext.value_or(counts.uidNext.value)));
    counts.uidValidity.value = toUInt32(quint64(data.uidValidity.value_or(counts.uidValidity.value)));
    counts.highestModSeq.value = quint64(data.highestModSeq.value_or(qint64(counts.highestModSeq.value)));
    counts.size = data.size.value_or(counts.size);
    if (!data.mailboxId.isEmpty())
        counts.mailboxId = data.mailboxId;
}

namespace {

Command changesCommand()
{
    Command command("LIST", Expect::List);
    command.astring("").astring("*").word("RETURN").open().word("STATUS").open().word("UIDVALIDITY HIGHESTMODSEQ").close().close();
    return command;
}

Command everythingCommand(const Capabilities &capabilities, bool withStatus, bool withSize)
{
    Command command("LIST", Expect::List);
    command.astring("").astring("*").word("RETURN").open();
    // IMAP4rev2 tells the roles unasked and has no such option (RFC 9051 sections 6.3.9.2 and 7.3.1).
    if (capabilities.has("SPECIAL-USE"))
        command.word("SPECIAL-USE");
    command.word("SUBSCRIBED");
    if (withStatus)
        command.word("STATUS").open().items(statusItems(capabilities, withSize)).close();
    command.close();
    return command;
}

} // namespace

//! With QRESYNC the mod-sequence grows with all that happens, removals among it (RFC 7162 sections 3.1.2.1 and 3.2).
bool ListRequest::hasShortWay(const Capabilities &capabilities)
{
    return capabilities.listStatus() && capabilities.listExtended() && capabilities.qresync();
}

std::optional<Command> ListRequest::command(What what, const Capabilities &capabilities, bool withSize)
{
    if (what == What::Changes && hasShortWay(capabilities))
        return changesCommand();
    if (capabilities.specialUse() && capabilities.listExtended())
        return everythingCommand(capabilities, capabilities.listStatus(), withSize);
    return {};
}

void ListRequest::start()
{
    const Capabilities &capabilities = host().capabilities();
    if (m_what == What::Changes && hasShortWay(capabilities))
        return listChanges();
    if (capabilities.specialUse() && capabilities.listExtended())
        return extendedList(capabilities.listStatus());
    if (capabilities.has("XLIST") && !capabilities.specialUse())
        return run(std::move(Command("XLIST", Expect::List).astring("").astring("*")), [this](const Result<Status> &result) { result ? deliver() : plainList(); });
    plainList();
}

void ListRequest::listChanges()
{
    m_withStatus = true;
    run(changesCommand(), [this](const Result<Status> &result) {
        if (result)
            return deliver();
        host().distrust("LIST-STATUS");
        m_what = What::Everything;
        extendedList(false);
    });
}

void ListRequest::extendedList(bool withStatus)
{
    m_withStatus = withStatus;
    m_lists.clear();
    // Adding up the bytes of an inbox that was never asked for takes a server a while, and whoever opens it at the same time waits for its screen.
    run(everythingCommand(host().capabilities(), withStatus, !host().mailboxExpected()), [this, withStatus](const Result<Status> &result) {
        if (result)
            return deliver();
        // Announced and not understood: each time with less.
        if (withStatus)
            host().distrust("LIST-STATUS");
        withStatus ? extendedList(false) : plainList();
    });
}

void ListRequest::plainList()
{
    m_lists.clear();
    m_withStatus = false;
    run(std::move(Command("LIST", Expect::List).astring("").astring("*")), orFail([this](const Status &) { deliver(); }));
}

std::optional<Claim> ListRequest::claim() const
{
    Claim claim;
    claim.list = true;
    return claim;
}

bool ListRequest::onData(Response &response)
{
    if (const auto *status = std::get_if<StatusData>(&response)) {
        if (!m_withStatus || m_counts.size() >= limits::MailboxCount)
            return false;
        auto counts = m_counts.find(status->mailbox);
        if (counts == m_counts.end()) {
            counts = m_counts.insert(status->mailbox, {});
            counts->messages = m_what == What::Changes ? -1 : 0;
        }
        addCounts(*counts, *status);
        return true;
    }
    auto *list = std::get_if<ListData>(&response);
    if (!list || list->kind == ListData::Kind::LSub)
        return false;
    if (m_lists.size() >= limits::MailboxCount)
        host().abort(Error::of(ErrorKind::LimitExceeded, QCoreApplication::translate("Imap", "The server has more than %1 folders.").arg(limits::MailboxCount)));
    else
        m_lists.append(std::move(*list));
    return true;
}

void ListRequest::deliver()
{
    if (m_finished)
        return;
    if (host().quirks().has(Quirk::OtherClasses))
        m_lists.removeIf([](const ListData &list) { return !holdsMail(list); });
    QList<RemoteMailbox> mailboxes = mailboxesFrom(m_lists);
    for (RemoteMailbox &mailbox : mailboxes) {
        const auto counts = m_counts.constFind(mailbox.name.wire);
        if (counts == m_counts.constEnd())
            continue;
        mailbox.counts = *counts;
        mailbox.mailboxId = counts->mailboxId;
    }
    finish(std::move(mailboxes));
}

void StatusRequest::start()
{
    Command command("STATUS", Expect::Status);
    command.mailbox(m_mailbox).open().items(statusItems(host().capabilities())).close();
    run(std::move(command), orFail([this](const Status &) {
        if (m_answered)
            finish(m_counts);
        else
            fail(Error::of(ErrorKind::ServerRefused, QCoreApplication::translate("Imap", "The server said nothing about the folder.")));
    }));
}

std::optional<Claim> StatusRequest::claim() const
{
    Claim claim;
    claim.status = m_mailbox.wire;
    return claim;
}

bool StatusRequest::onData(Response &response)
{
    const auto *status = std::get_if<StatusData>(&response);
    if (!status || !isSame(status->mailbox, m_mailbox)) // several may be under way
        return false;
    m_answered = true;
    addCounts(m_counts, *status);
    return true;
}

void RightsRequest::start()
{
    if (!host().capabilities().has("ACL") || m_mailboxes.isEmpty())
        return finish(m_rights);
    for (qsizetype i = 0; i < m_mailboxes.size(); ++i) {
        run(std::move(Command("MYRIGHTS", Expect::Other).mailbox(m_mailboxes.at(i))), [this, i](const Result<Status> &result) {
            if (!result && closesSession(result.error().kind))
                return fail(result.error());
            m_rights[i] = std::exchange(m_told, std::nullopt);
            if (running() == 0)
                finish(m_rights);
        });
    }
}

bool RightsRequest::onData(Response &response)
{
    const auto *other = std::get_if<OtherData>(&response);
    if (!other || other->name != "MYRIGHTS")
        return false;
    m_told = rightsFrom(QByteArrayView(other->text).sliced(other->text.lastIndexOf(' ') + 1));
    return true;
}

void CreateRequest::start()
{
    if (m_path.isEmpty() || m_path.contains(QChar(0)))
        return fail(Error::of(ErrorKind::InvalidInput, QCoreApplication::translate("Imap", "A folder needs a name.")));
    const bool withRole = m_role != MailboxRole::None && host().capabilities().has("CREATE-SPECIAL-USE");
    if (host().personalNamespace())
        return create(withRole);
    if (!host().capabilities().namespaces())
        return askDelimiter();
    run(Command("NAMESPACE", Expect::Other), [this, withRole](const Result<Status> &) { host().personalNamespace() ? create(withRole) : askDelimiter(); });
}

void CreateRequest::askDelimiter()
{
    // An empty name asks for the delimiter only (RFC 9051 section 6.3.9).
    run(std::move(Command("LIST", Expect::List).astring("").astring("")), [this](const Result<Status> &) {
        if (!host().personalNamespace())
            host().personalNamespace().emplace();
        create(m_role != MailboxRole::None && host().capabilities().has("CREATE-SPECIAL-USE"));
    });
}

bool CreateRequest::onData(Response &response)
{
    if (const auto *spaces = std::get_if<NamespaceData>(&response); spaces && !spaces->personal.isEmpty())
        host().personalNamespace() = spaces->personal.first();
    else if (const auto *list = std::get_if<ListData>(&response); list && !host().personalNamespace())
        host().personalNamespace() = NamespaceData::Entry { {}, list->delimiter };
    else
        return false;
    return true;
}

void CreateRequest::create(bool withRole)
{
    if (m_finished)
        return;
    const NamespaceData::Entry space = host().personalNamespace().value_or(NamespaceData::Entry {});
    QByteArray wire = encodeMailboxName(m_path.normalized(QString::NormalizationForm_C));
    // Some servers have everything under "INBOX.".
    if (!space.prefix.isEmpty() && !wire.startsWith(space.prefix))
        wire.prepend(space.prefix);
    const MailboxName name = mailboxNameFromWire(wire, space.delimiter);
    Command command("CREATE");
    command.mailbox(name);
    if (const QByteArray use = attributeOf(m_role); withRole && !use.isEmpty())
        command.open().word("USE").open().attribute(use).close().close();
    run(std::move(command), [this, name, withRole](const Result<Status> &result) {
        if (result)
            return subscribe(name);
        // Created before, by a try whose answer was lost: that is what was wanted.
        if (result.error().kind == ErrorKind::Conflict)
            return subscribe(name);
        // [USEATTR]: there is one with this role, or the server keeps it to itself. The mailbox is wanted all the same.
        if (withRole && !closesSession(result.error().kind))
            return create(false);
        fail(result.error());
    });
}

void CreateRequest::subscribe(const MailboxName &name)
{
    run(std::move(Command("SUBSCRIBE").mailbox(name)), [this, name](const Result<Status> &subscribed) {
        if (!subscribed && closesSession(subscribed.error().kind))
            return fail(subscribed.error());
        finish(name);
    });
}

} // namespace golub::imap
