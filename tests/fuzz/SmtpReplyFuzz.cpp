// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/Capabilities.h"
#include "protocols/smtp/Reply.h"

#include <cstdlib>

using namespace golub;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray all(reinterpret_cast<const char *>(data), qsizetype(size));
    smtp::ReplyAssembler assembler;
    for (const QByteArray &line : all.split('\n')) {
        const auto reply = assembler.add(line);
        if (!reply) {
            if (reply.error().kind != ErrorKind::Protocol && reply.error().kind != ErrorKind::LimitExceeded)
                std::abort();
            return 0;
        }
        if (!*reply)
            continue;
        const smtp::Reply &whole = **reply;
        if (whole.code < 200 || whole.code > 599 || whole.lines.isEmpty() || assembler.isOpen())
            std::abort();
        const ServerReply shown = whole.toServerReply();
        for (const QChar c : shown.text) {
            if ((c.unicode() < 0x20 && c != u'\n') || c.unicode() == 0x202E)
                std::abort();
        }
        const auto capabilities = smtp::Capabilities::fromReply(whole);
        if (capabilities.maxSize < 0)
            std::abort();
    }
    return 0;
}
