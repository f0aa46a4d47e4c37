// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Ending.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace golub::app {

void endProgram(int status)
{
    std::cout.flush();
    std::cerr.flush();
    std::fflush(nullptr);
    std::_Exit(status);
}

} // namespace golub::app
