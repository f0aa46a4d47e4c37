// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace golub::store {

//! What one thread has and lends to another for a while: whoever comes to it meanwhile waits until it is given back.
class Loan
{
public:
    //! By the owner; the next to use it is the thread that calls take().
    void lend() { m_lent.store(true, std::memory_order_release); }
    //! By the borrower, before and after it uses what is lent.
    void take() { borrowed() = this; }
    void giveBack()
    {
        borrowed() = nullptr;
        m_lent.store(false, std::memory_order_release);
        m_lent.notify_all();
    }
    //! In any thread, before each use: returns when it may.
    void claim() const
    {
        if (m_lent.load(std::memory_order_acquire) && !isBorrower())
            m_lent.wait(true, std::memory_order_acquire);
    }
    bool isBorrower() const { return borrowed() == this; }

private:
    static const Loan *&borrowed()
    {
        thread_local const Loan *mine = nullptr;
        return mine;
    }
    std::atomic<bool> m_lent { false };
};

} // namespace golub::store
