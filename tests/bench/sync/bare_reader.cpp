// SPDX-License-Identifier: GPL-3.0-or-later
// The limit that synchronisation is measured against: fetches every message of INBOX over TLS and throws it away.
//
//   bare_reader HOST PORT CA_FILE USER PASSWORD     prints "messages bytes seconds", sign-in not counted in the seconds
//
// It reads in large pieces, steps over the literals without looking into them, and allocates nothing on the way.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace {

constexpr int PieceSize = 256 * 1024;

[[noreturn]] void fail(const std::string &what)
{
    std::fprintf(stderr, "bare_reader: %s\n", what.c_str());
    std::exit(1);
}

int connectTo(const char *host, const char *port)
{
    addrinfo wanted {};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(host, port, &wanted, &found) != 0)
        fail("no such host");
    int descriptor = -1;
    for (const addrinfo *one = found; one && descriptor < 0; one = one->ai_next) {
        descriptor = socket(one->ai_family, one->ai_socktype, one->ai_protocol);
        if (descriptor >= 0 && connect(descriptor, one->ai_addr, one->ai_addrlen) != 0) {
            close(descriptor);
            descriptor = -1;
        }
    }
    freeaddrinfo(found);
    if (descriptor < 0)
        fail("no connection");
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

//! Lines and literals of an answer, counted as they pass.
class Counter
{
public:
    explicit Counter(std::string tag) : m_tag(std::move(tag)) { }
    bool isDone() const { return m_done; }
    bool isGood() const { return m_good; }
    long long literals() const { return m_literals; }

    void take(const char *bytes, long long size)
    {
        while (size > 0 && !m_done) {
            if (m_skip > 0) {
                const long long step = size < m_skip ? size : m_skip;
                bytes += step;
                size -= step;
                m_skip -= step;
                continue;
            }
            const auto *end = static_cast<const char *>(std::memchr(bytes, '\n', std::size_t(size)));
            const long long length = end ? end - bytes + 1 : size;
            m_line.append(bytes, std::size_t(length));
            bytes += length;
            size -= length;
            if (end)
                endLine();
        }
    }

private:
    void endLine()
    {
        const std::size_t open = m_line.rfind('{');
        if (m_line.size() >= 4 && m_line.compare(m_line.size() - 3, 3, "}\r\n") == 0 && open != std::string::npos) {
            m_skip = std::atoll(m_line.c_str() + open + 1);
            ++m_literals;
        } else if (m_line.compare(0, m_tag.size(), m_tag) == 0) {
            m_done = true;
            m_good = m_line.compare(m_tag.size(), 2, "OK") == 0;
        }
        m_line.clear();
    }

    std::string m_tag;
    std::string m_line;
    long long m_skip = 0;
    long long m_literals = 0;
    bool m_done = false;
    bool m_good = false;
};

struct Totals {
    long long literals = 0;
    long long bytes = 0;
};

Totals ask(SSL *tls, const std::string &tag, const std::string &command, std::vector<char> &buffer)
{
    const std::string line = tag + " " + command + "\r\n";
    if (SSL_write(tls, line.data(), int(line.size())) <= 0)
        fail("cannot write");
    Counter counter(tag + " ");
    long long total = 0;
    while (!counter.isDone()) {
        const int got = SSL_read(tls, buffer.data(), int(buffer.size()));
        if (got <= 0)
            fail("connection lost");
        total += got;
        counter.take(buffer.data(), got);
    }
    if (!counter.isGood())
        fail("refused: " + command.substr(0, command.find(' ')));
    return { counter.literals(), total };
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 6)
        fail("HOST PORT CA_FILE USER PASSWORD");
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_default_read_buffer_len(context, PieceSize);
    if (SSL_CTX_load_verify_locations(context, argv[3], nullptr) != 1)
        fail("no CA file");
    SSL *tls = SSL_new(context);
    SSL_set_fd(tls, connectTo(argv[1], argv[2]));
    SSL_set_tlsext_host_name(tls, argv[1]);
    if (SSL_connect(tls) != 1)
        fail(ERR_error_string(ERR_get_error(), nullptr));
    std::vector<char> buffer(PieceSize);
    ask(tls, "a1", std::string("LOGIN ") + argv[4] + " " + argv[5], buffer);
    const auto began = std::chrono::steady_clock::now();
    ask(tls, "a2", "EXAMINE INBOX", buffer);
    const Totals totals = ask(tls, "a3", "UID FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])", buffer);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::printf("%lld %lld %.6f\n", totals.literals, totals.bytes, seconds);
    SSL_free(tls);
    SSL_CTX_free(context);
    return 0;
}
