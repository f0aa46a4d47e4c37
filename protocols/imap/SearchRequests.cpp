// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/SearchRequests.h"

#include "core/base/Limits.h"

#include <QCoreApplication>

namespace golub::imap {
namespace {

Claim searching()
{
    Claim claim;
    claim.search = true;
    claim.mailbox = true;
    return claim;
}

Error cannot()
{
    Error error = Error::of(ErrorKind::ServerRefused);
    error.text = QCoreApplication::translate("Imap", "The server cannot do this with messages.");
    return error;
}

} // namespace

SearchContext searchContext(const RequestHost &host)
{
    return { host.capabilities(), host.quirks(), host.isEnabled("UTF8=ACCEPT"), host.utcNow() };
}

void SearchRequest::start()
{
    if (!host().mailboxExpected())
        return fail(host().noMailbox());
    if (const auto error = unsearchable(m_query, searchContext(host())))
        return fail(*error);
    if (m_all && host().quirks().has(Quirk::NoSearch))
        return fetchInstead();
    search();
}

void SearchRequest::search()
{
    const SearchContext context = searchContext(host());
    Command command = context.capabilities.esearch() ? Command("UID SEARCH RETURN (ALL)", Expect::Search) : Command("UID SEARCH", Expect::Search);
    addCharset(command, m_query, context);
    addCriteria(command, m_query, context);
    run(std::move(command), [this](const Result<Status> &result) {
        if (result)
            return finish(m_uids);
        if (!m_all || closesSession(result.error().kind) || result.error().kind == ErrorKind::ServerTemporary)
            return fail(result.error());
        fetchInstead();
    });
}

void SearchRequest::fetchInstead()
{
    m_uids = {};
    m_byFetch = true;
    if (m_finished || (host().selection() && host().selection()->exists == 0))
        return finish(m_uids);
    fetchMore();
}

void SearchRequest::fetchMore()
{
    // Before SELECT is answered nobody knows how many there are.
    const auto next = m_whole.next(host().selection() ? host().selection()->exists : 0, m_single.size());
    if (!next)
        return finish(UidSet(m_single));
    run(std::move(Command("UID FETCH", Expect::Fetch).uids(*next).word("(UID)")), orFail([this](const Status &) { fetchMore(); }));
}

std::optional<Claim> SearchRequest::claim() const
{
    // What may have to fetch all UIDs shares FETCH responses with nobody.
    Claim claim = searching();
    claim.fetch = m_all && (m_byFetch || host().quirks().has(Quirk::NoSearch));
    return claim;
}

bool SearchRequest::onData(Response &response)
{
    if (const auto *search = std::get_if<SearchData>(&response)) {
        m_uids.insert(search->all); // an answer to SEARCH may come as ESEARCH and the other way round
        if (m_uids.ranges().size() > limits::ImapUidRanges)
            host().abort(Error::of(ErrorKind::LimitExceeded));
        return true;
    }
    const auto *fetch = std::get_if<FetchData>(&response);
    if (!fetch || !m_byFetch || !fetch->uid.isValid())
        return false;
    m_single.append(fetch->uid);
    return true;
}

void SortRequest::start()
{
    if (!host().mailboxExpected())
        return fail(host().noMailbox());
    const SearchContext context = searchContext(host());
    if (!context.capabilities.has("SORT") || m_order.isEmpty())
        return fail(cannot());
    if (const auto error = unsearchable(m_query, context))
        return fail(*error);
    Command command("UID SORT", Expect::Search);
    command.open();
    for (const RemoteSortOrder &order : std::as_const(m_order)) {
        if (order.descending)
            command.word("REVERSE");
        switch (order.key) {
        case RemoteSortKey::Arrival:
            command.word("ARRIVAL");
            break;
        case RemoteSortKey::Date:
            command.word("DATE");
            break;
        case RemoteSortKey::From:
            context.capabilities.has("SORT=DISPLAY") ? command.word("DISPLAYFROM") : command.word("FROM");
            break;
        case RemoteSortKey::To:
            context.capabilities.has("SORT=DISPLAY") ? command.word("DISPLAYTO") : command.word("TO");
            break;
        case RemoteSortKey::Cc:
            command.word("CC");
            break;
        case RemoteSortKey::Subject:
            command.word("SUBJECT");
            break;
        case RemoteSortKey::Size:
            command.word("SIZE");
            break;
        }
    }
    command.close();
    addSortCharset(command, m_query);
    addCriteria(command, m_query, context);
    run(std::move(command), orFail([this](const Status &) { finish(m_uids); }));
}

std::optional<Claim> SortRequest::claim() const
{
    return searching();
}

bool SortRequest::onData(Response &response)
{
    const auto *search = std::get_if<SearchData>(&response);
    if (!search)
        return false;
    for (const quint32 number : search->numbers)
        m_uids.append(Uid { number });
    return true;
}

void ThreadRequest::start()
{
    if (!host().mailboxExpected())
        return fail(host().noMailbox());
    const SearchContext context = searchContext(host());
    const QByteArray algorithm = context.capabilities.threadAlgorithm();
    if (algorithm.isEmpty())
        return fail(cannot());
    if (const auto error = unsearchable(m_query, context))
        return fail(*error);
    Command command("UID THREAD", Expect::Search);
    command.atom(algorithm);
    addSortCharset(command, m_query);
    addCriteria(command, m_query, context);
    run(std::move(command), orFail([this](const Status &) { finish(m_threads); }));
}

std::optional<Claim> ThreadRequest::claim() const
{
    return searching();
}

bool ThreadRequest::onData(Response &response)
{
    const auto *threads = std::get_if<ThreadData>(&response);
    if (!threads)
        return false;
    for (const QList<quint32> &numbers : threads->threads) {
        QList<Uid> thread;
        thread.reserve(numbers.size());
        for (const quint32 number : numbers)
            thread.append(Uid { number });
        m_threads.append(std::move(thread));
    }
    return true;
}

} // namespace golub::imap
