// SPDX-License-Identifier: GPL-3.0-or-later
// ImapRemoteStore against a real Dovecot.
#include "protocols/imap/ImapRemoteStore.h"

#include "tests/server/ServerTest.h"

using namespace golub;

namespace {

class ImapServerTest : public test::ServerTest
{
protected:
    std::unique_ptr<imap::ImapRemoteStore> store(const QString &user, Security security = Security::Tls)
    {
        const ServerSettings settings = server().imap(user, security);
        return std::make_unique<imap::ImapRemoteStore>(settings, secretOf(user), connection(settings));
    }
    Outcome open(imap::ImapRemoteStore &remote)
    {
        return await<void>([&](Done<void> done) { remote.open(done); });
    }
    MailboxName mailbox(imap::ImapRemoteStore &remote, const QString &path)
    {
        const auto list = await<QList<RemoteMailbox>>([&](Done<QList<RemoteMailbox>> done) { remote.listMailboxes(done); });
        if (list) {
            for (const RemoteMailbox &one : *list) {
                if (one.name.path == path)
                    return one.name;
            }
        }
        ADD_FAILURE() << "no mailbox " << path.toStdString();
        return {};
    }
    QList<RemoteMessage> messagesOf(imap::ImapRemoteStore &remote, const UidSet &uids)
    {
        QList<RemoteMessage> found;
        EXPECT_TRUE(await<void>([&](Done<void> done) { remote.fetchMessages(uids, [&](const RemoteMessage &one) { found.append(one); }, done); }));
        return found;
    }
};

} // namespace

TEST_F(ImapServerTest, SignsInByStartTlsAndByTls)
{
    for (const Security security : { Security::StartTls, Security::Tls }) {
        auto remote = store(QStringLiteral("ala"), security);
        const Outcome outcome = open(*remote);
        EXPECT_TRUE(outcome) << outcome.error().text.toStdString();
        EXPECT_TRUE(remote->isOpen());
        EXPECT_TRUE(remote->hasCondStore());
        EXPECT_TRUE(remote->tlsFacts().startsWith(QStringLiteral("TLS 1.")));
        EXPECT_TRUE(await<void>([&](Done<void> done) { remote->close(done); }));
    }
    EXPECT_FALSE(log.allText().contains("ala-password"));
}

TEST_F(ImapServerTest, SignsInWithEveryPasswordMethod)
{
    for (const AuthMethod method :
        { AuthMethod::Auto, AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5, AuthMethod::ScramSha1, AuthMethod::ScramSha256 }) {
        ServerSettings settings = server().imap(QStringLiteral("ala"));
        settings.auth = method;
        imap::ImapRemoteStore remote(settings, secretOf(QStringLiteral("ala")), connection(settings));
        const Outcome outcome = open(remote);
        EXPECT_TRUE(outcome) << int(method) << ' ' << outcome.error().text.toStdString();
    }
    EXPECT_FALSE(log.allText().contains(QByteArray("ala-password").toBase64()));
    EXPECT_FALSE(log.allText().contains(QByteArray("\0ala\0ala-password", 17).toBase64()));
}

TEST_F(ImapServerTest, AWrongPasswordIsAuthFailedWithTheServersWords)
{
    const ServerSettings settings = server().imap(QStringLiteral("ala"));
    imap::ImapRemoteStore remote(settings, Secret("wrong"), connection(settings));
    const Outcome outcome = open(remote);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::AuthFailed);
    EXPECT_EQ(outcome.error().reply.enhanced, QStringLiteral("AUTHENTICATIONFAILED"));
}

TEST_F(ImapServerTest, ListsMailboxesWithTheirRoles)
{
    auto remote = store(QStringLiteral("ala"));
    ASSERT_TRUE(open(*remote));
    const auto list = await<QList<RemoteMailbox>>([&](Done<QList<RemoteMailbox>> done) { remote->listMailboxes(done); });
    ASSERT_TRUE(list);
    const auto roleOf = [&](const QString &path) {
        for (const RemoteMailbox &one : *list) {
            if (one.name.path == path)
                return one.role;
        }
        return MailboxRole::None;
    };
    EXPECT_EQ(roleOf(QStringLiteral("INBOX")), MailboxRole::Inbox);
    EXPECT_EQ(roleOf(QStringLiteral("Sent")), MailboxRole::Sent);
    EXPECT_EQ(roleOf(QStringLiteral("Drafts")), MailboxRole::Drafts);
    EXPECT_EQ(roleOf(QStringLiteral("Trash")), MailboxRole::Trash);
    EXPECT_EQ(roleOf(QStringLiteral("Junk")), MailboxRole::Junk);
    EXPECT_EQ(roleOf(QStringLiteral("Archive")), MailboxRole::Archive);
}

TEST_F(ImapServerTest, FetchesWhatWasDeliveredByteForByte)
{
    const QByteArray raw = message("fetch-me", "Zażółć gęślą jaźń\r\n\r\n.\r\nthe end\r\n");
    ASSERT_TRUE(server().deliver(QStringLiteral("ala"), raw, QStringLiteral("Archive"), QStringLiteral("SF")));
    auto remote = store(QStringLiteral("ala"));
    ASSERT_TRUE(open(*remote));
    const MailboxName archive = mailbox(*remote, QStringLiteral("Archive"));
    const auto selected = await<SelectedMailbox>([&](Done<SelectedMailbox> done) { remote->select(archive, done); });
    ASSERT_TRUE(selected);
    EXPECT_EQ(selected->exists, 1);
    EXPECT_TRUE(selected->uidValidity.isValid());
    EXPECT_FALSE(selected->readOnly);
    const auto uids = await<UidSet>([&](Done<UidSet> done) { remote->searchAll(done); });
    ASSERT_TRUE(uids);
    ASSERT_EQ(uids->count(), 1);

    QList<RemoteMessage> headers;
    ASSERT_TRUE(await<void>([&](Done<void> done) { remote->fetchHeaders(*uids, [&](const RemoteMessage &one) { headers.append(one); }, done); }));
    ASSERT_EQ(headers.size(), 1);
    EXPECT_EQ(headers.first().flags, Flags(SystemFlags(Flag::Seen) | Flag::Flagged));
    EXPECT_EQ(headers.first().internalDate, QDateTime(QDate(2026, 2, 2), QTime(9, 0), Qt::UTC));
    EXPECT_EQ(headers.first().size, raw.size());
    EXPECT_TRUE(headers.first().header.contains("Subject: fetch-me"));

    const auto whole = messagesOf(*remote, *uids);
    ASSERT_EQ(whole.size(), 1);
    EXPECT_EQ(whole.first().raw, raw);
    EXPECT_FALSE(log.allText().contains("gęślą")) << "mail does not stand in the log";
}

TEST_F(ImapServerTest, AppendsStoresFlagsAndMoves)
{
    auto remote = store(QStringLiteral("bob"));
    ASSERT_TRUE(open(*remote));
    const MailboxName drafts = mailbox(*remote, QStringLiteral("Drafts"));
    const MailboxName trash = mailbox(*remote, QStringLiteral("Trash"));
    const QByteArray raw = message("append-me");
    const QDateTime date(QDate(2025, 12, 24), QTime(18, 0), Qt::UTC);
    const auto uid = await<Uid>([&](Done<Uid> done) { remote->append(drafts, raw, Flags(Flag::Draft), date, done); });
    ASSERT_TRUE(uid);
    ASSERT_TRUE(uid->isValid());
    ASSERT_TRUE(await<SelectedMailbox>([&](Done<SelectedMailbox> done) { remote->select(drafts, done); }));
    ASSERT_TRUE(await<void>([&](Done<void> done) { remote->storeFlags(UidSet::of(*uid), Flags({ Flag::Flagged }, { QStringLiteral("$Golub") }), Flags(Flag::Draft), done); }));
    QList<RemoteMessage> flags;
    ASSERT_TRUE(await<void>([&](Done<void> done) { remote->fetchFlags(UidSet::of(*uid), {}, [&](const RemoteMessage &one) { flags.append(one); }, done); }));
    ASSERT_EQ(flags.size(), 1);
    EXPECT_TRUE(flags.first().flags.has(Flag::Flagged));
    EXPECT_FALSE(flags.first().flags.has(Flag::Draft));
    EXPECT_TRUE(flags.first().flags.hasKeyword(QStringLiteral("$golub")));

    using UidMap = RemoteStore::UidMap;
    const auto moved = await<UidMap>([&](Done<UidMap> done) { remote->move(UidSet::of(*uid), trash, done); });
    ASSERT_TRUE(moved);
    ASSERT_EQ(moved->size(), 1);
    EXPECT_EQ(moved->first().first, *uid);
    ASSERT_TRUE(await<SelectedMailbox>([&](Done<SelectedMailbox> done) { remote->select(trash, done); }));
    const auto whole = messagesOf(*remote, UidSet::of(moved->first().second));
    ASSERT_EQ(whole.size(), 1);
    EXPECT_EQ(whole.first().raw, raw);

    ASSERT_TRUE(await<void>([&](Done<void> done) { remote->expunge(UidSet::of(moved->first().second), done); }));
    const auto left = await<UidSet>([&](Done<UidSet> done) { remote->searchAll(done); });
    ASSERT_TRUE(left);
    EXPECT_TRUE(left->isEmpty());
}

TEST_F(ImapServerTest, CreatesAMailboxWithAnyName)
{
    auto remote = store(QStringLiteral("bob"));
    ASSERT_TRUE(open(*remote));
    const QString path = QStringLiteral("Żółte & Голубь/日本");
    const auto made = await<MailboxName>([&](Done<MailboxName> done) { remote->createMailbox(path, done); });
    ASSERT_TRUE(made) << made.error().text.toStdString();
    EXPECT_EQ(mailbox(*remote, path).wire, made->wire);
    EXPECT_TRUE(await<SelectedMailbox>([&](Done<SelectedMailbox> done) { remote->select(*made, done); }));
}

TEST_F(ImapServerTest, IdleTellsOfNewMailAndEndsForTheNextRequest)
{
    auto remote = store(QStringLiteral("cyd"));
    ASSERT_TRUE(open(*remote));
    const MailboxName inbox = mailbox(*remote, QStringLiteral("INBOX"));
    ASSERT_TRUE(await<SelectedMailbox>([&](Done<SelectedMailbox> done) { remote->select(inbox, done); }));
    MailboxNews news;
    bool ended = false;
    remote->idle([&](MailboxNews one) { news.newMessages = news.newMessages || one.newMessages; }, [&](Outcome) { ended = true; });
    ASSERT_TRUE(test::waitUntil([&] { return log.allText().contains("+ idling"); }));
    ASSERT_TRUE(server().deliver(QStringLiteral("cyd"), message("news")));
    EXPECT_TRUE(test::waitUntil([&] { return news.newMessages; }));
    EXPECT_FALSE(ended);
    const auto uids = await<UidSet>([&](Done<UidSet> done) { remote->searchAll(done); });
    ASSERT_TRUE(uids);
    EXPECT_EQ(uids->count(), 1);
    EXPECT_TRUE(ended);
}

TEST_F(ImapServerTest, AMailboxThatIsNotThereIsARefusalAndTheSessionGoesOn)
{
    auto remote = store(QStringLiteral("ala"));
    ASSERT_TRUE(open(*remote));
    const MailboxName nowhere { "Nowhere", QStringLiteral("Nowhere"), u'/' };
    const auto selected = await<SelectedMailbox>([&](Done<SelectedMailbox> done) { remote->select(nowhere, done); });
    ASSERT_FALSE(selected);
    EXPECT_FALSE(closesSession(selected.error().kind)) << kindName(selected.error().kind).toStdString();
    EXPECT_FALSE(selected.error().reply.text.isEmpty());
    EXPECT_FALSE(mailbox(*remote, QStringLiteral("INBOX")).wire.isEmpty());
}
