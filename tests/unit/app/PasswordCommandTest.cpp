// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PasswordCommand.h"

#include "tests/support/WaitUntil.h"

#include <gtest/gtest.h>

#include <optional>

using namespace golub;
using golub::test::waitUntil;

namespace {

Result<Secret> run(const QStringList &command, std::chrono::milliseconds limit = std::chrono::seconds(20))
{
    std::optional<Result<Secret>> result;
    int calls = 0;
    app::runPasswordCommandWithin(limit, command, [&](Result<Secret> given) {
        result = std::move(given);
        ++calls;
    });
    EXPECT_FALSE(result) << "always later";
    EXPECT_TRUE(waitUntil([&] { return result.has_value(); }));
    test::settle();
    EXPECT_EQ(calls, 1);
    return result.value_or(Error::of(ErrorKind::Internal));
}

QStringList shell(const QString &script)
{
    return { QStringLiteral("/bin/sh"), QStringLiteral("-c"), script };
}

} // namespace

TEST(PasswordCommand, TheFirstLineIsThePassword)
{
    const auto result = run(shell(QStringLiteral("printf 'zażółć ;$(x)\\r\\nlogin: ala\\n'")));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->reveal(), "zażółć ;$(x)");
}

TEST(PasswordCommand, APasswordWithoutLineEndIsTaken)
{
    const auto result = run({ QStringLiteral("printf"), QStringLiteral("%s"), QStringLiteral("a b  ") });
    ASSERT_TRUE(result);
    EXPECT_EQ(result->reveal(), "a b  ");
}

TEST(PasswordCommand, NoShellReadsTheArguments)
{
    const auto result = run({ QStringLiteral("printf"), QStringLiteral("%s"), QStringLiteral("$HOME;`id`") });
    ASSERT_TRUE(result);
    EXPECT_EQ(result->reveal(), "$HOME;`id`");
}

TEST(PasswordCommand, AFailureTellsItsWordsButNotItsOutput)
{
    const auto result = run(shell(QStringLiteral("echo hunter2; echo 'gpg: no key' >&2; exit 3")));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::CredentialMissing);
    EXPECT_EQ(result.error().detail, QStringLiteral("gpg: no key"));
    EXPECT_TRUE(result.error().text.contains(QStringLiteral("3")));
    EXPECT_FALSE((result.error().text + result.error().detail).contains(QStringLiteral("hunter2")));
}

TEST(PasswordCommand, NothingPrintedIsNoPassword)
{
    const auto result = run(shell(QStringLiteral("echo")));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::CredentialMissing);
}

TEST(PasswordCommand, AProgramThatIsNotThereIsNamed)
{
    const auto result = run({ QStringLiteral("/nonexistent/pass") });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::CredentialMissing);
    EXPECT_TRUE(result.error().text.contains(QStringLiteral("/nonexistent/pass")));
    EXPECT_FALSE(run({}));
}

TEST(PasswordCommand, AProgramThatDoesNotEndIsKilled)
{
    const auto result = run({ QStringLiteral("sleep"), QStringLiteral("600") }, std::chrono::milliseconds(50));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Timeout);
}

TEST(PasswordCommand, AProgramThatPrintsWithoutEndIsKilled)
{
    const auto result = run({ QStringLiteral("yes") });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::CredentialMissing);
}
