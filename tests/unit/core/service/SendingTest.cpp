// SPDX-License-Identifier: GPL-3.0-or-later
// What the service does for mail once it was sent: the copy in Sent, taking back, proof, reports and receipts.
#include "core/service/LocalMailService.h"

#include "tests/support/FakeRemote.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace golub;
using namespace golub::service;
using namespace golub::test;

namespace {

const QString Inbox = QStringLiteral("INBOX");
const QString Sent = QStringLiteral("Sent");

class SendingTest : public testing::Test
{
protected:
    void SetUp() override
    {
        server.box(Inbox).role = MailboxRole::Inbox;
        server.box(Sent).role = MailboxRole::Sent;
        BackendParts parts;
        parts.profileDirectory = directory.path();
        parts.makeRemoteFactory = [this](KnownServers &, ProtocolLogSink &, Clock &) { return server.factory(); };
        LocalMailService::open(std::move(parts), nullptr, &context, [this](Result<std::unique_ptr<LocalMailService>> opened) {
            if (opened)
                service = std::move(*opened);
        });
        ASSERT_TRUE(wait([this] { return service != nullptr; }));
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
        id = valueOf(service->addAccount(account, { Secret("secret"), {} }));
        ASSERT_TRUE(wait([this] { return mailbox(Sent).id.isValid(); }));
    }
    //! The loop runs, and the fake server answers, until it is so.
    bool wait(const std::function<bool()> &condition)
    {
        QElapsedTimer timer;
        timer.start();
        while (!condition() && timer.elapsed() < 15'000) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            serverClock.advance(std::chrono::milliseconds(0));
        }
        return condition();
    }
    std::optional<Error> finish(Job *job)
    {
        std::optional<std::optional<Error>> result;
        QObject::connect(job, &Job::finished, &context, [&](Job *finished) { result = finished->error(); });
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
    Mailbox mailbox(const QString &path)
    {
        for (const Mailbox &mailbox : service->mailboxes()) {
            if (mailbox.name.path == path)
                return mailbox;
        }
        return {};
    }
    void setPreferences(const SendingPreferences &preferences)
    {
        Account account = service->accounts().first();
        account.sending = preferences;
        EXPECT_FALSE(finish(service->updateAccount(account, { Secret("secret"), {} })));
    }
    Draft draftTo(const QStringList &addresses, const QString &subject = QStringLiteral("Plan"))
    {
        Draft draft = service->newDraft(id);
        for (const QString &address : addresses)
            draft.to += Address { {}, address };
        draft.subject = subject;
        draft.text = QStringLiteral("Text\n");
        return draft;
    }
    //! The provider puts what it takes into Sent by itself.
    void letProviderKeepCopies()
    {
        server.beforeAnswer = [this] { put(Sent, server.sent.last().message); };
    }
    void put(const QString &path, const QByteArray &raw)
    {
        auto &box = server.box(path);
        box.messages.append({ Uid { box.nextUid++ }, {}, ModSeq { ++box.modSeq }, QDateTime::currentDateTimeUtc(), raw });
    }
    MessageId arrived(const QString &path, const QString &subject)
    {
        MessageId found;
        EXPECT_FALSE(finish(service->synchronize({})));
        EXPECT_TRUE(wait([&] {
            for (const MessageSummary &message : service->messages(mailbox(path).id, 0, 100)) {
                if (message.subject == subject && message.hasBody)
                    found = message.id;
            }
            return found.isValid();
        })) << qPrintable(subject);
        return found;
    }
    QByteArray messageIdOfSent() const
    {
        const QByteArray &raw = server.sent.last().message;
        const qsizetype start = raw.indexOf("Message-ID: ") + 12;
        return raw.mid(start, raw.indexOf("\r\n", start) - start);
    }
    QByteArray bounceOf(const QByteArray &messageId, const QByteArray &recipient) const
    {
        return "Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mail.example.org>\r\nTo: bob@example.org\r\nSubject: Undelivered\r\n"
               "Message-ID: <bounce@mail.example.org>\r\nDate: Thu, 1 Jan 2026 10:00:00 +0000\r\n"
               "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n\r\nSorry\r\n--r\r\n"
               "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.org\r\n\r\nFinal-Recipient: rfc822; "
            + recipient + "\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 nobody\r\n\r\n--r\r\n"
            + "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: " + messageId + "\r\nSubject: Plan\r\n\r\n--r--\r\n";
    }
    QByteArray wishForReceipt() const
    {
        return "Return-Path: <ola@example.net>\r\nFrom: Ola <ola@example.net>\r\nTo: bob@example.org\r\nSubject: Read me\r\nMessage-ID: <wish@example.net>\r\n"
               "Date: Thu, 1 Jan 2026 10:00:00 +0000\r\nDisposition-Notification-To: ola@example.net\r\n\r\nText\r\n";
    }

    QObject context;
    //! A message with a file, held, then taken back when the file is gone.
    void takeBackWithoutItsFile(const SubmissionOptions &asked = {})
    {
        QFile file(directory.filePath(QStringLiteral("plan.txt")));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
        file.close();
        Draft draft = draftTo({ QStringLiteral("ala@example.org") });
        draft.attachments = { { file.fileName(), QStringLiteral("plan.txt"), {}, {}, {}, 1 } };
        SendOptions options;
        options.undo = std::chrono::seconds(120);
        options.submission = asked;
        const OutboxId held = valueOf(service->send(draft, options));
        ASSERT_TRUE(file.remove());
        valueOf(service->cancelOutbox(held));
        ASSERT_EQ(service->drafts().size(), 1);
    }

    QTemporaryDir directory;
    FakeClock serverClock;
    FakeServer server { serverClock };
    std::unique_ptr<MailService> service;
    AccountId id;
};

} // namespace

TEST_F(SendingTest, TheProvidersOwnCopyIsFoundAndNotDoubled)
{
    letProviderKeepCopies();
    for (int i = 1; i <= 2; ++i) {
        valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }, QString::number(i)), {}));
        ASSERT_TRUE(wait([&] { return server.sent.size() == i && service->outbox().isEmpty(); }));
    }
    EXPECT_FALSE(finish(service->synchronize({})));
    EXPECT_EQ(server.subjects(Sent).size(), 2);
    EXPECT_EQ(server.appends, 0);
}

TEST_F(SendingTest, WhereTheProviderKeepsNoneOursIsMadeOnce)
{
    for (int i = 1; i <= 2; ++i) {
        valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }, QString::number(i)), {}));
        ASSERT_TRUE(wait([&] { return server.subjects(Sent).size() == i; }));
    }
    EXPECT_TRUE(wait([&] { return service->outbox().isEmpty(); }));
    EXPECT_EQ(server.appends, 2);
}

TEST_F(SendingTest, AProviderThatStopsKeepingCopiesCostsNone)
{
    letProviderKeepCopies();
    valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }, QStringLiteral("kept")), {}));
    ASSERT_TRUE(wait([&] { return server.sent.size() == 1 && service->outbox().isEmpty(); }));
    server.beforeAnswer = {};
    SendingPreferences save;
    save.sentCopy = SendingPreferences::SentCopy::Save;
    setPreferences(save);
    valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }, QStringLiteral("ours")), {}));
    EXPECT_TRUE(wait([&] { return server.subjects(Sent).contains(QStringLiteral("ours")); }));
}

TEST_F(SendingTest, ByServerNothingIsStored)
{
    SendingPreferences byServer;
    byServer.sentCopy = SendingPreferences::SentCopy::ByServer;
    setPreferences(byServer);
    valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }), {}));
    ASSERT_TRUE(wait([&] { return server.sent.size() == 1 && service->outbox().isEmpty(); }));
    EXPECT_FALSE(finish(service->synchronize({})));
    EXPECT_EQ(server.appends, 0);
}

TEST_F(SendingTest, TakenBackItIsTheDraftThatItWas)
{
    QFile file(directory.filePath(QStringLiteral("plan.txt")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
    file.close();
    Draft draft = draftTo({ QStringLiteral("ala@example.org") });
    draft.bcc = { { {}, QStringLiteral("secret@example.org") } };
    draft.html = QStringLiteral("<p><b>Text</b></p>");
    draft.attachments = { { file.fileName(), QStringLiteral("plan.txt"), {}, {}, {}, 1 } };
    draft.wantsReceipt = true;
    SendOptions options;
    options.undo = std::chrono::seconds(120);
    const OutboxId held = valueOf(service->send(draft, options));
    ASSERT_EQ(service->outbox().size(), 1);
    EXPECT_EQ(service->outbox().first().state, OutboxState::Held);
    EXPECT_TRUE(service->drafts().isEmpty()) << "it is on its way";
    draft.id = valueOf(service->cancelOutbox(held));
    ASSERT_EQ(service->drafts().size(), 1);
    Draft back = service->drafts().first();
    back.updated = draft.updated;
    back.onServer = draft.onServer;
    EXPECT_EQ(back, draft);
    EXPECT_TRUE(server.sent.isEmpty());
}

TEST_F(SendingTest, TakenBackItHasWhatWasWrittenSinceItWasSaved)
{
    Draft draft = draftTo({ QStringLiteral("ala@example.org") });
    draft.id = valueOf(service->saveDraft(draft));
    draft.text = QStringLiteral("Text\nand what was typed just before Send\n");
    SendOptions options;
    options.undo = std::chrono::seconds(120);
    const OutboxId held = valueOf(service->send(draft, options));
    EXPECT_EQ(valueOf(service->cancelOutbox(held)), draft.id);
    ASSERT_EQ(service->drafts().size(), 1);
    EXPECT_EQ(service->drafts().first().text, draft.text);
}

TEST_F(SendingTest, TakenBackItIsStillAskedForWhatItWasAskedFor)
{
    SendOptions options;
    options.at = QDateTime::currentDateTimeUtc().addDays(1);
    options.submission.notices.failure = true;
    options.submission.deliverBy = std::chrono::hours(4);
    options.submission.requireTls = true;
    const SubmissionOptions asked = options.submission;
    const OutboxId held = valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }), options));
    valueOf(service->cancelOutbox(held));
    ASSERT_EQ(service->drafts().size(), 1);
    EXPECT_EQ(service->drafts().first().delivery, asked);
    // Sent from there it is asked for again, whoever sends it.
    const Draft again = service->drafts().first();
    SendOptions later;
    later.at = options.at;
    valueOf(service->send(again, later));
    ASSERT_EQ(service->outbox().size(), 1);
    EXPECT_EQ(service->outbox().first().options.notices, asked.notices);
    EXPECT_EQ(service->outbox().first().options.deliverBy, asked.deliverBy);
    EXPECT_TRUE(service->outbox().first().options.requireTls);
}

TEST_F(SendingTest, TakenBackWithoutItsFileItIsStillAskedForTheSame)
{
    SubmissionOptions asked;
    asked.requireTls = true;
    ASSERT_NO_FATAL_FAILURE(takeBackWithoutItsFile(asked));
    EXPECT_TRUE(service->drafts().first().delivery.requireTls) << "it would go out unprotected";
    EXPECT_TRUE(service->drafts().first().delivery.envelopeId.isEmpty()) << "that is the old message's";
}

TEST_F(SendingTest, TakenBackWithoutItsFileItStillHasWhatWasAttached)
{
    ASSERT_NO_FATAL_FAILURE(takeBackWithoutItsFile());
    ASSERT_EQ(service->drafts().first().attachments.size(), 1);
    EXPECT_EQ(service->drafts().first().attachments.first().content, "x");
}

TEST_F(SendingTest, WhyOneOfSeveralWasRefusedIsSaid)
{
    const QString nobody = QStringLiteral("nobody@example.org");
    server.refusedRecipients[nobody] = { 550, QStringLiteral("5.1.1"), QStringLiteral("No such user here") };
    valueOf(service->send(draftTo({ QStringLiteral("ala@example.org"), nobody }), {}));
    ASSERT_TRUE(wait([&] { return service->outbox().size() == 1 && service->outbox().first().state == OutboxState::Accepted; }));
    const OutboxEntry entry = service->outbox().first();
    ASSERT_TRUE(entry.hasError) << "else the window has nothing to say but that something went wrong";
    EXPECT_EQ(entry.lastError.kind, ErrorKind::ServerRefused);
    EXPECT_EQ(entry.lastError.reply.text, QStringLiteral("No such user here"));
}

TEST_F(SendingTest, WhatHasArrivedLeavesNoDraft)
{
    valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }), {}));
    ASSERT_TRUE(wait([&] { return server.sent.size() == 1 && service->outbox().isEmpty(); }));
    EXPECT_TRUE(service->drafts().isEmpty());
}

TEST_F(SendingTest, AnUncertainMessageIsLookedForByItself)
{
    server.loseAfterData = true;
    letProviderKeepCopies();
    valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }), {}));
    EXPECT_TRUE(wait([&] { return server.sent.size() == 1 && service->outbox().isEmpty(); })) << "nobody asked for a synchronisation";
    EXPECT_EQ(server.sent.size(), 1);
    EXPECT_EQ(server.subjects(Sent).size(), 1);
}

// Where nothing proves it, the question comes with everything that is known; and looking once more may answer it.
TEST_F(SendingTest, TheQuestionAboutAnUncertainMessageHasTheFacts)
{
    server.loseAfterData = true;
    const OutboxId sent = valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }), {}));
    const auto entry = [&] { return service->outbox().value(0); };
    ASSERT_TRUE(wait([&] { return entry().uncertainty.looks.size() == 2; }));
    EXPECT_EQ(entry().state, OutboxState::Uncertain);
    EXPECT_EQ(entry().uncertainty.server, u"mail.example.org:465");
    EXPECT_TRUE(entry().uncertainty.begun.isValid());
    EXPECT_LE(entry().uncertainty.begun, entry().uncertainty.ended);
    EXPECT_EQ(entry().uncertainty.end, HandoverEnd::Lost);
    EXPECT_EQ(entry().uncertainty.looks.at(0).place, Uncertainty::Place::Sent);
    EXPECT_EQ(entry().uncertainty.looks.at(0).finding, Uncertainty::Finding::Nothing);
    EXPECT_EQ(entry().uncertainty.looks.at(1).finding, Uncertainty::Finding::NoFolder) << "no All Mail here";

    EXPECT_FALSE(finish(service->lookForOutbox(sent)));
    EXPECT_EQ(entry().state, OutboxState::Uncertain) << "still nowhere";
    put(Sent, server.sent.last().message); // by the provider, late
    QString said;
    QObject::connect(service.get(), &MailService::noticed, &context, [&said](const QString &text) { said += text; });
    EXPECT_FALSE(finish(service->lookForOutbox(sent)));
    EXPECT_TRUE(wait([&] { return service->outbox().isEmpty() && !said.isEmpty(); }));
    EXPECT_TRUE(said.contains(QStringLiteral("Plan"))) << qPrintable(said);
    EXPECT_EQ(server.sent.size(), 1);
    EXPECT_EQ(server.subjects(Sent).size(), 1);
    EXPECT_EQ(finish(service->lookForOutbox(sent)).value_or(Error {}).kind, ErrorKind::Conflict) << "nothing is uncertain about it any more";
}

TEST_F(SendingTest, ABounceIsTiedToTheMessageAndCanBeCorrected)
{
    letProviderKeepCopies();
    valueOf(service->send(draftTo({ QStringLiteral("ala@example.org"), QStringLiteral("wrong@example.org") }), {}));
    ASSERT_TRUE(wait([&] { return server.sent.size() == 1 && service->outbox().isEmpty(); }));
    const MessageId copy = arrived(Sent, QStringLiteral("Plan"));
    QSet<MessageId> changed;
    QObject::connect(service.get(), &MailService::changed, &context, [&changed](const ChangeSet &changes) { changed.unite(changes.changed); });
    put(Inbox, bounceOf(messageIdOfSent(), "wrong@example.org"));
    const MessageId bounce = arrived(Inbox, QStringLiteral("Undelivered"));
    EXPECT_TRUE(changed.contains(copy)) << "who shows it has to look again";
    const MessageView view = valueOf(service->openMessage(bounce));
    ASSERT_TRUE(view.report);
    EXPECT_TRUE(view.report->isOurs);
    EXPECT_EQ(view.report->subject, QStringLiteral("Plan"));
    ASSERT_EQ(view.report->report.news.size(), 1);
    EXPECT_TRUE(view.report->report.news.first().explanation.contains(QStringLiteral("no such mailbox")));
    ASSERT_TRUE(view.report->sent.isValid());
    const MessageView sent = valueOf(service->openMessage(view.report->sent));
    ASSERT_EQ(sent.deliveries.size(), 1);
    EXPECT_EQ(sent.deliveries.first().address, QStringLiteral("wrong@example.org"));
    EXPECT_EQ(sent.deliveries.first().kind, DeliveryNews::Kind::Failed);
    EXPECT_FALSE(sent.report);

    const Draft again = valueOf(service->prepareResend(bounce));
    EXPECT_EQ(again.undelivered, QStringList { QStringLiteral("wrong@example.org") });
    ASSERT_EQ(again.to.size(), 1) << "who has it does not get it again";
    EXPECT_EQ(again.to.first().address, QStringLiteral("wrong@example.org"));
    EXPECT_EQ(again.subject, QStringLiteral("Plan"));
    EXPECT_EQ(again.text.trimmed(), QStringLiteral("Text"));
    EXPECT_EQ(again.account, id);
}

TEST_F(SendingTest, AReportOnSomebodyElsesMessageIsNotOurs)
{
    put(Inbox, bounceOf("<invented@example.org>", "wrong@example.org"));
    const MessageId bounce = arrived(Inbox, QStringLiteral("Undelivered"));
    const MessageView view = valueOf(service->openMessage(bounce));
    ASSERT_TRUE(view.report);
    EXPECT_FALSE(view.report->isOurs);
    const auto refused = finish(service->prepareResend(bounce));
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->kind, ErrorKind::NotFound);
}

TEST_F(SendingTest, AWishForAReceiptIsAnsweredOnceForEver)
{
    server.dropsKeywords = true; // a server that keeps no $MDNSent
    put(Inbox, wishForReceipt());
    const MessageId message = arrived(Inbox, QStringLiteral("Read me"));
    const MessageView view = valueOf(service->openMessage(message));
    ASSERT_TRUE(view.receipt);
    EXPECT_FALSE(view.receipt->isDoubtful);
    valueOf(service->answerReceipt(message, true));
    ASSERT_TRUE(wait([&] { return server.sent.size() == 1; }));
    EXPECT_EQ(server.sent.first().from, QString()) << "nothing may answer it";
    EXPECT_EQ(server.sent.first().recipients, QStringList { QStringLiteral("ola@example.net") });
    EXPECT_TRUE(server.sent.first().message.contains("Original-Message-ID: <wish@example.net>"));
    EXPECT_FALSE(valueOf(service->openMessage(message)).receipt);
    const auto again = finish(service->answerReceipt(message, true));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->kind, ErrorKind::Conflict);
    EXPECT_TRUE(wait([&] { return service->outbox().isEmpty(); }));
    EXPECT_EQ(server.sent.size(), 1);
    EXPECT_TRUE(server.subjects(Sent).isEmpty()) << "no copy of that";
}

TEST_F(SendingTest, ARefusedReceiptIsMarkedForOtherClientsToo)
{
    put(Inbox, wishForReceipt());
    const MessageId message = arrived(Inbox, QStringLiteral("Read me"));
    EXPECT_FALSE(valueOf(service->answerReceipt(message, false)).isValid());
    EXPECT_TRUE(wait([&] { return server.box(Inbox).messages.last().flags.hasKeyword(QStringLiteral("$MDNSent")); }));
    EXPECT_FALSE(valueOf(service->openMessage(message)).receipt);
    EXPECT_TRUE(server.sent.isEmpty());
}

TEST_F(SendingTest, WhatTheServerTakesIsKnownFromTheFirstMessageOn)
{
    EXPECT_FALSE(service->sendingFacts(id).known);
    server.submissionCapabilities = { QStringLiteral("PIPELINING"), QStringLiteral("SIZE 1000000"), QStringLiteral("SMTPUTF8"), QStringLiteral("DSN") };
    valueOf(service->send(draftTo({ QStringLiteral("ala@example.org") }), {}));
    ASSERT_TRUE(wait([&] { return server.sent.size() == 1; }));
    ASSERT_TRUE(wait([&] { return service->sendingFacts(id).known; }));
    EXPECT_EQ(service->sendingFacts(id).maxSize, 1'000'000);
    EXPECT_TRUE(service->sendingFacts(id).smtpUtf8);
    EXPECT_TRUE(service->sendingFacts(id).reports);
    EXPECT_FALSE(service->sendingFacts(id).deliverBy || service->sendingFacts(id).requireTls || service->sendingFacts(id).holdsMail);
}
