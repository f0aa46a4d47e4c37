// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/ConnectionProbe.h"

#include <gtest/gtest.h>

using namespace golub;

namespace {

QString warningFor(qint64 secondsLeft)
{
    const QDateTime now(QDate(2026, 5, 1), QTime(12, 0), Qt::UTC);
    CertificateInfo certificate;
    certificate.validTo = now.addSecs(secondsLeft);
    return net::expiryWarning(certificate, now);
}

} // namespace

TEST(ConnectionProbe, warnsOfACertificateThatEndsWithinFourteenDays)
{
    constexpr qint64 day = 24 * 3600;
    EXPECT_TRUE(warningFor(14 * day + 1).isEmpty());
    EXPECT_TRUE(warningFor(14 * day).contains(QStringLiteral("14")));
    EXPECT_TRUE(warningFor(3 * day).contains(QStringLiteral("3")));
    EXPECT_FALSE(warningFor(60).isEmpty());
    EXPECT_NE(warningFor(-1), warningFor(60)) << "one that has ended is another matter";
    EXPECT_TRUE(net::expiryWarning({}, QDateTime::currentDateTimeUtc()).isEmpty());
}
