// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/SignIn.h"

namespace golub::tests {

//! A sign-in that waits for the test to say how the browser ended.
class FakeSignIn final : public service::SignInJob
{
public:
    explicit FakeSignIn(QObject *parent);
    void cancel() override;
    void end(const std::optional<Error> &error);
};

} // namespace golub::tests
