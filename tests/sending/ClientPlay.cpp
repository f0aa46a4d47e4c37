// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sending/ClientPlay.h"

#include "protocols/sasl/Mechanism.h"
#include "protocols/smtp/SmtpSubmitter.h"

#include <QFile>

namespace golub::test {
namespace {

using namespace std::chrono_literals;

AuthMethod methodNamed(const QByteArray &name)
{
    for (const AuthMethod method : { AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5, AuthMethod::ScramSha1, AuthMethod::ScramSha256 }) {
        if (sasl::mechanismName(method).toLower() == name)
            return method;
    }
    return name == "none" ? AuthMethod::None : AuthMethod::Auto;
}

std::chrono::milliseconds timeOf(const QByteArray &text)
{
    const qint64 number = text.endsWith("min") ? text.chopped(3).toLongLong() * 60 : text.chopped(1).toLongLong() * (text.endsWith('h') ? 3600 : 1);
    return std::chrono::seconds(number);
}

QByteArray withLineEnds(QByteArray text)
{
    return text.replace("\\r", "\r").replace("\\n", "\n");
}

} // namespace

std::unique_ptr<Submitter> ScriptedSubmission::submitter(const Account &account, const Secret &secret)
{
    // One connection too many is a failure of its own: nobody answers.
    if (m_used >= qsizetype(m_scripts.size()))
        add("# nobody is here\n");
    smtp::Options options = smtp::optionsFor(account.outgoing, QString(), secret);
    options.nonce = nonce;
    return std::make_unique<smtp::SmtpSubmitter>(options, script(m_used++).connection(account.outgoing.security));
}

void ScriptedSubmission::play()
{
    for (int round = 0; round < 20; ++round) {
        for (qsizetype i = 0; i < m_used; ++i)
            script(i).play();
        m_clock.advance(0ms);
    }
}

QString ScriptedSubmission::problem() const
{
    for (qsizetype i = 0; i < m_used; ++i) {
        if (const Script &script = *m_scripts.at(std::size_t(i)); !script.isFinished())
            return QStringLiteral("connection %1: %2").arg(i + 1).arg(script.report());
    }
    return m_used < qsizetype(m_scripts.size()) ? QStringLiteral("connection %1 was not made").arg(m_used + 1) : QString();
}

QByteArray ScriptedSubmission::log()
{
    QByteArray text;
    for (qsizetype i = 0; i < m_used; ++i)
        text += script(i).log().allText();
    return text;
}

void ClientPlay::play(const QString &file, qsizetype chunk)
{
    QFile transcript(file);
    ASSERT_TRUE(transcript.open(QIODevice::ReadOnly)) << file.toStdString();
    // What an earlier play has left is none of this one's business.
    for (const OutboxId id : std::as_const(m_queued)) {
        (void)store->outbox().resolve(id, true);
        (void)store->outbox().cancel(id);
    }
    m_network = std::make_unique<ScriptedSubmission>(clock);
    account.outgoing = {};
    account.outgoing.host = QStringLiteral("mail.example.org");
    account.outgoing.port = 587;
    account.outgoing.user = QStringLiteral("ala");
    account.outgoing.security = Security::StartTls;
    m_queued.clear();
    m_asked.clear();
    compose::OutboxSender::Hooks hooks;
    hooks.needsUser = [this](const Error &error) { m_asked.append(error); };

    // All connections are known before the first is made: when the client makes them is its own affair, and checked.
    QList<QByteArray> words;
    QByteArray script;
    const auto endScript = [&] {
        if (!words.isEmpty() && words.last() == "CONNECT")
            m_network->add(std::exchange(script, {}), chunk);
    };
    for (const QByteArray &line : transcript.readAll().split('\n')) {
        if (line == "CONNECT" || line.startsWith('@')) {
            endScript();
            words.append(line);
        } else if (!words.isEmpty() && words.last() == "CONNECT") {
            script += line + '\n';
        }
    }
    endScript();

    int connections = 0;
    for (const QByteArray &line : std::as_const(words)) {
        if (line == "CONNECT") {
            ++connections;
            continue;
        }
        if (connections > 0) {
            start(hooks);
            EXPECT_EQ(m_network->connections(), connections) << line.constData() << ": " << m_network->problem().toStdString();
        }
        const qsizetype blank = line.indexOf(' ');
        const QByteArray word = blank < 0 ? line.mid(1) : line.mid(1, blank - 1);
        const QByteArray value = blank < 0 ? QByteArray() : line.mid(blank + 1);
        connections > 0 ? expect(word, value) : setUp(word, value);
    }
    EXPECT_TRUE(m_network->problem().isEmpty()) << m_network->problem().toStdString();
    EXPECT_FALSE(m_network->log().contains(m_secret.reveal())) << "the password is in the log";
    m_sender->stop();
    m_sender.reset();
}

void ClientPlay::start(const compose::OutboxSender::Hooks &hooks)
{
    if (!m_sender) {
        if (m_queued.isEmpty())
            queue();
        m_sender = std::make_unique<compose::OutboxSender>(account, *store, *m_network, clock, hooks);
        m_sender->setSecret(m_secret);
        m_sender->start();
    }
    m_network->play();
}

void ClientPlay::setUp(const QByteArray &word, const QByteArray &value)
{
    if (word == "security")
        account.outgoing.security = value == "tls" ? Security::Tls : value == "none" ? Security::None : Security::StartTls;
    else if (word == "allow-cleartext")
        account.outgoing.allowCleartext = true;
    else if (word == "auth")
        account.outgoing.auth = methodNamed(value);
    else if (word == "user")
        account.outgoing.user = QString::fromUtf8(value);
    else if (word == "password")
        m_secret = Secret(value);
    else if (word == "nonce")
        m_network->nonce = [value] { return value; };
    else if (word == "to")
        m_recipients.append(QString::fromUtf8(value));
    else if (word == "message")
        m_message = withLineEnds(value);
    else if (word == "queue")
        queue();
    else
        ADD_FAILURE() << "not understood: @" << word.constData();
}

void ClientPlay::queue()
{
    OutboxEntry entry;
    entry.account = account.id;
    entry.subject = QStringLiteral("Hi");
    entry.envelopeFrom = QStringLiteral("ala@example.org");
    entry.sentCopy = SentCopyState::NotWanted;
    const QStringList recipients = m_recipients.isEmpty() ? QStringList { QStringLiteral("bob@example.net") } : std::exchange(m_recipients, {});
    for (const QString &recipient : recipients)
        entry.recipients.append({ recipient });
    const QByteArray message = m_message.isEmpty() ? QByteArray("Subject: Hi\r\n\r\nHello\r\n") : std::exchange(m_message, {});
    const auto id = store->outbox().queue(entry, message, message);
    ASSERT_TRUE(id);
    m_queued.append(*id);
}

OutboxEntry ClientPlay::entry(int number) const
{
    const auto found = number > 0 && number <= m_queued.size() ? store->outbox().find(m_queued.at(number - 1)) : Error::of(ErrorKind::NotFound);
    EXPECT_TRUE(found) << "there is no message " << number;
    return found.value_or({});
}

void ClientPlay::expect(const QByteArray &word, const QByteArray &value)
{
    if (word == "wait")
        return clock.advance(timeOf(value));
    if (word == "asks") {
        ASSERT_FALSE(m_asked.isEmpty()) << "nobody was asked";
        EXPECT_EQ(kindName(m_asked.last().kind), QString::fromUtf8(value));
        return;
    }
    const QList<QByteArray> words = value.split(' ');
    const OutboxEntry found = entry(words.value(0).toInt());
    if (word == "state") {
        EXPECT_EQ(outboxStateName(found.state), QString::fromUtf8(words.value(1)))
            << found.lastError.text.toStdString() << found.lastError.detail.toStdString() << m_network->problem().toStdString();
    } else if (word == "recipient") {
        static const char *const states[] = { "pending", "accepted", "refused" };
        bool named = false;
        for (const OutboxRecipient &recipient : found.recipients) {
            if (recipient.address != QString::fromUtf8(words.value(1)))
                continue;
            named = true;
            EXPECT_EQ(states[int(recipient.state)], words.value(2)) << value.constData() << ": " << recipient.reply.text.toStdString();
            EXPECT_TRUE(words.size() < 4 || recipient.reply.code == words.at(3).toInt()) << value.constData() << ": " << recipient.reply.code;
        }
        EXPECT_TRUE(named) << value.constData();
    } else if (word == "error") {
        const Error &error = found.lastError;
        const QString all = error.text + u'\n' + error.detail + u'\n' + error.reply.text + u'\n' + error.reply.enhanced;
        EXPECT_TRUE(all.contains(QString::fromUtf8(value.mid(value.indexOf(' ') + 1)))) << "not in: " << all.toStdString();
    } else {
        ADD_FAILURE() << "not understood: @" << word.constData();
    }
}

} // namespace golub::test
