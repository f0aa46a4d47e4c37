// SPDX-License-Identifier: GPL-3.0-or-later
// What people might compose, by the hundred: reading what was written gives what was composed.
#include "tests/support/mail/RandomMail.h"
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/Ascii.h"
#include "core/mime/MimeWriter.h"
#include "core/mime/TransferEncoder.h"

#include <QUrl>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

constexpr quint64 Mails = 600;

struct Sample {
    OutgoingMessage message;
    WriteOptions options;
    QByteArray raw;
};

Sample sample(quint64 number)
{
    test::Random random(number);
    Sample out;
    out.message = test::randomMessage(random);
    out.options = test::randomOptions(random);
    out.raw = writeMessage(out.message, out.options);
    return out;
}

QString nameOf(quint64 number)
{
    return QStringLiteral("random mail %1").arg(number);
}

//! Messages are kept in 7bit or 8bit, so their lines are as they were; a line that is one word has no place to break.
bool mayBeLong(const QByteArray &line, const Sample &sample)
{
    const bool oneWord = !line.trimmed().contains(' ') || line.startsWith("Content-Type: ");
    return oneWord || sample.options.eightBit
        || std::any_of(sample.message.attachments.begin(), sample.message.attachments.end(), [](const OutgoingAttachment &file) { return file.type.startsWith("message/"); });
}

//! Domains go in ASCII (IDNA).
AddressList asSent(AddressList list)
{
    for (AddressEntry &entry : list) {
        const qsizetype at = entry.mailbox.address.lastIndexOf(u'@');
        const QString domain = entry.mailbox.address.mid(at + 1);
        if (!domain.startsWith(u'['))
            entry.mailbox.address = entry.mailbox.address.left(at + 1) + QString::fromLatin1(QUrl::toAce(domain));
        entry.mailbox.name = sanitizedHeaderValue(entry.mailbox.name).trimmed();
    }
    return list;
}

bool isInAttachedMessage(const MessageTree &tree, const Part &part)
{
    for (int up = part.parent; up >= 0; up = tree.parts[size_t(up)].parent) {
        if (tree.parts[size_t(up)].isMessage)
            return true;
    }
    return false;
}

TEST(WrittenMail, isFitForEveryTransport)
{
    for (quint64 number = 0; number < Mails; ++number) {
        SCOPED_TRACE(s(nameOf(number)));
        const Sample mail = sample(number);
        EXPECT_FALSE(mail.raw.contains('\0'));
        QByteArray rest = mail.raw;
        rest.replace("\r\n", "");
        EXPECT_FALSE(rest.contains('\r') || rest.contains('\n'));
        EXPECT_TRUE(mail.options.eightBit || ascii::isAscii(mail.raw));
        EXPECT_TRUE(mail.raw.endsWith("\r\n"));
        for (const QByteArray &line : mail.raw.split('\n')) {
            EXPECT_LE(line.size(), 999);
            EXPECT_TRUE(line.size() <= 79 || mayBeLong(line, mail)) << s(line);
        }
        EXPECT_TRUE(readMessage(mail.raw).diagnostics.empty());
    }
}

TEST(WrittenMail, hasTheFieldsThatWereComposed)
{
    for (quint64 number = 0; number < Mails; ++number) {
        SCOPED_TRACE(s(nameOf(number)));
        const Sample mail = sample(number);
        const Envelope envelope = readMessage(mail.raw).envelope;
        EXPECT_EQ(s(envelope.subject), s(sanitizedHeaderValue(mail.message.subject).trimmed()));
        EXPECT_EQ(s(asSent(envelope.from)), s(asSent(AddressList::of(mail.message.from))));
        EXPECT_EQ(s(asSent(envelope.to)), s(asSent(mail.message.to)));
        EXPECT_EQ(s(asSent(envelope.cc)), s(asSent(mail.message.cc)));
        EXPECT_EQ(s(asSent(envelope.replyTo)), s(asSent(mail.message.replyTo)));
        EXPECT_EQ(envelope.date, mail.message.date);
        EXPECT_EQ(envelope.date.offsetFromUtc(), mail.message.date.offsetFromUtc());
        EXPECT_EQ(envelope.messageIdHeader, mail.message.messageId);
        EXPECT_EQ(envelope.references, mail.message.references);
        EXPECT_EQ(envelope.inReplyTo, mail.message.inReplyTo);
    }
}

TEST(WrittenMail, hasTheTextsThatWereComposed)
{
    for (quint64 number = 0; number < Mails; ++number) {
        SCOPED_TRACE(s(nameOf(number)));
        const Sample mail = sample(number);
        const MessageTree tree = readMessage(mail.raw);
        QString text;
        QString html;
        for (const Part &part : tree.parts) {
            if (part.disposition != Disposition::None || !part.isText() || isInAttachedMessage(tree, part))
                continue;
            (part.subtype == "html" ? html : text) = decodedText(mail.raw, part);
            if (part.isFlowed)
                text = plainText(mail.raw, tree);
        }
        const QString expected = mail.options.flowed ? test::asFlowedShows(mail.message.text) : mail.message.text;
        if (!mail.message.text.isEmpty()) {
            EXPECT_EQ(s(text), s(expected));
        }
        EXPECT_EQ(s(html.trimmed()), s(mail.message.html.trimmed()));
    }
}

TEST(WrittenMail, hasTheAttachmentsThatWereComposed)
{
    for (quint64 number = 0; number < Mails; ++number) {
        SCOPED_TRACE(s(nameOf(number)));
        const Sample mail = sample(number);
        const MessageTree tree = readMessage(mail.raw);
        for (const OutgoingAttachment &file : mail.message.attachments) {
            SCOPED_TRACE(s(file.name) + " as " + s(file.type));
            const auto found = std::find_if(tree.parts.begin(), tree.parts.end(), [&](const Part &part) {
                return part.disposition != Disposition::None && s(part.name) == s(sanitizedHeaderValue(file.name).trimmed())
                    && (part.isMessage ? rawContent(mail.raw, part) : decodedContent(mail.raw, part)) == file.content;
            });
            EXPECT_TRUE(found != tree.parts.end() || (file.type.startsWith("message/") && mail.raw.contains(QByteArray(file.content).replace("\n", "\r\n"))));
            if (found != tree.parts.end() && found->isMessage) {
                EXPECT_TRUE(found->encoding == Encoding::SevenBit || found->encoding == Encoding::EightBit);
            }
        }
    }
}

TEST(WrittenMail, isTheSameForTheSameNumbers)
{
    for (quint64 number = 0; number < 50; ++number)
        EXPECT_EQ(s(sample(number).raw), s(sample(number).raw));
}

TEST(WrittenMail, lineOf200KilobytesArrives)
{
    for (const QString &line : { QString(200'000, u'x'), QStringLiteral("słowo ").repeated(33'000).trimmed(), QString(200'000, QChar(0x3042)) }) {
        OutgoingMessage message;
        message.from = { { {}, QStringLiteral("ala@example.org") } };
        message.text = line + u'\n';
        message.html = line;
        const QByteArray raw = writeMessage(message);
        for (const QByteArray &written : raw.split('\n'))
            EXPECT_LE(written.size(), 79);
        const MessageTree tree = readMessage(raw);
        EXPECT_EQ(plainText(raw, tree), message.text);
        EXPECT_EQ(htmlText(raw, tree), message.html);
    }
}

} // namespace
} // namespace golub::mime
