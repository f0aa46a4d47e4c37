// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/LocalMailService.h"

#include "core/store/MessageStore.h"
#include "core/store/OutboxTable.h"
#include "core/store/StoreReader.h"
#include "core/sync/MessageAnalysis.h"
#include "tests/support/FakeRemote.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace golub;
using namespace golub::service;
using namespace golub::test;

namespace {

const QString Inbox = QStringLiteral("INBOX");
const QString Sent = QStringLiteral("Sent");

class MailServiceTest : public testing::Test
{
protected:
    void SetUp() override
    {
        server.box(Sent).role = MailboxRole::Sent;
        server.box(QStringLiteral("Trash")).role = MailboxRole::Trash;
        open();
    }

    BackendParts parts()
    {
        BackendParts parts;
        parts.profileDirectory = directory.path();
        parts.makeRemoteFactory = [this](KnownServers &, ProtocolLogSink &, Clock &) { return server.factory(); };
        return parts;
    }
    void open()
    {
        service.reset();
        std::optional<Error> error;
        LocalMailService::open(parts(), nullptr, &context, [&](Result<std::unique_ptr<LocalMailService>> opened) {
            if (!opened) {
                error = opened.error();
                return;
            }
            service = std::move(*opened);
            QObject::connect(service.get(), &MailService::userNeeded, &context, [this](const UserRequest &request) { requests.append(request); });
        });
        ASSERT_TRUE(wait([&] { return service || error; }));
        ASSERT_FALSE(error) << qPrintable(error->text + error->detail);
    }
    //! The loop runs, and the fake server answers, until it is so.
    bool wait(const std::function<bool()> &condition)
    {
        QElapsedTimer timer;
        timer.start();
        while (!condition() && timer.elapsed() < 10'000) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            serverClock.advance(std::chrono::milliseconds(0));
        }
        return condition();
    }
    //! Runs a job to its end; the error, or none.
    std::optional<Error> finish(Job *job)
    {
        std::optional<std::optional<Error>> result;
        QObject::connect(job, &Job::finished, &context, [&](Job *finished) { result = finished->error(); });
        EXPECT_FALSE(job->isFinished()) << "a job never finishes inside the call";
        EXPECT_TRUE(wait([&] { return result.has_value(); })) << "the job never finished";
        return result.value_or(Error::of(ErrorKind::Internal));
    }
    template<class T>
    T valueOf(ResultJob<T> *job)
    {
        std::optional<T> value;
        QObject::connect(job, &Job::finished, &context, [&, job](Job *finished) {
            if (!finished->error())
                value = job->value();
        });
        const auto error = finish(job);
        EXPECT_FALSE(error) << qPrintable(error->text + error->detail);
        return value.value_or(T {});
    }
    AccountId addAccount()
    {
        Account account;
        account.name = QStringLiteral("Bob");
        account.address = QStringLiteral("bob@example.org");
        account.incoming.host = QStringLiteral("mail.example.org");
        account.incoming.port = 993;
        account.incoming.user = QStringLiteral("bob");
        account.outgoing = account.incoming;
        account.outgoing.port = 465;
        account.identities = { Identity { {}, QStringLiteral("Bob"), QStringLiteral("bob@example.org") } };
        account.secretSource = SecretSource::Prompt;
        return valueOf(service->addAccount(account, { Secret("secret"), {} }));
    }
    Mailbox mailbox(const QString &path)
    {
        for (const Mailbox &mailbox : service->mailboxes()) {
            if (mailbox.name.path == path)
                return mailbox;
        }
        return {};
    }
    QList<MessageSummary> messages(const QString &path) { return service->messages(mailbox(path).id, 0, 100); }
    MessageId messageNamed(const QString &path, const QString &subject)
    {
        for (const MessageSummary &message : messages(path)) {
            if (message.subject == subject)
                return message.id;
        }
        ADD_FAILURE() << "no message " << qPrintable(subject);
        return {};
    }
    bool waitForBodies(const QString &path, qsizetype count)
    {
        return wait([&] {
            const auto list = messages(path);
            return list.size() == count && std::all_of(list.begin(), list.end(), [](const auto &m) { return m.hasBody; });
        });
    }

    QObject context;
    QTemporaryDir directory;
    FakeClock serverClock;
    FakeServer server { serverClock };
    std::unique_ptr<MailService> service;
    QList<UserRequest> requests;
};

} // namespace

TEST_F(MailServiceTest, AddedAccountBringsItsMailAndShowsIt)
{
    server.deliver(Inbox, QStringLiteral("Witaj"), "Zażółć https://example.org/a\r\n> cytat\r\n");
    const AccountId id = addAccount();
    ASSERT_TRUE(waitForBodies(Inbox, 1));
    EXPECT_EQ(service->accounts().first().id, id);
    EXPECT_EQ(mailbox(Inbox).unread, 1);
    const MessageView view = valueOf(service->openMessage(messageNamed(Inbox, QStringLiteral("Witaj"))));
    EXPECT_TRUE(view.isPlain);
    EXPECT_EQ(view.envelope.subject, QStringLiteral("Witaj"));
    EXPECT_TRUE(view.html.contains(QStringLiteral("https://example.org/a")));
}

TEST_F(MailServiceTest, MarkMoveAndUndoReachTheServer)
{
    const Uid uid = server.deliver(Inbox, QStringLiteral("one"));
    addAccount();
    ASSERT_TRUE(waitForBodies(Inbox, 1));
    const MessageId id = messageNamed(Inbox, QStringLiteral("one"));
    EXPECT_FALSE(finish(service->changeFlags({ id }, Flag::Seen, {})));
    EXPECT_TRUE(service->summaries({ id }).first().flags.has(Flag::Seen));
    EXPECT_TRUE(wait([&] { return server.find(Inbox, uid)->flags.has(Flag::Seen); }));
    EXPECT_FALSE(finish(service->moveToRole({ id }, MailboxRole::Trash)));
    EXPECT_TRUE(messages(Inbox).isEmpty());
    EXPECT_TRUE(wait([&] { return server.subjects(QStringLiteral("Trash")) == QStringList { QStringLiteral("one") }; }));
    EXPECT_FALSE(service->undoText().isEmpty());
    ASSERT_TRUE(wait([&] { return service->openOperations().isEmpty(); }));
    EXPECT_FALSE(finish(service->undo({})));
    EXPECT_EQ(messages(Inbox).size(), 1);
    EXPECT_TRUE(wait([&] { return server.subjects(Inbox) == QStringList { QStringLiteral("one") }; }));
    EXPECT_TRUE(wait([&] { return server.subjects(QStringLiteral("Trash")).isEmpty(); }));
}

TEST_F(MailServiceTest, WrittenMailGoesOutOnceAndItsCopyToSent)
{
    const AccountId account = addAccount();
    ASSERT_TRUE(wait([&] { return !service->mailboxes().isEmpty(); }));
    Draft draft = service->newDraft(account);
    EXPECT_EQ(draft.from.address, QStringLiteral("bob@example.org"));
    draft.to = { { QStringLiteral("Ala"), QStringLiteral("ala@example.org") } };
    draft.bcc = { { {}, QStringLiteral("secret@example.org") } };
    draft.subject = QStringLiteral("Čestitke, поздравления, życzenia");
    draft.text = QStringLiteral("Zażółć gęślą jaźń\n");
    draft.id = valueOf(service->saveDraft(draft));
    EXPECT_EQ(service->drafts().size(), 1);
    valueOf(service->send(draft, {}));
    ASSERT_TRUE(wait([&] { return server.sent.size() == 1 && !server.subjects(Sent).isEmpty(); }));
    EXPECT_EQ(server.sent.first().recipients, (QStringList { QStringLiteral("ala@example.org"), QStringLiteral("secret@example.org") }));
    EXPECT_FALSE(server.sent.first().message.contains("secret@example.org")) << "Bcc never leaves in the headers";
    EXPECT_TRUE(server.box(Sent).messages.first().raw.contains("secret@example.org")) << "but the own copy tells";
    EXPECT_TRUE(service->drafts().isEmpty());
    EXPECT_TRUE(wait([&] { return service->outbox().isEmpty(); }));
    ASSERT_TRUE(waitForBodies(Sent, 1));
    EXPECT_EQ(messages(Sent).first().subject, draft.subject);
    EXPECT_EQ(service->completeAddress(QStringLiteral("al"), 5).value(0).address, QStringLiteral("ala@example.org"));
}

TEST_F(MailServiceTest, ReplyIsThreadedAndMarksTheOriginal)
{
    const Uid uid = server.deliver(Inbox, QStringLiteral("Question"), "How are you?\r\n");
    addAccount();
    ASSERT_TRUE(waitForBodies(Inbox, 1));
    Draft draft = valueOf(service->prepareReply(messageNamed(Inbox, QStringLiteral("Question")), MailService::ReplyKind::Sender));
    EXPECT_EQ(draft.subject, QStringLiteral("Re: Question"));
    EXPECT_EQ(draft.to.value(0).address, QStringLiteral("ala@example.org"));
    EXPECT_EQ(draft.inReplyTo, QStringList { QStringLiteral("INBOX.1@example.org") });
    EXPECT_TRUE(draft.text.contains(QStringLiteral("> How are you?")));
    valueOf(service->send(draft, {}));
    EXPECT_TRUE(wait([&] { return server.find(Inbox, uid)->flags.has(Flag::Answered); }));
}

TEST_F(MailServiceTest, RedirectSendsTheMessageOnAsItCame)
{
    const Uid uid = server.deliver(Inbox, QStringLiteral("Question"), "How are you? \r\n");
    const AccountId account = addAccount();
    ASSERT_TRUE(waitForBodies(Inbox, 1));
    const MessageId message = messageNamed(Inbox, QStringLiteral("Question"));
    const QByteArray original = *service->rawMessage(message);
    const Address from = service->newDraft(account).from;
    valueOf(service->redirect(message, { account, from, { { {}, QStringLiteral("ewa@example.com") } } }));
    ASSERT_TRUE(wait([&] { return server.sent.size() == 1; }));
    EXPECT_TRUE(server.sent.first().message.endsWith(original));
    EXPECT_TRUE(server.sent.first().message.startsWith("Resent-From: "));
    EXPECT_EQ(server.sent.first().recipients, QStringList { QStringLiteral("ewa@example.com") });
    EXPECT_TRUE(wait([&] { return server.find(Inbox, uid)->flags.hasKeyword(QStringLiteral("$Forwarded")); }));
    auto *nobody = service->redirect(message, { account, from, {} });
    const auto refused = finish(nobody);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->kind, ErrorKind::InvalidInput);
}

TEST_F(MailServiceTest, EditAsNewAndForwardAsAttachmentPrepareDrafts)
{
    server.deliver(Inbox, QStringLiteral("Question"), "How are you?\r\n");
    addAccount();
    ASSERT_TRUE(waitForBodies(Inbox, 1));
    const MessageId message = messageNamed(Inbox, QStringLiteral("Question"));
    const Draft again = valueOf(service->prepareEditAsNew(message));
    EXPECT_EQ(again.subject, QStringLiteral("Question"));
    EXPECT_TRUE(again.text.contains(QStringLiteral("How are you?")));
    EXPECT_TRUE(again.inReplyTo.isEmpty());
    EXPECT_FALSE(again.original.isValid());
    const Draft forward = valueOf(service->prepareReply(message, MailService::ReplyKind::ForwardAttached));
    EXPECT_EQ(forward.subject, QStringLiteral("Fwd: Question"));
    ASSERT_EQ(forward.attachments.size(), 1);
    EXPECT_EQ(forward.attachments.first().content, *service->rawMessage(message));
    EXPECT_EQ(forward.attachments.first().type, QStringLiteral("message/rfc822"));
}

TEST_F(MailServiceTest, UncertainDeliveryIsSettledByProofOnTheServer)
{
    const AccountId account = addAccount();
    ASSERT_TRUE(wait([&] { return !service->mailboxes().isEmpty(); }));
    server.loseAfterData = true;
    Draft draft = service->newDraft(account);
    draft.to = { { {}, QStringLiteral("ala@example.org") } };
    draft.subject = QStringLiteral("once");
    draft.text = QStringLiteral("x");
    valueOf(service->send(draft, {}));
    ASSERT_TRUE(wait([&] { return !service->outbox().isEmpty() && service->outbox().first().state == OutboxState::Uncertain; }));
    // An older message with its Message-ID proves nothing: a kept message can be sent once more.
    auto &sent = server.box(Sent);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    sent.messages.append({ Uid { sent.nextUid++ }, Flag::Seen, ModSeq { ++sent.modSeq }, now.addDays(-7), server.sent.first().message });
    EXPECT_FALSE(finish(service->synchronize({})));
    ASSERT_TRUE(waitForBodies(Sent, 1));
    EXPECT_EQ(service->outbox().value(0).state, OutboxState::Uncertain);
    // The provider kept its own copy.
    sent.messages.append({ Uid { sent.nextUid++ }, Flag::Seen, ModSeq { ++sent.modSeq }, now, server.sent.first().message });
    EXPECT_FALSE(finish(service->synchronize({})));
    EXPECT_TRUE(wait([&] { return service->outbox().isEmpty() || service->outbox().first().state == OutboxState::Accepted; }));
    EXPECT_EQ(server.sent.size(), 1);
}

TEST_F(MailServiceTest, VanishedAttachmentKeepsTheDraft)
{
    const AccountId account = addAccount();
    Draft draft = service->newDraft(account);
    draft.to = { { {}, QStringLiteral("ala@example.org") } };
    draft.attachments = { { directory.filePath(QStringLiteral("gone.pdf")), QStringLiteral("gone.pdf"), {} } };
    draft.id = valueOf(service->saveDraft(draft));
    const auto error = finish(service->send(draft, {}));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::NotFound);
    EXPECT_TRUE(error->text.contains(QStringLiteral("gone.pdf")));
    EXPECT_EQ(service->drafts().size(), 1);
    EXPECT_TRUE(service->outbox().isEmpty());
}

TEST_F(MailServiceTest, EverythingIsStillThereAfterARestartOffline)
{
    server.deliver(Inbox, QStringLiteral("żółty kot"), "mruczy\r\n");
    const AccountId account = addAccount();
    ASSERT_TRUE(waitForBodies(Inbox, 1));
    service->setOffline(true);
    const MessageId id = messageNamed(Inbox, QStringLiteral("żółty kot"));
    EXPECT_FALSE(finish(service->changeFlags({ id }, Flag::Flagged, {})));
    Draft draft = service->newDraft(account);
    draft.to = { { {}, QStringLiteral("ala@example.org") } };
    draft.text = QStringLiteral("later");
    valueOf(service->send(draft, {}));
    EXPECT_TRUE(server.sent.isEmpty());
    open(); // a new run; the password is asked for, as it was kept in memory only
    EXPECT_TRUE(service->summaries({ id }).first().flags.has(Flag::Flagged));
    EXPECT_EQ(service->outbox().size(), 1);
    const auto found = service->search(QStringLiteral("zolty mruczy"), {}, {}, {}, 10);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->hits.value(0).id, id);
    EXPECT_FALSE(finish(service->providePassword(account, false, Secret("secret"), true)));
    EXPECT_TRUE(wait([&] { return server.sent.size() == 1; }));
    EXPECT_TRUE(wait([&] { return server.box(Inbox).messages.first().flags.has(Flag::Flagged); }));
}

TEST_F(MailServiceTest, TakenBackMessageIsADraftAgain)
{
    const AccountId account = addAccount();
    service->setOffline(true);
    Draft draft = service->newDraft(account);
    draft.to = { { {}, QStringLiteral("ala@example.org") } };
    draft.bcc = { { {}, QStringLiteral("bcc@example.org") } };
    draft.subject = QStringLiteral("wait");
    draft.text = QStringLiteral("text");
    const OutboxId id = valueOf(service->send(draft, {}));
    valueOf(service->cancelOutbox(id));
    ASSERT_EQ(service->drafts().size(), 1);
    EXPECT_EQ(service->drafts().first().subject, QStringLiteral("wait"));
    EXPECT_EQ(service->drafts().first().bcc.value(0).address, QStringLiteral("bcc@example.org"));
    EXPECT_TRUE(service->outbox().isEmpty());
}

TEST_F(MailServiceTest, MissingPasswordAsks)
{
    const AccountId account = addAccount();
    EXPECT_TRUE(requests.isEmpty());
    open(); // it was kept in memory only
    ASSERT_TRUE(wait([&] { return !requests.isEmpty(); }));
    EXPECT_EQ(requests.first().kind, UserRequest::Kind::Password);
    EXPECT_EQ(requests.first().account, account);
}

TEST_F(MailServiceTest, SecondProgramOnTheProfileIsRefused)
{
    std::optional<Error> error;
    LocalMailService::open(parts(), nullptr, &context, [&](Result<std::unique_ptr<LocalMailService>> opened) {
        if (!opened)
            error = opened.error();
    });
    ASSERT_TRUE(wait([&] { return error.has_value(); }));
    EXPECT_EQ(error->kind, ErrorKind::Conflict);
}

TEST_F(MailServiceTest, DeletingHereAndThereNeverDeletesForGood)
{
    const QString trash = QStringLiteral("Trash");
    server.deliver(trash, QStringLiteral("old"));
    server.deliver(Inbox, QStringLiteral("precious"));
    addAccount();
    ASSERT_TRUE(waitForBodies(Inbox, 1) && waitForBodies(trash, 1));
    const MessageId old = messageNamed(trash, QStringLiteral("old"));
    const MessageId precious = messageNamed(Inbox, QStringLiteral("precious"));
    EXPECT_FALSE(finish(service->moveToRole({ old, precious }, MailboxRole::Trash))); // a search found both
    EXPECT_TRUE(wait([&] { return server.subjects(Inbox).isEmpty() && service->openOperations().isEmpty(); }));
    EXPECT_EQ(server.subjects(trash), (QStringList { QStringLiteral("old"), QStringLiteral("precious") }));
    EXPECT_FALSE(finish(service->moveToRole({ old, precious }, MailboxRole::Trash)));
    EXPECT_TRUE(wait([&] { return server.subjects(trash).isEmpty(); })) << "from the trash it is for good";
}

TEST_F(MailServiceTest, SentCopyIsMadeAfterACrashBetweenAcceptanceAndJournal)
{
    const AccountId account = addAccount();
    ASSERT_TRUE(wait([&] { return mailbox(Sent).id.isValid(); }));
    service.reset();
    const QByteArray mail = "From: bob@example.org\r\nTo: ala@example.org\r\nSubject: copy me\r\nMessage-ID: <c@example.org>\r\n\r\nHi\r\n";
    {
        SystemClock clock;
        auto store = store::MessageStore::open(directory.path(), clock, sync::analyze);
        ASSERT_TRUE(store);
        OutboxEntry entry;
        entry.account = account;
        entry.recipients = { { QStringLiteral("ala@example.org") } };
        const auto id = (*store)->outbox().queue(entry, mail, mail);
        ASSERT_TRUE(id);
        ASSERT_TRUE((*store)->outbox().claim(*id));
        ASSERT_TRUE((*store)->outbox().sending(*id, entry.recipients));
        entry.recipients.first().state = RecipientState::Accepted;
        ASSERT_TRUE((*store)->outbox().accepted(*id, { true, entry.recipients, {}, {} }));
    }
    open();
    EXPECT_FALSE(finish(service->providePassword(account, false, Secret("secret"), false)));
    EXPECT_TRUE(wait([&] { return server.subjects(Sent) == QStringList { QStringLiteral("copy me") }; }));
    EXPECT_TRUE(wait([&] { return service->outbox().isEmpty(); }));
    EXPECT_TRUE(server.sent.isEmpty());
}

TEST_F(MailServiceTest, EditingAPartlyRefusedMessageKeepsOnlyWhoHasNotGotIt)
{
    const AccountId account = addAccount();
    server.refusedRecipients[QStringLiteral("nobody@example.org")] = { 550, {}, QStringLiteral("no such user") };
    Draft draft = service->newDraft(account);
    draft.to = { { {}, QStringLiteral("ala@example.org") }, { {}, QStringLiteral("nobody@example.org") } };
    draft.subject = QStringLiteral("partly");
    draft.text = QStringLiteral("x");
    const OutboxId id = valueOf(service->send(draft, {}));
    ASSERT_TRUE(wait([&] { return server.subjects(Sent).size() == 1 && service->openOperations().isEmpty(); }));
    ASSERT_EQ(service->outbox().size(), 1) << "a refused recipient does not vanish from sight";
    valueOf(service->cancelOutbox(id));
    EXPECT_TRUE(service->outbox().isEmpty());
    ASSERT_EQ(service->drafts().size(), 1);
    ASSERT_EQ(service->drafts().first().to.size(), 1);
    EXPECT_EQ(service->drafts().first().to.first().address, QStringLiteral("nobody@example.org"));
}
