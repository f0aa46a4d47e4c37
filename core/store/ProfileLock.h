// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QString>

namespace golub::store {

//! "One writer a profile", also between programs, and the memory of whether the last one ended well. The lock is the kernel's (flock):
//! it falls with its process, so that nothing stale is ever left behind.
class ProfileLock
{
public:
    ProfileLock() = default;
    ~ProfileLock();
    ProfileLock(const ProfileLock &) = delete;
    ProfileLock &operator=(const ProfileLock &) = delete;

    //! Conflict where another writer holds \a directory.
    Outcome take(const QString &directory);
    //! The writer before this one was killed, crashed or lost its power.
    bool wasUnclean() const { return m_unclean; }

private:
    int m_descriptor = -1;
    bool m_unclean = false;
};

} // namespace golub::store
