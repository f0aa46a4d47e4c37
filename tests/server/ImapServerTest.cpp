// SPDX-License-Identifier: GPL-3.0-or-later
// ImapRemoteStore against a real Dovecot.
#include "protocols/imap/ImapRemoteStore.h"

#include "tests/server/ServerTest.h"

#include <QHash>

#include <algorithm>

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

TEST_F(ImapServerTest, OneListBringsTheCountsOfEveryMailbox)
{
    ASSERT_TRUE(server().deliver(QStringLiteral("ala"), message("counted"), QStringLiteral("Drafts")));
    auto remote = store(QStringLiteral("ala"));
    ASSERT_TRUE(open(*remote));
    const qint64 before = remote->statistics().commands;
    const auto list = await<QList<RemoteMailbox>>([&](Done<QList<RemoteMailbox>> done) { remote->listMailboxes(done); });
    ASSERT_TRUE(list);
    EXPECT_EQ(remote->statistics().commands - before, 1);
    for (const RemoteMailbox &one : *list) {
        if (!one.selectable)
            continue;
        ASSERT_TRUE(one.counts) << one.name.wire.constData();
        EXPECT_TRUE(one.counts->uidValidity.isValid());
        if (one.name.path == QStringLiteral("Drafts")) {
            EXPECT_GE(one.counts->messages, 1);
            EXPECT_GT(one.counts->size, 0);
        }
    }
}

TEST_F(ImapServerTest, TheNewestHeadersComeInTheSameRoundTripAsTheSelection)
{
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(server().deliver(QStringLiteral("bob"), message("newest-" + QByteArray::number(i)), QStringLiteral("Junk")));
    auto remote = store(QStringLiteral("bob"));
    ASSERT_TRUE(open(*remote));
    const MailboxName junk { "Junk", QStringLiteral("Junk"), u'/' };
    for (const qint64 guess : { 5, 0, 2, 500 }) {
        QByteArrayList subjects;
        bool selected = false;
        remote->select(junk, [&](Result<SelectedMailbox> result) { selected = result.has_value(); });
        ASSERT_TRUE(await<void>([&](Done<void> done) {
            remote->fetchNewestHeaders(2, guess, [&](const RemoteMessage &one) { subjects.append(one.header.mid(one.header.indexOf("Subject: ") + 9, 8)); }, done);
        })) << guess;
        EXPECT_TRUE(selected);
        std::sort(subjects.begin(), subjects.end());
        if (guess != 2) {
            EXPECT_EQ(subjects, (QByteArrayList { "newest-3", "newest-4" })) << guess;
        } else {
            EXPECT_TRUE(subjects.contains("newest-4")) << "more than guessed is no harm";
        }
    }
}

TEST_F(ImapServerTest, ResynchronizesWithOneCommand)
{
    QList<Uid> uids;
    auto remote = store(QStringLiteral("cyd"));
    ASSERT_TRUE(open(*remote));
    const MailboxName archive { "Archive", QStringLiteral("Archive"), u'/' };
    for (int i = 0; i < 4; ++i) {
        const auto uid = await<Uid>([&](Done<Uid> done) { remote->append(archive, message("resync-" + QByteArray::number(i)), {}, {}, done); });
        ASSERT_TRUE(uid && uid->isValid());
        uids.append(*uid);
    }
    const auto first = await<SelectedMailbox>([&](Done<SelectedMailbox> done) { remote->select(archive, done); });
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->modSeqSupported);
    EXPECT_FALSE(first->resynced);
    const KnownMailbox known { first->uidValidity, first->highestModSeq, UidSet(uids) };
    ASSERT_TRUE(await<void>([&](Done<void> done) { remote->storeFlags(UidSet::of(uids[1]), Flag::Seen, {}, done); }));
    ASSERT_TRUE(await<void>([&](Done<void> done) { remote->expunge(UidSet::of(uids[2]), done); }));

    auto other = store(QStringLiteral("cyd"));
    ASSERT_TRUE(open(*other));
    EXPECT_TRUE(other->serverFacts().qresync);
    QList<RemoteMessage> changed;
    UidSet vanished;
    const auto again = await<SelectedMailbox>([&](Done<SelectedMailbox> done) {
        other->select(archive, known, { [&](const RemoteMessage &one) { changed.append(one); }, [&](const UidSet &set) { vanished.insert(set); } }, done);
    });
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->resynced);
    EXPECT_EQ(vanished, UidSet::of(uids[2]));
    ASSERT_EQ(changed.size(), 1);
    EXPECT_EQ(changed.first().uid, uids[1]);
    EXPECT_TRUE(changed.first().flags.has(Flag::Seen));
    EXPECT_GT(again->highestModSeq, known.highestModSeq);
}

TEST_F(ImapServerTest, SearchesSortsAndThreads)
{
    auto remote = store(QStringLiteral("bob"));
    ASSERT_TRUE(open(*remote));
    const MailboxName sent { "Sent", QStringLiteral("Sent"), u'/' };
    const QByteArray reply = "From: Ala <ala@example.org>\r\nMessage-ID: <re@example.org>\r\nIn-Reply-To: <a@example.org>\r\nReferences: <a@example.org>\r\nSubject: Re: a\r\n\r\n"
                             "Zażółć gęślą jaźń\r\n";
    QList<Uid> uids;
    for (const QByteArray &raw : { message("b"), message("a"), reply }) {
        const auto uid = await<Uid>([&](Done<Uid> done) { remote->append(sent, raw, {}, {}, done); });
        ASSERT_TRUE(uid && uid->isValid());
        uids.append(*uid);
    }
    remote->select(sent, [](auto) {});
    RemoteQuery query;
    query.groups = { { { RemoteQuery::Term::Field::Body, QStringLiteral("gęślą") } } };
    query.younger = std::chrono::hours(1);
    const auto found = await<UidSet>([&](Done<UidSet> done) { remote->search(query, done); });
    ASSERT_TRUE(found) << found.error().reply.text.toStdString();
    EXPECT_EQ(*found, UidSet::of(uids[2]));
    QList<Uid> matching;
    ASSERT_TRUE(await<void>([&](Done<void> done) { remote->fetchMatchingHeaders(query, [&](const RemoteMessage &one) { matching.append(one.uid); }, done); }));
    EXPECT_EQ(matching, QList<Uid> { uids[2] });
    const auto sorted = await<QList<Uid>>([&](Done<QList<Uid>> done) { remote->sort({ { RemoteSortKey::Subject, true } }, {}, done); });
    ASSERT_TRUE(sorted);
    EXPECT_EQ(sorted->size(), 3);
    EXPECT_EQ(sorted->first(), uids[0]);
    const auto threads = await<QList<QList<Uid>>>([&](Done<QList<QList<Uid>>> done) { remote->thread({}, done); });
    ASSERT_TRUE(threads);
    EXPECT_EQ(threads->size(), 2);
    EXPECT_TRUE(threads->contains(QList<Uid> { uids[1], uids[2] }));
}

TEST_F(ImapServerTest, FetchesPartsDecodedAndInPieces)
{
    auto remote = store(QStringLiteral("bob"));
    ASSERT_TRUE(open(*remote));
    EXPECT_TRUE(remote->serverFacts().binary);
    const MailboxName drafts { "Drafts", QStringLiteral("Drafts"), u'/' };
    const QByteArray raw = "From: a@example.org\r\nSubject: parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ntext\r\n"
                           "--x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAwQFBgcICQ==\r\n--x--\r\n";
    const auto uid = await<Uid>([&](Done<Uid> done) { remote->append(drafts, raw, {}, {}, done); });
    ASSERT_TRUE(uid && uid->isValid());
    remote->select(drafts, [](auto) {});
    using Part = RemoteStore::PartData;
    const auto whole = await<Part>([&](Done<Part> done) { remote->fetchPart(*uid, "2", 0, -1, done); });
    ASSERT_TRUE(whole);
    EXPECT_TRUE(whole->decoded);
    EXPECT_EQ(whole->bytes, QByteArray("\0\1\2\3\4\5\6\7\10\11", 10));
    const auto piece = await<Part>([&](Done<Part> done) { remote->fetchPart(*uid, "2", 3, 4, done); });
    ASSERT_TRUE(piece);
    EXPECT_EQ(piece->bytes, QByteArray("\3\4\5\6", 4));
    const auto beyond = await<Part>([&](Done<Part> done) { remote->fetchPart(*uid, "2", 8, 100, done); });
    ASSERT_TRUE(beyond);
    EXPECT_EQ(beyond->bytes, QByteArray("\10\11", 2));
}

TEST_F(ImapServerTest, AppendsManyAtOnceAndReplacesOne)
{
    auto remote = store(QStringLiteral("bob"));
    ASSERT_TRUE(open(*remote));
    EXPECT_TRUE(remote->serverFacts().multiAppend);
    const MailboxName archive { "Archive", QStringLiteral("Archive"), u'/' };
    const auto uids = await<QList<Uid>>([&](Done<QList<Uid>> done) { remote->appendAll(archive, { { message("one"), Flag::Seen }, { message("two") } }, done); });
    ASSERT_TRUE(uids);
    ASSERT_EQ(uids->size(), 2);
    EXPECT_GT(uids->at(1), uids->at(0));
    remote->select(archive, [](auto) {});
    const auto replaced = await<Uid>([&](Done<Uid> done) { remote->replace(archive, uids->at(0), { message("three") }, done); });
    ASSERT_TRUE(replaced);
    EXPECT_GT(*replaced, uids->at(1));
    const auto left = await<UidSet>([&](Done<UidSet> done) { remote->searchAll(done); });
    ASSERT_TRUE(left);
    EXPECT_EQ(*left, UidSet(QList<Uid> { uids->at(1), *replaced }));
}

TEST_F(ImapServerTest, WatchTellsOfMailboxesThatAreNotSelected)
{
    auto remote = store(QStringLiteral("cyd"));
    ASSERT_TRUE(open(*remote));
    ASSERT_TRUE(remote->serverFacts().notify);
    ASSERT_TRUE(await<SelectedMailbox>([&](Done<SelectedMailbox> done) { remote->select({ "INBOX", QStringLiteral("INBOX"), u'/' }, done); }));
    QHash<QByteArray, qint64> counts;
    bool selectedNews = false;
    remote->watch({}, [&](const MailboxNews &news) {
        if (news.counts)
            counts.insert(news.mailbox.wire, news.counts->messages);
        selectedNews |= news.mailbox.wire.isEmpty() && news.newMessages;
    }, [](auto) {});
    ASSERT_TRUE(test::waitUntil([&] { return counts.contains("Junk"); })) << "the counts at the beginning";
    const qint64 before = counts.value("Junk");
    // Through the server: it does not look after files of mailboxes that nobody has open.
    auto other = store(QStringLiteral("cyd"));
    ASSERT_TRUE(open(*other));
    ASSERT_TRUE(await<Uid>([&](Done<Uid> done) { other->append({ "Junk", QStringLiteral("Junk"), u'/' }, message("elsewhere"), {}, {}, done); }));
    EXPECT_TRUE(test::waitUntil([&] { return counts.value("Junk") == before + 1; }));
    ASSERT_TRUE(server().deliver(QStringLiteral("cyd"), message("here")));
    EXPECT_TRUE(test::waitUntil([&] { return selectedNews; }));
}

TEST_F(ImapServerTest, CompressedEverythingIsTheSameAndSmaller)
{
    const MailboxName archive { "Archive", QStringLiteral("Archive"), u'/' };
    const QByteArray raw = message("squeezed", QByteArray("The same line again and again.\r\n").repeated(3000));
    ASSERT_TRUE(server().deliver(QStringLiteral("ala"), raw, QStringLiteral("Junk")));
    auto remote = store(QStringLiteral("ala"));
    ASSERT_TRUE(open(*remote));
    if (!remote->serverFacts().compress)
        GTEST_SKIP() << "this Dovecot does not compress";
    ASSERT_TRUE(await<void>([&](Done<void> done) { remote->compress(done); }));
    remote->select({ "Junk", QStringLiteral("Junk"), u'/' }, [](auto) {});
    const auto whole = messagesOf(*remote, UidSet::from(Uid { 1 }));
    ASSERT_FALSE(whole.isEmpty());
    EXPECT_EQ(whole.last().raw, raw);
    EXPECT_LT(remote->statistics().bytesReceived, raw.size() / 2);
    EXPECT_TRUE(await<Uid>([&](Done<Uid> done) { remote->append(archive, raw, {}, {}, done); })) << "and in the other direction";
    EXPECT_TRUE(await<void>([&](Done<void> done) { remote->close(done); }));
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
