// SPDX-License-Identifier: GPL-3.0-or-later
// What mail files hold: messages, byte for byte, with what their programs noted of them; and what is written is read again.
#include "app/golubctl/MailFileReader.h"
#include "app/golubctl/MboxStatus.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace golub::ctl {
namespace {

const QByteArray Line = "From ala@example.org Mon Jan  5 09:07:03 2026\n";

class MailFilesTest : public testing::Test
{
protected:
    QString path(const QString &name) const { return m_directory.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        EXPECT_TRUE(QDir().mkpath(QFileInfo(file.fileName()).path()) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        return file.fileName();
    }
    static QList<ImportedMessage> all(MailFormat format, const QString &path)
    {
        const auto reader = MailFileReader::open(format, path);
        EXPECT_TRUE(reader) << (reader ? "" : reader.error().text.toStdString());
        QList<ImportedMessage> list;
        for (;;) {
            const auto next = (*reader)->next();
            EXPECT_TRUE(next);
            if (!next || !*next)
                return list;
            list.append(**next);
        }
    }
    static QStringList flagsOf(const QList<ImportedMessage> &messages)
    {
        QStringList flags;
        for (const ImportedMessage &message : messages)
            flags.append(message.flags.names().join(u','));
        return flags;
    }

private:
    QTemporaryDir m_directory;
};

MessageSummary summary(qint64 id, const Flags &flags)
{
    MessageSummary message;
    message.id = { id };
    message.flags = flags;
    message.date = QDateTime::fromSecsSinceEpoch(1'760'000'000 + id, Qt::UTC);
    message.from.address = QStringLiteral("ala@example.org");
    return message;
}

} // namespace

TEST_F(MailFilesTest, WhatProgramsNoteInAnMboxAreFlagsAndNoPartOfTheMessage)
{
    const QByteArray mbox = Line + "Subject: 1\nStatus: RO\nX-Status: AF\n\none\n\n" + Line + "Subject: 2\nStatus: O\nX-Keywords: work  later \n\ntwo\n\n"
        + Line + "X-Mozilla-Status: 0005\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys: $label1                    \nSubject: 3\n\nthree\n\n"
        + Line + "X-Mozilla-Status: 0009\nSubject: deleted, and only not compacted away\n\n\n" + Line + "Subject: 5\n\nfive\n";
    const auto messages = all(MailFormat::Mbox, write(QStringLiteral("box"), mbox));
    ASSERT_EQ(messages.size(), 4);
    EXPECT_EQ(flagsOf(messages), (QStringList { QStringLiteral("seen,answered,flagged"), QStringLiteral("later,work"), QStringLiteral("seen,flagged,$label1"), QStringLiteral("seen") }));
    EXPECT_EQ(messages.at(0).raw, "Subject: 1\r\n\r\none\r\n");
    EXPECT_EQ(messages.at(1).raw, "Subject: 2\r\n\r\ntwo\r\n");
    EXPECT_EQ(messages.at(2).raw, "Subject: 3\r\n\r\nthree\r\n");
    EXPECT_EQ(messages.at(0).received, QDateTime(QDate(2026, 1, 5), QTime(9, 7, 3), Qt::UTC));
}

TEST_F(MailFilesTest, TheFilesOwnNotesAreNoMessage)
{
    const QByteArray notes = "From MAILER-DAEMON Mon Jan  5 09:07:03 2026\nSubject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\nX-IMAP: 1 2\nStatus: RO\n\nThis text is part "
                             "of the internal format.\n\n";
    const auto messages = all(MailFormat::Mbox, write(QStringLiteral("box"), notes + Line + "Subject: 1\n\none\n"));
    ASSERT_EQ(messages.size(), 1);
    EXPECT_EQ(messages.first().raw, "Subject: 1\r\n\r\none\r\n");
}

TEST_F(MailFilesTest, ANonsenseDateDoesNotCount)
{
    const auto messages = all(MailFormat::Mbox,
        write(QStringLiteral("box"), "From - Thu Jan 01 00:00:00 1970\nSubject: 1\n\n\nFrom x Thu Jan 01 00:00:00 1970\nSubject: 2\n\n\nFrom x Fri Jan  1 00:00:00 2999\nSubject: 3\n\n\n"));
    ASSERT_EQ(messages.size(), 3);
    for (const ImportedMessage &message : messages)
        EXPECT_FALSE(message.received.isValid());
}

TEST_F(MailFilesTest, AMaildirsNamesAreFlags)
{
    write(QStringLiteral("md/cur/1760000001.M1.host:2,FRST"), "Subject: 1\n\none\n");
    write(QStringLiteral("md/cur/1760000002.M2.host:2,DPab"), "Subject: 2\r\n\r\ntwo\r\n");
    write(QStringLiteral("md/cur/1760000003.M3.host"), "Subject: 3\n\n");
    write(QStringLiteral("md/new/1760000004.M4.host"), "Subject: 4\n\n");
    write(QStringLiteral("md/dovecot-keywords"), "0 work\n1 later\n");
    write(QStringLiteral("md/.Work.2025/cur/1760000005.M5.host:2,S"), "Subject: 5\n\n");
    QDir().mkpath(path(QStringLiteral("md/tmp")));
    const auto messages = all(MailFormat::Maildir, path(QStringLiteral("md")));
    EXPECT_EQ(flagsOf(messages), (QStringList { QStringLiteral("seen,answered,flagged,deleted"), QStringLiteral("draft,$Forwarded,later,work"), QString(), QString() }));
    ASSERT_EQ(messages.size(), 4);
    EXPECT_EQ(messages.at(0).raw, "Subject: 1\r\n\r\none\r\n");
    EXPECT_EQ(messages.at(0).received.toSecsSinceEpoch(), 1760000001);
    const auto reader = MailFileReader::open(MailFormat::Maildir, path(QStringLiteral("md")));
    EXPECT_EQ((*reader)->subfolders(), QStringList { QStringLiteral(".Work.2025") });
}

TEST_F(MailFilesTest, WhatIsWrittenIsReadAgain)
{
    const Flags many(SystemFlags(Flag::Seen) | Flag::Answered | Flag::Flagged | Flag::Draft | Flag::Deleted, { QStringLiteral("$Forwarded"), QStringLiteral("projekt") });
    const QList<std::pair<QByteArray, Flags>> mails { { "Subject: all\r\n\r\nFrom here\r\n>From there\r\n\r\n", many }, { "Subject: none\r\n\r\n\r\n\r\n", {} },
        { "Status: RO\r\nSubject: its own\r\nX-Status: AF\r\nX-Keywords: mine\r\nX-Mozilla-Status: 0009\r\n\r\n", {} },
        { "Subject: a header alone\r\n", Flag::Seen }, { "\r\nno header\r\n", Flag::Seen }, { "From the beginning\r\n", Flag::Flagged } };
    for (const MailFormat format : { MailFormat::Mbox, MailFormat::Maildir }) {
        const QString target = path(QStringLiteral("out%1").arg(int(format)));
        MailFileWriter writer(format, target);
        ASSERT_TRUE(writer.open());
        for (qsizetype i = 0; i < mails.size(); ++i)
            ASSERT_TRUE(writer.write(mails.at(i).first, summary(i, mails.at(i).second)));
        ASSERT_TRUE(writer.close());
        const auto back = all(format, target);
        ASSERT_EQ(back.size(), mails.size());
        for (qsizetype i = 0; i < mails.size(); ++i) {
            EXPECT_EQ(back.at(i).raw, mails.at(i).first) << int(format);
            EXPECT_EQ(back.at(i).flags.names().join(u','), mails.at(i).second.names().join(u',')) << int(format) << ' ' << i;
            EXPECT_EQ(back.at(i).received.toSecsSinceEpoch(), 1'760'000'000 + i);
        }
    }
}

namespace {

//! Of this process, resident, in bytes.
qint64 resident()
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        if (word == "VmRSS:") {
            qint64 kib = 0;
            status >> kib;
            return kib * 1024;
        }
    }
    return 0;
}

} // namespace

TEST_F(MailFilesTest, ALargeFileIsNotHeldInMemory)
{
    QFile file(path(QStringLiteral("large")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    const QByteArray mail = Line + "Subject: x\n\n" + QByteArray("A line of text that is neither long nor short, and many of them.\n").repeated(4000) + '\n';
    for (int i = 0; i < 1000; ++i)
        file.write(mail);
    file.close();
    ASSERT_GT(file.size(), 200'000'000);
    const auto reader = MailFileReader::open(MailFormat::Mbox, file.fileName());
    ASSERT_TRUE(reader);
    const qint64 before = resident();
    qint64 most = 0;
    int count = 0;
    for (auto next = (*reader)->next(); next && *next; next = (*reader)->next()) {
        ++count;
        most = qMax(most, resident());
    }
    EXPECT_EQ(count, 1000);
    EXPECT_EQ((*reader)->percent(), 100);
    EXPECT_LT(most - before, 64 * 1024 * 1024);
}

} // namespace golub::ctl
