// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Secret.h"

namespace golub {

void Secret::wipe()
{
    // Only the last owner wipes: others still read the shared bytes.
    if (m_bytes.isDetached()) {
        volatile char *bytes = m_bytes.data();
        for (qsizetype i = 0; i < m_bytes.size(); ++i)
            bytes[i] = 0;
    }
    m_bytes.clear();
}

} // namespace golub
