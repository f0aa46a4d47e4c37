// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/FetchGatherer.h"

#include <algorithm>
#include <utility>

namespace golub::imap {
namespace {

constexpr size_t MostPieces = 1000; // two commands of 500 messages are under way

bool isOnlyFlags(const FetchData &data)
{
    return data.flags && data.sections.isEmpty() && !data.size && !data.internalDate.isValid() && !data.structure;
}

template<class T>
void take(std::optional<T> &into, std::optional<T> &from)
{
    if (from)
        into = std::move(from);
}

template<class T>
void takeFilled(T &into, T &from)
{
    if (!from.isEmpty())
        into = std::move(from);
}

void merge(FetchData &into, FetchData &from)
{
    into.sequence = from.sequence;
    take(into.flags, from.flags);
    take(into.size, from.size);
    take(into.envelope, from.envelope);
    take(into.structure, from.structure);
    take(into.preview, from.preview);
    take(into.gmailLabels, from.gmailLabels);
    takeFilled(into.emailId, from.emailId);
    takeFilled(into.threadId, from.threadId);
    into.sections += std::move(from.sections);
    if (from.internalDate.isValid())
        into.internalDate = from.internalDate;
    if (from.saveDate.isValid())
        into.saveDate = from.saveDate;
    into.modSeq.value = std::max(into.modSeq.value, from.modSeq.value);
    into.gmailMessageId = std::max(into.gmailMessageId, from.gmailMessageId);
    into.gmailThreadId = std::max(into.gmailThreadId, from.gmailThreadId);
}

} // namespace

bool FetchGatherer::hasContent(const FetchData &data) const
{
    if (m_need == Need::Flags)
        return data.flags.has_value();
    const bool header = m_need == Need::Header;
    return std::any_of(data.sections.begin(), data.sections.end(), [header](const FetchedSection &section) {
        if (header)
            return section.data && section.section.startsWith("HEADER");
        return section.data && !section.data->isEmpty() && section.section.isEmpty() && !section.origin;
    });
}

bool FetchGatherer::isReady(const FetchData &data) const
{
    if (!hasContent(data))
        return false;
    if (m_need == Need::Flags || m_need == Need::Content)
        return true;
    return data.flags && data.internalDate.isValid() && (m_need == Need::Whole || data.size);
}

bool FetchGatherer::add(FetchData &data)
{
    const bool answer = m_need == Need::Flags ? data.flags.has_value() : !isOnlyFlags(data);
    if (isReady(data)) {
        m_pieces.erase(data.uid.value);
        if (m_waiting && m_waiting->uid == data.uid)
            m_waiting.reset();
        tell(data);
        return true;
    }
    if (m_need == Need::Flags)
        return answer;
    if (m_waiting && m_waiting->uid == data.uid) {
        merge(*m_waiting, data);
        if (isReady(*m_waiting))
            tellWaiting();
        return answer;
    }
    if (data.uid == m_last)
        return answer;
    FetchData merged;
    if (auto known = m_pieces.extract(data.uid.value)) {
        merged = std::move(known.mapped());
        merge(merged, data);
    } else {
        merged = data;
    }
    if (isReady(merged)) {
        tell(merged);
    } else if (hasContent(merged)) {
        // The rest of it may follow; when the next message comes it does not.
        tellWaiting();
        m_waiting = std::move(merged);
    } else if (m_pieces.size() < MostPieces) {
        m_pieces.emplace(merged.uid.value, std::move(merged));
    }
    return answer;
}

void FetchGatherer::end()
{
    tellWaiting();
    for (auto &[uid, data] : std::exchange(m_pieces, {})) {
        if (m_need == Need::Header && data.size) // there is a message; its header cannot be had
            tell(data);
    }
}

void FetchGatherer::tell(FetchData &data)
{
    m_last = data.uid;
    m_tell(data);
}

void FetchGatherer::tellWaiting()
{
    if (auto data = std::exchange(m_waiting, std::nullopt))
        tell(*data);
}

} // namespace golub::imap
