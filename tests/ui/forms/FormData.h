// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/ConnectionStep.h"
#include "core/mail/Draft.h"
#include "core/service/Activity.h"
#include "core/service/SignIn.h"

namespace golub::tests {

class FakeMailService;

Draft emptyDraft(const FakeMailService &service);
//! An answer with quotes two levels deep, several recipients and an attachment held in memory.
Draft longReply(const FakeMailService &service);
Draft richDraft(const FakeMailService &service);
//! The incoming server is fine, the outgoing one refuses the password.
ConnectionReport failedReport();
ConnectionReport untrustedReport();
service::UserRequest wrongPassword(const FakeMailService &service);
service::UserRequest untrusted();
//! The same server, which had another certificate that was trusted.
service::UserRequest changedCertificate();
//! A server that took SCRAM and takes only the password now.
service::UserRequest weakened(const FakeMailService &service);
//! A provider where one signs in through the browser, what it granted, and an account whose grant is over.
service::SignInProvider browserProvider();
service::SignInGrant browserGrant();
service::UserRequest browserNeeded(const FakeMailService &service);

} // namespace golub::tests
