// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeRemote.h"

#include "tests/support/FakeRemoteStore.h"

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

class FakeMaildrop final : public Maildrop
{
public:
    explicit FakeMaildrop(FakeServer &server) : m_server(server) { ++m_server.openMaildrops; }
    ~FakeMaildrop() override { --m_server.openMaildrops; }
    void open(Done<void> done) override
    {
        ++m_server.openedMaildrops;
        answer([this, done] { done(m_server.openError ? Outcome(*m_server.openError) : Outcome()); });
    }
    void list(Done<QList<MaildropMessage>> done) override
    {
        answer([this, done] {
            QList<MaildropMessage> list;
            for (qsizetype i = 0; i < m_server.maildrop.size(); ++i) {
                const FakeServer::Drop &drop = m_server.maildrop[i];
                const auto said = m_server.saidSizes.find(drop.uidl);
                list.append({ quint32(i + 1), drop.uidl, said == m_server.saidSizes.end() ? drop.raw.size() : said->second });
            }
            done(list);
        });
    }
    std::chrono::seconds loginDelay() const override { return m_server.loginDelay; }
    void retrieve(quint32 number, Done<QByteArray> done) override
    {
        answer([this, number, done] {
            ++m_server.requests;
            const FakeServer::Drop &drop = m_server.maildrop[number - 1];
            if (m_server.endless.contains(drop.uidl)) {
                done(Error::of(ErrorKind::LimitExceeded));
                return;
            }
            ++m_server.bodiesRead;
            m_server.unreadable.contains(drop.uidl) ? done(Error::of(ErrorKind::ServerRefused)) : done(drop.raw);
        });
    }
    void top(quint32 number, int, Done<Beginning> done) override
    {
        answer([this, number, done] {
            const QByteArray &raw = m_server.maildrop[number - 1].raw;
            if (!m_server.topless) {
                done(Beginning { headerOf(raw) + "\r\n" });
                return;
            }
            ++m_server.bodiesRead;
            done(Beginning { raw, true });
        });
    }
    void remove(quint32 number, Done<void> done) override
    {
        answer([this, number, done] {
            ++m_server.deletionsAsked;
            if (m_server.undeletable.contains(m_server.maildrop[number - 1].uidl)) {
                done(Error::of(ErrorKind::ServerRefused));
                return;
            }
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
    void submit(const Submission &submission, BeforeData beforeData, std::function<void(SubmissionReport)> done) override
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
    QStringList capabilities() const override { return m_server.submissionCapabilities; }
    void close() override { }
    WireStatistics statistics() const override { return {}; }

private:
    SubmissionReport carryOut(const Submission &submission, const BeforeData &beforeData)
    {
        SubmissionReport report;
        if (m_server.submitError) {
            report.error = m_server.submitError;
            return report;
        }
        if (m_server.chunkingBroken && !submission.withoutChunking) {
            report.error = Error::of(ErrorKind::ServerTemporary);
            report.chunkingRefused = true;
            return report;
        }
        QStringList good;
        bool temporary = false;
        for (const QString &recipient : submission.recipients) {
            const auto refused = m_server.refusedRecipients.find(recipient);
            if (m_server.maxRecipients > 0 && report.recipients.size() >= m_server.maxRecipients) {
                report.recipients.append({ recipient });
                continue;
            }
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
        if (const Outcome durable = beforeData(report.recipients); !durable) {
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
        + path.toUtf8() + '.' + QByteArray::number(m_lastEmailId + 1) + "@example.org>\r\nDate: Thu, 1 Jan 2026 10:00:00 +0000\r\n\r\n" + body;
    target.messages.append({ uid, {}, ModSeq { ++target.modSeq }, clock.utcNow().addSecs(uid.value), raw, newEmailId() });
    return uid;
}

void FakeServer::releaseAnswers(int count)
{
    const qsizetype released = count < 0 ? m_held.size() : qMin<qsizetype>(count, m_held.size());
    for (qsizetype i = 0; i < released; ++i)
        clock.startTimer(std::chrono::milliseconds(0), m_held.takeFirst());
}

QByteArray FakeServer::newEmailId()
{
    return 'M' + QByteArray::number(++m_lastEmailId);
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
