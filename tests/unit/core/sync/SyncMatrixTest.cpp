// SPDX-License-Identifier: GPL-3.0-or-later
// Every remote change against every local change in every state of the cache, stopped after each step and resumed: always the same end.
#include "tests/unit/core/sync/WorkerFixture.h"

#include <array>

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

enum class Remote { Nothing, Flag, Remove, MoveAway, Arrive, Rebuild, RenameFolder };
enum class Local { Nothing, Flag, Move, Copy, Remove, Append };
enum class Cache { Empty, Headers, Whole };
enum class Server { Plain, Modern, Old };

const QString Archive = QStringLiteral("Archive");

class SyncMatrixTest : public WorkerFixture, public testing::WithParamInterface<std::tuple<Server, Cache>>
{
protected:
    void begin()
    {
        worker.reset();
        server.breakAt(0, false);
        server.boxes.clear();
        server.box(Inbox).role = MailboxRole::Inbox;
        server.box(Work).mailboxId = "F1";
        server.box(Archive);
        server.facts = {};
        server.condStore = server.uidPlus = kind() != Server::Old;
        server.facts.move = kind() != Server::Old;
        if (kind() == Server::Modern)
            modernServer();
        (void)store->accounts().remove(account.id);
        const auto id = store->accounts().add(account);
        account = *store->accounts().find(*id);
        for (const char *subject : { "one", "two", "three" })
            server.deliver(Inbox, QString::fromLatin1(subject));
        server.deliver(Work, QStringLiteral("four"));
        makeWorker();
        if (std::get<1>(GetParam()) == Cache::Empty)
            return;
        worker->start(sync::AccountWorker::Mode::OnDemand);
        EXPECT_TRUE(synchronize({ {}, std::get<1>(GetParam()) == Cache::Headers }));
        worker->stop();
        settle();
    }
    Server kind() const { return std::get<0>(GetParam()); }

    void change(Remote what)
    {
        auto &box = server.box(Inbox);
        switch (what) {
        case Remote::Nothing:
            return;
        case Remote::Flag:
            box.messages[0].flags.add(Flag::Flagged);
            box.messages[0].modSeq = ModSeq { ++box.modSeq };
            return;
        case Remote::Remove:
            box.messages.removeFirst();
            ++box.modSeq;
            return;
        case Remote::MoveAway: {
            auto message = box.messages.takeFirst();
            ++box.modSeq;
            auto &target = server.box(Archive);
            message.uid = Uid { target.nextUid++ };
            message.modSeq = ModSeq { ++target.modSeq };
            target.messages.append(message);
            return;
        }
        case Remote::Arrive:
            server.deliver(Inbox, QStringLiteral("five"));
            return;
        case Remote::Rebuild:
            ++box.uidValidity.value;
            for (auto &message : box.messages)
                message.uid = Uid { message.uid.value + 10 };
            box.nextUid += 10;
            return;
        case Remote::RenameFolder:
            server.boxes[QStringLiteral("Office")] = server.boxes[Work];
            server.boxes.erase(Work);
            return;
        }
    }
    void change(Local what)
    {
        const auto inbox = store->mailboxes().findByPath(account.id, Inbox);
        const auto archive = store->mailboxes().findByPath(account.id, Archive);
        if (!inbox || !archive)
            return; // nothing is here yet
        QList<MessageId> one;
        const auto here = reader->window(inbox->id, {}, 10);
        for (const MessageSummary &summary : *here) {
            if (summary.subject == u"one")
                one.append(summary.id);
        }
        const QByteArray own = "From: bob@example.org\r\nSubject: own\r\nMessage-ID: <own@example.org>\r\n\r\nMine\r\n";
        auto &journal = store->operations();
        const Result<OperationId> made = what == Local::Append
            ? journal.append(archive->id, own, sync::analyze(own), Flag::Seen, clock.utcNow(), {})
            : what == Local::Flag ? journal.changeFlags(one, Flag::Seen, {})
            : what == Local::Move ? journal.move(one, archive->id)
            : what == Local::Copy ? journal.copy(one, archive->id)
            : what == Local::Remove ? journal.expunge(one)
                                    : Result<OperationId>(OperationId {});
        EXPECT_TRUE(made);
    }
    void comeToRest()
    {
        worker->start(sync::AccountWorker::Mode::KeepInStep);
        settle();
        server.breakAt(0, false);
        for (int i = 0; i < 3; ++i) {
            clock.advance(16min);
            EXPECT_TRUE(synchronize());
        }
    }
    //! Subjects and flags of every mailbox, without UIDs: those depend on how often something was tried.
    QStringList there() const
    {
        QStringList all;
        for (const auto &[path, box] : server.boxes) {
            for (const auto &message : box.messages) {
                const qsizetype at = message.raw.indexOf("Subject: ") + 9;
                all += describe(path, QString::fromUtf8(message.raw.mid(at, message.raw.indexOf("\r\n", at) - at)), message.flags);
            }
        }
        all.sort();
        return all;
    }
    QStringList here() const
    {
        QStringList all;
        for (const auto &[path, box] : server.boxes) {
            for (const MessageSummary &summary : messages(path)) {
                EXPECT_NE(server.find(path, summary.uid), nullptr) << qPrintable(summary.subject);
                EXPECT_TRUE(summary.hasBody) << qPrintable(summary.subject);
                all += describe(path, summary.subject, summary.flags);
            }
        }
        all.sort();
        return all;
    }
    static QString describe(const QString &path, const QString &subject, const Flags &flags)
    {
        return path + u' ' + subject + u' ' + flags.names().join(u',');
    }
};

} // namespace

TEST_P(SyncMatrixTest, EndsTheSameWhereverItIsStopped)
{
    const int stride = qEnvironmentVariableIsSet("GOLUB_MODEL_SEEDS") ? 1 : 6;
    int turn = 0;
    for (int remote = 0; remote <= int(Remote::RenameFolder); ++remote) {
        for (int local = 0; local <= int(Local::Append); ++local) {
            begin();
            change(Local(local));
            change(Remote(remote));
            const int before = server.requests;
            comeToRest();
            const int requests = qMin(server.requests - before, 30);
            const QStringList end = there();
            EXPECT_EQ(here(), end) << "remote " << remote << " local " << local;
            for (int k = 1 + turn++ % stride; k <= requests; k += stride) {
                for (const bool afterEffect : { false, true }) {
                    SCOPED_TRACE(testing::Message() << "remote " << remote << " local " << local << " stopped at " << k << (afterEffect ? " after" : " before"));
                    begin();
                    change(Local(local));
                    change(Remote(remote));
                    server.breakAt(k, afterEffect);
                    comeToRest();
                    EXPECT_EQ(there(), end);
                    EXPECT_EQ(here(), end);
                    EXPECT_TRUE(reader->openOperations()->isEmpty());
                    if (HasFailure())
                        return;
                }
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, SyncMatrixTest,
    testing::Combine(testing::Values(Server::Plain, Server::Modern, Server::Old), testing::Values(Cache::Empty, Cache::Headers, Cache::Whole)));
