// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <iterator>

namespace golub::test {

//! Numbers that are the same on every machine for the same seed (SplitMix64): a finding can be named by its seed.
class Random
{
public:
    explicit Random(quint64 seed) : m_state(seed) { }

    quint64 next()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    //! 0 … bound − 1; 0 for a bound that leaves no choice.
    qsizetype below(qsizetype bound) { return bound <= 1 ? 0 : qsizetype(next() % quint64(bound)); }
    qsizetype between(qsizetype least, qsizetype most) { return least + below(most - least + 1); }
    //! True \a times in \a of.
    bool chance(int times, int of) { return below(of) < times; }
    template<class Container>
    auto &pick(Container &choices) { return choices[static_cast<std::size_t>(below(qsizetype(std::size(choices))))]; }

private:
    quint64 m_state;
};

} // namespace golub::test
