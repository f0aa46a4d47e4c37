// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Certificate.h"

namespace golub {

QString faultName(CertificateFault fault)
{
    switch (fault) {
    case CertificateFault::Revoked:
        return QStringLiteral("revoked");
    case CertificateFault::WrongHost:
        return QStringLiteral("wrong_host");
    case CertificateFault::Expired:
        return QStringLiteral("expired");
    case CertificateFault::NotYetValid:
        return QStringLiteral("not_yet_valid");
    case CertificateFault::WeakKey:
        return QStringLiteral("weak_key");
    case CertificateFault::SelfSigned:
        return QStringLiteral("self_signed");
    case CertificateFault::UnknownIssuer:
        return QStringLiteral("unknown_issuer");
    case CertificateFault::Other:
        break;
    }
    return QStringLiteral("other");
}

} // namespace golub
