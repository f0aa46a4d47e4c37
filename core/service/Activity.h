// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Ids.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace golub::service {

//! How an account's connection stands, for the status bar and the activity view.
struct AccountStatus {
    enum class State : quint8 { Idle, Offline, Connecting, Synchronizing, WaitingToRetry, NeedsUser };
    AccountId account;
    State state = State::Idle;
    QString what;                 //!< translated: "Inbox: 1,204 of 5,310 messages"; may be empty
    qint64 done = 0;
    qint64 total = 0;             //!< 0 where it is not known
    QDateTime nextTry;            //!< for WaitingToRetry
    bool hasError = false;
    Error error = {};             //!< the last failure, until something succeeds
};

//! What sync reports for one mailbox (golubctl sync).
struct MailboxSyncReport {
    QString account;
    QString mailbox;
    qint64 added = 0;
    qint64 changed = 0;
    qint64 removed = 0;
    qint64 operationsDone = 0;
    qint64 bytes = 0;             //!< on the wire, both directions
    qint64 commands = 0;
    double seconds = 0;
    bool hasError = false;        //!< this mailbox, or where the mailbox is empty the account, could not be brought in step
    Error error = {};
};

//! The service needs the person: a password, or a decision about a certificate or about less protection than before.
struct UserRequest {
    enum class Kind : quint8 { Password, Certificate, Weakened, SignIn }; //!< SignIn: through the browser
    Kind kind = Kind::Password;
    AccountId account;
    QString accountName;
    bool outgoing = false;        //!< the password is for the outgoing server
    Error error = {};             //!< why: the server's answer, the certificate problem, what is weaker
};

} // namespace golub::service

Q_DECLARE_METATYPE(golub::service::AccountStatus)
Q_DECLARE_METATYPE(golub::service::UserRequest)
