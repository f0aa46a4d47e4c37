// SPDX-License-Identifier: GPL-3.0-or-later
// What golubctl accepts in the user's name: certificates that nobody trusted signed, and less protection than before.
#include "app/golubctl/Ctl.h"
#include "app/golubctl/JsonOutput.h"

#include "core/store/StoreReader.h"

#include <QDateTime>
#include <QJsonArray>

#include <iostream>

namespace golub::ctl {
namespace {

struct Place {
    QString host;
    quint16 port = 0;
};

//! "mail.example.org:993", "[2001:db8::1]:993".
std::optional<Place> placeOf(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool ok = false;
    const quint16 port = text.sliced(colon + 1).toUShort(&ok);
    QString host = text.first(qMax<qsizetype>(colon, 0));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1).chopped(1);
    if (!ok || port == 0 || host.isEmpty())
        return std::nullopt;
    return Place { host, port };
}

//! Colons and blanks, as people copy them, do not matter.
std::optional<QByteArray> fingerprintOf(const QString &text)
{
    const QByteArray hex = QByteArray(text.toLatin1()).replace(':', QByteArray()).replace(' ', QByteArray()).toLower();
    const QByteArray bytes = QByteArray::fromHex(hex);
    return hex.size() == 64 && bytes.toHex() == hex ? std::optional(bytes) : std::nullopt;
}

QString dayOf(const QDateTime &when)
{
    return when.toLocalTime().date().toString(Qt::ISODate);
}

} // namespace

void Ctl::trust()
{
    const QString what = m_arguments.word(1);
    if (what == u"list") {
        trustList();
        return;
    }
    const auto place = placeOf(m_arguments.word(what == u"weaker" ? 3 : 2));
    if (!place) {
        usage(tr("A server is written like mail.example.org:993."));
        return;
    }
    if (what == u"accept")
        trustAccept(place->host, place->port);
    else if (what == u"revoke")
        trustRevoke(place->host, place->port);
    else
        trustWeaker(place->host, place->port);
}

void Ctl::trustList()
{
    if (!openReader())
        return;
    const auto exceptions = m_reader->certificateExceptions(QDateTime::currentDateTimeUtc());
    if (!exceptions) {
        fail(exceptions.error());
        return;
    }
    QJsonArray json;
    QStringList text;
    for (const CertificateException &one : *exceptions) {
        const QString sha256 = QString::fromLatin1(one.sha256.toHex());
        json.append(QJsonObject { { QStringLiteral("host"), one.host }, { QStringLiteral("port"), one.port }, { QStringLiteral("sha256"), sha256 },
            { QStringLiteral("accepted"), toJson(one.accepted) }, { QStringLiteral("until"), toJson(one.until) } });
        text += tr("%1:%2 until %3\n  %4").arg(one.host).arg(one.port).arg(dayOf(one.until), sha256);
    }
    done(json, text.isEmpty() ? tr("No certificate is accepted beside those that this computer trusts.") : text.join(u'\n'));
}

void Ctl::trustAccept(const QString &host, quint16 port)
{
    const auto sha256 = fingerprintOf(m_arguments.word(3));
    bool ok = true;
    const int days = m_arguments.has(QStringLiteral("days")) ? m_arguments.value(QStringLiteral("days")).toInt(&ok) : 90;
    if (!sha256 || !ok || days < 1 || days > 3650) {
        usage(sha256 ? tr("--days is a number from 1 to 3650.") : tr("A fingerprint is SHA-256 in hexadecimal: 64 digits, colons between them or not."));
        return;
    }
    withService([this, host, port, sha256 = *sha256, days] {
        const QDateTime until = QDateTime::currentDateTimeUtc().addDays(days);
        onFinished(m_service->acceptCertificate(host, port, sha256, until), [this, host, port, until](service::Job *) {
            done(QJsonObject { { QStringLiteral("host"), host }, { QStringLiteral("port"), port }, { QStringLiteral("until"), toJson(until) } },
                tr("Accepted for %1:%2 until %3.").arg(host).arg(port).arg(dayOf(until)));
        });
    });
}

void Ctl::trustRevoke(const QString &host, quint16 port)
{
    const auto sha256 = m_arguments.word(3).isEmpty() ? std::optional(QByteArray()) : fingerprintOf(m_arguments.word(3));
    if (!sha256) {
        usage(tr("A fingerprint is SHA-256 in hexadecimal: 64 digits, colons between them or not."));
        return;
    }
    withService([this, host, port, sha256 = *sha256] {
        onFinished(m_service->revokeCertificate(host, port, sha256), [this, host, port](service::Job *) {
            done(QJsonObject { { QStringLiteral("host"), host }, { QStringLiteral("port"), port } },
                tr("No certificate of %1:%2 is accepted any more beside those that this computer trusts.").arg(host).arg(port));
        });
    });
}

void Ctl::trustWeaker(const QString &host, quint16 port)
{
    const auto strength = strengthFrom(m_arguments.word(4));
    if (!strength) {
        usage(tr("How much protection is enough is written as the error message names it, like tls+password."));
        return;
    }
    if (!openReader())
        return;
    const auto account = accountNamed(m_arguments.word(2));
    if (!account) {
        fail(account.error());
        return;
    }
    withService([this, account = *account, host, port, strength = *strength] {
        onFinished(m_service->acceptWeaker(account, host, port, strength), [this, host, port, strength](service::Job *) {
            done(QJsonObject { { QStringLiteral("host"), host }, { QStringLiteral("port"), port }, { QStringLiteral("enough"), strengthName(strength) } },
                tr("From now on %1 is enough at %2:%3.").arg(strengthName(strength), host).arg(port));
        });
    });
}

//! The commands with which the user can decide, for copying.
void Ctl::adviseTrust(const Error &error)
{
    if (error.certificate && !error.certificate->chain.isEmpty()) {
        const CertificateProblem &problem = *error.certificate;
        std::cerr << "  "
                  << tr("If you are sure: golubctl trust accept %1:%2 %3")
                         .arg(problem.host)
                         .arg(problem.port)
                         .arg(QString::fromLatin1(problem.chain.first().sha256.toHex()))
                         .toStdString()
                  << '\n';
    }
    if (error.weakness) {
        std::cerr << "  "
                  << tr("If you are sure: golubctl trust weaker ACCOUNT %1:%2 %3")
                         .arg(error.weakness->host)
                         .arg(error.weakness->port)
                         .arg(strengthName(error.weakness->offered))
                         .toStdString()
                  << '\n';
    }
}

} // namespace golub::ctl
