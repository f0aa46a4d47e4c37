// SPDX-License-Identifier: GPL-3.0-or-later
// Mail that stays at the server until it is wanted: attachments by part, POP3 previews, searches there; and drafts that go there.
#include "tests/server/GolubctlTest.h"

using namespace golub;
using test::CtlRun;

namespace {

QString q(const char *text) { return QString::fromUtf8(text); }

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char((i * 7 + i / 251) & 0xff);
    return bytes;
}

QByteArray withAttachment(const QByteArray &subject, const QByteArray &content)
{
    QByteArray base64 = content.toBase64();
    QByteArray lines;
    for (qsizetype i = 0; i < base64.size(); i += 76)
        lines += base64.mid(i, 76) + "\r\n";
    return "From: Ala <ala@example.org>\r\nTo: bob@example.org\r\nDate: Mon, 2 Feb 2026 10:00:00 +0100\r\nMessage-ID: <" + subject
        + "@example.org>\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_cut\"\r\n\r\nFor old programs.\r\n"
          "--=_cut\r\nContent-Type: multipart/alternative; boundary=\"=_alt\"\r\n\r\n"
          "--=_alt\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nPoczytaj załącznik.\r\n"
          "--=_alt\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Poczytaj</p>\r\n--=_alt--\r\n"
          "--=_cut\r\nContent-Type: application/octet-stream; name=\"plan.bin\"\r\nContent-Disposition: attachment; filename=\"plan.bin\"\r\n"
          "Content-Transfer-Encoding: base64\r\n\r\n" + lines + "--=_cut--\r\n";
}

class GolubctlPartsTest : public test::GolubctlTest
{
protected:
    //! An account whose "sync" is \a limits.
    void addLimited(const QJsonObject &limits, bool pop3 = false)
    {
        const QString file = accountFile(q("ala"), pop3 ? server().pop3(q("ala")) : server().imap(q("ala")), server().submission(q("ala")),
            [&](QJsonObject &account) { account.insert(q("sync"), limits); }, pop3);
        good({ q("account"), q("add"), q("--file"), file });
        good({ q("sync") });
    }
    int drafts() { return int(server().messages(q("ala"), q("Drafts")).size()); }
    QString draftFile(const char *subject, const char *text = "Dear Bob")
    {
        return write(q("draft.json"),
            QJsonDocument(QJsonObject { { q("to"), QJsonArray { q("bob@example.org") } }, { q("subject"), q(subject) }, { q("text"), q(text) } }).toJson());
    }
};

} // namespace

TEST_F(GolubctlPartsTest, AnAttachmentComesWhenItIsSaved)
{
    const QByteArray content = pattern(3'000'000);
    ASSERT_TRUE(server().deliver(q("ala"), withAttachment("big", content)));
    addLimited({ { q("max_size"), 100'000 } });
    const QString id = idOf(q("big"));
    EXPECT_TRUE(good({ q("show"), id, q("--text") }).object().value(u"text").toString().contains(q("Poczytaj załącznik.")));
    QJsonArray parts = good({ q("attachments"), id }).array();
    ASSERT_EQ(parts.size(), 1);
    EXPECT_EQ(parts.at(0)[u"name"].toString(), q("plan.bin"));
    EXPECT_FALSE(parts.at(0)[u"here"].toBool());
    EXPECT_NEAR(parts.at(0)[u"size"].toDouble(), 3'000'000, 120'000) << "nearly, before it is here";
    EXPECT_FALSE(good({ q("list"), q("INBOX") }).array().at(0)[u"body"].toBool());
    EXPECT_EQ(good({ q("search"), q("zalacznik") }).object().value(u"total").toInt(), 1) << "its text is searched";

    const QString file = path(q("plan.bin"));
    good({ q("attachment"), id, QString::number(parts.at(0)[u"part"].toInt()), file });
    EXPECT_EQ(read(file), content);
    EXPECT_TRUE(good({ q("attachments"), id }).array().at(0)[u"here"].toBool());
    EXPECT_FALSE(good({ q("list"), q("INBOX") }).array().at(0)[u"body"].toBool()) << "the rest stays where it is";
    // What is asked for as a whole comes byte for byte.
    EXPECT_EQ(plain({ q("--profile"), profile(), q("show"), id, q("--raw") }).output, server().messages(q("ala")).first());
    EXPECT_TRUE(good({ q("list"), q("INBOX") }).array().at(0)[u"body"].toBool());
}

TEST_F(GolubctlPartsTest, Pop3ListsAndDeletesWithoutFetching)
{
    server().deliver(q("ala"), message("spam", QByteArray(400'000, 'x') + "\r\n"));
    server().deliver(q("ala"), message("letter"));
    addLimited({ { q("headers_only"), true } }, true);
    ASSERT_EQ(listed(q("inbox")).size(), 2);
    for (const QJsonValue &row : listed(q("inbox")))
        EXPECT_FALSE(row[u"body"].toBool());
    good({ q("delete"), idOf(q("spam"), q("inbox")) });
    good({ q("sync") });
    ASSERT_EQ(server().messages(q("ala")).size(), 1) << "gone from the server";
    EXPECT_TRUE(server().messages(q("ala")).first().contains("Subject: letter"));
    EXPECT_TRUE(listed(q("trash")).isEmpty());
    EXPECT_TRUE(good({ q("show"), idOf(q("letter"), q("inbox")), q("--text") }).object().value(u"text").toString().contains(q("Hello.")));
    EXPECT_EQ(server().messages(q("ala")).size(), 1) << "reading removes nothing";
    EXPECT_EQ(plain({ q("--profile"), profile(), q("show"), idOf(q("letter"), q("inbox")), q("--raw") }).output, message("letter"));
}

TEST_F(GolubctlPartsTest, TheServerSearchesWhatIsNotHere)
{
    server().deliver(q("ala"), message("one", "Nothing.\r\n"));
    server().deliver(q("ala"), message("two", "The treasure lies here.\r\n"));
    server().deliver(q("ala"), message("three", "Another treasure.\r\n"), q("Archive"));
    addLimited({ { q("headers_only"), true }, { q("folders"), QJsonArray { q("Sent") } } });
    EXPECT_EQ(good({ q("search"), q("treasure") }).object().value(u"total").toInt(), 0);
    const QJsonObject found = good({ q("search"), q("--server"), q("treasure") }).object();
    EXPECT_EQ(found.value(u"total").toInt(), 2);
    QStringList subjects = test::texts(found.value(u"hits").toArray(), q("subject"));
    subjects.sort();
    EXPECT_EQ(subjects.join(u' '), q("three two"));
    EXPECT_EQ(test::texts(listed(q("Archive")), q("subject")).join(u' '), q("three")) << "what was found has a row";
    EXPECT_EQ(good({ q("search"), q("--server"), q("treasure"), q("--mailbox"), q("INBOX") }).object().value(u"total").toInt(), 1);
    EXPECT_EQ(good({ q("search"), q("--server"), q("subject:two") }).object().value(u"total").toInt(), 1);
    EXPECT_EQ(good({ q("search"), q("--server"), q("nowhere") }).object().value(u"total").toInt(), 0);
    EXPECT_EQ(ctl({ q("search"), q("--server"), q("larger:much") }).status, 1);
}

TEST_F(GolubctlPartsTest, ADraftIsOnTheServerOnce)
{
    addAccount(q("ala"));
    const QString id = QString::number(good({ q("draft"), q("save"), q("--file"), draftFile("first") }).object().value(u"id").toInteger());
    ASSERT_EQ(drafts(), 1);
    EXPECT_TRUE(server().messages(q("ala"), q("Drafts")).first().contains("Subject: first"));
    EXPECT_TRUE(serverFlags(q("ala"), "first", q("Drafts")).contains(u'D')) << "marked as a draft";
    good({ q("draft"), q("save"), id, q("--file"), draftFile("second") });
    ASSERT_EQ(drafts(), 1);
    EXPECT_TRUE(server().messages(q("ala"), q("Drafts")).first().contains("Subject: second"));
    EXPECT_EQ(subjects(q("Drafts")).join(u' '), q("second"));
    good({ q("draft"), q("remove"), id });
    EXPECT_EQ(drafts(), 0);
    EXPECT_TRUE(subjects(q("Drafts")).isEmpty());
}

TEST_F(GolubctlPartsTest, ADraftThatWasWrittenElsewhereIsGoneOnWith)
{
    server().deliver(q("ala"), "From: ala@example.org\r\nTo: Bob <bob@example.org>\r\nBcc: secret@example.org\r\nSubject: from the phone\r\n"
                               "Message-ID: <phone@example.org>\r\n\r\nDear B\r\n", q("Drafts"), q("DS"));
    addAccount(q("ala"));
    good({ q("sync") });
    const QJsonObject opened = good({ q("draft"), q("open"), idOf(q("from the phone"), q("Drafts")) }).object();
    EXPECT_EQ(opened.value(u"subject").toString(), q("from the phone"));
    EXPECT_TRUE(opened.value(u"text").toString().startsWith(q("Dear B")));
    const QString id = QString::number(opened.value(u"id").toInteger());
    good({ q("draft"), q("save"), id, q("--file"), draftFile("from the phone, finished") });
    ASSERT_EQ(drafts(), 1) << "in its place";
    EXPECT_TRUE(server().messages(q("ala"), q("Drafts")).first().contains("finished"));
}
