// SPDX-License-Identifier: GPL-3.0-or-later
// The whole store against a real Dovecot on loopback, with STARTTLS and with TLS from the first byte. Skipped where it cannot run.
#include "protocols/imap/ImapRemoteStore.h"

#include "protocols/net/SslTransport.h"
#include "tests/support/WaitUntil.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <memory>
#include <optional>

namespace golub::imap {
namespace {

const QString Tool = QStringLiteral(GOLUB_SOURCE_DIR "/tests/servers/mailserver");

class Dovecot : public ::testing::Test
{
protected:
    static QByteArray run(const QStringList &arguments, bool *ok = nullptr)
    {
        QProcess process;
        process.start(Tool, arguments);
        const bool fine = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        if (ok)
            *ok = fine;
        return process.readAllStandardOutput();
    }

    static void SetUpTestSuite()
    {
        bool ok = false;
        run({ QStringLiteral("doctor") }, &ok);
        if (!ok)
            return;
        s_folder = std::make_unique<QTemporaryDir>();
        // As root the server runs as nobody, who must be let in.
        QFile::setPermissions(s_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        s_wanted = true;
        const QByteArray facts = run({ QStringLiteral("start"), s_folder->filePath(QStringLiteral("s")), QStringLiteral("--user"), QStringLiteral("ala:tajne"),
                                         QStringLiteral("--owner"), QString::number(QCoreApplication::applicationPid()) },
            &ok);
        if (ok)
            s_facts = QJsonDocument::fromJson(facts).object();
    }

    static void TearDownTestSuite()
    {
        if (!s_facts.isEmpty())
            run({ QStringLiteral("stop"), s_folder->filePath(QStringLiteral("s")) });
        s_folder.reset();
    }

    void SetUp() override
    {
        ASSERT_TRUE(!s_wanted || !s_facts.isEmpty()) << "Dovecot is here but was not started";
        if (s_facts.isEmpty())
            GTEST_SKIP() << "no Dovecot can be started here (tests/servers/mailserver doctor says why)";
    }

    std::unique_ptr<ImapRemoteStore> connectTo(Security security, const char *password = "tajne", AuthMethod auth = AuthMethod::Auto)
    {
        const auto port = quint16(s_facts.value(u"ports").toObject().value(security == Security::Tls ? u"imaps" : u"imap").toInt());
        ServerSettings settings { s_facts.value(u"host").toString(), port, security, QStringLiteral("ala"), auth };
        settings.caFile = s_facts.value(u"ca_file").toString();
        net::Connection connection { { settings.host, port, security, settings.caFile }, std::make_unique<net::SslTransport>(m_clock, nullptr), &m_clock, nullptr };
        return std::make_unique<ImapRemoteStore>(settings, Secret(password), std::move(connection));
    }

    //! Waits for a completion; the value, or the error as a test failure.
    template<class T, class Call>
    T await(Call call)
    {
        const auto result = std::make_shared<std::optional<Result<T>>>();
        call([result](Result<T> value) { result->emplace(std::move(value)); });
        EXPECT_TRUE(golub::test::waitUntil([&] { return result->has_value(); }));
        if (!result->has_value())
            return T();
        EXPECT_TRUE((*result)->has_value()) << (result->value().has_value() ? "" : (kindName(result->value().error().kind) + u' ' + result->value().error().reply.text + u' ' + result->value().error().detail).toStdString());
        return (*result)->has_value() ? std::move(**result).value() : T();
    }

    template<class Call>
    std::optional<Error> awaitDone(Call call)
    {
        const auto result = std::make_shared<std::optional<Result<void>>>();
        call([result](Result<void> value) { result->emplace(std::move(value)); });
        EXPECT_TRUE(golub::test::waitUntil([&] { return result->has_value(); }));
        return result->has_value() && !**result ? std::optional((*result)->error()) : std::nullopt;
    }

    SystemClock m_clock;
    static inline std::unique_ptr<QTemporaryDir> s_folder;
    static inline QJsonObject s_facts;
    static inline bool s_wanted = false;
};

#define EXPECT_DONE(call) EXPECT_EQ(awaitDone([&](Done<void> done) { call; }), std::nullopt)

TEST_F(Dovecot, aWholeDayOfAMailbox)
{
    for (const Security security : { Security::StartTls, Security::Tls }) {
        auto store = connectTo(security);
        EXPECT_DONE(store->open(std::move(done)));
        EXPECT_TRUE(store->isOpen());
        EXPECT_TRUE(store->hasCondStore());
        const QString folderName = security == Security::Tls ? QStringLiteral("Ważne ŁĆ") : QStringLiteral("Проекты");
        const auto folder = await<MailboxName>([&](auto done) { store->createMailbox(folderName, std::move(done)); });
        EXPECT_EQ(folder.path, folderName);
        const auto mailboxes = await<QList<RemoteMailbox>>([&](auto done) { store->listMailboxes(std::move(done)); });
        EXPECT_TRUE(std::any_of(mailboxes.begin(), mailboxes.end(), [&](const RemoteMailbox &m) { return m.name == folder; }));

        const QDateTime date(QDate(2026, 5, 4), QTime(3, 2, 1), Qt::UTC);
        const QByteArray raw = "From: Ala <ala@example.org>\r\nSubject: test\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nza\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87\r\n";
        const auto uid = await<Uid>([&](auto done) { store->append(folder, raw, Flags(Flag::Flagged, { QStringLiteral("$Forwarded") }), date, std::move(done)); });
        EXPECT_TRUE(uid.isValid());
        await<Uid>([&](auto done) { store->append(folder, QByteArray(raw).repeated(3), {}, {}, std::move(done)); });

        const auto counts = await<RemoteStore::Counts>([&](auto done) { store->status(folder, std::move(done)); });
        EXPECT_EQ(counts.messages, 2);
        EXPECT_EQ(counts.unseen, 2);
        const auto selected = await<SelectedMailbox>([&](auto done) { store->select(folder, std::move(done)); });
        EXPECT_EQ(selected.exists, 2);
        EXPECT_EQ(selected.uidValidity, counts.uidValidity);
        EXPECT_TRUE(selected.highestModSeq.isValid());
        EXPECT_TRUE(selected.keywordsAllowed);
        const auto uids = await<UidSet>([&](auto done) { store->searchAll(std::move(done)); });
        EXPECT_EQ(uids.count(), 2);

        QList<RemoteMessage> headers;
        EXPECT_DONE(store->fetchHeaders(uids, [&](const RemoteMessage &m) { headers.append(m); }, std::move(done)));
        ASSERT_EQ(headers.size(), 2);
        EXPECT_EQ(headers.first().uid, uid);
        EXPECT_EQ(headers.first().internalDate, date);
        EXPECT_TRUE(headers.first().flags.hasKeyword(QStringLiteral("$Forwarded")));
        EXPECT_TRUE(headers.first().header.contains("Subject: test\r\n"));
        EXPECT_EQ(headers.first().size, raw.size());
        EXPECT_FALSE(headers.first().hasAttachments);

        QList<RemoteMessage> bodies;
        EXPECT_DONE(store->fetchMessages(UidSet::of(uid), [&](const RemoteMessage &m) { bodies.append(m); }, std::move(done)));
        ASSERT_EQ(bodies.size(), 1);
        EXPECT_EQ(bodies.first().raw, raw);

        EXPECT_DONE(store->storeFlags(UidSet::of(uid), Flag::Seen, Flag::Flagged, std::move(done)));
        QList<RemoteMessage> changed;
        EXPECT_DONE(store->fetchFlags(uids, selected.highestModSeq, [&](const RemoteMessage &m) { changed.append(m); }, std::move(done)));
        ASSERT_EQ(changed.size(), 1);
        EXPECT_EQ(changed.first().flags, Flags(Flag::Seen, { QStringLiteral("$Forwarded") }));

        const MailboxName trash { "INBOX", QStringLiteral("INBOX"), u'/' };
        const auto copied = await<RemoteStore::UidMap>([&](auto done) { store->copy(UidSet::of(uid), trash, std::move(done)); });
        ASSERT_EQ(copied.size(), 1);
        EXPECT_EQ(copied.first().first, uid);
        const auto moved = await<RemoteStore::UidMap>([&](auto done) { store->move(UidSet::of(uid), trash, std::move(done)); });
        ASSERT_EQ(moved.size(), 1);
        EXPECT_NE(moved.first().second, copied.first().second);
        UidSet rest = uids;
        EXPECT_DONE(store->expunge(rest, std::move(done)));
        EXPECT_TRUE(await<UidSet>([&](auto done) { store->searchAll(std::move(done)); }).isEmpty());
        EXPECT_DONE(store->close(std::move(done)));
        EXPECT_FALSE(store->isOpen());
        EXPECT_GT(store->statistics().bytesReceived, 1000);
    }
}

TEST_F(Dovecot, newsArriveWhileWaiting)
{
    auto waiting = connectTo(Security::Tls);
    auto other = connectTo(Security::Tls);
    EXPECT_DONE(waiting->open(std::move(done)));
    EXPECT_DONE(other->open(std::move(done)));
    const MailboxName inbox { "INBOX", QStringLiteral("INBOX"), u'/' };
    await<SelectedMailbox>([&](auto done) { waiting->select(inbox, std::move(done)); });
    bool arrived = false;
    bool ended = false;
    waiting->idle([&](MailboxNews news) { arrived |= news.newMessages; }, [&](Result<void> result) { ended = result.has_value(); });
    await<Uid>([&](auto done) { other->append(inbox, "Subject: new\r\n\r\n", {}, {}, std::move(done)); });
    EXPECT_TRUE(golub::test::waitUntil([&] { return arrived; }));
    EXPECT_FALSE(ended);
    EXPECT_FALSE(await<UidSet>([&](auto done) { waiting->searchAll(std::move(done)); }).isEmpty());
    EXPECT_TRUE(ended);
}

TEST_F(Dovecot, everyMethodSignsIn)
{
    for (const AuthMethod method : { AuthMethod::Auto, AuthMethod::Plain, AuthMethod::Login, AuthMethod::ScramSha256, AuthMethod::ScramSha1 }) {
        auto store = connectTo(Security::Tls, "tajne", method);
        QByteArray mechanism;
        store->setObserver([&](const Event &event) {
            if (const auto *authenticated = std::get_if<Authenticated>(&event))
                mechanism = authenticated->mechanism;
        });
        const auto error = awaitDone([&](Done<void> done) { store->open(std::move(done)); });
        if (error && error->kind == ErrorKind::AuthUnsupported)
            continue; // this server was not told to offer it
        EXPECT_FALSE(error) << (error ? error->text.toStdString() : std::string());
        EXPECT_FALSE(mechanism.isEmpty());
    }
}

TEST_F(Dovecot, aWrongPasswordIsSaidSo)
{
    auto store = connectTo(Security::StartTls, "zle");
    const auto error = awaitDone([&](Done<void> done) { store->open(std::move(done)); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ErrorKind::AuthFailed);
}

} // namespace
} // namespace golub::imap
