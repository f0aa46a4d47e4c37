// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/OutboxTable.h"

#include "tests/unit/core/store/StoreFixture.h"

namespace golub::test {
namespace {

class OutboxTableTest : public StoreTest
{
protected:
    store::OutboxTable &outbox() { return store->outbox(); }
    OutboxId queue()
    {
        OutboxEntry entry;
        entry.account = imap;
        entry.subject = QStringLiteral("Zażółć");
        entry.messageIdHeader = QStringLiteral("id@example.org");
        entry.envelopeFrom = QStringLiteral("ala@example.org");
        entry.recipients = { { QStringLiteral("a@x") }, { QStringLiteral("b@x") } };
        return must(outbox().queue(entry, "without bcc", "with bcc"));
    }
    OutboxState state(OutboxId id) { return must(outbox().find(id)).state; }
    static QList<OutboxRecipient> split()
    {
        return { { QStringLiteral("a@x"), RecipientState::Accepted, { 250, QStringLiteral("2.1.5"), QStringLiteral("ok") } },
            { QStringLiteral("b@x"), RecipientState::Refused, { 550, QStringLiteral("5.1.1"), QStringLiteral("no such user") } } };
    }
    //! An entry in \a wanted, by allowed steps alone.
    OutboxId entryIn(OutboxState wanted)
    {
        const OutboxId id = queue();
        if (wanted == OutboxState::Cancelled)
            must(outbox().cancel(id));
        if (wanted == OutboxState::Queued || wanted == OutboxState::Cancelled)
            return id;
        must(outbox().claim(id));
        if (wanted == OutboxState::Claimed)
            return id;
        if (wanted == OutboxState::Refused) {
            must(outbox().refused(id, {}));
            return id;
        }
        must(outbox().sending(id, {}));
        if (wanted == OutboxState::Uncertain)
            must(outbox().uncertain(id, Error::of(ErrorKind::UnknownDelivery)));
        if (wanted == OutboxState::Accepted)
            must(outbox().accepted(id, {}));
        return id;
    }
};

TEST_F(OutboxTableTest, KeepsMessageCopyAndAnswers)
{
    const OutboxId id = queue();
    must(outbox().claim(id));
    must(outbox().sending(id, split()));
    must(outbox().accepted(id, { true, split(), { 250, {}, QStringLiteral("queued as 1") }, {} }));
    reopen();
    const OutboxEntry entry = must(outbox().find(id));
    EXPECT_EQ(entry.state, OutboxState::Accepted);
    EXPECT_EQ(entry.attempts, 1);
    EXPECT_EQ(entry.recipients.at(1).reply.text, u"no such user");
    EXPECT_EQ(entry.recipients.at(1).state, RecipientState::Refused);
    EXPECT_EQ(must(outbox().message(id)), "without bcc");
    EXPECT_EQ(must(outbox().sentCopy(id)), "with bcc");
    EXPECT_EQ(must(outbox().all()).size(), 1) << "the Sent copy still waits";
    must(outbox().setSentCopy(id, SentCopyState::Done));
    EXPECT_EQ(must(reader()->outbox()).size(), 1) << "a refused recipient must not vanish from sight";
    must(outbox().cancel(id));
    EXPECT_TRUE(must(reader()->outbox()).isEmpty());
}

TEST_F(OutboxTableTest, AcceptedForAllIsAtItsEnd)
{
    const OutboxId id = queue();
    must(outbox().claim(id));
    must(outbox().sending(id, {}));
    SubmissionReport report { true, split(), {}, {} };
    report.recipients[1] = { QStringLiteral("b@x"), RecipientState::Accepted };
    must(outbox().accepted(id, report));
    must(outbox().setSentCopy(id, SentCopyState::Done));
    EXPECT_TRUE(must(reader()->outbox()).isEmpty());
    EXPECT_EQ(must(reader()->outboxEntry(id)).state, OutboxState::Accepted);
    EXPECT_EQ(errorKind(outbox().retry(id)), ErrorKind::Conflict);
    EXPECT_EQ(errorKind(outbox().cancel(id)), ErrorKind::Conflict);
}

TEST_F(OutboxTableTest, UnsentByTheUsersWordSparesWhoHasItAlready)
{
    const OutboxId id = queue();
    must(outbox().claim(id));
    must(outbox().sending(id, {}));
    must(outbox().accepted(id, { true, split(), {}, {} }));
    must(outbox().retry(id)); // for the refused one
    must(outbox().claim(id));
    must(outbox().sending(id, {}));
    must(outbox().uncertain(id, Error::of(ErrorKind::UnknownDelivery)));
    must(outbox().resolve(id, false));
    const OutboxEntry entry = must(outbox().find(id));
    EXPECT_EQ(entry.state, OutboxState::Queued);
    EXPECT_EQ(entry.recipients.at(0).state, RecipientState::Accepted);
    EXPECT_EQ(entry.recipients.at(1).state, RecipientState::Pending);
}

// Whom the server put off in the very transaction whose end is not known has not got the message, also where the others have.
TEST_F(OutboxTableTest, SentByTheUsersWordIsNotSentToWhomTheServerPutOff)
{
    const OutboxId id = queue();
    must(outbox().claim(id));
    QList<OutboxRecipient> answered = split();
    answered[1] = { QStringLiteral("b@x"), RecipientState::Pending, { 451, QStringLiteral("4.7.1"), QStringLiteral("later") } };
    must(outbox().sending(id, answered));
    EXPECT_EQ(must(outbox().find(id)).recipients.at(0).state, RecipientState::Pending) << "taken, but not handed over yet";
    reopen(); // a crash
    EXPECT_EQ(must(outbox().find(id)).state, OutboxState::Uncertain);
    must(outbox().resolve(id, true));
    const OutboxEntry entry = must(outbox().find(id));
    EXPECT_EQ(entry.recipients.at(0).state, RecipientState::Accepted);
    EXPECT_EQ(entry.recipients.at(1).state, RecipientState::Pending);
    EXPECT_EQ(entry.state, OutboxState::Queued);
}

// Whom the server refused for good before the data is refused, whatever became of the message: also by the user's word, either way.
TEST_F(OutboxTableTest, TheUsersWordLeavesWhomTheServerRefusedBeforeTheData)
{
    for (const bool sent : { true, false }) {
        const OutboxId id = queue();
        must(outbox().claim(id));
        must(outbox().sending(id, split()));
        must(outbox().uncertain(id, Error::of(ErrorKind::UnknownDelivery)));
        must(outbox().resolve(id, sent));
        const OutboxEntry entry = must(outbox().find(id));
        EXPECT_EQ(entry.recipients.at(0).state, sent ? RecipientState::Accepted : RecipientState::Pending);
        EXPECT_EQ(entry.recipients.at(1).state, RecipientState::Refused) << sent;
        EXPECT_EQ(entry.recipients.at(1).reply, split().at(1).reply);
        EXPECT_EQ(entry.state, sent ? OutboxState::Accepted : OutboxState::Queued);
        must(outbox().retry(id)); // is the wish to ask again
        EXPECT_EQ(must(outbox().find(id)).recipients.at(1).state, RecipientState::Pending);
    }
}

// The answer of an earlier attempt says nothing about this one.
TEST_F(OutboxTableTest, AnOldAnswerIsForgottenWhenItIsSentAgain)
{
    const OutboxId id = queue();
    must(outbox().claim(id));
    SubmissionReport report;
    report.recipients = split();
    report.recipients[1] = { QStringLiteral("b@x"), RecipientState::Pending, { 451, {}, QStringLiteral("later") } };
    report.error = Error::of(ErrorKind::ServerTemporary);
    must(outbox().requeue(id, report, {}));
    must(outbox().claim(id));
    must(outbox().sending(id, { { QStringLiteral("a@x") }, { QStringLiteral("b@x") } })); // in one flight: nobody was answered for yet
    must(outbox().uncertain(id, Error::of(ErrorKind::UnknownDelivery)));
    must(outbox().resolve(id, true));
    EXPECT_EQ(must(outbox().find(id)).state, OutboxState::Accepted);
    EXPECT_EQ(must(outbox().find(id)).recipients.at(1).state, RecipientState::Accepted);
}

TEST_F(OutboxTableTest, OnlyTheLedgersTransitionsAreAllowed)
{
    struct Step {
        const char *name;
        std::function<Outcome(OutboxId)> take;
        QList<OutboxState> from;
        OutboxState to;
    };
    const Error error = Error::of(ErrorKind::ServerTemporary);
    const QList<Step> steps {
        { "claim", [&](OutboxId id) { return outbox().claim(id); }, { OutboxState::Queued }, OutboxState::Claimed },
        { "sending", [&](OutboxId id) { return outbox().sending(id, {}); }, { OutboxState::Claimed }, OutboxState::Sending },
        { "accepted", [&](OutboxId id) { return outbox().accepted(id, {}); }, { OutboxState::Sending, OutboxState::Uncertain },
            OutboxState::Accepted },
        { "refused", [&](OutboxId id) { return outbox().refused(id, {}); }, { OutboxState::Claimed, OutboxState::Sending }, OutboxState::Refused },
        { "uncertain", [&](OutboxId id) { return outbox().uncertain(id, error); }, { OutboxState::Sending }, OutboxState::Uncertain },
        { "requeue", [&](OutboxId id) { return outbox().requeue(id, error, {}); }, { OutboxState::Claimed, OutboxState::Sending },
            OutboxState::Queued },
        { "retry", [&](OutboxId id) { return outbox().retry(id); }, { OutboxState::Refused, OutboxState::Queued }, OutboxState::Queued },
        { "cancel", [&](OutboxId id) { return outbox().cancel(id); }, { OutboxState::Queued, OutboxState::Refused }, OutboxState::Cancelled },
        { "sent", [&](OutboxId id) { return outbox().resolve(id, true); }, { OutboxState::Uncertain }, OutboxState::Accepted },
        { "unsent", [&](OutboxId id) { return outbox().resolve(id, false); }, { OutboxState::Uncertain }, OutboxState::Queued },
    };
    const QList<OutboxState> all { OutboxState::Queued, OutboxState::Claimed, OutboxState::Sending, OutboxState::Uncertain,
        OutboxState::Accepted, OutboxState::Refused, OutboxState::Cancelled };
    for (const Step &step : steps) {
        for (const OutboxState from : all) {
            SCOPED_TRACE(std::string(step.name) + " from " + qPrintable(outboxStateName(from)));
            const OutboxId id = entryIn(from);
            const Outcome done = step.take(id);
            if (step.from.contains(from)) {
                must(done);
                EXPECT_EQ(state(id), step.to);
            } else {
                EXPECT_EQ(errorKind(done), ErrorKind::Conflict);
                EXPECT_EQ(state(id), from);
            }
        }
    }
}

TEST_F(OutboxTableTest, CrashNeverResends)
{
    const OutboxId claimed = entryIn(OutboxState::Claimed);
    const OutboxId sending = entryIn(OutboxState::Sending);
    reopen();
    EXPECT_EQ(state(claimed), OutboxState::Queued);
    EXPECT_EQ(state(sending), OutboxState::Uncertain);
    EXPECT_EQ(must(outbox().find(sending)).lastError.kind, ErrorKind::UnknownDelivery);
}

// What a person needs to decide survives everything, and a crash says so of itself.
TEST_F(OutboxTableTest, AnUncertainEntryKeepsTheFactsOfItsHandover)
{
    const OutboxId lost = queue();
    must(outbox().claim(lost));
    const QDateTime begun = clock.utcNow();
    must(outbox().sending(lost, {}, QStringLiteral("smtp.example.org:587")));
    clock.advance(std::chrono::seconds(30));
    SubmissionReport report;
    report.error = Error::of(ErrorKind::UnknownDelivery);
    report.end = HandoverEnd::Silent;
    must(outbox().uncertain(lost, report));
    const OutboxId crashed = queue();
    must(outbox().claim(crashed));
    must(outbox().sending(crashed, {}, QStringLiteral("smtp.example.org:587")));
    reopen();

    Uncertainty known = must(outbox().find(lost)).uncertainty;
    EXPECT_EQ(known.server, u"smtp.example.org:587");
    EXPECT_EQ(known.begun, begun);
    EXPECT_EQ(known.ended, begun.addSecs(30));
    EXPECT_EQ(known.end, HandoverEnd::Silent);
    EXPECT_TRUE(known.looks.isEmpty());
    known = must(reader()->outboxEntry(crashed)).uncertainty;
    EXPECT_EQ(known.end, HandoverEnd::Stopped);
    EXPECT_EQ(known.begun, begun.addSecs(30));
    EXPECT_FALSE(known.ended.isValid());

    using Place = Uncertainty::Place;
    using Finding = Uncertainty::Finding;
    must(outbox().noteLook(lost, { Place::Sent, Finding::NotReached, begun.addSecs(40) }));
    must(outbox().noteLook(lost, { Place::AllMail, Finding::NoFolder, begun.addSecs(41) }));
    must(outbox().noteLook(lost, { Place::Sent, Finding::Nothing, begun.addSecs(50) }));
    reopen();
    const QList<Uncertainty::Look> looks { { Place::AllMail, Finding::NoFolder, begun.addSecs(41) }, { Place::Sent, Finding::Nothing, begun.addSecs(50) } };
    EXPECT_EQ(must(outbox().find(lost)).uncertainty.looks, looks) << "the last one at each place";

    must(outbox().resolve(lost, false));
    EXPECT_EQ(errorKind(outbox().noteLook(lost, looks.first())), ErrorKind::Conflict);
    must(outbox().claim(lost));
    must(outbox().sending(lost, {}, QStringLiteral("other.example.org:465")));
    known = must(outbox().find(lost)).uncertainty;
    EXPECT_EQ(known.server, u"other.example.org:465");
    EXPECT_TRUE(known.looks.isEmpty()) << "of another hand-over";
}

TEST_F(OutboxTableTest, RetryAsksOnlyForThoseWhoHaveNotGotIt)
{
    const OutboxId id = queue();
    must(outbox().claim(id));
    must(outbox().refused(id, { false, split(), {}, Error::of(ErrorKind::ServerRefused) }));
    EXPECT_TRUE(must(outbox().find(id)).hasError);
    must(outbox().retry(id));
    const OutboxEntry entry = must(outbox().find(id));
    EXPECT_EQ(entry.recipients.at(0).state, RecipientState::Accepted);
    EXPECT_EQ(entry.recipients.at(1).state, RecipientState::Pending);
    EXPECT_FALSE(entry.hasError);
}

TEST_F(OutboxTableTest, RequeueRemembersWhenAndWhy)
{
    const OutboxId id = queue();
    must(outbox().claim(id));
    const QDateTime later = clock.utcNow().addSecs(300);
    must(outbox().requeue(id, Error::of(ErrorKind::ServerTemporary, {}, { 451, QStringLiteral("4.7.1"), QStringLiteral("greylisted") }), later));
    const OutboxEntry entry = must(outbox().find(id));
    EXPECT_EQ(entry.nextTry, later);
    EXPECT_EQ(entry.lastError.reply.text, u"greylisted");
    must(outbox().retry(id));
    EXPECT_FALSE(must(outbox().find(id)).nextTry.isValid());
}

} // namespace
} // namespace golub::test
