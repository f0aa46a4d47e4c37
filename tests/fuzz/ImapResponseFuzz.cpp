// SPDX-License-Identifier: GPL-3.0-or-later
// Any complete unit is a response or LimitExceeded; what the values promise holds.
#include "EngineFuzz.h"

#include "protocols/imap/ResponseParser.h"

using namespace golub;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    imap::ResponseFramer framer(64 * 1024, 64 * 1024);
    framer.append(QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    for (;;) {
        const auto unit = framer.next();
        if (!unit || !*unit)
            break;
        const auto response = imap::parseResponse(**unit);
        if (!response) {
            fuzz::require(response.error().kind == ErrorKind::LimitExceeded);
            continue;
        }
        if (const auto *fetch = std::get_if<imap::FetchData>(&*response)) {
            fuzz::require(fetch->size.value_or(0) >= 0);
            if (fetch->structure)
                imap::hasAttachments(*fetch->structure);
        } else if (const auto *status = std::get_if<imap::Status>(&*response)) {
            fuzz::require(status->code.name == status->code.name.toUpper());
            fuzz::require(status->code.pairs.size() <= limits::ImapUidMap);
        } else if (const auto *search = std::get_if<imap::SearchData>(&*response)) {
            fuzz::require(search->extended || search->all.count() <= search->numbers.size());
        }
    }
    return 0;
}
