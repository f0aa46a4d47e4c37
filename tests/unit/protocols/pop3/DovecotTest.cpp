// SPDX-License-Identifier: GPL-3.0-or-later
// A visit to a real maildrop on loopback, with every mechanism. Skipped where none can run.
#include "protocols/pop3/Pop3Maildrop.h"

#include "tests/support/LiveDovecot.h"

#include <gtest/gtest.h>

namespace golub::pop3 {
namespace {

using golub::test::LiveDovecot;
using golub::test::waitUntil;

const QByteArray Message = "Date: Sat, 21 Nov 2026 22:10:41 +0000\r\nSubject: dots\r\n\r\n.\r\n..two\r\nend\r\n";

class Pop3DovecotTest : public testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_FALSE(dovecot.hasFailed());
        if (!dovecot.isRunning())
            GTEST_SKIP() << "no Dovecot can be started here (tests/servers/mailserver doctor says why)";
    }

    std::unique_ptr<Pop3Maildrop> connectTo(Security security, AuthMethod auth, const char *password = "tajne")
    {
        const ServerSettings to = dovecot.settings(security == Security::Tls ? QStringLiteral("pop3s") : QStringLiteral("pop3"), security, auth);
        return std::make_unique<Pop3Maildrop>(optionsFor(to, Secret(password)), dovecot.connection(to, clock));
    }
    template<class T, class Call>
    Result<T> await(Call call)
    {
        std::optional<Result<T>> result;
        call([&result](Result<T> r) { result.emplace(std::move(r)); });
        if (!waitUntil([&] { return result.has_value(); }, std::chrono::seconds(30)))
            return Error::of(ErrorKind::Timeout, QStringLiteral("the test waited too long"));
        return *result;
    }

    LiveDovecot dovecot;
    SystemClock clock;
};

TEST_F(Pop3DovecotTest, SignsInWithEveryMechanism)
{
    for (const AuthMethod auth : { AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5, AuthMethod::ScramSha1, AuthMethod::ScramSha256, AuthMethod::Auto }) {
        const auto maildrop = connectTo(auth == AuthMethod::Login ? Security::Tls : Security::StartTls, auth);
        const auto opened = await<void>([&](auto done) { maildrop->open(done); });
        EXPECT_TRUE(opened.has_value()) << sasl::mechanismName(auth).constData() << ' '
                                        << (opened ? "" : (kindName(opened.error().kind) + u' ' + opened.error().detail + u' ' + opened.error().reply.text).toStdString());
    }
}

TEST_F(Pop3DovecotTest, FetchesAndDeletes)
{
    ASSERT_TRUE(dovecot.deliver(Message));
    auto maildrop = connectTo(Security::Tls, AuthMethod::Auto);
    ASSERT_TRUE(await<void>([&](auto done) { maildrop->open(done); }).has_value());
    const auto list = await<QList<MaildropMessage>>([&](auto done) { maildrop->list(done); });
    ASSERT_TRUE(list.has_value());
    ASSERT_EQ(list->size(), 1);
    EXPECT_FALSE(list->first().uidl.isEmpty());
    const auto message = await<QByteArray>([&](auto done) { maildrop->retrieve(1, done); });
    ASSERT_TRUE(message.has_value());
    EXPECT_TRUE(message->endsWith(Message.mid(Message.indexOf("Subject")))) << message->constData();
    const auto top = await<Maildrop::Beginning>([&](auto done) { maildrop->top(1, 1, done); });
    ASSERT_TRUE(top.has_value());
    EXPECT_TRUE(top->bytes.endsWith("Subject: dots\r\n\r\n.\r\n")) << top->bytes.constData();
    EXPECT_TRUE(await<void>([&](auto done) { maildrop->remove(1, done); }).has_value());
    EXPECT_TRUE(await<void>([&](auto done) { maildrop->quit(done); }).has_value());

    maildrop = connectTo(Security::StartTls, AuthMethod::Auto);
    ASSERT_TRUE(await<void>([&](auto done) { maildrop->open(done); }).has_value());
    EXPECT_TRUE(await<QList<MaildropMessage>>([&](auto done) { maildrop->list(done); })->isEmpty());
}

TEST_F(Pop3DovecotTest, WrongPasswordIsToldFromEverythingElse)
{
    const auto maildrop = connectTo(Security::StartTls, AuthMethod::Plain, "wrong");
    const auto opened = await<void>([&](auto done) { maildrop->open(done); });
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().kind, ErrorKind::AuthFailed);
}

} // namespace
} // namespace golub::pop3
