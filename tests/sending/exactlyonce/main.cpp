// SPDX-License-Identifier: GPL-3.0-or-later
// exactly_once [--runs N] [--seed S] [--quiet] [--lies]: sends messages to a scripted server in a process that is killed (SIGKILL), or whose connection
// is cut, at any step and byte of the dialogue; then the next process goes on. No message may be lost, none accepted twice for anybody, unless
// the person, who is asked about the uncertain ones and knows the truth, had no way to tell. N faults have happened when it ends. With --lies
// the person says "not sent" of everything, which must end in mail accepted twice, and so with status 1.
#include "tests/sending/exactlyonce/Harness.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int argc, char **argv)
{
    golub::once::Options options;
    if (const char *runs = std::getenv("GOLUB_EXACTLY_ONCE_RUNS"))
        options.runs = std::atol(runs);
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--runs") == 0 && i + 1 < argc && !std::getenv("GOLUB_EXACTLY_ONCE_RUNS"))
            options.runs = std::atol(argv[++i]);
        else if (std::strcmp(argv[i], "--runs") == 0 && i + 1 < argc)
            ++i;
        else if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc)
            options.seed = std::strtoull(argv[++i], nullptr, 10);
        else if (std::strcmp(argv[i], "--quiet") == 0)
            options.quiet = true;
        else if (std::strcmp(argv[i], "--lies") == 0)
            options.lies = true;
        else {
            std::fprintf(stderr, "usage: exactly_once [--runs N] [--seed S] [--quiet] [--lies]\n");
            return 2;
        }
    }
    return golub::once::Harness(options).run() ? 0 : 1;
}
