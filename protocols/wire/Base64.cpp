// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/wire/Base64.h"

namespace golub::wire {

Result<QByteArray> decodeBase64(QByteArrayView encoded, qsizetype maxEncoded)
{
    if (encoded.size() > maxEncoded)
        return Error::of(ErrorKind::LimitExceeded, QStringLiteral("More than %1 bytes of base64.").arg(maxEncoded));
    const Error malformed = Error::of(ErrorKind::Protocol, QStringLiteral("What should be base64 is not."));
    if (encoded.size() % 4 != 0)
        return malformed;
    const auto decoded
        = QByteArray::fromBase64Encoding(encoded.toByteArray(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    // Only the canonical form: encoding it again finds loose bits and misplaced padding.
    if (!decoded || decoded.decoded.toBase64() != encoded)
        return malformed;
    return decoded.decoded;
}

} // namespace golub::wire
