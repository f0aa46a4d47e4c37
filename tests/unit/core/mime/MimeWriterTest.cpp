// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mail/RandomMail.h"
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/MimeWriter.h"

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

WriteOptions options()
{
    WriteOptions result;
    auto counter = std::make_shared<quint64>(1000);
    result.random = [counter] { return (*counter)++; };
    return result;
}

OutgoingMessage simple()
{
    OutgoingMessage message;
    message.from = { { QStringLiteral("Ala"), QStringLiteral("ala@example.org") } };
    message.to = AddressList::of({ { {}, QStringLiteral("jan@example.org") } });
    message.subject = QStringLiteral("Test");
    message.date = QDateTime(QDate(2026, 1, 5), QTime(9, 7, 3), Qt::OffsetFromUTC, 3600);
    message.messageId = QStringLiteral("1@example.org");
    message.text = QStringLiteral("Hello\n");
    return message;
}

//! What every written message keeps, whatever went in.
void expectWellFormed(const QByteArray &raw)
{
    EXPECT_FALSE(raw.contains('\0'));
    QByteArray rest = raw;
    rest.replace("\r\n", "");
    EXPECT_FALSE(rest.contains('\r') || rest.contains('\n'));
    for (const QByteArray &line : raw.split('\n'))
        EXPECT_LE(line.size(), 999);
    EXPECT_TRUE(readMessage(raw).diagnostics.empty());
}

void expectShortLines(const QByteArray &raw)
{
    for (const QByteArray &line : raw.split('\n'))
        EXPECT_LE(line.size(), 79) << s(line);
}

TEST(MimeWriter, plainMessageExactly)
{
    EXPECT_EQ(s(writeMessage(simple(), options())),
        "Date: Mon, 05 Jan 2026 09:07:03 +0100\r\n"
        "From: Ala <ala@example.org>\r\n"
        "To: jan@example.org\r\n"
        "Subject: Test\r\n"
        "Message-ID: <1@example.org>\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=us-ascii; format=flowed\r\n"
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n"
        "Hello\r\n");
}

TEST(MimeWriter, smallestStructure)
{
    OutgoingMessage message = simple();
    const auto shape = [&message] { return outline(readMessage(writeMessage(message, options()))); };
    EXPECT_EQ(shape(), "text/plain");
    message.html = QStringLiteral("<p>Hello</p>");
    EXPECT_EQ(shape(), "multipart/alternative(text/plain,text/html)");
    message.attachments.append({ QStringLiteral("a.png"), "image/png", "png", QStringLiteral("img@x"), true });
    EXPECT_EQ(shape(), "multipart/alternative(text/plain,multipart/related(text/html,image/png))");
    message.attachments.append({ QStringLiteral("b.pdf"), "application/pdf", "pdf" });
    EXPECT_EQ(shape(), "multipart/mixed(multipart/alternative(text/plain,multipart/related(text/html,image/png)),application/pdf)");
    message.html.clear();
    EXPECT_EQ(shape(), "multipart/mixed(text/plain,image/png,application/pdf)");
    message.text.clear();
    message.attachments.clear();
    message.html = QStringLiteral("<p>only</p>");
    EXPECT_EQ(shape(), "text/html");
}

TEST(MimeWriter, encodingByContent)
{
    OutgoingMessage message = simple();
    const auto encoding = [&message](const WriteOptions &with) { return readMessage(writeMessage(message, with)).root().encoding; };
    EXPECT_EQ(encoding(options()), Encoding::SevenBit);
    message.text = QStringLiteral("Zażółć the gentle goose, mostly plain text\n");
    EXPECT_EQ(encoding(options()), Encoding::QuotedPrintable);
    message.text = QStringLiteral("Привет, как дела?\n");
    EXPECT_EQ(encoding(options()), Encoding::Base64);
    WriteOptions eight = options();
    eight.eightBit = true;
    EXPECT_EQ(encoding(eight), Encoding::EightBit);
    message.text = QStringLiteral("x").repeated(1500);
    EXPECT_EQ(encoding(eight), Encoding::QuotedPrintable);
}

TEST(MimeWriter, composedIsRead)
{
    const QStringList texts { QStringLiteral("Zażółć gęślą jaźń.\n\nPozdrawiam,\nAla\n\n-- \nAla Nowak\n"), QStringLiteral("Čuvaj se, šefe. Đak je kći žabe.\n"),
        QStringLiteral("Съешь ещё этих мягких французских булок, да выпей же чаю. ").repeated(10).trimmed() + QStringLiteral("\n"), QStringLiteral("いろはにほへと ちりぬるを\n").repeated(30),
        QStringLiteral("From now on\n.\n..\n>From\n> quoted\n"), QStringLiteral("x").repeated(3000) + QStringLiteral("\n") };
    const QStringList names { QStringLiteral("raport żółty.pdf"), QStringLiteral("Šđčćž.txt"), QStringLiteral("Отчёт за год, очень длинное имя файла для проверки переноса.docx"), QStringLiteral("日本語.png"), QStringLiteral("plain \"quoted\".txt") };
    QByteArray bytes;
    for (int i = 0; i < 5000; ++i)
        bytes += char(i * 31);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        OutgoingMessage message = simple();
        message.subject = texts[i].left(200).simplified();
        message.from = { { texts[i].left(20).simplified(), QStringLiteral("ala@example.org") } };
        message.text = texts[i];
        message.html = QStringLiteral("<p>") + texts[i] + QStringLiteral("</p>");
        for (const QString &name : names)
            message.attachments.append({ name, "application/octet-stream", bytes });
        message.attachments.append({ QStringLiteral("t.txt"), "text/plain; charset=x", "line\r\nline2\r\n" });
        const QByteArray raw = writeMessage(message, options());
        expectWellFormed(raw);
        expectShortLines(raw);
        const MessageTree tree = readMessage(raw);
        EXPECT_EQ(s(tree.envelope.subject), s(message.subject));
        EXPECT_EQ(s(tree.envelope.from), s(AddressList::of(message.from)));
        EXPECT_EQ(tree.envelope.date, message.date);
        QString expected = message.text;
        expected.replace(QLatin1String(">From"), QLatin1String("> From")); // a quote mark is followed by a blank
        EXPECT_EQ(s(plainText(raw, tree)), s(expected));
        EXPECT_EQ(s(htmlText(raw, tree)), s(message.html));
        ASSERT_EQ(tree.attachments.size(), names.size() + 1);
        for (qsizetype k = 0; k < names.size(); ++k) {
            const Part &part = tree.parts[size_t(tree.attachments[k])];
            EXPECT_EQ(s(part.name), s(names[k]));
            EXPECT_EQ(s(part.params.value("name")), s(names[k]));
            EXPECT_EQ(decodedContent(raw, part), bytes);
        }
        EXPECT_EQ(s(decodedContent(raw, tree.parts[size_t(tree.attachments.last())])), "line\r\nline2\r\n");
    }
}

TEST(MimeWriter, nothingBreaksOutOfAField)
{
    const QString evil = QStringLiteral("x\r\nBcc: evil@example.org\r\n\r\nbody\n\x1B") + QChar(u'\0') + QChar(0x2028) + QChar(0x202E);
    OutgoingMessage message = simple();
    message.subject = evil;
    message.from = { { evil, QStringLiteral("ala@example.org\r\nBcc: evil@example.org") } };
    message.to = AddressList::of({ { evil, evil } });
    message.sender = { evil, QStringLiteral("s@example.org") };
    message.messageId = evil;
    message.references = { evil, QStringLiteral("a>\r\nBcc: <b") };
    message.inReplyTo = { evil };
    message.headers = { { evil, evil }, { QStringLiteral("X-Good"), evil }, { QStringLiteral("Bcc"), QStringLiteral("evil@example.org") }, { QStringLiteral("Content-Type"), QStringLiteral("x/y") } };
    message.attachments.append({ evil, QByteArray("text/plain; x=\"a\r\nBcc: y\""), "x", evil, false });
    const QByteArray raw = writeMessage(message, options());
    expectWellFormed(raw);
    const MessageTree tree = readMessage(raw);
    EXPECT_TRUE(tree.envelope.bcc.isEmpty());
    for (size_t i = 0; i < tree.parts.size(); ++i)
        EXPECT_FALSE(headerField(raw, tree.parts[i], "bcc"));
    EXPECT_TRUE(headerField(raw, tree.root(), "x-good"));
    EXPECT_EQ(headerField(raw, tree.root(), "content-type")->rawValue.contains("x/y"), false);
}

TEST(MimeWriter, bccOnlyWhenAskedFor)
{
    OutgoingMessage message = simple();
    message.bcc = AddressList::of({ { {}, QStringLiteral("secret@example.org") } });
    EXPECT_FALSE(writeMessage(message, options()).contains("secret"));
    WriteOptions sentCopy = options();
    sentCopy.includeBcc = true;
    EXPECT_TRUE(writeMessage(message, sentCopy).contains("\r\nBcc: secret@example.org\r\n"));
}

TEST(MimeWriter, senderOnlyWhereItSaysSomething)
{
    OutgoingMessage message = simple();
    message.sender = message.from.first();
    EXPECT_FALSE(writeMessage(message, options()).contains("Sender:"));
    message.from.append({ {}, QStringLiteral("b@example.org") });
    EXPECT_TRUE(writeMessage(message, options()).contains("\r\nSender: Ala <ala@example.org>\r\n"));
}

TEST(MimeWriter, reproducible)
{
    OutgoingMessage message = simple();
    message.html = QStringLiteral("<b>x</b>");
    EXPECT_EQ(writeMessage(message, options()), writeMessage(message, options()));
    EXPECT_NE(writeMessage(message), writeMessage(message)); // boundaries are random otherwise
}

TEST(MimeWriter, smtpUtf8)
{
    OutgoingMessage message = simple();
    EXPECT_FALSE(needsSmtpUtf8(message));
    message.to = AddressList::of({ { QStringLiteral("Żółw"), QStringLiteral("żółw@example.org") } });
    EXPECT_TRUE(needsSmtpUtf8(message));
    message.subject = QStringLiteral("Zażółć");
    WriteOptions utf8 = options();
    utf8.utf8Headers = true;
    const QByteArray raw = writeMessage(message, utf8);
    EXPECT_TRUE(raw.contains("Subject: Zażółć\r\n"));
    EXPECT_EQ(s(readMessage(raw).envelope.to), "Żółw <żółw@example.org>");
}

TEST(MimeWriter, forwardedMessageStaysAMessage)
{
    OutgoingMessage message = simple();
    const QByteArray inner = writeMessage(simple(), options());
    message.attachments.append({ QStringLiteral("Test.eml"), "message/rfc822", inner });
    QByteArray raw = writeMessage(message, options());
    MessageTree tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,message/rfc822(text/plain))");
    EXPECT_EQ(s(rawContent(raw, tree.parts[2])), s(inner));
    message.attachments[0].content = "Subject: \xC5\xBC\r\n\r\nx";
    raw = writeMessage(message, options());
    tree = readMessage(raw);
    EXPECT_EQ(outline(tree), "multipart/mixed(text/plain,application/octet-stream)");
    EXPECT_EQ(s(decodedContent(raw, tree.parts[2])), "Subject: \xC5\xBC\r\n\r\nx");
}

TEST(MimeWriter, boundaryNeverStandsInAPart)
{
    OutgoingMessage message = simple();
    message.text = QStringLiteral("--=_rs.rt\n");
    message.html = QStringLiteral("<p>");
    const QByteArray raw = writeMessage(message, options());
    EXPECT_EQ(outline(readMessage(raw)), "multipart/alternative(text/plain,text/html)");
}

TEST(MimeWriter, longReferencesFold)
{
    OutgoingMessage message = simple();
    for (int i = 0; i < 200; ++i)
        message.references.append(QStringLiteral("message.%1.with.a.long.id@mail.example.org").arg(i));
    const QByteArray raw = writeMessage(message, options());
    expectShortLines(raw);
    const QStringList read = readMessage(raw).envelope.references;
    EXPECT_EQ(read.size(), 50);
    EXPECT_EQ(read.first(), message.references.first());
    EXPECT_EQ(read.last(), message.references.last());
}

TEST(MimeWriter, longIdsLeaveTheFirstAndTheNewest)
{
    QStringList ids;
    for (int i = 0; i < 40; ++i)
        ids.append(QStringLiteral("%1@%2.example.org").arg(i).arg(QString(400, u'x')));
    const QStringList kept = trimmedReferences(ids);
    EXPECT_LT(kept.join(u' ').size(), 7000);
    EXPECT_EQ(kept.first(), ids.first());
    EXPECT_EQ(kept.sliced(1), ids.last(kept.size() - 1));
    EXPECT_GT(kept.size(), 10);
    EXPECT_EQ(trimmedReferences(ids.first(2)), ids.first(2));
    EXPECT_EQ(trimmedReferences({}), QStringList());
}

//! Some readers join the words of one encoding before they decode them: what stands behind padding would be lost.
TEST(MimeWriter, encodedWordsHavePaddingAtTheEndOnly)
{
    for (quint64 number = 0; number < 300; ++number) {
        test::Random random(number);
        OutgoingMessage message = simple();
        message.subject = test::randomLine(random, int(random.between(1, 40)));
        const QByteArray raw = writeMessage(message, options());
        const qsizetype start = raw.indexOf("\r\nSubject: ") + 11;
        const QList<QByteArray> words = raw.mid(start, raw.indexOf("\r\nMessage-ID", start) - start).simplified().split(' ');
        for (qsizetype i = 0; i + 1 < words.size(); ++i) {
            const bool joined = words[i].startsWith("=?UTF-8?B?") && words[i + 1].startsWith("=?UTF-8?B?");
            EXPECT_FALSE(joined && words[i].endsWith("=?=")) << s(message.subject) << " as " << s(words[i]);
        }
        EXPECT_EQ(s(readMessage(raw).envelope.subject), s(message.subject));
    }
}

TEST(MimeWriter, fileNamesForOldReadersAndForNew)
{
    OutgoingMessage message = simple();
    message.attachments = { { QStringLiteral("żółw \"x\".pdf"), "application/pdf", "x" }, { QStringLiteral("say \"x\" \\o.txt"), "text/plain", "x" }, { QStringLiteral("plain name.txt"), "text/plain", "x" },
        { QStringLiteral("l").repeated(70), "text/plain", "x" } };
    const QByteArray raw = writeMessage(message, options());
    EXPECT_TRUE(raw.contains("application/pdf;\r\n name=\"=?UTF-8?B?xbzDs8WCdyAieCIucGRm?=\"\r\n")) << s(raw);
    EXPECT_TRUE(raw.contains("attachment;\r\n filename*=UTF-8''%C5%BC%C3%B3%C5%82w%20%22x%22.pdf\r\n")) << s(raw);
    EXPECT_TRUE(raw.contains("attachment; filename*=UTF-8''say%20%22x%22%20%5Co.txt\r\n")) << s(raw); // escapes in quotes are often misread
    EXPECT_TRUE(raw.contains("text/plain; name=\"plain name.txt\"\r\n")) << s(raw);
    EXPECT_TRUE(raw.contains("attachment; filename=\"plain name.txt\"\r\n")) << s(raw);
    EXPECT_TRUE(raw.contains("text/plain;\r\n name=\"=?UTF-8?Q?llll")) << s(raw);
}

TEST(MimeWriter, attachedTextsGoAsShortAsTheyCanAndKeepTheirCharset)
{
    const auto written = [](const char *type, const QByteArray &content, bool eightBit = false) {
        OutgoingMessage message = simple();
        message.attachments = { { QStringLiteral("a"), type, content } };
        WriteOptions with = options();
        with.eightBit = eightBit;
        const QByteArray raw = writeMessage(message, with);
        const MessageTree tree = readMessage(raw);
        EXPECT_EQ(s(decodedContent(raw, tree.parts[2])), s(content));
        return s(tree.parts[2].mediaType()) + ' ' + s(tree.parts[2].charset) + ' ' + encodingName(tree.parts[2].encoding).data();
    };
    EXPECT_EQ(written("text/plain", "x\r\ny"), "text/plain  7bit");
    EXPECT_EQ(written("text/plain", "x\ny\n"), "text/plain  base64"); // LF stays LF
    EXPECT_EQ(written("text/plain", "blank \r\n"), "text/plain  quoted-printable");
    EXPECT_EQ(written("text/plain", "za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87 and many more plain words follow it\r\n"), "text/plain utf-8 quoted-printable");
    EXPECT_EQ(written("text/plain", "za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87\r\n", true), "text/plain utf-8 8bit");
    EXPECT_EQ(written("text/plain; charset=iso-8859-2", "za\xBF\xF3\xB3\xE6\r\n"), "text/plain iso-8859-2 base64");
    EXPECT_EQ(written("text/csv; charset=windows-1250", "one;two;three;four;\xBF\r\n"), "text/csv windows-1250 quoted-printable");
    EXPECT_EQ(written("text/plain", QByteArray("a\0b", 3)), "text/plain  base64");
    EXPECT_EQ(written("application/json", "{}"), "application/json  base64");
}

TEST(MimeWriter, attachedMessageIsNeverEncoded)
{
    const auto written = [](const QByteArray &content, bool eightBit) {
        OutgoingMessage message = simple();
        message.attachments = { { QStringLiteral("a.eml"), "message/rfc822", content } };
        WriteOptions with = options();
        with.eightBit = eightBit;
        const QByteArray raw = writeMessage(message, with);
        const MessageTree tree = readMessage(raw);
        EXPECT_EQ(s(tree.parts[2].isMessage ? rawContent(raw, tree.parts[2]) : QByteArrayView(decodedContent(raw, tree.parts[2]))), s(tree.parts[2].isMessage ? QByteArray(content).replace("\r", "").replace("\n", "\r\n") : content));
        return s(tree.parts[2].mediaType()) + ' ' + encodingName(tree.parts[2].encoding).data();
    };
    EXPECT_EQ(written("Subject: x\r\n\r\ny \r\nFrom z", false), "message/rfc822 7bit");
    EXPECT_EQ(written("Subject: x\n\ny\n", false), "message/rfc822 7bit"); // LF alone is how it was kept, not what it is
    EXPECT_EQ(written("Subject: x\r\n\r\n\xC5\xBC\r\n", true), "message/rfc822 8bit");
    EXPECT_EQ(written("Subject: x\r\n\r\n\xC5\xBC\r\n", false), "application/octet-stream base64");
    EXPECT_EQ(written("Subject: x\r\n\r\nbare\nfeed\r\n", true), "application/octet-stream base64");
    EXPECT_EQ(written("Subject: x\r\n\r\n" + QByteArray(999, 'x'), true), "application/octet-stream base64");
    EXPECT_EQ(written("Subject: x\r\n\r\n" + QByteArray(998, 'x'), true), "message/rfc822 7bit");
}

TEST(MimeWriter, contentFitsIntoASignature)
{
    OutgoingMessage message = simple();
    message.text = QStringLiteral("A paragraph that is long enough to be broken softly, so that its first line ends with a blank.\nFrom here\n-- \nAla\n");
    WriteOptions with = options();
    with.toBeSigned = true;
    with.eightBit = true;
    const QByteArray entity = writeEntity(message, with);
    EXPECT_TRUE(entity.startsWith("Content-Type: text/plain"));
    for (const QByteArray &line : entity.split('\n')) {
        EXPECT_FALSE(line.endsWith(" \r")) << s(line); // RFC 3156 section 5
        EXPECT_FALSE(line.startsWith("From ")) << s(line);
    }
    const QByteArray signature = "Content-Type: application/pgp-signature\r\n\r\nsignature\r\n";
    const QByteArray wrapped = writeMessageAround(message, "Content-Type: multipart/signed; boundary=\"s\"; micalg=pgp-sha256;\r\n protocol=\"application/pgp-signature\"\r\n\r\n--s\r\n" + entity
            + "\r\n--s\r\n" + signature + "\r\n--s--\r\n", with);
    const MessageTree tree = readMessage(wrapped);
    EXPECT_EQ(outline(tree), "multipart/signed(text/plain,application/pgp-signature)");
    EXPECT_EQ(tree.signedPart, 0);
    EXPECT_EQ(s(rawPart(wrapped, tree.parts[1])), s(entity));
    EXPECT_EQ(s(plainText(wrapped, tree)), s(message.text));
    EXPECT_EQ(s(tree.envelope.subject), "Test");
    EXPECT_EQ(s(writeMessageAround(message, writeEntity(message, options()), options())), s(writeMessage(message, options())));
}

} // namespace
} // namespace golub::mime
