// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/AuthServer.h"

#include "tests/support/WaitUntil.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace golub::test {
namespace {

AuthServer::Page fetch(const QNetworkRequest &request, const QByteArray &method, const QByteArray &body)
{
    QNetworkAccessManager manager;
    const std::unique_ptr<QNetworkReply> reply(manager.sendCustomRequest(request, method, body));
    if (!waitUntil([&] { return reply->isFinished(); }, std::chrono::seconds(20)))
        return {};
    return { reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(), reply->url() };
}

} // namespace

AuthServer::AuthServer()
{
    m_process.start(QStringLiteral("python3"),
        { QStringLiteral(GOLUB_SOURCE_DIR "/tests/servers/authserver"), QStringLiteral("--owner"), QString::number(QCoreApplication::applicationPid()) });
    if (waitUntil([this] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; }, std::chrono::seconds(20)))
        m_issuer = QJsonDocument::fromJson(m_process.readLine()).object().value(u"issuer").toString();
}

AuthServer::~AuthServer()
{
    m_process.kill();
    waitUntil([this] { return m_process.state() == QProcess::NotRunning; }, std::chrono::seconds(5));
}

QJsonObject AuthServer::control(const QJsonObject &json)
{
    QNetworkRequest request(QUrl(m_issuer + QStringLiteral("/control")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const QByteArray body = json.isEmpty() ? QByteArray() : QJsonDocument(json).toJson();
    return QJsonDocument::fromJson(fetch(request, json.isEmpty() ? "GET" : "POST", body).text).object();
}

void AuthServer::set(const QString &name, const QJsonValue &value)
{
    control({ { name, value } });
}

void AuthServer::act(const QString &what)
{
    control({ { QStringLiteral("do"), what } });
}

QStringList AuthServer::log()
{
    QStringList out;
    for (const QJsonValue &line : control({}).value(u"log").toArray())
        out += line.toString();
    return out;
}

int AuthServer::count(const QString &entry)
{
    return int(log().count(entry));
}

QList<QByteArray> AuthServer::tokens()
{
    QList<QByteArray> out;
    const QJsonObject all = control({});
    for (const char *kind : { "access", "refresh" }) {
        for (const QJsonValue &token : all.value(QLatin1String(kind)).toArray())
            out += token.toString().toUtf8();
    }
    return out;
}

AuthServer::Page AuthServer::browse(const QUrl &url, const QByteArray &method, const QByteArray &host)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    if (!host.isEmpty())
        request.setRawHeader("Host", host);
    return fetch(request, method, {});
}

} // namespace golub::test
