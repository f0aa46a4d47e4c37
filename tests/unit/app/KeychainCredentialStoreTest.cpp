// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KeychainCredentialStore.h"

#include "tests/support/WaitUntil.h"

#include <gtest/gtest.h>

#include <optional>

using namespace golub;
using golub::app::KeychainCredentialStore;
using golub::test::waitUntil;

namespace {

bool keychainWorks()
{
    std::optional<bool> works;
    KeychainCredentialStore::probe([&](Result<bool> result) { works = result && *result; });
    EXPECT_FALSE(works) << "always later";
    EXPECT_TRUE(waitUntil([&] { return works.has_value(); }));
    return works.value_or(false);
}

template<class T>
Result<T> await(const std::function<void(Done<T>)> &call)
{
    std::optional<Result<T>> result;
    call([&](Result<T> given) { result = std::move(given); });
    EXPECT_FALSE(result) << "always later";
    EXPECT_TRUE(waitUntil([&] { return result.has_value(); }));
    return result.value_or(Error::of(ErrorKind::Internal));
}

} // namespace

TEST(KeychainCredentialStore, KeepsReadsAndForgetsAPassword)
{
    if (!keychainWorks())
        GTEST_SKIP() << "no keychain answers here (run under dbus-run-session with an unlocked Secret Service)";
    KeychainCredentialStore store;
    const QString key = QStringLiteral("account/987654/incoming");
    const QByteArray password("zażółć\0 gęślą", 17);
    EXPECT_TRUE(await<void>([&](Done<void> done) { store.write(key, Secret(password), done); }));
    const auto read = await<Secret>([&](Done<Secret> done) { store.read(key, done); });
    ASSERT_TRUE(read);
    EXPECT_EQ(read->reveal(), password);
    EXPECT_TRUE(await<void>([&](Done<void> done) { store.remove(key, done); }));
    const auto gone = await<Secret>([&](Done<Secret> done) { store.read(key, done); });
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().kind, ErrorKind::NotFound);
}

TEST(KeychainCredentialStore, WithoutAKeychainItSaysSoAndWritesNothingElsewhere)
{
    if (keychainWorks())
        GTEST_SKIP() << "a keychain answers here";
    KeychainCredentialStore store;
    const auto written = await<void>([&](Done<void> done) { store.write(QStringLiteral("account/1/incoming"), Secret("x"), done); });
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::Storage);
    const auto read = await<Secret>([&](Done<Secret> done) { store.read(QStringLiteral("account/1/incoming"), done); });
    ASSERT_FALSE(read);
}

TEST(KeychainCredentialStore, NoCompletionAfterDestruction)
{
    int calls = 0;
    {
        KeychainCredentialStore store;
        store.read(QStringLiteral("account/1/incoming"), [&](Result<Secret>) { ++calls; });
    }
    (void)keychainWorks(); // the jobs run in their order: the read is over when this is
    test::settle();
    EXPECT_EQ(calls, 0);
}
