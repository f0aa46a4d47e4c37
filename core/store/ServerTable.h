// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/base/SignInStrength.h"

#include "core/base/Ids.h"
#include "core/mail/Quota.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace golub::store {

class StoreContext;

//! What is known of a server before a connection is made.
struct ServerRecord {
    QString host;
    quint16 port = 0;
    QString name = {};                //!< as it calls itself
    QStringList quirks = {};          //!< named deviations that are in force
    QStringList capabilities = {};
    int connectionLimit = 0;          //!< 0: not known
};

//! Until when the server asked to be left alone, and in which words.
struct ServerPause {
    QDateTime notBefore;
    Error reason = {};
};

//! A capability that contradicted itself at this server: not used until then.
struct QuarantinedCapability {
    QString host;
    quint16 port = 0;
    QString capability;
    QString evidence = {};            //!< what was seen; English, for the person who looks into it
    QDateTime since = {};
    QDateTime until = {};
    int strikes = 0;                  //!< how often it has come to that
};

//! Servers as the workers met them.
class ServerTable
{
public:
    explicit ServerTable(StoreContext &context) : m_context(context) { }

    Outcome remember(const ServerRecord &record);
    //! NotFound.
    Result<ServerRecord> find(const QString &host, quint16 port) const;
    //! What its protocol keeps for the next connection; empty where there is nothing.
    Outcome setNotes(const QString &host, quint16 port, const QByteArray &notes);
    Result<QByteArray> notes(const QString &host, quint16 port) const;
    //! None where \a pause is.
    Outcome setPause(const QString &host, quint16 port, const std::optional<ServerPause> &pause);
    //! What the server said of the account's quota, and when it was asked; invalid for never.
    Outcome setQuota(AccountId account, const QList<QuotaResource> &quota);
    Result<QDateTime> quotaAsked(AccountId account) const;
    //! The account's mailboxes were listed now, with roles and all; and when that was, invalid for never.
    Outcome setListed(AccountId account);
    Result<QDateTime> listed(AccountId account) const;
    //! LOGIN-DELAY: the account may not sign in before then; invalid: at any time.
    Outcome setNextSignIn(AccountId account, const QDateTime &when);
    Result<QDateTime> nextSignIn(AccountId account) const;
    //! When the account's link was last found to be slow; invalid where it was not.
    Outcome setSlowLink(AccountId account, const QDateTime &when);
    Result<QDateTime> slowLink(AccountId account) const;
    //! One that is over is none.
    Result<std::optional<ServerPause>> pause(const QString &host, quint16 port) const;

    //! Not believed for a month; twice as long each time that it comes to that again.
    Outcome quarantine(const QString &host, quint16 port, const QString &capability, const QString &evidence);
    //! Those in force; of all servers where \a host is empty.
    Result<QList<QuarantinedCapability>> quarantined(const QString &host = {}, quint16 port = 0) const;
    Outcome release(const QString &host, quint16 port, const QString &capability);

    //! \a account signed in there like this: the best of each kind is kept.
    Outcome signedIn(AccountId account, const QString &host, quint16 port, const SignInStrength &strength);
    //! The user takes this though it was better before: that stands for 30 days, whatever is met in between.
    Outcome acceptSignIn(AccountId account, const QString &host, quint16 port, const SignInStrength &strength);
    //! Nothing where it never signed in there.
    Result<SignInStrength> bestSignIn(AccountId account, const QString &host, quint16 port) const;

private:
    struct KnownSignIn {
        SignInStrength best = {};
        QDateTime accepted = {};      //!< when the user took less
    };
    Outcome writeSignIn(AccountId account, const QString &host, quint16 port, const KnownSignIn &known);
    Result<KnownSignIn> readSignIn(AccountId account, const QString &host, quint16 port) const;

    StoreContext &m_context;
};

} // namespace golub::store
