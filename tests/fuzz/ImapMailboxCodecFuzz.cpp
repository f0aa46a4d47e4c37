// SPDX-License-Identifier: GPL-3.0-or-later
// Names survive the way to the wire and back; whatever comes from the wire keeps its bytes.
#include "EngineFuzz.h"

#include "protocols/imap/MailboxCodec.h"

using namespace golub;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray wire(reinterpret_cast<const char *>(data), qsizetype(size));
    fuzz::require(imap::mailboxNameFromWire(wire, '/').wire == wire);
    const QString path = imap::decodeMailboxName(wire);
    const QByteArray encoded = imap::encodeMailboxName(path);
    fuzz::require(std::all_of(encoded.begin(), encoded.end(), [](char c) { return c >= 0x20 && c < 0x7f; }));
    fuzz::require(imap::decodeMailboxName(encoded) == path);
    return 0;
}
