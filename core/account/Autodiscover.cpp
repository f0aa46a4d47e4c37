// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/Autodiscover.h"

#include "core/base/TextSafety.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace golub::account {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Autodiscover)
};

} // namespace

QUrl autodiscoverUrl(const AddressParts &address, bool sendAddress)
{
    QUrl url(QStringLiteral("https://autodiscover.%1/autodiscover/autodiscover.json").arg(address.domain));
    const QString asked = sendAddress ? address.address : QStringLiteral("postmaster@") + address.domain;
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("Email"), QString::fromLatin1(QUrl::toPercentEncoding(asked)));
    query.addQueryItem(QStringLiteral("Protocol"), QStringLiteral("EWS"));
    query.addQueryItem(QStringLiteral("RedirectCount"), QStringLiteral("1"));
    url.setQuery(query);
    return url;
}

Result<QString> exchangeHostFrom(const QByteArray &json)
{
    const auto refused = [](const QString &detail) {
        return Error { ErrorKind::Protocol, Text::tr("The answer is not one of Exchange's Autodiscover."), textsafety::printable(detail, 200) };
    };
    if (json.size() > AutodiscoverBytes)
        return refused(QStringLiteral("too large"));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return refused(problem.errorString());
    const QJsonObject object = document.object();
    if (object.contains(u"ErrorCode"))
        return Error { ErrorKind::NotFound, Text::tr("Exchange does not know this address."), textsafety::printable(object.value(u"ErrorCode").toString(), 200) };
    const QUrl url(object.value(u"Url").toString(), QUrl::StrictMode);
    const QString host = publicHostName(url.host());
    if (!url.isValid() || url.scheme() != u"https" || host.isEmpty())
        return refused(object.value(u"Url").toString());
    return host;
}

bool isExchangeOnline(const QString &host)
{
    static constexpr std::array domains { QLatin1StringView("outlook.com"), QLatin1StringView("office365.com"), QLatin1StringView("office.com"),
        QLatin1StringView("outlook.office.com"), QLatin1StringView("mail.protection.outlook.com"), QLatin1StringView("mx.microsoft") };
    return std::any_of(domains.begin(), domains.end(), [&](QLatin1StringView domain) { return isWithin(host, QString(domain)); });
}

} // namespace golub::account
