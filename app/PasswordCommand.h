// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"
#include "core/ports/Done.h"

#include <QStringList>

#include <chrono>

namespace golub::app {

//! Runs a program that prints a password (`pass mail/ala`), without a shell: \a command is the program and its arguments, each as it is.
//! The first line that it prints is the password; nothing that it prints is logged. What it says on standard error goes into the detail
//! of an error. CredentialMissing: it cannot be started, fails or prints nothing. Timeout: it did not end in time and was killed.
//! \a done comes later, exactly once, in this thread, which needs an event loop.
void runPasswordCommand(const QStringList &command, Done<Secret> done);
//! The usual limit is two minutes: a person may have to unlock a keyring.
void runPasswordCommandWithin(std::chrono::milliseconds limit, const QStringList &command, Done<Secret> done);

} // namespace golub::app
