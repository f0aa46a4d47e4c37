// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/ReplyBuilder.h"

#include "core/compose/MessageBuilder.h"
#include "core/compose/Quoting.h"
#include "core/mime/MessageContent.h"

#include <gtest/gtest.h>

namespace golub::compose {
namespace {

Account account()
{
    Account account;
    account.id = { 7 };
    account.address = QStringLiteral("ala@example.org");
    account.identities = { { { 1 }, QStringLiteral("Ala"), QStringLiteral("ala@example.org"), {}, QStringLiteral("Ala Nowak") },
        { { 2 }, QStringLiteral("Office"), QStringLiteral("office@example.org"), QStringLiteral("reply@example.org"), {} } };
    return account;
}

ReplyOptions options()
{
    return { QLocale(QLocale::English, QLocale::UnitedKingdom), QTimeZone::utc() };
}

OriginalMessage original(const QByteArray &header, const QByteArray &body = "Hello\n")
{
    const Result<OriginalMessage> read = OriginalMessage::read({ 42 }, header + "\n" + body);
    EXPECT_TRUE(read);
    return read.value_or({});
}

QStringList specs(const QList<Address> &addresses)
{
    QStringList specs;
    for (const Address &address : addresses)
        specs += address.address;
    return specs;
}

QStringList list(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

struct Recipients {
    const char *header;
    ReplyKind kind;
    const char *to;
    const char *cc;
};

TEST(ReplyBuilder, writesToThoseWhoExpectAnAnswer)
{
    const Recipients cases[] = {
        { "From: jan@x.pl\nTo: ala@example.org, ewa@x.pl\nCc: iva@x.hr\n", ReplyKind::Sender, "jan@x.pl", "" },
        { "From: jan@x.pl\nTo: ala@example.org, ewa@x.pl\nCc: iva@x.hr\n", ReplyKind::All, "jan@x.pl ewa@x.pl", "iva@x.hr" },
        { "From: jan@x.pl\nReply-To: list@x.pl\nTo: ala@example.org\n", ReplyKind::Sender, "list@x.pl", "" },
        { "From: jan@x.pl\nReply-To: list@x.pl\nTo: list@x.pl, ewa@x.pl\nCc: ewa@x.pl, LIST@x.pl\n", ReplyKind::All, "list@x.pl ewa@x.pl", "" },
        // One's own addresses are left out, whatever their case.
        { "From: jan@x.pl\nTo: ALA@Example.org, OFFICE@example.org\nCc: ala@example.org\n", ReplyKind::All, "jan@x.pl", "" },
        // An answer to one's own message goes to the same people.
        { "From: ala@example.org\nTo: jan@x.pl\nCc: iva@x.hr\n", ReplyKind::Sender, "jan@x.pl", "" },
        { "From: office@example.org\nTo: jan@x.pl\nCc: iva@x.hr\n", ReplyKind::All, "jan@x.pl", "iva@x.hr" },
        // A note to oneself stays with oneself.
        { "From: ala@example.org\nTo: ala@example.org\n", ReplyKind::All, "ala@example.org", "" },
        // A list: everybody, and the list even where it is not named.
        { "From: jan@x.pl\nTo: undisclosed-recipients:;\nList-Post: <mailto:list@x.pl>\n", ReplyKind::All, "jan@x.pl", "list@x.pl" },
        { "From: jan@x.pl\nTo: list@x.pl\nList-Post: <mailto:list@x.pl>\n", ReplyKind::Sender, "jan@x.pl", "" },
        { "From: jan@x.pl\nTo: list@x.pl\nMail-Followup-To: list@x.pl, ewa@x.pl\n", ReplyKind::All, "list@x.pl ewa@x.pl", "" },
        { "From: jan@x.pl\nTo: friends: ewa@x.pl, ala@example.org;\n", ReplyKind::All, "jan@x.pl ewa@x.pl", "" },
        { "From: jan@x.pl\nTo: list@x.pl, ewa@x.pl\nList-Post: <mailto:list@x.pl> (all)\n", ReplyKind::List, "list@x.pl", "" },
        { "From: jan@x.pl\nTo: ala@example.org, ewa@x.pl\nList-Post: NO\n", ReplyKind::List, "jan@x.pl ewa@x.pl", "" },
        // The author's own word against a list that puts itself into Reply-To.
        { "From: jan@x.pl\nTo: list@x.pl\nReply-To: list@x.pl\nMail-Reply-To: private@x.pl\n", ReplyKind::Sender, "private@x.pl", "" },
        { "From: jan@x.pl\nTo: list@x.pl\nReply-To: list@x.pl\nMail-Reply-To: private@x.pl\n", ReplyKind::All, "private@x.pl list@x.pl", "" },
        { "From: jan@x.pl\nTo: list@x.pl\nMail-Followup-To: ala@example.org\n", ReplyKind::All, "jan@x.pl list@x.pl", "" },
        { "From: jan@x.pl\nTo: ala@example.org\n", ReplyKind::Forward, "", "" },
        { "From: jan@x.pl\nTo: ala@example.org\n", ReplyKind::ForwardAttached, "", "" },
    };
    for (const Recipients &expected : cases) {
        const Draft draft = prepareReply(original(expected.header), account(), expected.kind, options());
        EXPECT_EQ(specs(draft.to), list(expected.to)) << expected.header << specs(draft.to).join(u' ').toStdString();
        EXPECT_EQ(specs(draft.cc), list(expected.cc)) << expected.header << specs(draft.cc).join(u' ').toStdString();
        EXPECT_TRUE(draft.bcc.isEmpty());
        EXPECT_EQ(draft.account, account().id);
        EXPECT_EQ(draft.original, (MessageId { 42 }));
    }
}

TEST(ReplyBuilder, writesAsThePersonItWasWrittenTo)
{
    const auto from = [](const char *header) { return prepareReply(original(header), account(), ReplyKind::Sender, options()); };
    EXPECT_EQ(from("From: jan@x.pl\nTo: ewa@x.pl, OFFICE@example.org\n").from.address, QStringLiteral("office@example.org"));
    EXPECT_EQ(from("From: jan@x.pl\nTo: ewa@x.pl\nCc: office@example.org\n").from.name, QStringLiteral("Office"));
    EXPECT_EQ(from("From: jan@x.pl\nTo: list@x.pl\nDelivered-To: office@example.org\n").from.address, QStringLiteral("office@example.org"));
    EXPECT_EQ(from("From: office@example.org\nTo: jan@x.pl\n").from.address, QStringLiteral("office@example.org"));
    EXPECT_EQ(from("From: jan@x.pl\nTo: list@x.pl\n").from.address, QStringLiteral("ala@example.org"));
    EXPECT_EQ(specs(from("From: jan@x.pl\nTo: office@example.org\n").replyTo), list("reply@example.org"));
}

TEST(ReplyBuilder, setsThreadingFields)
{
    const auto reply = [](const QByteArray &header) { return prepareReply(original("From: jan@x.pl\n" + header), account(), ReplyKind::Sender, options()); };
    Draft draft = reply("Message-ID: <3@x>\nReferences: <1@x>\n <2@x>\nIn-Reply-To: <2@x>\n");
    EXPECT_EQ(draft.inReplyTo, list("3@x"));
    EXPECT_EQ(draft.references, list("1@x 2@x 3@x"));
    draft = reply("Message-ID: <3@x>\nIn-Reply-To: <2@x>\n");
    EXPECT_EQ(draft.references, list("2@x 3@x"));
    draft = reply("Message-ID: <3@x>\nIn-Reply-To: <1@x> <2@x>\n");
    EXPECT_EQ(draft.references, list("3@x"));
    draft = reply("References: <1@x>\n");
    EXPECT_TRUE(draft.inReplyTo.isEmpty());
    EXPECT_TRUE(draft.references.isEmpty());
    QByteArray many = "Message-ID: <last@x>\nReferences:";
    for (int i = 0; i < 500; ++i)
        many += "\n <" + QByteArray::number(i) + "@x>";
    draft = reply(many + "\n");
    EXPECT_EQ(draft.references.size(), 50);
    EXPECT_EQ(draft.references.first(), QStringLiteral("0@x"));
    EXPECT_EQ(draft.references.last(), QStringLiteral("last@x"));
    EXPECT_TRUE(prepareReply(original("From: jan@x.pl\nMessage-ID: <3@x>\n"), account(), ReplyKind::Forward, options()).inReplyTo.isEmpty());
}

TEST(ReplyBuilder, leavesJunkOutOfTheThread)
{
    const auto reply = [](const QByteArray &header) { return prepareReply(original("From: jan@x.pl\n" + header), account(), ReplyKind::Sender, options()); };
    EXPECT_EQ(reply("Message-ID: <2@x>\nReferences: <1@x> <2@x> <1@x>\n").references, list("1@x 2@x")); // the parent comes last, once
    const Draft draft = reply("Message-ID: <2@x>\nReferences: <" + QByteArray(2000, 'x') + "@y> <1@x>\n");
    EXPECT_EQ(draft.references, list("1@x 2@x"));
}

//! What strangers write into their fields must not make an answer that cannot be sent.
TEST(ReplyBuilder, canAlwaysBeSent)
{
    const OriginalMessage mail = original("From: =?utf-8?q?Jan=0D=0ABcc:_x@y.z?= <jan@x.pl>\nTo: =?utf-8?q?a=0Ab?= <ala@example.org>, =?utf-8?q?c=0Ad?= <ewa@x.pl>\n"
                                          "Subject: =?utf-8?q?one=0D=0ABcc:_x@y.z?=\nMessage-ID: <1@x>\nReferences: <a b@x> <\x01@y>\n");
    for (const ReplyKind kind : { ReplyKind::Sender, ReplyKind::All, ReplyKind::List, ReplyKind::Forward, ReplyKind::ForwardAttached }) {
        Draft draft = prepareReply(mail, account(), kind, options());
        if (draft.to.isEmpty())
            draft.to = { { {}, QStringLiteral("iva@x.hr") } };
        const auto built = build(draft, { QDateTime(QDate(2026, 5, 3), QTime(14, 5), Qt::UTC) });
        EXPECT_TRUE(built) << (built ? "" : built.error().text.toStdString());
        EXPECT_TRUE(built && !built->message.contains("\nBcc:"));
    }
}

TEST(ReplyBuilder, collapsesSubjectPrefixes)
{
    const auto subject = [](const char *value, ReplyKind kind) {
        return prepareReply(original(QByteArray("From: jan@x.pl\nSubject: ") + value + "\n"), account(), kind, options()).subject;
    };
    EXPECT_EQ(subject("Plan", ReplyKind::Sender), QStringLiteral("Re: Plan"));
    EXPECT_EQ(subject("Re: Odp: RE: Plan", ReplyKind::All), QStringLiteral("Re: Plan"));
    EXPECT_EQ(subject("Plan", ReplyKind::Forward), QStringLiteral("Fwd: Plan"));
}

TEST(ReplyBuilder, quotesWithAnAttributionAndTheSignature)
{
    const Draft draft = prepareReply(original("From: Jan Kos <jan@x.pl>\nTo: ala@example.org\nDate: Sun, 03 May 2026 14:05:00 +0000\n",
                                         "Hello\n\n> earlier\n\n-- \nJan\nX Ltd\n"),
        account(), ReplyKind::Sender, options());
    EXPECT_EQ(draft.text, QStringLiteral("\n\nOn 3 May 2026 at 14:05, Jan Kos wrote:\n> Hello\n>\n>> earlier\n\n-- \nAla Nowak"))
        << draft.text.toStdString();
    EXPECT_TRUE(draft.html.isEmpty());
    EXPECT_FALSE(draft.isForward);
}

TEST(ReplyBuilder, datesTheAttributionInTheUsersLanguageAndZone)
{
    const OriginalMessage mail = original("From: jan@x.pl\nDate: Sun, 03 May 2026 23:30:00 +0000\n");
    const auto line = [&mail](QLocale::Language language, QLocale::Territory territory) {
        const ReplyOptions local { QLocale(language, territory), QTimeZone(7200) };
        return prepareReply(mail, account(), ReplyKind::Sender, local).text.section(u'\n', 2, 2).toStdString();
    };
    EXPECT_EQ(line(QLocale::Polish, QLocale::Poland), "On 4 maja 2026 at 01:30, jan@x.pl wrote:");
    EXPECT_EQ(line(QLocale::Croatian, QLocale::Croatia), "On 4. svibnja 2026. at 01:30, jan@x.pl wrote:");
}

TEST(ReplyBuilder, undoesFormatFlowedBeforeItQuotes)
{
    const Draft draft = prepareReply(original("From: jan@x.pl\nContent-Type: text/plain; format=flowed\n", "one \ntwo\nthree\n"), account(),
        ReplyKind::Sender, options());
    EXPECT_TRUE(draft.text.contains(u"wrote:\n> one two\n> three\n")) << draft.text.toStdString();
}

TEST(ReplyBuilder, quotesMailThatIsOnlyHtml)
{
    const OriginalMessage mail = original("From: jan@x.pl\nTo: ala@example.org\nContent-Type: text/html; charset=utf-8\n",
        "<p onclick=x>Hello <b>you</b></p><script>x</script><img src='https://t.example/1'>");
    const Draft draft = prepareReply(mail, account(), ReplyKind::Sender, options());
    EXPECT_TRUE(draft.text.contains(u"> Hello you")) << draft.text.toStdString();
    EXPECT_TRUE(draft.html.contains(u"<blockquote type=\"cite\"><p>Hello <b>you</b></p>")) << draft.html.toStdString();
    EXPECT_TRUE(draft.html.contains(u"-- <br>Ala Nowak")) << draft.html.toStdString();
    EXPECT_FALSE(draft.html.contains(u"t.example"));
    EXPECT_FALSE(draft.html.contains(u"onclick"));
    ReplyOptions plain = options();
    plain.keepHtml = false;
    EXPECT_TRUE(prepareReply(mail, account(), ReplyKind::Sender, plain).html.isEmpty());
}

const char *const WithAttachment = "From: Jan Kos <jan@x.pl>\nTo: ala@example.org\nSubject: Plan\nDate: Sun, 03 May 2026 14:05:00 +0000\n"
                                   "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
const char *const WithAttachmentBody = "--b\nContent-Type: text/plain\n\nSee the plan.\n-- \nJan\n--b\nContent-Type: application/pdf; name=\"plan.pdf\"\n"
                                       "Content-Disposition: attachment; filename=\"plan.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--b--\n";

TEST(ReplyBuilder, forwardsWithTheHeaderAndTheAttachments)
{
    const Draft draft = prepareReply(original(WithAttachment, WithAttachmentBody), account(), ReplyKind::Forward, options());
    EXPECT_TRUE(draft.isForward);
    ASSERT_EQ(draft.attachments.size(), 1);
    EXPECT_EQ(draft.attachments[0].name, QStringLiteral("plan.pdf"));
    EXPECT_EQ(draft.attachments[0].type, QStringLiteral("application/pdf"));
    EXPECT_EQ(draft.attachments[0].content, QByteArray("%PDF"));
    EXPECT_EQ(draft.attachments[0].size, 4);
    EXPECT_TRUE(draft.text.startsWith(u"\n\n-- \nAla Nowak\n\n-------- Forwarded message --------\nFrom: Jan Kos <jan@x.pl>\nDate: ")) << draft.text.toStdString();
    EXPECT_TRUE(draft.text.contains(u"\nSubject: Plan\nTo: ala@example.org\n\nSee the plan.\n-- \nJan")) << draft.text.toStdString();
}

TEST(ReplyBuilder, doesNotSendAttachmentsBack)
{
    EXPECT_TRUE(prepareReply(original(WithAttachment, WithAttachmentBody), account(), ReplyKind::All, options()).attachments.isEmpty());
}

TEST(ReplyBuilder, carriesInlineImagesOfQuotedHtml)
{
    const OriginalMessage mail = original("From: jan@x.pl\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n",
        "--b\nContent-Type: text/html\n\n<p>x <img src=\"cid:1@x\"></p>\n--b\nContent-Type: image/png\nContent-ID: <1@x>\nContent-Disposition: inline\n"
        "Content-Transfer-Encoding: base64\n\nUE5H\n--b--\n");
    const Draft draft = prepareReply(mail, account(), ReplyKind::Sender, options());
    EXPECT_TRUE(draft.html.contains(u"cid:1@x")) << draft.html.toStdString();
    ASSERT_EQ(draft.attachments.size(), 1);
    EXPECT_EQ(draft.attachments[0].contentId, QStringLiteral("1@x"));
    EXPECT_EQ(draft.attachments[0].content, QByteArray("PNG"));
}

TEST(ReplyBuilder, writesToNobodyInParticularWhereTheOriginalNamesNobody)
{
    const Draft draft = prepareReply(original("Subject: x\n"), account(), ReplyKind::All, options());
    EXPECT_TRUE(draft.to.isEmpty());
    EXPECT_TRUE(draft.text.contains(u"Somebody wrote:"));
    EXPECT_FALSE(OriginalMessage::read({ 1 }, QByteArray("  \r\n")));
}

TEST(ReplyBuilder, beginsNewDrafts)
{
    const Draft draft = newDraft(account());
    EXPECT_EQ(draft.from, (Address { QStringLiteral("Ala"), QStringLiteral("ala@example.org") }));
    EXPECT_EQ(draft.text, QStringLiteral("\n\n-- \nAla Nowak"));
    EXPECT_EQ(newDraft(account(), { 2 }).from.address, QStringLiteral("office@example.org"));
    EXPECT_TRUE(newDraft(account(), { 2 }).text.isEmpty());
    EXPECT_EQ(newDraft(account(), { 99 }).from.address, QStringLiteral("ala@example.org"));
}

TEST(ReplyBuilder, quotesWithoutSignatures)
{
    EXPECT_EQ(withoutSignature(QStringLiteral("Hi\n\n-- \nJan\n")), QStringLiteral("Hi"));
    EXPECT_EQ(withoutSignature(QStringLiteral("\n\nHi\n--\nno mark\n")), QStringLiteral("Hi\n--\nno mark"));
    // Above what it answers, or above what it forwards: what stands below is no signature.
    EXPECT_EQ(withoutSignature(QStringLiteral("Hi\n-- \nJan\n\nOn Monday, Ala wrote:\n> Hello\n")), QStringLiteral("Hi\n\nOn Monday, Ala wrote:\n> Hello"));
    EXPECT_EQ(withoutSignature(QStringLiteral("-- \nJan\n\n-------- Forwarded message --------\nFrom: x\n")), QStringLiteral("-------- Forwarded message --------\nFrom: x"));
    const QString minutes = QStringLiteral("line\n").repeated(30).trimmed();
    EXPECT_EQ(withoutSignature(QStringLiteral("Hi\n-- \n") + minutes), QStringLiteral("Hi\n-- \n") + minutes);
    EXPECT_EQ(withoutSignature(QStringLiteral("-- \nJan")), QString());
}

TEST(ReplyBuilder, quotedParagraphsAreBrokenWithTheirMarksWhenSent)
{
    const QString paragraph = QStringLiteral("a paragraph of many words that is much longer than one line of mail may be, so that it has to be broken somewhere").repeated(3);
    Draft draft = prepareReply(original("From: jan@x.pl\nContent-Type: text/plain; format=flowed\n", paragraph.toUtf8() + "\n>> deeper " + paragraph.toUtf8() + "\n"), account(), ReplyKind::Sender, options());
    const auto built = build(draft, { QDateTime(QDate(2026, 5, 3), QTime(14, 5), Qt::UTC) });
    ASSERT_TRUE(built);
    for (const QByteArray &line : built->message.split('\n'))
        EXPECT_LE(line.size(), 79) << line.toStdString();
    EXPECT_TRUE(built->message.contains("\r\n>>> deeper a paragraph"));
    const mime::MessageTree tree = mime::readMessage(built->message);
    EXPECT_EQ(mime::plainText(built->message, tree).trimmed(), draft.text.trimmed());
}

const char *const Alternative = "From: jan@x.pl\nTo: ala@example.org\nSubject: Plan\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n";
const char *const AlternativeBody = "--b\nContent-Type: text/plain\n\nplain words\n--b\nContent-Type: text/html\n\n<p>rich <b>words</b><script>x</script></p>\n--b--\n";

TEST(ReplyBuilder, forwardsHtmlAsHtml)
{
    const Draft draft = prepareReply(original(Alternative, AlternativeBody), account(), ReplyKind::Forward, options());
    EXPECT_TRUE(draft.text.contains(u"plain words"));
    EXPECT_TRUE(draft.html.contains(u"Forwarded message") && draft.html.contains(u"rich <b>words</b>")) << draft.html.toStdString();
    EXPECT_FALSE(draft.html.contains(u"script"));
    // An answer goes on in the form the author offers for it.
    const Draft reply = prepareReply(original(Alternative, AlternativeBody), account(), ReplyKind::Sender, options());
    EXPECT_TRUE(reply.html.isEmpty());
    EXPECT_TRUE(reply.text.contains(u"> plain words"));
}

TEST(ReplyBuilder, forwardsTheWholeMessageByteForByte)
{
    const QByteArray raw = QByteArray("From jan Mon Jan  5 09:07:03 2026\r\n") + "Received: by x\r\nFrom: jan@x.pl\r\nTo: ala@example.org\r\nSubject: Plan/B: \xC5\xBC\r\nX-Odd:kept \r\n\r\nody\xC5\xBC \r\n";
    const auto read = OriginalMessage::read({ 42 }, raw);
    ASSERT_TRUE(read);
    Draft draft = prepareReply(*read, account(), ReplyKind::ForwardAttached, options());
    EXPECT_EQ(draft.subject, QStringLiteral("Fwd: Plan/B: ż"));
    EXPECT_EQ(draft.text, QStringLiteral("\n\n-- \nAla Nowak"));
    EXPECT_TRUE(draft.isForward);
    ASSERT_EQ(draft.attachments.size(), 1);
    EXPECT_TRUE(draft.attachments[0].name.startsWith(u"Plan-B")) << draft.attachments[0].name.toStdString();
    EXPECT_TRUE(draft.attachments[0].name.endsWith(u".eml"));
    draft.to = { { {}, QStringLiteral("ewa@x.pl") } };
    const auto built = build(draft, { QDateTime(QDate(2026, 5, 3), QTime(14, 5), Qt::UTC) });
    ASSERT_TRUE(built);
    const mime::MessageTree tree = mime::readMessage(built->message);
    ASSERT_GE(tree.parts.size(), 3u);
    EXPECT_TRUE(tree.parts[2].isMessage);
    EXPECT_EQ(mime::rawContent(built->message, tree.parts[2]).toByteArray(), raw.mid(raw.indexOf('\n') + 1));
}

} // namespace
} // namespace golub::compose
