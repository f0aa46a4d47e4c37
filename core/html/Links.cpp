// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Links.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace golub::html {
namespace {

//! As browsers read an address: blanks at both ends, tabs and line ends anywhere do not count; other controls make it unusable.
QString normalized(const QString &address)
{
    QString out;
    out.reserve(address.size());
    for (const QChar c : address.trimmed()) {
        if (c == u'\t' || c == u'\n' || c == u'\r')
            continue;
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0))
            return {};
        out += c;
    }
    return out;
}

} // namespace

QString safeLink(const QString &href)
{
    const QString address = normalized(href);
    if (address.isEmpty() || address.size() > 8192)
        return {};
    const qsizetype colon = address.indexOf(u':');
    if (colon <= 0)
        return {};
    const QString scheme = address.first(colon).toLower();
    if (scheme == u"tel") {
        const QString number = address.sliced(colon + 1);
        const bool usable = !number.isEmpty() && number.size() < 64
            && std::all_of(number.begin(), number.end(), [](QChar c) { return (c >= u'0' && c <= u'9') || QStringView(u"+-.()*# ;=ext%").contains(c); });
        return usable ? QStringLiteral("tel:") + QString(number).remove(u' ') : QString();
    }
    if (scheme != u"http" && scheme != u"https" && scheme != u"mailto")
        return {};
    const QUrl url(address, QUrl::TolerantMode);
    if (!url.isValid())
        return {};
    if (scheme == u"mailto")
        return url.path().isEmpty() && !url.hasQuery() ? QString() : QString::fromLatin1(url.toEncoded());
    return url.host().isEmpty() ? QString() : QString::fromLatin1(url.toEncoded());
}

QString remotePictureUrl(const QString &src)
{
    QString address = normalized(src);
    if (address.startsWith(u"//"))
        address.prepend(QStringLiteral("https:"));
    else if (address.startsWith(u"http:", Qt::CaseInsensitive))
        address.replace(0, 5, QStringLiteral("https:"));
    if (!address.startsWith(u"https:", Qt::CaseInsensitive) || address.size() > 8192)
        return {};
    QUrl url(address, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return {};
    if (url.port() == 80)
        url.setPort(-1);
    url.setFragment({});
    return QString::fromLatin1(url.toEncoded());
}

QString contentIdUrl(const QString &src, QString &id)
{
    const QString address = normalized(src);
    if (!address.startsWith(u"cid:", Qt::CaseInsensitive))
        return {};
    id = QUrl::fromPercentEncoding(address.sliced(4).toUtf8());
    if (id.startsWith(u'<') && id.endsWith(u'>'))
        id = id.sliced(1, id.size() - 2);
    if (id.isEmpty() || id.size() > 998)
        return {};
    return QStringLiteral("cid:") + QString::fromLatin1(QUrl::toPercentEncoding(id, "@"));
}

QString safeDataUrl(const QByteArray &src)
{
    static constexpr std::array<QByteArrayView, 6> Types { "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/bmp" };
    const qsizetype comma = src.indexOf(',');
    if (comma < 5)
        return {};
    const QByteArray head = src.sliced(5, comma - 5).trimmed().toLower();
    if (!head.endsWith(";base64"))
        return {};
    const QByteArray type = head.first(head.indexOf(';')).trimmed();
    if (std::find(Types.begin(), Types.end(), QByteArrayView(type)) == Types.end())
        return {};
    QByteArray data = QByteArray::fromPercentEncoding(src.sliced(comma + 1));
    data.removeIf([](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    const bool isBase64 = !data.isEmpty() && std::all_of(data.begin(), data.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
    });
    return isBase64 ? QStringLiteral("data:") + QString::fromLatin1(type) + QStringLiteral(";base64,") + QString::fromLatin1(data) : QString();
}

} // namespace golub::html
