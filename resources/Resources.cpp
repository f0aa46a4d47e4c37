// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/Resources.h"

#include <QtGlobal>

// The macro declares a function, which must not stand in a namespace.
static void registerFiles()
{
    Q_INIT_RESOURCE(golub);
}

namespace golub {

void initResources()
{
    registerFiles();
}

} // namespace golub
