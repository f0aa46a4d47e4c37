// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeRemote.h"

#include <QRegularExpression>

#include <algorithm>

namespace golub::test {
namespace {

QByteArray headerOf(const QByteArray &raw)
{
    const qsizetype end = raw.indexOf("\r\n\r\n");
    return end < 0 ? raw : raw.left(end + 2);
}

QString subjectOf(const QByteArray &raw)
{
    static const QRegularExpression subject(QStringLiteral("^Subject: (.*)\r$"), QRegularExpression::MultilineOption);
    return subject.match(QString::fromUtf8(raw)).captured(1);
}

//! As in a real session: the bytes of the wire alone say which mailbox is meant.
QString pathOf(const MailboxName &mailbox)
{
    return QString::fromUtf8(mailbox.wire);
}

Error nonexistent(const char *code)
{
    return Error::of(ErrorKind::ServerRefused, {}, { 0, QString::fromLatin1(code), QStringLiteral("no such mailbox") });
}

} // namespace

class FakeRemoteStore final : public RemoteStore
{
public:
    explicit FakeRemoteStore(FakeServer &server) : m_server(server) { }

    void open(Done<void> done) override
    {
        answer([this, done] {
            if (m_server.openError) {
                done(*m_server.openError);
                return;
            }
            m_open = true;
            done({});
        });
    }
    void listMailboxes(Done<QList<RemoteMailbox>> done) override
    {
        request<QList<RemoteMailbox>>(done, [this]() -> Result<QList<RemoteMailbox>> {
            QList<RemoteMailbox> list;
            for (const auto &[path, box] : m_server.boxes)
                list.append({ { path.toUtf8(), path, u'/' }, box.role, true });
            return list;
        });
    }
    void status(const MailboxName &mailbox, Done<Counts> done) override
    {
        request<Counts>(done, [this, mailbox]() -> Result<Counts> {
            if (!m_server.boxes.count(pathOf(mailbox)))
                return nonexistent("NONEXISTENT");
            const auto &box = m_server.boxes[pathOf(mailbox)];
            return Counts { box.messages.size(), 0, Uid { box.nextUid }, box.uidValidity, ModSeq { box.modSeq } };
        });
    }
    void select(const MailboxName &mailbox, Done<SelectedMailbox> done) override
    {
        request<SelectedMailbox>(done, [this, mailbox]() -> Result<SelectedMailbox> {
            if (!m_server.boxes.count(pathOf(mailbox)))
                return nonexistent("NONEXISTENT");
            m_selected = pathOf(mailbox);
            auto &box = m_server.boxes[m_selected];
            if (m_server.restless)
                ++box.modSeq;
            return SelectedMailbox { box.uidValidity, Uid { box.nextUid }, box.messages.size(),
                m_server.condStore ? ModSeq { box.modSeq } : ModSeq {}, false, true };
        });
    }
    void fetchFlags(const UidSet &uids, ModSeq since, std::function<void(const RemoteMessage &)> each, Done<void> done) override
    {
        fetch(uids, each, done, [since](const FakeServer::Message &m, RemoteMessage &) { return !since.isValid() || m.modSeq > since; });
    }
    void searchAll(Done<UidSet> done) override
    {
        request<UidSet>(done, [this]() -> Result<UidSet> {
            UidSet set;
            for (const auto &message : selected().messages)
                set.insert(message.uid);
            return set;
        });
    }
    void fetchHeaders(const UidSet &uids, std::function<void(const RemoteMessage &)> each, Done<void> done) override
    {
        fetch(uids, each, done, [](const FakeServer::Message &m, RemoteMessage &out) {
            out.header = headerOf(m.raw);
            return true;
        });
    }
    void fetchMessages(const UidSet &uids, std::function<void(const RemoteMessage &)> each, Done<void> done) override
    {
        fetch(uids, each, done, [](const FakeServer::Message &m, RemoteMessage &out) {
            out.raw = m.raw;
            return true;
        });
    }
    void storeFlags(const UidSet &uids, const Flags &add, const Flags &remove, Done<void> done) override
    {
        request<void>(done, [this, uids, add, remove]() -> Outcome {
            if (m_server.storeError)
                return *m_server.storeError;
            for (auto &message : selected().messages) {
                if (uids.contains(message.uid)) {
                    message.flags = message.flags.changed(add, remove);
                    message.modSeq = ModSeq { ++selected().modSeq };
                }
            }
            return {};
        });
    }
    void copy(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) override { transfer(uids, destination, done, false); }
    void move(const UidSet &uids, const MailboxName &destination, Done<UidMap> done) override { transfer(uids, destination, done, true); }
    void expunge(const UidSet &uids, Done<void> done) override
    {
        request<void>(done, [this, uids]() -> Outcome {
            removeFromSelected(uids);
            return {};
        });
    }
    void append(const MailboxName &mailbox, const QByteArray &message, const Flags &flags, const QDateTime &date, Done<Uid> done) override
    {
        request<Uid>(done, [this, mailbox, message, flags, date]() -> Result<Uid> {
            if (!m_server.boxes.count(pathOf(mailbox)))
                return nonexistent("TRYCREATE");
            auto &box = m_server.boxes[pathOf(mailbox)];
            const Uid uid { box.nextUid++ };
            box.messages.append({ uid, flags, ModSeq { ++box.modSeq }, date, message });
            return m_server.uidPlus ? uid : Uid {};
        });
    }
    void createMailbox(const QString &path, Done<MailboxName> done) override
    {
        request<MailboxName>(done, [this, path]() -> Result<MailboxName> {
            const QString name = m_server.personalPrefix + path; // everything lies under INBOX at some
            (void)m_server.boxes[name];
            return MailboxName { name.toUtf8(), name, u'/' };
        });
    }
    void idle(std::function<void(MailboxNews)> news, Done<void>) override { m_server.m_idle = std::move(news); }
    void close(Done<void> done) override
    {
        m_open = false;
        answer([done] { done({}); });
    }
    bool isOpen() const override { return m_open; }
    bool hasCondStore() const override { return m_server.condStore; }
    WireStatistics statistics() const override { return { m_commands, m_commands * 20, m_commands * 100 }; }

private:
    FakeServer::Box &selected() { return m_server.boxes[m_selected]; }

    void answer(std::function<void()> call)
    {
        m_server.clock.startTimer(std::chrono::milliseconds(0), [alive = std::weak_ptr(m_alive), call = std::move(call)] {
            if (!alive.expired())
                call();
        });
    }
    //! Requests take effect in their order when the clock moves, as if the server had answered then.
    template<class T>
    void request(Done<T> done, std::function<Result<T>()> act)
    {
        answer([this, done, act] {
            ++m_commands;
            ++m_server.requests;
            if (m_broken) {
                done(Error::of(ErrorKind::ConnectionLost));
                return;
            }
            if (m_server.m_breakAt > 0 && --m_server.m_breakAt == 0) {
                if (m_server.m_breakAfterEffect)
                    (void)act();
                m_broken = true;
                m_open = false;
                done(Error::of(ErrorKind::ConnectionLost));
                return;
            }
            done(act());
        });
    }
    void fetch(const UidSet &uids, std::function<void(const RemoteMessage &)> each, Done<void> done,
        std::function<bool(const FakeServer::Message &, RemoteMessage &)> fill)
    {
        request<void>(done, [this, uids, each, fill]() -> Outcome {
            if (m_server.fetchError) {
                m_broken = closesSession(m_server.fetchError->kind);
                return *m_server.fetchError;
            }
            for (const auto &message : selected().messages) {
                RemoteMessage out;
                out.uid = message.uid;
                out.flags = message.flags;
                out.modSeq = message.modSeq;
                out.internalDate = message.internalDate;
                out.size = message.raw.size();
                if (uids.contains(message.uid) && fill(message, out))
                    each(out);
            }
            return {};
        });
    }
    void removeFromSelected(const UidSet &uids)
    {
        selected().messages.removeIf([&uids](const FakeServer::Message &m) { return uids.contains(m.uid); });
        ++selected().modSeq;
    }
    void transfer(const UidSet &uids, const MailboxName &destination, Done<UidMap> done, bool remove)
    {
        request<UidMap>(done, [this, uids, destination, remove]() -> Result<UidMap> {
            if (!m_server.boxes.count(pathOf(destination)))
                return nonexistent("TRYCREATE");
            UidMap map;
            auto &target = m_server.boxes[pathOf(destination)];
            for (const auto &message : QList<FakeServer::Message>(selected().messages)) {
                if (!uids.contains(message.uid))
                    continue;
                FakeServer::Message copy = message;
                copy.uid = Uid { target.nextUid++ };
                copy.modSeq = ModSeq { ++target.modSeq };
                target.messages.append(copy);
                map.append({ message.uid, copy.uid });
            }
            if (remove)
                removeFromSelected(uids);
            return m_server.uidPlus ? map : UidMap();
        });
    }

    FakeServer &m_server;
    QString m_selected;
    bool m_open = false;
    bool m_broken = false;
    qint64 m_commands = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

namespace {

class FakeMaildrop final : public Maildrop
{
public:
    explicit FakeMaildrop(FakeServer &server) : m_server(server) { ++m_server.openMaildrops; }
    ~FakeMaildrop() override { --m_server.openMaildrops; }
    void open(Done<void> done) override
    {
        answer([this, done] { done(m_server.openError ? Outcome(*m_server.openError) : Outcome()); });
    }
    void list(Done<QList<MaildropMessage>> done) override
    {
        answer([this, done] {
            QList<MaildropMessage> list;
            for (qsizetype i = 0; i < m_server.maildrop.size(); ++i)
                list.append({ quint32(i + 1), m_server.maildrop[i].uidl, m_server.maildrop[i].raw.size() });
            done(list);
        });
    }
    void retrieve(quint32 number, Done<QByteArray> done) override
    {
        answer([this, number, done] {
            ++m_server.requests;
            done(m_server.maildrop[number - 1].raw);
        });
    }
    void top(quint32 number, int, Done<QByteArray> done) override
    {
        answer([this, number, done] { done(headerOf(m_server.maildrop[number - 1].raw) + "\r\n"); });
    }
    void remove(quint32 number, Done<void> done) override
    {
        answer([this, number, done] {
            m_marked.append(number);
            done({});
        });
    }
    void quit(Done<void> done) override
    {
        answer([this, done] {
            if (m_server.quitFails) {
                done(Error::of(ErrorKind::ConnectionLost));
                return;
            }
            std::sort(m_marked.rbegin(), m_marked.rend());
            for (const quint32 number : std::as_const(m_marked))
                m_server.maildrop.removeAt(number - 1);
            done({});
        });
    }
    WireStatistics statistics() const override { return {}; }

private:
    void answer(std::function<void()> call)
    {
        m_server.clock.startTimer(std::chrono::milliseconds(0), [alive = std::weak_ptr(m_alive), call = std::move(call)] {
            if (!alive.expired())
                call();
        });
    }
    FakeServer &m_server;
    QList<quint32> m_marked;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

class FakeSubmitter final : public Submitter
{
public:
    explicit FakeSubmitter(FakeServer &server) : m_server(server) { }
    void submit(const Submission &submission, std::function<Outcome()> beforeData, std::function<void(SubmissionReport)> done) override
    {
        m_server.clock.startTimer(std::chrono::milliseconds(0), [alive = std::weak_ptr(m_alive), this, submission, beforeData, done] {
            if (!alive.expired() && m_server.beforeSubmission)
                m_server.beforeSubmission();
            if (alive.expired())
                return;
            const SubmissionReport report = carryOut(submission, beforeData);
            if (m_server.beforeAnswer)
                m_server.beforeAnswer();
            if (!alive.expired())
                done(report);
        });
    }
    void close() override { }
    WireStatistics statistics() const override { return {}; }

private:
    SubmissionReport carryOut(const Submission &submission, const std::function<Outcome()> &beforeData)
    {
        SubmissionReport report;
        if (m_server.submitError) {
            report.error = m_server.submitError;
            return report;
        }
        QStringList good;
        bool temporary = false;
        for (const QString &recipient : submission.recipients) {
            const auto refused = m_server.refusedRecipients.find(recipient);
            if (refused != m_server.refusedRecipients.end()) {
                temporary |= refused->second.code < 500;
                const auto state = refused->second.code < 500 ? RecipientState::Pending : RecipientState::Refused;
                report.recipients.append({ recipient, state, refused->second });
            } else {
                good.append(recipient);
                report.recipients.append({ recipient, RecipientState::Accepted, { 250, {}, QStringLiteral("ok") } });
            }
        }
        if (good.isEmpty()) {
            report.error = Error::of(temporary ? ErrorKind::ServerTemporary : ErrorKind::ServerRefused);
            return report;
        }
        ++m_server.beforeDataCalls;
        if (const Outcome durable = beforeData(); !durable) {
            report.error = durable.error();
            return report;
        }
        m_server.sent.append({ submission.envelopeFrom, good, submission.message });
        if (m_server.loseAfterData) {
            report.error = Error::of(ErrorKind::UnknownDelivery);
            return report;
        }
        report.accepted = true;
        report.finalReply = { 250, QStringLiteral("2.0.0"), QStringLiteral("queued") };
        return report;
    }
    FakeServer &m_server;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

class FakeFactory final : public RemoteFactory
{
public:
    explicit FakeFactory(FakeServer &server) : m_server(server) { }
    std::unique_ptr<RemoteStore> remoteStore(const Account &, const Secret &) override { return std::make_unique<FakeRemoteStore>(m_server); }
    std::unique_ptr<Maildrop> maildrop(const Account &, const Secret &) override { return std::make_unique<FakeMaildrop>(m_server); }
    std::unique_ptr<Submitter> submitter(const Account &, const Secret &) override { return std::make_unique<FakeSubmitter>(m_server); }
    std::unique_ptr<ConnectionTest> connectionTest(const Account &, const Secret &, const Secret &) override { return nullptr; }

private:
    FakeServer &m_server;
};

} // namespace

FakeServer::FakeServer(FakeClock &fakeClock) : clock(fakeClock)
{
    boxes[QStringLiteral("INBOX")].role = MailboxRole::Inbox;
}

std::unique_ptr<RemoteFactory> FakeServer::factory()
{
    return std::make_unique<FakeFactory>(*this);
}

Uid FakeServer::deliver(const QString &path, const QString &subject, const QByteArray &body)
{
    Box &target = boxes[path];
    const Uid uid { target.nextUid++ };
    const QByteArray raw = "From: Ala <ala@example.org>\r\nTo: bob@example.org\r\nSubject: " + subject.toUtf8() + "\r\nMessage-ID: <"
        + path.toUtf8() + '.' + QByteArray::number(uid.value) + "@example.org>\r\nDate: Thu, 1 Jan 2026 10:00:00 +0000\r\n\r\n" + body;
    target.messages.append({ uid, {}, ModSeq { ++target.modSeq }, clock.utcNow().addSecs(uid.value), raw });
    return uid;
}

const FakeServer::Message *FakeServer::find(const QString &path, Uid uid) const
{
    const auto it = boxes.find(path);
    if (it == boxes.end())
        return nullptr;
    for (const Message &message : it->second.messages) {
        if (message.uid == uid)
            return &message;
    }
    return nullptr;
}

QStringList FakeServer::subjects(const QString &path) const
{
    QStringList subjects;
    const auto it = boxes.find(path);
    if (it == boxes.end())
        return subjects;
    for (const Message &message : it->second.messages)
        subjects.append(subjectOf(message.raw));
    return subjects;
}

void FakeServer::announce(MailboxNews news)
{
    if (m_idle)
        m_idle(news);
}

void FakeServer::breakAt(int request, bool afterEffect)
{
    m_breakAt = request;
    m_breakAfterEffect = afterEffect;
}

} // namespace golub::test
