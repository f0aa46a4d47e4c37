// SPDX-License-Identifier: GPL-3.0-or-later
// Drafts and their copies in an account's drafts folder.
#include "core/service/DraftPublisher.h"

#include "core/mime/MessageTree.h"
#include "core/store/DraftTable.h"
#include "core/sync/ImapWorker.h"
#include "tests/support/StoreFixture.h"

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

const QString Drafts = QStringLiteral("Drafts");

class DraftPublisherTest : public StoreFixture
{
protected:
    void SetUp() override
    {
        StoreFixture::SetUp();
        server.box(QStringLiteral("INBOX"));
        server.box(Drafts).role = MailboxRole::Drafts;
        worker = std::make_unique<sync::ImapWorker>(account, *store, *factory, clock, sync::AccountWorker::Hooks(), nullptr);
        worker->setSecret(Secret("s"));
        worker->start(sync::AccountWorker::Mode::KeepInStep);
        settle();
        makePublisher();
    }
    void makePublisher()
    {
        publisher.reset();
        service::DraftPublisher::Hooks hooks;
        hooks.folder = [this](AccountId id) -> Result<MailboxId> {
            const auto found = store->mailboxes().findByRole(id, MailboxRole::Drafts);
            return found ? Result<MailboxId>(found->id) : Result<MailboxId>(found.error());
        };
        hooks.journalled = [this](AccountId) { worker->operationsPending(); };
        publisher = std::make_unique<service::DraftPublisher>(*store, clock, hooks, 20s);
    }
    Draft draft(const QString &subject) const
    {
        Draft draft;
        draft.account = account.id;
        draft.from = { QStringLiteral("Bob"), QStringLiteral("bob@example.org") };
        draft.to = { { {}, QStringLiteral("ala@example.org") } };
        draft.bcc = { { {}, QStringLiteral("secret@example.org") } };
        draft.subject = subject;
        draft.text = QStringLiteral("Dear Ala");
        return draft;
    }
    DraftId save(const Draft &draft)
    {
        const auto id = store->drafts().save(draft);
        EXPECT_TRUE(id);
        publisher->saved(*id);
        return *id;
    }
    QStringList there() const { return server.subjects(Drafts); }

    std::unique_ptr<sync::ImapWorker> worker;
    std::unique_ptr<service::DraftPublisher> publisher;
};

} // namespace

TEST_F(DraftPublisherTest, ADraftThatWasLeftAloneGoesToTheServer)
{
    const DraftId id = save(draft(QStringLiteral("one")));
    clock.advance(10s);
    EXPECT_TRUE(there().isEmpty()) << "not with every key";
    clock.advance(30s);
    ASSERT_EQ(there(), QStringList { QStringLiteral("one") });
    const auto &copy = server.box(Drafts).messages.first();
    EXPECT_TRUE(copy.flags.has(Flag::Draft));
    const Envelope envelope = mime::readEnvelope(copy.raw);
    EXPECT_EQ(envelope.bcc.mailboxes().value(0).address, u"secret@example.org") << "to be gone on with elsewhere";
    EXPECT_TRUE(store->drafts().serverCopy(id)->current);
    EXPECT_EQ(store->drafts().find(id)->onServer, store->drafts().serverCopy(id)->message);
}

TEST_F(DraftPublisherTest, SavedAgainItTakesThePlaceOfTheCopyBefore)
{
    Draft written = draft(QStringLiteral("one"));
    written.id = save(written);
    clock.advance(1min);
    written.subject = QStringLiteral("two");
    save(written);
    EXPECT_FALSE(store->drafts().serverCopy(written.id)->current);
    clock.advance(1min);
    EXPECT_EQ(there(), QStringList { QStringLiteral("two") });
    EXPECT_EQ(subjects(Drafts), QStringList { QStringLiteral("two") });
}

TEST_F(DraftPublisherTest, SavedAllTheTimeItGoesOnceItRests)
{
    Draft written = draft(QStringLiteral("x"));
    for (int i = 0; i < 30; ++i) {
        written.subject = QString::number(i);
        written.id = save(written);
        clock.advance(5s);
    }
    EXPECT_EQ(server.appends, 0);
    clock.advance(1min);
    EXPECT_EQ(there(), QStringList { QStringLiteral("29") });
    EXPECT_EQ(server.appends, 1);
}

TEST_F(DraftPublisherTest, HalfWrittenAddressesAreNoObstacle)
{
    Draft written = draft(QString());
    written.to = { { {}, QStringLiteral("ala@") }, { {}, QStringLiteral("ola@example.org") } };
    written.attachments = { { QStringLiteral("/nowhere/plan.pdf"), QStringLiteral("plan.pdf"), {} } };
    const DraftId id = save(written);
    clock.advance(1min);
    ASSERT_EQ(server.box(Drafts).messages.size(), 1);
    EXPECT_EQ(mime::readEnvelope(server.box(Drafts).messages.first().raw).to.mailboxes().size(), 1);
    EXPECT_EQ(store->drafts().find(id)->to.size(), 2) << "the draft itself keeps them";
}

TEST_F(DraftPublisherTest, WithdrawnItLeavesTheServer)
{
    const DraftId id = save(draft(QStringLiteral("one")));
    clock.advance(1min);
    ASSERT_TRUE(store->transaction([&]() -> Outcome {
        const Outcome withdrawn = publisher->withdraw(id);
        return withdrawn ? store->drafts().remove(id) : withdrawn;
    }));
    worker->operationsPending();
    settle();
    EXPECT_TRUE(there().isEmpty());
    EXPECT_TRUE(subjects(Drafts).isEmpty());
}

TEST_F(DraftPublisherTest, WhatWasNotPublishedWhenTheProgramEndedIsCaughtUp)
{
    save(draft(QStringLiteral("one")));
    makePublisher(); // as after a crash
    publisher->catchUp();
    clock.advance(1min);
    EXPECT_EQ(there(), QStringList { QStringLiteral("one") });
    makePublisher();
    publisher->catchUp();
    clock.advance(1min);
    EXPECT_EQ(server.appends, 1) << "once is enough";
}

TEST_F(DraftPublisherTest, SentOrThrownAwayElsewhereItIsGoneHere)
{
    save(draft(QStringLiteral("one")));
    clock.advance(1min);
    server.box(Drafts).messages.clear();
    ++server.box(Drafts).modSeq;
    for (int look = 0; look < 4; ++look) { // one look proves nothing
        worker->synchronize({ {}, false, true }, [](const Result<QList<sync::MailboxReport>> &) { });
        clock.advance(5min);
    }
    EXPECT_TRUE(store->drafts().all()->isEmpty());
}

TEST_F(DraftPublisherTest, ChangedHereItSurvivesTheRemovalElsewhere)
{
    Draft written = draft(QStringLiteral("one"));
    written.id = save(written);
    clock.advance(1min);
    worker->stop();
    server.box(Drafts).messages.clear();
    ++server.box(Drafts).modSeq;
    written.subject = QStringLiteral("mine");
    save(written);
    worker->start(sync::AccountWorker::Mode::KeepInStep);
    for (int look = 0; look < 4; ++look) {
        worker->synchronize({ {}, false, true }, [](const Result<QList<sync::MailboxReport>> &) { });
        clock.advance(5min);
    }
    ASSERT_EQ(store->drafts().all()->size(), 1);
    EXPECT_EQ(there(), QStringList { QStringLiteral("mine") });
}

TEST_F(DraftPublisherTest, AnAccountWithoutSuchAFolderKeepsThemHere)
{
    publisher.reset();
    service::DraftPublisher::Hooks hooks;
    hooks.folder = [](AccountId) -> Result<MailboxId> { return Error::of(ErrorKind::NotFound); };
    hooks.journalled = [](AccountId) { FAIL(); };
    publisher = std::make_unique<service::DraftPublisher>(*store, clock, hooks, 20s);
    const DraftId id = save(draft(QStringLiteral("one")));
    clock.advance(1min);
    EXPECT_TRUE(store->drafts().find(id));
    EXPECT_EQ(server.appends, 0);
}
