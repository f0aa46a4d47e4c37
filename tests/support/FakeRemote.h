// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/RemoteFactory.h"
#include "tests/support/FakeClock.h"

#include <QSet>

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
    QByteArray ownFields = {};               //!< written into the header of each copy
    bool losesCopies = false;                //!< says OK to COPY and copies nothing
    bool countsFirst = false;                //!< the newest headers take a second round trip, as where there is no PARTIAL
    bool refusesMove = false;                //!< MOVE is announced, and refused each time
    ServerFacts facts;                       //!< what connections say of it; qresync, listStatus and objectId also change what they do
    QList<QuotaResource> quota = {};
    bool compressed = false;                 //!< somebody asked for it
    bool compressedEarly = false;            //!< before the connection was made
    std::optional<Error> openError;          //!< answered to every open()
    std::optional<Error> storeError;         //!< answered to every change of flags
    std::function<bool(const Flags &)> refuseStore;  //!< which additions are refused
    std::function<bool(const Flags &)> poisonStore;  //!< which end the connection with something that is not understood
    std::map<QString, Error> selectErrors;   //!< answered to SELECT of these
    QSet<QString> unlisted;                  //!< mailboxes that LIST leaves out, although they are there
    int truncateSearch = -1;                 //!< so many UIDs at most in an answer to SEARCH; -1: all
    UidSet alsoVanished;                     //!< named by QRESYNC although they are there
    bool hidesVanished = false;              //!< QRESYNC names nothing as vanished
    bool dropsKeywords = false;              //!< says OK to STORE and keeps no keyword
    bool keywordsAllowed = true;             //!< false: PERMANENTFLAGS has no \*, and none is kept
    std::map<QString, qint64> claimedSizes;  //!< by subject: RFC822.SIZE that is not the real one
    QString poisonBody;                      //!< subject of a message whose body ends the connection
    int opens = 0;                           //!< connections made
    QList<RemoteStore::FirstQuestion> expected; //!< what each said that it would ask first
    int bodiesSent = 0;
    qint64 partBytesSent = 0;                //!< of single parts
    int appends = 0;
    std::optional<UidValidity> placedValidity = {}; //!< said with new UIDs, whatever the mailbox has
    bool holdAnswers = false;                //!< nothing is answered until releaseAnswers()
    bool holdOnlyFirst = false;              //!< of the first connection alone
    QStringList askedFlags;                  //!< the UIDs of each listing of flags
    QStringList asked;                       //!< LIST, SELECT, NEWEST, STATUS, SEARCH, MYRIGHTS: in the order in which they were asked, not answered
    //! Lets the oldest \a count held answers come; all for -1.
    void releaseAnswers(int count);
    int heldAnswers() const { return int(m_held.size()); }
    bool resynced = false;                   //!< the last SELECT was answered as QRESYNC has it
    std::optional<Error> fetchError;         //!< answered to every FETCH
    std::optional<Error> refuseFetchOnce;    //!< answered to the next FETCH
    QString personalPrefix;                  //!< put before the name of what is created
    bool restless = false;                   //!< HIGHESTMODSEQ is another one at each SELECT
    //! Breaks the connection at the n-th request from now (1 is the next): the request is carried out first where \a afterEffect.
    void breakAt(int request, bool afterEffect);
    int requests = 0;

    // POP3: what stands in the maildrop
    struct Drop { QByteArray uidl; QByteArray raw; };
    QList<Drop> maildrop;
    QSet<QByteArray> unreadable;             //!< UIDLs of messages that RETR and TOP are refused for
    std::map<QByteArray, qint64> saidSizes;  //!< by UIDL: what LIST says, other than the real one
    QSet<QByteArray> endless;                //!< UIDLs of messages whose RETR is over every limit
    QSet<QByteArray> undeletable;            //!< UIDLs of messages whose DELE is refused
    int deletionsAsked = 0;
    bool quitFails = false;
    bool topless = false;                    //!< no TOP: the whole message comes instead
    int bodiesRead = 0;                      //!< whole messages that were sent, by RETR or in place of TOP
    std::chrono::seconds loginDelay { 0 };   //!< LOGIN-DELAY
    int openMaildrops = 0;                   //!< objects alive
    int openedMaildrops = 0;                 //!< that asked to be let in

    // submission
    struct Sent { QString from; QStringList recipients; QByteArray message; };
    QList<Sent> sent;
    std::map<QString, ServerReply> refusedRecipients;
    std::optional<Error> submitError;        //!< before any data
    bool loseAfterData = false;              //!< accepted there, but the answer never comes
    qsizetype maxRecipients = 0;             //!< a transaction; 0: no limit (LIMITS RCPTMAX)
    bool chunkingBroken = false;             //!< refuses what was not sent by DATA
    QStringList submissionCapabilities;      //!< lines of its answer to EHLO
    int beforeDataCalls = 0;
    std::function<void()> beforeSubmission;  //!< called before anything is said; may destroy who asked
    std::function<void()> beforeAnswer;      //!< called when the message is there and its answer on the way; may destroy who asked

    FakeClock &clock;

private:
    friend class FakeRemoteStore;
    QByteArray newEmailId();
    int m_lastEmailId = 0;
    QList<std::function<void()>> m_held;
    std::function<void(MailboxNews)> m_idle;
    int m_breakAt = 0;
    bool m_breakAfterEffect = false;
};

} // namespace golub::test
