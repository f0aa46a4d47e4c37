// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/WebFetch.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>

#include <utility>

namespace golub::net {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Net)
};

Error insecure(const QUrl &url)
{
    return { ErrorKind::Tls, Text::tr("The answer would have come without encryption. It was not taken."), textsafety::printable(url.toDisplayString(), 200) };
}

Error errorOf(const QNetworkReply &reply)
{
    const QString detail = textsafety::printable(reply.errorString(), 300);
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return Error::of(ErrorKind::HostNotFound, detail);
    case QNetworkReply::ConnectionRefusedError:
        return Error::of(ErrorKind::ConnectionRefused, detail);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return Error::of(ErrorKind::Timeout, detail);
    case QNetworkReply::SslHandshakeFailedError:
        return Error::of(ErrorKind::CertificateRejected, detail);
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return Error::of(ErrorKind::Offline, detail);
    default:
        return Error::of(ErrorKind::ConnectionLost, detail);
    }
}

} // namespace

struct WebFetch::Request {
    QUrl url;
    qint64 limit = 0;
    Done<FetchedPage> done;
    int redirects = 0;
    QByteArray body;
    QNetworkReply *reply = nullptr;
    Clock::TimerId timer = 0;
};

WebFetch::WebFetch(Clock &clock, Places places) : m_clock(clock), m_places(std::move(places)), m_deferred(clock)
{
    m_manager.setAutoDeleteReplies(false);
}

WebFetch::~WebFetch()
{
    for (const auto &request : m_requests) {
        m_clock.cancelTimer(request->timer);
        if (request->reply) {
            QObject::disconnect(request->reply, nullptr, &m_manager, nullptr);
            request->reply->abort();
            delete request->reply;
        }
    }
}

void WebFetch::get(const QUrl &url, qint64 limit, Done<FetchedPage> done)
{
    auto owned = std::make_unique<Request>();
    Request &request = *owned;
    request.url = url;
    request.limit = limit;
    request.done = std::move(done);
    m_requests.push_back(std::move(owned));
    request.timer = m_clock.startTimer(Within, [this, &request] { end(request, Error::of(ErrorKind::Timeout)); });
    send(request);
}

void WebFetch::send(Request &request)
{
    if (!request.url.isValid() || request.url.scheme() != u"https" || request.url.host().isEmpty() || !request.url.userInfo().isEmpty()) {
        end(request, insecure(request.url));
        return;
    }
    // A name on the internet, not an address: nobody may send us looking around in the person's own network by its numbers.
    if (!QHostAddress(request.url.host()).isNull()) {
        end(request, Error::of(ErrorKind::HostNotFound));
        return;
    }
    QUrl url = request.url;
    QNetworkRequest ask;
    if (m_places.find) {
        const auto place = m_places.find(url.host(), quint16(url.port(443)));
        if (!place) {
            end(request, Error::of(ErrorKind::HostNotFound));
            return;
        }
        ask.setRawHeader("Host", url.host().toLatin1());
        ask.setPeerVerifyName(url.host());
        url.setHost(place->host);
        url.setPort(place->port);
    }
    ask.setUrl(url);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!m_places.caFile.isEmpty())
        tls.addCaCertificates(m_places.caFile);
    ask.setSslConfiguration(tls);
    ask.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    ask.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    ask.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    ask.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    ask.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    ask.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    ask.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Qt's own would be "Mozilla/5.0", and would tell the language of the person.
    ask.setRawHeader("User-Agent", "Golub");
    ask.setRawHeader("Accept-Language", "en");
    // A compressed answer could unpack to more than the limit; it is asked for as it is.
    ask.setRawHeader("Accept-Encoding", "identity");

    request.body.clear();
    QNetworkReply *const reply = m_manager.get(ask);
    request.reply = reply;
    reply->setReadBufferSize(request.limit + 1);
    QObject::connect(reply, &QNetworkReply::readyRead, &m_manager, [this, &request] {
        request.body += request.reply->read(request.limit + 1 - request.body.size());
        if (request.body.size() > request.limit)
            end(request, Error::of(ErrorKind::LimitExceeded));
    });
    QObject::connect(reply, &QNetworkReply::finished, &m_manager, [this, &request] { finished(request); });
}

void WebFetch::finished(Request &request)
{
    QNetworkReply *const reply = request.reply;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0 || (reply->error() != QNetworkReply::NoError && status < 300)) {
        end(request, errorOf(*reply));
        return;
    }
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
        const QUrl target = request.url.resolved(QUrl::fromEncoded(reply->rawHeader("Location"), QUrl::StrictMode));
        reply->deleteLater();
        request.reply = nullptr;
        if (++request.redirects > RedirectsLimit) {
            end(request, Error::of(ErrorKind::LimitExceeded, QStringLiteral("redirections")));
            return;
        }
        request.url = target;
        send(request);
        return;
    }
    if (status == 404 || status == 410 || status == 403 || status == 401) {
        end(request, Error::of(ErrorKind::NotFound));
        return;
    }
    if (status != 200) {
        end(request, Error { ErrorKind::ServerTemporary, Text::tr("The server answered with error %1.").arg(status), {} });
        return;
    }
    request.body += reply->read(request.limit + 1 - request.body.size());
    if (request.body.size() > request.limit) {
        end(request, Error::of(ErrorKind::LimitExceeded));
        return;
    }
    const QByteArray type = reply->header(QNetworkRequest::ContentTypeHeader).toByteArray().split(';').constFirst().trimmed().toLower();
    end(request, FetchedPage { status, type, request.body, request.url });
}

void WebFetch::end(Request &request, Result<FetchedPage> result)
{
    m_clock.cancelTimer(request.timer);
    if (request.reply) {
        QObject::disconnect(request.reply, nullptr, &m_manager, nullptr);
        request.reply->abort();
        request.reply->deleteLater();
    }
    m_deferred.post([done = std::move(request.done), result = std::move(result)] { done(result); });
    m_requests.remove_if([&request](const auto &one) { return one.get() == &request; });
}

} // namespace golub::net
