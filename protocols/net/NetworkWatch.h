// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace golub::net {

//! Calls \a changed in the calling thread whenever the computer gets a network or another one, as long as what it returns lives. Begins some
//! seconds later: asking the system takes its time. Where the system does not tell, nothing is ever called.
std::shared_ptr<QObject> watchNetwork(std::function<void()> changed);

} // namespace golub::net
