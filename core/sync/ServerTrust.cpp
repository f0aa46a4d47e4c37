// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ServerTrust.h"

#include "core/base/Log.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace golub::sync {
namespace {

constexpr int UnknownLimit = 3;      //!< connections that the strictest providers of any size allow
constexpr qint64 LongestPause = 24 * 60 * 60; //!< seconds
constexpr qint64 LinkKeeps = 24 * 60 * 60;    //!< seconds: this computer may be elsewhere by then

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

} // namespace

ServerTrust::ServerTrust(store::MessageStore &store, const Account &account)
    : m_store(store), m_account(account.id), m_host(account.incoming.host), m_port(account.incoming.port)
{
}

QList<store::QuarantinedCapability> ServerTrust::quarantined() const
{
    return m_store.servers().quarantined(m_host, m_port).value_or({});
}

Trust ServerTrust::trust() const
{
    return trustIn(quarantined());
}

QByteArrayList ServerTrust::distrusted() const
{
    return sync::distrusted(quarantined());
}

bool ServerTrust::convict(const QList<Contradiction> &contradictions)
{
    bool any = false;
    const auto known = quarantined();
    for (const Contradiction &contradiction : contradictions) {
        if (std::any_of(known.begin(), known.end(), [&contradiction](const auto &entry) { return entry.capability == contradiction.capability; }))
            continue;
        if (const Outcome done = m_store.servers().quarantine(m_host, m_port, contradiction.capability, contradiction.evidence); !done)
            qCWarning(logSync) << "quarantine not kept:" << done.error().detail;
        any = true;
    }
    return any;
}

void ServerTrust::met(const ServerFacts &facts)
{
    store::ServerRecord record { m_host, m_port, facts.name, facts.quirks, {}, facts.connectionLimit };
    const std::pair<const char *, bool> capabilities[] { { "CONDSTORE", facts.condStore }, { "QRESYNC", facts.qresync }, { "LIST-STATUS", facts.listStatus },
        { "STATUS=SIZE", facts.statusSize }, { "NOTIFY", facts.notify }, { "IDLE", facts.idle }, { "MOVE", facts.move }, { "UIDPLUS", facts.uidPlus },
        { "OBJECTID", facts.objectId }, { "PARTIAL", facts.partial }, { "COMPRESS=DEFLATE", facts.compress }, { "MULTIAPPEND", facts.multiAppend },
        { "REPLACE", facts.replace }, { "BINARY", facts.binary }, { "PREVIEW", facts.preview }, { "SAVEDATE", facts.saveDate },
        { "SPECIAL-USE", facts.specialUse }, { "QUOTA", facts.quota }, { "ACL", facts.acl }, { "METADATA", facts.metadata }, { "X-GM-EXT-1", facts.gmail } };
    for (const auto &[name, there] : capabilities) {
        if (there)
            record.capabilities += QString::fromLatin1(name);
    }
    const auto before = m_store.servers().find(m_host, m_port);
    if (before && before->name == record.name && before->quirks == record.quirks && before->capabilities == record.capabilities
        && before->connectionLimit == record.connectionLimit)
        return; // nothing is written at each connection
    if (const Outcome done = m_store.servers().remember(record); !done)
        qCWarning(logSync) << "server not remembered:" << done.error().detail;
}

int ServerTrust::connectionLimit() const
{
    const auto record = m_store.servers().find(m_host, m_port);
    return record && record->connectionLimit > 0 ? record->connectionLimit : UnknownLimit;
}

void ServerTrust::askedToWait(const Error &error, const QDateTime &now)
{
    // What is said of a pause that is known is no new one.
    if (!error.retryAfter || pause(now))
        return;
    const store::ServerPause pause { now.addSecs(std::clamp<qint64>(error.retryAfter->count(), 0, LongestPause)), error };
    if (const Outcome done = m_store.servers().setPause(m_host, m_port, pause); !done)
        qCWarning(logSync) << "pause not kept:" << done.error().detail;
}

void ServerTrust::signedIn(std::chrono::seconds delay, const QDateTime &now)
{
    if (delay.count() <= 0)
        return;
    const QDateTime next = now.addSecs(std::min<qint64>(delay.count(), LongestPause));
    if (const Outcome done = m_store.servers().setNextSignIn(m_account, next); !done)
        qCWarning(logSync) << "next sign-in not kept:" << done.error().detail;
}

std::optional<store::ServerPause> ServerTrust::pause(const QDateTime &now) const
{
    std::optional<store::ServerPause> pause = m_store.servers().pause(m_host, m_port).value_or(std::nullopt);
    const QDateTime next = m_store.servers().nextSignIn(m_account).value_or(QDateTime());
    const bool tooSoon = next.isValid() && next > now && (!pause || next > pause->notBefore);
    if (tooSoon)
        pause = store::ServerPause { next, Error::of(ErrorKind::ServerTemporary) };
    if (!pause)
        return {};
    const auto seconds = std::max<qint64>(1, (now.msecsTo(pause->notBefore) + 999) / 1000);
    const QString time = QLocale().toString(pause->notBefore.toLocalTime().time(), QLocale::ShortFormat);
    const QString wait = seconds < 100 ? Text::tr("%1 s").arg(seconds) : Text::tr("%1 min").arg((seconds + 59) / 60);
    pause->reason.text = tooSoon ? Text::tr("The server lets nobody sign in again so soon. The next time is at %1, in %2.").arg(time, wait)
                                 : Text::tr("The server asked for a pause. The next try is at %1, in %2.").arg(time, wait);
    pause->reason.retryAfter = std::chrono::seconds(seconds);
    return pause;
}

void ServerTrust::linkIs(bool slow, const QDateTime &now)
{
    if (m_slowLink == slow)
        return; // written once in a run
    m_slowLink = slow;
    const auto before = m_store.servers().slowLink(m_account);
    if (!slow && before && !before->isValid())
        return;
    if (const Outcome done = m_store.servers().setSlowLink(m_account, slow ? now : QDateTime()); !done)
        qCWarning(logSync) << "speed of the link not kept:" << done.error().detail;
}

void ServerTrust::forgetLink()
{
    linkIs(false, {});
    m_slowLink.reset();
}

bool ServerTrust::linkWasSlow(const QDateTime &now) const
{
    const QDateTime when = m_store.servers().slowLink(m_account).value_or(QDateTime());
    return when.isValid() && when.secsTo(now) < LinkKeeps;
}

} // namespace golub::sync
