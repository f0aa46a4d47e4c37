// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"

#include "core/mime/DateParser.h"

using namespace golub;
using namespace golub::mime;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QDateTime date = parseDate(fuzz::mailBytes(data, size));
    if (!date.isValid())
        return 0;
    const QDateTime again = parseDate(formatDate(date));
    fuzz::promise(again == date && again.offsetFromUtc() == date.offsetFromUtc(), "a date comes back");
    return 0;
}
