// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sending/exactlyonce/Harness.h"

#include "tests/support/TestCertificates.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <csignal>
#include <poll.h>
#include <sstream>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace golub::once {
namespace {

constexpr long LivesOfAProfile = 200;

std::vector<std::string> wordsOf(const std::string &line)
{
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        std::abort();
}

} // namespace

//! A connection of the client's, plain or with TLS.
class Harness::Peer
{
public:
    Peer(int socket, SSL_CTX *tls, Dialogue talk) : fd(socket), dialogue(std::move(talk))
    {
        if (!tls)
            return;
        m_ssl = SSL_new(tls);
        SSL_set_fd(m_ssl, fd);
        if (SSL_accept(m_ssl) != 1)
            close(false);
    }
    ~Peer() { close(false); }
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    bool isOpen() const { return fd >= 0; }
    bool hasMore() const { return m_ssl && SSL_pending(m_ssl) > 0; }
    std::string read()
    {
        char bytes[16384];
        const long count = m_ssl ? SSL_read(m_ssl, bytes, sizeof bytes) : ::recv(fd, bytes, sizeof bytes, 0);
        if (count <= 0)
            close(false);
        return count > 0 ? std::string(bytes, std::size_t(count)) : std::string();
    }
    void write(const std::string &bytes)
    {
        if (bytes.empty() || fd < 0)
            return;
        const long count = m_ssl ? SSL_write(m_ssl, bytes.data(), int(bytes.size())) : ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            close(false);
    }
    void close(bool reset)
    {
        if (m_ssl)
            SSL_free(std::exchange(m_ssl, nullptr));
        if (fd < 0)
            return;
        const linger now { 1, 0 };
        if (reset)
            ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        ::close(std::exchange(fd, -1));
    }

    int fd;
    Dialogue dialogue;
    bool faulty = false;                   //!< the plan is about this one
    long received = 0;
    long sent = 0;
    long replies = 0;

private:
    SSL *m_ssl = nullptr;
};

Harness::Harness(const Options &options) : m_options(options), m_random(options.seed)
{
    ::signal(SIGPIPE, SIG_IGN);
    const QString base = QDir(QStringLiteral("/dev/shm")).exists() && qEnvironmentVariableIsEmpty("TMPDIR") ? QStringLiteral("/dev/shm") : QDir::tempPath();
    m_directory = std::make_unique<QTemporaryDir>(base + QStringLiteral("/golub-once-XXXXXX"));
    const test::TestAuthority authority;
    const test::ServerIdentity identity = authority.issue();
    const auto path = [&](const char *name) { return m_directory->filePath(QLatin1String(name)); };
    writeFile(path("ca.pem"), authority.certificate());
    writeFile(path("cert.pem"), identity.certificate);
    writeFile(path("key.pem"), identity.key);
    m_caFile = path("ca.pem").toStdString();
    m_tls = SSL_CTX_new(TLS_server_method());
    if (SSL_CTX_use_certificate_chain_file(m_tls, path("cert.pem").toUtf8().constData()) != 1
        || SSL_CTX_use_PrivateKey_file(m_tls, path("key.pem").toUtf8().constData(), SSL_FILETYPE_PEM) != 1)
        std::abort();
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *const any = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, any, size) != 0 || ::listen(m_listener, 16) != 0 || ::getsockname(m_listener, any, &size) != 0)
        std::abort();
    m_port = ntohs(address.sin_port);
}

Harness::~Harness()
{
    ::close(m_listener);
    SSL_CTX_free(m_tls);
}

bool Harness::run()
{
    bool good = true;
    while (good && m_faults < m_options.runs) {
        ++m_profile;
        m_acceptances = std::make_unique<Acceptances>(m_directory->filePath(QStringLiteral("accepted-%1").arg(m_profile)).toStdString());
        m_messages.clear();
        m_putOff.clear();
        for (long life = 0; good && life < LivesOfAProfile && m_faults < m_options.runs; ++life)
            good = live(randomPlan(), true) && check("life " + std::to_string(life));
        good = good && settleAccounts();
        if (!m_options.quiet)
            report();
    }
    report();
    return good;
}

Plan Harness::randomPlan()
{
    Plan plan;
    plan.dialect = Dialect(m_random.below(Dialects));
    plan.fault = m_random.chance(1, 2) ? Plan::Fault::Kill : Plan::Fault::Cut;
    plan.where = Plan::Where(m_random.below(5));
    plan.number = plan.where == Plan::Where::Received ? m_random.below(900) : plan.where == Plan::Where::Sent ? m_random.below(260) : m_random.below(8);
    plan.microseconds = m_random.chance(1, 2) ? 0 : m_random.below(3000);
    plan.reset = m_random.chance(1, 2);
    return plan;
}

Life Harness::nextLife(const Plan &plan, bool withMessage)
{
    Life life;
    life.profile = m_directory->filePath(QStringLiteral("profile-%1").arg(m_profile)).toStdString();
    life.port = m_port;
    life.tls = plan.dialect == Dialect::OneFlight;
    life.caFile = m_caFile;
    if (!withMessage)
        return life;
    life.subject = "m" + std::to_string(++m_number);
    ++m_total;
    const auto address = [&](const char *name) { return name + ("+" + life.subject) + "@example.org"; };
    life.recipients = { address("bob") };
    if (m_random.chance(1, 4))
        life.recipients.push_back(address("later"));
    if (m_random.chance(1, 6))
        life.recipients.push_back(address("never"));
    if (m_random.chance(1, 6))
        life.recipients.insert(life.recipients.begin(), address("cyd"));
    life.bytes = m_random.chance(1, 12) ? 300'000 : std::size_t(m_random.below(600));
    m_messages[life.subject] = { life.recipients, false, {} };
    return life;
}

bool Harness::live(const Plan &plan, bool withMessage)
{
    int tellings[2];
    int answers[2];
    if (::pipe(tellings) != 0 || ::pipe(answers) != 0)
        std::abort();
    Life life = nextLife(plan, withMessage);
    std::fflush(nullptr);
    const pid_t client = ::fork();
    if (client == 0) {
        ::close(tellings[0]);
        ::close(answers[1]);
        ::close(m_listener);
        life.tell = tellings[1];
        life.hear = answers[0];
        const int status = once::live(life);
        std::_Exit(status);
    }
    ::close(tellings[1]);
    ::close(answers[0]);
    m_struck = false;
    m_left = -1;
    const bool served = serve(plan, client, tellings[0], answers[1]);
    ::close(tellings[0]);
    ::close(answers[1]);
    int status = 0;
    ::waitpid(client, &status, 0);
    const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && m_struck && plan.fault == Plan::Fault::Kill;
    if (served && (killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0)))
        return true;
    std::printf("FAILED: the client ended with status %d (%s, message %s)\n", status, nameOf(plan.dialect), life.subject.c_str());
    return false;
}

bool Harness::serve(const Plan &plan, pid_t client, int tellings, int answers)
{
    std::vector<std::unique_ptr<Peer>> peers;
    std::string heard;
    for (bool alive = true; alive;) {
        std::vector<pollfd> watched { { tellings, POLLIN, 0 }, { m_listener, POLLIN, 0 } };
        for (const auto &peer : peers)
            watched.push_back({ peer->fd, POLLIN, 0 });
        if (::poll(watched.data(), nfds_t(watched.size()), 30'000) <= 0) {
            std::printf("FAILED: nothing happens for 30 s\n");
            ::kill(client, SIGKILL);
            return false;
        }
        if (watched[0].revents != 0) {
            char bytes[4096];
            const ssize_t count = ::read(tellings, bytes, sizeof bytes);
            alive = count > 0; // the end of the pipe is the end of the client
            heard.append(bytes, alive ? std::size_t(count) : 0);
            for (std::size_t end; (end = heard.find('\n')) != std::string::npos; heard.erase(0, end + 1))
                hear(heard.substr(0, end), answers);
        }
        for (std::size_t i = 0; i < peers.size(); ++i) {
            if (watched[i + 2].revents == 0)
                continue;
            Peer &peer = *peers[i];
            do {
                for (const char byte : peer.read()) {
                    if (!peer.isOpen())
                        break;
                    ++peer.received;
                    if (plan.where == Plan::Where::Received && peer.received >= plan.number && strike(plan, client, peer))
                        break;
                    const std::string reply = peer.dialogue.take(byte);
                    if (reply.empty())
                        continue;
                    ++peer.replies;
                    if (plan.where == Plan::Where::BeforeReply && peer.replies >= plan.number && strike(plan, client, peer))
                        break;
                    const long size = long(reply.size());
                    const bool within = plan.where == Plan::Where::Sent && peer.sent + size >= plan.number;
                    peer.write(within && !m_struck && peer.faulty ? reply.substr(0, std::size_t(std::max(0L, plan.number - peer.sent))) : reply);
                    if (within && strike(plan, client, peer))
                        break;
                    peer.sent += size;
                    if (plan.where == Plan::Where::AfterReply && peer.replies >= plan.number && strike(plan, client, peer))
                        break;
                    if (peer.dialogue.isOver())
                        peer.close(false);
                }
            } while (peer.isOpen() && peer.hasMore());
        }
        std::erase_if(peers, [](const auto &peer) { return !peer->isOpen(); });
        if ((watched[1].revents & POLLIN) != 0) {
            const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            const bool strikesAtOnce = plan.where == Plan::Where::Connected && !m_struck && plan.number % 2 == 0;
            peers.push_back(std::make_unique<Peer>(
                socket, plan.dialect == Dialect::OneFlight && !strikesAtOnce ? m_tls : nullptr, Dialogue(plan.dialect, *m_acceptances, m_putOff)));
            Peer &peer = *peers.back();
            peer.faulty = true;
            if (strikesAtOnce && strike(plan, client, peer))
                continue;
            peer.write(Dialogue::greeting());
            if (plan.where == Plan::Where::Connected)
                strike(plan, client, peer);
        }
    }
    return true;
}

//! The fault, once in a life.
bool Harness::strike(const Plan &plan, pid_t client, Peer &peer)
{
    if (m_struck || plan.fault == Plan::Fault::None)
        return false;
    m_struck = true;
    ++m_faults;
    static const char *const places[] = { "connected", "before a reply", "after a reply", "bytes received", "bytes sent" };
    ++m_where[std::string(plan.fault == Plan::Fault::Kill ? "killed, " : "cut, ") + nameOf(plan.dialect) + ", " + places[int(plan.where)]];
    const timespec pause { 0, plan.microseconds * 1000 };
    ::ppoll(nullptr, 0, &pause, nullptr);
    if (plan.fault == Plan::Fault::Kill) {
        ++m_kills;
        ::kill(client, SIGKILL);
    }
    peer.close(plan.reset);
    return true;
}

void Harness::hear(const std::string &line, int answers)
{
    const std::vector<std::string> words = wordsOf(line);
    if (words.size() == 2 && words[0] == "queued")
        m_messages[words[1]].given = true;
    else if (words.size() == 2 && words[0] == "left")
        m_left = std::stoi(words[1]);
    else if (words.size() >= 2 && words[0] == "uncertain") {
        const char answer = word(words);
        if (::write(answers, &answer, 1) != 1)
            std::printf("the client did not hear the answer\n");
    }
}

//! The person's word: the truth, or not yet.
char Harness::word(const std::vector<std::string> &words)
{
    ++m_asked;
    if (m_options.lies)
        return 'u';
    if (m_random.chance(1, 3)) {
        ++m_waited;
        return 'w';
    }
    int has = 0;
    for (std::size_t i = 2; i < words.size(); ++i)
        has += m_acceptances->count(words[1], words[i]) > 0;
    if (has == 0)
        return 'u';
    // Sent to some and refused for others, in answers that never came: "sent" is the best that anybody can say.
    for (std::size_t i = 2; i < words.size(); ++i) {
        if (m_acceptances->count(words[1], words[i]) == 0)
            m_excused += m_messages[words[1]].excused.insert(words[i]).second;
    }
    return 's';
}

//! Lives without faults until everything has gone.
bool Harness::settleAccounts()
{
    for (int life = 0; life < 40; ++life) {
        const long asked = m_asked;
        if (!live({}, false))
            return false;
        if (m_left != 0 || m_asked != asked)
            continue;
        bool good = check("the end");
        for (const auto &[subject, message] : m_messages) {
            for (const std::string &recipient : message.recipients) {
                const int count = m_acceptances->count(subject, recipient);
                const bool expected = recipient.rfind("never", 0) != 0 && message.given && message.excused.count(recipient) == 0;
                m_delivered += count;
                if (expected && count == 0)
                    std::printf("FAILED: %s is lost for %s\n", subject.c_str(), recipient.c_str());
                good = good && (!expected || count == 1);
            }
        }
        return good;
    }
    std::printf("FAILED: the outbox is never empty (%d left)\n", m_left);
    return false;
}

bool Harness::check(const std::string &when)
{
    for (const std::string &pair : m_acceptances->twice())
        std::printf("FAILED: accepted twice: %s (%s, seed %llu)\n", pair.c_str(), when.c_str(), m_options.seed);
    return m_acceptances->twice().empty();
}

void Harness::report() const
{
    std::printf("%ld faults (%ld kills, %ld cuts), %ld messages, %ld acceptances; asked %ld times (%ld not answered yet), %ld recipients excused\n",
        m_faults, m_kills, m_faults - m_kills, m_total, m_delivered, m_asked, m_waited, m_excused);
    if (m_faults >= m_options.runs && !m_options.quiet) {
        for (const auto &[where, count] : m_where)
            std::printf("  %-45s %ld\n", where.c_str(), count);
    }
    std::fflush(stdout);
}

} // namespace golub::once
