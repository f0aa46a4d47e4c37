// SPDX-License-Identifier: GPL-3.0-or-later
// Two sides do whatever they like at random, the connection breaks wherever it likes. In the end both are the same, nothing is lost that
// nobody removed, and nothing is there twice that nobody copied.
#include "tests/unit/core/sync/WorkerFixture.h"

#include <QSet>

#include <algorithm>
#include <random>

using namespace golub;
using namespace golub::test;
using namespace std::chrono_literals;

namespace {

const QString Archive = QStringLiteral("Archive");

int numberFrom(const char *variable, int otherwise)
{
    bool ok = false;
    const int number = qEnvironmentVariableIntValue(variable, &ok);
    return ok ? number : otherwise;
}

//! What happened to each letter (known by its subject), whoever did it.
struct Letters {
    QSet<QString> all;
    QSet<QString> removed;           //!< by somebody, somewhere: it may be gone
    QHash<QString, int> copies;      //!< made by somebody: so many more may be there
};

class SyncModelTest : public WorkerFixture
{
protected:
    void begin(quint32 seed)
    {
        random.seed(seed);
        letters = {};
        number = 0;
        server.boxes.clear();
        server.breakAt(0, false);
        server.box(Inbox).role = MailboxRole::Inbox;
        server.box(Work);
        server.box(Archive).role = MailboxRole::Archive;
        if (chance(50))
            server.box(QStringLiteral("Trash")).role = MailboxRole::Trash;
        server.condStore = !chance(25);
        server.uidPlus = !chance(25);
        server.facts = {};
        server.facts.move = !chance(40);
        server.facts.qresync = chance(60);
        server.facts.listStatus = chance(60);
        server.facts.objectId = chance(30);
        server.facts.multiAppend = chance(50);
        worker.reset();
        ASSERT_TRUE(store->accounts().remove(account.id));
        const auto id = store->accounts().add(account);
        ASSERT_TRUE(id);
        account = *store->accounts().find(*id);
        makeWorker();
        for (int i = 0; i < 6; ++i)
            deliver();
        start();
    }

    bool chance(int percent) { return below(100) < percent; }
    int below(int end) { return int(random() % quint32(end)); }
    QString anyBox()
    {
        const QStringList boxes { Inbox, Inbox, Work, Archive };
        return boxes.at(below(int(boxes.size())));
    }
    Flags anyFlags()
    {
        const QList<Flags> flags { Flag::Seen, Flag::Flagged, Flag::Answered, Flags({}, { QStringLiteral("tag") }) };
        return flags.at(below(int(flags.size())));
    }

    // --- the server's side
    void deliver()
    {
        const QString subject = QStringLiteral("letter-%1").arg(++number);
        letters.all.insert(subject);
        server.deliver(anyBox(), subject);
    }
    void remoteFlag()
    {
        auto &box = server.box(anyBox());
        if (box.messages.isEmpty())
            return;
        auto &message = box.messages[below(int(box.messages.size()))];
        message.flags = chance(60) ? message.flags.changed(anyFlags(), {}) : message.flags.changed({}, anyFlags());
        message.modSeq = ModSeq { ++box.modSeq };
    }
    void remoteMove(bool keep)
    {
        const QString from = anyBox();
        const QString to = anyBox();
        auto &box = server.box(from);
        if (box.messages.isEmpty() || (from == to && !keep))
            return;
        const qsizetype at = below(int(box.messages.size()));
        auto message = box.messages.at(at);
        if (!keep) {
            box.messages.removeAt(at);
            ++box.modSeq;
            if (isHalfDone(subjectOf(message)))
                ++letters.copies[subjectOf(message)];
        } else {
            ++letters.copies[subjectOf(message)];
        }
        auto &target = server.box(to);
        message.uid = Uid { target.nextUid++ };
        message.modSeq = ModSeq { ++target.modSeq };
        target.messages.append(message);
    }
    //! A copy that we made, and do not know of because the answer was lost, is taken elsewhere by another program: nobody can know then, and
    //! it is made once more. Not to lose it is what counts.
    bool isHalfDone(const QString &subject) const
    {
        const auto open = store->operations().open(account.id);
        for (const Operation &operation : *open) {
            if (operation.attempts == 0 || operation.kind == OperationKind::ChangeFlags)
                continue;
            for (const OperationTarget &target : operation.targets) {
                const auto summary = store->messages().summary(target.message);
                if (summary && summary->subject == subject)
                    return true;
            }
        }
        return false;
    }
    void remoteRemove()
    {
        auto &box = server.box(anyBox());
        if (box.messages.isEmpty())
            return;
        letters.removed.insert(subjectOf(box.messages.takeAt(below(int(box.messages.size())))));
        ++box.modSeq;
    }
    void rebuild()
    {
        auto &box = server.box(anyBox());
        // Of two letters that are the same one is half moved, and both get new names: which of them was copied nobody can know then, and
        // neither is deleted. Not to lose one is what counts.
        QHash<QString, int> alike;
        for (const auto &message : box.messages) {
            if (const QString subject = subjectOf(message); ++alike[subject] == 2 && isHalfDone(subject))
                ++letters.copies[subject];
        }
        ++box.uidValidity.value;
        std::shuffle(box.messages.begin(), box.messages.end(), random);
        box.nextUid = quint32(below(50)) + 1;
        for (auto &message : box.messages) {
            message.uid = Uid { box.nextUid++ };
            message.modSeq = ModSeq { ++box.modSeq };
        }
    }
    static QString subjectOf(const FakeServer::Message &message)
    {
        const qsizetype at = message.raw.indexOf("Subject: ") + 9;
        return QString::fromUtf8(message.raw.mid(at, message.raw.indexOf("\r\n", at) - at));
    }

    // --- our side
    QList<MessageId> someHere()
    {
        const auto box = store->mailboxes().findByPath(account.id, anyBox());
        if (!box)
            return {};
        auto here = *reader->window(box->id, {}, 100);
        std::shuffle(here.begin(), here.end(), random);
        QList<MessageId> ids;
        const int wanted = chance(20) ? 5 : 1;
        for (const MessageSummary &summary : here.mid(0, wanted))
            ids.append(summary.id);
        return ids;
    }
    QStringList subjectsOf(const QList<MessageId> &ids) const
    {
        QStringList list;
        for (const MessageId id : ids)
            list.append(store->messages().summary(id)->subject);
        return list;
    }
    void localChange()
    {
        const QList<MessageId> ids = someHere();
        const auto destination = store->mailboxes().findByPath(account.id, anyBox());
        if (ids.isEmpty() || !destination)
            return;
        const QStringList touched = subjectsOf(ids);
        const int what = below(100);
        bool done = false;
        if (what < 40) {
            done = store->operations().changeFlags(ids, chance(60) ? anyFlags() : Flags(), chance(40) ? anyFlags() : Flags()).has_value();
        } else if (what < 70) {
            done = store->operations().move(ids, destination->id).has_value();
        } else if (what < 80) {
            done = store->operations().copy(ids, destination->id).has_value();
            for (const QString &subject : done ? touched : QStringList())
                ++letters.copies[subject];
        } else if (what < 88) {
            done = store->operations().expunge(ids).has_value();
            for (const QString &subject : touched)
                letters.removed.insert(subject);
        } else if (what < 95) {
            const QString subject = QStringLiteral("own-%1").arg(++number);
            const QByteArray raw = "From: bob@example.org\r\nSubject: " + subject.toUtf8() + "\r\nMessage-ID: <" + subject.toUtf8()
                + "@example.org>\r\n\r\nMine\r\n";
            done = store->operations().append(destination->id, raw, sync::analyze(raw), Flag::Seen, clock.utcNow(), {}).has_value();
            letters.all.insert(subject);
        } else {
            done = store->operations().undo().has_value();
        }
        if (done && chance(50))
            worker->operationsPending();
    }

    //! A person looks into the queue and takes something out of it, or wants what was refused tried again.
    void queueChange()
    {
        const auto open = store->operations().open(account.id);
        if (!open || open->isEmpty())
            return;
        const Operation operation = open->at(below(int(open->size())));
        if (operation.state == OperationState::Failed && chance(50)) {
            static_cast<void>(store->operations().retry(operation.id));
            return;
        }
        QStringList touched;
        for (const OperationTarget &target : operation.targets) {
            if (const auto summary = store->messages().summary(target.message))
                touched.append(summary->subject);
        }
        if (!store->operations().cancel(operation.id))
            return;
        for (const QString &subject : std::as_const(touched)) {
            if (operation.kind == OperationKind::Append)
                letters.removed.insert(subject); // it may never have left
            else if (operation.attempts > 0)
                ++letters.copies[subject]; // half of a move may be done
        }
    }

    void step()
    {
        if (chance(3))
            queueChange();
        const int what = below(100);
        if (what < 12)
            deliver();
        else if (what < 22)
            remoteFlag();
        else if (what < 28)
            remoteMove(false);
        else if (what < 30)
            remoteMove(true);
        else if (what < 35)
            remoteRemove();
        else if (what < 36)
            rebuild();
        else if (what < 75)
            localChange();
        else if (what < 80)
            server.breakAt(1 + below(12), chance(50));
        else if (what < 83)
            server.announce({ .newMessages = true });
        else if (what < 90)
            clock.advance(std::chrono::seconds(below(90)));
        else if (what < 94)
            worker->synchronize({}, [](const auto &) {});
        else if (what < 96)
            restart();
        else
            settle();
    }
    //! The program ends without a word and begins again.
    void restart()
    {
        worker.reset();
        reader.reset();
        openStore();
        makeWorker();
        start();
    }

    // --- the end
    void comeToRest()
    {
        server.breakAt(0, false);
        settle();
        for (int i = 0; i < 4; ++i) {
            clock.advance(20min);
            EXPECT_TRUE(synchronize());
        }
        clock.advance(2min);
        EXPECT_TRUE(synchronize({ {}, false, true }));
        clock.advance(2min);
        EXPECT_TRUE(synchronize());
    }
    void expectTheSame()
    {
        for (const auto &[path, box] : server.boxes) {
            QStringList there;
            for (const auto &message : box.messages)
                there.append(describe(message.uid, subjectOf(message), message.flags));
            QStringList here;
            for (const MessageSummary &summary : messages(path))
                here.append(describe(summary.uid, summary.subject, summary.flags));
            there.sort();
            here.sort();
            EXPECT_EQ(here.join(u'\n').toStdString(), there.join(u'\n').toStdString()) << qPrintable(path);
        }
        const auto open = reader->openOperations();
        for (const Operation &operation : *open)
            ADD_FAILURE() << "operation " << operation.id.value << ' ' << qPrintable(operationKindName(operation.kind)) << ' '
                          << qPrintable(operationStateName(operation.state)) << ' ' << qPrintable(operation.lastError.text + operation.lastError.detail);
    }
    static QString describe(Uid uid, const QString &subject, const Flags &flags)
    {
        return QStringLiteral("%1 %2 %3").arg(uid.value).arg(subject, flags.names().join(u','));
    }
    void expectNothingLostNorDoubled()
    {
        QHash<QString, int> there;
        for (const auto &[path, box] : server.boxes) {
            for (const auto &message : box.messages)
                ++there[subjectOf(message)];
        }
        for (const QString &subject : std::as_const(letters.all)) {
            EXPECT_TRUE(letters.removed.contains(subject) || there.contains(subject)) << qPrintable(subject) << " is lost";
            EXPECT_LE(there.value(subject), 1 + letters.copies.value(subject)) << qPrintable(subject) << " is doubled";
        }
    }

    std::mt19937 random;
    Letters letters;
    int number = 0;
};

} // namespace

TEST_F(SyncModelTest, RandomChangesOnBothSidesEndEqual)
{
    const int seeds = numberFrom("GOLUB_MODEL_SEEDS", 25);
    const int operations = numberFrom("GOLUB_MODEL_OPERATIONS", 120);
    const int first = numberFrom("GOLUB_MODEL_FIRST", 1);
    for (int seed = first; seed < first + seeds && !HasFailure(); ++seed) {
        SCOPED_TRACE(testing::Message() << "GOLUB_MODEL_FIRST=" << seed << " GOLUB_MODEL_SEEDS=1 GOLUB_MODEL_OPERATIONS=" << operations);
        ASSERT_NO_FATAL_FAILURE(begin(quint32(seed)));
        for (int i = 0; i < operations; ++i)
            step();
        comeToRest();
        expectTheSame();
        expectNothingLostNorDoubled();
    }
}
