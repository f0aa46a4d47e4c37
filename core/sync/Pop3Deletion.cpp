// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Log.h"
#include "core/sync/Pop3Match.h"
#include "core/sync/Pop3Session.h"
#include "core/sync/Pop3Worker.h"

#include <QCoreApplication>

// What leaves the server, and what has to be known of it before: nothing may go whose content is not here.
namespace golub::sync {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

//! Whether the account's choice lets this stored message leave the server now.
bool mayLeaveServer(const LeaveOnServer &choice, const store::Pop3Ledger::Row &row, const QDateTime &now)
{
    if (row.isUnwanted())
        return true; // whatever the choice for what was fetched: deleting what was never here can mean nothing else
    if (row.state != store::Pop3Ledger::State::Stored)
        return false;
    switch (choice.policy) {
    case LeaveOnServer::Policy::Always:
        return false;
    case LeaveOnServer::Policy::Never:
        return true;
    case LeaveOnServer::Policy::Days:
        return row.storedAt.isValid() && row.storedAt.addDays(choice.days) <= now;
    case LeaveOnServer::Policy::UntilDeleted:
        return row.locallyGone;
    }
    return false;
}

//! The header is a part of the name of what has no UIDL; older rows have none to compare with.
bool canBeConfirmed(const QByteArray &uidl, const store::Pop3Ledger::Row &row)
{
    return !row.fingerprint.isEmpty() && !uidl.startsWith("header:");
}

} // namespace

//! A server may give a name to another message one day: RFC 1939 section 7 forbids it, and those that count from 1 again do it all the same.
//! What is to be deleted and was fetched in an earlier session is looked at before; and so is what was deleted, and is listed again.
void Pop3Worker::confirmNames(const std::shared_ptr<Session> &session)
{
    for (const MaildropMessage &message : std::as_const(session->messages)) {
        const store::Pop3Ledger::Row row = session->rows.value(message.uidl);
        const bool isBack = row.state == store::Pop3Ledger::State::Deleted;
        if (!canBeConfirmed(message.uidl, row) || (!isBack && !mayLeaveServer(m_account.leaveOnServer, row, m_clock.utcNow())))
            continue;
        ++session->outstanding;
        session->maildrop->top(message.number, 0, [this, session, message, fingerprint = row.fingerprint](const Result<Maildrop::Beginning> &told) {
            if (m_session == session)
                confirmName(session, message, fingerprint, told);
        });
    }
    if (session->outstanding == 0)
        selectUnknown(session);
}

void Pop3Worker::confirmName(const std::shared_ptr<Session> &session, const MaildropMessage &message, const QByteArray &fingerprint,
    const Result<Maildrop::Beginning> &told)
{
    Outcome outcome;
    if (!told && closesSession(told.error().kind)) {
        outcome = told.error();
    } else if (told && headerFingerprint(headerOf(told->bytes)) == fingerprint) {
        session->confirmed.insert(message.uidl);
        if (session->rows.value(message.uidl).state == store::Pop3Ledger::State::Deleted)
            outcome = m_store.pop3().rename(m_account.id, message.uidl, message.uidl); // not deleted after all
    } else if (told && told->whole) {
        outcome = giveUpName(*session, message.uidl);
    } else if (told && !isTooLarge(message)) { // some servers' TOP is not to be believed
        session->maildrop->retrieve(message.number, [this, session, message, fingerprint](const Result<QByteArray> &raw) {
            if (m_session == session)
                confirmName(session, message, fingerprint, raw ? Result<Maildrop::Beginning>({ *raw, true }) : raw.error());
        });
        return;
    }
    if (!outcome)
        end(session, outcome);
    else if (--session->outstanding == 0)
        selectUnknown(session);
}

//! It names another message now, which is new. What it named is not there any more.
Outcome Pop3Worker::giveUpName(Session &session, const QByteArray &uidl)
{
    qCInfo(logSync) << "account" << m_account.id.value << "a UIDL was given to another message";
    QByteArray former; // no UIDL has a space
    for (int times = 1; former.isEmpty() || session.rows.contains(former); ++times)
        former = uidl + " until " + QByteArray::number(times);
    session.rows.insert(former, session.rows.take(uidl));
    return m_store.pop3().rename(m_account.id, uidl, former);
}

bool Pop3Worker::mayDelete(const Session &session, const QByteArray &uidl, const store::Pop3Ledger::Row &row) const
{
    return (session.confirmed.contains(uidl) || !canBeConfirmed(uidl, row)) && mayLeaveServer(m_account.leaveOnServer, row, m_clock.utcNow());
}

void Pop3Worker::deleteNext(const std::shared_ptr<Session> &session)
{
    if (session->toDelete.isEmpty()) {
        quit(session);
        return;
    }
    const MaildropMessage message = session->toDelete.takeFirst();
    session->maildrop->remove(message.number, [this, session, message](const Outcome &marked) {
        if (m_session != session)
            return;
        if (marked)
            session->marked.append(message.uidl);
        else if (closesSession(marked.error().kind)) {
            end(session, marked);
            return;
        } else {
            refuseDeletion(*session, marked.error());
        }
        deleteNext(session);
    });
}

//! Some maildrops can only be read. That is said, and not asked of each message.
void Pop3Worker::refuseDeletion(Session &session, const Error &error)
{
    qCInfo(logSync) << "account" << m_account.id.value << "deletion refused:" << error.reply.text;
    session.notDeleted = error;
    session.notDeleted->text = Text::tr("The server refuses to delete messages; they stay there.");
    if (session.marked.isEmpty() && ++session.deletionsRefused >= MostRefusals)
        session.toDelete.clear();
}

} // namespace golub::sync
