// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/LoopbackListener.h"

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QPointer>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

namespace golub::net {
namespace {

using namespace std::chrono_literals;
constexpr qsizetype HeadBytes = 32 * 1024;
constexpr int HeadFields = 100;
constexpr std::size_t VisitorsAtOnce = 8;
constexpr auto VisitWithin = 10s;

bool isClean(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

QByteArray page(const char *status, const RedirectPage &page)
{
    // Everything is in the page itself, and nothing in it may load or run; the address with its code must not travel on as a referrer.
    const QByteArray body = QStringLiteral("<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                                           "<title>%1</title></head><body style=\"font-family:sans-serif;margin:15%\"><h1>%1</h1><p>%2</p></body></html>")
                                .arg(page.title.toHtmlEscaped(), page.text.toHtmlEscaped())
                                .toUtf8();
    return QByteArray("HTTP/1.1 ") + status
        + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff"
          "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
          "\r\nConnection: close\r\n\r\n"
        + body;
}

QByteArray plain(const char *status)
{
    return QByteArray("HTTP/1.1 ") + status + "\r\nContent-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
}

} // namespace

HttpHead readHttpHead(QByteArrayView bytes)
{
    HttpHead bad { HttpHead::State::Bad };
    const QByteArray text = bytes.first(std::min(bytes.size(), HeadBytes)).toByteArray();
    const qsizetype end = text.indexOf("\r\n\r\n");
    if (end < 0)
        return bytes.size() >= HeadBytes ? bad : HttpHead {};
    const QList<QByteArray> lines = text.left(end).split('\n');
    if (lines.size() > HeadFields + 1)
        return bad;
    const auto withoutCr = [](QByteArray line) {
        if (line.endsWith('\r'))
            line.chop(1);
        return line;
    };
    const QList<QByteArray> words = withoutCr(lines.front()).split(' ');
    if (words.size() != 3 || !words[2].startsWith("HTTP/1.") || !isClean(words[0]) || !isClean(words[1]) || !words[1].startsWith('/'))
        return bad;
    HttpHead head { HttpHead::State::Complete, words[0], words[1] };
    int hosts = 0;
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            return bad;
        if (line.left(colon).compare("host", Qt::CaseInsensitive) != 0)
            continue;
        head.host = withoutCr(line).mid(colon + 1).trimmed();
        ++hosts;
    }
    return hosts == 1 && isClean(head.host) ? head : bad; // RFC 9112 section 3.2
}

struct LoopbackListener::Visitor {
    QPointer<QTcpSocket> socket;
    QByteArray received;
    Clock::TimerId timer = 0;
    bool answered = false;
};

LoopbackListener::LoopbackListener(Clock &clock) : m_clock(clock) { }

LoopbackListener::~LoopbackListener()
{
    for (const auto &visitor : m_visitors) {
        m_clock.cancelTimer(visitor->timer);
        if (!visitor->socket)
            continue;
        visitor->socket->disconnect();
        // The page is on its way: the socket sends what it has and goes by itself.
        QTcpSocket *socket = visitor->socket;
        socket->setParent(nullptr);
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        socket->disconnectFromHost();
        if (socket->state() == QAbstractSocket::UnconnectedState)
            socket->deleteLater();
    }
}

Result<quint16> LoopbackListener::listen(const QByteArray &path, quint16 port, std::function<RedirectPage(const QByteArray &target)> arrived)
{
    m_path = path;
    m_arrived = std::move(arrived);
    for (QTcpServer *server : { &m_four, &m_six }) {
        server->setProxy(QNetworkProxy::NoProxy);
        server->setMaxPendingConnections(int(VisitorsAtOnce));
        QObject::connect(server, &QTcpServer::newConnection, server, [this, server] { accept(*server); });
    }
    if (!m_four.listen(QHostAddress(QHostAddress::LocalHost), port)) {
        return Error { ErrorKind::Conflict,
            QCoreApplication::translate("Net", "Another program uses the port %1 of this computer, where the browser is to come back to. Close it and try again.")
                .arg(port),
            m_four.errorString() };
    }
    // Where a browser takes "localhost" for ::1; without IPv6 there is nothing to listen on.
    (void)m_six.listen(QHostAddress(QHostAddress::LocalHostIPv6), m_four.serverPort());
    return m_four.serverPort();
}

void LoopbackListener::accept(QTcpServer &server)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        if (m_visitors.size() >= VisitorsAtOnce || !socket->peerAddress().isLoopback()) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto visitor = std::make_shared<Visitor>();
        visitor->socket = socket;
        visitor->timer = m_clock.startTimer(VisitWithin, [this, visitor] { close(visitor); });
        m_visitors.push_back(visitor);
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, visitor] { read(visitor); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [this, visitor] { close(visitor); });
        read(visitor);
    }
}

void LoopbackListener::read(const std::shared_ptr<Visitor> &visitor)
{
    if (visitor->answered || !visitor->socket)
        return;
    visitor->received += visitor->socket->read(HeadBytes - visitor->received.size());
    const HttpHead head = readHttpHead(visitor->received);
    if (head.state == HttpHead::State::Incomplete)
        return;
    visitor->answered = true;
    visitor->socket->write(head.state == HttpHead::State::Bad ? plain("400 Bad Request") : answerTo(head));
    visitor->socket->disconnectFromHost();
}

// A name that somebody made resolve to 127.0.0.1 is not this machine's: their page could read our answers otherwise.
bool LoopbackListener::isOurHost(const QByteArray &host) const
{
    const QByteArray port = ':' + QByteArray::number(m_four.serverPort());
    return host == "127.0.0.1" + port || host.toLower() == "localhost" + port || host == "[::1]" + port;
}

QByteArray LoopbackListener::answerTo(const HttpHead &head)
{
    if (!m_arrived)
        return plain("410 Gone");
    if (!isOurHost(head.host))
        return plain("421 Misdirected Request");
    if (head.target.left(head.target.indexOf('?') < 0 ? head.target.size() : head.target.indexOf('?')) != m_path)
        return plain("404 Not Found");
    if (head.method != "GET")
        return plain("405 Method Not Allowed");
    const RedirectPage shown = m_arrived(head.target);
    if (!shown.accepted)
        return page("400 Bad Request", shown);
    m_arrived = nullptr;
    m_four.close();
    m_six.close();
    return page("200 OK", shown);
}

void LoopbackListener::close(const std::shared_ptr<Visitor> &visitor)
{
    m_clock.cancelTimer(std::exchange(visitor->timer, 0));
    std::erase(m_visitors, visitor);
    if (QTcpSocket *socket = visitor->socket) {
        socket->disconnect();
        socket->abort();
        socket->deleteLater();
        visitor->socket = nullptr;
    }
}

} // namespace golub::net
