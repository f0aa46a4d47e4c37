// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/sasl/Mechanism.h"

#include <cstdlib>

using namespace golub;

// The server's messages, cut at line feeds. A server that does not know the password never succeeds.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray all(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto scram = sasl::createMechanism(AuthMethod::ScramSha1, { QStringLiteral("user"), Secret("correct horse") }, [] { return QByteArray("abc"); });
    auto answer = scram->step({});
    for (QByteArray message : all.split('\n')) {
        if (!answer)
            break;
        // A million iterations are allowed and slow: the fuzzer looks for other things.
        if (message.contains("i=") && message.mid(message.lastIndexOf("i=") + 2).toUInt() > 5000)
            break;
        answer = scram->step(message);
        if (answer && answer->reveal().contains("correct horse"))
            std::abort();
    }
    if (scram->finish())
        std::abort();
    return 0;
}
