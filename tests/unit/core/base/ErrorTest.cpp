// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"

#include <QSet>

#include <gtest/gtest.h>

using namespace golub;

TEST(Error, EveryKindHasItsRow)
{
    QSet<QString> names;
    for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
        const auto k = ErrorKind(kind);
        EXPECT_FALSE(describe(k).isEmpty());
        names.insert(kindName(k));
    }
    EXPECT_EQ(names.size(), int(ErrorKind::Internal) + 1);
    EXPECT_EQ(kindName(ErrorKind::Internal), QStringLiteral("internal"));
    EXPECT_EQ(kindName(ErrorKind::UnknownDelivery), QStringLiteral("unknown_delivery"));
}

TEST(Error, UncertainDeliveryIsNeverRetriedByItself)
{
    EXPECT_EQ(recoveryFor(ErrorKind::UnknownDelivery), Recovery::AskUser);
}

TEST(Error, BrokenStreamsAreClosed)
{
    for (const ErrorKind kind : { ErrorKind::Protocol, ErrorKind::LimitExceeded, ErrorKind::Tls, ErrorKind::CertificateRejected })
        EXPECT_TRUE(closesSession(kind));
    EXPECT_FALSE(closesSession(ErrorKind::ServerRefused));
}
