// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/WebClient.h"

#include <QCoreApplication>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QSslError>

#include <algorithm>
#include <utility>

namespace golub::net {
namespace {

bool isOnThisMachine(const QUrl &url)
{
    const QString host = url.host();
    return host == u"127.0.0.1" || host == u"localhost" || host == u"::1";
}

bool mayBeAsked(const QUrl &url)
{
    const bool safe = url.scheme() == u"https" || (url.scheme() == u"http" && isOnThisMachine(url));
    return url.isValid() && safe && !url.host().isEmpty() && url.userInfo().isEmpty();
}

QNetworkRequest networkRequest(const WebRequest &request)
{
    QNetworkRequest out(request.url);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    out.setSslConfiguration(tls);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setRawHeader("Accept", "application/json");
    // Qt's own would be "Mozilla/5.0", and tells the language of the person.
    out.setRawHeader("User-Agent", "Golub");
    out.setRawHeader("Accept-Language", "en");
    if (request.form)
        out.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
    return out;
}

Error errorOf(const QNetworkReply &reply)
{
    const QString words = reply.errorString();
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::ProxyConnectionRefusedError:
        return Error::of(ErrorKind::ConnectionRefused, words);
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyNotFoundError:
        return Error::of(ErrorKind::HostNotFound, words);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return Error::of(ErrorKind::Timeout, words);
    case QNetworkReply::SslHandshakeFailedError:
        return Error::of(ErrorKind::Tls, words);
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::TemporaryNetworkFailureError:
        return Error::of(ErrorKind::Offline, words);
    default:
        return Error::of(ErrorKind::ConnectionLost, words);
    }
}

//! Seconds only: the form with a date is of no use where clocks differ.
std::optional<std::chrono::seconds> retryAfterOf(const QNetworkReply &reply)
{
    bool isNumber = false;
    const int seconds = reply.rawHeader("Retry-After").trimmed().toInt(&isNumber);
    if (!isNumber || seconds < 0)
        return std::nullopt;
    return std::chrono::seconds(std::min(seconds, 24 * 3600));
}

} // namespace

struct WebClient::Running {
    QPointer<QNetworkReply> reply;
    Clock::TimerId timer = 0;
    qsizetype maxBytes = 0;
    QByteArray content;
    Done<WebAnswer> done;
};

WebClient::WebClient(Clock &clock) : m_clock(clock), m_deferred(clock) { }

WebClient::~WebClient()
{
    for (const auto &running : std::as_const(m_running)) {
        m_clock.cancelTimer(running->timer);
        if (running->reply) {
            running->reply->disconnect();
            running->reply->abort();
        }
    }
}

void WebClient::send(const WebRequest &request, Done<WebAnswer> done)
{
    if (!mayBeAsked(request.url)) {
        m_deferred.post([done = std::move(done)] {
            done(Error { ErrorKind::InvalidInput, QCoreApplication::translate("Net", "The address of a sign-in server must begin with https://.") });
        });
        return;
    }
    if (!m_manager) {
        m_manager = std::make_unique<QNetworkAccessManager>();
        m_manager->setAutoDeleteReplies(false);
    }
    auto running = std::make_shared<Running>();
    running->maxBytes = request.maxBytes;
    running->done = std::move(done);
    m_running.append(running);
    QNetworkReply *reply = request.form ? m_manager->post(networkRequest(request), request.form->reveal()) : m_manager->get(networkRequest(request));
    running->reply = reply;
    reply->setReadBufferSize(request.maxBytes + 1);
    running->timer = m_clock.startTimer(request.within, [this, running] { finish(running, Error::of(ErrorKind::Timeout)); });
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [this, running] { read(running); });
    QObject::connect(reply, &QNetworkReply::finished, reply, [this, running] {
        read(running);
        if (!running->done)
            return;
        const int status = running->reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        // With a status the server has answered, whatever Qt thinks of the answer; but a content that was cut is none.
        const auto error = running->reply->error();
        const bool cut = error == QNetworkReply::RemoteHostClosedError || error == QNetworkReply::SslHandshakeFailedError;
        if (status == 0 || cut)
            finish(running, errorOf(*running->reply));
        else
            finish(running, WebAnswer { status, running->reply->rawHeader("Content-Type"), retryAfterOf(*running->reply), running->content });
    });
}

void WebClient::read(const std::shared_ptr<Running> &running)
{
    if (!running->reply || !running->done)
        return;
    running->content += running->reply->readAll();
    if (running->content.size() > running->maxBytes)
        finish(running, Error::of(ErrorKind::LimitExceeded));
}

void WebClient::finish(const std::shared_ptr<Running> &running, Result<WebAnswer> result)
{
    if (!running->done)
        return;
    m_clock.cancelTimer(std::exchange(running->timer, 0));
    m_running.removeOne(running);
    if (QNetworkReply *reply = running->reply) {
        reply->disconnect();
        reply->abort();
        reply->deleteLater();
    }
    m_deferred.post([done = std::exchange(running->done, nullptr), result = std::move(result)] { done(result); });
}

} // namespace golub::net
