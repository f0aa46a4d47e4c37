// SPDX-License-Identifier: GPL-3.0-or-later
// Over real sockets: certificates that changed, keys that are too weak, and certificates of our own.
#include "protocols/net/CertificateFacts.h"
#include "protocols/net/ClientCertificate.h"
#include "protocols/net/SslTransport.h"
#include "tests/support/TestTlsServer.h"
#include "tests/support/WaitUntil.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <optional>

namespace golub::net {
namespace {

using test::TestAuthority;
using test::TestTlsServer;
using test::waitUntil;

struct Listener final : Transport::Handler {
    void transportConnected(bool tls) override { encrypted = tls; }
    void transportEncrypted() override { encrypted = true; }
    void transportReceived(const QByteArray &bytes) override { received += bytes; }
    void transportClosed(const Error &why) override { closed = why; }
    bool encrypted = false;
    QByteArray received;
    std::optional<Error> closed;
};

struct Memory final : KnownServers {
    bool isAccepted(const QString &, quint16, const QByteArray &sha256) const override { return sha256 == accepted; }
    std::optional<SeenCertificate> lastSeen(const QString &, quint16) const override { return seen; }
    void connected(const QString &, quint16, const CertificateInfo &certificate, bool trusted) override
    {
        seen = SeenCertificate { certificate.sha256, certificate.subject, certificate.issuer, trusted, QDateTime::currentDateTimeUtc() };
    }
    void clientCertificateShown(const QString &file, const QDateTime &until) override
    {
        shownFile = file;
        shownUntil = until;
    }
    bool isCappedAtTls12(const QString &) const override { return capped; }
    bool capped = false;
    QByteArray accepted;
    std::optional<SeenCertificate> seen;
    QString shownFile;
    QDateTime shownUntil;
};

class TrustTest : public testing::Test
{
protected:
    void SetUp() override { write(QStringLiteral("ca.pem"), authority.certificate()); }
    void TearDown() override
    {
        transport.reset();
        test::settle();
    }
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(directory.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    Endpoint endpoint(const TestTlsServer &server) { return { QStringLiteral("localhost"), server.port(), Security::Tls, directory.filePath(QStringLiteral("ca.pem")) }; }
    //! Connects anew; until encrypted or closed.
    Listener &open(const Endpoint &to)
    {
        listener = {};
        transport = std::make_unique<SslTransport>(clock, &memory);
        transport->open(to, &listener);
        EXPECT_TRUE(waitUntil([&] { return listener.encrypted || listener.closed; }));
        return listener;
    }
    //! The same, until closed.
    Error endOf(const Endpoint &to)
    {
        open(to);
        EXPECT_TRUE(waitUntil([&] { return listener.closed.has_value(); }));
        return listener.closed.value_or(Error {});
    }

    SystemClock clock;
    Memory memory;
    TestAuthority authority;
    TestAuthority stranger { QStringLiteral("Stranger") };
    QTemporaryDir directory;
    Listener listener;
    std::unique_ptr<SslTransport> transport;
};

// --- what changed

TEST_F(TrustTest, ATrustedCertificateIsRememberedAsSuch)
{
    const auto identity = authority.issue();
    TestTlsServer server(identity, TestTlsServer::Mode::ImplicitTls);
    ASSERT_TRUE(open(endpoint(server)).encrypted);
    ASSERT_TRUE(memory.seen);
    EXPECT_EQ(memory.seen->sha256, identity.sha256);
    EXPECT_TRUE(memory.seen->trusted);
}

TEST_F(TrustTest, AnUntrustedCertificateInThePlaceOfATrustedOneIsAChange)
{
    memory.seen = SeenCertificate { QByteArray(32, 'o'), QStringLiteral("localhost"), QStringLiteral("A Good Authority"), true, QDateTime::currentDateTimeUtc().addDays(-1) };
    TestTlsServer server(stranger.issue(), TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server));
    EXPECT_EQ(error.kind, ErrorKind::CertificateRejected);
    ASSERT_TRUE(error.certificate && error.certificate->before);
    EXPECT_TRUE(error.certificate->before->trusted);
    EXPECT_EQ(error.certificate->faults, QList { CertificateFault::UnknownIssuer });
    EXPECT_TRUE(error.text.contains(QStringLiteral("A Good Authority")) && error.text.contains(QStringLiteral("stands in between"))) << error.text.toStdString();
    EXPECT_EQ(memory.seen->sha256, QByteArray(32, 'o')) << "a rejected one is not what was last seen";
}

TEST_F(TrustTest, AnotherCertificateInThePlaceOfAnAcceptedOneIsAChange)
{
    const auto first = TestAuthority::selfSigned();
    memory.accepted = first.sha256;
    {
        TestTlsServer server(first, TestTlsServer::Mode::ImplicitTls);
        ASSERT_TRUE(open(endpoint(server)).encrypted);
        ASSERT_TRUE(memory.seen);
        EXPECT_FALSE(memory.seen->trusted) << "the user accepted it";
    }
    TestTlsServer server(TestAuthority::selfSigned(), TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server));
    ASSERT_TRUE(error.certificate && error.certificate->before);
    EXPECT_FALSE(error.certificate->before->trusted);
    EXPECT_TRUE(error.text.contains(QStringLiteral("not the one that you accepted"))) << error.text.toStdString();
}

TEST_F(TrustTest, OneThatWasNeverTrustedIsNoChange)
{
    TestTlsServer server(TestAuthority::selfSigned(), TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server));
    ASSERT_TRUE(error.certificate);
    EXPECT_FALSE(error.certificate->before);
    EXPECT_EQ(error.certificate->faults.value(0), CertificateFault::SelfSigned);
    EXPECT_TRUE(error.text.contains(QStringLiteral("is not trusted"))) << error.text.toStdString();
}

TEST_F(TrustTest, TheSameOneThatIsOverIsNoChange)
{
    const auto identity = authority.issue({ .validFromDays = -30, .validToDays = -1 });
    memory.seen = SeenCertificate { identity.sha256, {}, {}, true, QDateTime::currentDateTimeUtc().addDays(-2) };
    TestTlsServer server(identity, TestTlsServer::Mode::ImplicitTls);
    const Error error = endOf(endpoint(server));
    ASSERT_TRUE(error.certificate);
    EXPECT_FALSE(error.certificate->before);
    EXPECT_EQ(error.certificate->faults, QList { CertificateFault::Expired });
    EXPECT_TRUE(error.text.contains(QStringLiteral("renew"))) << error.text.toStdString();
}

TEST_F(TrustTest, EveryFaultIsToldFromTheOthers)
{
    const auto faultsOf = [this](const test::ServerIdentity &identity) {
        TestTlsServer server(identity, TestTlsServer::Mode::ImplicitTls);
        const Error error = endOf(endpoint(server));
        EXPECT_TRUE(error.certificate);
        return error.certificate ? error.certificate->faults : QList<CertificateFault> {};
    };
    EXPECT_EQ(faultsOf(authority.issue({ .validFromDays = 2 })), QList { CertificateFault::NotYetValid });
    EXPECT_EQ(faultsOf(authority.issue({ .subject = QStringLiteral("mail.example.net"), .hosts = { QStringLiteral("mail.example.net") } })), QList { CertificateFault::WrongHost });
    EXPECT_EQ(faultsOf(stranger.issue({ .subject = QStringLiteral("mail.example.net"), .hosts = { QStringLiteral("mail.example.net") }, .validFromDays = -9, .validToDays = -1 })),
        (QList { CertificateFault::WrongHost, CertificateFault::Expired, CertificateFault::UnknownIssuer }))
        << "the weightiest first";
}

// --- keys

//! OpenSSL's own test server, which has no objections to weak keys.
class LaxServer
{
public:
    LaxServer(const QString &certificate, const QString &key)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral("openssl"), { QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"), QStringLiteral("-cert"),
                                                       certificate, QStringLiteral("-key"), key, QStringLiteral("-cipher"), QStringLiteral("ALL:@SECLEVEL=0") });
        waitUntil([this] {
            m_said += m_process.readAll();
            return m_said.contains('\n') && m_said.contains("ACCEPT");
        });
        const qsizetype at = m_said.indexOf("ACCEPT");
        m_port = m_said.mid(m_said.indexOf(':', at) + 1, m_said.indexOf('\n', at) - m_said.indexOf(':', at) - 1).trimmed().toUShort();
    }
    ~LaxServer()
    {
        m_process.kill();
        waitUntil([this] { return m_process.state() == QProcess::NotRunning; });
    }
    quint16 port() const { return m_port; }

private:
    QProcess m_process;
    QByteArray m_said;
    quint16 m_port = 0;
};

TEST_F(TrustTest, WeakKeysAndSignaturesAreRefusedThoughTheIssuerIsTrusted)
{
    if (QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty())
        GTEST_SKIP() << "the openssl program is not installed";
    for (const test::CertificateWishes &wishes : { test::CertificateWishes { .rsaBits = 1024 }, test::CertificateWishes { .sha1 = true } }) {
        const auto identity = authority.issue(wishes);
        const LaxServer server(write(QStringLiteral("server.pem"), identity.certificate), write(QStringLiteral("server.key"), identity.key));
        ASSERT_NE(server.port(), 0);
        const Error error = endOf({ QStringLiteral("localhost"), server.port(), Security::Tls, directory.filePath(QStringLiteral("ca.pem")) });
        EXPECT_EQ(error.kind, ErrorKind::CertificateRejected) << error.detail.toStdString();
        ASSERT_TRUE(error.certificate);
        EXPECT_EQ(error.certificate->faults, QList { CertificateFault::WeakKey }) << error.certificate->reasons.join(u' ').toStdString();
        EXPECT_TRUE(error.text.contains(QStringLiteral("stronger key"))) << error.text.toStdString();
    }
}

QList<QSslCertificate> chainOf(const test::ServerIdentity &identity)
{
    return QSslCertificate::fromData(identity.certificate, QSsl::Pem);
}

TEST_F(TrustTest, WeakIsWhatCanBeBroken)
{
    EXPECT_TRUE(weaknessOf(chainOf(authority.issue({ .rsaBits = 1024 }))).contains(QStringLiteral("RSA 1024")));
    EXPECT_FALSE(weaknessOf(chainOf(authority.issue({ .sha1 = true }))).isEmpty());
    EXPECT_TRUE(weaknessOf(chainOf(authority.issue({ .rsaBits = 2048 }))).isEmpty());
    EXPECT_TRUE(weaknessOf(chainOf(authority.issue())).isEmpty());
    EXPECT_TRUE(weaknessOf(chainOf(TestAuthority::selfSigned({ .sha1 = true }))).isEmpty()) << "a root's signature proves nothing";
}

TEST_F(TrustTest, StrongRsaKeysAreWelcome)
{
    TestTlsServer server(authority.issue({ .rsaBits = 2048 }), TestTlsServer::Mode::ImplicitTls);
    EXPECT_TRUE(open(endpoint(server)).encrypted);
    EXPECT_EQ(transport->serverCertificate()->key, QStringLiteral("RSA 2048"));
}

TEST_F(TrustTest, Tls13UnlessThisServerCannot)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    ASSERT_TRUE(open(endpoint(server)).encrypted);
    EXPECT_TRUE(transport->tlsFacts().startsWith(QStringLiteral("TLS 1.3")));
    memory.capped = true;
    ASSERT_TRUE(open(endpoint(server)).encrypted);
    EXPECT_TRUE(transport->tlsFacts().startsWith(QStringLiteral("TLS 1.2")));
}

// --- names (RFC 9525 section 6.3)

TEST_F(TrustTest, WildcardsStandForOneLabel)
{
    const auto names = [this](const char *pattern, const char *host) {
        return namesHost(chainOf(authority.issue({ .hosts = { QString::fromLatin1(pattern) }, .addresses = {} })).first(), QString::fromLatin1(host));
    };
    EXPECT_TRUE(names("*.example.org", "mail.example.org"));
    EXPECT_TRUE(names("*.EXAMPLE.org", "mail.example.ORG"));
    EXPECT_FALSE(names("*.example.org", "example.org"));
    EXPECT_FALSE(names("*.example.org", "a.mail.example.org"));
    EXPECT_FALSE(names("*.org", "example.org"));
    EXPECT_FALSE(names("m*.example.org", "mail.example.org"));
    EXPECT_FALSE(names("mail.*.org", "mail.example.org"));
    EXPECT_FALSE(names("*.example.org", "127.0.0.1"));
    EXPECT_FALSE(names("*.0.0.1", "127.0.0.1")) << "an address is not made of labels";
}

TEST_F(TrustTest, InternationalNamesAreComparedInAscii)
{
    const QString host = QStringLiteral("poczta.żółw.example");
    const QSslCertificate own = chainOf(authority.issue({ .hosts = { wireHost(host) }, .addresses = {} })).first();
    EXPECT_TRUE(wireHost(host).startsWith(QStringLiteral("poczta.xn--")));
    EXPECT_TRUE(namesHost(own, wireHost(host)));
    EXPECT_TRUE(namesHost(own, wireHost(host.toUpper())));
    EXPECT_FALSE(namesHost(own, wireHost(QStringLiteral("poczta.zolw.example"))));
}

TEST_F(TrustTest, AnAddressIsNamedAsAnAddress)
{
    const QSslCertificate certificate = chainOf(authority.issue({ .hosts = { QStringLiteral("192.0.2.1") }, .addresses = { QStringLiteral("2001:db8::1") } })).first();
    EXPECT_FALSE(namesHost(certificate, QStringLiteral("192.0.2.1"))) << "written as a name it is none";
    EXPECT_TRUE(namesHost(certificate, QStringLiteral("2001:DB8:0::1")));
    EXPECT_FALSE(namesHost(certificate, QStringLiteral("2001:db8::2")));
}

// --- our own

QByteArray locked(const QByteArray &key, const char *passphrase)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> in(BIO_new_mem_buf(key.constData(), int(key.size())), &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> parsed(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
    EXPECT_EQ(PEM_write_bio_PKCS8PrivateKey(out.get(), parsed.get(), EVP_aes_128_cbc(), passphrase, int(qstrlen(passphrase)), nullptr, nullptr), 1);
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return { bytes, qsizetype(size) };
}

QByteArray pkcs12(const test::ServerIdentity &identity, const char *passphrase)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> key(BIO_new_mem_buf(identity.key.constData(), int(identity.key.size())), &BIO_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> pem(BIO_new_mem_buf(identity.certificate.constData(), int(identity.certificate.size())), &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> parsedKey(PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> parsed(PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr), &X509_free);
    const std::unique_ptr<PKCS12, decltype(&PKCS12_free)> file(
        PKCS12_create(passphrase, "ala", parsedKey.get(), parsed.get(), nullptr, 0, 0, 0, 0, 0), &PKCS12_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
    EXPECT_EQ(i2d_PKCS12_bio(out.get(), file.get()), 1);
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return { bytes, qsizetype(size) };
}

const test::CertificateWishes Ala { .subject = QStringLiteral("ala"), .hosts = {}, .addresses = {} };

TEST_F(TrustTest, OurCertificateIsShown)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    server.requireClientCertificate(authority.certificate());
    server.onConnected = [](TestTlsServer::Peer &peer) { peer.send(peer.clientName().toUtf8()); };
    const auto own = authority.issue(Ala);
    Endpoint to = endpoint(server);
    for (const QByteArray &file : { own.certificate + own.key, own.key + own.certificate, authority.certificate() + own.certificate + own.key }) {
        to.clientCertificate = write(QStringLiteral("ala.pem"), file);
        open(to);
        EXPECT_TRUE(waitUntil([&] { return listener.received == "ala" || listener.closed; }));
        EXPECT_EQ(listener.received, "ala");
    }
    EXPECT_EQ(memory.shownFile, to.clientCertificate);
    EXPECT_GT(memory.shownUntil, QDateTime::currentDateTimeUtc().addDays(20));
}

TEST_F(TrustTest, WithoutOneTheServersRefusalIsExplained)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    server.requireClientCertificate(authority.certificate());
    const Error error = endOf(endpoint(server));
    EXPECT_TRUE(error.kind == ErrorKind::Tls || error.kind == ErrorKind::ConnectionLost);
    EXPECT_TRUE(error.kind == ErrorKind::ConnectionLost || error.text.contains(QStringLiteral("certificate from you")))
        << error.text.toStdString() << error.detail.toStdString();
}

TEST_F(TrustTest, LockedFilesAreOpenedWithTheirPassphrase)
{
    const auto own = authority.issue(Ala);
    const QString pem = write(QStringLiteral("locked.pem"), own.certificate + locked(own.key, "otwórz"));
    const QString p12 = write(QStringLiteral("ala.p12"), pkcs12(own, "otwórz"));
    for (const QString &file : { pem, p12 }) {
        const auto opened = loadClientCertificate(file, Secret("otwórz"));
        ASSERT_TRUE(opened) << opened.error().text.toStdString();
        EXPECT_EQ(fingerprint(opened->chain.first()), own.sha256);
        EXPECT_FALSE(opened->key.isNull());
        for (const char *wrong : { "", "sezam" })
            EXPECT_TRUE(loadClientCertificate(file, Secret(wrong)).error().text.contains(QStringLiteral("passphrase"))) << file.toStdString() << ' ' << wrong;
    }
}

TEST_F(TrustTest, FilesThatCannotBeUsedSayWhy)
{
    const auto own = authority.issue(Ala);
    const auto textFor = [&](const QByteArray &bytes) {
        const auto loaded = loadClientCertificate(write(QStringLiteral("x.pem"), bytes), {});
        return loaded ? QStringLiteral("no error") : loaded.error().text;
    };
    EXPECT_TRUE(textFor(own.certificate).contains(QStringLiteral("not the key")));
    EXPECT_TRUE(textFor(own.key).contains(QStringLiteral("no certificate")));
    EXPECT_TRUE(textFor(own.certificate + authority.issue(Ala).key).contains(QStringLiteral("does not belong")));
    EXPECT_FALSE(loadClientCertificate(write(QStringLiteral("x.p12"), "nonsense"), {}));
    EXPECT_TRUE(loadClientCertificate(directory.filePath(QStringLiteral("nowhere")), {}).error().text.contains(QStringLiteral("cannot be read")));
    const auto over = authority.issue({ .subject = QStringLiteral("ala"), .validFromDays = -30, .validToDays = -1 });
    EXPECT_TRUE(textFor(over.certificate + over.key).contains(QStringLiteral("expired")));
    const auto early = authority.issue({ .subject = QStringLiteral("ala"), .validFromDays = 3 });
    EXPECT_TRUE(textFor(early.certificate + early.key).contains(QStringLiteral("not valid before")));
}

TEST_F(TrustTest, AnUnusableFileEndsTheConnectionBeforeItIsMade)
{
    TestTlsServer server(authority.issue(), TestTlsServer::Mode::ImplicitTls);
    Endpoint to = endpoint(server);
    to.clientCertificate = directory.filePath(QStringLiteral("nowhere"));
    EXPECT_EQ(endOf(to).kind, ErrorKind::Tls);
    EXPECT_EQ(server.connections(), 0);
}

} // namespace
} // namespace golub::net
