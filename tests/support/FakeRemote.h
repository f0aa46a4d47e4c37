// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteFactory.h"
#include "tests/support/FakeClock.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace golub::test {

//! A mail server's contents, for tests of what stands above the protocols: mailboxes that behave as IMAP says, a maildrop, and a
//! submission side. Completions come with the clock's next advance. Faults are injected by request number.
class FakeServer
{
public:
    struct Message {
        Uid uid;
        Flags flags;
        ModSeq modSeq;
        QDateTime internalDate;
        QByteArray raw;
        QByteArray emailId = {};             //!< told where facts.objectId is set; a copy keeps it
    };
    struct Box {
        MailboxRole role = MailboxRole::None;
        UidValidity uidValidity { 1 };
        quint32 nextUid = 1;
        quint64 modSeq = 1;
        QList<Message> messages = {};
        QByteArray mailboxId = {};           //!< told where facts.objectId is set
        std::optional<MailboxRights> rights = {};
    };

    explicit FakeServer(FakeClock &clock);
    std::unique_ptr<RemoteFactory> factory();

    Box &box(const QString &path) { return boxes[path]; }
    //! Puts a small message there; its UID.
    Uid deliver(const QString &path, const QString &subject, const QByteArray &body = "Hello\r\n");
    const Message *find(const QString &path, Uid uid) const;
    QStringList subjects(const QString &path) const;
    //! Tells connections that idle.
    void announce(MailboxNews news);

    std::map<QString, Box> boxes;
    bool condStore = true;
    bool uidPlus = true;
    ServerFacts facts;                       //!< what connections say of it; qresync, listStatus and objectId also change what they do
    QList<QuotaResource> quota = {};
    bool compressed = false;                 //!< somebody asked for it
    std::optional<Error> openError;          //!< answered to every open()
    std::optional<Error> storeError;         //!< answered to every change of flags
    std::optional<Error> fetchError;         //!< answered to every FETCH
    QString personalPrefix;                  //!< put before the name of what is created
    bool restless = false;                   //!< HIGHESTMODSEQ is another one at each SELECT
    //! Breaks the connection at the n-th request from now (1 is the next): the request is carried out first where \a afterEffect.
    void breakAt(int request, bool afterEffect);
    int requests = 0;

    // POP3: what stands in the maildrop
    struct Drop { QByteArray uidl; QByteArray raw; };
    QList<Drop> maildrop;
    bool quitFails = false;
    int openMaildrops = 0;                   //!< objects alive

    // submission
    struct Sent { QString from; QStringList recipients; QByteArray message; };
    QList<Sent> sent;
    std::map<QString, ServerReply> refusedRecipients;
    std::optional<Error> submitError;        //!< before any data
    bool loseAfterData = false;              //!< accepted there, but the answer never comes
    int beforeDataCalls = 0;
    std::function<void()> beforeSubmission;  //!< called before anything is said; may destroy who asked
    std::function<void()> beforeAnswer;      //!< called when the message is there and its answer on the way; may destroy who asked

    FakeClock &clock;

private:
    friend class FakeRemoteStore;
    QByteArray newEmailId();
    int m_lastEmailId = 0;
    std::function<void(MailboxNews)> m_idle;
    int m_breakAt = 0;
    bool m_breakAfterEffect = false;
};

} // namespace golub::test
