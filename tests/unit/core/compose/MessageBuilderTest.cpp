// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/MessageBuilder.h"

#include "core/compose/RawMessage.h"
#include "core/mime/MessageContent.h"
#include "tests/support/FakeClock.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace golub::compose {
namespace {

Draft draft()
{
    Draft draft;
    draft.from = { QStringLiteral("Ala Nowak"), QStringLiteral("ala@example.org") };
    draft.to = { { QStringLiteral("Ewa"), QStringLiteral("ewa@example.com") }, { {}, QStringLiteral("jan@example.com") } };
    draft.cc = { { {}, QStringLiteral("iva@example.hr") } };
    draft.bcc = { { {}, QStringLiteral("secret@example.net") } };
    draft.subject = QStringLiteral("Zażółć gęślą jaźń");
    draft.text = QStringLiteral("Cześć\n.\nПривет\n");
    return draft;
}

BuildContext context()
{
    quint64 next = 1;
    return { QDateTime(QDate(2026, 5, 3), QTime(14, 5), Qt::OffsetFromUTC, 7200), [next]() mutable { return next++; } };
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(content);
}

TEST(MessageBuilder, buildsAMessageThatReadsBack)
{
    const Result<BuiltMessage> built = build(draft(), context());
    ASSERT_TRUE(built) << built.error().text.toStdString();
    const mime::MessageTree tree = mime::readMessage(built->message);
    EXPECT_EQ(tree.envelope.subject, draft().subject);
    EXPECT_EQ(tree.envelope.from.mailboxes(), QList<Address> { draft().from });
    EXPECT_EQ(tree.envelope.to.mailboxes(), draft().to);
    EXPECT_EQ(tree.envelope.cc.mailboxes(), draft().cc);
    EXPECT_EQ(tree.envelope.date, context().now);
    EXPECT_EQ(tree.envelope.date.offsetFromUtc(), 7200);
    EXPECT_EQ(tree.envelope.messageIdHeader, built->messageIdHeader);
    EXPECT_EQ(mime::plainText(built->message, tree).trimmed(), draft().text.trimmed());
    EXPECT_EQ(built->subject, draft().subject);
    EXPECT_EQ(built->envelopeFrom, QStringLiteral("ala@example.org"));
    EXPECT_FALSE(QByteArray(built->message).replace("\r\n", "").contains('\n'));
}

TEST(MessageBuilder, bccLeavesOnlyInTheSentCopy)
{
    const Result<BuiltMessage> built = build(draft(), context());
    ASSERT_TRUE(built);
    EXPECT_FALSE(built->message.toLower().contains("bcc"));
    EXPECT_FALSE(built->message.contains("secret@example.net"));
    EXPECT_TRUE(built->sentCopy.contains("Bcc: secret@example.net"));
    EXPECT_TRUE(built->recipients.contains(QStringLiteral("secret@example.net")));
    EXPECT_TRUE(built->sentCopy.contains(built->messageIdHeader.toUtf8()));
}

TEST(MessageBuilder, namesEachRecipientOnce)
{
    Draft twice = draft();
    twice.cc = { { {}, QStringLiteral("EWA@example.com") }, { {}, QStringLiteral("ewa@EXAMPLE.com") }, { {}, QStringLiteral("iva@example.hr") } };
    twice.bcc = { { {}, QStringLiteral("jan@example.com") } };
    const Result<BuiltMessage> built = build(twice, context());
    ASSERT_TRUE(built);
    // Only the domain's case is without meaning.
    EXPECT_EQ(built->recipients, (QStringList { QStringLiteral("ewa@example.com"), QStringLiteral("jan@example.com"), QStringLiteral("EWA@example.com"),
                                     QStringLiteral("iva@example.hr") }));
}

TEST(MessageBuilder, takesTheMessageIdsDomainFromTheSender)
{
    EXPECT_TRUE(build(draft(), context())->messageIdHeader.endsWith(u"@example.org"));
    EXPECT_EQ(messageIdDomain({ {}, QStringLiteral("ala@żółw.pl") }), QStringLiteral("xn--w-uga1v8h.pl"));
    BuildContext random = context();
    random.random = {};
    EXPECT_NE(build(draft(), random)->messageIdHeader, build(draft(), random)->messageIdHeader);
}

TEST(MessageBuilder, takesTheTimeFromTheClock)
{
    const test::FakeClock clock;
    const BuildContext now = BuildContext::of(clock);
    EXPECT_EQ(now.now, clock.utcNow());
    EXPECT_NE(now.now.timeSpec(), Qt::LocalTime);
}

TEST(MessageBuilder, readsAttachmentsWhenItBuilds)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("plan ż.txt"));
    write(path, "first");
    Draft with = draft();
    with.attachments = { { path, {}, {} }, { {}, QStringLiteral("raw.bin"), QStringLiteral("application/x-golub"), QByteArray("a\0b", 3) } };
    write(path, "second");
    const Result<BuiltMessage> built = build(with, context());
    ASSERT_TRUE(built) << built.error().text.toStdString();
    const mime::MessageTree tree = mime::readMessage(built->message);
    ASSERT_EQ(tree.attachments.size(), 2);
    EXPECT_EQ(mime::decodedContent(built->message, tree.parts[std::size_t(tree.attachments[0])]), QByteArray("second"));
    EXPECT_EQ(mime::attachmentName(tree, tree.attachments[0]), QStringLiteral("plan ż.txt"));
    EXPECT_EQ(mime::decodedContent(built->message, tree.parts[std::size_t(tree.attachments[1])]), QByteArray("a\0b", 3));
    EXPECT_EQ(tree.parts[std::size_t(tree.attachments[1])].mediaType(), QByteArray("application/x-golub"));
}

TEST(MessageBuilder, namesTheAttachmentThatCannotBeSent)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("gone.pdf"));
    Draft with = draft();
    with.attachments = { { path, {}, {} } };
    const Result<BuiltMessage> gone = build(with, context());
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(gone.error().text.contains(path));
    with.attachments = { { folder.path(), {}, {} } };
    const Result<BuiltMessage> directory = build(with, context());
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(directory.error().text.contains(folder.path()));
    // /proc/self/mem can be opened, but not read from the start: for root too.
    with.attachments = { { QStringLiteral("/proc/self/mem"), {}, {} } };
    if (QFile::exists(QStringLiteral("/proc/self/mem"))) {
        const Result<BuiltMessage> unreadable = build(with, context());
        ASSERT_FALSE(unreadable);
        EXPECT_EQ(unreadable.error().kind, ErrorKind::InvalidInput);
    }
}

TEST(MessageBuilder, sendsRichTextWithItsInlineImages)
{
    Draft rich = draft();
    rich.html = QStringLiteral("<p>Cześć <img src=\"cid:1@x\"></p>");
    rich.attachments = { { {}, QStringLiteral("dove.png"), QStringLiteral("image/png"), QByteArray("png"), QStringLiteral("1@x") } };
    const Result<BuiltMessage> built = build(rich, context());
    ASSERT_TRUE(built);
    const mime::MessageTree tree = mime::readMessage(built->message);
    EXPECT_TRUE(mime::htmlText(built->message, tree).contains(u"Cześć <img"));
    EXPECT_TRUE(mime::plainText(built->message, tree).contains(u"Cześć"));
    EXPECT_GE(mime::partByContentId(tree, QStringLiteral("1@x")), 0);
}

TEST(MessageBuilder, refusesWhatCannotBeSent)
{
    const auto refused = [](auto change) {
        Draft bad = draft();
        change(bad);
        const Result<BuiltMessage> built = build(bad, context());
        EXPECT_FALSE(built);
        return !built && built.error().kind == ErrorKind::InvalidInput && !built.error().text.isEmpty();
    };
    EXPECT_TRUE(refused([](Draft &d) { d.to = {}; d.cc = {}; d.bcc = {}; }));
    EXPECT_TRUE(refused([](Draft &d) { d.from = {}; }));
    EXPECT_TRUE(refused([](Draft &d) { d.from.address = QStringLiteral("ala"); }));
    EXPECT_TRUE(refused([](Draft &d) { d.to = { { {}, QStringLiteral("nobody") } }; }));
    EXPECT_TRUE(refused([](Draft &d) { d.to = { { {}, QStringLiteral("a@b.c>\r\nBcc: x@y.z") } }; }));
    EXPECT_TRUE(refused([](Draft &d) { d.to = { { QStringLiteral("A\nBcc: x@y.z"), QStringLiteral("a@b.c") } }; }));
    EXPECT_TRUE(refused([](Draft &d) { d.replyTo = { { {}, QStringLiteral("x") } }; }));
    EXPECT_TRUE(refused([](Draft &d) { d.subject = QStringLiteral("a\r\nBcc: x@y.z"); }));
    EXPECT_TRUE(refused([](Draft &d) { d.subject = QStringLiteral("a\nb"); }));
    EXPECT_TRUE(refused([](Draft &d) { d.inReplyTo = { QStringLiteral("a@b>\r\nBcc: <x") }; }));
    EXPECT_TRUE(refused([](Draft &d) { d.references = { QStringLiteral("a b") }; }));
    for (const char *name : { "Bcc", "bcc", "From", "Content-Type", "MIME-Version", "Date", "Message-ID", "Resent-To", "Sender", "Received", "a b", "a:b", "", "X-ł", "X\r\nBcc" })
        EXPECT_TRUE(refused([name](Draft &d) { d.headers.insert(QString::fromUtf8(name), QStringLiteral("x")); })) << name;
    EXPECT_TRUE(refused([](Draft &d) { d.headers.insert(QStringLiteral("X-A"), QStringLiteral("a\r\nBcc: x@y.z")); }));
}

TEST(MessageBuilder, writesFurtherHeaders)
{
    Draft with = draft();
    with.headers.insert(QStringLiteral("X-Project"), QStringLiteral("Gołąb"));
    const Result<BuiltMessage> built = build(with, context());
    ASSERT_TRUE(built) << built.error().text.toStdString();
    const mime::MessageTree tree = mime::readMessage(built->message);
    const auto field = mime::headerField(built->message, tree.root(), "X-Project");
    ASSERT_TRUE(field);
    EXPECT_EQ(field->text(), QStringLiteral("Gołąb"));
}

TEST(RawMessage, isSentAsItIsWithoutBcc)
{
    const QByteArray raw = "From: Ala <ala@example.org>\nTo: ewa@example.com,\n jan@example.com\nBCC: one@example.net,\n\ttwo@example.net\n"
                           "Date: Sun, 03 May 2026 14:05:00 +0200\nSubject: =?utf-8?q?Cze=C5=9B=C4=87?=\nMessage-ID: <1@example.org>\nX-Odd:kept \n\nBcc: body\r.\n\nend";
    const Result<BuiltMessage> built = fromRaw(raw, context());
    ASSERT_TRUE(built) << built.error().text.toStdString();
    EXPECT_EQ(built->message, QByteArray("From: Ala <ala@example.org>\r\nTo: ewa@example.com,\r\n jan@example.com\r\n"
                                         "Date: Sun, 03 May 2026 14:05:00 +0200\r\nSubject: =?utf-8?q?Cze=C5=9B=C4=87?=\r\nMessage-ID: <1@example.org>\r\nX-Odd:kept \r\n\r\n"
                                         "Bcc: body\r\n.\r\n\r\nend\r\n"));
    EXPECT_TRUE(built->sentCopy.contains("BCC: one@example.net,\r\n\ttwo@example.net\r\n"));
    EXPECT_EQ(built->recipients, (QStringList { QStringLiteral("ewa@example.com"), QStringLiteral("jan@example.com"), QStringLiteral("one@example.net"),
                                     QStringLiteral("two@example.net") }));
    EXPECT_EQ(built->envelopeFrom, QStringLiteral("ala@example.org"));
    EXPECT_EQ(built->messageIdHeader, QStringLiteral("1@example.org"));
    EXPECT_EQ(built->subject, QStringLiteral("Cześć"));
}

TEST(RawMessage, getsADateAndAnIdWhereTheyAreMissing)
{
    const Result<BuiltMessage> built = fromRaw("From: ala@example.org\r\nTo: ewa@example.com\r\n\r\nx\r\n", context());
    ASSERT_TRUE(built);
    const Envelope envelope = mime::readEnvelope(built->message);
    EXPECT_EQ(envelope.date, context().now);
    EXPECT_EQ(envelope.messageIdHeader, built->messageIdHeader);
    EXPECT_TRUE(built->messageIdHeader.endsWith(u"@example.org"));
}

TEST(RawMessage, goesToThoseOfTheTopmostResentBlock)
{
    const QByteArray raw = "Resent-From: iva@example.hr\nResent-To: new@example.com\nResent-Bcc: hidden@example.com\nReceived: by x\nResent-To: older@example.com\n"
                           "From: ala@example.org\nTo: ewa@example.com\nDate: Sun, 03 May 2026 14:05:00 +0200\nMessage-ID: <1@example.org>\n\nx";
    const Result<BuiltMessage> built = fromRaw(raw, context());
    ASSERT_TRUE(built) << built.error().text.toStdString();
    EXPECT_EQ(built->recipients, (QStringList { QStringLiteral("new@example.com"), QStringLiteral("hidden@example.com") }));
    EXPECT_EQ(built->envelopeFrom, QStringLiteral("iva@example.hr"));
    EXPECT_FALSE(built->message.contains("hidden@example.com"));
}

TEST(RawMessage, refusesWhatIsNoMessage)
{
    for (const char *raw : { "", "\n", "just text\n", "\n\nbody", "Subject: x\n\nbody", "From: ala@example.org\n\nbody", "To: ewa@example.com\n\nbody",
             "From: ala\nTo: ewa@example.com\n\nx", "From: ala@example.org\nTo: undisclosed-recipients:;\n\nx", "From: ala@example.org\nTo: ewa\n\nx" }) {
        const Result<BuiltMessage> built = fromRaw(raw, context());
        ASSERT_FALSE(built) << raw;
        EXPECT_EQ(built.error().kind, ErrorKind::InvalidInput);
    }
}

TEST(RawMessage, takesAFileOutOfAnMbox)
{
    const Result<BuiltMessage> built = fromRaw("From ala@example.org Sun May  3 14:05:00 2026\nFrom: ala@example.org\nTo: ewa@example.com\n\nx", context());
    ASSERT_TRUE(built);
    EXPECT_FALSE(built->message.contains("From ala"));
}

} // namespace
} // namespace golub::compose
