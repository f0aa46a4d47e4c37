// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlobStore.h"
#include "core/store/DraftTable.h"
#include "core/store/OutboxTable.h"
#include "core/store/sqlite/Database.h"
#include "tests/unit/core/store/StoreFixture.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <csignal>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace golub::test {
namespace {

class FaultTest : public StoreTest
{
protected:
    QString file(const char *name) const { return dir.filePath(QString::fromLatin1(name)); }
    QByteArray contents(const char *name) const
    {
        QFile stored(file(name));
        EXPECT_TRUE(stored.open(QIODevice::ReadOnly));
        return stored.readAll();
    }
    void overwrite(const char *name, const QByteArray &bytes)
    {
        QFile stored(file(name));
        ASSERT_TRUE(stored.open(QIODevice::WriteOnly | QIODevice::Truncate));
        stored.write(bytes);
    }
    void expectRefused(ErrorKind kind, const char *names)
    {
        const auto opened = openResult();
        ASSERT_FALSE(opened.has_value());
        EXPECT_EQ(opened.error().kind, kind) << qPrintable(opened.error().detail);
        EXPECT_TRUE(opened.error().text.contains(QString::fromLatin1(names))) << qPrintable(opened.error().text);
    }
    void fill(int messages)
    {
        must(store->transaction([&]() -> Outcome {
            for (int i = 1; i <= messages; ++i)
                add(quint32(i));
            return {};
        }));
    }
};

TEST_F(FaultTest, SecondWriterIsRefusedReadersAreNot)
{
    expectRefused(ErrorKind::Conflict, "profile");
    const MessageId id = add(1);
    EXPECT_EQ(must(reader()->count(inbox)), 1);
    store.reset();
    openStore();
    EXPECT_EQ(row(id).uid.value, 1u);
}

TEST_F(FaultTest, ReaderSeesTheLastCommitWhileTheWriterWrites)
{
    add(1);
    const auto window = reader();
    must(store->transaction([&]() -> Outcome {
        add(2);
        EXPECT_EQ(must(window->count(inbox)), 1);
        return {};
    }));
    EXPECT_EQ(must(window->count(inbox)), 2);
}

TEST_F(FaultTest, NewerSchemaIsRefusedUntouched)
{
    for (const char *name : { "mail.sqlite", "bodies.sqlite" }) {
        store.reset();
        qint64 version = 0;
        {
            auto opened = store::Database::open(file(name), store::Database::Mode::Write);
            version = must((*opened)->number("PRAGMA user_version"));
            must((*opened)->execute("PRAGMA user_version=9999;"));
        }
        const QByteArray before = contents(name);
        expectRefused(ErrorKind::Storage, name);
        const auto read = store::StoreReader::open(dir.path());
        ASSERT_FALSE(read.has_value());
        EXPECT_EQ(read.error().kind, ErrorKind::Storage);
        EXPECT_EQ(contents(name), before);
        {
            auto opened = store::Database::open(file(name), store::Database::Mode::Write);
            must((*opened)->execute("PRAGMA user_version=" + QByteArray::number(version) + ';'));
        }
        openStore();
    }
}

TEST_F(FaultTest, NoProfileIsNotFound)
{
    const auto read = store::StoreReader::open(dir.filePath(QStringLiteral("nothing")));
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().kind, ErrorKind::NotFound);
    EXPECT_FALSE(QFile::exists(dir.filePath(QStringLiteral("nothing"))));
}

TEST_F(FaultTest, GarbageInPlaceOfAFileIsNamedAndKept)
{
    for (const char *name : { "mail.sqlite", "bodies.sqlite" }) {
        store.reset();
        const QByteArray good = contents(name);
        const QByteArray garbage(8192, 'g');
        overwrite(name, garbage);
        expectRefused(ErrorKind::Storage, name);
        EXPECT_EQ(contents(name), garbage);
        overwrite(name, good);
        openStore();
    }
}

TEST_F(FaultTest, TruncatedFileIsNamed)
{
    fill(200);
    store.reset();
    const QByteArray whole = contents("mail.sqlite");
    overwrite("mail.sqlite", whole.left(whole.size() / 2));
    expectRefused(ErrorKind::Storage, "mail.sqlite");
    overwrite("mail.sqlite", whole);
    openStore();
    EXPECT_EQ(info(inbox).total, 200);
}

TEST_F(FaultTest, DamageInsideIsFoundAfterACrash)
{
    fill(200);
    store.reset();
    QByteArray bytes = contents("mail.sqlite");
    for (qsizetype page = 4096; page < bytes.size(); page += 4096)
        bytes.replace(page, 64, QByteArray(64, '\xff'));
    overwrite("mail.sqlite", bytes);
    overwrite("writer.lock", "1"); // as a killed writer leaves it
    expectRefused(ErrorKind::Storage, "mail.sqlite");
}

TEST_F(FaultTest, DamagedBodyIsNeverShown)
{
    const QByteArray raw(5000, 'r');
    const MessageId id = must(store->messages().insertWhole(inbox, incoming(1), raw, analyze(raw)));
    store.reset();
    {
        auto opened = store::Database::open(file("bodies.sqlite"), store::Database::Mode::Write);
        must((*opened)->execute("UPDATE bodies SET data = zeroblob(20);"));
    }
    openStore();
    EXPECT_EQ(errorKind(store->messages().body(id)), ErrorKind::Storage);
}

TEST_F(FaultTest, LockedByAnotherProgramIsAConflict)
{
    add(1);
    auto other = store::Database::open(file("mail.sqlite"), store::Database::Mode::Write);
    must((*other)->execute("BEGIN IMMEDIATE;"));
    EXPECT_EQ(must(reader()->count(inbox)), 1) << "readers do not wait";
    auto impatient = store::Database::open(file("mail.sqlite"), store::Database::Mode::Write);
    must((*impatient)->execute("PRAGMA busy_timeout=1;"));
    const Outcome refused = (*impatient)->run("UPDATE mailboxes SET total = 0");
    EXPECT_EQ(errorKind(refused), ErrorKind::Conflict);
    EXPECT_TRUE(refused.error().text.contains(QStringLiteral("mail.sqlite")));
    must((*other)->execute("ROLLBACK;"));
    add(2);
    EXPECT_EQ(info(inbox).total, 2);
}

//! Files of this process cannot grow beyond \a bytes: the kernel's own refusal to write, as on a full disk.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        m_signal = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit { bytes, m_before.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }

private:
    rlimit m_before {};
    void (*m_signal)(int) = nullptr;
};

TEST_F(FaultTest, FullDatabaseSaysSoAndLosesNothing)
{
    fill(50);
    auto other = store::Database::open(file("mail.sqlite"), store::Database::Mode::Write);
    const qint64 pages = must((*other)->number("PRAGMA page_count"));
    other = Error::of(ErrorKind::Cancelled); // closed
    store.reset();
    // The limit belongs to a connection; a tiny one of its own shows what SQLite's "full" becomes.
    auto tight = store::Database::open(file("mail.sqlite"), store::Database::Mode::Write);
    must((*tight)->execute("PRAGMA max_page_count=" + QByteArray::number(pages) + ";"));
    Outcome done;
    for (int i = 0; i < 1000 && done; ++i)
        done = (*tight)->run("INSERT INTO contacts(address_key, address, name, written_ms, seen_ms) VALUES(?, '', ?, 0, 0)", QString::number(i), QString(500, u'x'));
    EXPECT_EQ(errorKind(done), ErrorKind::StorageFull);
    tight = Error::of(ErrorKind::Cancelled);
    openStore();
    EXPECT_EQ(info(inbox).total, 50);
}

TEST_F(FaultTest, NoRoomOnTheDiskTakesTheWholeTransactionBack)
{
    fill(10);
    const qint64 total = info(inbox).total;
    QByteArray noise(3'000'000, Qt::Uninitialized);
    QRandomGenerator(1).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
    {
        const FileSizeLimit limit(1'000'000);
        const auto refused = store->messages().insertWhole(inbox, incoming(11), noise, analyze("s\nb"));
        ASSERT_FALSE(refused.has_value());
        const ErrorKind kind = refused.error().kind;
        EXPECT_TRUE(kind == ErrorKind::StorageFull || kind == ErrorKind::Storage) << qPrintable(refused.error().detail);
        EXPECT_FALSE(store->transaction([&]() -> Outcome {
            for (quint32 uid = 20; uid < 20'000; ++uid) {
                if (const auto added = store->messages().insert(inbox, incoming(uid)); !added)
                    return added.error();
            }
            return {};
        }));
        EXPECT_EQ(info(inbox).total, total) << "reading goes on";
    }
    EXPECT_EQ(info(inbox).total, total);
    add(12);
    const MessageId id = must(store->messages().insertWhole(inbox, incoming(13), noise, analyze("s\nb")));
    EXPECT_EQ(must(store->messages().body(id)), noise);
    reopen();
    EXPECT_EQ(info(inbox).total, total + 2);
}

//! Tells the parent that one more step is committed.
void report(int progress)
{
    const char byte = '.';
    if (::write(progress, &byte, 1) != 1)
        ::_exit(7);
}

constexpr quint32 StepsOfARound = 5;

//! In a child process: works until it is killed.
[[noreturn]] void writeUntilKilled(const QString &directory, const Clock &clock, MailboxId inbox, MailboxId archive, AccountId account, int progress)
{
    auto opened = store::MessageStore::open(directory, clock, analyze);
    if (!opened)
        ::_exit(3);
    store::MessageStore &store = **opened;
    for (quint32 uid = 1;; ++uid) {
        const QByteArray raw = "s" + QByteArray::number(uid) + "\nbody " + QByteArray(2000, char('a' + uid % 26));
        store::IncomingMessage message;
        message.uid = { uid };
        message.size = raw.size();
        message.internalDate = clock.utcNow();
        message.envelope.messageIdHeader = QString::number(uid);
        const Result<MessageId> id = store.messages().insertWhole(inbox, message, raw, analyze(raw));
        if (!id)
            ::_exit(4);
        report(progress);
        OutboxEntry entry;
        entry.account = account;
        entry.recipients = { { QStringLiteral("a@x") } };
        const Result<OutboxId> queued = store.outbox().queue(entry, raw, raw);
        report(progress);
        if (!queued || !store.outbox().claim(*queued))
            ::_exit(5);
        report(progress);
        if (!store.outbox().sending(*queued, {}))
            ::_exit(5);
        report(progress);
        if (!store.operations().move({ *id }, archive))
            ::_exit(6);
        report(progress);
    }
}

TEST_F(FaultTest, KilledAtAnyPointItOpensAndIsConsistent)
{
    store.reset();
    for (quint32 steps = 1; steps <= 2 * StepsOfARound; ++steps) {
        int pipe[2];
        ASSERT_EQ(::pipe(pipe), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            ::close(pipe[0]);
            writeUntilKilled(dir.path(), clock, inbox, archive, imap, pipe[1]);
        }
        ::close(pipe[1]);
        // The child runs on while the signal is on its way: somewhere within the steps that follow.
        char byte = 0;
        quint32 done = 0;
        while (done < steps && ::read(pipe[0], &byte, 1) == 1)
            ++done;
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        while (::read(pipe[0], &byte, 1) == 1)
            ++done;
        ::close(pipe[0]);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
        const qint64 rounds = done / StepsOfARound;

        openStore();
        ASSERT_TRUE(store);
        const auto window = reader();
        qint64 total = 0;
        for (const MailboxId mailbox : { inbox, archive }) {
            const QList<MessageSummary> messages = must(window->window(mailbox, {}, 500));
            EXPECT_EQ(messages.size(), info(mailbox).total);
            total += messages.size();
            for (const MessageSummary &message : messages)
                EXPECT_TRUE(must(window->body(message.id)).startsWith("s"));
        }
        for (const OutboxEntry &entry : must(store->outbox().all())) {
            EXPECT_TRUE(entry.state == OutboxState::Queued || entry.state == OutboxState::Uncertain);
            EXPECT_FALSE(must(store->outbox().message(entry.id)).isEmpty());
        }
        EXPECT_GE(must(store->outbox().all()).size(), rounds);
        EXPECT_GE(total, rounds) << "what was reported as done is there";
        EXPECT_EQ(must(store->continueIndexing(1000)), 0);
        EXPECT_EQ(must(window->search(QStringLiteral("body"), {}, {}, {}, 10)).total, total);
        must(store->messages().removeByUid(inbox, UidSet::range({ 1 }, { 9999 })));
        QList<MessageId> left;
        for (const MessageSummary &message : must(window->window(archive, {}, 500)))
            left.append(message.id);
        must(store->messages().remove(left));
        for (const Operation &operation : must(store->operations().open()))
            must(store->operations().cancel(operation.id));
        for (const OutboxEntry &entry : must(store->outbox().all())) {
            if (entry.state == OutboxState::Uncertain)
                must(store->outbox().resolve(entry.id, false));
            must(store->outbox().cancel(entry.id));
        }
        store.reset();
    }
}

} // namespace
} // namespace golub::test
