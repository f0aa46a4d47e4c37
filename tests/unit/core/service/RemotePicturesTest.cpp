// SPDX-License-Identifier: GPL-3.0-or-later
// A message's pictures from the network, through the whole service.
#include "core/service/LocalMailService.h"
#include "tests/support/FakeRemote.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <optional>
#include <utility>

using namespace golub;
using namespace golub::service;
using namespace golub::test;

namespace {

const QByteArray Png = QByteArrayLiteral("\x89PNG\r\n\x1a\nrest");

struct Web {
    QStringList asked;
    bool answers = true;
    QList<Done<FetchedPage>> waiting;
};

class WebNetwork final : public DiscoveryNetwork
{
public:
    explicit WebNetwork(Web &web) : m_web(web) { }
    void get(const QUrl &url, qint64, Done<FetchedPage> done) override
    {
        m_web.asked += url.toString();
        if (!m_web.answers)
            m_web.waiting += std::move(done);
        else if (url.path() == u"/tea.png")
            done(FetchedPage { 200, "image/png", Png, url });
        else
            done(Error::of(ErrorKind::NotFound));
    }
    void lookUpServices(const QString &, Done<QList<SrvRecord>>) override { }
    void lookUpMailExchangers(const QString &, Done<QStringList>) override { }
    void probe(const ProbeTarget &, Done<void>) override { }

private:
    Web &m_web;
};

//! The fake server's factory, with a web.
class WebFactory final : public RemoteFactory
{
public:
    WebFactory(std::unique_ptr<RemoteFactory> factory, Web &web) : m_factory(std::move(factory)), m_web(web) { }
    std::unique_ptr<RemoteStore> remoteStore(const Account &account, const Secret &secret) override { return m_factory->remoteStore(account, secret); }
    std::unique_ptr<Maildrop> maildrop(const Account &account, const Secret &secret) override { return m_factory->maildrop(account, secret); }
    std::unique_ptr<Submitter> submitter(const Account &account, const Secret &secret) override { return m_factory->submitter(account, secret); }
    std::unique_ptr<ConnectionTest> connectionTest(const Account &account, const Secret &incoming, const Secret &outgoing) override
    {
        return m_factory->connectionTest(account, incoming, outgoing);
    }
    std::unique_ptr<DiscoveryNetwork> discoveryNetwork() override { return std::make_unique<WebNetwork>(m_web); }

private:
    std::unique_ptr<RemoteFactory> m_factory;
    Web &m_web;
};

class RemotePicturesTest : public testing::Test
{
protected:
    void SetUp() override
    {
        server.box(QStringLiteral("INBOX"));
        BackendParts parts;
        parts.profileDirectory = directory.path();
        parts.makeRemoteFactory = [this](KnownServers &, ProtocolLogSink &, Clock &) { return std::make_unique<WebFactory>(server.factory(), web); };
        LocalMailService::open(std::move(parts), nullptr, &context, [this](Result<std::unique_ptr<LocalMailService>> opened) {
            ASSERT_TRUE(opened) << qPrintable(opened.error().text);
            service = std::move(*opened);
        });
        ASSERT_TRUE(wait([this] { return service != nullptr; }));
        Account account;
        account.address = QStringLiteral("bob@example.org");
        account.incoming.host = account.outgoing.host = QStringLiteral("mail.example.org");
        account.incoming.port = 993;
        account.outgoing.port = 465;
        account.incoming.user = account.outgoing.user = QStringLiteral("bob");
        account.identities = { Identity { {}, QStringLiteral("Bob"), QStringLiteral("bob@example.org") } };
        account.secretSource = SecretSource::Prompt;
        service->addAccount(account, { Secret("secret"), {} });
        ASSERT_TRUE(wait([this] { return inbox().isValid(); }));
        service->importMessages(inbox(), { { "Subject: tea\r\nMessage-ID: <tea@example.org>\r\nContent-Type: text/html\r\n\r\n<p>a <img src=\"http://shop.example/tea.png\"> "
                                           "<img src=\"https://shop.example/gone.png\"> <img src=\"https://t.example/p.gif\" width=\"1\"></p>\r\n" } });
        ASSERT_TRUE(wait([this] {
            const auto list = service->messages(inbox(), 0, 10);
            return list.size() == 1 && list.first().hasBody;
        }));
        message = service->messages(inbox(), 0, 10).first().id;
    }
    MailboxId inbox() const
    {
        const QList<Mailbox> mailboxes = service->mailboxes();
        for (const Mailbox &mailbox : mailboxes) {
            if (mailbox.role == MailboxRole::Inbox)
                return mailbox.id;
        }
        return {};
    }
    bool wait(const std::function<bool()> &condition)
    {
        QElapsedTimer timer;
        timer.start();
        while (!condition() && timer.elapsed() < 30'000) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            clock.advance(std::chrono::milliseconds(0));
        }
        return condition();
    }
    //! The view, or why there is none.
    Result<MessageView> end(ResultJob<MessageView> *job)
    {
        std::optional<Result<MessageView>> result;
        QObject::connect(job, &Job::finished, &context, [&result, job] { result = job->error() ? Result<MessageView>(*job->error()) : Result<MessageView>(job->value()); });
        EXPECT_TRUE(wait([&result] { return result.has_value(); }));
        return result.value_or(Error::of(ErrorKind::Internal));
    }

    QObject context;
    QTemporaryDir directory;
    FakeClock clock;
    FakeServer server { clock };
    Web web;
    std::unique_ptr<MailService> service;
    MessageId message;
};

} // namespace

TEST_F(RemotePicturesTest, nothingIsAskedForUntilThePersonWantsIt)
{
    const auto view = end(service->openMessage(message));
    ASSERT_TRUE(view);
    EXPECT_EQ(view->remotePictures.size(), 2); // not the pixel
    EXPECT_EQ(view->blockedRemoteItems, 3);
    EXPECT_TRUE(web.asked.isEmpty());
}

TEST_F(RemotePicturesTest, whatComesIsInTheViewAndTheRestIsCounted)
{
    const auto view = end(service->openWithPictures(message));
    ASSERT_TRUE(view);
    EXPECT_EQ(web.asked, QStringList({ QStringLiteral("https://shop.example/tea.png"), QStringLiteral("https://shop.example/gone.png") }));
    EXPECT_EQ(view->resources.value(view->remotePictures.first().id), Png);
    EXPECT_EQ(view->missingPictures, 1);
    EXPECT_TRUE(view->html.contains(view->remotePictures.first().id));
}

TEST_F(RemotePicturesTest, offlineNothingIsAsked)
{
    service->setOffline(true);
    ASSERT_TRUE(wait([this] { return service->isOffline(); }));
    const auto view = end(service->openWithPictures(message));
    ASSERT_FALSE(view);
    EXPECT_EQ(view.error().kind, ErrorKind::Offline);
    EXPECT_TRUE(web.asked.isEmpty());
}

TEST_F(RemotePicturesTest, canBeCancelledWhileAServerIsSilent)
{
    web.answers = false;
    auto *job = service->openWithPictures(message);
    std::optional<ErrorKind> kind;
    QObject::connect(job, &Job::finished, &context, [&kind](Job *finished) { kind = finished->error() ? finished->error()->kind : ErrorKind::Internal; });
    ASSERT_TRUE(wait([this] { return web.waiting.size() == 2; }));
    job->cancel();
    ASSERT_TRUE(wait([&kind] { return kind.has_value(); }));
    EXPECT_EQ(*kind, ErrorKind::Cancelled);
}
