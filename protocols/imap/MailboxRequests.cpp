// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/MailboxRequests.h"

#include "core/base/Limits.h"
#include "protocols/imap/MailboxCodec.h"
#include "protocols/imap/SpecialUse.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace golub::imap {
namespace {

quint32 toUInt32(quint64 number)
{
    return number > std::numeric_limits<quint32>::max() ? 0 : quint32(number);
}

} // namespace

void ListRequest::start()
{
    const Capabilities &capabilities = host().capabilities();
    const auto orPlain = [this](const Result<Status> &result) { result ? deliver() : plainList(); };
    if (capabilities.specialUse() && capabilities.listExtended())
        return run(std::move(Command("LIST", Expect::List).astring("").astring("*").word("RETURN (SPECIAL-USE)")), orPlain);
    if (capabilities.has("XLIST") && !capabilities.specialUse())
        return run(std::move(Command("XLIST", Expect::List).astring("").astring("*")), orPlain);
    plainList();
}

void ListRequest::plainList()
{
    m_lists.clear();
    run(std::move(Command("LIST", Expect::List).astring("").astring("*")), orFail([this](const Status &) { deliver(); }));
}

void ListRequest::onData(Response &response)
{
    auto *list = std::get_if<ListData>(&response);
    if (!list || list->kind == ListData::Kind::LSub)
        return;
    if (m_lists.size() >= limits::MailboxCount) {
        host().abort(Error::of(ErrorKind::LimitExceeded, QCoreApplication::translate("Imap", "The server has more than %1 folders.").arg(limits::MailboxCount)));
        return;
    }
    m_lists.append(std::move(*list));
}

void ListRequest::deliver()
{
    finish(mailboxesFrom(m_lists));
}

void StatusRequest::start()
{
    Command command("STATUS", Expect::Status);
    command.mailbox(m_mailbox).open().word("MESSAGES UNSEEN UIDNEXT UIDVALIDITY");
    if (host().capabilities().condStore())
        command.word("HIGHESTMODSEQ");
    command.close();
    run(std::move(command), orFail([this](const Status &) {
        if (m_answered)
            finish(m_counts);
        else
            fail(Error::of(ErrorKind::ServerRefused, QCoreApplication::translate("Imap", "The server said nothing about the folder.")));
    }));
}

void StatusRequest::onData(Response &response)
{
    const auto *status = std::get_if<StatusData>(&response);
    if (!status)
        return;
    m_answered = true;
    m_counts.messages = status->messages.value_or(m_counts.messages);
    m_counts.unseen = status->unseen.value_or(m_counts.unseen);
    m_counts.uidNext.value = toUInt32(quint64(status->uidNext.value_or(m_counts.uidNext.value)));
    m_counts.uidValidity.value = toUInt32(quint64(status->uidValidity.value_or(m_counts.uidValidity.value)));
    m_counts.highestModSeq.value = quint64(status->highestModSeq.value_or(qint64(m_counts.highestModSeq.value)));
}

void SelectRequest::start()
{
    // Whatever happens, the mailbox that was selected before is not any more (RFC 9051 section 6.3.2).
    host().selection().reset();
    Command command("SELECT", Expect::Select);
    command.mailbox(m_mailbox).alone();
    const Capabilities &capabilities = host().capabilities();
    if (capabilities.condStore() && !capabilities.enable())
        command.word("(CONDSTORE)");
    run(std::move(command), orFail([this](const Status &status) {
        onCode(status.code);
        m_selected.keywordsAllowed = !m_permanentFlags || m_permanentFlags->keywordsAllowed;
        host().selection() = Selection { m_mailbox, m_selected.uidValidity, m_selected.exists, m_permanentFlags, {} };
        finish(m_selected);
    }));
}

void SelectRequest::onData(Response &response)
{
    if (const auto *exists = std::get_if<ExistsData>(&response))
        m_selected.exists = exists->count;
    else if (const auto *status = std::get_if<Status>(&response))
        onCode(status->code);
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
    } else if (code.is("PERMANENTFLAGS")) {
        m_permanentFlags = code.flags;
    } else if (code.is("READ-ONLY")) {
        m_selected.readOnly = true;
    } else if (code.is("READ-WRITE")) {
        m_selected.readOnly = false;
    }
}

void CreateRequest::start()
{
    if (m_path.isEmpty() || m_path.contains(QChar(0)))
        return fail(Error::of(ErrorKind::InvalidInput, QCoreApplication::translate("Imap", "A folder needs a name.")));
    if (host().personalNamespace())
        return create();
    if (!host().capabilities().has("NAMESPACE"))
        return askDelimiter();
    run(Command("NAMESPACE", Expect::Other), [this](const Result<Status> &) { host().personalNamespace() ? create() : askDelimiter(); });
}

void CreateRequest::askDelimiter()
{
    // An empty name asks for the delimiter only (RFC 9051 section 6.3.9).
    run(std::move(Command("LIST", Expect::List).astring("").astring("")), [this](const Result<Status> &) {
        if (!host().personalNamespace())
            host().personalNamespace().emplace();
        create();
    });
}

void CreateRequest::onData(Response &response)
{
    if (const auto *spaces = std::get_if<NamespaceData>(&response); spaces && !spaces->personal.isEmpty())
        host().personalNamespace() = spaces->personal.first();
    else if (const auto *list = std::get_if<ListData>(&response); list && !host().personalNamespace())
        host().personalNamespace() = NamespaceData::Entry { {}, list->delimiter };
}

void CreateRequest::create()
{
    if (m_finished)
        return;
    const NamespaceData::Entry space = host().personalNamespace().value_or(NamespaceData::Entry {});
    QByteArray wire = encodeMailboxName(m_path.normalized(QString::NormalizationForm_C));
    // Some servers have everything under "INBOX.".
    if (!space.prefix.isEmpty() && !wire.startsWith(space.prefix))
        wire.prepend(space.prefix);
    const MailboxName name = mailboxNameFromWire(wire, space.delimiter);
    run(std::move(Command("CREATE").mailbox(name)), [this, name](const Result<Status> &result) {
        // Created before, by a try whose answer was lost: that is what was wanted.
        if (!result && result.error().kind != ErrorKind::Conflict)
            return fail(result.error());
        run(std::move(Command("SUBSCRIBE").mailbox(name)), [this, name](const Result<Status> &subscribed) {
            if (!subscribed && closesSession(subscribed.error().kind))
                return fail(subscribed.error());
            finish(name);
        });
    });
}

QByteArray withCanonicalLineEnds(const QByteArray &message)
{
    qsizetype lone = 0;
    for (qsizetype i = 0; i < message.size(); ++i) {
        if (message[i] == '\n' && (i == 0 || message[i - 1] != '\r'))
            ++lone;
        else if (message[i] == '\r' && (i + 1 == message.size() || message[i + 1] != '\n'))
            ++lone;
    }
    if (lone == 0)
        return message;
    QByteArray result;
    result.reserve(message.size() + lone);
    for (qsizetype i = 0; i < message.size(); ++i) {
        const char c = message[i];
        if (c == '\r') {
            result.append("\r\n");
            if (i + 1 < message.size() && message[i + 1] == '\n')
                ++i;
        } else if (c == '\n') {
            result.append("\r\n");
        } else {
            result.append(c);
        }
    }
    return result;
}

void AppendRequest::start()
{
    const QByteArray message = withCanonicalLineEnds(std::exchange(m_message, {}));
    if (const auto limit = host().capabilities().number("APPENDLIMIT"); limit && quint64(message.size()) > *limit) {
        Error error = Error::of(ErrorKind::ServerRefused);
        error.text = QCoreApplication::translate("Imap", "The message is larger than the server takes.");
        return fail(error);
    }
    Command command("APPEND", Expect::Nothing);
    command.mailbox(m_mailbox).flags(m_flags);
    if (m_date.isValid())
        command.dateTime(m_date);
    command.literal(message);
    run(std::move(command), orFail([this](const Status &status) {
        const auto &ranges = status.code.uids.ranges();
        const bool one = status.code.is("APPENDUID") && ranges.size() == 1 && ranges.first().first == ranges.first().last;
        finish(one ? Uid { ranges.first().first } : Uid {});
    }));
}

} // namespace golub::imap
