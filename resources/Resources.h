// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace golub {

//! Makes the files of this folder known under ":/golub/". A static library's resources are not registered by themselves; call it once in main().
void initResources();

} // namespace golub
