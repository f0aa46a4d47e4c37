// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Response.h"

#include <functional>
#include <map>
#include <optional>

namespace golub::imap {

//! Puts the FETCH responses about one message together: a server may tell what it was asked for in several (RFC 9051 section 7.5.2), in
//! any order. What comes in one piece goes through at once. Memory is bounded: one message with content, and small pieces of others.
class FetchGatherer
{
public:
    enum class Need : quint8 {
        Flags,   //!< flags
        Header,  //!< header fields, flags, size and date
        Content, //!< the whole message and nothing else
        Whole,   //!< the whole message, flags and date
    };

    FetchGatherer(Need need, std::function<void(FetchData &)> tell) : m_need(need), m_tell(std::move(tell)) { }

    //! Takes what came; its UID is valid. False where it may be news as well: nothing but flags that were not all that was asked for.
    bool add(FetchData &data);
    //! No more comes: what is there is told as far as it describes a message.
    void end();

private:
    bool hasContent(const FetchData &data) const;
    bool isReady(const FetchData &data) const;
    void tell(FetchData &data);
    void tellWaiting();

    Need m_need;
    std::function<void(FetchData &)> m_tell;
    std::map<quint32, FetchData> m_pieces;   //!< by UID: without content yet
    std::optional<FetchData> m_waiting;      //!< with its content, without the rest
    Uid m_last = {};                         //!< told last: what a server repeats of it is dropped
};

} // namespace golub::imap
