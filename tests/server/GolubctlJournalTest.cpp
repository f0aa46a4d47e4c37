// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that get lost, at a real server: what it has done is not done again, however the next connection begins.
#include "tests/server/GolubctlTest.h"

using namespace golub;
using test::CtlRun;

namespace {

class GolubctlJournalTest : public test::GolubctlTest
{
protected:
    const QString ala = QStringLiteral("ala");
    const QString inbox = QStringLiteral("INBOX");
    const QString archive = QStringLiteral("Archive");
    const QString sync = QStringLiteral("sync");
    std::unique_ptr<test::Proxy> link;

    //! Through the link, which hides what the test does without, in the clear.
    void addThroughLink(const QList<QByteArray> &hidden)
    {
        ASSERT_TRUE(server().deliver(ala, message("First"), archive));
        link = std::make_unique<test::Proxy>(server().port(QStringLiteral("imap")));
        for (const QByteArray &words : hidden)
            link->disguise(words, QByteArray(words.size(), 'x'));
        ServerSettings incoming = server().imap(ala, Security::None);
        incoming.port = link->port();
        good({ QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("--file"), accountFile(ala, incoming, server().submission(ala)) });
        good({ sync });
    }
    //! Killed when the server's answer with \a words has got lost.
    void breakAt(const QByteArray &words, const QStringList &command)
    {
        link->holdAt(words);
        auto run = begin(command);
        ASSERT_TRUE(test::waitUntil([this] { return link->isHolding(); })) << words.toStdString();
        run->kill();
        ASSERT_TRUE(run->waitForFinished());
        link->passOn();
        link->hangUp();
    }
    QJsonArray open() { return good({ QStringLiteral("operations"), QStringLiteral("list"), QStringLiteral("--open") }).array(); }
};

const QList<QByteArray> NoMove { "MOVE", "UIDPLUS", "COPYUID", "APPENDUID" };

} // namespace

TEST_F(GolubctlJournalTest, AMoveWithoutMoveBrokenAnywhereEndsInOneMessage)
{
    for (const char *subject : { "One", "Two", "Three" })
        ASSERT_TRUE(server().deliver(ala, message(subject)));
    addThroughLink(NoMove);
    int number = 0;
    for (const char *answer : { "Copy completed", "Store completed", "Expunge completed" }) {
        const QByteArray subject = QList<QByteArray> { "One", "Two", "Three" }.at(number++);
        breakAt(answer, { QStringLiteral("archive"), idOf(QString::fromLatin1(subject)) });
        good({ sync });
        good({ sync });
        EXPECT_EQ(onServer(ala, subject, archive), 1) << answer;
        EXPECT_EQ(onServer(ala, subject), 0) << answer;
        EXPECT_TRUE(open().isEmpty()) << answer;
    }
    EXPECT_EQ(subjects(archive).size(), 4);
    EXPECT_TRUE(subjects(inbox).isEmpty());
}

TEST_F(GolubctlJournalTest, AnAppendWhoseAnswerIsLostIsThereOnce)
{
    for (const bool uidPlus : { true, false }) {
        addThroughLink(uidPlus ? QList<QByteArray>() : NoMove);
        const QByteArray subject = uidPlus ? "Told" : "Untold";
        const QString file = write(QString::fromLatin1(subject), message(subject));
        breakAt("Append completed", { QStringLiteral("import"), QStringLiteral("eml"), file, QStringLiteral("--into"), archive });
        EXPECT_EQ(onServer(ala, subject, archive), 1);
        good({ sync, QStringLiteral("--headers-only") }); // lists before, or plays before: either way
        good({ sync });
        EXPECT_EQ(onServer(ala, subject, archive), 1) << subject.toStdString();
        EXPECT_EQ(subjects(archive).count(QString::fromLatin1(subject)), 1);
        EXPECT_TRUE(open().isEmpty());
        good({ QStringLiteral("account"), QStringLiteral("remove"), ala });
    }
}
