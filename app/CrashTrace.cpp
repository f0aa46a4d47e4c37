// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CrashTrace.h"

#include <array>

#include <csignal>
#include <execinfo.h>
#include <unistd.h>

namespace golub::app {
namespace {

constexpr int MostFrames = 64;
constexpr std::array Faults { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };

// Only what is allowed in a signal handler: no allocation, no lock.
void crashed(int signal)
{
    static std::array<void *, MostFrames> frames;
    const int count = backtrace(frames.data(), MostFrames);
    backtrace_symbols_fd(frames.data(), count, STDERR_FILENO);
    raise(signal); // the handler is gone by now: the usual end, with its core file
}

} // namespace

void traceCrashes()
{
    // The first call loads a library, which a handler may not.
    std::array<void *, 1> first {};
    backtrace(first.data(), 1);
    struct sigaction action { };
    action.sa_handler = crashed;
    action.sa_flags = int(SA_RESETHAND);
    for (const int fault : Faults)
        sigaction(fault, &action, nullptr);
}

} // namespace golub::app
