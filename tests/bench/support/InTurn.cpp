// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/support/InTurn.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace golub::bench {
namespace {

constexpr double ShortestRun = 0.3; // seconds

// Time of the thread, not of the wall: other programs of the machine do not count.
double now()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

double callsPerSecond(const std::function<void()> &work)
{
    const double begin = now();
    int calls = 0;
    double elapsed = 0;
    while (elapsed < ShortestRun) {
        work();
        ++calls;
        elapsed = now() - begin;
    }
    return calls / elapsed;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void print(const char *who, const std::vector<double> &rates)
{
    const auto [low, high] = std::minmax_element(rates.begin(), rates.end());
    std::printf("%-6s %8.1f MB/s (%.1f to %.1f in %zu runs)\n", who, median(rates) / 1e6, *low / 1e6, *high / 1e6, rates.size());
}

} // namespace

InTurnResult measureInTurn(qint64 bytes, int rounds, const std::function<void()> &ours, const std::function<void()> &peer)
{
    std::vector<double> oursRates;
    std::vector<double> peerRates;
    for (int i = 0; i < rounds; ++i) {
        oursRates.push_back(callsPerSecond(ours) * double(bytes));
        peerRates.push_back(callsPerSecond(peer) * double(bytes));
    }
    print("Golub", oursRates);
    print("peer", peerRates);
    return { median(oursRates), median(peerRates) };
}

void printRatio(const QByteArray &name, double ratio, const QByteArray &peer)
{
    std::printf("RATIO %s %.2f %s\n", name.constData(), ratio, peer.constData());
    std::fflush(stdout);
}

} // namespace golub::bench
