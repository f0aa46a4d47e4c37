// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/net/ConnectionProbe.h"

#include "core/base/TextSafety.h"
#include "protocols/net/DeferredCalls.h"
#include "protocols/net/HostLookup.h"
#include "protocols/net/SslTransport.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QLocale>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace golub::net {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Net)
};

QString describeCertificate(const CertificateInfo &certificate)
{
    return Text::tr("certificate for %1 by %2, valid until %3")
        .arg(certificate.subject, certificate.issuer, QLocale().toString(certificate.validTo.toLocalTime().date(), QLocale::ShortFormat));
}

constexpr int EndsSoonDays = 14;
constexpr qsizetype AddressesShown = 4;

//! "IPv4 192.0.2.1, 192.0.2.2; IPv6 2001:db8::1": which of both there is explains why one network reaches a server and another does not.
QString describeAddresses(const QList<QHostAddress> &addresses)
{
    QStringList v4;
    QStringList v6;
    for (const QHostAddress &address : addresses)
        (address.protocol() == QAbstractSocket::IPv6Protocol ? v6 : v4) += address.toString();
    QStringList parts;
    if (!v4.isEmpty())
        parts += QStringLiteral("IPv4 ") + v4.mid(0, AddressesShown).join(QStringLiteral(", "));
    if (!v6.isEmpty())
        parts += QStringLiteral("IPv6 ") + v6.mid(0, AddressesShown).join(QStringLiteral(", "));
    return parts.join(QStringLiteral("; "));
}

} // namespace

QString expiryWarning(const CertificateInfo &certificate, const QDateTime &now)
{
    const qint64 days = now.daysTo(certificate.validTo);
    if (!certificate.validTo.isValid() || now.secsTo(certificate.validTo) > EndsSoonDays * 24 * 3600)
        return {};
    if (certificate.validTo <= now)
        return Text::tr("The server's certificate has ended. Whoever runs the server has to renew it.");
    return Text::tr("The server's certificate ends in %n day(s). If nobody renews it until then, no mail program will connect any more.", nullptr, int(days));
}

class ConnectionProbe::Private
{
public:
    Private(Clock &c) : clock(c), deferred(c) { }

    void resolve();
    void resolved(const QHostInfo &info);
    void speakNow();
    void report(const QString &name, bool ok, const QString &facts, const Error &error = {}, const QString &warning = {});
    void end();
    bool has(const QString &name) const;
    QString stepOf(const Error &error) const;

    Clock &clock;
    Endpoint endpoint;
    KnownServers *known = nullptr;
    ProtocolLogSink *log = nullptr;
    QString label;
    QStringList protocolSteps;
    StepHandler step;
    Speak speak;
    std::function<void()> done;
    QList<ConnectionStep> steps;
    std::chrono::milliseconds last { 0 };  //!< when the step before this one was over
    bool finished = false;
    HostLookup lookup;                     //!< with it, no name lookup comes back after destruction
    DeferredCalls deferred;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
};

void ConnectionProbe::Private::resolve()
{
    last = clock.monotonic();
    if (!QHostAddress(endpoint.host).isNull()) {
        report(QStringLiteral("dns"), true, Text::tr("an address, no name to look up"));
        speakNow();
        return;
    }
    const QString name = QString::fromLatin1(QUrl::toAce(endpoint.host));
    if (name.isEmpty()) {
        report(QStringLiteral("dns"), false, {}, Error::of(ErrorKind::HostNotFound, Text::tr("“%1” is not a server name.").arg(endpoint.host)));
        end();
        return;
    }
    QObject::connect(&lookup, &HostLookup::resolved, &lookup, [this](const QHostInfo &info) { resolved(info); });
    lookup.start(name);
}

void ConnectionProbe::Private::resolved(const QHostInfo &info)
{
    if (info.error() != QHostInfo::NoError || info.addresses().isEmpty()) {
        report(QStringLiteral("dns"), false, {}, Error::of(ErrorKind::HostNotFound, textsafety::printable(info.errorString(), 300)));
        end();
        return;
    }
    report(QStringLiteral("dns"), true, describeAddresses(info.addresses()));
    speakNow();
}

void ConnectionProbe::Private::speakNow()
{
    if (finished)
        return;
    auto transport = std::make_unique<SslTransport>(clock, known);
    // The transport may outlive the probe: it is the adapter's.
    SslTransport *const raw = transport.get();
    SslTransport::Milestones milestones;
    milestones.tcpConnected = [this, stillHere = alive](const QString &peer) {
        if (*stillHere)
            report(QStringLiteral("tcp"), true, Text::tr("connected to %1, port %2").arg(peer).arg(endpoint.port));
    };
    milestones.encrypted = [this, raw, stillHere = alive](const QString &facts) {
        if (!*stillHere)
            return;
        const auto certificate = raw->serverCertificate();
        report(QStringLiteral("tls"), true, certificate ? QStringLiteral("%1; %2").arg(facts, describeCertificate(*certificate)) : facts, {},
            certificate ? expiryWarning(*certificate, clock.utcNow()) : QString());
    };
    transport->setMilestones(std::move(milestones));
    if (speak)
        speak({ endpoint, std::move(transport), &clock, log, label });
}

void ConnectionProbe::Private::report(const QString &name, bool ok, const QString &facts, const Error &error, const QString &warning)
{
    if (finished)
        return;
    const auto now = clock.monotonic();
    ConnectionStep one { QStringLiteral("%1:%2").arg(endpoint.host).arg(endpoint.port), name, ok, textsafety::printable(facts, 500), (now - last).count(), error, warning };
    last = now;
    steps.append(one);
    if (step)
        step(one);
}

void ConnectionProbe::Private::end()
{
    if (std::exchange(finished, true))
        return;
    deferred.post([this] {
        if (const auto call = std::exchange(done, {}))
            call();
    });
}

bool ConnectionProbe::Private::has(const QString &name) const
{
    return std::any_of(steps.begin(), steps.end(), [&](const ConnectionStep &one) { return one.name == name; });
}

//! The step that an error ended.
QString ConnectionProbe::Private::stepOf(const Error &error) const
{
    if (!has(QStringLiteral("tcp")))
        return QStringLiteral("tcp");
    const bool tlsIsNext = endpoint.security == Security::Tls && !has(QStringLiteral("tls"));
    if (tlsIsNext || error.kind == ErrorKind::CertificateRejected || error.kind == ErrorKind::Tls)
        return QStringLiteral("tls");
    if (error.kind == ErrorKind::AuthFailed || error.kind == ErrorKind::AuthUnsupported || error.kind == ErrorKind::CredentialMissing)
        return QStringLiteral("authentication");
    for (const QString &name : protocolSteps) {
        if (!has(name))
            return name;
    }
    return protocolSteps.isEmpty() ? QStringLiteral("tcp") : protocolSteps.last();
}

ConnectionProbe::ConnectionProbe(Endpoint endpoint, Clock &clock, KnownServers *known, ProtocolLogSink *log, QString label,
    QStringList protocolSteps)
    : d(std::make_unique<Private>(clock))
{
    d->endpoint = std::move(endpoint);
    d->known = known;
    d->log = log;
    d->label = std::move(label);
    d->protocolSteps = std::move(protocolSteps);
}

ConnectionProbe::~ConnectionProbe()
{
    *d->alive = false;
}

void ConnectionProbe::start(StepHandler step, Speak speak, std::function<void()> done)
{
    if (d->speak)
        return;
    d->step = std::move(step);
    d->speak = std::move(speak);
    d->done = std::move(done);
    d->deferred.post([this] { d->resolve(); });
}

void ConnectionProbe::passed(const QString &name, const QString &facts)
{
    if (!d->has(name))
        d->report(name, true, facts);
}

void ConnectionProbe::finish(const Outcome &outcome)
{
    if (d->finished)
        return;
    if (!outcome)
        d->report(d->stepOf(outcome.error()), false, {}, outcome.error());
    d->end();
}

const QList<ConnectionStep> &ConnectionProbe::steps() const
{
    return d->steps;
}

bool ConnectionProbe::isFinished() const
{
    return d->finished;
}

} // namespace golub::net
