// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/Request.h"

#include <algorithm>

namespace golub::imap {
namespace {

bool overlap(const UidSet &a, const UidSet &b)
{
    if (a.isEmpty() || b.isEmpty())
        return true; // not known before
    const auto &left = a.ranges();
    const auto &right = b.ranges();
    for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
        if (l->last < r->first)
            ++l;
        else if (r->last < l->first)
            ++r;
        else
            return true;
    }
    return false;
}

} // namespace

bool Claim::collidesWith(const Claim &other) const
{
    // A list may bring the counts of any mailbox.
    const bool counts = (list && !other.status.isEmpty()) || (other.list && !status.isEmpty());
    return counts || (list && other.list) || (search && other.search) || (!status.isEmpty() && status == other.status)
        || (fetch && other.fetch && overlap(uids, other.uids));
}

} // namespace golub::imap
