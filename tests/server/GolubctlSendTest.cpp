// SPDX-License-Identifier: GPL-3.0-or-later
// Sending with golubctl, and its outbox.
#include "core/store/MessageStore.h"
#include "core/store/MessageTable.h"
#include "core/store/OutboxTable.h"
#include "tests/server/GolubctlTest.h"
#include "tests/support/FakeClock.h"

using namespace golub;
using test::CtlRun;

namespace {

class GolubctlSendTest : public test::GolubctlTest
{
protected:
    const QString ala = QStringLiteral("ala");
    const QString bob = QStringLiteral("bob");
    const QString cyd = QStringLiteral("cyd");
    const QString outbox = QStringLiteral("outbox");
    const QString wait = QStringLiteral("--wait");

    static QString at(const QString &user) { return user + QStringLiteral("@example.org"); }
    QString draft(const QJsonArray &to, const QString &subject, QJsonObject more = {})
    {
        more.insert(QStringLiteral("account"), ala);
        more.insert(QStringLiteral("to"), to);
        more.insert(QStringLiteral("subject"), subject);
        if (!more.contains(u"text"))
            more.insert(QStringLiteral("text"), QStringLiteral("Zażółć, привет, čćžšđ\n.\nFrom me\n"));
        return write(QStringLiteral("draft.json"), QJsonDocument(more).toJson());
    }
    CtlRun send(const QJsonArray &to, const QString &subject, const QJsonObject &more = {})
    {
        return ctl({ QStringLiteral("send"), QStringLiteral("--file"), draft(to, subject, more), wait });
    }
    static QString recipientStates(const QJsonObject &entry)
    {
        QStringList all;
        for (const QJsonValue &recipient : entry.value(u"recipients").toArray()) {
            const QJsonObject reply = recipient.toObject().value(u"reply").toObject();
            all << recipient.toObject().value(u"address").toString().section(u'@', 0, 0) + u' ' + recipient.toObject().value(u"state").toString()
                    + u' ' + QString::number(reply.value(u"code").toInt());
        }
        return all.join(u',');
    }
    QJsonArray waiting() { return good({ outbox, QStringLiteral("list") }).array(); }
    //! The message of that subject as the server gave it to \a user, read by our own reader.
    QJsonObject arrived(const QString &user)
    {
        const auto all = server().messages(user);
        EXPECT_EQ(all.size(), 1);
        return all.isEmpty() ? QJsonObject()
                             : plain({ QStringLiteral("--json"), QStringLiteral("inspect"), QStringLiteral("-") }, all.first()).object();
    }
};

class GolubctlPostfixTest : public GolubctlSendTest
{
protected:
    GolubctlPostfixTest() { m_options.postfix = true; }
};

} // namespace

TEST_F(GolubctlSendTest, AScheduledMessageWaitsForItsTimeOrTheUsersWord)
{
    addAccount(ala);
    const QString file = QStringLiteral("--file");
    const QString when = QStringLiteral("--at");
    const QString path = draft({ at(bob) }, QStringLiteral("later"));
    const CtlRun held = ctl({ QStringLiteral("send"), file, path, when, QStringLiteral("+1h") });
    ASSERT_EQ(held.status, 0) << held.text();
    EXPECT_EQ(held.object().value(u"state").toString(), QStringLiteral("held"));
    good({ QStringLiteral("sync") });
    EXPECT_TRUE(server().messages(bob).isEmpty());
    ASSERT_EQ(waiting().size(), 1);
    EXPECT_FALSE(waiting().first().toObject().value(u"held_until").toString().isEmpty());

    const QString id = QString::number(held.object().value(u"id").toInteger());
    EXPECT_EQ(good({ outbox, QStringLiteral("retry"), id }).object().value(u"state").toString(), QStringLiteral("accepted"));
    EXPECT_EQ(arrived(bob).value(u"subject").toString(), QStringLiteral("later"));

    EXPECT_EQ(ctl({ QStringLiteral("send"), file, path, when, QStringLiteral("2020-01-01") }).status, 2);
    EXPECT_EQ(good({ QStringLiteral("send"), file, draft({ at(cyd) }, QStringLiteral("soon")), when, QStringLiteral("+1s"), wait }).object().value(u"state").toString(),
        QStringLiteral("accepted"));
    EXPECT_EQ(arrived(cyd).value(u"subject").toString(), QStringLiteral("soon"));
}

// Its time came while nothing was running: it goes with the next start, and the person is told, on standard error and never in the JSON.
TEST_F(GolubctlSendTest, WhatWasDueWhileNothingRanIsSentAndSaid)
{
    addAccount(ala);
    {
        test::FakeClock past; // in the beginning of 2026
        auto store = store::MessageStore::open(profile(), past, [](const QByteArray &) { return store::MessageText(); });
        ASSERT_TRUE(store) << qPrintable(store ? QString() : store.error().detail);
        OutboxEntry entry;
        entry.account = AccountId { 1 };
        entry.subject = QStringLiteral("Overdue");
        entry.messageIdHeader = QStringLiteral("overdue@example.org");
        entry.envelopeFrom = at(ala);
        entry.recipients = { { at(bob) } };
        entry.hold = Hold::Scheduled;
        entry.heldUntil = past.utcNow().addSecs(3600);
        const QByteArray mail = message("Overdue");
        ASSERT_TRUE((*store)->outbox().queue(entry, mail, mail));
    }
    const CtlRun run = ctl({ QStringLiteral("sync") });
    EXPECT_EQ(run.status, 0) << run.text();
    EXPECT_TRUE(run.json().isArray()) << run.text();
    EXPECT_TRUE(run.errors.contains("Overdue") && run.errors.contains("was to be sent at")) << run.text();
    EXPECT_EQ(onServer(bob, "Overdue"), 1);
}

TEST_F(GolubctlSendTest, ADraftGoesOutAndIsWhatWasWritten)
{
    addAccount(ala);
    const QByteArray photo = QByteArray::fromHex("89504e470d0a1a0a00ff") + QByteArray(5000, 'x');
    const QJsonObject attachment { { QStringLiteral("path"), write(QStringLiteral("photo.png"), photo) },
        { QStringLiteral("name"), QStringLiteral("Zdjęcie łąki.png") }, { QStringLiteral("type"), QStringLiteral("image/png") } };
    const CtlRun run = send({ QStringLiteral("Bob Žižek <bob@example.org>") }, QStringLiteral("Łąka, луг, livada"),
        { { QStringLiteral("cc"), QJsonArray { at(cyd) } }, { QStringLiteral("bcc"), QJsonArray { at(ala) } },
            { QStringLiteral("html"), QStringLiteral("<p>Zażółć <b>gęślą</b></p>") },
            { QStringLiteral("attachments"), QJsonArray { attachment } }, { QStringLiteral("in_reply_to"), QStringLiteral("<a@example.net>") },
            { QStringLiteral("references"), QStringLiteral("<r@example.net> <a@example.net>") },
            { QStringLiteral("headers"), QJsonObject { { QStringLiteral("X-Project"), QStringLiteral("łąka") } } } });
    ASSERT_EQ(run.status, 0) << run.text();
    EXPECT_EQ(run.object().value(u"state").toString(), QStringLiteral("accepted"));
    EXPECT_EQ(recipientStates(run.object()), QStringLiteral("bob accepted 250,cyd accepted 250,ala accepted 250"));
    const QJsonObject mail = arrived(bob);
    EXPECT_EQ(mail.value(u"subject").toString(), QStringLiteral("Łąka, луг, livada"));
    EXPECT_EQ(mail.value(u"from").toArray().at(0).toObject().value(u"name").toString(), QStringLiteral("Łucja Čović"));
    EXPECT_EQ(mail.value(u"to").toArray().at(0).toObject().value(u"name").toString(), QStringLiteral("Bob Žižek"));
    EXPECT_EQ(mail.value(u"text").toString().trimmed().remove(u'\r'), QStringLiteral("Zażółć, привет, čćžšđ\n.\nFrom me"));
    EXPECT_TRUE(mail.value(u"html").toString().contains(QStringLiteral("<b>gęślą</b>")));
    EXPECT_EQ(mail.value(u"message_id").toString(), run.object().value(u"message_id").toString());
    EXPECT_EQ(mail.value(u"in_reply_to").toVariant().toString(), QStringLiteral("a@example.net"));
    EXPECT_EQ(mail.value(u"references").toArray().size(), 2);
    const QJsonObject sentPhoto = mail.value(u"attachments").toArray().at(0).toObject();
    EXPECT_EQ(sentPhoto.value(u"name").toString(), QStringLiteral("Zdjęcie łąki.png"));
    EXPECT_EQ(sentPhoto.value(u"size").toInteger(), photo.size());
    EXPECT_EQ(mail.value(u"bcc").toArray().size(), 0);
    for (const QString &user : { bob, cyd, ala })
        EXPECT_FALSE(server().messages(user).value(0).contains("ala@example.org>\r\nBcc") || server().messages(user).value(0).contains("\nBcc:"));
    EXPECT_EQ(server().messages(ala, QStringLiteral("Sent")).size(), 1);
    EXPECT_TRUE(server().messages(ala, QStringLiteral("Sent")).value(0).contains("\nBcc:")) << "the own copy knows";
    EXPECT_TRUE(waiting().isEmpty());
}

TEST_F(GolubctlSendTest, AnEmlGoesOutAsItIsByImplicitTls)
{
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"),
        accountFile(ala, server().imap(ala, Security::StartTls), server().submission(ala, Security::Tls)) });
    const QByteArray raw = "From: ala@example.org\r\nTo: bob@example.org\r\nBcc: cyd@example.org\r\nSubject: Raw\r\n"
                           "Date: Mon, 2 Feb 2026 10:00:00 +0100\r\nMessage-ID: <raw@example.org>\r\n\r\n.\r\n..dots\r\nFrom here\r\n";
    const CtlRun run = ctl({ QStringLiteral("send"), QStringLiteral("--eml"), write(QStringLiteral("raw.eml"), raw), wait });
    ASSERT_EQ(run.status, 0) << run.text();
    EXPECT_EQ(recipientStates(run.object()), QStringLiteral("bob accepted 250,cyd accepted 250"));
    EXPECT_TRUE(server().messages(bob).value(0).endsWith(QByteArray(raw).replace("Bcc: cyd@example.org\r\n", ""))) << "unchanged but for Bcc";
    EXPECT_EQ(server().messages(cyd).size(), 1);
    const CtlRun nobody = ctl({ QStringLiteral("send"), QStringLiteral("--eml"), QStringLiteral("-"), wait });
    EXPECT_EQ(nobody.status, 1) << "nothing on standard input is no message";
    EXPECT_EQ(nobody.errorKind(), QStringLiteral("invalid_input"));
}

TEST_F(GolubctlSendTest, ARedirectedMessageArrivesAsItCame)
{
    addAccount(ala);
    const QByteArray raw = "From: cyd@example.org\r\nTo: ala@example.org\r\nSubject: On its way\r\nDate: Mon, 2 Feb 2026 10:00:00 +0100\r\nMessage-ID: <on@example.org>\r\n\r\nblank \r\n";
    ASSERT_TRUE(server().deliver(ala, raw, QStringLiteral("INBOX"), QStringLiteral("")));
    good({ QStringLiteral("sync") });
    const CtlRun run = ctl({ QStringLiteral("redirect"), idOf(QStringLiteral("On its way")), at(bob), wait });
    ASSERT_EQ(run.status, 0) << run.text();
    EXPECT_EQ(recipientStates(run.object()), QStringLiteral("bob accepted 250"));
    const QByteArray got = server().messages(bob).value(0);
    EXPECT_TRUE(got.endsWith(raw)) << got.toStdString();
    EXPECT_TRUE(got.contains("Resent-To: bob@example.org\r\n")) << got.toStdString();
    EXPECT_EQ(ctl({ QStringLiteral("redirect"), QStringLiteral("1") }).status, 2);
    EXPECT_EQ(ctl({ QStringLiteral("redirect"), idOf(QStringLiteral("On its way")), QStringLiteral("nobody") }).errorKind(), QStringLiteral("invalid_input"));
}

TEST_F(GolubctlSendTest, TheCopyOfAMessageSentBeforeTheFirstSyncIsInSent)
{
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(ala) });
    const CtlRun run = send({ at(bob) }, QStringLiteral("Eager"));
    EXPECT_EQ(run.status, 0) << run.text();
    EXPECT_EQ(onServer(bob, "Eager"), 1);
    EXPECT_EQ(onServer(ala, "Eager", QStringLiteral("Sent")), 1);
    good({ QStringLiteral("sync") });
    EXPECT_EQ(subjects(QStringLiteral("Sent")).join(u','), QStringLiteral("Eager"));
    EXPECT_TRUE(good({ QStringLiteral("operations"), QStringLiteral("list"), QStringLiteral("--open") }).array().isEmpty());
}

TEST_F(GolubctlSendTest, OneRefusedRecipientIsToldAndTheOthersGetTheMail)
{
    addAccount(ala);
    const CtlRun run = send({ at(bob), QStringLiteral("nobody@example.org"), at(cyd) }, QStringLiteral("Partly"));
    EXPECT_EQ(recipientStates(run.object()), QStringLiteral("bob accepted 250,nobody refused 550,cyd accepted 250")) << run.text();
    EXPECT_EQ(run.object().value(u"state").toString(), QStringLiteral("accepted"));
    EXPECT_EQ(run.status, 1) << "somebody did not get it: a script must not take this for done";
    EXPECT_EQ(run.errorKind(), QStringLiteral("server_refused"));
    EXPECT_TRUE(run.errors.contains("nobody@example.org")) << run.text();
    EXPECT_EQ(onServer(bob, "Partly"), 1);
    EXPECT_EQ(onServer(cyd, "Partly"), 1);
    EXPECT_EQ(onServer(ala, "Partly", QStringLiteral("Sent")), 1);
}

TEST_F(GolubctlSendTest, ARefusedMessageStaysWithTheServersAnswerAndIsTakenBack)
{
    addAccount(ala);
    const CtlRun run = send({ QStringLiteral("nobody@example.org") }, QStringLiteral("To nobody"));
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.errorKind(), QStringLiteral("server_refused")) << run.text();
    EXPECT_EQ(run.object().value(u"state").toString(), QStringLiteral("refused"));
    EXPECT_EQ(recipientStates(run.object()), QStringLiteral("nobody refused 550"));
    ASSERT_EQ(waiting().size(), 1);
    EXPECT_EQ(waiting().at(0).toObject().value(u"state").toString(), QStringLiteral("refused"));
    const QString id = QString::number(waiting().at(0).toObject().value(u"id").toInteger());
    EXPECT_EQ(ctl({ outbox, QStringLiteral("retry"), id }).status, 1) << "the server says the same again";
    const CtlRun resolve = ctl({ outbox, QStringLiteral("resolve"), id, QStringLiteral("sent") });
    EXPECT_EQ(resolve.status, 1) << "nothing is uncertain about it";
    EXPECT_EQ(resolve.errorKind(), QStringLiteral("conflict")) << resolve.text();
    EXPECT_GT(good({ outbox, QStringLiteral("cancel"), id }).object().value(u"draft").toInt(), 0);
    EXPECT_TRUE(waiting().isEmpty());
    EXPECT_EQ(ctl({ outbox, QStringLiteral("cancel"), QStringLiteral("4711") }).errorKind(), QStringLiteral("not_found"));
}

TEST_F(GolubctlSendTest, ATemporaryRefusalWaitsAndIsTriedAgainOnDemand)
{
    addAccount(ala);
    const CtlRun run = send({ QStringLiteral("later@example.org") }, QStringLiteral("Patience"));
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.object().value(u"state").toString(), QStringLiteral("queued"));
    EXPECT_EQ(run.errorKind(), QStringLiteral("server_temporary")) << run.text();
    const QJsonObject entry = waiting().at(0).toObject();
    EXPECT_TRUE(entry.value(u"next_try").isString());
    EXPECT_EQ(entry.value(u"attempts").toInt(), 1);
    ctl({ outbox, QStringLiteral("retry"), QString::number(entry.value(u"id").toInteger()) });
    EXPECT_EQ(waiting().at(0).toObject().value(u"attempts").toInt(), 2);
}

TEST_F(GolubctlSendTest, WithoutWaitItIsQueuedAndTheNextSyncSendsIt)
{
    addAccount(ala);
    server().kill();
    const CtlRun run = ctl({ QStringLiteral("send"), QStringLiteral("--file"), draft({ at(bob) }, QStringLiteral("Offline")) });
    EXPECT_EQ(run.status, 0) << run.text();
    EXPECT_EQ(run.object().value(u"state").toString(), QStringLiteral("queued"));
    const CtlRun waited = send({ at(cyd) }, QStringLiteral("Offline too"));
    EXPECT_EQ(waited.status, 4) << waited.text();
    EXPECT_EQ(waited.errorKind(), QStringLiteral("connection_refused"));
    EXPECT_EQ(test::texts(waiting(), QStringLiteral("state")).join(u','), QStringLiteral("queued,queued"));
    ASSERT_TRUE(server().start());
    const QString id = QString::number(waiting().at(0).toObject().value(u"id").toInteger());
    const CtlRun retried = ctl({ outbox, QStringLiteral("retry"), id });
    EXPECT_EQ(retried.status, 0) << retried.text();
    EXPECT_EQ(onServer(bob, "Offline"), 1);
    good({ QStringLiteral("sync") });
    EXPECT_EQ(onServer(cyd, "Offline too"), 1) << "sync ends when what waited is out";
    EXPECT_TRUE(waiting().isEmpty());
    EXPECT_EQ(server().messages(ala, QStringLiteral("Sent")).size(), 2);
}

TEST_F(GolubctlSendTest, ALostAnswerIsUncertainNeverResentAndResolvedByThePerson)
{
    addAccount(ala);
    for (const char *word : { "sent", "unsent" }) {
        const QString subject = QStringLiteral("Lost ") + QLatin1String(word);
        // The message gets there, and the server's answer to it does not come back.
        test::Proxy proxy(server().port(QStringLiteral("submission")));
        ServerSettings outgoing = server().submission(bob, Security::None);
        outgoing.port = proxy.port();
        good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(bob, server().imap(bob), outgoing) });
        good({ QStringLiteral("sync"), bob });
        proxy.holdAt("354 ", 1);
        QJsonObject draft = QJsonDocument::fromJson(read(this->draft({ at(cyd) }, subject))).object();
        draft.insert(QStringLiteral("account"), bob);
        auto sending = begin({ QStringLiteral("send"), QStringLiteral("--file"),
            write(QStringLiteral("bob-draft.json"), QJsonDocument(draft).toJson()), wait });
        ASSERT_TRUE(test::waitUntil([&] { return onServer(cyd, subject.toLatin1()) == 1; })) << "the server has it";
        EXPECT_EQ(waiting().at(0).toObject().value(u"state").toString(), QStringLiteral("sending"));
        proxy.hangUp();
        const CtlRun run = finish(*sending);
        EXPECT_EQ(run.status, 3) << run.text();
        EXPECT_EQ(run.errorKind(), QStringLiteral("unknown_delivery"));
        const QString id = QString::number(run.object().value(u"id").toInteger());
        EXPECT_EQ(ctl({ outbox, QStringLiteral("retry"), id }).errorKind(), QStringLiteral("conflict")) << "nothing uncertain is resent";
        good({ QStringLiteral("sync") });
        EXPECT_EQ(onServer(cyd, subject.toLatin1()), 1);
        ASSERT_EQ(test::texts(waiting(), QStringLiteral("state")).join(u','), QStringLiteral("uncertain"));
        const QJsonObject facts = waiting().first().toObject().value(u"uncertainty").toObject();
        EXPECT_EQ(facts.value(u"server").toString(), QStringLiteral("%1:%2").arg(outgoing.host).arg(outgoing.port));
        EXPECT_EQ(facts.value(u"end").toString(), QStringLiteral("lost"));
        EXPECT_TRUE(facts.value(u"begun").isString() && facts.value(u"ended").isString());
        const QJsonObject look = good({ outbox, QStringLiteral("look"), id }).object().value(u"uncertainty").toObject();
        EXPECT_EQ(look.value(u"looks").toArray().first().toObject().value(u"found").toString(), QStringLiteral("nothing"));
        const CtlRun told = plain({ QStringLiteral("--profile"), profile(), outbox, QStringLiteral("list") });
        for (const QString &part : { QStringLiteral("The connection was lost at"), QStringLiteral("it is not there"), QStringLiteral("resolve %1 unsent").arg(id) })
            EXPECT_TRUE(QString::fromUtf8(told.output).contains(part)) << told.text();
        proxy.passOn();
        good({ outbox, QStringLiteral("resolve"), id, QLatin1String(word) });
        good({ QStringLiteral("sync") });
        EXPECT_TRUE(waiting().isEmpty());
        EXPECT_EQ(onServer(bob, subject.toLatin1(), QStringLiteral("Sent")), 1);
        EXPECT_EQ(onServer(cyd, subject.toLatin1()), word == std::string("sent") ? 1 : 2) << "unsent by the person's word: it goes again";
        good({ QStringLiteral("account"), QStringLiteral("remove"), bob });
    }
}

TEST_F(GolubctlSendTest, AnUncertainMessageThatCameBackIsKnownToBeSent)
{
    test::Proxy proxy(server().port(QStringLiteral("submission")));
    ServerSettings outgoing = server().submission(ala, Security::None);
    outgoing.port = proxy.port();
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(ala, server().imap(ala), outgoing) });
    good({ QStringLiteral("sync") });
    proxy.holdAt("354 ", 1);
    auto sending = begin({ QStringLiteral("send"), QStringLiteral("--file"), draft({ at(ala) }, QStringLiteral("To myself")), wait });
    ASSERT_TRUE(test::waitUntil([&] { return onServer(ala, "To myself") == 1; }));
    proxy.hangUp();
    EXPECT_EQ(finish(*sending).status, 3);
    good({ QStringLiteral("sync") });
    good({ QStringLiteral("sync") });
    EXPECT_TRUE(waiting().isEmpty());
    EXPECT_EQ(onServer(ala, "To myself"), 1);
}

TEST_F(GolubctlSendTest, AnAttachmentThatVanishedIsNamedAndNothingIsQueued)
{
    addAccount(ala);
    const CtlRun run = send({ at(bob) }, QStringLiteral("With a file"),
        { { QStringLiteral("attachments"), QJsonArray { QJsonObject { { QStringLiteral("path"), path(QStringLiteral("vanished.pdf")) } } } } });
    EXPECT_EQ(run.status, 1);
    EXPECT_TRUE(run.error().value(u"text").toString().contains(QStringLiteral("vanished.pdf"))) << run.text();
    EXPECT_TRUE(waiting().isEmpty());
    EXPECT_TRUE(server().messages(bob).isEmpty());
}

TEST_F(GolubctlSendTest, ADraftFileThatCannotBeUsedNamesTheField)
{
    addAccount(ala);
    for (const auto &[field, value] : QList<std::pair<QString, QJsonValue>> { { QStringLiteral("to"), QStringLiteral("nobody") },
             { QStringLiteral("colour"), QStringLiteral("red") }, { QStringLiteral("from"), QStringLiteral("not an address") } }) {
        QJsonObject object { { QStringLiteral("to"), QStringLiteral("bob@example.org") }, { QStringLiteral("text"), QStringLiteral("x") } };
        object.insert(field, value);
        const CtlRun run = ctl({ QStringLiteral("send"), QStringLiteral("--file"),
            write(QStringLiteral("bad.json"), QJsonDocument(object).toJson()), wait });
        EXPECT_EQ(run.status, 1) << run.text();
        EXPECT_EQ(run.errorKind(), QStringLiteral("invalid_input")) << run.text();
        EXPECT_TRUE(run.error().value(u"text").toString().contains(field)) << run.text();
    }
    EXPECT_EQ(ctl({ QStringLiteral("send"), QStringLiteral("--file"), path(QStringLiteral("none.json")) }).errorKind(), QStringLiteral("not_found"));
    EXPECT_TRUE(waiting().isEmpty());
}

TEST_F(GolubctlPostfixTest, MailGoesThroughPostfixOnBothPorts)
{
    for (const Security security : { Security::StartTls, Security::Tls }) {
        const QByteArray subject = security == Security::Tls ? "By 465" : "By 587";
        good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"),
            accountFile(ala, server().imap(ala), server().submission(ala, security, true)) });
        good({ QStringLiteral("sync") });
        const CtlRun run = send({ at(bob), QStringLiteral("nobody@example.org") }, QString::fromLatin1(subject));
        EXPECT_EQ(recipientStates(run.object()), QStringLiteral("bob accepted 250,nobody refused 550")) << run.text();
        EXPECT_TRUE(test::waitUntil([&] { return onServer(bob, subject) == 1; })) << "Postfix delivers a moment later";
        EXPECT_EQ(onServer(ala, subject, QStringLiteral("Sent")), 1);
        good({ QStringLiteral("account"), QStringLiteral("remove"), ala });
    }
}
