// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/Submitter.h"

namespace golub::compose {

//! How often a message is tried where the server's "never" sounds like "later", before "never" is believed.
inline constexpr int LiesBelieved = 3;

//! True for a permanent refusal (5xx) whose words say that it is none: mail filters that are down answer 5.5.0 "Service unavailable", others
//! "try again later". A recipient that does not exist is never meant.
bool soundsTemporary(const ServerReply &reply);

//! The report as it is meant: such refusals, of recipients and of the whole message, are temporary.
SubmissionReport withoutLies(SubmissionReport report);

//! True where every recipient was refused for good.
bool nobodyIsLeft(const SubmissionReport &report);

} // namespace golub::compose
