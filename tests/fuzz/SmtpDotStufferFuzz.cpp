// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/smtp/DotStuffer.h"

#include <algorithm>
#include <cstdlib>

using namespace golub;

namespace {

QByteArray stuff(QByteArrayView bytes, qsizetype chunk)
{
    smtp::DotStuffer stuffer;
    QByteArray out;
    for (qsizetype at = 0; at < bytes.size(); at += chunk)
        out += stuffer.add(bytes.sliced(at, std::min(chunk, bytes.size() - at)));
    return out + stuffer.finish();
}

QByteArray canonical(const QByteArray &bytes)
{
    QByteArray out = bytes;
    out.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    if (!out.isEmpty() && !out.endsWith("\r\n"))
        out += "\r\n";
    return out;
}

} // namespace

// The end of data stands at the end and nowhere else, however a receiver reads line ends; and what a receiver unstuffs is the message.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArray out = stuff(bytes, std::max<qsizetype>(1, bytes.size()));
    for (const qsizetype chunk : { 1, 2, 3, 7 }) {
        if (stuff(bytes, chunk) != out)
            std::abort();
    }
    QByteArray back;
    const QByteArray body = out.chopped(3);
    qsizetype at = 0;
    while (at < body.size()) {
        const qsizetype end = body.indexOf("\r\n", at);
        if (end < 0)
            std::abort();
        QByteArray line = body.mid(at, end - at);
        if (line == "." || line.contains('\r') || line.contains('\n'))
            std::abort();
        if (line.startsWith('.'))
            line.remove(0, 1);
        back += line + "\r\n";
        at = end + 2;
    }
    if (!out.endsWith(".\r\n") || back != canonical(bytes))
        std::abort();
    return 0;
}
