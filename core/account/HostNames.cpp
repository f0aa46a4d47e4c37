// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/account/HostNames.h"

#include <QUrl>

#include <algorithm>

namespace golub::account {
namespace {

constexpr qsizetype AddressLength = 320; // RFC 5321 section 4.5.3.1: 64 + 1 + 255
constexpr qsizetype HostLength = 253;    // RFC 1035 section 2.3.4
constexpr qsizetype LabelLength = 63;

bool isLabel(QStringView label)
{
    const auto fits = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_'; };
    return !label.isEmpty() && label.size() <= LabelLength && !label.startsWith(u'-') && !label.endsWith(u'-')
        && std::all_of(label.begin(), label.end(), fits);
}

//! "co" of "co.uk": under such a name, and a country, people register.
bool isSharedSecondLevel(QStringView label)
{
    static const QStringList shared { QStringLiteral("co"), QStringLiteral("com"), QStringLiteral("net"), QStringLiteral("org"),
        QStringLiteral("gov"), QStringLiteral("edu"), QStringLiteral("ac"), QStringLiteral("or"), QStringLiteral("ne"), QStringLiteral("go") };
    return std::any_of(shared.begin(), shared.end(), [label](const QString &one) { return one == label; });
}

} // namespace

QString publicHostName(const QString &name)
{
    QString trimmed = name.trimmed();
    if (trimmed.endsWith(u'.'))
        trimmed.chop(1);
    if (trimmed.isEmpty() || trimmed.size() > HostLength)
        return {};
    const QString ascii = QString::fromLatin1(QUrl::toAce(trimmed)).toLower();
    const QStringList labels = ascii.split(u'.');
    if (ascii.isEmpty() || ascii.size() > HostLength || labels.size() < 2 || !std::all_of(labels.begin(), labels.end(), isLabel))
        return {};
    // Top-level names are never all digits (RFC 3696 section 2): that would be an address.
    const QString &top = labels.constLast();
    const bool digits = std::all_of(top.begin(), top.end(), [](QChar c) { return c.isDigit(); });
    if (digits || top == u"localhost" || top == u"local" || top == u"localdomain")
        return {};
    return ascii;
}

AddressParts partsOf(const QString &address)
{
    AddressParts parts;
    parts.address = address.trimmed();
    const qsizetype at = parts.address.lastIndexOf(u'@');
    if (at <= 0 || parts.address.size() > AddressLength)
        return parts;
    const auto isOdd = [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; };
    if (std::any_of(parts.address.begin(), parts.address.end(), isOdd))
        return parts;
    parts.local = parts.address.first(at);
    parts.domain = publicHostName(parts.address.sliced(at + 1));
    return parts;
}

bool isWithin(const QString &host, const QString &domain)
{
    return !domain.isEmpty() && (host == domain || host.endsWith(u'.' + domain));
}

QStringList operatorDomains(const QString &host)
{
    const QStringList labels = publicHostName(host).split(u'.', Qt::SkipEmptyParts);
    if (labels.size() < 2)
        return {};
    const bool shared = labels.size() > 2 && labels.constLast().size() == 2 && isSharedSecondLevel(labels.at(labels.size() - 2));
    const qsizetype base = shared ? 3 : 2;
    QStringList domains { labels.last(base).join(u'.') };
    const QString parent = labels.sliced(1).join(u'.');
    if (labels.size() - 1 > base)
        domains += parent;
    return domains;
}

} // namespace golub::account
