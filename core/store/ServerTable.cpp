// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ServerTable.h"

#include "core/store/AccountRecords.h"
#include "core/store/Records.h"
#include "core/store/StoreContext.h"

namespace golub::store {
namespace {

constexpr qint64 QuarantineDays = 30;
constexpr qint64 LongestQuarantineDays = 365;
constexpr qint64 AcceptedDays = 30;

} // namespace

Outcome ServerTable::remember(const ServerRecord &record)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run(
            "INSERT INTO servers(host, port, name, quirks, capabilities, connection_limit, not_before, reason) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, '') "
            "ON CONFLICT(host, port) DO UPDATE SET name = ?3, quirks = ?4, capabilities = ?5, connection_limit = ?6",
            record.host, record.port, record.name, listText(record.quirks), listText(record.capabilities), record.connectionLimit, QDateTime());
    });
}

Result<ServerRecord> ServerTable::find(const QString &host, quint16 port) const
{
    return readServer(m_context.mail(), host, port);
}

Outcome ServerTable::setNotes(const QString &host, quint16 port, const QByteArray &notes)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("INSERT INTO servers(host, port, name, quirks, capabilities, connection_limit, not_before, reason, notes) "
                                    "VALUES(?1, ?2, '', '[]', '[]', 0, ?3, '', ?4) ON CONFLICT(host, port) DO UPDATE SET notes = ?4",
            host, port, QDateTime(), QString::fromUtf8(notes));
    });
}

Result<QByteArray> ServerTable::notes(const QString &host, quint16 port) const
{
    Statement row(m_context.mail(), "SELECT notes FROM servers WHERE host = ? AND port = ?", host, port);
    const QByteArray notes = row.next() ? row.text(0).toUtf8() : QByteArray();
    GOLUB_TRY(row.outcome());
    return notes;
}

Outcome ServerTable::setPause(const QString &host, quint16 port, const std::optional<ServerPause> &pause)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run(
            "INSERT INTO servers(host, port, name, quirks, capabilities, connection_limit, not_before, reason) VALUES(?1, ?2, '', '[]', '[]', 0, ?3, ?4) "
            "ON CONFLICT(host, port) DO UPDATE SET not_before = ?3, reason = ?4",
            host, port, pause ? pause->notBefore : QDateTime(), pause ? errorText(pause->reason) : QString());
    });
}

Outcome ServerTable::setQuota(AccountId account, const QList<QuotaResource> &quota)
{
    return m_context.transact([&]() -> Outcome {
        Database &mail = m_context.mail();
        const Result<QList<QuotaResource>> before = readQuota(mail, account);
        if (!before)
            return before.error();
        GOLUB_TRY(mail.run("UPDATE accounts SET quota_asked = ? WHERE id = ?", m_context.clock().utcNow(), account));
        if (mail.changedRows() == 0 || *before == quota)
            return {};
        GOLUB_TRY(mail.run("DELETE FROM quota WHERE account = ?", account));
        for (qsizetype i = 0; i < quota.size(); ++i) {
            const QuotaResource &resource = quota.at(i);
            GOLUB_TRY(mail.run("INSERT INTO quota(account, position, root, name, used, \"limit\") VALUES(?, ?, ?, ?, ?, ?)", account, i, resource.root,
                resource.name, resource.used, resource.limit));
        }
        m_context.changes().mailboxList = true; // where it is shown
        return {};
    });
}

Result<QDateTime> ServerTable::quotaAsked(AccountId account) const
{
    const Result<qint64> asked = m_context.mail().number("SELECT quota_asked FROM accounts WHERE id = ?", account);
    if (!asked)
        return asked.error();
    return fromMs(*asked);
}

Outcome ServerTable::setListed(AccountId account)
{
    return m_context.transact([&]() -> Outcome { return m_context.mail().run("UPDATE accounts SET listed = ? WHERE id = ?", m_context.clock().utcNow(), account); });
}

Result<QDateTime> ServerTable::listed(AccountId account) const
{
    const Result<qint64> listed = m_context.mail().number("SELECT listed FROM accounts WHERE id = ?", account);
    if (!listed)
        return listed.error();
    return fromMs(*listed);
}

Outcome ServerTable::setNextSignIn(AccountId account, const QDateTime &when)
{
    return m_context.transact([&]() -> Outcome { return m_context.mail().run("UPDATE accounts SET next_sign_in = ? WHERE id = ?", when, account); });
}

Result<QDateTime> ServerTable::nextSignIn(AccountId account) const
{
    const Result<qint64> when = m_context.mail().number("SELECT next_sign_in FROM accounts WHERE id = ?", account);
    if (!when)
        return when.error();
    return fromMs(*when);
}

Outcome ServerTable::setSlowLink(AccountId account, const QDateTime &when)
{
    return m_context.transact([&]() -> Outcome { return m_context.mail().run("UPDATE accounts SET slow_link = ? WHERE id = ?", when, account); });
}

Result<QDateTime> ServerTable::slowLink(AccountId account) const
{
    const Result<qint64> when = m_context.mail().number("SELECT slow_link FROM accounts WHERE id = ?", account);
    if (!when)
        return when.error();
    return fromMs(*when);
}

Result<QList<QuotaResource>> readQuota(Database &mail, AccountId account)
{
    QList<QuotaResource> list;
    Statement rows(mail, "SELECT root, name, used, \"limit\" FROM quota WHERE account = ? ORDER BY position", account);
    while (rows.next())
        list.append({ rows.text(0), rows.text(1), rows.integer(2), rows.integer(3) });
    GOLUB_TRY(rows.outcome());
    return list;
}

Result<std::optional<ServerPause>> ServerTable::pause(const QString &host, quint16 port) const
{
    Statement row(m_context.mail(), "SELECT not_before, reason FROM servers WHERE host = ? AND port = ? AND not_before > ?", host, port,
        m_context.clock().utcNow());
    if (row.next())
        return std::optional(ServerPause { row.time(0), errorOf(row.text(1)).value_or(Error::of(ErrorKind::ServerTemporary)) });
    GOLUB_TRY(row.outcome());
    return std::optional<ServerPause>();
}

Outcome ServerTable::quarantine(const QString &host, quint16 port, const QString &capability, const QString &evidence)
{
    return m_context.transact([&]() -> Outcome {
        Database &mail = m_context.mail();
        const QDateTime now = m_context.clock().utcNow();
        const Result<qint64> before = mail.number("SELECT strikes FROM quarantine WHERE host = ? AND port = ? AND capability = ?", host, port, capability);
        if (!before)
            return before.error();
        const qint64 days = qMin(QuarantineDays << qMin<qint64>(*before, 8), LongestQuarantineDays);
        m_context.changes().accounts = true;
        return mail.run("INSERT INTO quarantine(host, port, capability, strikes, since, until, evidence) VALUES(?1, ?2, ?3, 1, ?4, ?5, ?6) "
                        "ON CONFLICT(host, port, capability) DO UPDATE SET strikes = strikes + 1, since = ?4, until = ?5, evidence = ?6",
            host, port, capability, now, now.addDays(days), evidence);
    });
}

Result<QList<QuarantinedCapability>> ServerTable::quarantined(const QString &host, quint16 port) const
{
    return readQuarantine(m_context.mail(), m_context.clock().utcNow(), host, port);
}

Outcome ServerTable::release(const QString &host, quint16 port, const QString &capability)
{
    return m_context.transact([&]() -> Outcome {
        m_context.changes().accounts = true;
        return m_context.mail().run("UPDATE quarantine SET until = 0 WHERE host = ? AND port = ? AND capability = ?", host, port, capability);
    });
}

Outcome ServerTable::signedIn(AccountId account, const QString &host, quint16 port, const SignInStrength &strength)
{
    const auto before = readSignIn(account, host, port);
    if (!before)
        return before.error();
    const SignInStrength best = before->best.raisedTo(strength);
    // Machines behind one name may differ: who said once that less is enough is not asked again whenever the other one answers.
    const bool accepted = before->accepted.isValid() && before->accepted.addDays(AcceptedDays) > m_context.clock().utcNow();
    return best == before->best || accepted ? Outcome() : writeSignIn(account, host, port, { best, {} });
}

Outcome ServerTable::acceptSignIn(AccountId account, const QString &host, quint16 port, const SignInStrength &strength)
{
    return writeSignIn(account, host, port, { strength, m_context.clock().utcNow() });
}

Result<SignInStrength> ServerTable::bestSignIn(AccountId account, const QString &host, quint16 port) const
{
    const auto known = readSignIn(account, host, port);
    return known ? Result<SignInStrength>(known->best) : known.error();
}

Outcome ServerTable::writeSignIn(AccountId account, const QString &host, quint16 port, const KnownSignIn &known)
{
    return m_context.transact([&]() -> Outcome {
        return m_context.mail().run("INSERT INTO sign_ins(account, host, port, tls, proof, accepted) VALUES(?1, ?2, ?3, ?4, ?5, ?6) "
                                    "ON CONFLICT(account, host, port) DO UPDATE SET tls = ?4, proof = ?5, accepted = ?6",
            account.value, host.toLower(), port, known.best.tls, int(known.best.proof), known.accepted);
    });
}

Result<ServerTable::KnownSignIn> ServerTable::readSignIn(AccountId account, const QString &host, quint16 port) const
{
    Statement row(m_context.mail(), "SELECT tls, proof, accepted FROM sign_ins WHERE account = ? AND host = ? AND port = ?", account.value, host.toLower(), port);
    if (row.next()) {
        const auto proof = SignInStrength::Proof(qBound(0, row.small(1), int(SignInStrength::Proof::BoundScram)));
        return KnownSignIn { { row.integer(0) != 0, proof }, row.time(2) };
    }
    GOLUB_TRY(row.outcome());
    return KnownSignIn {};
}

Result<ServerRecord> readServer(Database &mail, const QString &host, quint16 port)
{
    Statement row(mail, "SELECT name, quirks, capabilities, connection_limit FROM servers WHERE host = ? AND port = ?", host, port);
    if (row.next())
        return ServerRecord { host, port, row.text(0), listOf(row.text(1)), listOf(row.text(2)), row.small(3) };
    GOLUB_TRY(row.outcome());
    return Error::of(ErrorKind::NotFound);
}

Result<QList<QuarantinedCapability>> readQuarantine(Database &mail, const QDateTime &now, const QString &host, quint16 port)
{
    QList<QuarantinedCapability> list;
    Statement rows(mail,
        "SELECT host, port, capability, evidence, since, until, strikes FROM quarantine WHERE until > ?1 AND (?2 = '' OR (host = ?2 AND port = ?3)) "
        "ORDER BY host, port, capability",
        now, host, port);
    while (rows.next()) {
        list.append({ rows.text(0), quint16(rows.integer(1)), rows.text(2), rows.text(3), rows.time(4), rows.time(5), rows.small(6) });
    }
    GOLUB_TRY(rows.outcome());
    return list;
}

} // namespace golub::store
