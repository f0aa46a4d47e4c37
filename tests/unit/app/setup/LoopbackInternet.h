// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/net/DeferredCalls.h"
#include "protocols/net/NameRecords.h"
#include "protocols/net/WebFetch.h"
#include "tests/support/TestTlsServer.h"

#include <QMap>
#include <QTemporaryFile>

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <vector>

namespace golub::test {

//! A little internet on loopback: names, real HTTPS and mail servers behind them, and a certificate authority of its own.
class LoopbackInternet
{
public:
    LoopbackInternet()
    {
        EXPECT_TRUE(m_caFile.open());
        m_caFile.write(m_authority.certificate());
        m_caFile.flush();
    }

    //! A web server of that name. \a answer gets the request's head and gives the whole response; empty: silence.
    TestTlsServer &web(const char *host, std::function<QByteArray(const QByteArray &head)> answer, const QStringList &names = {})
    {
        const QString name = QLatin1StringView(host) + QString();
        auto &server = add(name, 443, TestTlsServer::Mode::ImplicitTls, names.isEmpty() ? QStringList { name } : names);
        const auto head = std::make_shared<QMap<TestTlsServer::Peer *, QByteArray>>();
        server.onReceived = [this, head, answer](TestTlsServer::Peer &peer, const QByteArray &bytes) {
            QByteArray &request = (*head)[&peer];
            request += bytes;
            if (!request.contains("\r\n\r\n"))
                return;
            requests += request;
            const QByteArray response = answer(request);
            request.clear();
            if (!response.isEmpty()) {
                peer.send(response);
                peer.close();
            }
        };
        return server;
    }
    //! A mail server; certificates are made for "localhost", which is what probes are led to.
    TestTlsServer &mail(const char *host, quint16 port, TestTlsServer::Mode mode, const QStringList &names = { QStringLiteral("localhost") })
    {
        return add(QLatin1StringView(host) + QString(), port, mode, names);
    }

    net::Places places() const
    {
        net::Places places;
        places.find = [this](const QString &host, quint16 port) -> std::optional<net::Places::Place> {
            const auto it = m_places.constFind({ host, port });
            if (it == m_places.constEnd())
                return std::nullopt;
            return net::Places::Place { QStringLiteral("localhost"), *it };
        };
        places.caFile = m_caFile.fileName();
        return places;
    }

    static QByteArray page(const QByteArray &body, const QByteArray &type = "text/xml")
    {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
    }
    static QByteArray redirect(const QByteArray &target)
    {
        return "HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    QList<QByteArray> requests; //!< heads, as they came

private:
    TestTlsServer &add(const QString &host, quint16 port, TestTlsServer::Mode mode, const QStringList &names)
    {
        CertificateWishes wishes;
        wishes.hosts = names;
        wishes.addresses.clear();
        m_servers.push_back(std::make_unique<TestTlsServer>(m_authority.issue(wishes), mode));
        m_places.insert({ host, port }, m_servers.back()->port());
        return *m_servers.back();
    }

    TestAuthority m_authority;
    QTemporaryFile m_caFile;
    std::vector<std::unique_ptr<TestTlsServer>> m_servers;
    QMap<std::pair<QString, quint16>, quint16> m_places;
};

//! DNS as a table.
class TableRecords final : public net::NameRecords
{
public:
    explicit TableRecords(Clock &clock) : m_deferred(clock) { }
    void services(const QString &name, Done<QList<SrvRecord>> done) override
    {
        m_deferred.post([this, name, done] {
            done(srv.contains(name) ? Result<QList<SrvRecord>>(srv.value(name)) : Result<QList<SrvRecord>>(Error::of(ErrorKind::NotFound)));
        });
    }
    void mailExchangers(const QString &domain, Done<QStringList> done) override
    {
        m_deferred.post([this, domain, done] {
            done(mx.contains(domain) ? Result<QStringList>(mx.value(domain)) : Result<QStringList>(Error::of(ErrorKind::NotFound)));
        });
    }
    QMap<QString, QList<SrvRecord>> srv;
    QMap<QString, QStringList> mx;

private:
    net::DeferredCalls m_deferred;
};

} // namespace golub::test
