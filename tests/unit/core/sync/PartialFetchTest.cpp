// SPDX-License-Identifier: GPL-3.0-or-later
// Large messages of which the texts come first, and the attachments when they are opened.
#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"
#include "core/store/PartialBody.h"
#include "core/sync/PartialFetch.h"
#include "tests/unit/core/sync/WorkerFixture.h"

using namespace golub;
using namespace golub::test;
using sync::Fetch;

namespace {

QByteArray letter(const QByteArray &attachment, const QByteArray &attachmentType = "application/pdf")
{
    return "From: bob@example.org\r\nSubject: big\r\nMessage-ID: <big@example.org>\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/mixed; boundary=\"cut\"\r\n\r\n"
           "--cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPoczytaj to.\r\n"
           "--cut\r\nContent-Type: " + attachmentType + "; name=\"plan.pdf\"\r\nContent-Disposition: attachment; filename=\"plan.pdf\"\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n" + attachment + "\r\n--cut--\r\n";
}

//! Base64 of \a bytes zeros, in lines.
QByteArray zeros(qsizetype bytes)
{
    const QByteArray flat = QByteArray(bytes, '\0').toBase64();
    QByteArray lines;
    for (qsizetype i = 0; i < flat.size(); i += 76)
        lines += (i > 0 ? "\r\n" : "") + flat.mid(i, 76);
    return lines;
}

class PartialFetchTest : public WorkerFixture
{
protected:
    //! An account that leaves large messages at the server, and one such message.
    void SetUp() override
    {
        StoreFixture::SetUp();
        account.sync.maxSize = 100'000;
        ASSERT_TRUE(store->accounts().update(account));
        makeWorker();
        server.box(Inbox).messages.append({ Uid { 1 }, {}, ModSeq { 1 }, clock.utcNow(), raw });
        server.box(Inbox).nextUid = 2;
        start();
        big = message(Inbox, QStringLiteral("big")).id;
        ASSERT_FALSE(store->messages().body(big));
    }
    Outcome fetch(Fetch wish)
    {
        wish.message = big;
        std::optional<Outcome> result;
        worker->fetch(wish, [&](const Outcome &outcome) { result = outcome; });
        settle();
        EXPECT_TRUE(result.has_value()) << "the completion never came";
        return result.value_or(Error::of(ErrorKind::Internal));
    }
    QByteArray raw = letter(zeros(3'000'000));
    MessageId big;
};

} // namespace

TEST_F(PartialFetchTest, OpeningALargeMessageBringsItsTextAlone)
{
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Readable }));
    EXPECT_FALSE(store->messages().body(big)) << "nothing says that it is here as a whole";
    const auto partial = store->messages().partial(big);
    ASSERT_TRUE(partial);
    EXPECT_LT(partial->raw.size(), 2000);
    EXPECT_EQ(server.bodiesSent, 0);
    const mime::MessageTree tree = mime::readMessage(partial->raw);
    EXPECT_EQ(mime::plainText(partial->raw, tree).trimmed(), u"Poczytaj to.");
    EXPECT_EQ(tree.envelope.subject, u"big");
    ASSERT_EQ(tree.attachments.size(), 1);
    EXPECT_EQ(mime::attachmentName(tree, tree.attachments.first()), u"plan.pdf");
    ASSERT_EQ(partial->absent.size(), 1);
    EXPECT_EQ(partial->absent.first().part, tree.attachments.first());
    EXPECT_EQ(partial->absent.first().section, "2");
    EXPECT_NEAR(double(partial->absent.first().size), 4'100'000, 100'000);
    EXPECT_EQ(reader->search(QStringLiteral("poczytaj"), account.id, {}, {}, 10)->total, 1) << "found by the text that is here";
}

TEST_F(PartialFetchTest, OpeningItAgainAsksNothing)
{
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Readable }));
    const int before = int(server.asked.filter(QStringLiteral("SECTIONS")).size());
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Readable }));
    EXPECT_EQ(server.asked.filter(QStringLiteral("SECTIONS")).size(), before);
}

TEST_F(PartialFetchTest, AnAttachmentComesAloneWithProgress)
{
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Readable }));
    const int part = store->messages().partial(big)->absent.first().part;
    QList<qint64> progress;
    qint64 total = 0;
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Part, part, [&](qint64 done, qint64 of) {
        progress.append(done);
        total = of;
    } }));
    const auto partial = store->messages().partial(big);
    ASSERT_FALSE(partial->absent.first().hash.isEmpty());
    EXPECT_EQ(reader->content(partial->absent.first().hash).value_or({}), QByteArray(3'000'000, '\0')) << "decoded";
    EXPECT_GE(progress.size(), 3);
    EXPECT_TRUE(std::is_sorted(progress.begin(), progress.end()));
    EXPECT_GE(total, progress.last());
    EXPECT_FALSE(store->messages().body(big));
}

TEST_F(PartialFetchTest, NobodyWaitsForWhatWasCancelled)
{
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Readable }));
    const int part = store->messages().partial(big)->absent.first().part;
    const auto cancelled = std::make_shared<std::atomic_bool>(false);
    const Outcome outcome = fetch({ {}, Fetch::Extent::Part, part, [&](qint64, qint64) { cancelled->store(true); }, cancelled });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::Cancelled);
    EXPECT_LT(server.partBytesSent, 1'000'000) << "no more than the piece that was under way";
    EXPECT_TRUE(store->messages().partial(big)->absent.first().hash.isEmpty());
    EXPECT_EQ(lastStatus.state, sync::WorkerStatus::State::Idle) << "the connection goes on";
}

TEST_F(PartialFetchTest, TheWholeMessageReplacesItsParts)
{
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Readable }));
    qint64 seen = 0;
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Whole, -1, [&](qint64 done, qint64) { seen = done; } }));
    EXPECT_EQ(store->messages().body(big).value_or({}), raw) << "byte for byte";
    EXPECT_EQ(seen, raw.size());
    EXPECT_FALSE(store->messages().partial(big)) << "what stood in for it is gone";
}

TEST_F(PartialFetchTest, RemovedMessageTakesItsPartsAlong)
{
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Readable }));
    ASSERT_TRUE(store->messages().remove({ big }));
    EXPECT_FALSE(store->messages().partial(big));
    EXPECT_GT(store->collectOrphans().value_or(-1), 0);
}

TEST_F(PartialFetchTest, PartsThatAreHereAreNoOrphans)
{
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Readable }));
    ASSERT_TRUE(fetch({ {}, Fetch::Extent::Part, store->messages().partial(big)->absent.first().part }));
    EXPECT_EQ(store->collectOrphans().value_or(-1), 0);
    EXPECT_TRUE(reader->content(store->messages().partial(big)->absent.first().hash));
}

TEST_F(WorkerFixture, ASmallMessageComesWholeInOneStep)
{
    account.sync.headersOnly = true;
    makeWorker();
    server.deliver(Inbox, QStringLiteral("small"));
    start();
    const MessageId id = message(Inbox, QStringLiteral("small")).id;
    std::optional<Outcome> result;
    worker->fetch({ id, Fetch::Extent::Readable }, [&](const Outcome &outcome) { result = outcome; });
    settle();
    ASSERT_TRUE(result && *result);
    EXPECT_TRUE(store->messages().body(id));
    EXPECT_FALSE(server.asked.contains(QStringLiteral("STRUCTURE")));
}

// --- which parts

namespace {

QList<RemotePart> mixed(const QByteArray &second, qint64 size)
{
    return { RemotePart { -1, "", "multipart/mixed" }, RemotePart { 0, "1", "text/plain", "7bit", {}, false, 1000 },
        RemotePart { 0, "2", second, "base64", {}, true, size } };
}

} // namespace

TEST(PartialPlan, AsksForTextsAndTheirHeadersOnly)
{
    const sync::PartialPlan plan = sync::planPartial(mixed("image/jpeg", 5'000'000), 5'001'000);
    EXPECT_FALSE(plan.whole);
    EXPECT_EQ(plan.sections, (QByteArrayList { "HEADER", "1.MIME", "1", "2.MIME" }));
}

TEST(PartialPlan, WhatOnlyItsContentTellsComesWhole)
{
    EXPECT_TRUE(sync::planPartial(mixed("message/rfc822", 5'000'000), 5'001'000).whole);
    EXPECT_TRUE(sync::planPartial(mixed("application/ms-tnef", 5'000'000), 5'001'000).whole);
    auto parts = mixed("application/pgp-signature", 5'000'000);
    parts[0].type = "multipart/signed";
    EXPECT_TRUE(sync::planPartial(parts, 5'001'000).whole) << "a signature covers all of it";
    EXPECT_TRUE(sync::planPartial({ RemotePart { -1, "1", "text/plain", "7bit", {}, false, 5'000'000 } }, 5'001'000).whole) << "a single part";
    EXPECT_TRUE(sync::planPartial(mixed("image/png", 100), 400'000).whole) << "nothing would be spared";
}

TEST(PartialPlan, PicturesOfTheTextComeAlongWhileTheyAreSmall)
{
    const auto related = [](qint64 picture) {
        return QList<RemotePart> { RemotePart { -1, "", "multipart/mixed" }, RemotePart { 0, "1", "multipart/related" },
            RemotePart { 1, "1.1", "text/html", "7bit", {}, false, 900 }, RemotePart { 1, "1.2", "image/png", "base64", "<a@b>", false, picture },
            RemotePart { 0, "2", "application/zip", "base64", {}, true, 9'000'000 } };
    };
    EXPECT_TRUE(sync::planPartial(related(30'000), 9'100'000).sections.contains("1.2"));
    EXPECT_FALSE(sync::planPartial(related(3'000'000), 12'100'000).sections.contains("1.2"));
}

TEST(PartialPlan, WhatDoesNotReadAsTheServerSaysIsNotPutTogether)
{
    const auto parts = mixed("image/jpeg", 5'000'000);
    const sync::PartialPlan plan = sync::planPartial(parts, 5'001'000);
    const QByteArray header = "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    const QByteArray text = "Content-Type: text/plain\r\n\r\n";
    const QByteArray picture = "Content-Type: image/jpeg\r\nContent-Disposition: attachment\r\n\r\n";
    EXPECT_TRUE(sync::assemblePartial(parts, plan, { header, text, "Hello", picture }));
    EXPECT_FALSE(sync::assemblePartial(parts, plan, { header, text, "Hello", "Content-Type: text/html\r\n\r\n" })) << "another type";
    EXPECT_FALSE(sync::assemblePartial(parts, plan, { "Subject: x\r\n\r\n", text, "Hello", picture })) << "no boundary";
    EXPECT_FALSE(sync::assemblePartial(parts, plan, { header, text, "Hello\r\n--b\r\n\r\nmore", picture })) << "a text that contains the boundary";
    EXPECT_FALSE(sync::assemblePartial(parts, plan, { header, text, "Hello" })) << "an answer that is too short";
}
