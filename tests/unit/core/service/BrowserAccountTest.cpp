// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts that sign in through the browser, as the service keeps them going: renewed by itself, the person asked only when it must be.
#include "core/oauth/Provider.h"
#include "core/service/LocalMailService.h"
#include "tests/support/FakeRemote.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrlQuery>

#include <gtest/gtest.h>

using namespace golub;
using namespace golub::service;
using namespace golub::test;

namespace {

//! What the provider and both mail servers agree on.
struct World {
    QByteArray good = "token-1";             //!< the access token that the mail servers take
    QByteArray next = "token-2";             //!< what a renewal gives
    bool revoked = false;
    QStringList grants = {};                 //!< grant types that were asked for
    QList<QByteArray> shown = {};            //!< secrets that the mail servers were shown
    std::function<RedirectPage(const QByteArray &)> browser = {};
    QByteArray path = {};
};

class Web final : public WebExchange
{
public:
    explicit Web(World &world) : m_world(world) { }
    void send(const WebRequest &request, Done<WebAnswer> done) override
    {
        const QString type = QUrlQuery(QString::fromLatin1(request.form->reveal())).queryItemValue(QStringLiteral("grant_type"));
        m_world.grants += type;
        WebAnswer answer { 200, "application/json" };
        if (m_world.revoked)
            answer = { 400, "application/json", {}, R"({"error":"invalid_grant"})" };
        else
            answer.content = R"({"access_token":")" + (type == u"refresh_token" ? m_world.next : m_world.good)
                + R"(","token_type":"bearer","expires_in":3600,"refresh_token":"r"})";
        QTimer::singleShot(0, &m_context, [done, answer] { done(answer); });
    }

private:
    World &m_world;
    QObject m_context;
};

class Listener final : public RedirectListener
{
public:
    explicit Listener(World &world) : m_world(world) { }
    Result<quint16> listen(const QByteArray &path, quint16, std::function<RedirectPage(const QByteArray &)> arrived) override
    {
        m_world.path = path;
        m_world.browser = std::move(arrived);
        return quint16(4711);
    }

private:
    World &m_world;
};

//! The fake servers, which look at the token.
class TokenFactory final : public RemoteFactory
{
public:
    TokenFactory(FakeServer &server, World &world) : m_server(server), m_world(world), m_inner(server.factory()) { }
    std::unique_ptr<RemoteStore> remoteStore(const Account &account, const Secret &secret) override
    {
        m_server.openError = check(secret);
        return m_inner->remoteStore(account, secret);
    }
    std::unique_ptr<Maildrop> maildrop(const Account &account, const Secret &secret) override { return m_inner->maildrop(account, secret); }
    std::unique_ptr<Submitter> submitter(const Account &account, const Secret &secret) override
    {
        m_server.submitError = check(secret);
        return m_inner->submitter(account, secret);
    }
    std::unique_ptr<ConnectionTest> connectionTest(const Account &account, const Secret &incoming, const Secret &outgoing) override
    {
        return m_inner->connectionTest(account, incoming, outgoing);
    }

private:
    std::optional<Error> check(const Secret &secret)
    {
        m_world.shown += secret.reveal();
        return secret.reveal() == m_world.good ? std::nullopt : std::optional(Error::of(ErrorKind::AuthFailed));
    }
    FakeServer &m_server;
    World &m_world;
    std::unique_ptr<RemoteFactory> m_inner;
};

class BrowserAccountTest : public testing::Test
{
protected:
    void SetUp() override
    {
        server.box(QStringLiteral("Sent")).role = MailboxRole::Sent;
        BackendParts parts;
        parts.profileDirectory = directory.path();
        parts.makeRemoteFactory = [this](KnownServers &, ProtocolLogSink &, Clock &) { return std::make_unique<TokenFactory>(server, world); };
        parts.signIn.makeWeb = [this](Clock &) { return std::make_unique<Web>(world); };
        parts.signIn.makeListener = [this](Clock &) { return std::make_unique<Listener>(world); };
        parts.signIn.providers = std::make_shared<const oauth::ProviderDirectory>(*oauth::ProviderDirectory::fromJson(
            R"({"version":1,"providers":[{"id":"example","name":"Example","authorization":"https://e.example/a","token":"https://e.example/t",
                "scopes":{"imap":["mail"]}}]})"));
        LocalMailService::open(std::move(parts), nullptr, &context, [this](Result<std::unique_ptr<LocalMailService>> opened) {
            ASSERT_TRUE(opened);
            service = std::move(*opened);
            QObject::connect(service.get(), &MailService::userNeeded, &context, [this](const UserRequest &request) { requests.append(request); });
        });
        ASSERT_TRUE(wait([this] { return service != nullptr; }));
        account.name = account.address = QStringLiteral("bob@example.org");
        account.incoming.host = QStringLiteral("mail.example.org");
        account.incoming.port = 993;
        account.incoming.user = QStringLiteral("bob");
        account.outgoing = account.incoming;
        account.outgoing.port = 465;
        account.identities = { Identity { {}, QStringLiteral("Bob"), QStringLiteral("bob@example.org") } };
        account.secretSource = SecretSource::Prompt; // no keychain here: in memory
        account.oauth = { QStringLiteral("example"), QStringLiteral("my-client") };
    }
    bool wait(const std::function<bool()> &condition)
    {
        QElapsedTimer timer;
        timer.start();
        while (!condition() && timer.elapsed() < 10'000) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            serverClock.advance(std::chrono::milliseconds(0));
        }
        return condition();
    }
    //! The person's browser, which comes back at once.
    Secret signIn()
    {
        Secret tokens;
        bool ended = false;
        SignInJob *job = service->signIn(account);
        QObject::connect(job, &SignInJob::pageReady, &context, [this](const QUrl &page) {
            const QByteArray state = QUrlQuery(page).queryItemValue(QStringLiteral("state")).toLatin1();
            EXPECT_TRUE(world.browser(world.path + "?code=abc&state=" + state).accepted);
        });
        QObject::connect(job, &Job::finished, &context, [&](Job *finished) {
            EXPECT_FALSE(finished->error()) << qPrintable(finished->error()->text);
            if (!finished->error())
                tokens = job->value();
            ended = true;
        });
        EXPECT_TRUE(wait([&] { return ended; }));
        return tokens;
    }
    void add(const Secret &tokens)
    {
        AccountSecrets secrets;
        secrets.tokens = tokens;
        ResultJob<AccountId> *job = service->addAccount(account, secrets);
        bool ended = false;
        QObject::connect(job, &Job::finished, &context, [&, job] {
            ended = true;
            account.id = job->value();
        });
        ASSERT_TRUE(wait([&] { return ended; }));
    }
    bool hasMail(const QString &subject)
    {
        return wait([&] {
            for (const Mailbox &mailbox : service->mailboxes()) {
                for (const MessageSummary &message : service->messages(mailbox.id, 0, 100)) {
                    if (message.subject == subject)
                        return true;
                }
            }
            return false;
        });
    }

    QObject context;
    QTemporaryDir directory;
    FakeClock serverClock;
    FakeServer server { serverClock };
    World world;
    Account account;
    std::unique_ptr<MailService> service;
    QList<UserRequest> requests;
};

TEST_F(BrowserAccountTest, TokensOfTheSetUpAreUsed)
{
    server.deliver(QStringLiteral("INBOX"), QStringLiteral("hello"));
    add(signIn());
    EXPECT_TRUE(hasMail(QStringLiteral("hello")));
    EXPECT_EQ(world.grants, QStringList { QStringLiteral("authorization_code") });
    EXPECT_TRUE(requests.isEmpty());
}

TEST_F(BrowserAccountTest, ARefusedTokenIsRenewedAndNobodyIsAsked)
{
    server.deliver(QStringLiteral("INBOX"), QStringLiteral("hello"));
    const Secret tokens = signIn();
    world.good = "token-2"; // the server has forgotten the first one
    add(tokens);
    EXPECT_TRUE(hasMail(QStringLiteral("hello")));
    EXPECT_EQ(world.shown.first(), "token-1");
    EXPECT_EQ(world.grants.count(QStringLiteral("refresh_token")), 1);
    EXPECT_TRUE(requests.isEmpty());
}

TEST_F(BrowserAccountTest, SendingRenewsAsWell)
{
    add(signIn());
    ASSERT_TRUE(wait([this] { return !service->mailboxes().isEmpty(); }));
    world.good = "token-2";
    Draft draft = service->newDraft(account.id);
    draft.to = { Address { {}, QStringLiteral("ala@example.org") } };
    draft.subject = QStringLiteral("by token");
    draft.text = QStringLiteral("x");
    service->send(draft, {});
    EXPECT_TRUE(wait([this] { return server.sent.size() == 1; }));
    EXPECT_EQ(world.grants.count(QStringLiteral("refresh_token")), 1);
    EXPECT_TRUE(requests.isEmpty());
}

TEST_F(BrowserAccountTest, AGrantThatIsOverAsksForTheBrowserAndThenGoesOn)
{
    server.deliver(QStringLiteral("INBOX"), QStringLiteral("hello"));
    const Secret tokens = signIn();
    world.good = "token-3";
    world.revoked = true;
    add(tokens);
    ASSERT_TRUE(wait([this] { return !requests.isEmpty(); }));
    EXPECT_EQ(requests.first().kind, UserRequest::Kind::SignIn);
    EXPECT_TRUE(requests.first().error.text.contains(QStringLiteral("Sign in again")));
    world.revoked = false;
    signIn();
    EXPECT_TRUE(hasMail(QStringLiteral("hello")));
}

//! The mail server refuses what the provider has just given: another round would be of no use, and "wrong password" would be a lie.
TEST_F(BrowserAccountTest, ATokenThatIsRefusedTwiceIsForThePerson)
{
    const Secret tokens = signIn();
    world.good = "never given";
    add(tokens);
    ASSERT_TRUE(wait([this] { return !requests.isEmpty(); }));
    EXPECT_EQ(requests.first().kind, UserRequest::Kind::SignIn);
    EXPECT_EQ(requests.first().error.kind, ErrorKind::AuthFailed);
    EXPECT_FALSE(requests.first().error.text.contains(QStringLiteral("password"))) << qPrintable(requests.first().error.text);
    EXPECT_EQ(world.grants.count(QStringLiteral("refresh_token")), 1);
}

TEST_F(BrowserAccountTest, WithoutASignInNothingIsShownToTheServer)
{
    add({});
    ASSERT_TRUE(wait([this] { return !requests.isEmpty(); }));
    EXPECT_EQ(requests.first().kind, UserRequest::Kind::SignIn);
    EXPECT_EQ(requests.first().error.kind, ErrorKind::CredentialMissing);
    EXPECT_TRUE(world.shown.isEmpty());
}

TEST_F(BrowserAccountTest, ACancelledSignInEndsAtOnce)
{
    SignInJob *job = service->signIn(account);
    bool paged = false;
    std::optional<Error> ended;
    QObject::connect(job, &SignInJob::pageReady, &context, [&] {
        paged = true;
        job->cancel();
    });
    QObject::connect(job, &Job::finished, &context, [&](Job *finished) { ended = finished->error(); });
    ASSERT_TRUE(wait([&] { return ended.has_value(); }));
    EXPECT_TRUE(paged);
    EXPECT_EQ(ended->kind, ErrorKind::Cancelled);
}

TEST_F(BrowserAccountTest, TheGrantIsTold)
{
    add(signIn());
    std::optional<SignInGrant> grant;
    ResultJob<SignInGrant> *job = service->signInGrant(account.id);
    QObject::connect(job, &Job::finished, &context, [&, job] { grant = job->value(); });
    ASSERT_TRUE(wait([&] { return grant.has_value(); }));
    EXPECT_TRUE(grant->isSignedIn);
    EXPECT_EQ(grant->providerName, QStringLiteral("Example"));
    EXPECT_EQ(grant->login, QStringLiteral("bob@example.org"));
    EXPECT_EQ(grant->scopes, QStringList { QStringLiteral("mail") });
    EXPECT_TRUE(grant->renewsItself);
    EXPECT_FALSE(grant->canBeRevoked);
}

} // namespace
