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
        EXPECT_TRUE(good({ QStringLiteral("operations"), QStringLiteral("list") }).array().isEmpty()) << name;
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
