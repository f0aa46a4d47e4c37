// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/Inspect.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

QJsonValue at(const QJsonObject &object, const char *path)
{
    QJsonValue value = object;
    for (const QByteArray &key : QByteArray(path).split('.')) {
        bool isIndex = false;
        const int index = key.toInt(&isIndex);
        value = isIndex ? value.toArray().at(index) : value.toObject().value(QString::fromLatin1(key));
    }
    return value;
}

std::string text(const QJsonObject &object, const char *path)
{
    const QJsonValue value = at(object, path);
    return value.isNull() ? "null" : value.isUndefined() ? "undefined" : s(value.toString());
}

TEST(Inspect, everyFieldOfTheFormat)
{
    const QByteArray raw = "From: Ala <a@b.example>\r\nTo: Team: x@y.example;\r\nSubject: Hi\r\nDate: Mon, 5 Jan 2026 09:07:03 +0100\r\nMessage-ID: <1@b>\r\nIn-Reply-To: <0@b>\r\nReferences: <r@b> <0@b>\r\n"
                           "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--b\r\n"
                           "Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <c@d>\r\n\r\naGk=\r\n"
                           "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\ninner\r\n--b--\r\n";
    const QJsonObject object = inspect(raw);
    EXPECT_EQ(text(object, "subject"), "Hi");
    EXPECT_EQ(text(object, "message_id"), "1@b");
    EXPECT_EQ(text(object, "in_reply_to"), "0@b");
    EXPECT_EQ(text(object, "references.1"), "0@b");
    EXPECT_EQ(text(object, "date"), "2026-01-05T09:07:03+01:00");
    EXPECT_EQ(text(object, "from.0.name"), "Ala");
    EXPECT_EQ(text(object, "to.0.group"), "Team");
    EXPECT_EQ(text(object, "to.0.members.0.address"), "x@y.example");
    EXPECT_TRUE(at(object, "cc").toArray().isEmpty());
    EXPECT_EQ(text(object, "tree.type"), "multipart/mixed");
    EXPECT_EQ(text(object, "tree.children.0.charset"), "utf-8");
    EXPECT_EQ(text(object, "tree.children.1.filename"), "a.pdf");
    EXPECT_EQ(text(object, "tree.children.1.disposition"), "attachment");
    EXPECT_EQ(text(object, "tree.children.1.cid"), "c@d");
    EXPECT_EQ(text(object, "tree.children.1.encoding"), "base64");
    EXPECT_EQ(at(object, "tree.children.1.size").toInt(), 2);
    EXPECT_EQ(at(object, "tree.children.1.offset").toInt(), raw.indexOf("aGk="));
    EXPECT_EQ(at(object, "tree.children.1.length").toInt(), 4);
    EXPECT_EQ(text(object, "tree.children.2.message.tree.type"), "text/plain");
    EXPECT_EQ(text(object, "tree.charset"), "null");
    EXPECT_EQ(at(object, "leaves").toArray().size(), 3);
    EXPECT_EQ(text(object, "leaves.1.sha1"), s(QCryptographicHash::hash("hi", QCryptographicHash::Sha1).toHex()));
    EXPECT_EQ(at(object, "leaves.2.size").toInt(), 5);
    EXPECT_EQ(text(object, "text"), "Hello");
    // The only text there is serves both bodies, but html is what is HTML.
    EXPECT_EQ(text(object, "html"), "null");
    EXPECT_EQ(at(object, "attachments").toArray().size(), 2);
    EXPECT_EQ(text(object, "attachments.0.name"), "a.pdf");
    EXPECT_EQ(text(object, "attachments.1.type"), "message/rfc822");
    EXPECT_FALSE(at(object, "signed").toBool(true));
    EXPECT_FALSE(at(object, "encrypted").toBool(true));
    EXPECT_TRUE(at(object, "diagnostics").toArray().isEmpty());
}

TEST(Inspect, nothingIsNull)
{
    const QJsonObject object = inspect("");
    EXPECT_EQ(text(object, "subject"), "null");
    EXPECT_EQ(text(object, "date"), "null");
    EXPECT_EQ(text(object, "html"), "null");
    EXPECT_EQ(text(object, "diagnostics.0.kind"), "missing-from");
    EXPECT_FALSE(QJsonDocument(object).toJson().isEmpty());
}

TEST(Inspect, leavesOfEncodedMessagesStandInDocumentOrder)
{
    const QByteArray inner = "Content-Type: text/html\r\n\r\ninner";
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner.toBase64() + "\n--b\n\nlast\n--b--\n";
    const QJsonObject object = inspect(raw);
    EXPECT_EQ(text(object, "leaves.0.type"), "text/html");
    EXPECT_EQ(text(object, "leaves.1.type"), "text/plain");
    EXPECT_EQ(text(object, "tree.children.0.message.tree.type"), "text/html");
    EXPECT_TRUE(at(object, "tree.children.0.message.tree.offset").isNull());
}

} // namespace
} // namespace golub::mime
