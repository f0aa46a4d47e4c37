// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/MoveRequests.h"

#include "core/base/Limits.h"

#include <QCoreApplication>

#include <limits>

namespace golub::imap {
namespace {

constexpr int NoLimit = std::numeric_limits<int>::max();

std::deque<UidSet> toChunks(const UidSet &uids, int length)
{
    if (uids.hasOpenEnd())
        return { uids }; // four thousand million UIDs, but not messages
    const auto chunks = uids.chunksNewestFirst(NoLimit, length);
    return { chunks.begin(), chunks.end() };
}

} // namespace

template<class T>
void ExpungingRequest<T>::storeDeleted(const UidSet &uids, bool add, std::function<void(const Result<Status> &)> then)
{
    m_chunks = toChunks(uids, this->host().quirks().commandLength);
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
    if (this->host().quirks().has(Quirk::NoSearch))
        return findOthersByFetch();
    this->run(Command("UID SEARCH DELETED", Expect::Search), [this](const Result<Status> &result) {
        if (result)
            return unmarkOthers();
        if (closesSession(result.error().kind) || result.error().kind == ErrorKind::ServerTemporary)
            return this->fail(result.error());
        findOthersByFetch();
    });
}

// For servers without SEARCH.
template<class T>
void ExpungingRequest<T>::findOthersByFetch()
{
    m_byFetch = true;
    m_whole = WholeMailbox();
    m_lookedAt = 0;
    fetchMoreOthers();
}

template<class T>
void ExpungingRequest<T>::fetchMoreOthers()
{
    const auto next = m_whole.next(this->host().selection() ? this->host().selection()->exists : 0, m_lookedAt);
    if (!next) {
        m_byFetch = false;
        return unmarkOthers();
    }
    this->run(std::move(Command("UID FETCH", Expect::Fetch).uids(*next).word("(UID FLAGS)")), this->orFail([this](const Status &) { fetchMoreOthers(); }));
}

template<class T>
void ExpungingRequest<T>::unmarkOthers()
{
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
}

template<class T>
bool ExpungingRequest<T>::onExpungeData(Response &response)
{
    if (const auto *fetch = std::get_if<FetchData>(&response)) {
        if (m_byFetch && fetch->uid.isValid() && fetch->flags) {
            ++m_lookedAt;
            if (fetch->flags->has(Flag::Deleted) && !m_tooMany)
                m_others.insert(fetch->uid);
            m_tooMany = m_others.count() > limits::ImapUidMap;
            return true;
        }
        return fetch->uid.isValid() && m_ours.contains(fetch->uid); // the echo of our own STORE
    }
    const auto *search = std::get_if<SearchData>(&response);
    if (!search)
        return false;
    if (!m_tooMany)
        m_others.insert(search->all);
    m_tooMany = m_others.count() > limits::ImapUidMap;
    return true;
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
        m_chunks = toChunks(m_ours, this->host().quirks().commandLength);
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
        return fail(host().noMailbox());
    if (m_uids.isEmpty())
        return finish({});
    expungeNow(m_uids, [this] { finish({}); });
}

void CopyRequest::start()
{
    m_placed = UidValidity();
    if (!host().selection())
        return fail(host().noMailbox());
    m_chunks = toChunks(m_uids, host().quirks().commandLength);
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
    run(std::move(command), [this, realMove](const Result<Status> &result) {
        if (!result) {
            // A refusal without a reason may be of the command itself: some offer what their storage cannot do. The caller tries without it.
            if (realMove && m_map.isEmpty() && result.error().kind == ErrorKind::ServerRefused && result.error().reply.enhanced.isEmpty())
                host().distrust("MOVE");
            return fail(result.error());
        }
        takeCode(result->code);
        next();
    });
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
    if (!code.is("COPYUID") || m_map.size() + code.pairs.size() > m_count)
        return;
    m_placed = code.uidValidity;
    m_map.append(code.pairs);
}

bool CopyRequest::onData(Response &response)
{
    const auto *status = std::get_if<Status>(&response);
    if (!status)
        return onExpungeData(response);
    takeCode(status->code);
    return status->code.is("COPYUID");
}

template class ExpungingRequest<Uid>; // of REPLACE

} // namespace golub::imap
