// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>
#include <vector>

namespace golub::tests {

//! Every test object of this program.
std::vector<std::unique_ptr<QObject>> windowTests();

} // namespace golub::tests
