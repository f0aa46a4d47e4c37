// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever stands in a field of the composer stays in it: no field of the header, no recipient, no part and no end of the message comes of it.
#include "core/compose/MessageBuilder.h"

#include "core/mime/MessageContent.h"
#include "core/mime/MessageTree.h"

#include <gtest/gtest.h>

#include <functional>

namespace golub::compose {
namespace {

struct Field {
    const char *name;
    std::function<void(Draft &, const QString &)> set;
};

//! Everything that a person, a mailto: link, a message that is answered or a draft's file can put into a draft.
const QList<Field> &fields()
{
    static const QList<Field> all {
        { "name of the sender", [](Draft &d, const QString &v) { d.from.name = v; } },
        { "address of the sender", [](Draft &d, const QString &v) { d.from.address = v; } },
        { "domain of the sender", [](Draft &d, const QString &v) { d.from.address = QStringLiteral("ala@") + v; } },
        { "name in To", [](Draft &d, const QString &v) { d.to.first().name = v; } },
        { "address in To", [](Draft &d, const QString &v) { d.to.first().address = v; } },
        { "local part in To", [](Draft &d, const QString &v) { d.to.first().address = v + QStringLiteral("@example.org"); } },
        { "quoted local part in To", [](Draft &d, const QString &v) { d.to.first().address = u'"' + v + QStringLiteral("\"@example.org"); } },
        { "domain in To", [](Draft &d, const QString &v) { d.to.first().address = QStringLiteral("ewa@example.org") + v; } },
        { "name in Cc", [](Draft &d, const QString &v) { d.cc.first().name = v; } },
        { "address in Cc", [](Draft &d, const QString &v) { d.cc.first().address = v; } },
        { "name in Bcc", [](Draft &d, const QString &v) { d.bcc.first().name = v; } },
        { "address in Bcc", [](Draft &d, const QString &v) { d.bcc.first().address = v; } },
        { "name in Reply-To", [](Draft &d, const QString &v) { d.replyTo.first().name = v; } },
        { "address in Reply-To", [](Draft &d, const QString &v) { d.replyTo.first().address = v; } },
        { "subject", [](Draft &d, const QString &v) { d.subject = v; } },
        { "text", [](Draft &d, const QString &v) { d.text = v; } },
        { "HTML", [](Draft &d, const QString &v) { d.html = v; } },
        { "In-Reply-To", [](Draft &d, const QString &v) { d.inReplyTo = { v }; } },
        { "References", [](Draft &d, const QString &v) { d.references = { QStringLiteral("a@b"), v }; } },
        { "name of a further field", [](Draft &d, const QString &v) { d.headers = { { QStringLiteral("X-A") + v, QStringLiteral("x") } }; } },
        { "value of a further field", [](Draft &d, const QString &v) { d.headers = { { QStringLiteral("X-A"), v } }; } },
        { "name of an attachment", [](Draft &d, const QString &v) { d.attachments.first().name = v; } },
        { "type of an attachment", [](Draft &d, const QString &v) { d.attachments.first().type = v; } },
        { "type's parameter", [](Draft &d, const QString &v) { d.attachments.first().type = QStringLiteral("text/plain; x=\"") + v + u'"'; } },
        { "content of an attachment", [](Draft &d, const QString &v) { d.attachments.first().content = v.toUtf8(); } },
        { "Content-ID", [](Draft &d, const QString &v) { d.attachments.first().contentId = v; } },
    };
    return all;
}

const QStringList &attacks()
{
    static const QStringList all {
        QStringLiteral("x\r\nBcc: evil@example.net"),
        QStringLiteral("x\nBcc: evil@example.net"),
        QStringLiteral("x\rBcc: evil@example.net"),
        QStringLiteral("x\r\n\tfolded\r\nBcc: evil@example.net\r\n\r\nbody"),
        QStringLiteral("x\r\n\r\n--boundary\r\nContent-Type: text/html\r\n\r\n<p>"),
        QStringLiteral("x\r\n.\r\nMAIL FROM:<evil@example.net>\r\nRCPT TO:<evil@example.net>\r\nDATA\r\n"),
        QStringLiteral("x\n.\nMAIL FROM:<evil@example.net>\n"),
        QStringLiteral("x\r.\rMAIL FROM:<evil@example.net>\r"),
        QStringLiteral("x\r\n.\r"),
        QStringLiteral("a@b.example>\r\nRCPT TO:<evil@example.net"),
        QStringLiteral("a@b.example> NOTIFY=NEVER ORCPT=rfc822;x"),
        QStringLiteral("a@b.example> BODY=8BITMIME\r\nRSET"),
        QStringLiteral("a@b.example>, Evil <evil@example.net"),
        QStringLiteral("a@b.example, evil@example.net"),
        QStringLiteral("evil@example.net, x"),
        QStringLiteral("\"x\\\" <evil@example.net>, \"y"),
        QStringLiteral("x\" <evil@example.net>, \"y"),
        QStringLiteral("group: evil@example.net;"),
        QStringLiteral("=?utf-8?Q?x=0D=0ABcc:_evil@example.net?="),
        QStringLiteral("=?utf-8?B?eA0KQmNjOiBldmlsQGV4YW1wbGUubmV0?="),
        QStringLiteral("x\u0085Bcc: evil@example.net"),
        QStringLiteral("x\u2028Bcc: evil@example.net"),
        QStringLiteral("x\u560d\u560aBcc: evil@example.net"), // whose low bytes are CR and LF
        QStringLiteral("x\vy\fz\x1b[2J\x7f"),
        QStringLiteral("x") + QChar(u'\0') + QStringLiteral("\r\nBcc: evil@example.net"),
        QString(3000, u'x') + QStringLiteral("\r\nBcc: evil@example.net"),
        QString(2000, u' ') + QStringLiteral("Bcc: evil@example.net"),
    };
    return all;
}

Draft draft()
{
    Draft draft;
    draft.from = { QStringLiteral("Ala"), QStringLiteral("ala@example.org") };
    draft.to = { { QStringLiteral("Ewa"), QStringLiteral("ewa@example.org") } };
    draft.cc = { { QStringLiteral("Jan"), QStringLiteral("jan@example.org") } };
    draft.bcc = { { QStringLiteral("Iva"), QStringLiteral("iva@example.org") } };
    draft.replyTo = { { QStringLiteral("Ala"), QStringLiteral("ala@example.org") } };
    draft.subject = QStringLiteral("Hello");
    draft.text = QStringLiteral("Hello.\n");
    draft.html = QStringLiteral("<p>Hello.</p>");
    draft.attachments = { { {}, QStringLiteral("a.txt"), QStringLiteral("text/plain"), "content" } };
    return draft;
}

BuildContext context()
{
    quint64 next = 1;
    return { QDateTime(QDate(2026, 5, 3), QTime(14, 5), Qt::OffsetFromUTC, 7200), [next]() mutable { return next++; } };
}

//! The fields that any reader could see, whatever it takes for the end of a line.
QList<QByteArray> fieldNames(const QByteArray &message)
{
    QList<QByteArray> names;
    QByteArray header = message.first(message.indexOf("\r\n\r\n") + 2);
    header.replace("\r\n", "\n").replace('\r', '\n');
    for (const QByteArray &line : header.split('\n')) {
        if (!line.isEmpty() && line.at(0) != ' ' && line.at(0) != '\t')
            names += line.first(qMax(0, line.indexOf(':'))).toLower();
    }
    return names;
}

void expectNothingBrokeOut(const QByteArray &message, bool withBcc)
{
    static const QList<QByteArray> Known { "date", "from", "reply-to", "to", "cc", "subject", "message-id", "in-reply-to", "references", "x-a",
        "mime-version", "content-type", "content-transfer-encoding" };
    QList<QByteArray> seen;
    for (const QByteArray &name : fieldNames(message)) {
        EXPECT_TRUE(Known.contains(name) || name.startsWith("x-a") || (withBcc && name == "bcc")) << name.toStdString();
        EXPECT_FALSE(seen.contains(name)) << "twice: " << name.toStdString();
        seen += name;
    }
    QByteArray rest = message;
    rest.replace("\r\n", "");
    EXPECT_FALSE(rest.contains('\r') || rest.contains('\n') || rest.contains('\0'));
    for (const QByteArray &line : message.split('\n'))
        EXPECT_LE(line.size(), 999);
    // mixed, alternative, the two texts, the attachment
    const mime::MessageTree tree = mime::readMessage(message);
    EXPECT_TRUE(tree.parts.size() == 5 || tree.parts.size() == 6) << tree.parts.size();
    EXPECT_LE(tree.envelope.from.mailboxes().size(), 1); // a draft may leave out a sender that is none
    for (const AddressList &list : { tree.envelope.from, tree.envelope.to, tree.envelope.cc, tree.envelope.replyTo, tree.envelope.bcc }) {
        for (const Address &address : list.mailboxes())
            EXPECT_NE(address.address, QStringLiteral("evil@example.net"));
    }
    EXPECT_LE(tree.envelope.to.mailboxes().size(), 1);
    EXPECT_LE(tree.envelope.cc.mailboxes().size(), 1);
}

} // namespace

TEST(Injection, thePlainDraftIsWhatItIsComparedWith)
{
    const auto built = build(draft(), context());
    ASSERT_TRUE(built);
    expectNothingBrokeOut(built->message, false);
    EXPECT_EQ(built->recipients.size(), 3);
}

TEST(Injection, noFieldOfTheComposerBreaksOut)
{
    int sent = 0;
    for (const Field &field : fields()) {
        for (const QString &attack : attacks()) {
            SCOPED_TRACE(testing::Message() << field.name << ": " << qPrintable(attack.left(60)));
            Draft hostile = draft();
            field.set(hostile, attack);
            const auto built = build(hostile, context());
            if (!built) {
                EXPECT_EQ(built.error().kind, ErrorKind::InvalidInput);
                EXPECT_FALSE(built.error().text.isEmpty());
            } else {
                ++sent;
                expectNothingBrokeOut(built->message, false);
                expectNothingBrokeOut(built->sentCopy, true);
                ASSERT_EQ(built->recipients.size(), 3);
                for (const QString &recipient : built->recipients + QStringList { built->envelopeFrom }) {
                    EXPECT_FALSE(recipient.contains(u'\r') || recipient.contains(u'\n') || recipient.contains(u'<') || recipient.contains(u'>'));
                    EXPECT_NE(recipient, QStringLiteral("evil@example.net"));
                }
            }
            const QByteArray kept = buildDraft(hostile, context());
            if (!kept.isEmpty())
                expectNothingBrokeOut(kept, true);
        }
    }
    EXPECT_GT(sent, 100) << "not everything is refused: names, subjects and texts may hold much";
}

} // namespace golub::compose
