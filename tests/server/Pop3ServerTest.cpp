// SPDX-License-Identifier: GPL-3.0-or-later
// Pop3Maildrop against a real Dovecot.
#include "protocols/pop3/Pop3Maildrop.h"

#include "tests/server/ServerTest.h"

using namespace golub;

namespace {

class Pop3ServerTest : public test::ServerTest
{
protected:
    std::unique_ptr<pop3::Pop3Maildrop> maildrop(const QString &user, const Secret &secret, Security security = Security::Tls)
    {
        const ServerSettings settings = server().pop3(user, security);
        return std::make_unique<pop3::Pop3Maildrop>(pop3::optionsFor(settings, secret), connection(settings));
    }
    Outcome open(pop3::Pop3Maildrop &drop)
    {
        return await<void>([&](Done<void> done) { drop.open(done); });
    }
};

} // namespace

TEST_F(Pop3ServerTest, ListsRetrievesAndDeletesOnlyWithQuit)
{
    const QString user = QStringLiteral("bob");
    const QByteArray first = message("pop-one", "one\r\n.leading dot\r\n..two\r\n.\r\nend\r\n");
    const QByteArray second = message("pop-two");
    ASSERT_TRUE(server().deliver(user, first));
    ASSERT_TRUE(server().deliver(user, second));

    QByteArray firstUidl;
    for (const bool quit : { false, true }) {
        auto drop = maildrop(user, secretOf(user), quit ? Security::StartTls : Security::Tls);
        ASSERT_TRUE(open(*drop));
        const auto list = await<QList<MaildropMessage>>([&](Done<QList<MaildropMessage>> done) { drop->list(done); });
        ASSERT_TRUE(list);
        ASSERT_EQ(list->size(), 2) << "nothing is deleted without QUIT";
        QList<QByteArray> got;
        for (const MaildropMessage &one : *list) {
            EXPECT_FALSE(one.uidl.isEmpty());
            const auto raw = await<QByteArray>([&](Done<QByteArray> done) { drop->retrieve(one.number, done); });
            ASSERT_TRUE(raw);
            got.append(*raw);
            if (*raw != first)
                continue;
            EXPECT_TRUE(firstUidl.isEmpty() || firstUidl == one.uidl) << "a UIDL stays";
            firstUidl = one.uidl;
            ASSERT_TRUE(await<void>([&](Done<void> done) { drop->remove(one.number, done); }));
        }
        EXPECT_TRUE(got.contains(first));
        EXPECT_TRUE(got.contains(second));
        if (quit) {
            EXPECT_TRUE(await<void>([&](Done<void> done) { drop->quit(done); }));
        }
        drop.reset();
        test::settle();
        // The server lets the mailbox go when it has seen the end of the connection.
        if (!quit) {
            EXPECT_TRUE(server().logged("Disconnected: "));
        }
    }
    EXPECT_EQ(server().messages(user), QList<QByteArray> { second });
    EXPECT_FALSE(log.allText().contains("leading dot")) << "mail does not stand in the log";
    EXPECT_FALSE(log.allText().contains("bob-password"));
}

TEST_F(Pop3ServerTest, TopBringsTheHeader)
{
    const QString user = QStringLiteral("cyd");
    ASSERT_TRUE(server().deliver(user, message("top-me", "line 1\r\nline 2\r\n")));
    auto drop = maildrop(user, secretOf(user));
    ASSERT_TRUE(open(*drop));
    const auto top = await<Maildrop::Beginning>([&](Done<Maildrop::Beginning> done) { drop->top(1, 1, done); });
    ASSERT_TRUE(top);
    EXPECT_TRUE(top->bytes.contains("Subject: top-me"));
    EXPECT_TRUE(top->bytes.contains("line 1"));
    EXPECT_FALSE(top->bytes.contains("line 2"));
}

TEST_F(Pop3ServerTest, AWrongPasswordIsAuthFailed)
{
    auto drop = maildrop(QStringLiteral("ala"), Secret("wrong"));
    const Outcome outcome = open(*drop);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::AuthFailed);
}

TEST_F(Pop3ServerTest, AMessageThatIsNotThereIsARefusalAndTheSessionGoesOn)
{
    auto drop = maildrop(QStringLiteral("ala"), secretOf(QStringLiteral("ala")));
    ASSERT_TRUE(open(*drop));
    const auto missing = await<QByteArray>([&](Done<QByteArray> done) { drop->retrieve(99, done); });
    ASSERT_FALSE(missing);
    EXPECT_FALSE(closesSession(missing.error().kind));
    EXPECT_TRUE(await<QList<MaildropMessage>>([&](Done<QList<MaildropMessage>> done) { drop->list(done); }));
}
