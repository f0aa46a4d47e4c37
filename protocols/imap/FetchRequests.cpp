// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/FetchRequests.h"

#include "core/base/Limits.h"
#include "protocols/imap/MailboxCodec.h"
#include "protocols/imap/SearchRequests.h"

#include <algorithm>
#include <limits>

namespace golub::imap {
namespace {

constexpr int MessagesAtOnce = 500;    // whole messages or headers of one command
constexpr int FlagsAtOnce = 50'000;    // flags of one command: small answers
constexpr size_t UnderWay = 2;         // so that the next answer begins when one ends
constexpr int MostRefusals = 200;      // a few messages that the server cannot give, not a server that gives none

// Everything an Envelope is made of, and what lists, threads and filters look at.
constexpr char HeaderFields[] = "BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES "
                                "CONTENT-TYPE LIST-ID LIST-POST LIST-UNSUBSCRIBE LIST-UNSUBSCRIBE-POST IMPORTANCE X-PRIORITY AUTHENTICATION-RESULTS)]";

std::deque<UidSet> toChunks(const UidSet &uids, int atOnce, int length)
{
    if (uids.hasOpenEnd())
        return { uids }; // four thousand million UIDs, but not messages
    const auto chunks = uids.chunksNewestFirst(atOnce, length);
    return { chunks.begin(), chunks.end() };
}

Claim fetching(const UidSet &uids)
{
    Claim claim;
    claim.fetch = true;
    claim.uids = uids;
    claim.mailbox = true;
    return claim;
}

} // namespace

namespace {

//! Behind an open parenthesis.
void addFacts(Command &command, const Capabilities &capabilities)
{
    command.word("UID FLAGS INTERNALDATE RFC822.SIZE");
    if (capabilities.condStore())
        command.word("MODSEQ");
    if (capabilities.has("OBJECTID"))
        command.word("EMAILID THREADID");
    if (capabilities.gmail())
        command.word("X-GM-MSGID X-GM-THRID X-GM-LABELS");
    if (capabilities.has("SAVEDATE"))
        command.word("SAVEDATE");
}

} // namespace

void addHeaderItems(Command &command, const Capabilities &capabilities, HeaderCare care)
{
    command.open();
    if (care >= HeaderCare::OldHeader) {
        command.word("UID FLAGS INTERNALDATE RFC822.SIZE");
        if (care == HeaderCare::OldHeader)
            command.word("RFC822.HEADER");
        return;
    }
    addFacts(command, capabilities);
    if (care == HeaderCare::None)
        command.word("BODYSTRUCTURE");
    if (care == HeaderCare::None && capabilities.preview())
        command.word("PREVIEW (LAZY)"); // what the server has ready, no more (RFC 8970 section 3.2)
    command.word(HeaderFields);
}

RemoteMessage messageFrom(FetchData &data)
{
    RemoteMessage message;
    message.uid = data.uid;
    for (FetchedSection &section : data.sections) {
        if (section.data && section.section.startsWith("HEADER"))
            message.header = std::move(*section.data);
        else if (section.data && section.section.isEmpty() && !section.origin)
            message.raw = std::move(*section.data);
    }
    message.flags = data.flags.value_or(Flags());
    message.modSeq = data.modSeq;
    message.internalDate = data.internalDate;
    message.size = data.size.value_or(0);
    message.hasAttachments = data.structure && hasAttachments(*data.structure);
    message.emailId = data.gmailMessageId ? QByteArray::number(data.gmailMessageId) : data.emailId;
    message.threadId = data.gmailThreadId ? QByteArray::number(data.gmailThreadId) : data.threadId;
    message.saveDate = data.saveDate;
    if (data.preview)
        message.preview = QString::fromUtf8(*data.preview);
    if (data.gmailLabels) {
        for (const QByteArray &label : *data.gmailLabels)
            message.labels.append(decodeMailboxName(label));
    }
    return message;
}

namespace {

FetchGatherer::Need needOf(FetchRequest::What what)
{
    switch (what) {
    case FetchRequest::What::Flags: return FetchGatherer::Need::Flags;
    case FetchRequest::What::Headers: return FetchGatherer::Need::Header;
    case FetchRequest::What::Messages: return FetchGatherer::Need::Content;
    case FetchRequest::What::Whole: break;
    }
    return FetchGatherer::Need::Whole;
}

void tellEach(RequestHost &host, const std::shared_ptr<EachRemoteMessage> &each, FetchData &data)
{
    host.later([each, message = messageFrom(data)] { (*each)(message); });
}

} // namespace

FetchRequest::FetchRequest(RequestHost &host, What what, UidSet uids, ModSeq changedSince, EachRemoteMessage each, Done<void> done)
    : RequestFor(host, std::move(done)),
      m_what(what),
      m_uids(std::move(uids)),
      m_changedSince(changedSince),
      m_single(m_uids.count() == 1),
      m_each(std::make_shared<EachRemoteMessage>(std::move(each))),
      m_gatherer(needOf(what), [this](FetchData &data) { tellEach(this->host(), m_each, data); })
{
}

void FetchRequest::start()
{
    if (!host().mailboxExpected())
        return fail(host().noMailbox());
    m_chunks = toChunks(m_uids, m_what == What::Flags ? FlagsAtOnce : MessagesAtOnce, host().quirks().commandLength);
    sendMore();
}

std::optional<Claim> FetchRequest::claim() const
{
    return fetching(m_uids);
}

void FetchRequest::runChunk(const UidSet &uids, HeaderCare care)
{
    const Capabilities &capabilities = host().capabilities();
    Command fetch("UID FETCH", Expect::Fetch);
    fetch.uids(uids);
    if (m_what == What::Messages) {
        fetch.open().word("UID BODY.PEEK[]").close();
    } else if (m_what == What::Whole) {
        fetch.open();
        addFacts(fetch, capabilities);
        fetch.word("BODY.PEEK[]").close();
    } else if (m_what == What::Headers) {
        addHeaderItems(fetch, capabilities, care);
        fetch.close();
    } else {
        fetch.open().word("UID FLAGS");
        if (capabilities.condStore())
            fetch.word("MODSEQ");
        fetch.close();
        if (capabilities.condStore() && m_changedSince.isValid())
            fetch.open().word("CHANGEDSINCE").number(m_changedSince.value).close();
    }
    run(std::move(fetch), [this, uids, care](const Result<Status> &result) {
        if (m_finished)
            return;
        if (!result)
            return refused(uids, care, result.error());
        m_gatherer.end();
        sendMore();
    });
}

// One message that the server cannot read or describe must not hide the others: it is asked for in simpler ways, then alone, and at last
// left out.
void FetchRequest::refused(const UidSet &uids, HeaderCare care, const Error &error)
{
    if (error.kind != ErrorKind::ServerRefused || m_what == What::Flags || ++m_refusals > MostRefusals)
        return fail(error);
    const bool alone = uids.count() == 1;
    if (m_what == What::Headers && care != HeaderCare::Facts && (alone || care != HeaderCare::OldHeader))
        return runChunk(uids, HeaderCare(int(care) + 1));
    if (m_single || uids.hasOpenEnd())
        return fail(error);
    m_gatherer.end();
    if (!alone) {
        const auto halves = uids.chunksNewestFirst(int(uids.count() + 1) / 2, std::numeric_limits<int>::max());
        m_chunks.insert(m_chunks.begin(), halves.begin(), halves.end());
    }
    sendMore();
}

void FetchRequest::sendMore()
{
    while (!m_chunks.empty() && running() < UnderWay) {
        const UidSet uids = std::move(m_chunks.front());
        m_chunks.pop_front();
        runChunk(uids, host().headerCare());
    }
    if (m_chunks.empty() && running() == 0)
        finish({});
}

bool FetchRequest::onData(Response &response)
{
    auto *data = std::get_if<FetchData>(&response);
    if (!data)
        return false;
    // The one message that was asked for may come without its UID.
    if (!data->uid.isValid() && m_single)
        data->uid = Uid { m_uids.ranges().first().first };
    if (!m_uids.contains(data->uid))
        return false;
    return m_finished || m_gatherer.add(*data);
}

NewestRequest::NewestRequest(RequestHost &host, int count, qint64 expectedExists, EachRemoteMessage each, Done<void> done)
    : RequestFor(host, std::move(done)),
      m_count(std::max(1, count)),
      m_expected(expectedExists),
      m_each(std::make_shared<EachRemoteMessage>(std::move(each))),
      m_gatherer(FetchGatherer::Need::Header, [this](FetchData &data) {
          if (!m_seen.contains(data.uid)) {
              m_seen.insert(data.uid);
              tellEach(this->host(), m_each, data);
          }
      })
{
}

void NewestRequest::start()
{
    if (!host().mailboxExpected())
        return fail(host().noMailbox());
    if (host().capabilities().has("PARTIAL")) {
        Command command("UID FETCH 1:*", Expect::Fetch);
        addHeaderItems(command, host().capabilities(), host().headerCare());
        command.close().open().word("PARTIAL").range(-1, -m_count).close();
        return run(std::move(command), orFail([this](const Status &) {
            m_gatherer.end();
            finish({});
        }));
    }
    if (host().selection())
        return correct(0);
    // With no idea how many there are, only the last one could be asked for; it brings the right number no later.
    fetch(m_expected > 0 ? std::max<qint64>(1, m_expected - m_count + 1) : 0, 0, true);
}

// By sequence number: nothing that could renumber the messages is under way (RFC 9051 section 5.5). 0 is "*", as a UID: as a number it would be
// an error in an empty mailbox (there as well).
void NewestRequest::fetch(qint64 first, qint64 last, bool guessed)
{
    Command command = first == 0 ? std::move(Command("UID FETCH", Expect::Fetch).word("*")) : std::move(Command("FETCH", Expect::Fetch).range(first, last));
    addHeaderItems(command, host().capabilities(), host().headerCare());
    command.close();
    run(std::move(command), [this, first, guessed](const Result<Status> &result) {
        if (m_finished)
            return;
        m_gatherer.end();
        if (guessed && host().selection() && (result || !closesSession(result.error().kind)))
            return correct(result ? first : 0); // an empty mailbox, or fewer than believed, is an error to some
        // One message that cannot be described: who asks for the others by their UIDs gets them.
        result || result.error().kind == ErrorKind::ServerRefused ? finish({}) : fail(result.error());
    });
}

// \a first is the lowest number that was asked for, 0 where nothing useful was.
void NewestRequest::correct(qint64 first)
{
    const qint64 exists = host().selection()->exists;
    const qint64 wanted = std::max<qint64>(1, exists - m_count + 1);
    if (exists == 0 || (first > 0 && first <= wanted))
        return finish({});
    const qint64 last = std::min(first > 0 ? first - 1 : exists, m_newest == exists ? exists - 1 : exists);
    if (last < wanted)
        return finish({});
    fetch(wanted, last, false);
}

std::optional<Claim> NewestRequest::claim() const
{
    return fetching({});
}

bool NewestRequest::onData(Response &response)
{
    auto *data = std::get_if<FetchData>(&response);
    if (!data || !data->uid.isValid())
        return false;
    m_newest = std::max(m_newest, qint64(data->sequence));
    return m_finished || m_gatherer.add(*data);
}

MatchingRequest::MatchingRequest(RequestHost &host, RemoteQuery query, EachRemoteMessage each, Done<void> done)
    : RequestFor(host, std::move(done)),
      m_query(std::move(query)),
      m_each(std::make_shared<EachRemoteMessage>(std::move(each))),
      m_gatherer(FetchGatherer::Need::Header, [this](FetchData &data) { tellEach(this->host(), m_each, data); })
{
}

void MatchingRequest::start()
{
    if (!host().mailboxExpected())
        return fail(host().noMailbox());
    if (const auto error = unsearchable(m_query, searchContext(host())))
        return fail(*error);
    host().capabilities().searchSave() ? searchAndFetch() : searchFirst();
}

void MatchingRequest::searchAndFetch()
{
    m_any = true;
    const SearchContext context = searchContext(host());
    Command search("UID SEARCH RETURN (SAVE)", Expect::Search);
    addCharset(search, m_query, context);
    addCriteria(search, m_query, context);
    run(std::move(search), [this](const Result<Status> &result) {
        if (!result)
            fail(result.error()); // "$" is empty then (RFC 5182 section 2.1)
    });
    // RFC 5182 section 2.1: a server that gets this before SEARCH is done has to wait for it.
    Command fetch("UID FETCH $", Expect::Fetch);
    addHeaderItems(fetch, host().capabilities(), host().headerCare());
    run(std::move(fetch.close()), orFail([this](const Status &) {
        m_gatherer.end();
        finish({});
    }));
}

void MatchingRequest::searchFirst()
{
    const SearchContext context = searchContext(host());
    Command search = context.capabilities.esearch() ? Command("UID SEARCH RETURN (ALL)", Expect::Search) : Command("UID SEARCH", Expect::Search);
    addCharset(search, m_query, context);
    addCriteria(search, m_query, context);
    run(std::move(search), orFail([this](const Status &) {
        m_chunks = toChunks(m_found, MessagesAtOnce, host().quirks().commandLength);
        fetchFound();
    }));
}

void MatchingRequest::fetchFound()
{
    if (m_chunks.empty())
        return finish({});
    Command fetch("UID FETCH", Expect::Fetch);
    fetch.uids(m_chunks.front());
    m_chunks.pop_front();
    addHeaderItems(fetch, host().capabilities(), host().headerCare());
    run(std::move(fetch.close()), orFail([this](const Status &) {
        m_gatherer.end();
        fetchFound();
    }));
}

bool MatchingRequest::onData(Response &response)
{
    if (const auto *search = std::get_if<SearchData>(&response)) {
        m_found.insert(search->all);
        if (m_found.ranges().size() > limits::ImapUidRanges)
            host().abort(Error::of(ErrorKind::LimitExceeded));
        return true;
    }
    auto *data = std::get_if<FetchData>(&response);
    if (!data || !data->uid.isValid() || (!m_any && !m_found.contains(data->uid)))
        return false;
    return m_finished || m_gatherer.add(*data);
}

PartRequest::PartRequest(RequestHost &host, Uid uid, QByteArray section, qint64 offset, qint64 length, Done<RemoteStore::PartData> done)
    : RequestFor(host, std::move(done)), m_uid(uid), m_section(std::move(section)), m_offset(std::max<qint64>(0, offset)), m_length(length)
{
}

void PartRequest::start()
{
    if (!host().mailboxExpected())
        return fail(host().noMailbox());
    const bool whole = host().quirks().has(Quirk::NoPartialFetch) || (m_length < 0 && m_offset == 0);
    // BINARY spares a quarter of what base64 takes. Of a whole message nothing is to be undone.
    fetch(host().capabilities().has8BitLiterals() && !m_section.isEmpty(), whole);
}

void PartRequest::fetch(bool binary, bool whole)
{
    m_data.reset();
    m_decoded = binary;
    Command command("UID FETCH", Expect::Fetch);
    command.uids(UidSet::of(m_uid)).open().word("UID");
    const qint64 length = m_length < 0 ? limits::LiteralLength : m_length;
    whole ? command.section(m_section, binary) : command.section(m_section, binary, m_offset, length);
    run(std::move(command.close()), [this, binary, whole](const Result<Status> &result) {
        // [UNKNOWN-CTE]: an encoding that this server cannot undo (RFC 3516 section 4.3).
        if (!result && binary && !closesSession(result.error().kind))
            return fetch(false, whole);
        if (!result)
            return fail(result.error());
        deliver(whole);
    });
}

void PartRequest::deliver(bool whole)
{
    if (!m_data && m_decoded)
        return fetch(false, whole); // OK, and no contents: BINARY is announced and not there
    if (!m_data)
        return fail(Error::of(ErrorKind::NotFound));
    QByteArray bytes = whole ? m_data->mid(m_offset, m_length < 0 ? -1 : m_length) : *m_data;
    // A range that brings nothing at the very beginning is not believed.
    if (!whole && bytes.isEmpty() && m_offset == 0 && m_length != 0)
        return fetch(m_decoded, true);
    finish(RemoteStore::PartData { std::move(bytes), m_decoded });
}

std::optional<Claim> PartRequest::claim() const
{
    return fetching(UidSet::of(m_uid));
}

bool PartRequest::onData(Response &response)
{
    auto *data = std::get_if<FetchData>(&response);
    if (!data || (data->uid.isValid() && data->uid != m_uid))
        return false;
    for (FetchedSection &section : data->sections) {
        if (section.section == m_section && section.data) {
            m_data = std::move(*section.data);
            return true;
        }
    }
    return false;
}

} // namespace golub::imap
