// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/imap/Engine.h"
#include "protocols/imap/Quirks.h"
#include "protocols/imap/Request.h"
#include "protocols/net/SessionDriver.h"

#include <QHash>

#include <deque>
#include <memory>

namespace golub::imap {

//! What runs behind an ImapRemoteStore: the engine with its connection, the requests that run and wait, and what is known of the server.
class ImapSession final : public RequestHost
{
public:
    using NewsHandler = std::function<void(MailboxNews)>;

    //! \a keepNotes gets ServerNotes where they have changed; may be empty.
    ImapSession(Options options, net::Connection connection, std::function<void(const ServerNotes &)> keepNotes = {});

    void expect(Engine::FirstQuestions questions, bool enableLater);
    void open(Done<void> done);
    void close(Done<void> done);
    void add(std::unique_ptr<Request> request);
    void idle(NewsHandler news, Done<void> done);
    void watch(const QList<MailboxName> &mailboxes, NewsHandler news, Done<void> done);
    void compress(Done<void> done);
    void compressEarly() { m_driver.engine().compressEarly(); }
    bool isCompressing() const { return m_driver.engine().isCompressing(); }
    void setObserver(std::function<void(const Event &)> observer) { m_observer = std::move(observer); }

    bool isOpen() const { return m_driver.isConnected() && m_driver.engine().state() == Engine::State::Ready; }
    ServerFacts facts() const;
    WireStatistics statistics() const { return m_driver.statistics(); }
    QString tlsFacts() const { return m_driver.tlsFacts(); }
    void holdBack(bool hold) { m_driver.holdBack(hold); }

    // RequestHost
    void submit(Command command, const std::function<void(quint64)> &asked) override;
    const Capabilities &capabilities() const override { return m_driver.engine().capabilities(); }
    const Quirks &quirks() const override { return m_driver.engine().quirks(); }
    bool isEnabled(const char *extension) const override { return m_driver.engine().isEnabled(extension); }
    HeaderCare headerCare() const override { return m_care.headerCare; }
    std::optional<Selection> &selection() override { return m_selection; }
    const std::optional<Selection> &selection() const override { return m_selection; }
    bool mailboxExpected() const override;
    Error noMailbox() const override;
    void selectionFailed(const Error &why) override;
    void distrust(const QByteArray &extension) override { m_driver.engine().distrust(extension); }
    std::optional<NamespaceData::Entry> &personalNamespace() override { return m_personalNamespace; }
    void placedUnder(UidValidity validity) override { m_placedValidity = validity; }
    UidValidity placedValidity() const { return m_placedValidity; }
    QDateTime utcNow() const override { return m_driver.clock().utcNow(); }
    void later(std::function<void()> call) override { m_driver.later(std::move(call)); }
    void abort(const Error &why) override;

private:
    Options bound(Options options);
    void keepNotes();
    void onEvent(Event &event);
    void onClosed(const std::optional<Error> &why);
    void onData(quint64 id, Response &response);
    void onCompleted(const Completed &completed);
    void noteHeaders(const Result<Status> &answer);
    void onUnsolicited(const Response &response);
    void onStatus(const Status &status);
    void onCounts(const StatusData &data);

    void startNext();
    bool mayStart(const Request &request) const;
    void retire();
    bool isWaitingForNews() const;
    void beginWaiting(const std::shared_ptr<NewsHandler> &handler, const std::function<void(quint64)> &asked);
    void deliverNews();
    QList<MailboxNews> takeNews();

    std::function<void(const SignInStrength &)> m_signedIn;
    std::function<void(const ServerNotes &)> m_keepNotes;
    ServerNotes m_notes;             //!< as they are kept
    ServerNotes m_care;              //!< of which how headers are asked for is as it is now
    bool m_headersBroke = false;     //!< this session ended over them
    QDateTime m_named;               //!< names were exchanged in this session
    bool m_wasReady = false;
    net::SessionDriver<Engine> m_driver;
    std::function<void(const Event &)> m_observer;
    bool m_opened = false;
    bool m_starting = false;
    Done<void> m_openDone;
    std::optional<Error> m_ended;

    QString m_serverName;            //!< safe to show

    UidValidity m_placedValidity;
    std::optional<Selection> m_selection;
    std::optional<Error> m_selectError;
    std::optional<NamespaceData::Entry> m_personalNamespace;
    std::deque<std::unique_ptr<Request>> m_queue;
    std::deque<std::unique_ptr<Request>> m_active;

    std::shared_ptr<NewsHandler> m_newsHandler;
    bool m_newsPosted = false;
    bool m_notifying = false;        //!< NOTIFY is on
    QList<MailboxName> m_watched;
    QHash<QByteArray, MailboxCounts> m_counted; //!< of NOTIFY, not told yet
    bool m_mailboxesChanged = false;
    char m_delimiter = '\0';         //!< as LIST last said
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace golub::imap
