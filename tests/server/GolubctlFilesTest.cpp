// SPDX-License-Identifier: GPL-3.0-or-later
// import and export: mbox, Maildir and eml, and back again.
#include "tests/server/GolubctlTest.h"

#include <QDir>

#include <algorithm>

using namespace golub;
using test::CtlRun;

namespace {

class GolubctlFilesTest : public test::GolubctlTest
{
protected:
    const QString ala = QStringLiteral("ala");
    const QString exported = QStringLiteral("export");
    const QString import = QStringLiteral("import");

    QList<QByteArray> mails() const
    {
        return { message("From line", "From here\r\n>From there\r\n>>From everywhere\r\n\r\nFrom the end\r\n"),
            message("Languages", "Zażółć gęślą jaźń\r\nПривет\r\n日本語\r\n"), message("Blank end", "Text\r\n\r\n\r\n"), message("No body", "") };
    }
    //! Of the server, in one order.
    QList<QByteArray> there(const QString &mailbox)
    {
        QList<QByteArray> all = server().messages(ala, mailbox);
        std::sort(all.begin(), all.end());
        return all;
    }
};

} // namespace

TEST_F(GolubctlFilesTest, EveryFormatGoesOutAndComesInUnchanged)
{
    for (const QByteArray &mail : mails())
        ASSERT_TRUE(server().deliver(ala, mail));
    for (const char *name : { "Mbox", "Maildir", "Eml" })
        ASSERT_TRUE(server().deliver(ala, message("First"), QLatin1String(name)));
    addAccount(ala);
    const QList<QByteArray> before = there(QStringLiteral("INBOX"));
    for (const char *name : { "Mbox", "Maildir", "Eml" }) {
        const QString mailbox = QLatin1String(name);
        const QString format = mailbox.toLower();
        const QString target = path(QStringLiteral("out-") + format);
        EXPECT_EQ(good({ exported, QStringLiteral("INBOX"), format, target }).object().value(u"exported").toInt(), 4) << name;
        const CtlRun again = ctl({ exported, QStringLiteral("INBOX"), format, target });
        EXPECT_EQ(again.status, 1) << "nothing is overwritten";
        EXPECT_EQ(again.errorKind(), QStringLiteral("conflict"));
        EXPECT_EQ(good({ import, format, target, QStringLiteral("--into"), mailbox }).object().value(u"imported").toInt(), 4) << name;
        QList<QByteArray> after = there(mailbox);
        EXPECT_EQ(after.removeAll(message("First")), 1);
        EXPECT_EQ(after, before) << name;
        const QString id = idOf(QStringLiteral("Languages"), mailbox);
        EXPECT_EQ(ctl({ QStringLiteral("show"), id, QStringLiteral("--raw") }).output, mails().at(1)) << "here as on the server: " << name;
        EXPECT_TRUE(good({ QStringLiteral("operations"), QStringLiteral("list"), QStringLiteral("--open") }).array().isEmpty()) << name;
    }
}

TEST_F(GolubctlFilesTest, TheMaildirHasTheFlags)
{
    server().deliver(ala, message("Starred"), QStringLiteral("INBOX"), QStringLiteral("FRS"));
    server().deliver(ala, message("Fresh"), QStringLiteral("INBOX"), QStringLiteral(""));
    addAccount(ala);
    const QString target = path(QStringLiteral("maildir"));
    good({ exported, QStringLiteral("INBOX"), QStringLiteral("maildir"), target });
    const QStringList names = QDir(target + QStringLiteral("/cur")).entryList(QDir::Files);
    EXPECT_EQ(names.filter(QStringLiteral(":2,FRS")).size(), 1) << names.join(u' ').toStdString();
}

TEST_F(GolubctlFilesTest, WhatIsNotHereIsNotExportedAndThisIsSaid)
{
    server().deliver(ala, message("One"));
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(ala) });
    good({ QStringLiteral("sync"), QStringLiteral("--headers-only") });
    const CtlRun run = ctl({ exported, QStringLiteral("INBOX"), QStringLiteral("eml"), path(QStringLiteral("out")) });
    EXPECT_EQ(run.object().value(u"exported").toInt(), 0);
    EXPECT_EQ(run.object().value(u"missing").toInt(), 1);
    EXPECT_TRUE(run.errors.contains("Run golubctl sync first")) << run.text();
}

TEST_F(GolubctlFilesTest, WhatCannotBeReadIsNamed)
{
    addAccount(ala);
    const auto refused = [this](const QString &format, const QString &what, const char *kind) {
        const CtlRun run = ctl({ import, format, what, QStringLiteral("--into"), QStringLiteral("Archive") });
        EXPECT_EQ(run.status, 1) << run.text();
        EXPECT_EQ(run.errorKind(), QLatin1String(kind)) << run.text();
        EXPECT_TRUE(run.error().value(u"text").toString().contains(what)) << run.text();
    };
    refused(QStringLiteral("mbox"), path(QStringLiteral("none")), "not_found");
    refused(QStringLiteral("mbox"), write(QStringLiteral("no-mbox"), "Hello\nWorld\n"), "invalid_input");
    refused(QStringLiteral("maildir"), path(QString()), "invalid_input");
    EXPECT_EQ(ctl({ import, QStringLiteral("pst"), path(QStringLiteral("x")), QStringLiteral("--into"), QStringLiteral("Archive") }).status, 2);
    EXPECT_EQ(ctl({ import, QStringLiteral("mbox"), path(QStringLiteral("x")) }).status, 2);
    EXPECT_TRUE(server().messages(ala, QStringLiteral("Archive")).isEmpty());
}

TEST_F(GolubctlFilesTest, ImportIntoALocalFolderStaysHere)
{
    good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"),
        accountFile(QStringLiteral("bob"), server().pop3(QStringLiteral("bob")), server().submission(QStringLiteral("bob")), {}, true) });
    good({ QStringLiteral("sync") });
    const QString eml = write(QStringLiteral("one.eml"), message("From a file"));
    EXPECT_EQ(good({ import, QStringLiteral("eml"), eml, QStringLiteral("--into"), QStringLiteral("inbox") }).object().value(u"imported").toInt(), 1);
    EXPECT_EQ(ctl({ QStringLiteral("show"), idOf(QStringLiteral("From a file"), QStringLiteral("inbox")), QStringLiteral("--raw") }).output,
        message("From a file"));
    good({ QStringLiteral("sync") });
    EXPECT_EQ(subjects(QStringLiteral("inbox")).size(), 1);
    EXPECT_TRUE(server().messages(QStringLiteral("bob")).isEmpty());
}

TEST_F(GolubctlFilesTest, FlagsGoOutAndComeInAgain)
{
    server().deliver(ala, message("Starred"), QStringLiteral("INBOX"), QStringLiteral("FRS"));
    server().deliver(ala, message("Fresh"), QStringLiteral("INBOX"), QStringLiteral(""));
    for (const char *name : { "Mbox", "Maildir" })
        ASSERT_TRUE(server().deliver(ala, message("First"), QLatin1String(name)));
    addAccount(ala);
    good({ QStringLiteral("flag"), idOf(QStringLiteral("Starred")), QStringLiteral("+projekt"), QStringLiteral("+$Forwarded") });
    for (const char *name : { "Mbox", "Maildir" }) {
        const QString mailbox = QLatin1String(name);
        const QString target = path(QStringLiteral("flags-") + mailbox);
        good({ exported, QStringLiteral("INBOX"), mailbox.toLower(), target });
        good({ import, mailbox.toLower(), target, QStringLiteral("--into"), mailbox });
        const auto flags = [&](const QString &subject) {
            QStringList all;
            for (const QJsonValue &flag : good({ QStringLiteral("show"), idOf(subject, mailbox) }).object().value(u"flags").toArray())
                all.append(flag.toString());
            return all.join(u',').toStdString();
        };
        EXPECT_EQ(flags(QStringLiteral("Starred")), "seen,answered,flagged,$Forwarded,projekt") << name;
        EXPECT_EQ(flags(QStringLiteral("Fresh")), "") << name;
        EXPECT_TRUE(serverFlags(ala, "Starred", mailbox).startsWith(QStringLiteral("FRS"))) << serverFlags(ala, "Starred", mailbox).toStdString();
        EXPECT_EQ(serverFlags(ala, "Fresh", mailbox), QString()) << name;
    }
}

TEST_F(GolubctlFilesTest, AnImportThatIsRepeatedAddsNothing)
{
    addAccount(ala);
    QByteArray mbox;
    for (int i = 0; i < 250; ++i)
        mbox += "From ala@example.org Mon Jan  5 09:07:03 2026\n" + message("Letter " + QByteArray::number(i % 240)).replace("\r\n", "\n") + '\n';
    mbox += "From ala@example.org Mon Jan  5 09:07:03 2026\nonly text, no header\n";
    const QString file = write(QStringLiteral("box"), mbox);
    const QStringList command { import, QStringLiteral("mbox"), file, QStringLiteral("--into"), QStringLiteral("INBOX") };
    // Killed in the middle: what is here stays, and comes to the server later.
    auto run = begin(command);
    ASSERT_TRUE(test::waitUntil([&] { return ctl({ QStringLiteral("list"), QStringLiteral("INBOX"), QStringLiteral("--limit"), QStringLiteral("1") }).array().size() == 1; }));
    run->kill();
    ASSERT_TRUE(run->waitForFinished());
    const QJsonObject again = good(command).object();
    EXPECT_EQ(again.value(u"imported").toInt() + again.value(u"present").toInt(), 251);
    EXPECT_GE(again.value(u"present").toInt(), 100) << "a batch at least";
    good({ QStringLiteral("sync") });
    EXPECT_EQ(server().messages(ala).size(), 251) << "also the ten that are in it twice";
    const QJsonObject third = good(command).object();
    EXPECT_EQ(third.value(u"imported").toInt(), 0);
    EXPECT_EQ(third.value(u"present").toInt(), 251);
    EXPECT_FALSE(third.value(u"waiting").toBool());
    EXPECT_EQ(server().messages(ala).size(), 251);
}

TEST_F(GolubctlFilesTest, FoldersWithinAMaildirAreNamed)
{
    addAccount(ala);
    QDir().mkpath(path(QStringLiteral("md/cur")));
    QDir().mkpath(path(QStringLiteral("md/.Work/cur")));
    write(QStringLiteral("md/cur/1760000001.M1.host:2,S"), message("One"));
    const CtlRun run = ctl({ import, QStringLiteral("maildir"), path(QStringLiteral("md")), QStringLiteral("--into"), QStringLiteral("INBOX") });
    EXPECT_EQ(run.status, 0) << run.text();
    EXPECT_EQ(run.object().value(u"imported").toInt(), 1);
    EXPECT_EQ(run.object().value(u"subfolders").toArray().at(0).toString(), QStringLiteral(".Work"));
    EXPECT_TRUE(run.errors.contains(".Work")) << run.text();
}
