// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace golub::app {

//! Ends the program with \a status, everything of ours being closed and joined. What is left are threads of libraries (GLib's worker, name
//! lookups that Qt has told of before their native thread was over), which must not meet static destructors: those are left out.
[[noreturn]] void endProgram(int status);

} // namespace golub::app
