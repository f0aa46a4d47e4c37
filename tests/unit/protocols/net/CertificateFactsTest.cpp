// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/CertificateFacts.h"
#include "tests/support/TestCertificates.h"

#include <gtest/gtest.h>

namespace golub::net {
namespace {

// RFC 5929 section 4.1: the hash of the certificate's signature, here SHA-256.
TEST(ServerEndPointTest, IsTheDigestOfTheCertificate)
{
    const test::ServerIdentity identity = test::TestAuthority().issue();
    const auto certificates = QSslCertificate::fromData(identity.certificate, QSsl::Pem);
    ASSERT_FALSE(certificates.isEmpty());
    EXPECT_EQ(serverEndPoint(certificates.first()).toHex(), QByteArray(identity.sha256).toHex());
    EXPECT_TRUE(serverEndPoint(QSslCertificate()).isEmpty());
}

} // namespace
} // namespace golub::net
