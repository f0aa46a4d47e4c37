// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/PictureFetcher.h"

#include "core/service/MessagePresenter.h"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

namespace golub::service {
namespace {

const QByteArray Png = QByteArrayLiteral("\x89PNG\r\n\x1a\nrest");

//! Answers when it is told to.
class Web final : public DiscoveryNetwork
{
public:
    struct Asked {
        QUrl url;
        Done<FetchedPage> done;
    };
    explicit Web(QList<Asked> &asked) : m_asked(asked) { }
    void get(const QUrl &url, qint64 limit, Done<FetchedPage> done) override
    {
        EXPECT_EQ(limit, PictureFetcher::PictureBytes);
        m_asked += { url, std::move(done) };
    }
    void lookUpServices(const QString &, Done<QList<SrvRecord>>) override { }
    void lookUpMailExchangers(const QString &, Done<QStringList>) override { }
    void probe(const ProbeTarget &, Done<void>) override { }

private:
    QList<Asked> &m_asked;
};

class PictureFetcherTest : public testing::Test
{
protected:
    void start(int count)
    {
        QList<RemotePicture> pictures;
        for (int i = 0; i < count; ++i)
            pictures += { QStringLiteral("id%1").arg(i), QStringLiteral("https://a.example/%1.png").arg(i) };
        fetcher = std::make_unique<PictureFetcher>(std::make_unique<Web>(asked));
        fetcher->start(
            pictures, [this](qint64 done, qint64 total) { progress += { done, total }; },
            [this](const Result<PictureFetcher::Pictures> &result) { came = *result; });
    }
    void answer(const QByteArray &body, const QByteArray &type = "image/png")
    {
        const Web::Asked one = asked.takeFirst();
        one.done(FetchedPage { 200, type, body, one.url });
    }

    QList<Web::Asked> asked;
    QList<std::pair<qint64, qint64>> progress;
    std::optional<PictureFetcher::Pictures> came;
    std::unique_ptr<PictureFetcher> fetcher;
};

TEST_F(PictureFetcherTest, asksForAFewAtATimeAndTellsHowFarItIs)
{
    start(9);
    EXPECT_EQ(asked.size(), PictureFetcher::AtOnce);
    answer(Png);
    EXPECT_EQ(asked.size(), PictureFetcher::AtOnce);
    while (!asked.isEmpty())
        answer(Png);
    ASSERT_TRUE(came);
    EXPECT_EQ(came->size(), 9);
    EXPECT_EQ(came->value(QStringLiteral("id8")), Png);
    EXPECT_EQ(progress.size(), 9);
    EXPECT_EQ(progress.last(), (std::pair<qint64, qint64>(9, 9)));
}

// A server may call anything a picture; SVG and HTML are documents.
TEST_F(PictureFetcherTest, onlyBitmapsAreTaken)
{
    start(6);
    answer("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml");
    answer("<html>", "image/png");
    answer("", "image/png");
    answer("GIF89a..", "text/plain");
    answer(QByteArray("RIFF\1\2\3\4WEBPVP8 ", 16));
    const Web::Asked last = asked.takeFirst();
    last.done(Error::of(ErrorKind::Timeout));
    ASSERT_TRUE(came);
    EXPECT_EQ(came->size(), 2);
    EXPECT_TRUE(came->contains(QStringLiteral("id3")));
    EXPECT_TRUE(came->contains(QStringLiteral("id4")));
}

TEST_F(PictureFetcherTest, togetherTheyHaveALimit)
{
    start(60);
    const QByteArray big = Png + QByteArray(int(PictureFetcher::PictureBytes - Png.size()), 'x');
    int answered = 0;
    for (; !asked.isEmpty(); ++answered)
        answer(big);
    ASSERT_TRUE(came);
    EXPECT_LT(answered, 60);
    EXPECT_LE(came->size() * PictureFetcher::PictureBytes, PictureFetcher::AllBytes + PictureFetcher::AtOnce * PictureFetcher::PictureBytes);
}

TEST_F(PictureFetcherTest, withoutANetworkOrPicturesItIsDoneAtOnce)
{
    start(0);
    EXPECT_TRUE(came && came->isEmpty());
    bool done = false;
    PictureFetcher(nullptr).start({ { QStringLiteral("a"), QStringLiteral("https://a.example/") } }, {}, [&done](const auto &result) { done = result && result->isEmpty(); });
    EXPECT_TRUE(done);
}

TEST(PresentedPictures, haveTheirPlaceOnceTheyAreAskedFor)
{
    const QByteArray raw = "Content-Type: text/html\n\n<p>a<img src='http://a.example/1.png'><img src='https://a.example/2.png'></p>";
    const MessageView before = present({}, raw);
    EXPECT_EQ(before.remotePictures.size(), 2);
    EXPECT_FALSE(before.html.contains(QStringLiteral("<img")));
    const MessageView asked = present({}, raw, { .remotePictures = true });
    const MessageView after = withPictures(asked, { { asked.remotePictures.first().id, Png } });
    EXPECT_EQ(after.resources.value(asked.remotePictures.first().id), Png);
    EXPECT_EQ(after.missingPictures, 1);
    EXPECT_EQ(after.html.count(QStringLiteral("<img src=\"cid:remote-")), 2);
}

TEST(PresentedFacts, encryptedMailSaysSoAndInvitationsAreRead)
{
    EXPECT_FALSE(present({}, "Content-Type: text/plain\n\nhi").isEncrypted);
    EXPECT_TRUE(present({}, "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\n"
                            "Version: 1\n--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--b--\n").isEncrypted);
    const MessageView invited = present({}, "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Plan\nEND:VEVENT\nEND:VCALENDAR\n");
    ASSERT_TRUE(invited.invitation);
    EXPECT_EQ(invited.invitation->summary, QStringLiteral("Plan"));
}

} // namespace
} // namespace golub::service
