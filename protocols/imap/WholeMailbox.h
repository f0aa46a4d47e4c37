// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Limits.h"
#include "core/mail/Uid.h"

#include <algorithm>
#include <optional>

namespace golub::imap {

//! "Every message of the mailbox" as sets of UIDs that are asked for one after the other, so that the answers to one of them stay below
//! limits::ImapUnasked. One set is enough for nearly every mailbox.
class WholeMailbox
{
public:
    explicit WholeMailbox(qint64 atOnce = limits::ImapUnasked / 2) : m_atOnce(atOnce), m_width(atOnce) { }

    //! The next set, \a exists messages being in the mailbox and \a seen of them told; nothing behind the last one.
    std::optional<UidSet> next(qint64 exists, qint64 seen)
    {
        constexpr qint64 Greatest = 0xffff'ffff;
        if (m_first > Greatest)
            return std::nullopt;
        // Where UIDs are far apart the sets grow; the answers to one are as many as it has UIDs, at most.
        if (m_first > 1 && seen - m_seen < m_width / 8)
            m_width *= 2;
        else if (seen - m_seen > m_width / 2)
            m_width = std::max(m_atOnce, m_width / 2);
        m_seen = seen;
        const qint64 first = m_first;
        m_first += m_width;
        if (exists - seen > m_atOnce && m_first <= Greatest)
            return UidSet::range(Uid { quint32(first) }, Uid { quint32(m_first - 1) });
        m_first = Greatest + 1;
        return UidSet::from(Uid { quint32(first) });
    }

private:
    qint64 m_atOnce;
    qint64 m_width;
    qint64 m_first = 1;
    qint64 m_seen = 0;
};

} // namespace golub::imap
