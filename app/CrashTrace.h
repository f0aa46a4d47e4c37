// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace golub::app {

//! From now on a program that dies of a fault (SIGSEGV, SIGABRT, …) says on standard error which calls led there, and then dies of it.
//! Addresses and function names only: nothing of what the program held in memory.
void traceCrashes();

} // namespace golub::app
