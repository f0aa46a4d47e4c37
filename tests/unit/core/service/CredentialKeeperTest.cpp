// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/CredentialKeeper.h"

#include <gtest/gtest.h>

namespace golub::service {
namespace {

class CredentialKeeperTest : public testing::Test
{
protected:
    CredentialKeeperTest()
    {
        account.id = AccountId { 1 };
        account.secretSource = SecretSource::Command;
        account.secretCommand = { QStringLiteral("pass"), QStringLiteral("mail/ala") };
    }
    Done<Secret> keep(QList<QByteArray> &told)
    {
        return [&told](const Result<Secret> &secret) { told.append(secret ? secret->reveal() : kindName(secret.error().kind).toLatin1()); };
    }
    //! The runs that are under way end, each with its number behind the password.
    void endRuns(const Result<Secret> &result)
    {
        for (const Done<Secret> &run : std::exchange(runs, {}))
            run(result);
    }

    Account account;
    QList<Done<Secret>> runs;
    int begun = 0;
    CredentialKeeper keeper { nullptr, [this](const QStringList &, Done<Secret> done) {
                                 ++begun;
                                 runs.append(std::move(done));
                             } };
};

TEST_F(CredentialKeeperTest, OneRunOfACommandServesBothServers)
{
    QList<QByteArray> incoming, outgoing;
    keeper.get(account, false, keep(incoming));
    keeper.get(account, true, keep(outgoing));
    EXPECT_EQ(begun, 1);
    endRuns(Secret("word"));
    EXPECT_EQ(incoming, QList<QByteArray> { "word" });
    EXPECT_EQ(outgoing, QList<QByteArray> { "word" });
    keeper.get(account, false, keep(incoming));
    EXPECT_EQ(begun, 1) << "remembered";
    keeper.forget(account, false);
    keeper.get(account, false, keep(incoming));
    EXPECT_EQ(begun, 2);
}

TEST_F(CredentialKeeperTest, WhatFailedIsToldToBothAndRunAgain)
{
    QList<QByteArray> incoming, outgoing;
    keeper.get(account, false, keep(incoming));
    keeper.get(account, true, keep(outgoing));
    endRuns(Error::of(ErrorKind::CredentialMissing));
    // The outgoing one is the incoming one's where it has none of its own: asked for once more.
    EXPECT_EQ(incoming, QList<QByteArray> { "credential_missing" });
    EXPECT_EQ(begun, 2);
    endRuns(Secret("word"));
    EXPECT_EQ(outgoing, QList<QByteArray> { "word" });
}

} // namespace
} // namespace golub::service
