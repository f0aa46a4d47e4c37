// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/MessageRequests.h"

#include "core/base/Limits.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace golub::imap {
namespace {

constexpr int MessagesAtOnce = 500;    // whole messages or headers of one command
constexpr int FlagsAtOnce = 50'000;    // flags of one command: small answers
constexpr int NoLimit = std::numeric_limits<int>::max();
constexpr int SetLength = 8'000;       // characters; some servers take no longer command line
constexpr size_t UnderWay = 2;         // so that the next answer begins when one ends

// Everything an Envelope is made of, and what lists, threads and filters look at.
constexpr char HeaderFields[] = "BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES "
                                "CONTENT-TYPE LIST-ID LIST-POST LIST-UNSUBSCRIBE LIST-UNSUBSCRIBE-POST IMPORTANCE X-PRIORITY AUTHENTICATION-RESULTS)]";

std::deque<UidSet> toChunks(const UidSet &uids, int atOnce)
{
    if (uids.hasOpenEnd())
        return { uids }; // four thousand million UIDs, but not messages
    const auto chunks = uids.chunksNewestFirst(atOnce, SetLength);
    return { chunks.begin(), chunks.end() };
}

Error noMailbox()
{
    return Error::of(ErrorKind::NotFound, QStringLiteral("No mailbox is selected."));
}

} // namespace

void SearchAllRequest::start()
{
    if (!host().selection())
        return fail(noMailbox());
    search(host().capabilities().has("ESEARCH") || host().capabilities().has("IMAP4REV2"));
}

void SearchAllRequest::search(bool extended)
{
    Command command = extended ? Command("UID SEARCH RETURN (ALL) ALL", Expect::Search) : Command("UID SEARCH ALL", Expect::Search);
    run(std::move(command), [this](const Result<Status> &result) {
        if (result)
            return finish(m_uids);
        if (closesSession(result.error().kind) || result.error().kind == ErrorKind::ServerTemporary)
            return fail(result.error());
        fetchInstead();
    });
}

void SearchAllRequest::fetchInstead()
{
    m_uids = {};
    if (host().selection() && host().selection()->exists == 0)
        return finish(m_uids);
    run(Command("UID FETCH 1:* (UID)", Expect::Fetch), orFail([this](const Status &) { finish(UidSet(m_single)); }));
}

void SearchAllRequest::onData(Response &response)
{
    if (const auto *search = std::get_if<SearchData>(&response)) {
        m_uids.insert(search->all); // an answer to SEARCH may come as ESEARCH and the other way round
        if (m_uids.ranges().size() > limits::ImapUidRanges)
            host().abort(Error::of(ErrorKind::LimitExceeded));
    } else if (const auto *fetch = std::get_if<FetchData>(&response); fetch && fetch->uid.isValid()) {
        m_single.append(fetch->uid);
    }
}

FetchRequest::FetchRequest(RequestHost &host, What what, UidSet uids, ModSeq changedSince, EachMessage each, Done<void> done)
    : RequestFor(host, std::move(done)),
      m_what(what),
      m_uids(std::move(uids)),
      m_changedSince(changedSince),
      m_single(m_uids.count() == 1),
      m_each(std::make_shared<EachMessage>(std::move(each))),
      m_chunks(toChunks(m_uids, what == What::Flags ? FlagsAtOnce : MessagesAtOnce))
{
}

void FetchRequest::start()
{
    if (!host().selection())
        return fail(noMailbox());
    if (m_chunks.empty())
        return finish({});
    sendMore();
}

Command FetchRequest::command(const UidSet &uids, bool withStructure) const
{
    Command command("UID FETCH", Expect::Fetch);
    command.uids(uids).open().word("UID");
    if (m_what == What::Messages)
        return std::move(command.word("BODY.PEEK[]").close());
    command.word("FLAGS");
    if (m_what == What::Headers)
        command.word("INTERNALDATE RFC822.SIZE");
    if (m_what == What::Headers && withStructure)
        command.word("BODYSTRUCTURE");
    return command;
}

void FetchRequest::runChunk(const UidSet &uids, bool withStructure)
{
    const bool condStore = host().capabilities().condStore();
    Command fetch = command(uids, withStructure);
    if (m_what != What::Messages) {
        if (condStore)
            fetch.word("MODSEQ");
        if (m_what == What::Headers)
            fetch.word(HeaderFields);
        fetch.close();
        if (m_what == What::Flags && condStore && m_changedSince.isValid())
            fetch.open().word("CHANGEDSINCE").number(m_changedSince.value).close();
    }
    run(std::move(fetch), [this, uids, withStructure](const Result<Status> &result) {
        if (m_finished)
            return;
        if (!result && m_what == What::Headers && withStructure && result.error().kind == ErrorKind::ServerRefused)
            return runChunk(uids, false); // one message that the server cannot describe must not hide the others
        if (!result)
            return fail(result.error());
        sendMore();
    });
}

void FetchRequest::sendMore()
{
    while (!m_chunks.empty() && running() < UnderWay) {
        const UidSet uids = std::move(m_chunks.front());
        m_chunks.pop_front();
        runChunk(uids, true);
    }
    if (m_chunks.empty() && running() == 0)
        finish({});
}

std::optional<RemoteMessage> FetchRequest::messageFrom(FetchData &data) const
{
    RemoteMessage message;
    message.uid = data.uid;
    // The one message that was asked for may come without its UID.
    if (!message.uid.isValid() && m_single)
        message.uid = Uid { m_uids.ranges().first().first };
    if (!m_uids.contains(message.uid))
        return std::nullopt;
    for (FetchedSection &section : data.sections) {
        if (section.data && section.section.startsWith("HEADER"))
            message.header = std::move(*section.data);
        else if (section.data && section.section.isEmpty() && !section.origin)
            message.raw = std::move(*section.data);
    }
    const bool complete = m_what == What::Flags ? data.flags.has_value() : m_what == What::Headers ? !message.header.isEmpty() || data.size : !message.raw.isEmpty();
    if (!complete)
        return std::nullopt; // news about it, not the answer
    message.flags = data.flags.value_or(Flags());
    message.modSeq = data.modSeq;
    message.internalDate = data.internalDate;
    message.size = data.size.value_or(0);
    message.hasAttachments = data.structure && hasAttachments(*data.structure);
    return message;
}

void FetchRequest::onData(Response &response)
{
    auto *data = std::get_if<FetchData>(&response);
    if (!data || m_finished)
        return;
    if (auto message = messageFrom(*data))
        host().later([each = m_each, message = std::move(*message)] { (*each)(message); });
}

void StoreRequest::start()
{
    if (!host().selection())
        return fail(noMailbox());
    // Keywords that the server would not keep are not sent: it would refuse the whole command.
    if (const auto &permanent = host().selection()->permanentFlags; permanent && !permanent->keywordsAllowed) {
        QStringList keep;
        for (const QString &keyword : m_add.keywords()) {
            if (permanent->flags.hasKeyword(keyword))
                keep.append(keyword);
        }
        m_add = Flags(m_add.system(), keep);
    }
    for (const UidSet &chunk : m_uids.chunksNewestFirst(NoLimit, SetLength)) {
        if (!m_add.isEmpty())
            m_commands.push_back(std::move(Command("UID STORE", Expect::Fetch).uids(chunk).word("+FLAGS.SILENT").flags(m_add)));
        if (!m_remove.isEmpty())
            m_commands.push_back(std::move(Command("UID STORE", Expect::Fetch).uids(chunk).word("-FLAGS.SILENT").flags(m_remove)));
    }
    next();
}

void StoreRequest::next()
{
    if (m_commands.empty())
        return finish({});
    Command command = std::move(m_commands.front());
    m_commands.pop_front();
    run(std::move(command), orFail([this](const Status &) { next(); }));
}

template<class T>
void ExpungingRequest<T>::storeDeleted(const UidSet &uids, bool add, std::function<void(const Result<Status> &)> then)
{
    m_chunks = toChunks(uids, NoLimit);
    const auto step = std::make_shared<std::function<void(const Result<Status> &)>>();
    // The function holds itself weakly: the commands under way keep it alive.
    *step = [this, add, then = std::move(then), weak = std::weak_ptr(step)](const Result<Status> &result) {
        if (!result || m_chunks.empty())
            return then(result);
        const UidSet chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
        Command command("UID STORE", Expect::Fetch);
        command.uids(chunk);
        add ? command.word("+FLAGS.SILENT (\\Deleted)") : command.word("-FLAGS.SILENT (\\Deleted)");
        this->run(std::move(command), [self = weak.lock()](const Result<Status> &stored) { (*self)(stored); });
    };
    (*step)(Result<Status>(Status {}));
}

template<class T>
void ExpungingRequest<T>::expungeNow(const UidSet &uids, std::function<void()> then)
{
    m_ours = uids;
    m_then = std::move(then);
    if (this->host().capabilities().uidPlus())
        return markOurs();
    findOthers();
}

template<class T>
void ExpungingRequest<T>::findOthers()
{
    this->run(Command("UID SEARCH DELETED", Expect::Search), this->orFail([this](const Status &) {
        // Rather nothing is removed than what others marked.
        if (m_tooMany)
            return this->fail(Error::of(ErrorKind::ServerRefused, QCoreApplication::translate("Imap", "Too many messages are marked as deleted by other programs. Nothing was removed.")));
        QList<Uid> others;
        for (const Uid uid : m_others.uids()) {
            if (!m_ours.contains(uid))
                others.append(uid);
        }
        m_others = UidSet(others);
        storeDeleted(m_others, false, this->orFail([this](const Status &) { markOurs(); }));
    }));
}

template<class T>
void ExpungingRequest<T>::onExpungeData(Response &response)
{
    const auto *search = std::get_if<SearchData>(&response);
    if (!search || m_tooMany)
        return;
    m_others.insert(search->all);
    m_tooMany = m_others.count() > limits::ImapUidMap;
}

template<class T>
void ExpungingRequest<T>::markOurs()
{
    storeDeleted(m_ours, true, this->orFail([this](const Status &) { expunge(); }));
}

template<class T>
void ExpungingRequest<T>::expunge()
{
    if (this->host().capabilities().uidPlus()) {
        m_chunks = toChunks(m_ours, NoLimit);
        const auto step = std::make_shared<std::function<void(const Status &)>>();
        *step = [this, weak = std::weak_ptr(step)](const Status &) {
            if (m_chunks.empty())
                return m_then();
            const UidSet chunk = std::move(m_chunks.front());
            m_chunks.pop_front();
            this->run(std::move(Command("UID EXPUNGE", Expect::Other).uids(chunk)), this->orFail([self = weak.lock()](const Status &done) { (*self)(done); }));
        };
        return (*step)(Status {});
    }
    this->run(Command("EXPUNGE", Expect::Other), [this](const Result<Status> &expunged) {
        // Whatever came of it, the others get back what they had.
        storeDeleted(m_others, true, [this, expunged](const Result<Status> &restored) {
            if (!expunged)
                return this->fail(expunged.error());
            if (!restored)
                return this->fail(restored.error());
            m_then();
        });
    });
}

void ExpungeRequest::start()
{
    if (!host().selection())
        return fail(noMailbox());
    if (m_uids.isEmpty())
        return finish({});
    expungeNow(m_uids, [this] { finish({}); });
}

void CopyRequest::start()
{
    if (!host().selection())
        return fail(noMailbox());
    m_chunks = toChunks(m_uids, NoLimit);
    m_count = m_uids.count();
    next();
}

void CopyRequest::next()
{
    const bool realMove = m_move && host().capabilities().move();
    if (m_chunks.empty()) {
        if (m_move && !realMove && !m_uids.isEmpty())
            return expungeNow(copied(), [this] { finish(m_map); });
        return finish(m_map);
    }
    const UidSet chunk = std::move(m_chunks.front());
    m_chunks.pop_front();
    // MOVE says where things went in an untagged OK (RFC 6851 section 4.3), COPY in the tagged one.
    Command command = realMove ? Command("UID MOVE", Expect::Select) : Command("UID COPY", Expect::Select);
    command.uids(chunk).mailbox(m_destination);
    run(std::move(command), orFail([this](const Status &status) {
        takeCode(status.code);
        next();
    }));
}

// Only what is known to have arrived leaves its old place; everything where the server does not say.
UidSet CopyRequest::copied() const
{
    if (m_map.isEmpty())
        return m_uids;
    QList<Uid> sources;
    for (const auto &pair : m_map) {
        if (m_uids.contains(pair.first))
            sources.append(pair.first);
    }
    return UidSet(sources);
}

void CopyRequest::takeCode(const ResponseCode &code)
{
    if (code.is("COPYUID") && m_map.size() + code.pairs.size() <= m_count)
        m_map.append(code.pairs);
}

void CopyRequest::onData(Response &response)
{
    if (const auto *status = std::get_if<Status>(&response))
        takeCode(status->code);
    else
        onExpungeData(response);
}

void IdleRequest::ended(quint64 id, const Result<Status> &result)
{
    if (id != m_id)
        return;
    if (result)
        finish({});
    else
        fail(result.error());
}

} // namespace golub::imap
