// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/pop3/Response.h"

#include <cstdlib>

using namespace golub;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray all(reinterpret_cast<const char *>(data), qsizetype(size));
    pop3::Capabilities capabilities;
    for (const QByteArray &line : all.split('\n')) {
        if (const auto status = pop3::parseStatus(line)) {
            if ((status->ok && status->isContinuation) || status->code.size() > 64)
                std::abort();
            (void)status->toServerReply();
            (void)pop3::kindOfRefusal(*status);
        }
        if (const auto uidl = pop3::parseUidlLine(line)) {
            if (uidl->number == 0 || uidl->uidl.isEmpty() || uidl->uidl.size() > 512)
                std::abort();
        }
        if (const auto list = pop3::parseListLine(line)) {
            if (list->number == 0 || list->size < -1)
                std::abort();
        }
        (void)pop3::apopStamp(line);
        capabilities.addLine(line);
    }
    return 0;
}
