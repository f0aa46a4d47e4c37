// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <functional>

namespace golub {

//! A completion: called exactly once and always later than the call it was given to, in the same thread; never after the object
//! that took it was destroyed.
template<class T>
using Done = std::function<void(Result<T>)>;

} // namespace golub
